import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, type LabOptions, startLab } from '../../mocks/server.ts';
import { b2Client } from '../support/b2-client.ts';
import { amazonClient, labControl, packageOf, said } from '../support/lab-client.ts';

/* What outlives the process, and what is kept under a name. A copy of the folder of a lab that goes on is what a killed one leaves. */

let folder: string;
const open: Lab[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-state-'));
});
afterEach(async () => {
  for (const lab of open.splice(0)) await lab.close();
  rmSync(folder, { recursive: true });
});
const start = async (state = 'one', more: LabOptions = {}): Promise<Lab> => {
  const lab = await startLab({ state: join(folder, state), ...more });
  open.push(lab);
  return lab;
};
/** Started from what the lab would leave if it were killed now. */
const afterKill = (state = 'one', copy = 'copy') => {
  cpSync(join(folder, state), join(folder, copy), { recursive: true });
  return start(copy);
};
const names = ['amazon', 'b2cloud', 'ecforce', 'qoo10', 'shopserve'];
const truth = async (lab: Lab) => {
  const control = labControl(lab);
  const all = await Promise.all(names.map(async (name) => (await control.get(`/holdings/${name}`)).json));
  return { all, faults: (await control.get('/faults')).json, mail: (await control.get('/mail')).json };
};

async function sendMail(lab: Lab): Promise<void> {
  const [host, port] = lab.mail.smtp.split(':');
  const socket = connect(Number(port), host);
  const lines = createInterface({ input: socket });
  const words = ['EHLO x', 'MAIL FROM:<a@lab.invalid>', 'RCPT TO:<b@lab.invalid>', 'DATA'];
  words.push('Subject: kept\r\n\r\nhello\r\n.', 'QUIT');
  for await (const line of lines) if (/^\d{3} /.test(line)) socket.write(`${words.shift() ?? ''}\r\n`);
}

/** A bit of everything, at every system. */
async function work(lab: Lab) {
  const control = labControl(lab);
  const amazon = amazonClient(lab);
  const token = await amazon.token();
  const query = { createdAfter: '2026-01-01', maxResultsPerPage: '3', includedData: 'RECIPIENT' };
  const first = (await amazon.call('GET', '/orders/2026-01-01/orders', { query, token })).json;
  const [order] = (await control.get('/holdings/amazon')).json.orders.filter(
    (one: { status: string; byAmazon: boolean }) => one.status === 'UNSHIPPED' && !one.byAmazon,
  );
  const body = packageOf({ lines: order.lines.map((one: object) => ({ quantity: 1, ...one })) });
  await amazon.raw('POST', `/orders/v0/orders/${order.orderId}/shipmentConfirmation`, { body, token });
  await control.fault('getOrder', 'unavailable', { probability: 0.5 });
  for (let time = 0; time < 6; time += 1)
    await amazon.raw('GET', `/orders/2026-01-01/orders/${order.orderId}`, { token });
  const b2 = b2Client(lab);
  const rows = await b2.print([b2.shipment(), b2.shipment({ shipment_number: '250-0000001-0000002_1' })]);
  expect(rows).toHaveLength(2);
  const { ecforce, qoo10, shopserve } = lab.systems;
  const admin = { email: ecforce.credentials.email, password: ecforce.credentials.password };
  const json = { 'content-type': 'application/json' };
  await fetch(`${ecforce.api}/api/v2/admins/sign_in.json`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ admin }),
  });
  await fetch(
    `${qoo10.api}/ShippingBasic.SetSellerCheckYN_V2?key=${encodeURIComponent(qoo10.credentials.certificationKey)}&OrderNo=999999961`,
  );
  await fetch(`${shopserve.api}/orders/500000001/confirm`, {
    method: 'PUT',
    headers: {
      ...json,
      authorization: `Basic ${btoa(`${shopserve.credentials.shopId}:${shopserve.credentials.managerKey}`)}`,
    },
    body: '{"confirm_status":"Confirmed"}',
  });
  await sendMail(lab);
  return { token, query, next: String(first.pagination.nextToken), session: b2.session() };
}

describe('a folder', () => {
  it('keeps everything that was done, also when the lab is killed', async () => {
    const lab = await start('one', { life: true });
    await labControl(lab).post('/clock', { by: 'PT30H' });
    const { token, query, next } = await work(lab);
    const again = await afterKill();
    expect(await truth(again)).toEqual(await truth(lab));
    const [before, after] = await Promise.all([lab, again].map((one) => labControl(one).get('/requests')));
    expect(before!.json.length).toBeGreaterThan(15);
    for (const [at, one] of before!.json.entries()) {
      const { answer, ...rest } = after!.json[at];
      expect(rest).toEqual({ ...rest, operation: one.operation, status: one.status, fault: one.fault });
      // A PDF is drawn again by who asks for it.
      if (one.operation !== 'getFile') expect(answer).toBe(one.answer);
    }
    // The old token and the old page are good, and the same comes next.
    const page = { query: { ...query, paginationToken: next }, token };
    const pages = [];
    for (const one of [lab, again]) pages.push(await amazonClient(one).call('GET', '/orders/2026-01-01/orders', page));
    expect(pages[0]!.json.orders.length).toBeGreaterThan(0);
    expect(pages[1]!.json).toEqual(pages[0]!.json);
    const life = await Promise.all([lab, again].map((one) => labControl(one).get('/life')));
    expect(life[0]!.json.happened.length).toBeGreaterThan(50);
    expect(life[1]!.json).toEqual(life[0]!.json);
  });

  it('keeps ports, frozen clock, faults and recordings over a tidy end, and the seed of the first start', async () => {
    const lab = await start('one', { seed: { orders: 40 } });
    const control = labControl(lab);
    await control.post('/recordings', { name: 'morning' });
    await control.post('/clock', { by: 'P2D', frozen: true });
    await control.fault('getOrder', 'delay', { delayMs: 5 });
    const before = await truth(lab);
    const clock = (await control.get('/clock')).json;
    const { systems, mail } = lab;
    await open.pop()!.close();
    expect(
      readFileSync(
        join(folder, 'one', readdirSync(join(folder, 'one')).find((name) => /^journal/.test(name))!),
        'utf8',
      ),
    ).toBe('');
    const again = await start('one', { seed: 'empty' });
    // The connection of the first one is dead, its address is not.
    await fetch(again.control).catch(() => {});
    expect([again.systems, again.mail]).toEqual([systems, mail]);
    expect(await truth(again)).toEqual(before);
    expect((await labControl(again).get('/clock')).json).toEqual(clock);
    expect((await labControl(again).get('/recordings')).json).toEqual([
      { name: 'morning', requests: 0, isRunning: true },
    ]);
  });

  it('belongs to one lab at a time, and another one beside it has its own', async () => {
    await start();
    await expect(start()).rejects.toThrow(/another lab keeps its state in/);
    const other = await start('two');
    expect(other.control).not.toBe(open[0]!.control);
  });

  it('of another version is refused, and a line that was cut off was not done', async () => {
    const lab = await start();
    await amazonClient(lab).token();
    cpSync(join(folder, 'one'), join(folder, 'torn'), { recursive: true });
    const journal = join(folder, 'torn', readdirSync(join(folder, 'torn')).find((name) => /^journal/.test(name))!);
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"t":1,"requ`);
    expect((await labControl(await start('torn')).get('/requests')).json).toHaveLength(1);
    cpSync(join(folder, 'one'), join(folder, 'other'), { recursive: true });
    writeFileSync(join(folder, 'other', 'state'), 'something else');
    await expect(start('other')).rejects.toThrow(/no stored state/);
  });
});

describe('snapshots', () => {
  it.each([undefined, 'one'])('bring back everything, the time included (folder: %s)', async (state) => {
    const lab = state ? await start(state) : await startLab();
    if (!state) open.push(lab);
    const control = labControl(lab);
    const before = await truth(lab);
    expect((await control.post('/snapshots', { name: 'begin' })).json).toMatchObject([{ name: 'begin' }]);
    await work(lab);
    await control.post('/clock', { by: 'P3D' });
    expect(await truth(lab)).not.toEqual(before);
    expect((await control.post('/snapshots/begin/restore')).json).toEqual({ restored: 'begin' });
    const now = Date.parse((await control.get('/clock')).json.now);
    expect(Math.abs(now - Date.now())).toBeLessThan(30_000);
    expect(await truth(lab)).toEqual(before);
    await work(lab);
    if (state) {
      await open.pop()!.close();
      const again = await start(state);
      await labControl(again).post('/snapshots/begin/restore');
      expect(await truth(again)).toEqual(before);
      expect((await labControl(again).send('DELETE', '/snapshots/begin')).json).toEqual([]);
    }
  });

  it('are named in letters, and one that is not there says which are', async () => {
    const lab = await start();
    const control = labControl(lab);
    await control.post('/snapshots', { name: 'a' });
    for (const name of ['', '../x', '.a', 'a b']) expect((await control.post('/snapshots', { name })).status).toBe(400);
    const missing = await said(await fetch(`${lab.control}/snapshots/b/restore`, { method: 'POST' }));
    expect([missing.status, missing.json.error]).toEqual([400, expect.stringContaining('known: a')]);
  });
});

import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type AmazonClient, amazonClient, labControl, packageOf } from '../support/lab-client.ts';

const start = Date.parse('2026-11-21T03:00:00Z');
const search = '/orders/2026-01-01/orders';
const ask = { query: { createdAfter: '2026-01-01T00:00:00Z', includedData: 'FULFILLMENT' } };

let lab: Lab;
let amazon: AmazonClient;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  amazon = amazonClient(lab);
  control = labControl(lab);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.run();
  lab.clock.set(start);
  await control.post('/reset', { seed: 'small' });
});

const page = async (path: string) => {
  const answer = await fetch(new URL(path, lab.control), { headers: { accept: 'text/html,*/*' } });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};

const anOrder = async () =>
  (await control.holdings()).orders!.find((one) => one.status === 'UNSHIPPED' && one.fulfilledBy === 'MERCHANT');
const confirm = async (token: string) => {
  const order = await anOrder();
  const path = `/orders/v0/orders/${order.orderId}/shipmentConfirmation`;
  return amazon.raw('POST', path, { body: packageOf(order), token });
};

describe('faults', () => {
  it.each([
    ['too-many', 429, 'QuotaExceeded'],
    ['server-error', 500, 'InternalFailure'],
    ['unavailable', 503, 'ServiceUnavailable'],
    ['expired-token', 403, 'Unauthorized'],
  ])('%s is refused once in Amazon’s words, and nothing is done', async (kind, status, code) => {
    const token = await amazon.token();
    await control.fault('confirmShipment', kind);
    const refused = await confirm(token);
    expect([refused.status, refused.json.errors[0].code]).toEqual([status, code]);
    expect((await control.holdings()).confirmations).toEqual([]);
    expect((await confirm(token)).status).toBe(204);
  });

  it('maintenance is a page that is no JSON', async () => {
    await control.fault('searchOrders', 'maintenance');
    const answer = await amazon.raw('GET', search, ask);
    expect([answer.status, answer.json, answer.headers.get('content-type')]).toEqual([503, undefined, 'text/html']);
  });

  it('reset cuts the connection before anything is done', async () => {
    const token = await amazon.token();
    await control.fault('confirmShipment', 'reset');
    await expect(confirm(token)).rejects.toThrow();
    expect((await control.holdings()).confirmations).toEqual([]);
  });

  it('lost does it, and the answer never comes', async () => {
    const token = await amazon.token();
    await control.fault('confirmShipment', 'lost');
    await expect(confirm(token)).rejects.toThrow();
    expect((await control.holdings()).confirmations).toMatchObject([{ effect: 'created' }]);
  });

  it('truncated does it, and the answer breaks off', async () => {
    const token = await amazon.token();
    await control.fault('confirmShipment', 'truncated');
    await expect(confirm(token)).rejects.toThrow();
    expect((await control.holdings()).confirmations).toMatchObject([{ effect: 'created' }]);
    await control.fault('searchOrders', 'truncated');
    await expect(amazon.raw('GET', search, ask)).rejects.toThrow();
  });

  it('garbage is a body that is no JSON, with the status of a good one', async () => {
    await control.fault('searchOrders', 'garbage');
    const answer = await amazon.raw('GET', search, ask);
    expect([answer.status, answer.json]).toEqual([200, undefined]);
  });

  it('wrong-type is JSON with other types than promised', async () => {
    await control.fault('searchOrders', 'wrong-type');
    const answer = await amazon.raw('GET', search, ask);
    expect(answer.status).toBe(200);
    expect(Array.isArray(answer.json.orders)).toBe(false);
    expect(answer.json.createdBefore).toBe(12_345);
  });

  it('duplicate does it twice, and the client sees the second answer', async () => {
    const token = await amazon.token();
    await control.fault('confirmShipment', 'duplicate');
    expect((await confirm(token)).status).toBe(204);
    expect((await control.holdings()).confirmations!.map((one) => one.effect)).toEqual(['created', 'unchanged']);
  });

  it('repeat names one order twice', async () => {
    const plain = (await amazon.raw('GET', search, ask)).json.orders;
    await control.fault('searchOrders', 'repeat');
    const { orders } = (await amazon.call('GET', search, ask)).json;
    expect(orders.length).toBe(plain.length + 1);
    expect(orders.at(-1)).toEqual(orders[0]);
  });

  it('delay answers later', async () => {
    await control.fault('searchOrders', 'delay', { delayMs: 150 });
    const token = await amazon.token();
    const from = performance.now();
    expect((await amazon.raw('GET', search, { ...ask, token })).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThan(140);
  });

  it('strikes so many times, after so many calls, everywhere or by chance', async () => {
    const token = await amazon.token();
    await control.fault('*', 'server-error', { count: 2, skip: 1 });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await amazon.raw('GET', search, { ...ask, token })).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    await control.post('/faults/clear');
    await control.change('set-limit', { operation: 'searchOrders', perSecond: '1000', burst: '1000' });
    await control.fault('searchOrders', 'unavailable', { probability: 0.5 });
    let struck = 0;
    for (let i = 0; i < 60; i += 1)
      struck += (await amazon.raw('GET', search, { ...ask, token })).status === 503 ? 1 : 0;
    expect(struck).toBeGreaterThan(15);
    expect(struck).toBeLessThan(45);
  });

  it('strikes the login too', async () => {
    await control.fault('lwaToken', 'server-error');
    expect((await amazon.login()).status).toBe(500);
    expect((await amazon.login()).status).toBe(200);
  });

  it.each([
    [{ system: 'nobody', kind: 'lost' }, 'system'],
    [{ system: 'amazon', operation: 'getOrderz', kind: 'lost' }, 'operation'],
    [{ system: 'amazon', kind: 'explode' }, 'kind'],
    [{ system: 'amazon', kind: 'lost', times: 3 }, 'times'],
    [{ system: 'amazon', kind: 'lost', count: -1 }, 'count'],
  ])('refuses the wish %j and says which part', async (wish, word) => {
    const answer = await control.post('/faults', wish);
    expect(answer.status).toBe(400);
    expect(answer.json.error).toContain(word);
  });
});

describe('control', () => {
  it('turns, sets, freezes and runs the clock', async () => {
    expect((await control.post('/clock', { by: 'PT1H30M' })).json.now).toBe('2026-11-21T04:30:00Z');
    const set = await control.post('/clock', { to: '2026-12-31T23:59:00+09:00', frozen: true });
    expect(set.json).toEqual({ now: '2026-12-31T14:59:00Z', isFrozen: true });
    expect((await control.post('/clock', { frozen: false })).json.isFrozen).toBe(false);
    for (const wrong of [{ to: 'tomorrow' }, { by: '1e30' }, { by: 'soon' }, { speed: 2 }, { frozen: 'maybe' }]) {
      expect((await control.post('/clock', wrong)).status).toBe(400);
    }
  });

  it.each([{ by: -1 }, { by: '-PT1H' }, { to: '2026-11-21T11:59:59+09:00' }, { to: '2020-01-01T00:00:00Z' }])(
    'never turns the clock back: %j',
    async (wish) => {
      const answer = await control.post('/clock', wish);
      expect([answer.status, answer.json.error]).toEqual([400, expect.stringContaining('戻せません')]);
      expect((await control.get('/clock')).json.now).toBe('2026-11-21T03:00:00Z');
    },
  );

  it('resets to a seed and adds another, the same orders every time', async () => {
    const ids = async () => (await control.holdings()).orders!.map((one) => one.orderId);
    await control.post('/reset', { seed: '1000', random: 7 });
    const first = await ids();
    await control.post('/reset', { seed: '1000', random: 7 });
    expect(await ids()).toEqual(first);
    await control.post('/reset', { seed: '1000', random: 8 });
    expect(await ids()).not.toEqual(first);
    await control.post('/seed', { orders: 50 });
    expect(new Set(await ids()).size).toBe(1050);
    expect((await control.post('/reset', { seed: 'huge' })).status).toBe(400);
  });

  it('makes 10,000 orders in each system in less than two seconds of work', async () => {
    // Processor time: others may be at work on this machine, too.
    const from = process.cpuUsage();
    await control.post('/reset', { seed: { orders: 10_000 } });
    const { user, system } = process.cpuUsage(from);
    expect((user + system) / 1e6).toBeLessThan(2);
    expect((await control.get('')).json.systems.amazon.orders).toBe(10_000);
  });

  it('logs every request with its bodies, status and fault', async () => {
    const token = await amazon.token();
    await confirm(token);
    await control.fault('getOrder', 'lost');
    await amazon.raw('GET', `${search}/250-0000000-0000000`, { token }).catch(() => undefined);
    await amazon.raw('GET', '/nowhere', { token });
    const log = (await control.get('/requests')).json;
    expect(
      log.map((one: { operation: string; status: number; fault: string }) => [one.operation, one.status, one.fault]),
    ).toEqual([
      ['lwaToken', 200, ''],
      ['confirmShipment', 204, ''],
      ['getOrder', 0, 'lost'],
      ['', 404, ''],
    ]);
    expect(JSON.parse(log[1].body).packageDetail.trackingNumber).toBe('000000000001');
    expect((await control.get('/requests?operation=lwaToken&limit=1')).json.length).toBe(1);
    expect((await control.get(`/requests?after=${log[2].no}`)).json.length).toBe(1);
    await control.send('DELETE', '/requests');
    expect((await control.get('/requests')).json).toEqual([]);
  });

  it('changes the world: a buyer asks to cancel, an order is cancelled', async () => {
    const order = await anOrder();
    await control.change('request-cancel', { order: order.orderId, reason: 'CHANGED_MIND' });
    const path = `${search}/${order.orderId}`;
    const { json } = await amazon.call('GET', path, { query: { includedData: 'CANCELLATION' } });
    expect(json.order.orderItems[0].cancellation.cancellationRequest).toEqual({
      requester: 'BUYER',
      cancelReason: 'CHANGED_MIND',
    });
    expect((await control.change('cancel-order', { order: order.orderId })).status).toBe('CANCELLED');
    const wrong = [
      ['/systems/amazon/cancel-order', { order: 'x' }],
      ['/systems/amazon/cancel-order', { number: order.orderId }],
      ['/systems/amazon/explode', {}],
      ['/systems/nobody/cancel-order', {}],
      ['/systems/amazon/withdraw-role', { role: 'x' }],
      ['/systems/amazon/pay-order', { order: order.orderId }],
    ] as const;
    for (const [at, body] of wrong) expect((await control.post(at, body)).status).toBe(400);
    expect((await control.get('/systems/amazon')).json.operations).toContain('searchOrders');
  });

  it('changes the world: a new order comes in, and money is given back', async () => {
    const placed = await control.change('place-order', { sku: 'LAB-CASE-L', quantity: '2' });
    expect(placed.status).toBe('UNSHIPPED');
    const path = `${search}/${placed.orderId}`;
    expect((await amazon.call('GET', path)).status).toBe(404);
    lab.clock.turn(120_000);
    const total = async () =>
      (await amazon.call('GET', path, { query: { includedData: 'PROCEEDS' } })).json.order.proceeds.grandTotal.amount;
    expect(await total()).toBe('4400');
    await control.change('refund-order', { order: placed.orderId, amount: '400' });
    expect(await total()).toBe('4000');
    expect((await control.change('place-order', { waitsFor: 'payment' })).status).toBe('PENDING');
    for (const wrong of [
      { buyer: '250-0000000-0000009' },
      { sku: 'LAB-TEA-01,FBA-BAG-02' },
      { sku: 'NOBODY' },
      { quantity: '0' },
      { waitsFor: 'rain' },
    ]) {
      expect((await control.post('/systems/amazon/place-order', wrong)).status).toBe(400);
    }
    const tooMuch = { order: placed.orderId, amount: '4001' };
    expect((await control.post('/systems/amazon/refund-order', tooMuch)).status).toBe(400);
  });
});

describe('a buyer who buys again', () => {
  const recipientOf = async (orderId: string) =>
    (await amazon.call('GET', `${search}/${orderId}`, { query: { includedData: 'RECIPIENT' } })).json.order.recipient;

  it.each<[string, (first: { orderId: string; buyer: string }) => string]>([
    ['by the number of an earlier order', ({ orderId }) => orderId],
    ['by name', ({ buyer }) => buyer],
    ['by name without its space', ({ buyer }) => buyer.replace(/\s/g, '')],
  ])('%s has the same address', async (_how, wanted) => {
    const first = await control.change('place-order', { sku: 'LAB-TEA-01' });
    const second = await control.change('place-order', { sku: 'LAB-CASE-S', buyer: wanted(first) });
    lab.clock.turn(120_000);
    expect(second.orderId).not.toBe(first.orderId);
    expect(await recipientOf(second.orderId)).toEqual(await recipientOf(first.orderId));
  });

  it('a new name is a new person, who then is known', async () => {
    const placed = [];
    for (let i = 0; i < 2; i += 1) placed.push(await control.change('place-order', { buyer: '架空 三郎' }));
    const other = await control.change('place-order', { buyer: '架空 四郎' });
    lab.clock.turn(120_000);
    const [one, two] = await Promise.all(placed.map(({ orderId }) => recipientOf(orderId)));
    expect(one.deliveryAddress.name).toBe('架空 三郎');
    expect(two).toEqual(one);
    expect(await recipientOf(other.orderId)).not.toEqual(one);
  });
});

describe('record and replay', () => {
  it('sends a series again from the same beginning, with the same tokens and times, to the same end', async () => {
    await control.post('/recordings', { name: 'first', seed: 'small' });
    const token = await amazon.token();
    await control.fault('confirmShipment', 'lost');
    await confirm(token).catch(() => undefined);
    await confirm(token);
    lab.clock.turn(3_600_000);
    expect((await amazon.raw('GET', search, { ...ask, token })).status).toBe(403);
    const before = await control.holdings();
    const { json: series } = await control.post('/recordings/first/stop');
    expect(series.requests.length).toBe(4);

    await control.post('/reset', { seed: 'nasty' });
    const { json: replayed } = await control.post('/recordings/first/replay');
    expect(
      replayed.map((one: { operation: string; status: number; isSame: boolean }) => [
        one.operation,
        one.status,
        one.isSame,
      ]),
    ).toEqual([
      ['lwaToken', 200, true],
      ['confirmShipment', 0, true],
      ['confirmShipment', 204, true],
      ['searchOrders', 403, true],
    ]);
    expect(await control.holdings()).toEqual(before);
    expect((await control.post('/replay', series)).json.every((one: { isSame: boolean }) => one.isSame)).toBe(true);
  });

  it('refuses what is no recording', async () => {
    expect((await control.post('/recordings', { name: '../x' })).status).toBe(400);
    expect((await control.post('/recordings/unknown/stop')).status).toBe(400);
    expect((await control.post('/recordings/unknown/replay')).status).toBe(400);
    expect((await control.post('/replay', { hello: 1 })).status).toBe(400);
    await control.post('/recordings', { name: 'one' });
    expect((await control.post('/recordings', { name: 'two' })).status).toBe(400);
    expect((await control.get('/recordings')).json).toContainEqual({ name: 'one', requests: 0, isRunning: true });
    await control.post('/recordings/one/stop');
  });
});

describe('mail', () => {
  it('arrives, in JSON and on a page, with its Japanese text', async () => {
    const [host, port] = lab.mail.smtp.split(':');
    const transport = createTransport({ host, port: Number(port), secure: false });
    const attachments = [{ filename: '一覧.csv', content: 'a,b' }];
    await transport.sendMail({
      from: 'bridge@example.jp',
      to: 'shop@example.jp',
      subject: 'Amazon出荷通知エラー',
      text: '髙橋〜<b>',
      attachments,
    });
    transport.close();
    const mails = (await (await fetch(lab.mail.inbox)).json()) as Record<string, unknown>[];
    expect(mails).toMatchObject([
      {
        subject: 'Amazon出荷通知エラー',
        text: '髙橋〜<b>',
        to: ['shop@example.jp'],
        at: '2026-11-21T03:00:00Z',
        attachments: [{ name: '一覧.csv' }],
      },
    ]);
    expect((await page('/_lab/mail')).text).toContain('Amazon出荷通知エラー');
    const one = await page(`/_lab/mail/${mails[0]!.no}`);
    expect(one.text).toContain('髙橋〜&#60;b&#62;');
    await control.send('DELETE', '/mail');
    expect((await control.get('/mail')).json).toEqual([]);
  });
});

describe('pages', () => {
  it('show the panel, what really happened, and the requests, in both languages', async () => {
    const token = await amazon.token();
    await confirm(token);
    const panel = await page('/_lab');
    expect([panel.status, panel.type]).toEqual([200, 'text/html; charset=utf-8']);
    for (const words of ['時計', 'Clock', '障害', 'Faults', 'Record and replay', 'Amazon (SP-API)'])
      expect(panel.text).toContain(words);
    const holdings = await page('/_lab/holdings/amazon');
    for (const words of ['confirmations (1)', 'packages (1)', '000000000001', 'SHIPPED'])
      expect(holdings.text).toContain(words);
    const requests = await page('/_lab/requests');
    expect(requests.text).toContain('shipmentConfirmation');
    const no = /\/_lab\/requests\/(\d+)/.exec(requests.text)?.[1];
    expect((await page(`/_lab/requests/${no}`)).text).toContain('trackingNumber');
  });

  it('take a form and go back to the panel', async () => {
    const headers = { accept: 'text/html', origin: new URL(lab.control).origin };
    const form = (path: string, body: Record<string, string>) =>
      fetch(`${lab.control}${path}`, { method: 'POST', headers, body: new URLSearchParams(body), redirect: 'manual' });
    const turned = await form('/clock', { by: 'PT5M' });
    expect([turned.status, turned.headers.get('location')]).toEqual([303, '/_lab']);
    expect((await control.get('/clock')).json.now).toBe('2026-11-21T03:05:00Z');
    expect(
      (
        await form('/faults', {
          system: 'amazon',
          operation: '*',
          kind: 'lost',
          count: '',
          probability: '',
          skip: '',
          delayMs: '',
        })
      ).status,
    ).toBe(303);
    expect((await page('/_lab')).text).toContain('lost');
    expect((await form('/faults', { system: 'x', kind: 'lost' })).status).toBe(400);
  });

  it('escape what came over the wire', async () => {
    await amazon.raw('GET', '/orders/2026-01-01/orders/<script>', { query: { q: '<script>alert(1)</script>' } });
    expect((await page('/_lab/requests')).text).not.toContain('<script>');
    await control.post('/reset', { seed: 'nasty' });
    expect((await page('/_lab/holdings/amazon')).text).not.toContain('<b>');
  });
});

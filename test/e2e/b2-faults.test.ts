import { afterEach, expect, test } from 'vitest';
import { advance } from '../../src/flow/b2/advance.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { lookAfterHandOvers, lookNow } from '../../src/flow/b2/looks.ts';
import { releaseHandOver } from '../../src/flow/b2/release.ts';
import { addResult } from '../../src/flow/b2/results.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';

/* Faults of the API way without a screen, and of everything before a screen. One order, unless it says otherwise. */

let bench: B2Bench;
afterEach(() => bench.close());

const number = '250-0000001-0000001';
const customerNo = `${number}_1`;

async function start(options: Parameters<typeof b2Bench>[0] = {}): Promise<void> {
  bench = await b2Bench(options);
  await bench.order(number);
}
const unattended = async () => (await issueByApi(bench.ctx, { unattended: true })).handOvers[0]!;
const screen = async () => (await issueByApi(bench.ctx, {})).handOvers[0]!;
/** Looks as the job does, as long as any look is planned: about two hours. */
async function looks(): Promise<void> {
  for (let minute = 0; minute < 130; minute += 5) {
    bench.stand.turn(5 * 60_000);
    await lookAfterHandOvers(bench.ctx);
  }
}
async function onceEverywhere(): Promise<void> {
  const ledger = await bench.ledger();
  expect([...ledger.keys()]).toEqual([customerNo]);
  expect(ledger.get(customerNo)).toHaveLength(1);
  expect(await bench.numbers()).toEqual(ledger);
}
const history = async () =>
  (await bench.ctx.store.linkHistory()).map((one) => `${one.direction} ${one.result} ${one.code}`);
const subjects = async () => (await bench.ctx.store.mails()).map((one) => one.subject);

test('a wrong key: one clear message, nothing half-done, the shipment is ready again', async () => {
  await start();
  await bench.change('refuse-key', { refused: 'on' });
  const one = await unattended();
  expect(one).toMatchObject({ state: 'failed', problem: { code: 'b2-key-refused' } });
  expect(await bench.states()).toEqual({ [customerNo]: 'ready' });
  expect(await history()).toEqual(['to-b2 failed b2-key-refused']);
  expect(await subjects()).toEqual(['B2クラウドとの連携に失敗しました', 'B2クラウドとの連携に失敗しました']);
  await bench.change('refuse-key', { refused: 'off' });
  expect((await unattended()).state).toBe('done');
  await onceEverywhere();
});

test('B2 is busy (419): nothing was handed over, and the same orders go the next time', async () => {
  await start();
  await bench.change('busy', { busy: 'on' });
  expect(await unattended()).toMatchObject({ state: 'failed', problem: { code: 'b2-busy' } });
  await bench.change('busy', { busy: 'off' });
  expect((await unattended()).state).toBe('done');
  await onceEverywhere();
});

test.each(['registerEdit', 'issue', 'polling', 'checkFile', 'getFile', 'spool'])(
  'the answer of %s is lost after B2 acted: one waybill, in B2 and here',
  async (operation) => {
    await start();
    await bench.stand.fault('b2cloud', operation, 'lost');
    const one = await unattended();
    if (one.state === 'failed') {
      expect(await bench.ledger()).toEqual(new Map());
      await unattended();
    }
    await looks();
    if (operation === 'issue') {
      // B2 gives numbers with the labels (trust B), which nobody fetched: nothing is printed, and a person decides.
      const [handOver] = await bench.ctx.store.handOvers({ ids: [one.id] });
      expect(handOver).toMatchObject({ state: 'asking', code: 'b2-not-found' });
      await releaseHandOver(bench.ctx, one.id, { note: '履歴になし', actor: 'test' });
      expect((await unattended()).state).toBe('done');
    }
    await onceEverywhere();
  },
);

test.each(['registerEdit', 'issue', 'polling', 'checkFile', 'getFile', 'spool'])(
  'the connection breaks before %s: one waybill, in B2 and here',
  async (operation) => {
    await start();
    await bench.stand.fault('b2cloud', operation, 'reset');
    const one = await unattended();
    await looks();
    const [handOver] = await bench.ctx.store.handOvers({ ids: [one.id] });
    if (handOver!.state === 'asking') await releaseHandOver(bench.ctx, one.id, { note: '履歴になし', actor: 'test' });
    if (handOver!.state !== 'done') expect((await unattended()).state).toBe('done');
    await onceEverywhere();
  },
);

test('a print whose answer is lost and that gave numbers is found by looking, never printed again', async () => {
  await start();
  await bench.change('numbers-at', { when: 'ready' });
  await bench.stand.fault('b2cloud', 'issue', 'lost');
  const one = await unattended();
  expect(one).toMatchObject({ state: 'printing', problem: { code: 'answer-lost' } });
  expect(await bench.states()).toEqual({ [customerNo]: 'issuing' });
  expect((await issueByApi(bench.ctx, { unattended: true })).handOvers).toEqual([]);
  await looks();
  await onceEverywhere();
  const mail = (await bench.ctx.store.mails()).find((each) => each.subject.includes('出荷実績'));
  expect(mail?.text).toContain('再印刷');
});

test('HTML with status 200 instead of a PDF: asked for again until it is a PDF', async () => {
  await start();
  await bench.change('html-instead-of-pdf', { count: '2' });
  const one = await unattended();
  expect(one.state).toBe('done');
  expect(one.files.filter((file) => file.endsWith('.pdf'))).toHaveLength(1);
  await onceEverywhere();
});

test('HTML again and again: the print waits, the next pass of the job brings labels and numbers', async () => {
  await start();
  await bench.change('html-instead-of-pdf', { count: '4' });
  expect(await unattended()).toMatchObject({ state: 'printing', problem: { code: 'shop-garbled' } });
  await looks();
  await onceEverywhere();
  expect((await bench.ctx.store.outbox({ purpose: 'labels' })).map((one) => one.stage)).toEqual(['written']);
});

test('a session that ended in the middle is begun anew', async () => {
  await start();
  const first = await screen();
  await bench.change('expire-sessions');
  const [again] = await lookNow(bench.ctx);
  expect(again).toMatchObject({ looked: true, registered: [] });
  expect(first.state).toBe('open');
});

test('a session that ended between handing over and printing: nothing was printed, ready again', async () => {
  let expire = true;
  await start();
  const waybills = bench.ctx.carrier!()!.connection.waybills!;
  const issue = waybills.issue.bind(waybills);
  Object.assign(waybills, {
    issue: async (...args: Parameters<typeof issue>) => {
      if (expire) await bench.change('expire-sessions');
      expire = false;
      return issue(...args);
    },
  });
  expect(await unattended()).toMatchObject({ state: 'failed', problem: { code: 'b2-registration-gone' } });
  expect(await bench.states()).toEqual({ [customerNo]: 'ready' });
  expect((await unattended()).state).toBe('done');
  await onceEverywhere();
});

test('one bad row: it is named with B2’s reason and ready again, the others are printed', async () => {
  await start();
  await bench.order('250-0000001-0000002');
  await bench.change('force-error', { code: 'EF016001', property: 'consignee_zip_code', customer: customerNo });
  const one = await unattended();
  expect(one.state).toBe('done');
  expect(one.corrections).toEqual([
    {
      customerNo,
      code: 'EF016001',
      sentence: 'B2クラウドで修正が必要です（お届け先郵便番号：存在しない郵便番号です、EF016001）。',
      remedy: expect.any(String),
    },
  ]);
  expect(await bench.states()).toEqual({ [customerNo]: 'ready', '250-0000001-0000002_1': 'closed' });
  expect([...(await bench.ledger()).keys()]).toEqual(['250-0000001-0000002_1']);
});

test('half of the numbers: the others are found by looking', async () => {
  await start();
  await bench.order('250-0000001-0000002');
  await bench.change('partial-numbers', { rows: '1' });
  const one = await unattended();
  expect(one.registered).toHaveLength(1);
  await looks();
  expect(await bench.numbers()).toEqual(await bench.ledger());
  expect((await bench.ledger()).size).toBe(2);
});

test('B2 fails the print: nobody prints again by itself; after the looks a person decides', async () => {
  await start();
  await bench.change('fail-issues', { count: '1' });
  const one = await unattended();
  expect(one).toMatchObject({ state: 'printing', problem: { code: 'b2-issue-failed' } });
  await looks();
  const [handOver] = await bench.ctx.store.handOvers({ ids: [one.id] });
  expect(handOver).toMatchObject({ state: 'asking' });
  expect(await bench.states()).toEqual({ [customerNo]: 'issuing' });
  await releaseHandOver(bench.ctx, one.id, { note: '画面で確認', actor: 'test' });
  expect(await bench.states()).toEqual({ [customerNo]: 'ready' });
});

test('a forged notification and one with a used RXID: nothing is registered, nothing breaks, the true one still works', async () => {
  await start();
  const one = await screen();
  expect(await addResult(bench.ctx, one.id, 'RXforged')).toBe(true);
  expect(await addResult(bench.ctx, one.id, 'RXforged')).toBe(false);
  const advanced = await advance(bench.ctx, one.id);
  expect(advanced).toMatchObject({ handOver: { state: 'open' }, registered: [], problem: { code: 'b2-result-gone' } });
  expect(await bench.states()).toEqual({ [customerNo]: 'issuing' });
});

test('the history is shut: nobody is told "not printed", and only a person who looked may hand over again', async () => {
  await start();
  const one = await screen();
  await bench.change('history', { open: 'off' });
  await expect(releaseHandOver(bench.ctx, one.id, { note: '閉じた', actor: 'test' })).rejects.toMatchObject({
    code: 'b2-release-blind',
  });
  expect(await bench.states()).toEqual({ [customerNo]: 'issuing' });
  const released = await releaseHandOver(bench.ctx, one.id, { note: '履歴を見た', actor: 'test', checked: true });
  expect(released.released).toEqual([customerNo]);
});

test('an unknown printer is refused in the settings', async () => {
  await expect(b2Bench({ settings: { printer: 'plotter' } })).rejects.toThrow(/printer/);
  bench = await b2Bench();
});

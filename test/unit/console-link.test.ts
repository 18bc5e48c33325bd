import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderPath } from '../../src/web/parts/links.tsx';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';

/* 連携 from the list to B2's screen and back (B2, B9, B10, B13), and the history of runs, by forms and links alone. */

let bench: B2Bench;
let operators: TestConsole;
let visitor: Visitor;
const numbers = ['250-0000001-0000001', '250-0000001-0000002'];

beforeAll(async () => {
  bench = await b2Bench();
  for (const number of numbers) await bench.order(number);
  operators = await openTestConsole(bench.ctx);
  visitor = operators.visitor();
  await visitor.get('/orders');
});
afterAll(async () => {
  await operators?.close();
  await bench?.close();
});

async function follow(answer: { status: number; headers: Headers }) {
  expect(answer.status).toBe(303);
  return visitor.get(answer.headers.get('location') ?? '');
}

const handOver = async () =>
  follow(await visitor.post('/orders/do', { action: 'hand-over', order: numbers.map((one) => `amazon/${one}`) }));

test("連携 hands over and gives B2's edit screen in a new tab; not printed, it can be handed over again", async () => {
  const question = await visitor.post('/orders/question', {
    action: 'hand-over',
    order: numbers.map((one) => `amazon/${one}`),
  });
  expect(question.text).toContain('B2クラウドに連携します');
  const done = await handOver();
  expect(done.text).toContain('B2クラウドに 2 件を連携しました');
  expect(done.text).toMatch(
    /<a href="http[^"]+" target="_blank" rel="noopener noreferrer"[^>]*>B2クラウドの編集画面を開く/,
  );
  const page = await visitor.get('/link-history');
  for (const words of [
    '編集画面で印刷待ち',
    '処理内容',
    '連携完了日時',
    '連携結果',
    '連携注文件数',
    '連携出荷件数',
    '正常終了',
  ])
    expect(page.text).toContain(words);
  const path = /action="(\/link-history\/[^"]+)\/release"/.exec(page.text)?.[1] ?? '';
  const looked = await follow(await visitor.post(`${path}/look`, {}));
  expect(looked.text).toContain('まだ印刷されていません');
  const released = await follow(await visitor.post(`${path}/release`, { note: '画面を閉じた' }));
  expect(released.text).toContain('2 件を渡し直せるようにしました');
  expect(await bench.states()).toMatchObject({ [`${numbers[0]}_1`]: 'ready' });
  expect((await handOver()).text).toContain('B2クラウドに 2 件を連携しました');
});

test('what stands in an open hand-over is not handed over twice, and the page says why', async () => {
  const again = await handOver();
  expect(again.text).toContain('できませんでした');
  expect((await visitor.get('/link-history')).text.match(/編集画面で印刷待ち/g)).toHaveLength(1);
});

test('a wish that cannot be done is said, not an error', async () => {
  const unknown = await follow(await visitor.post('/link-history/none/release', { note: 'x' }));
  expect(unknown.text).toContain('できませんでした');
});

test('実行履歴 shows runs and what became of each item; failed notices are sent again from there', async () => {
  const at = bench.ctx.now().toString();
  const [number = ''] = numbers;
  const [parcel] = await bench.ctx.store.shipments({ numbers: [number] });
  const notice = {
    id: 'n1',
    shop: 'amazon',
    orderNumber: number,
    about: parcel?.shipment.id ?? '',
    kind: 'ship',
    state: 'failed',
    contentHash: 'x',
    body: {},
    reservedAt: at,
    notBefore: at,
    attempts: 1,
    handle: null,
    code: 'told-refused',
    args: {},
    waitsFor: [],
    parts: [],
    byHand: false,
    at,
  } as const;
  const item = { key: number, kind: 'fix', code: 'told-refused', evidence: '<b>refused</b>' };
  await bench.ctx.store.write(async (tx) => {
    await tx.putNotices([notice]);
    const run = { id: 'run-1', job: 'ship', shop: 'amazon', startedAt: at, finishedAt: at, counts: { fix: 1 } };
    await tx.putRun({ ...run, result: 'done', items: [item] });
    await tx.putRun({ ...run, id: 'run-2', job: 'pull', finishedAt: null, counts: {}, result: 'running', items: [] });
  });
  const list = await visitor.get('/runs');
  for (const words of ['出荷実績の通知', '受注の取得', '要対応 1']) expect(list.text).toContain(words);
  const one = await visitor.get('/runs/run-1');
  expect(one.text).toContain(number);
  expect(one.text).toContain('&lt;b>refused');
  const again = await follow(await visitor.post('/runs/run-1/retry', {}));
  expect(again.text).toContain('通知 1 件をもう一度送ります');
  expect((await bench.ctx.store.notices({ ids: ['n1'] }))[0]?.state).toBe('due');
  expect((await visitor.get(orderPath('amazon', number))).text).toContain('通知待ち');

  expect((await visitor.get('/runs/run-2')).text).toContain('実行中です');
  const stopped = await follow(await visitor.post('/runs/run-2/stop', {}));
  expect(stopped.text).toContain('止めるように伝えました');
  expect((await follow(await visitor.post('/runs/run-1/stop', {}))).text).toContain('もう終わっています');
  expect((await visitor.get('/runs/none')).status).toBe(404);
});

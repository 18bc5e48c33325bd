import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { orderPath } from '../../src/web/parts/links.tsx';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';

/* Labels: more than B2 Cloud takes at once are handed over in several, and each PDF is one press away. */

let bench: B2Bench;
let operators: TestConsole;
let visitor: Visitor;
const printed = '250-0000001-0000001';
const waiting = [2, 3, 4].map((no) => `250-0000001-000000${no}`);

beforeAll(async () => {
  bench = await b2Bench({ perRun: 2 });
  await bench.order(printed);
  await issueByApi(bench.ctx, { unattended: true });
  for (const number of waiting) await bench.order(number);
  operators = await openTestConsole(bench.ctx);
  visitor = operators.visitor();
  await visitor.get('/orders');
});
afterAll(async () => {
  await operators?.close();
  await bench?.close();
});

test('the PDF of a label is linked from its order and from the list of files', async () => {
  const pages = [await visitor.get(orderPath('amazon', printed)), await visitor.get('/files/written')];
  const links = pages.map(({ text }) => /href="(\/files\/written\/[^"]+\/download)"[^>]*>/.exec(text)?.[1] ?? 'none');
  expect(pages[0]?.text).toMatch(/b2-[^<]+\.pdf/);
  expect(pages[1]?.text).toContain('ラベル');
  const file = await visitor.get(links[0]!);
  expect([file.status, file.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="?b2-.*\.pdf/);
  expect(pages[1]?.text).toContain(links[0]);
  expect((await visitor.get(orderPath('amazon', waiting[0]!))).text).not.toContain('.pdf');
});

test('連携 of more than B2 Cloud takes at once is split: said before it, and each part has its screen', async () => {
  const order = waiting.map((one) => `amazon/${one}`);
  const question = await visitor.post('/orders/question', { action: 'hand-over', order });
  expect(question.text).toContain('2 件までなので、2 回に分けて連携します');
  const done = await visitor.post('/orders/do', { action: 'hand-over', order });
  const { text } = await visitor.get(done.headers.get('location') ?? '');
  expect([...text.matchAll(/B2クラウドに (\d) 件を連携しました/g)].map((one) => one[1])).toEqual(['2', '1']);
  const screens = [...text.matchAll(/href="(http[^"]+)" target="_blank"[^>]*>B2クラウドの編集画面を開く/g)];
  expect(new Set(screens.map((one) => one[1])).size).toBe(2);
  expect((await visitor.get('/link-history')).text.match(/編集画面で印刷待ち/g)).toHaveLength(2);
  // One part alone is not called several.
  const few = await visitor.post('/orders/question', { action: 'hand-over', order: order.slice(0, 2) });
  expect(few.text).not.toContain('回に分けて');
});

test('who may only look reads the name of the PDF and does not get it', async () => {
  await addUser(bench.ctx, '見学', 'view');
  const other = operators.visitor();
  await other.signIn('見学', goodPassword);
  const { text } = await other.get(orderPath('amazon', printed));
  expect(text).toMatch(/b2-[^<]+\.pdf/);
  expect(text).not.toContain('/download');
  const [file] = await bench.ctx.store.outbox({ stage: ['written'], purpose: 'labels' });
  expect((await other.get(`/files/written/${file?.id}/download`)).status).toBe(403);
});

import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* An upload that broke off: the rest of the file arrives under the same name, without a header. */

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const rows = [1, 2, 3, 4].map((n) => ({ 'order-id': `250-0000001-000000${n}` }));

async function take(name: string, bytes: Buffer) {
  const [document] = await intakeFile(desk.ctx, { name, bytes, shop: 'amazon', layout: '' });
  return document!;
}
const codes = (document: Awaited<ReturnType<typeof take>>) => document.problems.map((one) => one.code);

test.each([
  ['at a line break, CP932', 'cp932', 0],
  ['at a line break, UTF-8', 'utf-8', 0],
  ['inside a line', 'cp932', 40],
] as const)('a part that was cut %s is known as the rest of the first', async (_where, encoding, more) => {
  const whole = amazonReport(rows, encoding);
  const cut = amazonReport(rows.slice(0, 2), encoding).length + more;
  expect((await take('注文.txt', whole.subarray(0, cut))).refused).toBe(false);
  const rest = await take('注文.txt'.normalize('NFD'), whole.subarray(cut));
  expect(codes(rest)).toEqual(['file-is-rest']);
  expect(rest.problems[0]?.sentence).toMatch(/2026年11月21日 10:00.*「注文\.txt」の続きの行/);
  expect(rest).toMatchObject({ refused: true, orders: { new: 0 } });
  expect(await desk.states()).toHaveLength(2);
  // The whole file once more is the way out, and doubles nothing.
  expect((await take('注文.txt', whole)).orders).toMatchObject({ new: 2 });
  expect(await desk.states()).toHaveLength(4);
});

test.each([
  ['of another name', '別の注文.txt', (rest: Buffer) => rest],
  ['that is a letter', '注文.txt', () => iconv.encode('本日の分です。\r\nよろしくお願いします。\r\n', 'cp932')],
  ['of other columns', '注文.txt', () => iconv.encode(`${Array(60).fill('1').join('\t')}\r\n`, 'cp932')],
])('a file %s is not', async (_what, name, content) => {
  const whole = amazonReport(rows);
  const cut = amazonReport(rows.slice(0, 2)).length;
  await take('注文.txt', whole.subarray(0, cut));
  expect(codes(await take(name, content(whole.subarray(cut) as Buffer) as Buffer))).not.toContain('file-is-rest');
});

test('nor is one that comes days later', async () => {
  const whole = amazonReport(rows);
  const cut = amazonReport(rows.slice(0, 2)).length;
  await take('注文.txt', whole.subarray(0, cut));
  desk.wait({ hours: 30 });
  expect(codes(await take('注文.txt', whole.subarray(cut)))).not.toContain('file-is-rest');
});

import { afterEach, expect, test } from 'vitest';
import { advance } from '../../src/flow/b2/advance.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';

/* B9: what a person changes on B2's screen is written down, whatever it was before; what B2 fills in itself is not. */

const number = '250-0000001-0000001';
let bench: B2Bench;
afterEach(() => bench.close());

/** Hands one order over, changes it on the screen, prints, and gives the fields that the history names. */
async function edited(values: Readonly<Record<string, string>>, change: Readonly<Record<string, string>> = {}) {
  bench = await b2Bench();
  await bench.order(number, change);
  const [one] = (await issueByApi(bench.ctx, {})).handOvers;
  const screen = await openScreen(one!.address);
  if (Object.keys(values).length > 0) await screen.save('1', values);
  await screen.print(undefined, false);
  bench.stand.turn(10 * 60_000);
  await advance(bench.ctx, one!.id, true);
  expect((await bench.numbers()).get(`${number}_1`)).not.toHaveLength(0);
  const journal = await bench.ctx.store.journal({ shop: 'amazon', orderNumber: number });
  return journal.find((each) => each.what === 'b2-edited')?.details.fields ?? '';
}

const cash = { 'payment-method': 'COD', 'cod-collectible-amount': '1200' };

test('B9: nothing changed, nothing said', async () => {
  expect(await edited({})).toBe('');
});

test('B9: a cash-on-delivery slip that nobody touched says nothing', async () => {
  expect(await edited({}, cash)).toBe('');
});

test.each([
  ['cool goods', { is_cool: '1' }, 'クール区分'],
  ['chilled goods', { is_cool: '2' }, 'クール区分'],
  ['a wished day', { delivery_date: '2026/11/25' }, 'お届け予定日'],
  ['a time', { delivery_time_zone: '1416' }, '配達時間帯'],
  ['a note', { note: '置き配' }, '記事'],
  ['a title', { consignee_title: '御中', service_type: '3' }, '送り状種類、敬称'],
  ['the count of slips', { package_qty: '2', is_printing_lot: '3', closure_key: 'K1' }, '発行枚数'],
  ['the frame of the count', { is_printing_lot: '2' }, '個数口表示フラグ'],
  ['a branch of the phone', { consignee_telephone_ext: '12' }, 'お届け先電話番号枝番'],
  ['a department', { consignee_department1: '総務部' }, 'お届け先会社・部門１'],
  ['a handling word', { handling_information1: 'ワレ物注意' }, '荷扱い１'],
  ['the slip type', { service_type: 'A' }, '送り状種類'],
  ['goods named away', { item_name1: '雑貨' }, '品名１'],
])('B9: %s is said', async (_, values, expected) => {
  const fields = await edited(values);
  for (const field of expected.split('、')) expect(fields.toString().split('、')).toContain(field);
});

test('B9: from something to nothing is said as well', async () => {
  expect(await edited({ service_type: '0', amount: '', tax_amount: '' }, cash)).toMatch(
    /送り状種類.*代金引換額.*消費税/,
  );
});

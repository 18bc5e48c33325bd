import { afterEach, beforeEach, expect, test } from 'vitest';
import { orderLines } from '../../src/cli/order-text.ts';
import { advance } from '../../src/flow/b2/advance.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { listOrders, showOrder } from '../../src/flow/desk/orders.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';

/* B9: what a person chose on B2's screen is what the shipment says from then on, in lists, to the marketplace, and for the next slip. */

const number = '250-0000001-0000001';
const own = `${number}_1`;
let bench: B2Bench;
beforeEach(async () => {
  bench = await b2Bench();
});
afterEach(() => bench.close());

const stored = async () => (await bench.ctx.store.shipments({ customerNos: [own] }))[0]!;
const last = async () => (await bench.stand.holdings('b2cloud')).waybills!.at(-1) as unknown as Record<string, unknown>;
async function onScreen(values: Readonly<Record<string, string>>, change: Readonly<Record<string, string>> = {}) {
  await bench.order(number, change);
  return printOn((await issueByApi(bench.ctx, {})).handOvers[0]!, values);
}
async function printOn(handed: { id: string; address: string }, values: Readonly<Record<string, string>> = {}) {
  const screen = await openScreen(handed.address);
  if (Object.keys(values).length > 0) await screen.save('1', values);
  await screen.print(undefined, false);
  bench.stand.turn(10 * 60_000);
  await advance(bench.ctx, handed.id, true);
  return stored();
}
const reissue = (unattended = true) =>
  issueByApi(bench.ctx, { orders: [number], unattended, reissue: { note: '破損' } });
const edit = async (name: string, text: string) =>
  expect((await editOrder(bench.ctx, number, { edits: [{ name, text }], note: '電話' })).refused).toEqual([]);
const cash = { 'payment-method': 'COD', 'cod-collectible-amount': '1200' };

test.each([
  ['frozen', { is_cool: '1' }, {}, { cool: 'frozen', method: 'yamato-frozen' }],
  ['chilled', { is_cool: '2' }, {}, { cool: 'chilled', method: 'yamato-chilled' }],
  ['ネコポス', { service_type: 'A' }, {}, { service: 'nekopos', method: 'nekopos' }],
  ['a wished day', { delivery_date: '2026/11/25' }, {}, { deliveryDate: '2026-11-25' }],
  ['a time', { delivery_time_zone: '1416' }, {}, { timeSlot: '1416' }],
  ['handling words', { handling_information1: 'ワレ物注意' }, {}, { handling: ['ワレ物注意', ''] }],
  [
    'no cash on delivery',
    { service_type: '0', amount: '', tax_amount: '' },
    cash,
    { service: 'prepaid', codAmount: null, codTax: null },
  ],
])('%s', async (_, values, change, expected) => {
  const { shipment, state } = await onScreen(values, change);
  expect(state).toBe('closed');
  const codes = bench.ctx.masters.methods.map((one) => one.code);
  const { method, ...facts } = expected as { method?: string };
  expect(shipment).toMatchObject(facts);
  if (method !== undefined && codes.includes(method)) expect(shipment.method).toBe(method);
  expect(shipment.onlyOnLabel).toBeUndefined();
  // The next slip says the same, although the order says something else.
  const first = await last();
  expect((await reissue()).handOvers).toMatchObject([{ state: 'done' }]);
  const second = await last();
  for (const key of Object.keys(values)) expect([key, second[key]]).toEqual([key, first[key]]);
  expect((await stored()).shipment).toMatchObject(facts);
});

test('lists and the shown order say what was used', async () => {
  await onScreen({ service_type: 'A' });
  const { rows } = await listOrders(bench.ctx, {}, { limit: 10 });
  expect(rows[0]!.shipments[0]!.service).toBe('nekopos');
  const [shown] = await showOrder(bench.ctx, number);
  expect(orderLines(shown!).join('\n')).toContain(`${own}  完了  ネコポス`);
});

test('a correction of something else keeps the cool class that the screen gave; a correction of it counts', async () => {
  await onScreen({ is_cool: '1' });
  await edit('consignee.name', '別府 花子');
  await reissue();
  expect((await stored()).shipment).toMatchObject({ cool: 'frozen', consignee: { name: '別府 花子' } });
  await edit('delivery.cool', '冷蔵');
  await reissue();
  expect((await stored()).shipment).toMatchObject({ cool: 'chilled' });
  expect((await bench.ledger()).get(own)).toHaveLength(3);
});

test('what no shipment can hold (a department) is named, and never left out silently by another slip', async () => {
  const { shipment } = await onScreen({ consignee_department1: '総務部', is_cool: '1' });
  expect([shipment.onlyOnLabel, shipment.cool]).toEqual([['お届け先会社・部門１'], 'frozen']);
  const refused = (report: { leftOut: readonly { code: string; sentence: string }[] }) =>
    report.leftOut.map(({ code, sentence }) => `${code} ${sentence.includes('お届け先会社・部門１')}`);
  expect(refused(await reissue())).toEqual(['reissue-edited-on-screen true']);
  expect(refused(await issueShipments(bench.ctx, { orders: [number], reissue: { note: '破損' } }))).toEqual([
    'reissue-edited-on-screen true',
  ]);
  expect((await bench.ledger()).get(own)).toHaveLength(1);
  // On the screen it is said, and can be written again.
  const [handed] = (await reissue(false)).handOvers;
  expect(handed!.warnings.map((one) => one.code)).toContain('reissue-edited-on-screen');
  expect((await printOn(handed!)).shipment.onlyOnLabel).toBeUndefined();
});

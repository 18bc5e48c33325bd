import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOrders } from '../../src/flow/desk/orders.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { b2Rows } from '../support/issued-data.ts';
import { shop } from '../support/orders.ts';
import { csvOf, sheetRow } from '../support/sheet.ts';

/* B4: on the label stands a number that belongs to this order and to no other. */

let desk: Desk;
beforeEach(async () => {
  const layouts = { read: [], issue: 'b2-csv', notify: '' };
  const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
  desk = await openDesk({}, [shop({ name: 'sheet', marketplace: 'sheet', layouts, billing, defaultMethod: 'yamato' })]);
});
afterEach(() => desk.close());

const take = (...numbers: string[]) =>
  desk.take('orders.csv', csvOf(numbers.map((number) => sheetRow(number))), 'sheet');
const printed = async () => {
  const { files } = await issueShipments(desk.ctx, {});
  return files.flatMap((file) => b2Rows(readFileSync(file)).map((cells) => cells[0]));
};

test('B4: orders that differ only in characters that B2 does not take have different numbers, each leads back to its order', async () => {
  const numbers = ['1', '11', 'い1', '#11', '#1', 'あ1'];
  await take(...numbers);
  const labels = await printed();
  expect(new Set(labels).size).toBe(numbers.length);
  for (const label of labels) {
    const before = label!.slice(0, label!.lastIndexOf('_'));
    const [whole] = await findOrders(desk.ctx, label!);
    const [found, ...more] = await findOrders(desk.ctx, before);
    expect(more).toEqual([]);
    expect(found!.order.order.number).toBe(whole!.order.order.number);
  }
  const found = await Promise.all(labels.map((one) => findOrders(desk.ctx, one!)));
  expect(found.map(([one]) => one!.order.order.number).sort()).toEqual([...numbers].sort());
});

test('B4: a number that gets too long is held with the reason, never cut', async () => {
  await take('ご注文番号その壱ご注文番号その弐', 'OK-1');
  expect(await printed()).toEqual(['OK-1_1']);
  const [long] = await desk.ctx.store.shipments({ states: ['held'] });
  expect(long!.holds.map((one) => one.code)).toEqual(['customer-no-impossible']);
});

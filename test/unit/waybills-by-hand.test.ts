import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

test('slips typed by hand in B2 are counted and left out, a number in our form that is nowhere is named', async () => {
  await desk.report([{ 'order-id': '250-0000001-0000001' }]);
  const { shipments } = await issueShipments(desk.ctx, {});
  const rows = ['カタログ送付', '2026-11', 'tenpo', ...shipments, '250-0000009-0000009_1'].map((customerNo, i) => ({
    customerNo,
    number: trackingNumber(i + 1),
    service: '0',
  }));
  const document = await desk.take('issued.csv', issuedData(rows), '');
  expect(document.registered).toEqual({ waybills: 1 });
  expect(document.problems.map(({ code, kind }) => `${kind} ${code}`).sort()).toEqual([
    'done waybills-by-hand',
    'fix waybill-unknown-customer-no',
  ]);
  expect(document.problems.find(({ code }) => code === 'waybills-by-hand')?.sentence).toContain('3 件');
});

test('a number of 11 digits is one of クロネコゆうパケット, and of nothing else', async () => {
  const ids = ['250-0000001-0000001', '250-0000001-0000002'];
  await desk.report(ids.map((id) => ({ 'order-id': id })));
  const { shipments } = await issueShipments(desk.ctx, {});
  const rows = shipments.map((customerNo, i) => ({
    customerNo,
    number: `1234567890${i}`,
    service: i === 0 ? '7' : '0',
  }));
  const document = await desk.take('issued.csv', issuedData(rows), '');
  expect(document.registered).toEqual({ waybills: 1 });
  expect(document.problems.filter(({ kind }) => kind === 'fix').map(({ code }) => code)).toEqual([
    'waybill-check-digit',
  ]);
});

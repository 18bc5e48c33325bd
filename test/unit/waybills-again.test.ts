import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import { allOrders } from '../support/all-orders.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const number = '250-0000009-0000001';
const label = `${number}_1`;
const own = shop({
  name: 'amazon',
  marketplace: 'amazon',
  layouts: { read: [], issue: 'b2-csv', notify: '' },
  billing: { customerCode: '000000000000', classCode: '', freightNo: '01' },
  defaultMethod: 'yamato',
});

let workspace: Workspace;
let ctx: Context;
let now: Temporal.Instant;
beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-21T16:00:00Z');
  workspace = await openWorkspace(newRoot(), {
    config: (config) => ({ ...config, shops: { amazon: own, second: { ...own, name: 'second' } } }),
    now: () => {
      now = now.add({ seconds: 1 });
      return now;
    },
  });
  ctx = { ...workspace.ctx, ...standard };
});
afterEach(() => removeWorkspace(workspace));

const take = async (name: string, bytes: Uint8Array, inShop = 'amazon') => {
  const [document] = await intakeFile(ctx, { name, bytes, shop: inShop, layout: '' });
  return document!;
};
const codes = ({ problems }: Awaited<ReturnType<typeof take>>) => problems.map((problem) => problem.code);
const shipment = async () => (await allOrders(ctx))[0]!.shipments[0]!;

test('a second number is refused, and registered when the same file comes again after the reissue', async () => {
  await take('report.txt', amazonReport([{ 'order-id': number }]));
  await issueShipments(ctx, {});
  await take('first.csv', issuedData([{ customerNo: label, number: trackingNumber(1) }]));
  const second = issuedData([{ customerNo: label, number: trackingNumber(2) }]);
  expect(codes(await take('second.csv', second))).toEqual(['waybill-already-registered']);
  expect(await take('second.csv', second)).toMatchObject({ seenBefore: true, registered: {} });
  await issueShipments(ctx, { orders: [number], reissue: { note: '送り状を破損' } });
  expect(await take('second.csv', second)).toMatchObject({ seenBefore: false, registered: { waybills: 1 } });
  expect((await shipment()).trackingNumbers).toEqual([trackingNumber(1), trackingNumber(2)]);
  expect(await take('second.csv', second)).toMatchObject({ seenBefore: true });
});

test('an order labelled by hand while it was on hold has no reason any more that nobody could clear', async () => {
  await take('report.txt', amazonReport([{ 'order-id': number, 'recipient-name': '𠮷田 一郎' }], 'utf-8'));
  expect((await shipment()).holds.length).toBeGreaterThan(0);
  await take('typed.csv', issuedData([{ customerNo: label, number: trackingNumber(1) }]));
  expect(await shipment()).toMatchObject({ state: 'shipped', holds: [] });
  expect(await clearHold(ctx, label, '確認')).toMatchObject({ cleared: [], problem: { code: 'hold-not-found' } });
});

test('an order number that two shops have clears no hold and prints no second label', async () => {
  for (const [name, shopName] of [
    ['𠮷田 一郎', 'amazon'],
    ['𠮷田 二郎', 'second'],
  ] as const)
    await take(`${shopName}.txt`, amazonReport([{ 'order-id': number, 'recipient-name': name }], 'utf-8'), shopName);
  expect(await clearHold(ctx, number, '確認')).toMatchObject({
    cleared: [],
    problem: { code: 'order-in-several-shops' },
  });
  for (const serial of [1, 2]) expect((await clearHold(ctx, `${number}_${serial}`, '確認')).cleared).toHaveLength(1);
  expect((await issueShipments(ctx, {})).shipments).toHaveLength(2);
  const again = (orders: readonly string[]) => issueShipments(ctx, { orders, reissue: { note: '破損' } });
  expect(await again([number])).toMatchObject({ shipments: [], leftOut: [{ code: 'order-in-several-shops' }] });
  expect((await again([`${number}_2`])).shipments).toEqual([`${number}_2`]);
});

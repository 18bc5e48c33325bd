import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesFor, resolveSets } from '../../src/core/sets.ts';
import { goodsInParcel } from '../../src/core/shipment.ts';
import { reservingStates } from '../../src/core/stock.ts';
import { bundleOrders, undoBundle } from '../../src/flow/desk/bundle.ts';
import { confirmShipped, undoConfirm } from '../../src/flow/desk/confirm.ts';
import { copyOrder, undoCopy } from '../../src/flow/desk/copy.ts';
import { splitOrder, undoSplit } from '../../src/flow/desk/split.ts';
import { changedSkus, stockFigures } from '../../src/flow/stock/stock-figures.ts';
import type { Context } from '../../src/flow/types.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';

/*
 * Stock on random histories: figures of single SKUs are those of a look at everything; what open orders reserve is what their shipments
 * hold; and no figure moves without its SKU being named as changed.
 */

type Step = (desk: Desk, ctx: Context) => Promise<unknown>;

const order = fc.constantFrom(1, 2, 3);
const goods = fc.constantFrom('SKU-1', 'SKU-2', 'SET-1');
const skus = ['SKU-1', 'SKU-2', 'SET-1'];

const sheet = (sku: string, count: number) => Buffer.from(`商品コード,在庫数\r\n${sku},${count}\r\n`);

const cancelled = (no: number) =>
  Buffer.from(
    JSON.stringify({
      orders: [
        {
          orderId: orderNo(no),
          createdTime: '2026-11-20T03:00:00Z',
          salesChannel: { channelName: 'AMAZON' },
          fulfillment: { fulfillmentStatus: 'CANCELLED', fulfilledBy: 'MERCHANT' },
          orderItems: [
            { orderItemId: `${no}1`, quantityOrdered: 2, product: { sellerSku: 'SKU-1', title: '緑茶 100g' } },
          ],
        },
      ],
    }),
  );

const step = (name: string, act: Step) => ({ name, act });

const steps = fc.oneof(
  fc
    .tuple(order, goods, fc.integer({ min: 1, max: 3 }))
    .map(([no, sku, count]) =>
      step(`order ${no} ${sku} × ${count}`, (desk) => desk.report([row(no, no * 10 + 1, { ...pieces(count), sku })])),
    ),
  order.map((no) => step(`cancel ${no}`, (desk) => desk.take(`cancel-${no}.json`, cancelled(no)))),
  order.map((no) =>
    step(`split ${no}`, (_, ctx) => splitOrder(ctx, orderNo(no), { lines: [{ no: `${no}1`, quantity: 1 }] })),
  ),
  order.map((no) => step(`split back ${no}`, (_, ctx) => undoSplit(ctx, orderNo(no)))),
  fc
    .tuple(order, order)
    .map(([no, other]) => step('bundle', (_, ctx) => bundleOrders(ctx, orderNo(no), [orderNo(other)]))),
  order.map((no) => step(`bundle back ${no}`, (_, ctx) => undoBundle(ctx, orderNo(no)))),
  order.map((no) => step(`copy ${no}`, (_, ctx) => copyOrder(ctx, orderNo(no)))),
  order.map((no) => step(`copy back ${no}`, (_, ctx) => undoCopy(ctx, `${orderNo(no)}-copy-1`))),
  order.map((no) => step(`confirm ${no}`, (_, ctx) => confirmShipped(ctx, [orderNo(no)]))),
  order.map((no) => step(`unconfirm ${no}`, (_, ctx) => undoConfirm(ctx, [orderNo(no)]))),
  fc.constant(step('issue', (desk) => desk.issueAndNumber())),
  fc
    .tuple(fc.constantFrom('SKU-1', 'SKU-2'), fc.integer({ min: 0, max: 30 }))
    .map(([sku, count]) =>
      step(`sheet ${sku} ${count}`, (desk) => desk.take(`${sku}-${count}.csv`, sheet(sku, count), '')),
    ),
  fc.constantFrom(2, 3).map((count) =>
    step(`SET-1 holds ${count}`, (_, ctx) =>
      ctx.store.write((tx) =>
        tx.setSets(
          [
            { sku: 'SET-1', part: 'SKU-1', quantity: 1 },
            { sku: 'SET-1', part: 'SKU-2', quantity: count },
          ],
          'd',
          ctx.now().toString(),
        ),
      ),
    ),
  ),
);

/** What stands in the shipments themselves. */
async function reservedByShipments(ctx: Context): Promise<Map<string, number>> {
  const { sets } = resolveSets(await ctx.store.setParts());
  const sum = new Map<string, number>();
  for (const { shipment } of await ctx.store.shipments({ states: reservingStates }))
    for (const { sku, quantity } of goodsInParcel(shipment))
      for (const [part, count] of piecesFor(sets, sku, quantity)) sum.set(part, (sum.get(part) ?? 0) + count);
  return sum;
}

test('X8: figures of single goods are those of a look at everything, and none moves without being named', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 16 }), async (history) => {
      const desk = await openDesk();
      try {
        const { ctx } = desk;
        let before = await stockFigures(ctx.store);
        let { clock } = await changedSkus(ctx.store, 0);
        for (const { act } of history) {
          await act(desk, ctx);
          const all = await stockFigures(ctx.store);
          const reserved = await reservedByShipments(ctx);
          for (const sku of skus) {
            expect((await stockFigures(ctx.store, [sku])).get(sku)).toEqual(all.get(sku));
            const figure = all.get(sku);
            if (figure && !figure.isSet) expect(figure.reserved).toBe(reserved.get(sku) ?? 0);
          }
          const changed = await changedSkus(ctx.store, clock);
          const moved = skus.filter((sku) => JSON.stringify(before.get(sku)) !== JSON.stringify(all.get(sku)));
          if (changed.skus !== 'all' && clock > 0) expect(changed.skus).toEqual(expect.arrayContaining(moved));
          ({ clock } = changed);
          before = all;
        }
      } finally {
        await desk.close();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

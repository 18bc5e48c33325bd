import { addPieces, allocatePieces, type Claim, type Pieces } from '../../core/allocation.ts';
import { piecesFor, type Sets } from '../../core/sets.ts';
import { goodsInParcel, type Shipment, type ShipmentState } from '../../core/shipment.ts';
import type { JournalEntry, ShipmentChange, StoredShipment, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { itemsIn, type SkuFinder, skuFinder } from './sku-finder.ts';
import { stockFacts } from './stock-facts.ts';

/** Shipments of shops that allocate may still give their pieces back to an older order. */
const movable: readonly ShipmentState[] = ['held', 'backordered', 'ready'];

/**
 * 引当 for the shops that ask for it: shipments take the pieces on hand in the order of their order time; those that get
 * theirs are 出荷待ち, the others 入荷待ち. Held ones keep their place in the queue (the customer has ordered), so
 * the answer does not depend on the order in which files came. Computed anew each time from what is stored. Call it in
 * the transaction that changed orders, stock or holds.
 *
 * @returns how many shipments moved.
 */
export async function allocate(ctx: Context, tx: Writes): Promise<number> {
  const shops = Object.values(ctx.config.shops).flatMap((shop) => (shop.allocate ? shop.name : []));
  if (shops.length === 0) return 0;
  const claims: StoredShipment[] = [];
  for (const shop of shops) claims.push(...(await tx.shipments({ shop, states: movable })));
  if (claims.length === 0) return 0;
  const { levels, sets, sent, reserved } = await stockFacts(tx);
  const skuOf = await finderOf(tx, claims);
  const pieces = new Map(claims.map((one) => [one.shipment.id, piecesOf(one.shipment, sets, skuOf)]));
  const free = new Map(
    levels.map(({ sku, onHand }) => [sku, onHand - (sent.get(sku) ?? 0) - (reserved.get(sku) ?? 0)]),
  );
  // What the claims themselves reserve is what they are about to be given.
  for (const own of pieces.values())
    for (const [sku, count] of own) free.set(sku, (free.get(sku) ?? -(reserved.get(sku) ?? 0)) + count);
  const times = await orderTimes(tx, claims);
  const got = allocatePieces(
    free,
    claims.map(({ shipment }): Claim => {
      const { id, shop, orderNumber, serial } = shipment;
      return {
        id,
        orderNumber,
        serial,
        orderedAt: times.get(`${shop}\u0000${orderNumber}`) ?? null,
        pieces: pieces.get(id)!,
      };
    }),
  );
  const changes: ShipmentChange[] = [];
  const journal: JournalEntry[] = [];
  for (const stored of claims) {
    const { shipment, state } = stored;
    const next = got.has(shipment.id) ? 'ready' : 'backordered';
    if (state === 'held' || state === next) continue;
    changes.push({ ...stored, state: next });
    journal.push({
      at: ctx.now().toString(),
      actor: 'allocate',
      what: 'shipment-moved',
      shop: shipment.shop,
      orderNumber: shipment.orderNumber,
      shipment: shipment.customerNo,
      details: { from: state, to: next },
    });
  }
  await tx.saveShipments(changes);
  await tx.addJournal(journal);
  return changes.length;
}

async function finderOf(tx: Writes, claims: readonly StoredShipment[]): Promise<SkuFinder> {
  const codes = claims.flatMap((one) => goodsInParcel(one.shipment).map(({ sku }) => sku));
  return skuFinder(await tx.products(undefined, [...new Set(codes.flatMap(itemsIn))]));
}

function piecesOf(shipment: Shipment, sets: Sets, skuOf: SkuFinder): Pieces {
  const pieces = new Map<string, number>();
  for (const { sku: item, option, quantity } of goodsInParcel(shipment)) {
    const sku = skuOf(shipment.shop, item, option);
    if (sku !== '') addPieces(pieces, piecesFor(sets, sku, quantity));
  }
  return pieces;
}

async function orderTimes(tx: Writes, claims: readonly StoredShipment[]): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const shop of new Set(claims.map((one) => one.shipment.shop))) {
    const numbers = [
      ...new Set(claims.filter((one) => one.shipment.shop === shop).map((one) => one.shipment.orderNumber)),
    ];
    for (const { order } of await tx.orders({ shop, numbers })) {
      if (order.orderedAt === null) continue;
      times.set(`${shop}\u0000${order.number}`, Temporal.Instant.from(order.orderedAt).epochMilliseconds);
    }
  }
  return times;
}

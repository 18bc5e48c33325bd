import { historyHold } from '../../core/decide/hold.ts';
import type { Order } from '../../core/order.ts';
import { type Hold, isBeyondRecall } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { eachRow } from '../../store/each-row.ts';
import type { Reads, StoredShipment, Writes } from '../../store/types.ts';
import { redecide } from '../decide/index.ts';
import { itemsIn } from '../stock/index.ts';
import type { Context } from '../types.ts';

const code = 'product-unknown';

type GoodsReads = Pick<Reads, 'products' | 'hasProducts' | 'stock' | 'setParts'>;

/**
 * Which of the orders' goods nobody knows (E5), by order number: neither the shop's product map nor the stock sheet has them. Empty for shops
 * that do not ask for it, and for those that have no product map at all.
 */
export async function unknownGoods(
  reads: GoodsReads,
  shop: Shop,
  orders: readonly Order[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  if (shop.unknownProducts !== 'hold' || orders.length === 0 || !(await reads.hasProducts(shop.name))) return found;
  const isKnown = await knownGoods(reads, shop.name, orders.flatMap(skusOf));
  for (const order of orders) {
    const unknown = [...new Set(skusOf(order))].filter((sku) => !isKnown(sku));
    if (unknown.length > 0) found.set(order.number, unknown.toSorted());
  }
  return found;
}

const skusOf = ({ lines }: Order): string[] =>
  lines.filter(({ status, sku }) => status === 'open' && sku !== '').map(({ sku }) => sku);

async function knownGoods(reads: GoodsReads, shop: string, skus: readonly string[]): Promise<(sku: string) => boolean> {
  const items = [...new Set(skus.flatMap(itemsIn))];
  const links = await reads.products(shop, items);
  const levels = await reads.stock([...new Set(skus)]);
  const sets = await reads.setParts();
  const known = new Set([
    ...levels.map((one) => one.sku),
    ...sets.map((one) => one.sku),
    ...links.flatMap(({ item, option, sku }) => [item, sku, ...(option === '' ? [] : [`${item}-${option}`])]),
  ]);
  return (sku) => known.has(sku);
}

/** The hold of an order whose goods are not known; none when it stands already, or when a label is out. */
export function unknownGoodsHolds(
  unknown: readonly string[] | undefined,
  prior: readonly StoredShipment[],
): readonly Hold[] {
  if (!unknown || prior.some((one) => isBeyondRecall(one.state))) return [];
  const hold = historyHold(code, unknown.join(' '), { skus: unknown.join('、') });
  return prior.some((one) => one.holds.some((old) => isSame(old, hold))) ? [] : [hold];
}

const isSame = (one: Hold, other: Hold): boolean => one.code === other.code && one.fingerprint === other.fingerprint;

/** Shipments without the hold, where the goods are known by now. */
export const withoutUnknown = (prior: readonly StoredShipment[]): StoredShipment[] =>
  prior.map((one) =>
    isBeyondRecall(one.state) ? one : { ...one, holds: one.holds.filter((hold) => hold.code !== code) },
  );

/** After a product map or a stock sheet came in: orders whose goods are known now go on. In that document's transaction. */
export async function releaseKnownGoods(ctx: Context, tx: Writes): Promise<number> {
  let released = 0;
  for (const shop of Object.values(ctx.config.shops)) {
    if (shop.unknownProducts !== 'hold') continue;
    const rows = await Array.fromAsync(eachRow((page) => tx.listHolds({ shop: shop.name, codes: [code] }, page)));
    const numbers = [...new Set(rows.map((row) => row.number))];
    if (numbers.length === 0) continue;
    const stored = await tx.orders({ shop: shop.name, numbers });
    const unknown = await unknownGoods(
      tx,
      shop,
      stored.map((one) => one.order),
    );
    for (const one of stored) {
      if (unknown.has(one.order.number)) continue;
      released++;
      await redecide(ctx, tx, shop, one, 'intake', (hold) => hold.code === code);
    }
  }
  return released;
}

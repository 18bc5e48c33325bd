import { noArrangement, relativesOf } from '../../../core/arrangement.ts';
import { japanDay } from '../../../core/time.ts';
import { eachRow } from '../../../store/each-row.ts';
import type { NoticeState, Reads, StoredOrder, StoredShipment } from '../../../store/types.ts';
import { groupByOrder } from '../../decide/index.ts';
import type { Context } from '../../types.ts';

/** 受注の検索 of the Amazon desk actions: by shop, order date and a list of order numbers; all that are given must fit. */
export interface AmazonSearch {
  /** Missing = every Amazon shop. */
  readonly shop?: string | undefined;
  /** First and last day of the order, `YYYY-MM-DD` in Japan. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly numbers?: readonly string[] | undefined;
}

export interface FoundOrder {
  readonly stored: StoredOrder;
  /** Also cancelled ones: goods that travel in another parcel are there. */
  readonly shipments: readonly StoredShipment[];
}

export interface Found {
  readonly orders: readonly FoundOrder[];
  /** Numbers of the list that no Amazon shop here has. */
  readonly unknown: readonly string[];
}

export async function findOrders(ctx: Context, search: AmazonSearch): Promise<Found> {
  const orders: FoundOrder[] = [];
  for (const shop of amazonShops(ctx, search.shop)) {
    const { from, to } = search;
    const listed = eachRow((page) => ctx.store.listOrders({ shop, from, to }, page));
    const numbers = search.numbers ?? (await Array.fromAsync(listed, (row) => row.number));
    const found = (await ctx.store.orders({ shop, numbers })).filter((one) => isWithin(one, search));
    orders.push(...(await withShipments(ctx.store, shop, found)));
  }
  const known = new Set(orders.map((one) => one.stored.order.number));
  return { orders, unknown: (search.numbers ?? []).filter((number) => !known.has(number)) };
}

/** Everything that shares goods or money with these orders, themselves included (同梱・複写, over several steps). */
export async function withRelatives(ctx: Context, shop: string, orders: readonly FoundOrder[]): Promise<FoundOrder[]> {
  const known = new Map(orders.map((one) => [one.stored.order.number, one]));
  for (let next = orders; next.length > 0; ) {
    const numbers = next.flatMap((one) => relativesOf(one.stored.arrangement ?? noArrangement));
    const missing = [...new Set(numbers)].filter((number) => !known.has(number));
    next =
      missing.length === 0
        ? []
        : await withShipments(ctx.store, shop, await ctx.store.orders({ shop, numbers: missing }));
    for (const one of next) known.set(one.stored.order.number, one);
  }
  return [...known.values()];
}

export function amazonShops(ctx: Pick<Context, 'config'>, shop?: string): string[] {
  const shops = Object.values(ctx.config.shops).filter((one) => one.marketplace === 'amazon');
  return shops.map((one) => one.name).filter((name) => !shop || name === shop);
}

/** Page of an order in Seller Central; a copy has that of its source. Source: links that sellers share in public; trust B. */
export function sellerCentralLink({ order, arrangement }: Pick<StoredOrder, 'order' | 'arrangement'>): string {
  const number = arrangement?.copyOf || order.number;
  return `https://sellercentral.amazon.co.jp/orders-v3/order/${encodeURIComponent(number)}`;
}

export type ToldState = NoticeState | 'not-told';

/** How far telling has come, per shipment: the last notice of the API, else what a file told. */
export async function toldStates(
  reads: Reads,
  shop: string,
  orders: readonly FoundOrder[],
): Promise<ReadonlyMap<string, ToldState>> {
  const orderNumbers = orders.map((one) => one.stored.order.number);
  const ids = orders.flatMap((one) => one.shipments.map(({ shipment }) => shipment.id));
  if (ids.length === 0) return new Map();
  const byFile = new Set((await reads.told(ids, 'ship')).map((one) => one.about));
  const states = new Map<string, ToldState>(ids.map((id) => [id, byFile.has(id) ? 'told' : 'not-told']));
  for (const notice of await reads.notices({ shop, orderNumbers, kinds: ['ship'] })) {
    if (notice.state !== 'withdrawn') states.set(notice.about, notice.state);
  }
  return states;
}

async function withShipments(reads: Reads, shop: string, orders: readonly StoredOrder[]): Promise<FoundOrder[]> {
  if (orders.length === 0) return [];
  const numbers = orders.map((one) => one.order.number);
  const groups = groupByOrder(await reads.shipments({ shop, numbers }));
  return orders.map((stored) => ({ stored, shipments: groups.get(stored.order.number) ?? [] }));
}

function isWithin({ order }: StoredOrder, { from, to }: AmazonSearch): boolean {
  if (from === undefined && to === undefined) return true;
  if (order.orderedAt === null) return false;
  const day = japanDay(Temporal.Instant.from(order.orderedAt));
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

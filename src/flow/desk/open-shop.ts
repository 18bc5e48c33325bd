import { type GoLive, goLiveCodes, goLiveMark, isGoLive } from '../../core/go-live.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import type { Store } from '../../store/types.ts';
import { redecideOrders } from '../decide/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context } from '../types.ts';
import { undoBundle } from './bundle.ts';

/** What the line meant for the orders that were looked at; counts of shipments. */
export interface Opened {
  readonly shop: string;
  /** Japan's day. */
  readonly from: string;
  /** Orders that are otherwise now. */
  readonly changed: number;
  /** 出荷待ち or 入荷待ち. */
  readonly ready: number;
  /** Still held, by another reason. */
  readonly held: number;
  /** Older than the line: only seen. */
  readonly seen: number;
}

/** Orders in one transaction. */
const atOnce = 200;
const open: readonly ShipmentState[] = ['held', 'backordered', 'ready'];

/**
 * A person draws the line: orders of a shop from that day on are decided anew and go on, older ones stay seen and are not shipped. May be
 * said again with another day, and again after it was broken off: what is decided already does not change. Costs the orders that were
 * only seen and those that are open, a page a transaction.
 */
export async function openShop(ctx: Context, shop: Shop, from: string, actor: string): Promise<Opened> {
  await takeOutOlder(ctx, shop, from, actor);
  const at = ctx.now().toString();
  await ctx.store.write(async (tx) => {
    const before = await tx.cursor(shop.name, goLiveMark);
    await tx.setCursor(shop.name, goLiveMark, from, at);
    await tx.addJournal([
      { at, actor, what: 'shop-opened', shop: shop.name, orderNumber: '', shipment: '', details: { from, before } },
    ]);
  });
  const changed = new Set<string>();
  const counts = { ready: 0, held: 0, seen: 0 };
  for await (const numbers of touched(ctx.store, shop.name)) {
    await ctx.store.write(async (tx) => {
      for (const number of await redecideOrders(ctx, tx, shop, numbers, actor)) changed.add(number);
      for (const { state, holds } of await tx.shipments({ shop: shop.name, numbers })) {
        if (state === 'ready' || state === 'backordered') counts.ready++;
        else if (state === 'held') counts.held++;
        else if (state === 'elsewhere' && holds.some((one) => isGoLive(one.code) && one.cleared === null))
          counts.seen++;
      }
    });
  }
  if (changed.size > 0) await ctx.store.write((tx) => allocate(ctx, tx));
  return { shop: shop.name, from, changed: changed.size, ...counts };
}

/**
 * Orders older than the line that travel in a younger one's parcel stand on their own feet again, so that the line counts for them; not those
 * that a person let go. Done first: broken off, the old line still counts for all.
 */
async function takeOutOlder(ctx: Context, { name: shop }: Shop, from: string, actor: string): Promise<void> {
  const carriers = (await ctx.store.shipments({ shop, states: open })).filter((one) => one.shipment.bundled.length > 0);
  for (const { shipment } of carriers) {
    const numbers = shipment.bundled.map((one) => one.orderNumber);
    const letGo = new Set(
      (await ctx.store.shipments({ shop, numbers }))
        .filter((one) => one.holds.some(({ code, cleared }) => cleared !== null && isGoLive(code)))
        .map((one) => one.shipment.orderNumber),
    );
    const older = (await ctx.store.orders({ shop, numbers }))
      .filter(({ order }) => order.orderedAt !== null && japanDay(Temporal.Instant.from(order.orderedAt)) < from)
      .map(({ order }) => order.number)
      .filter((number) => !letGo.has(number));
    if (older.length > 0) await undoBundle(ctx, shipment.orderNumber, older, { shop, actor });
  }
}

/** Numbers of the orders that the line may mean something else for, each once, some at a time. */
async function* touched(store: Store, shop: string): AsyncGenerator<readonly string[]> {
  // Named before anything is decided: what is decided leaves the list.
  const numbers = new Set<string>();
  for (let after: string | undefined; ; ) {
    const { rows, next } = await store.listHolds({ shop, codes: [...goLiveCodes] }, { limit: atOnce, after });
    for (const row of rows) numbers.add(row.number);
    if (next === null) break;
    after = next;
  }
  for (let after: string | undefined; ; ) {
    const { rows, next } = await store.listOrders({ shop, states: open }, { limit: atOnce, after });
    for (const row of rows) numbers.add(row.number);
    if (next === null) break;
    after = next;
  }
  const all = [...numbers];
  for (let start = 0; start < all.length; start += atOnce) yield all.slice(start, start + atOnce);
}

/** Where a shop stands, for lists. */
export interface ShopStand {
  readonly state: 'guarded' | 'waiting' | 'open';
  /** Japan's day from which it ships; null = all orders, or none yet. */
  readonly from: string | null;
}

/** @param kept what the store says of it */
export function standOf({ switches }: Shop, kept: GoLive): ShopStand {
  if (kept === '') return { state: switches?.goLive === 'hold' ? 'guarded' : 'open', from: null };
  if (kept === 'waiting') return { state: 'waiting', from: null };
  return { state: 'open', from: kept === 'open' ? null : kept };
}

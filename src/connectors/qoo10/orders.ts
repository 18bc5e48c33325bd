import type { Page, PullWindow } from '../contract.ts';
import { textOf } from './answer.ts';
import { type Cart, cartsOf, placedAt } from './cart.ts';
import type { Client } from './client.ts';
import { margin, markOf, readCursor } from './cursor.ts';
import type { Goods } from './goods.ts';
import { makePage } from './page.ts';
import { latest, orderOf, packOf, type Row, reach, type Span, type Status, searchOrders } from './search.ts';
import { earlierOf, laterOf } from './times.ts';

/** 入金待ち and 新規注文: what the manual takes in (Q1). */
const wanted: readonly Status[] = ['1', '2'];
/** Where the other lines of a purchase may be when some of them moved on by hand. */
const others: readonly Status[] = ['3', '4', '5'];

/**
 * Orders in 入金待ち and 新規注文 by order time (Q1): the first time a week and nine hours back, then from the last order time less nine
 * hours, however long that is. What was given out and says the same is left out. Throws `CallFailed`.
 */
export async function* pullOrders(client: Client, goods: Goods, window: PullWindow): AsyncGenerator<Page> {
  const now = client.io.now();
  const cursor = readCursor(window.cursor);
  const isRange = window.to !== undefined;
  const begin = Temporal.Instant.from(cursor ? cursor.from : window.from);
  const end = isRange ? earlierOf(Temporal.Instant.from(window.to!), now) : now;
  const furthest = now.subtract(reach);
  const from = laterOf(cursor || isRange ? begin : begin.subtract(margin), furthest);
  const seen = new Map(Object.entries(cursor?.seen ?? {}));
  const news: Cart[] = [];
  let newest: Temporal.Instant | undefined;
  const times = new Map<string, Temporal.Instant>();
  for (const cart of await search(client, { from, to: end }, window.by === 'updated')) {
    const at = placedAt(cart);
    if (at) times.set(cart.packNo, at);
    if (at && (!newest || Temporal.Instant.compare(at, newest) > 0)) newest = at;
    if (isRange || seen.get(cart.packNo) !== markOf(cart)) news.push(cart);
  }
  const next = newest ? laterOf(newest.subtract(margin), from) : from;
  const size = client.settings['page-size'];
  for (let at = 0; at < news.length; at += size) {
    const carts = news.slice(at, at + size);
    for (const cart of carts) seen.set(cart.packNo, markOf(cart));
    const isLast = at + size >= news.length;
    // Only the last page moves on: a search that is broken off begins where it began, less what was given out.
    const since = isLast ? next : from;
    for (const pack of seen.keys()) {
      const placed = times.get(pack);
      if (!placed || Temporal.Instant.compare(placed, since) < 0) seen.delete(pack);
    }
    const text = JSON.stringify({ from: since.toString(), seen: Object.fromEntries(seen) });
    yield await makePage(client, goods, carts, text, 'orders');
  }
}

/** @param byPayment orders by the time of their payment instead of their order time */
async function search(client: Client, span: Span, byPayment: boolean): Promise<Cart[]> {
  const rows: Row[] = [];
  for (const status of wanted) rows.push(...(await searchOrders(client, status, span, byPayment ? '2' : '1')));
  return cartsOf(await withSiblings(client, latest(rows)));
}

/**
 * A purchase comes whole: lines that were confirmed or shipped by hand in the seller's screen are in another status. What is found in
 * none is cancelled, and is not ours to ship.
 */
async function withSiblings(client: Client, rows: readonly Row[]): Promise<readonly Row[]> {
  const known = new Set(rows.map(orderOf));
  const alone = rows.filter((row) => relatedOf(row).some((number) => !known.has(number)));
  if (alone.length === 0) return rows;
  const packs = new Set(alone.map(packOf));
  const found: Row[] = [...rows];
  for (const span of spansOf(cartsOf(alone))) {
    for (const status of others) {
      const more = await searchOrders(client, status, span);
      found.push(...more.filter((row) => packs.has(packOf(row))));
    }
  }
  return latest(found);
}

/** Order numbers of the same purchase, its own among them (trust B). */
function relatedOf(row: Row): readonly string[] {
  return textOf(row.RelatedOrder)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => /^\d+$/.test(part));
}

/** Spans of order time in which these purchases lie, as few as are not much wider than they must be. */
export function spansOf(carts: readonly Cart[], gap = { hours: 1 }): Span[] {
  const times = carts.flatMap((cart) => placedAt(cart) ?? []).sort(Temporal.Instant.compare);
  const spans: { from: Temporal.Instant; to: Temporal.Instant }[] = [];
  for (const at of times) {
    const last = spans.at(-1);
    if (last && Temporal.Instant.compare(at, last.to.add(gap)) <= 0) last.to = at;
    else spans.push({ from: at, to: at });
  }
  return spans;
}

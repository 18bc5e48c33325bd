import { CallFailed, type KnownOrder, type Page, type PullWindow } from '../contract.ts';
import { watchEmptyPages } from '../empty-pages.ts';
import type { Client } from './client.ts';
import { markOf, readCursor } from './cursor.ts';
import { garbled } from './errors.ts';
import { makePage } from './page.ts';
import { type Found, keysAtOnce, readByKeys, searchOrders } from './search.ts';

/** One search spans a week at most, and begins two years back at most (the manual, trust A). */
export const longestDays = 7;
export const oldestDays = 730;

const compare = Temporal.Instant.compare;
const later = (a: Temporal.Instant, b: Temporal.Instant) => (compare(a, b) >= 0 ? a : b);
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (compare(a, b) <= 0 ? a : b);
const toSecond = (at: Temporal.Instant) => at.round({ smallestUnit: 'second', roundingMode: 'floor' });

/**
 * Orders of 未確認をみる by order time (S1): from the newest that was given out on, a week at a time. Pages go by time, not by place:
 * orders that are confirmed meanwhile leave the list, and would move others past a place. Throws `CallFailed`.
 */
export async function* pullOrders(client: Client, window: PullWindow): AsyncGenerator<Page> {
  const now = client.io.now();
  const cursor = readCursor(window.cursor);
  const end = window.to === undefined ? now : earlier(Temporal.Instant.from(window.to), now);
  const oldest = now.subtract({ hours: oldestDays * 24 }).add({ minutes: 1 });
  let since = later(toSecond(Temporal.Instant.from(cursor?.since ?? window.from)), toSecond(oldest));
  // Orders that were given out, by key: what they said, and their time. Only those of the time `since` are needed.
  let seen = new Map(Object.entries(cursor?.seen ?? {}).map(([key, mark]) => [key, { mark, at: since }]));
  const watch = watchEmptyPages();
  const size = client.settings['page-size'];
  for (;;) {
    const until = earlier(since.add({ hours: longestDays * 24 }), end);
    for (let offset = 0; ; ) {
      const found = await searchOrders(client, since, until, offset);
      const last = found.at(-1);
      if (!last) break;
      // Sorted as asked for, and within the time: else nothing could be said about what is missing.
      if (!isSorted(found) || compare(found[0]!.at, since) < 0) throw new CallFailed(garbled('search', 'read'));
      const fresh = found.filter((one) => seen.get(one.serialCode)?.mark !== markOf(one));
      watch(fresh.length);
      for (const one of fresh) seen.set(one.serialCode, { mark: markOf(one), at: one.at });
      seen = new Map([...seen].filter(([, one]) => compare(one.at, last.at) === 0));
      if (fresh.length > 0) {
        const marks = Object.fromEntries([...seen].map(([key, { mark }]) => [key, mark]));
        yield makePage(client, fresh, JSON.stringify({ since: last.at.toString(), seen: marks }), 'orders');
      }
      offset = compare(last.at, since) === 0 ? offset + found.length : 0;
      since = last.at;
      if (found.length < size) break;
    }
    if (compare(until, end) >= 0) return;
    since = later(since, until);
  }
}

const isSorted = (found: readonly Found[]): boolean =>
  found.every((one, index) => index === 0 || compare(found[index - 1]!.at, one.at) <= 0);

/**
 * Today's truth of orders that we hold, a hundred a call. An order that came by a file has no key yet: it is asked for by its number, and
 * given only when one order has it, or one of that order time. Throws `CallFailed`.
 */
export async function* readOrders(client: Client, orders: readonly KnownOrder[]): AsyncGenerator<Page> {
  for (let from = 0; from < orders.length; from += keysAtOnce) {
    const some = orders.slice(from, from + keysAtOnce);
    const keyed = some.flatMap((order) => order.remote?.key ?? []);
    const named = some.filter((order) => !order.remote?.key).map((order) => order.number);
    const byKey = keyed.length === 0 ? [] : await readByKeys(client, keyed);
    const byNumber = named.length === 0 ? [] : await readByKeys(client, [...new Set(named)], 'read-by-number');
    const keys = new Map(byKey.map((one) => [one.serialCode, one]));
    const numbers = Map.groupBy(byNumber, (one) => one.number);
    const found = some.flatMap((order): Found[] => {
      const key = order.remote?.key;
      const one = key ? keys.get(key) : theOne(order, numbers.get(order.number) ?? []);
      return one ? [one] : [];
    });
    if (found.length > 0) yield makePage(client, found, '', 'sync');
  }
}

/** The order of a number: numbers may repeat, because a shop can begin them anew (trust A). */
function theOne({ orderedAt }: KnownOrder, found: readonly Found[]): Found | undefined {
  if (orderedAt === null) return found.length === 1 ? found[0] : undefined;
  const at = Temporal.Instant.from(orderedAt);
  // A file says minutes only.
  const near = found.filter((one) => Math.abs(one.at.epochMilliseconds - at.epochMilliseconds) < 60_000);
  return near.length === 1 ? near[0] : undefined;
}

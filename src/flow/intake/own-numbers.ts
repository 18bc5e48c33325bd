import type { Order } from '../../core/order.ts';
import type { Problem } from '../../core/problem.ts';
import type { Shop } from '../../core/shop.ts';
import type { ReadOrder } from '../../layout/read.ts';
import type { Reads, StoredOrder } from '../../store/types.ts';

/** What a document says, under the numbers by which the store tells orders apart. */
export interface OwnNumbers {
  readonly read: readonly ReadOrder[];
  /** What is stored under these numbers. */
  readonly known: ReadonlyMap<string, StoredOrder>;
  /** Orders of which nobody can say which one they are: not taken in. */
  readonly problems: readonly Problem[];
}

/** A file tells minutes only. */
const sameTime = 60_000;

/**
 * Two orders of one number: a shop can begin its numbers anew. Where the marketplace has a key of its own (`remote.key`) that key tells
 * them apart: the first that is met is stored under the number, another one under `NUMBER-KEY`, with the number that people see
 * beside it (`remote.number`). An order without a key (from a file) is the one of that number, or of those the one of its order time; where
 * that is not clear it is left out and said. Never are two orders made one.
 */
export async function ownNumbers(reads: Reads, shop: Shop, given: readonly ReadOrder[]): Promise<OwnNumbers> {
  const numbers = given.map(({ order }) => order.number);
  const keyed = given.flatMap(({ order }) => (order.remote?.key ? [apart(order)] : []));
  const labelled = Map.groupBy(await reads.labelled(shop.name, numbers), (one) => one.label);
  const others = [...labelled.values()].flat().map((one) => one.number);
  const wanted = [...new Set([...numbers, ...keyed, ...others])];
  const known = new Map(
    (await reads.orders({ shop: shop.name, numbers: wanted })).map((one) => [one.order.number, one]),
  );
  const read: ReadOrder[] = [];
  const problems: Problem[] = [];
  /** Orders of this document, by the number that they got. */
  const taken = new Map<string, Order>();
  const holder = (number: string): Order | undefined => taken.get(number) ?? known.get(number)?.order;
  const take = (one: ReadOrder, number: string) => {
    const { order } = one;
    const isApart = number !== order.number;
    const label = order.remote?.key ? { remote: { ...order.remote, number: order.number } } : {};
    const own = isApart ? { ...order, number, ...label } : order;
    taken.set(number, own);
    read.push(isApart ? { ...one, order: own } : one);
  };
  for (const one of given) {
    const { order } = one;
    if (order.remote?.key) take(one, numberOf(order, holder));
    else {
      const named = [order.number, ...(labelled.get(order.number) ?? []).map((other) => other.number)];
      const number = theOne(order, named, holder);
      if (number !== undefined) take(one, number);
      else {
        const place = { row: one.rows[0]! };
        problems.push({
          code: 'order-number-repeats',
          kind: 'fix',
          place,
          order: order.number,
          args: { order: order.number },
        });
      }
    }
  }
  return { read, known, problems };
}

/** The number under which an order is stored whose own number belongs to another order. */
const apart = ({ number, remote }: Order): string => `${number}-${remote?.key ?? ''}`;

/** Of an order with a key. */
function numberOf(order: Order, holder: (number: string) => Order | undefined): string {
  if (holder(apart(order))) return apart(order);
  const there = holder(order.number);
  const key = there?.remote?.key;
  const isOurs = !there || (key ? key === order.remote?.key : mayBeSame(there, order));
  return isOurs ? order.number : apart(order);
}

/** Of an order without a key: undefined = it may be several, or another one than those. */
function theOne(
  order: Order,
  named: readonly string[],
  holder: (number: string) => Order | undefined,
): string | undefined {
  const there = named.filter((number) => holder(number));
  if (there.length === 0) return order.number;
  const [only] = there;
  if (there.length === 1 && !holder(only!)?.remote?.key) return only;
  const fitting = there.filter((number) => mayBeSame(holder(number)!, order));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The same order time, as far as both tell one. */
function mayBeSame(a: Order, b: Order): boolean {
  if (a.orderedAt === null || b.orderedAt === null) return true;
  const [one, other] = [Temporal.Instant.from(a.orderedAt), Temporal.Instant.from(b.orderedAt)];
  return Math.abs(one.epochMilliseconds - other.epochMilliseconds) < sameTime;
}

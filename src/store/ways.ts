import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type ShipmentState, stateTitles } from '../core/shipment.ts';
import { addDays, dayStart } from '../core/time.ts';
import type { OrderListFilter } from './list-types.ts';
import type { Room } from './room.ts';
import type { Way } from './way.ts';
import { waysToText } from './ways-to-text.ts';

/** One thing that a filter narrows to: as ways into the list, or as a condition on the head (`h`) where another leads the way. */
interface Narrowing {
  readonly ways: readonly Way[];
  readonly condition: RawBuilder<SqlBool>;
  /** Its ways look at the shop by themselves. */
  readonly isOfShop: boolean;
}

interface Ways {
  readonly ways: readonly Way[];
  /** What they leave to be looked at. */
  readonly rest: readonly RawBuilder<SqlBool>[];
}

/**
 * The narrowest way that the filter opens. Of several it is the one with the fewest rows: a name that half of all orders have must not be
 * walked through for the ten that are held.
 */
export async function waysInto(room: Room, filter: OrderListFilter): Promise<Ways> {
  const { shop, states, holds, methods, tags } = filter;
  if ([states, holds, methods, tags].some((list) => list?.length === 0)) return { ways: [], rest: [] };
  const text = filter.search?.trim() ?? '';
  const found = text === '' ? undefined : await waysToText(room, text);
  const narrowings: Narrowing[] = [
    ...(found ? [{ ...found, isOfShop: false }] : []),
    ...(holds ? [toHolds(holds)] : []),
    ...(states || methods ? [toParcels(filter)] : []),
    ...(tags ? [toTags(tags)] : []),
  ];
  // Its orders by state have an index of their own, which is never wider.
  const hasOwn = shop !== undefined && (methods || !states);
  const lead = found?.isFew
    ? narrowings[0]
    : await narrowest(room, hasOwn ? [...narrowings, toShop(shop)] : narrowings, filter);
  if (!lead) return { ways: [{ table: 'order_heads', no: 'x.no', where: [] }], rest: [] };
  const others = narrowings.filter((one) => one !== lead).map((one) => one.condition);
  return { ways: lead.ways, rest: shop === undefined || lead.isOfShop ? others : [...others, ofShop(shop)] };
}

/** Counting goes so far: what is wider than this is wide. */
const wide = 10_000;

async function narrowest(
  room: Room,
  narrowings: readonly Narrowing[],
  filter: OrderListFilter,
): Promise<Narrowing | undefined> {
  let [lead] = narrowings;
  if (narrowings.length < 2) return lead;
  let fewest = Number.POSITIVE_INFINITY;
  for (const one of narrowings) {
    const count = await countRows(room, one.ways, filter, Math.min(fewest, wide));
    if (count < fewest) [lead, fewest] = [one, count];
    if (fewest === 0) break;
  }
  return lead;
}

/** Rows of the indexes that would be walked through, `most` at most. */
async function countRows(room: Room, ways: readonly Way[], filter: OrderListFilter, most: number): Promise<number> {
  let count = 0;
  for (const { table, where } of ways) {
    if (count >= most) break;
    const conditions = [...where, ...ofDays(filter), sql<SqlBool>`1 = 1`];
    const { rows } = await sql<{ count: number }>`select count(*) as count from (select 1 from ${sql.table(table)} x
      where ${sql.join(conditions, sql` and `)} limit ${most - count}) as counted`.execute(room.db);
    count += Number(rows[0]?.count ?? 0);
  }
  return count;
}

const toShop = (shop: string): Narrowing => ({
  ways: [{ table: 'order_heads', no: 'x.no', where: [sql`x.shop = ${shop}`] }],
  condition: ofShop(shop),
  isOfShop: true,
});

const ofShop = (shop: string) => sql<SqlBool>`h.shop = ${shop}`;

const toHolds = (holds: readonly string[]): Narrowing => ({
  ways: holds.map((code) => wayOf('open_holds', 'code', code)),
  condition: sql`exists (select 1 from open_holds o where o.code in (${sql.join(holds)})
    and o.listed_at = h.listed_at and o.order_no = h.no)`,
  isOfShop: false,
});

const toTags = (tags: readonly string[]): Narrowing => ({
  ways: tags.map((tag) => wayOf('order_tags', 'tag', tag)),
  condition: sql`exists (select 1 from order_tags t where t.tag in (${sql.join(tags)})
    and t.listed_at = h.listed_at and t.order_no = h.no)`,
  isOfShop: false,
});

const allStates = Object.keys(stateTitles) as ShipmentState[];

/** One parcel in one of these states that goes by one of these methods: each combination is one step into an index. */
function toParcels({ shop, states = allStates, methods }: OrderListFilter): Narrowing {
  const inShop = shop === undefined ? [] : [sql<SqlBool>`x.shop = ${shop}`];
  const here = sql`s.listed_at = h.listed_at and s.order_no = h.no and s.state in (${sql.join(states)})`;
  if (!methods)
    return {
      // Each shop has an index of its own.
      ways: states.map((state) => wayOf('shipments', 'state', state, inShop)),
      condition: sql`exists (select 1 from shipments s where ${here})`,
      isOfShop: shop !== undefined,
    };
  return {
    ways: methods.flatMap((method) => {
      const byMethod = [sql<SqlBool>`x.method = ${method}`, sql<SqlBool>`x.method <> ''`];
      // The index knows the shop, but is not led by it.
      return states.map((state) => ({ ...wayOf('shipments', 'state', state, byMethod), also: inShop }));
    }),
    condition: sql`exists (select 1 from shipments s where s.method <> '' and s.method in (${sql.join(methods)}) and ${here})`,
    isOfShop: shop !== undefined,
  };
}

function wayOf(table: Way['table'], column: string, value: unknown, more: Way['where'] = []): Way {
  return { table, no: 'x.order_no', where: [sql<SqlBool>`${sql.ref(`x.${column}`)} = ${value}`, ...more] };
}

/** Rows of the walked side (`x`) whose order is of these days. */
export function ofDays({ from, to }: OrderListFilter): RawBuilder<SqlBool>[] {
  return [
    ...(from === undefined ? [] : [sql<SqlBool>`x.listed_at >= ${secondOf(from)}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`x.listed_at < ${secondOf(addDays(to, 1))}`]),
  ];
}

/** The second since 1970 at which a day begins in Japan. */
const secondOf = (day: string): number => dayStart(day).epochMilliseconds / 1000;

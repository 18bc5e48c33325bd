import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ListPage, OrderListFilter, OrderRow, PageRequest } from './list-types.ts';
import { cutPage, encodeKey, isBehind, rowsFor, sortedBy } from './paging.ts';
import { isOneOf, type Room } from './room.ts';
import { shipmentRows } from './shipment-rows.ts';
import type { Way } from './way.ts';
import { ofDays, waysInto } from './ways.ts';

/** Where an order stands: lists go from the newest to the oldest. */
interface Spot {
  readonly listed_at: number;
  readonly no: number;
}

/** Orders of a filter, the newest first: light rows, nothing is unsealed. */
export async function listOrders(room: Room, filter: OrderListFilter, page: PageRequest): Promise<ListPage<OrderRow>> {
  const most = rowsFor(page);
  const found = new Map<number, Spot>();
  const { ways, rest } = await waysInto(room, filter);
  for (const way of ways) for (const spot of await walk(room, way, rest, filter, page, most)) found.set(spot.no, spot);
  const spots = [...found.values()].sort((a, b) => b.listed_at - a.listed_at || b.no - a.no).slice(0, most);
  const rows = await rowsAt(room, spots.slice(0, page.limit));
  return cutPage(
    spots,
    page,
    (spot) => encodeKey([spot.listed_at, spot.no]),
    (spot) => rows.get(spot.no)!,
  );
}

/** Orders of a filter; counting ends at `most`. Costs as much as a page of that length without its rows. */
export async function countListed(room: Room, filter: OrderListFilter, most: number): Promise<number> {
  const found = new Set<number>();
  const { ways, rest } = await waysInto(room, filter);
  for (const way of ways)
    for (const { no } of await walk(room, way, rest, filter, { limit: most }, most)) found.add(no);
  return Math.min(found.size, most);
}

export async function countOrders(room: Room, shop: string | undefined): Promise<number> {
  const all = room.db.selectFrom('order_heads').select(room.db.fn.countAll().as('count'));
  const { count } = await (shop === undefined ? all : all.where('shop', '=', shop)).executeTakeFirstOrThrow();
  return Number(count);
}

async function walk(
  room: Room,
  { table, no, where, also = [] }: Way,
  rest: readonly RawBuilder<SqlBool>[],
  filter: OrderListFilter,
  { after }: PageRequest,
  most: number,
): Promise<Spot[]> {
  const place = [newest('x.listed_at'), newest(no)];
  const conditions = [...where, ...also, ...rest, ...ofDays(filter), isBehind(place, after)];
  // `cross join` keeps SQLite on the way: it never turns the two tables round.
  const { rows } = await sql<Spot>`select x.listed_at as listed_at, ${sql.ref(no)} as no
    from ${sql.table(table)} x cross join order_heads h
    where h.no = ${sql.ref(no)} and ${sql.join(conditions, sql` and `)}
    group by x.listed_at, ${sql.ref(no)} order by ${sortedBy(place)} limit ${most}`.execute(room.db);
  return rows;
}

const newest = (column: string) => ({ column, newestFirst: true });

async function rowsAt(room: Room, spots: readonly Spot[]): Promise<Map<number, OrderRow>> {
  if (spots.length === 0) return new Map();
  const nos = spots.map((one) => one.no);
  const heads = await room.db
    .selectFrom('order_heads')
    .select(['no', 'shop', 'number', 'revision', 'at', 'ordered_at', 'listed_at', 'payment', 'cancelled', 'forgotten'])
    .where(isOneOf(room, 'no', nos))
    .execute();
  const shipments = await shipmentRows(room, heads);
  return new Map(
    heads.map(({ no, ordered_at, listed_at, cancelled, forgotten, ...head }) => [
      no,
      {
        ...head,
        key: encodeKey([listed_at, no]),
        orderedAt: ordered_at,
        cancelled: cancelled === 1,
        isForgotten: forgotten !== null,
        shipments: shipments.get(no) ?? [],
      },
    ]),
  );
}

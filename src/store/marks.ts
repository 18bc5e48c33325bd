import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { orderOfAbout } from '../core/notices.ts';
import { placesOf } from './heads.ts';
import { cutPage, encodeKey, isBehind, listTable, rowsFor, sortedBy } from './paging.ts';
import { isOneOf, type Room } from './room.ts';
import type { MarkedOrder, Reads, Writes } from './types.ts';

/*
 * An order is unsettled when something happened that may change what is due about it. Each mark is a new generation, and settling
 * names the generation that was worked out: a mark that is set meanwhile is not lost.
 */

const byArrival = [{ column: 'no', newestFirst: false }];

interface ListedMark extends MarkedOrder {
  readonly listed_at: number;
  readonly settled: number;
  readonly look_on: string | null;
}

export function markReads(room: Room): Pick<Reads, 'unsettledOrders' | 'listMarks'> {
  return {
    async unsettledOrders({ shop, today }, page) {
      const most = rowsFor(page);
      const found = new Map<number, MarkedOrder>();
      // Each condition has a small index of its own.
      const conditions: RawBuilder<SqlBool>[] = [sql`settled < generation`, sql`look_on <= ${today}`];
      for (const isUnsettled of conditions) {
        const { rows } = await sql<MarkedOrder>`select no, number, generation from order_heads
          where shop = ${shop} and ${isUnsettled} and ${isBehind(byArrival, page.after)}
          order by ${sortedBy(byArrival)} limit ${most}`.execute(room.db);
        for (const row of rows) found.set(row.no, row);
      }
      const rows = [...found.values()].sort((a, b) => a.no - b.no).slice(0, most);
      return cutPage(
        rows,
        page,
        ({ no }) => encodeKey([no]),
        (row) => row,
      );
    },
    listMarks({ shop, today }, page) {
      return listTable<ListedMark, MarkedOrder & { isSettled: boolean }>(
        room,
        {
          table: 'order_heads',
          columns: ['no', 'number', 'generation', 'listed_at', 'settled', 'look_on'],
          where: [sql`shop = ${shop}`, sql`forgotten is null`],
          sorted: ['listed_at', 'no'].map((column) => ({ column, newestFirst: true })),
        },
        page,
        ({ no, number, generation, settled, look_on }) => ({
          no,
          number,
          generation,
          isSettled: settled >= generation && (look_on === null || look_on > today),
        }),
      );
    },
  };
}

export function markWrites(room: Room): Pick<Writes, 'settleOrders'> {
  return {
    async settleOrders(orders) {
      const keyOf = ({ generation, lookOn }: (typeof orders)[number]) => `${generation} ${lookOn ?? ''}`;
      // Most orders of a page have the same few generations.
      for (const [first, ...others] of Map.groupBy(orders, keyOf).values()) {
        await room.db
          .updateTable('order_heads')
          .set({ settled: first!.generation, look_on: first!.lookOn ?? null })
          .where(
            isOneOf(
              room,
              'no',
              [first!, ...others].map((one) => one.no),
            ),
          )
          .execute();
      }
    },
  };
}

/** Marks orders, by their number in the store. */
export async function markOrders(room: Room, orders: readonly number[]): Promise<void> {
  if (orders.length === 0) return;
  await room.db
    .updateTable('order_heads')
    .set((e) => ({ generation: e('generation', '+', e.lit(1)) }))
    .where(isOneOf(room, 'no', orders))
    .execute();
}

/** Marks the orders of these parcels, and those whose goods travel in them (同梱). */
export async function markParcels(room: Room, shipments: readonly string[], orders: Iterable<number>): Promise<void> {
  const carried =
    shipments.length === 0
      ? []
      : await room.db
          .selectFrom('shipments')
          .select('order_no')
          .distinct()
          .where(isOneOf(room, 'bundled_into', shipments))
          // Says to the database that the small index is enough.
          .where('bundled_into', '<>', '')
          .execute();
  await markOrders(room, [...new Set([...orders, ...carried.map((one) => one.order_no)])]);
}

/** Marks the orders of these shipments (by id), and those whose goods travel in them. */
export async function markShipments(room: Room, shipments: readonly string[]): Promise<void> {
  if (shipments.length === 0) return;
  const own = await room.db
    .selectFrom('shipments')
    .select('order_no')
    .distinct()
    .where(isOneOf(room, 'id', shipments))
    .execute();
  await markParcels(
    room,
    shipments,
    own.map((one) => one.order_no),
  );
}

/** Marks the orders that notices speak of: by an order of its own name, or by a shipment. */
export async function markAbouts(room: Room, abouts: Iterable<string>): Promise<void> {
  const orders: { shop: string; number: string }[] = [];
  const shipments: string[] = [];
  for (const about of new Set(abouts)) {
    const order = orderOfAbout(about);
    if (order) orders.push(order);
    else shipments.push(about);
  }
  await markNumbers(room, orders);
  await markShipments(room, shipments);
}

/** Marks orders by number. */
export async function markNumbers(
  room: Room,
  orders: Iterable<{ readonly shop: string; readonly number: string }>,
): Promise<void> {
  const places = await placesOf(room, orders);
  await markOrders(
    room,
    places
      .values()
      .map((one) => one.no)
      .toArray(),
  );
}

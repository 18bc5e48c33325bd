import { type RawBuilder, sql } from 'kysely';
import type { Hold, ShipmentState } from '../core/shipment.ts';
import { dayStart } from '../core/time.ts';
import { countListed } from './list-orders.ts';
import type { Room } from './room.ts';
import type { NoticeState, Reads } from './types.ts';

/** Counts that stop at a number: what they cost does not grow with what is stored. */
export function countReads(
  room: Room,
): Pick<Reads, 'countOrdersOf' | 'countShipments' | 'countHolds' | 'countNotices' | 'countOn'> {
  /** Rows of a query, `most` at most. */
  const bounded = async (rows: RawBuilder<unknown>, most: number): Promise<number> => {
    const { rows: found } = await sql<{
      count: number;
    }>`select count(*) as count from (${rows} limit ${most}) as counted`.execute(room.db);
    return Number(found[0]?.count ?? 0);
  };
  const perValue = async <Value extends string>(
    values: readonly Value[],
    most: number,
    rows: (value: Value) => RawBuilder<unknown>,
  ) => {
    const counts = new Map<Value, number>();
    for (const value of values) counts.set(value, await bounded(rows(value), most));
    return counts;
  };
  return {
    countOrdersOf: (filter, most) => countListed(room, filter, most),
    countShipments: (states: readonly ShipmentState[], most) =>
      perValue(states, most, (state) => sql`select 1 from shipments where state = ${state}`),
    async countHolds(most) {
      // From each code to the next one by the index, instead of over all holds.
      const { rows } = await sql<{ code: Hold['code'] | null }>`with recursive codes(code) as (
          select min(code) from open_holds
          union all select (select min(o.code) from open_holds o where o.code > codes.code) from codes where codes.code is not null)
        select code from codes where code is not null`.execute(room.db);
      const codes = rows.flatMap((one) => (one.code === null ? [] : [one.code]));
      return perValue(codes, most, (code) => sql`select 1 from open_holds where code = ${code}`);
    },
    countNotices: (states: readonly NoticeState[], most) =>
      perValue(states, most, (state) => sql`select 1 from notices where state = ${state}`),
    async countOn(what, from, to) {
      const [begin, end] = [dayStart(from), dayStart(to)];
      if (what === 'orders') {
        const seconds = (instant: Temporal.Instant) => instant.epochMilliseconds / 1000;
        return bounded(
          sql`select 1 from order_heads where listed_at >= ${seconds(begin)} and listed_at < ${seconds(end)}`,
          mostOfADay,
        );
      }
      // Without what follows the second: `…:00.5Z` sorts before `…:00Z`.
      const text = (instant: Temporal.Instant) => instant.toString().slice(0, 19);
      const between = sql`at >= ${text(begin)} and at < ${text(end)}`;
      return what === 'labels'
        ? bounded(sql`select 1 from waybills where ${between}`, mostOfADay)
        : bounded(sql`select 1 from told where kind = 'ship' and ${between}`, mostOfADay);
    },
  };
}

const mostOfADay = 100_000;

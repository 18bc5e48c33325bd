import { sql } from 'kysely';
import type { Room } from './room.ts';

/**
 * The next number of the stock clock. There is one writer at a time, so numbers become visible in their order: whoever has read all up
 * to one of them misses nothing later.
 */
export async function tick({ db }: Room): Promise<number> {
  const { rows } = await sql<{ no: number }>`insert into stock_clock (id, no) values (1, 1)
    on conflict (id) do update set no = stock_clock.no + 1 returning no`.execute(db);
  return rows[0]!.no;
}

export async function stockClock({ db }: Room): Promise<number> {
  const row = await db.selectFrom('stock_clock').select('no').executeTakeFirst();
  return row?.no ?? 0;
}

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { noticeKinds } from '../../core/notices.ts';
import type { Room } from '../room.ts';
import { type History, openHandOvers } from '../types.ts';

const rowsAtOnce = 1000;

/** Rows that are older than a moment and want nothing any more. That a notice was told is remembered apart (`told`). */
const isOver: Readonly<Record<History, (before: string) => RawBuilder<SqlBool>>> = {
  runs: (before) => sql`started_at < ${before} and result <> 'running'`,
  // Reserved before anything was heard of it: that, of each kind, is what the index knows.
  notices: (before) =>
    sql`reserved_at < ${before} and at < ${before} and state in ('told', 'withdrawn') and kind in (${sql.join(noticeKinds)})`,
  mails: (before) => sql`at < ${before} and state <> 'due'`,
  link_history: (before) => sql`at < ${before}`,
  hand_overs: (before) => sql`at < ${before} and state not in (${sql.join(openHandOvers)})`,
};

/** Deletes up to 1,000 of them. Gives how many went; 0 = none are left. */
export async function dropSome({ db }: Pick<Room, 'db'>, history: History, before: string): Promise<number> {
  const table = sql.table(history);
  const some = sql`select id from ${table} where ${isOver[history](before)} limit ${sql.lit(rowsAtOnce)}`;
  const { numAffectedRows } = await sql`delete from ${table} where id in (${some})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export async function countOver({ db }: Pick<Room, 'db'>, history: History, before: string): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`
    select count(*) as count from ${sql.table(history)} where ${isOver[history](before)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

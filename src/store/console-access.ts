import type { Selectable } from 'kysely';
import type { Room } from './room.ts';
import type { Tables } from './schema.ts';
import type { ConsoleUser, Reads, Writes } from './types.ts';

type UserRow = Selectable<Tables['console_users']>;

const toUser = ({ created_at, locked_until, ...user }: UserRow): ConsoleUser => ({
  ...user,
  createdAt: created_at,
  lockedUntil: locked_until,
});

export function consoleReads(room: Room): Pick<Reads, 'consoleUsers' | 'consoleUser' | 'consoleSession'> {
  return {
    async consoleUsers() {
      const rows = await room.db.selectFrom('console_users').selectAll().orderBy('name').execute();
      return rows.map(toUser);
    },
    async consoleUser(name) {
      const row = await room.db.selectFrom('console_users').selectAll().where('name', '=', name).executeTakeFirst();
      return row && toUser(row);
    },
    async consoleSession(id) {
      const row = await room.db.selectFrom('console_sessions').selectAll().where('id', '=', id).executeTakeFirst();
      return row && { id: row.id, user: row.user, createdAt: row.created_at, seenAt: row.seen_at };
    },
  };
}

export function consoleWrites(
  room: Room,
): Pick<
  Writes,
  | 'putConsoleUser'
  | 'dropConsoleUser'
  | 'putConsoleSession'
  | 'dropConsoleSession'
  | 'dropConsoleSessionsOf'
  | 'dropOldConsoleSessions'
> {
  const dropSessionsOf = async (user: string) => {
    await room.db.deleteFrom('console_sessions').where('user', '=', user).execute();
  };
  return {
    async putConsoleUser({ createdAt, lockedUntil, ...user }) {
      const row = { ...user, created_at: createdAt, locked_until: lockedUntil };
      await room.db
        .insertInto('console_users')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },
    async dropConsoleUser(name) {
      await room.db.deleteFrom('console_users').where('name', '=', name).execute();
      await room.db.deleteFrom('console_views').where('user', '=', name).execute();
      await dropSessionsOf(name);
    },
    async putConsoleSession({ id, user, createdAt, seenAt }) {
      await room.db
        .insertInto('console_sessions')
        .values({ id, user, created_at: createdAt, seen_at: seenAt })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: seenAt }))
        .execute();
    },
    async dropConsoleSession(id) {
      await room.db.deleteFrom('console_sessions').where('id', '=', id).execute();
    },
    dropConsoleSessionsOf: dropSessionsOf,
    async dropOldConsoleSessions({ seenBefore, createdBefore }) {
      await room.db
        .deleteFrom('console_sessions')
        .where((or) => or.or([or('seen_at', '<', seenBefore), or('created_at', '<', createdBefore)]))
        .execute();
    },
  };
}

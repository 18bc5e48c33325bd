import type { Room } from './room.ts';
import type { Tables } from './schema.ts';
import type { ConsoleView, Reads, Writes } from './types.ts';

const place = (id: string) => ['console_views', 'sealed', id] as const;

export function viewReads(room: Room): Pick<Reads, 'consoleViews'> {
  const open = ({ id, user, at, sealed }: Tables['console_views']): ConsoleView => {
    const content = room.sealer.unseal(sealed, place(id)).toString('utf8');
    return { id, user, at, ...(JSON.parse(content) as Pick<ConsoleView, 'name' | 'query'>) };
  };
  return {
    async consoleViews(user) {
      const rows = await room.db
        .selectFrom('console_views')
        .selectAll()
        .where('user', '=', user)
        .orderBy('at')
        .orderBy('id')
        .execute();
      return rows.map(open);
    },
  };
}

export function viewWrites(room: Room): Pick<Writes, 'putConsoleView' | 'dropConsoleView'> {
  return {
    async putConsoleView({ id, user, at, name, query }) {
      const sealed = room.sealer.seal(JSON.stringify({ name, query }), place(id));
      await room.db
        .insertInto('console_views')
        .values({ id, user, at, sealed })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed }))
        .execute();
    },
    async dropConsoleView(id) {
      await room.db.deleteFrom('console_views').where('id', '=', id).execute();
    },
  };
}

import type { Room } from './room.ts';
import type { Reads, Store, Writes } from './types.ts';

const box = (place: string, name: string) => ['kept', 'sealed', place, name] as const;

/** Small sealed texts of connections (tokens), by the place that they belong to (shop, lab or live) and their name. */
export function keptReads(room: Room): Pick<Reads, 'kept'> {
  return {
    async kept(place, name) {
      const row = await room.db
        .selectFrom('kept')
        .select('sealed')
        .where('place', '=', place)
        .where('name', '=', name)
        .executeTakeFirst();
      return row ? room.sealer.unseal(row.sealed, box(place, name)).toString('utf8') : '';
    },
  };
}

export function keptWrites(room: Room): Pick<Writes, 'setKept'> {
  return {
    async setKept(place, name, text, at) {
      const sealed = room.sealer.seal(text, box(place, name));
      await room.db
        .insertInto('kept')
        .values({ place, name, sealed, at })
        .onConflict((conflict) => conflict.columns(['place', 'name']).doUpdateSet({ sealed, at }))
        .execute();
    },
  };
}

/** What the connection of one place keeps. Fits `Kept` of the connectors. */
export function storeKept(store: Store, now: () => Temporal.Instant) {
  return (place: string) => ({
    read: (name: string): Promise<string> => store.kept(place, name),
    write: (name: string, text: string): Promise<void> =>
      store.write((tx) => tx.setKept(place, name, text, now().toString())),
  });
}

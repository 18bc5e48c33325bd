import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/db.ts';
import { start } from '../../src/store/migrations/0001-start.ts';
import { jobs } from '../../src/store/migrations/0002-jobs.ts';
import { budgets } from '../../src/store/migrations/0003-budgets.ts';
import { handOvers } from '../../src/store/migrations/0004-hand-overs.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

const first = { '0001-start': start, '0002-jobs': jobs, '0003-budgets': budgets, '0004-hand-overs': handOvers };

describe.each(storeKinds)('an older database in %s', (kind) => {
  let place: StorePlace;
  beforeEach(async () => {
    place = await newStorePlace(kind);
  });
  afterEach(() => place.remove());

  /** A database as the first release left it, with one thing told and one under way. */
  async function older(): Promise<void> {
    const { target } = place;
    const database =
      target.kind === 'sqlite'
        ? (await import('../../src/store/sqlite.ts')).openSqlite(target.file)
        : (await import('../../src/store/postgres.ts')).openPostgres(target.url);
    await database.start();
    const migrations = Object.fromEntries(
      Object.entries(first).map(([name, build]): [string, Migration] => [name, build(database.difference)]),
    );
    const { error } = await new Migrator({
      db: database.writer,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error) throw error;
    await sql`insert into told (shipment, kind, content_hash, at) values ('s-1', 'ship', 'h', '2026-11-20T00:00:00Z')`.execute(
      database.writer,
    );
    await sql`insert into notices (id, shop, order_number, shipment, kind, state, content_hash, body, reserved_at, not_before, attempts, handle, code, args, at)
      values ('n-1', 'amazon', 'A-1', 's-1', 'ship', 'pending', 'h', '{"kind":"ship"}', '2026-11-20T00:00:00Z', '2026-11-20T00:05:00Z', 2, '{"id":"7"}', 'x', '{}', '2026-11-20T00:00:00Z')`.execute(
      database.writer,
    );
    await database.close();
  }

  test('keeps what was told and what is under way', async () => {
    await older();
    const store = await openStore(place.target, testKey);
    expect(await store.told(['s-1'])).toEqual([
      { about: 's-1', kind: 'ship', contentHash: 'h', at: '2026-11-20T00:00:00Z' },
    ]);
    expect(await store.notices({ shop: 'amazon' })).toEqual([
      {
        id: 'n-1',
        shop: 'amazon',
        orderNumber: 'A-1',
        about: 's-1',
        kind: 'ship',
        state: 'pending',
        contentHash: 'h',
        body: { kind: 'ship' },
        reservedAt: '2026-11-20T00:00:00Z',
        notBefore: '2026-11-20T00:05:00Z',
        attempts: 2,
        handle: { id: '7' },
        code: 'x',
        args: {},
        waitsFor: [],
        parts: [],
        byHand: false,
        at: '2026-11-20T00:00:00Z',
      },
    ]);
    await store.close();
  });
});

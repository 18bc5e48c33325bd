import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyStore, printStore } from '../../src/store/copy.ts';
import { openStore, type StoreTarget } from '../../src/store/db.ts';
import type { Store } from '../../src/store/types.ts';
import { raw } from '../support/raw-database.ts';
import {
  journalEntry,
  newShipment,
  sampleHold,
  sampleOrder,
  sampleWaybill,
  secrets,
  storedOrder,
} from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

const otherKey = Buffer.alloc(32, 9);

/** Every byte that the database keeps: SQLite's files, or all rows of all tables. */
async function everything(target: StoreTarget): Promise<Buffer> {
  if (target.kind === 'sqlite') {
    const files = ['', '-wal', '-shm'].map((end) => target.file + end).filter((file) => existsSync(file));
    return Buffer.concat(files.map((file) => readFileSync(file)));
  }
  const tables = await raw(target, `select table_name from information_schema.tables where table_schema = 'public'`);
  const parts: Buffer[] = [];
  for (const { table_name } of tables) {
    for (const row of await raw(target, `select * from "${table_name}"`)) {
      for (const value of Object.values(row)) parts.push(Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
    }
  }
  return Buffer.concat(parts);
}

function startVictim(target: StoreTarget, mode: 'hang' | 'loop') {
  const script = path.join(import.meta.dirname, '../support/store-victim.ts');
  const args = [script, JSON.stringify(target), testKey.toString('hex'), mode];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe.each(storeKinds)('on %s', (kind) => {
  let place: StorePlace;

  beforeEach(async () => {
    place = await newStorePlace(kind);
  });

  afterEach(() => place.remove());

  async function withStore<T>(work: (store: Store) => Promise<T>, key = testKey): Promise<T> {
    const store = await openStore(place.target, key);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  test('no name, address, phone, mail, remark, file name or cell can be found in the raw database', async () => {
    await withStore(async (store) => {
      const bytes = Buffer.from(Object.values(secrets).join(','));
      await store.write(async (tx) => {
        const info = { hash: 'h', direction: 'in', mediaType: '', size: 1, shop: 'sheet', layout: '', at: '' } as const;
        await tx.putDocument({ ...info, name: secrets.file }, bytes);
        await tx.saveOrders([storedOrder('raw-1')]);
        await tx.saveShipments([newShipment('raw-1', 1, { holds: [sampleHold] })]);
      });
      const open = await everything(place.target);
      expect(open.includes('raw-1_1')).toBe(true);
      for (const secret of Object.values(secrets)) expect(open.includes(secret), secret).toBe(false);
      for (const part of ['試験野', '架空町', '090-0000']) expect(open.includes(part), part).toBe(false);
    });
    const closed = await everything(place.target);
    expect(closed.includes('raw-1_1')).toBe(true);
    for (const secret of Object.values(secrets)) expect(closed.includes(secret), secret).toBe(false);
  });

  test('another key is refused with one clear sentence, and the right one still fits afterwards', async () => {
    await withStore((store) => store.write((tx) => tx.saveOrders([storedOrder('key-1')])));
    await expect(openStore(place.target, otherKey)).rejects.toMatchObject({
      code: 'key-does-not-fit',
      message: expect.stringContaining('暗号鍵'),
    });
    expect(await withStore((store) => store.orders({}))).toHaveLength(1);
  });

  test('a new key in front of the old one seals from now on, and both are read', async () => {
    await withStore((store) => store.write((tx) => tx.saveOrders([storedOrder('old')])));
    const store = await openStore(place.target, [otherKey, testKey]);
    await store.write((tx) => tx.saveOrders([storedOrder('young')]));
    expect((await store.orders({})).map(({ order }) => order.number)).toEqual(['old', 'young']);
    await store.close();
    const rows = await raw(place.target, 'select sealed from orders order by number');
    const [old, young] = rows.map((row) => (row.sealed as Uint8Array)[0]);
    expect(old).not.toBe(young);
  });

  test('sealed data that was moved to another row is noticed', async () => {
    await withStore((store) => store.write((tx) => tx.saveOrders([storedOrder('from'), storedOrder('to')])));
    await raw(place.target, `update orders set sealed = (select sealed from orders where number = 'from')`);
    await withStore(async (store) => {
      expect(await store.orders({ numbers: ['from'] })).toHaveLength(1);
      await expect(store.orders({ numbers: ['to'] })).rejects.toMatchObject({ code: 'sealed-data-damaged' });
    });
  });

  test('a database of a later version is not touched', async () => {
    await withStore(async () => {});
    await raw(place.target, `insert into kysely_migration (name, timestamp) values ('9999-later', 'later')`);
    await expect(openStore(place.target, testKey)).rejects.toMatchObject({
      code: 'database-newer',
      args: { version: '9999-later' },
    });
  });

  test('two processes may make the same new database at the same moment', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openStore(place.target, testKey)));
    await Promise.all(
      stores.map((store, index) => store.write((tx) => tx.saveOrders([storedOrder(`start-${index}`)]))),
    );
    expect(await stores[0]?.orders({})).toHaveLength(3);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('a process killed in the middle of a transaction leaves nothing of it, and others can write at once', async () => {
    await withStore(async (store) => {
      const victim = startVictim(place.target, 'hang');
      await once(victim.stdout, 'data');
      victim.kill('SIGKILL');
      await once(victim, 'exit');
      expect(await store.orders({})).toEqual([]);
      await store.write((tx) => tx.saveOrders([storedOrder('after')]));
      expect(await store.shipments({})).toEqual([]);
      expect((await store.orders({})).map(({ order }) => order.number)).toEqual(['after']);
    });
  });

  test('a process killed at any moment leaves whole transactions only, and all that it had committed', async () => {
    let committed = 0;
    for (const wait of [3, 11, 24]) {
      const victim = startVictim(place.target, 'loop');
      let said = '';
      victim.stdout.on('data', (part: Buffer) => {
        said += part.toString('utf8');
      });
      await once(victim.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, wait));
      victim.kill('SIGKILL');
      await once(victim, 'close');
      committed += said.split('\n').length - 1;
    }
    await withStore(async (store) => {
      const orders = (await store.orders({})).map(({ order }) => order.number);
      const shipments = (await store.shipments({})).map(({ shipment }) => shipment.orderNumber);
      const journal = (await store.journal()).map(({ orderNumber }) => orderNumber);
      expect(shipments).toEqual(orders);
      expect(journal.sort()).toEqual(orders);
      // Each of the three may have committed one more without having said so.
      expect(orders.length).toBeGreaterThanOrEqual(committed);
      expect(orders.length).toBeLessThanOrEqual(committed + 3);
    });
  });

  test('the whole store moves into an empty database of the other kind, and into nothing else', async () => {
    const other = await newStorePlace(kind === 'sqlite' ? 'postgres' : 'sqlite');
    const numbers = Array.from({ length: 230 }, (_, index) => `copy-${String(index).padStart(3, '0')}`);
    const bytes = Buffer.alloc(1_200_000, 5);
    await withStore((store) =>
      store.write(async (tx) => {
        const info = {
          hash: 'h',
          direction: 'in',
          mediaType: '',
          size: bytes.length,
          shop: 'sheet',
          layout: '',
        } as const;
        await tx.putDocument({ ...info, name: secrets.file, at: '' }, bytes);
        await tx.saveOrders(numbers.map((number) => storedOrder(number)));
        await tx.saveShipments(numbers.map((number) => newShipment(number, 1, { holds: [sampleHold] })));
        await tx.addWaybills([{ shipment: 'id copy-000 1', waybill: sampleWaybill('100000000001', 'copy-000_1') }]);
        await tx.addJournal(numbers.map((orderNumber) => journalEntry('taken', { orderNumber })));
      }),
    );
    const counts = await copyStore(place.target, other.target, [testKey]);
    const rows = Object.fromEntries(Object.entries(counts).map(([table, print]) => [table, print.rows]));
    expect(rows).toMatchObject({ documents: 1, document_pieces: 2, orders: 230, shipments: 230, journal: 230 });
    expect(await printStore(other.target, [testKey])).toEqual(counts);
    const all = async (store: Store) => ({
      orders: await store.orders({}),
      shipments: await store.shipments({}),
      journal: await store.journal(),
      documents: await store.documents(),
      same: Buffer.compare((await store.documentBytes('h')) ?? Buffer.of(), bytes),
    });
    const moved = await openStore(other.target, testKey);
    expect(await all(moved)).toEqual(await withStore(all));
    await moved.write((tx) => tx.addJournal([journalEntry('after')]));
    expect((await moved.journal()).at(-1)?.what).toBe('after');
    await moved.close();
    await expect(copyStore(place.target, other.target, [testKey])).rejects.toMatchObject({
      code: 'database-not-empty',
    });
    other.remove();
  });

  test('forgetting takes the people out of old finished orders and old documents, and keeps what proves them', async () => {
    await withStore(async (store) => {
      const old = '2026-01-05T00:00:00Z';
      const bytes = Buffer.from('bytes');
      const info = { direction: 'in', mediaType: '', size: 5, shop: 'sheet', layout: '', name: secrets.file } as const;
      await store.write(async (tx) => {
        await tx.putDocument({ ...info, hash: 'old', at: old }, bytes);
        await tx.putDocument({ ...info, hash: 'new', at: '2026-11-01T00:00:00Z' }, bytes);
        await tx.putDocument({ ...info, hash: 'due', direction: 'out', at: old }, bytes);
        const file = { shop: 'sheet', purpose: 'issue', path: 'p', shipments: [], at: old } as const;
        await tx.putOutbox({ ...file, id: 'o', document: 'due', stage: 'staged' });
        await tx.saveOrders(['done', 'running'].map((number) => storedOrder(number, { at: old })));
        await tx.saveOrders([storedOrder('revised', { at: old }), storedOrder('revised', { revision: 2 })]);
        await tx.saveShipments([
          newShipment('done', 1, { state: 'closed', holds: [sampleHold] }),
          newShipment('running', 1, { state: 'issued' }),
        ]);
      });
      const now = '2026-11-21T00:00:00Z';
      const what = { before: '2026-06-01T00:00:00Z', now };
      const orders = (dryRun: boolean) => store.forget.orders({ ...what, dryRun }, () => false);
      for (const dryRun of [true, false]) expect(await orders(dryRun)).toMatchObject({ forgotten: 1, kept: 1 });
      expect(await orders(false)).toMatchObject({
        forgotten: 0,
        kept: 1,
        named: [{ shop: 'sheet', number: 'running' }],
      });
      const documents = (dryRun: boolean) => store.forget.documents({ ...what, dryRun }, new Set());
      for (const dryRun of [true, false]) expect(await documents(dryRun)).toEqual({ forgotten: 1, kept: 0 });
      expect(await documents(false)).toEqual({ forgotten: 0, kept: 0 });

      const [done, revised, running] = await store.orders({});
      expect(JSON.stringify(done)).not.toMatch(/試験野|架空町|090-|置き配/);
      expect(done?.contentHash).toBe(storedOrder('done').contentHash);
      expect(done?.order.lines).toEqual(sampleOrder('done').lines);
      expect([revised?.order.note, running?.order.note]).toEqual([secrets.note, secrets.note]);
      const [closed, issued] = await store.shipments({});
      expect(JSON.stringify(closed)).not.toMatch(/試験野|架空町|090-|置き配/);
      expect([closed?.state, closed?.shipment.customerNo]).toEqual(['closed', 'done_1']);
      expect(issued?.shipment.consignee.name).toBe(secrets.name);
      expect(await store.documentBytes('old')).toBeUndefined();
      expect((await store.document('old'))?.name).toBe('');
      expect(await store.documentBytes('new')).toBeDefined();
      expect(await store.documentBytes('due')).toBeDefined();
      expect(await store.write((tx) => tx.putDocument({ ...info, hash: 'old', at: now }, bytes))).toBe(false);
    });
  });
});

describe('a SQLite database', () => {
  test('can be read by its owner only, with everything that lies beside it', async () => {
    const { target, remove } = await newStorePlace('sqlite');
    if (target.kind !== 'sqlite') throw new Error('not SQLite');
    const store = await openStore(target, testKey);
    await store.write((tx) => tx.saveOrders([storedOrder('mode')]));
    const modes = ['', '-wal', '-shm'].map((end) => statSync(target.file + end).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o600]);
    await store.close();
    remove();
  });

  test('that is no database is refused with its name, and left as it is', async () => {
    const { target, remove } = await newStorePlace('sqlite');
    if (target.kind !== 'sqlite') throw new Error('not SQLite');
    await (await openStore(target, testKey)).close();
    writeFileSync(target.file, 'this is a shopping list, and not a database at all'.repeat(40));
    await expect(openStore(target, testKey)).rejects.toMatchObject({
      code: 'database-unreadable',
      message: expect.stringContaining('bridge.db'),
    });
    expect(readFileSync(target.file, 'utf8')).toContain('shopping list');
    remove();
  });
});

test('a SQLite database on a full disk says so, keeps what was committed and works on when there is room', async () => {
  const { target, remove } = await newStorePlace('sqlite');
  await (await openStore(target, testKey)).close();
  // The shell's file size limit (blocks of 512 or 1024 bytes) stands in for the full disk.
  const script = path.join(import.meta.dirname, '../support/store-victim.ts');
  const args = [process.execPath, script, JSON.stringify(target), testKey.toString('hex'), 'fill'];
  const victim = spawn('/bin/sh', ['-c', 'ulimit -f 1200; exec "$@"', 'sh', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  victim.stdout.on('data', (part: Buffer) => {
    said += part.toString('utf8');
  });
  await once(victim, 'close');
  const lines = said.trim().split('\n');
  expect(lines.at(-1)).toBe('database-failed');
  const store = await openStore(target, testKey);
  const kept = await store.documents();
  expect(lines.length - 1).toBeGreaterThan(0);
  expect(kept.map(({ hash }) => hash)).toEqual(lines.slice(0, -1).map((_, count) => `fill-${count}`));
  for (const { hash } of kept) expect(await store.documentBytes(hash)).toHaveLength(100_000);
  await store.write((tx) => tx.saveOrders([storedOrder('room again')]));
  await store.close();
  remove();
});

test('a PostgreSQL that goes away in the middle of a transaction fails that one, and the next one works', async () => {
  const { target } = await newStorePlace('postgres');
  const store = await openStore(target, testKey);
  const cut =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  const broken = store.write(async (tx) => {
    await tx.saveOrders([storedOrder('cut')]);
    await raw(target, cut);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await tx.saveShipments([newShipment('cut')]);
  });
  await expect(broken).rejects.toMatchObject({ code: 'database-failed' });
  await store.write((tx) => tx.saveOrders([storedOrder('next')]));
  expect((await store.orders({})).map(({ order }) => order.number)).toEqual(['next']);
  await store.close();
});

test('a PostgreSQL that does not answer is refused without showing its password', async () => {
  const target = { kind: 'postgres', url: 'postgres://shop:very-secret@127.0.0.1:1/b2' } as const;
  const refusal = openStore(target, testKey);
  await expect(refusal).rejects.toMatchObject({ code: 'database-unreadable' });
  await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('very-secret') });
});

import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { openDatabase, type StoreTarget } from './open.ts';
import { StoreRefused } from './refused.ts';
import type { Tables } from './schema.ts';
import { type Keys, openSealer } from './seal.ts';

/** What is copied, in an order that references allow, each with its key. `meta` belongs to each database itself. */
const tables = {
  documents: ['hash'],
  document_pieces: ['document', 'no'],
  orders: ['shop', 'number', 'revision'],
  order_heads: ['no'],
  search_words: ['hash', 'listed_at', 'order_no'],
  shipments: ['id'],
  open_holds: ['shipment', 'no'],
  gone_items: ['no'],
  gone_goods: ['item', 'at', 'shipment'],
  waybills: ['shipment', 'number'],
  outbox: ['id'],
  outbox_shipments: ['outbox', 'no'],
  told: ['about', 'kind'],
  stock: ['sku'],
  products: ['shop', 'item', 'option'],
  journal: ['id'],
  runs: ['id'],
  notices: ['id'],
  cursors: ['shop', 'job'],
  halts: ['shop'],
  mails: ['id'],
  hand_overs: ['id'],
  link_history: ['id'],
} as const satisfies Partial<Record<keyof Tables, readonly string[]>>;

/** Few enough that document pieces of 1 MiB fit into memory. */
const rowsAtOnce = 100;

type Row = Record<string, unknown>;

/**
 * Copies a whole store into an empty one of either kind (SQLite → PostgreSQL, or back), with the same key: sealed data
 * stays sealed. Nobody can write to the source meanwhile, and the target gets all of it or nothing.
 *
 * @returns rows per table.
 * @throws StoreRefused `database-not-empty` when the target holds anything, and what opening throws.
 */
export async function copyStore(from: StoreTarget, to: StoreTarget, keys: Keys): Promise<Record<string, number>> {
  const sealer = openSealer(keys);
  const source = await openDatabase(from, sealer);
  try {
    const target = await openDatabase(to, sealer);
    try {
      return await source.writer.transaction().execute(async (reading) => {
        await lock(source, reading);
        return target.writer.transaction().execute(async (writing) => {
          await lock(target, writing);
          const counts: Record<string, number> = {};
          for (const [name, key] of Object.entries(tables)) counts[name] = await copyTable(reading, writing, name, key);
          return counts;
        });
      });
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function lock({ difference }: Database, db: Kysely<Tables>): Promise<void> {
  if (difference.writerLock) await db.executeQuery(difference.writerLock.compile(db));
}

async function copyTable(
  reading: Kysely<Tables>,
  writing: Kysely<Tables>,
  name: string,
  key: readonly string[],
): Promise<number> {
  const table = sql.table(name);
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const { rows: present } = await sql<Row>`select 1 from ${table} limit 1`.execute(writing);
  if (present.length > 0) throw new StoreRefused('database-not-empty', { table: name });
  let count = 0;
  for (let last: Row | undefined; ; ) {
    const after = last ? sql`where (${columns}) > (${sql.join(key.map((column) => last?.[column]))})` : sql``;
    const { rows } =
      await sql<Row>`select * from ${table} ${after} order by ${columns} limit ${sql.lit(rowsAtOnce)}`.execute(reading);
    if (rows.length === 0) return count;
    last = rows.at(-1);
    count += rows.length;
    // The journal's running number is given anew, in the same order.
    const values = name === 'journal' ? rows.map(({ id: _, ...row }) => row) : rows;
    const names = Object.keys(values[0] ?? {});
    const lines = values.map((row) => sql`(${sql.join(names.map((column) => row[column]))})`);
    await sql`insert into ${table} (${sql.join(names.map((column) => sql.ref(column)))}) values ${sql.join(lines)}`.execute(
      writing,
    );
  }
}

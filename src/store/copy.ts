import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { openDatabase, type StoreTarget } from './open.ts';
import { StoreRefused } from './refused.ts';
import type { Tables } from './schema.ts';
import { type Keys, openSealer } from './seal.ts';
import { copyStanding } from './standing.ts';

/** What is copied, in an order that references allow, each with its key. `meta` belongs to each database itself, but for its standing. */
const tables = {
  documents: ['hash'],
  document_pieces: ['document', 'no'],
  orders: ['shop', 'number', 'revision'],
  order_heads: ['no'],
  search_words: ['hash', 'listed_at', 'order_no'],
  shipments: ['id'],
  open_holds: ['shipment', 'no'],
  order_tags: ['tag', 'listed_at', 'order_no', 'source'],
  gone_items: ['no'],
  gone_goods: ['item', 'at', 'shipment'],
  open_goods: ['shipment', 'item'],
  waybills: ['shipment', 'number'],
  outbox: ['id'],
  outbox_shipments: ['outbox', 'no'],
  form_orders: ['shop', 'order_number', 'document'],
  told: ['about', 'kind'],
  stock: ['sku'],
  products: ['shop', 'item', 'option'],
  goods_attributes: ['sku'],
  set_parts: ['sku', 'part'],
  stock_told: ['shop', 'item', 'option'],
  stock_clock: ['id'],
  journal: ['id'],
  runs: ['id'],
  notices: ['id'],
  ended: ['no'],
  export_marks: ['export', 'shipment'],
  cursors: ['shop', 'job'],
  halts: ['shop'],
  mails: ['id'],
  hand_overs: ['id'],
  link_history: ['id'],
  issue_marks: ['epoch', 'shop', 'customer_no'],
  issued_before: ['shop', 'customer_no'],
  console_users: ['name'],
  console_views: ['id'],
} as const satisfies Partial<Record<keyof Tables, readonly string[]>>;

/** Few enough that document pieces of 1 MiB fit into memory. */
const rowsAtOnce = 100;

type Row = Record<string, unknown>;

/** Content of a table: rows, and SHA-256 over all of them in the order of their key. */
export interface TablePrint {
  readonly rows: number;
  readonly hash: string;
}

export type StorePrint = Readonly<Record<string, TablePrint>>;

/** `done` rows of all tables so far. */
export type OnCopied = (done: number) => void;

/**
 * Copies a whole store into an empty one of either kind (SQLite → PostgreSQL, or back), with the same key: sealed data
 * stays sealed. The source is read as of one moment while others go on writing; the target gets all of it or nothing, and what is
 * there is compared with what was read, row by row.
 *
 * @throws StoreRefused `database-not-empty` when the target holds anything, `copy-differs`, and what opening throws.
 */
export async function copyStore(
  from: StoreTarget,
  to: StoreTarget,
  keys: Keys,
  onCopied: OnCopied = () => {},
): Promise<StorePrint> {
  const sealer = openSealer(keys);
  const source = await openDatabase(from, sealer);
  try {
    const target = await openDatabase(to, sealer);
    try {
      return await asOfNow(source, (reading) =>
        target.writer.transaction().execute(async (writing) => {
          const { writerLock } = target.difference;
          if (writerLock) await writing.executeQuery(writerLock.compile(writing));
          const prints: Record<string, TablePrint> = {};
          let done = 0;
          for (const [name, key] of Object.entries(tables)) {
            const print = await copyTable(reading, writing, name, key, (rows) => {
              done += rows;
              onCopied(done);
            });
            const there = await printTable(writing, name, key);
            if (there.rows !== print.rows || there.hash !== print.hash)
              throw new StoreRefused('copy-differs', { table: name });
            prints[name] = print;
          }
          await copyStanding(reading, writing);
          return prints;
        }),
      );
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** What a store holds, to be compared with another one. */
export async function printStore(target: StoreTarget, keys: Keys): Promise<StorePrint> {
  const database = await openDatabase(target, openSealer(keys));
  try {
    return await asOfNow(database, async (db) => {
      const prints: Record<string, TablePrint> = {};
      for (const [name, key] of Object.entries(tables)) prints[name] = await printTable(db, name, key);
      return prints;
    });
  } finally {
    await database.close();
  }
}

/** Reads everything as of one moment, without keeping writers out. */
function asOfNow<T>({ reader, difference }: Database, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  return reader.connection().execute(async (db) => {
    await difference.snapshot.execute(db);
    try {
      return await work(db);
    } finally {
      await sql`rollback`.execute(db); // nothing was written
    }
  });
}

async function printTable(db: Kysely<Tables>, name: string, key: readonly string[]): Promise<TablePrint> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const some of pagesOf(db, name, key)) {
    for (const row of some) hash.update(rowText(name, row));
    rows += some.length;
  }
  return { rows, hash: hash.digest('hex') };
}

async function* pagesOf(db: Kysely<Tables>, name: string, key: readonly string[]): AsyncGenerator<Row[]> {
  const table = sql.table(name);
  const columns = sql.join(key.map((column) => sql.ref(column)));
  for (let last: Row | undefined; ; ) {
    const after = last ? sql`where (${columns}) > (${sql.join(key.map((column) => last?.[column]))})` : sql``;
    const { rows } =
      await sql<Row>`select * from ${table} ${after} order by ${columns} limit ${sql.lit(rowsAtOnce)}`.execute(db);
    if (rows.length === 0) return;
    last = rows.at(-1);
    yield rows;
  }
}

/** The journal's running number is given anew, in the same order. */
function contentOf(name: string, row: Row): Row {
  if (name !== 'journal') return row;
  const { id: _, ...rest } = row;
  return rest;
}

/** A row in one spelling, whichever database it comes from. */
function rowText(name: string, row: Row): string {
  const cells = Object.entries(contentOf(name, row))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([column, value]) => {
      if (value === null) return `${column}`;
      const text = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
      return `${column}=${text.length}:${text}`;
    });
  return `${cells.join(',')}\n`;
}

async function copyTable(
  reading: Kysely<Tables>,
  writing: Kysely<Tables>,
  name: string,
  key: readonly string[],
  onRows: (rows: number) => void,
): Promise<TablePrint> {
  const table = sql.table(name);
  const { rows: present } = await sql<Row>`select 1 from ${table} limit 1`.execute(writing);
  if (present.length > 0) throw new StoreRefused('database-not-empty', { table: name });
  const hash = createHash('sha256');
  let count = 0;
  for await (const rows of pagesOf(reading, name, key)) {
    for (const row of rows) hash.update(rowText(name, row));
    count += rows.length;
    const values = rows.map((row) => contentOf(name, row));
    const names = Object.keys(values[0] ?? {});
    const lines = values.map((row) => sql`(${sql.join(names.map((column) => row[column]))})`);
    await sql`insert into ${table} (${sql.join(names.map((column) => sql.ref(column)))}) values ${sql.join(lines)}`.execute(
      writing,
    );
    onRows(rows.length);
  }
  return { rows: count, hash: hash.digest('hex') };
}

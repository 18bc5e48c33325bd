import { copyFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { limitsBySettings, type PurgeReport, purge } from '../../src/flow/retention/index.ts';
import { openDatabase } from '../../src/store/open.ts';
import { openSealer } from '../../src/store/seal.ts';
import { allOrders } from '../support/all-orders.ts';
import { allBytes, everyEncoding, type ForgetStory, forgetStory, people } from '../support/forget-story.ts';
import { storeKinds, testKey } from '../support/stores.ts';
import { removeWorkspace } from '../support/workspace.ts';

/* The proof by bytes: after its time nothing of a person is left in the workspace, in any encoding, not even sealed. */

let story: ForgetStory;
afterEach(() => removeWorkspace(story.work));

const finished = Object.values(people.finished).flat();
const needles = finished.flatMap(everyEncoding);

/** Where a text of these people stands in clear, by path; file names count as well. */
function found(root: string): string[] {
  return allBytes(root)
    .filter(
      ({ path, bytes }) =>
        needles.some((one) => bytes.includes(one)) || finished.some((one) => path.normalize('NFC').includes(one)),
    )
    .map(({ path }) => path.slice(root.length + 1));
}

const tables = ['orders', 'shipments', 'documents', 'document_pieces', 'journal', 'mails'] as const;

/** Every sealed box and every other value of the database, table by table. */
async function dump({
  ctx,
}: ForgetStory): Promise<{ table: string; text: string; boxes: Buffer[]; row: Record<string, unknown> }[]> {
  const raw = await openDatabase(ctx.config.database, openSealer([testKey]));
  const names = await (ctx.config.database.kind === 'sqlite'
    ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
    : sql<{
        name: string;
      }>`select table_name as name from information_schema.tables where table_schema = current_schema()`
  ).execute(raw.reader);
  const rows = [];
  for (const { name } of names.rows) {
    for (const row of (await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(raw.reader)).rows) {
      const boxes = Object.values(row).flatMap((value) => (value instanceof Uint8Array ? [Buffer.from(value)] : []));
      const text = Object.values(row)
        .filter((value) => !(value instanceof Uint8Array))
        .join('\u0000');
      rows.push({ table: name, text, boxes, row });
    }
  }
  await raw.close();
  return rows;
}

/** Boxes that hold something of an order that will be forgotten, by a piece from their middle. */
async function boxesOfFinished(told: ForgetStory): Promise<Buffer[]> {
  const rows = await dump(told);
  const isOpen = (row: Record<string, unknown>) => row.number === 'S-9' || row.order_number === 'S-9';
  return rows
    .filter(({ table, row }) => (tables as readonly string[]).includes(table) && !isOpen(row))
    .flatMap(({ boxes }) => boxes.filter((box) => box.length > 60).map((box) => box.subarray(20, 52)));
}

const forgetAll = (told: ForgetStory): Promise<PurgeReport> => purge(told.ctx, limitsBySettings(told.ctx));

describe.each(storeKinds)('half a year later, in %s', (kind) => {
  test('nothing of finished orders is left; what is not finished stays whole and is said', async () => {
    story = await forgetStory(kind);
    const { ctx } = story;
    const { root } = ctx.config;
    // The files are in clear as long as they are kept; the database never is.
    const before = found(root);
    expect(before.filter((path) => path.startsWith('inbox/_done/')).length).toBeGreaterThanOrEqual(6);
    expect(before.filter((path) => path.startsWith('inbox/_error/')).length).toBeGreaterThanOrEqual(1);
    expect(before.filter((path) => path.startsWith('outbox/')).length).toBeGreaterThanOrEqual(4);
    expect(before.filter((path) => path.startsWith('data/'))).toEqual([]);
    const states = await allOrders(ctx);
    expect(states.filter((one) => one.state !== 'closed').map((one) => [one.number, one.state])).toEqual([
      ['S-9', 'issuing'],
    ]);
    // A person saved a B2 file under another name, and put a file of his own beside it.
    const openName = iconv.encode(people.open.names[0], 'cp932');
    const b2 = allBytes(join(root, 'outbox')).find(
      ({ path, bytes }) => path.includes('b2-sheet') && bytes.includes(openName),
    )!;
    copyFileSync(b2.path, join(root, 'outbox', 'sheet', '控え.csv'));
    writeFileSync(join(root, 'outbox', 'sheet', 'メモ.txt'), '在庫を数える');

    story.wait({ hours: 24 * 31 });
    const old = new Date('2026-11-21T02:00:00Z');
    for (const { path } of allBytes(join(root, 'outbox'))) utimesSync(path, old, old);
    const month = await forgetAll(story);
    expect(month.forgotten).toMatchObject({ orders: 0, documents: 0 });
    expect(month.forgotten.files).toBeGreaterThan(15);
    expect(month.unfinished).toMatchObject({ orders: 0, files: 2 }); // the file of S-9, and its copy
    expect(month.foreign).toEqual(['sheet/メモ.txt']);
    // What lies there now belongs to S-9 as well: the files hold both.
    expect(found(root).filter((path) => !path.startsWith('outbox/sheet/'))).toEqual([]);
    expect(readdirSync(join(root, 'inbox', '_done'))).toEqual([]);
    expect(readdirSync(join(root, 'inbox', '_error'))).toEqual([]);

    story.wait({ hours: 24 * 150 });
    const boxes = await boxesOfFinished(story);
    expect(boxes.length).toBeGreaterThan(20);
    const dry = await purge(ctx, limitsBySettings(ctx), { dryRun: true });
    const half = await forgetAll(story);
    expect(dry.forgotten).toEqual(half.forgotten);
    expect(half.forgotten).toMatchObject({ orders: 5, mails: 1 });
    expect(half.forgotten.documents).toBeGreaterThan(5);
    expect(half.unfinished).toMatchObject({ orders: 1, named: [{ shop: 'sheet', number: 'S-9' }] });
    expect((await forgetAll(story)).forgotten).toEqual({
      orders: 0,
      documents: 0,
      files: 0,
      runs: 0,
      'link-history': 0,
      notices: 0,
      mails: 0,
    });

    // The unfinished one can still be printed and explained.
    const [open] = await ctx.store.orders({ numbers: ['S-9'] });
    expect(open!.order.destinations[0]!.consignee.name).toBe(people.open.names[0]);
    expect(await ctx.store.documentBytes(open!.origins[0]!.document)).toBeDefined();
    // History, numbers and hashes of the others stay, so that their files are known again.
    const journal = await ctx.store.journal({ orderNumber: 'S-2' });
    expect(journal.map((one) => one.what)).toContain('order-edited');
    expect(journal.filter((one) => one.note !== undefined)).toEqual([]);
    expect((await ctx.store.shipments({ numbers: ['A-1'] }))[0]!.waybills).toHaveLength(1);

    // Not even with the key.
    const numbers = ['A-1', 'S-1', 'S-2', 'S-3', 'S-4'];
    const readable = JSON.stringify([
      await Promise.all(numbers.map((number) => ctx.store.revisions(number === 'A-1' ? 'amazon' : 'sheet', number))),
      await ctx.store.shipments({ numbers }),
      await ctx.store.journal(),
      (await ctx.store.documents()).filter((one) => one.name !== 'utf8.csv'),
      await ctx.store.mails(),
    ]);
    expect(readable.length).toBeGreaterThan(10_000);
    for (const text of finished) expect(readable).not.toContain(text);

    const rows = await dump(story);
    const plain = Buffer.from(rows.map(({ text }) => text).join('\n'));
    for (const one of needles) expect(plain.includes(one)).toBe(false);
    const openNeedles = Object.values(people.open).flat();
    for (const one of openNeedles.flatMap(everyEncoding)) expect(plain.includes(one)).toBe(false);
    const kept = Buffer.concat(rows.flatMap((row) => row.boxes));
    expect(boxes.filter((box) => kept.includes(box)).length).toBe(await boxesStillNeeded(story, boxes));
    if (kind === 'sqlite') {
      // The files of the database, with free pages and log: read while it is open.
      const files = allBytes(join(root, 'data')).filter(({ path }) => /bridge\.db/.test(path));
      expect(files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual([
        'bridge.db',
        'bridge.db-shm',
        'bridge.db-wal',
      ]);
      const needed = await boxesStillNeeded(story, boxes);
      const there = boxes.filter((box) => files.some(({ bytes }) => bytes.includes(box)));
      expect(there.length).toBe(needed);
    }
  }, 240_000);
});

/** Boxes of the documents that the unfinished order came from: these must be there. */
async function boxesStillNeeded(told: ForgetStory, boxes: readonly Buffer[]): Promise<number> {
  const [open] = await told.ctx.store.orders({ numbers: ['S-9'] });
  const used = new Set([
    open!.origins[0]!.document,
    ...(
      await told.ctx.store.outbox({ shipment: (await told.ctx.store.shipments({ numbers: ['S-9'] }))[0]!.shipment.id })
    ).map((one) => one.document),
  ]);
  const rows = (await dump(told)).filter(({ row }) => used.has(String(row.hash ?? row.document)));
  const whole = Buffer.concat(rows.flatMap((row) => row.boxes));
  return boxes.filter((box) => whole.includes(box)).length;
}

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ExportJob } from '../../src/config/exports.ts';
import type { Shop } from '../../src/core/shop.ts';
import { startJobs } from '../../src/flow/bridge/schedule.ts';
import { tagOrder } from '../../src/flow/desk/tag-order.ts';
import { beginExports, dropSeen, exportAgain, listExported, runExport } from '../../src/flow/export/index.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { undoIssue } from '../../src/flow/issue/undo-issue.ts';
import type { Context } from '../../src/flow/types.ts';
import { openXlsx } from '../../src/layout/rows/xlsx.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { filesIn, newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const layouts = { read: [], issue: 'b2-csv', notify: '' };
const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
const of = (name: string, more: Partial<Shop> = {}) =>
  shop({ name, marketplace: 'amazon', layouts, billing, defaultMethod: 'yamato', issue: 'manual', ...more });

let now: Temporal.Instant;
let place: Workspace;
let ctx: Context;
const stop = new AbortController();

const picking: ExportJob = {
  name: 'picking',
  title: 'ピッキング',
  layout: 'picking-list',
  shops: ['amazon'],
  states: ['ready', 'issuing', 'issued'],
  methods: [],
  shipDate: 'any',
  files: 'one',
  as: 'csv',
  folder: undefined,
  file: '{export}-{shop}-{date}-{time}',
  when: {},
};

async function open(
  exports: readonly ExportJob[],
  shops: Record<string, Shop> = { amazon: of('amazon') },
  root = newRoot(),
) {
  const all = Object.fromEntries(exports.map((one) => [one.name, one]));
  place = await openWorkspace(root, {
    now: () => now,
    config: (config) => ({
      ...config,
      shops,
      exports: all,
      mail: { to: ['a@example.com'], from: 'b@example.com', smtp: undefined },
    }),
  });
  ctx = { ...place.ctx, ...standard };
}
const take = (order: string, name = 'amazon') =>
  intakeFile(ctx, { name: `${order}.txt`, bytes: amazonReport([{ 'order-id': order }]), shop: name, layout: '' });
const written = () => filesIn(join(place.root, 'outbox')).filter((name) => /\.(csv|xlsx)$/.test(name));
const contents = (name: string) => readFileSync(join(place.root, 'outbox', name), 'utf8');
const number = (no: number) => `250-0000001-${String(no).padStart(7, '0')}`;
async function move(order: string, ...states: ('issuing' | 'issued' | 'shipped' | 'closed')[]) {
  for (const state of states)
    await ctx.store.write(async (tx) => {
      const [one] = await tx.shipments({ numbers: [order] });
      await tx.saveShipments([{ ...one!, state }]);
    });
}

beforeEach(() => {
  now = Temporal.Instant.from('2026-11-18T15:00:00Z'); // Thursday the 19th, 0:00 in Japan
});
afterEach(() => removeWorkspace(place));

describe('T20: scheduled export', () => {
  test('over a week with a Sunday and a holiday: each order in one file, of the next time that is none', async () => {
    const holidays = { weekdays: [7], national: true, dates: [] };
    await open([{ ...picking, when: { cron: '0 10,14 * * *', open: { holidays } } }]);
    const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0, table: {} });
    let orders = 0;
    for (let hour = 0; hour < 7 * 24; hour++) {
      await engine.tick();
      if (hour % 6 === 0) await take(number(++orders));
      now = now.add({ hours: 1 });
    }
    const files = written();
    const days = [...new Set(files.map((name) => /-(\d{8})-/.exec(name)?.[1]))];
    expect(days).toEqual(['20261119', '20261120', '20261121', '20261124', '20261125']);
    const all = files.flatMap((name) => contents(name).match(/250-0000001-\d{7}(?=,)/g) ?? []);
    expect(all.length).toBe(new Set(all).size);
    // The last two came after the last time.
    expect(all.length).toBe(orders - 1 - Number(orders * 6 > 7 * 24));
    const runs = (await ctx.store.runs()).filter((run) => run.job === 'export:picking');
    expect(runs.length).toBe(10);
    for (const name of files) expect(existsSync(join(place.root, 'outbox', `${name}.manifest.json`))).toBe(true);
  });

  test('nothing to write is said on the terminal and in the run', async () => {
    await open([picking]);
    const result = await runExport(ctx, 'picking');
    expect(result).toMatchObject({ changed: false, counts: { shipments: 0, files: 0 } });
    expect(result.items.map((item) => item.code)).toEqual(['export-nothing']);
    expect(place.told.join()).toContain('書き出す受注がありませんでした');
    expect(written()).toEqual([]);
  });

  test('a share that is away: said, mailed once, nothing lost; the file comes when it is back', async () => {
    const root = newRoot();
    const share = join(root, 'share');
    await open([{ ...picking, folder: share, file: '{title}_{date}' }], undefined, root);
    await take(number(1));
    const first = await runExport(ctx, 'picking');
    expect(first.items).toMatchObject([{ kind: 'retry', code: 'file-not-delivered' }]);
    await take(number(2));
    await runExport(ctx, 'picking');
    const mails = await ctx.store.mails();
    expect(mails.map((mail) => mail.subject)).toEqual(
      Array(2).fill('書き出し「ピッキング」のファイルがまだ置けていません'),
    );
    expect(existsSync(share)).toBe(false);

    mkdirSync(share, { recursive: true });
    const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0, table: {} });
    await engine.tick();
    expect(filesIn(share).filter((name) => name.endsWith('.csv'))).toEqual([
      'ピッキング_20261119-2.csv',
      'ピッキング_20261119.csv',
    ]);
    const both = filesIn(share)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => readFileSync(join(share, name), 'utf8'))
      .join('');
    expect([number(1), number(2)].map((one) => both.split(`${one},`).length - 1)).toEqual([1, 1]);
    expect(JSON.parse(readFileSync(join(share, 'ピッキング_20261119.csv.manifest.json'), 'utf8'))).toMatchObject({
      purpose: 'export',
      rows: 1,
      customerNos: [`${number(1)}_1`],
    });
  });

  test('as a workbook for each shop: codes keep their zeros, the manifest counts the rows', async () => {
    await open(
      [{ ...picking, name: 'list', layout: 'shipping-list', as: 'xlsx', shops: ['amazon', 'two'], files: 'per-shop' }],
      {
        amazon: of('amazon'),
        two: of('two'),
      },
    );
    await take(number(1));
    await take(number(2), 'two');
    await runExport(ctx, 'list');
    expect(written()).toEqual([
      '_exports/list/list-amazon-20261119-000000.xlsx',
      '_exports/list/list-two-20261119-000000.xlsx',
    ]);
    const file = join(place.root, 'outbox', written()[0]!);
    const table = await openXlsx(readFileSync(file), {}, { unpackedBytes: 2 ** 24, ratio: 200 });
    expect([...table.rows(() => {})].map((row) => row.text(2))).toEqual(['注文番号', number(1)]);
    expect(JSON.parse(readFileSync(`${file}.manifest.json`, 'utf8'))).toMatchObject({ rows: 1, shop: 'amazon' });
  });

  test('shipped orders for the accountant: those that came to it since the export was set up, each once, whatever they do next', async () => {
    await open([{ ...picking, name: 'books', layout: 'order-csv', states: ['shipped', 'closed'] }]);
    for (const no of [1, 2, 3]) await take(number(no));
    await move(number(1), 'issuing', 'issued', 'shipped');
    await beginExports(ctx);
    await move(number(2), 'issuing', 'issued', 'shipped');
    expect((await runExport(ctx, 'books')).counts).toMatchObject({ shipments: 1 });
    expect(contents(written()[0]!)).toContain(number(2));
    await move(number(2), 'closed');
    await move(number(3), 'issuing', 'issued', 'shipped', 'closed');
    now = now.add({ hours: 1 });
    expect((await runExport(ctx, 'books')).counts).toMatchObject({ shipments: 1 });
    expect(contents(written()[1]!)).toContain(number(3));
    await dropSeen(ctx);
    expect(await ctx.store.ended(0, 10)).toEqual([]);
    expect((await runExport(ctx, 'books')).counts).toMatchObject({ shipments: 0 });
  });

  test('what cannot be written is named, and comes with the next file when it can', async () => {
    await open([{ ...picking, name: 'books', layout: 'order-csv', states: ['shipped'] }]);
    const bad = { ...standard.layouts.write.get('order-csv')! };
    const strict = { ...bad, columns: bad.columns.map((one) => (one.no === 10 ? { ...one, required: true } : one)) };
    await beginExports(ctx);
    await take(number(1));
    await move(number(1), 'issuing', 'issued', 'shipped');
    const wrong: Context = { ...ctx, layouts: { ...ctx.layouts, write: new Map([['order-csv', strict]]) } };
    const result = await runExport(wrong, 'books');
    expect(result.counts).toMatchObject({ shipments: 0, 'left-out': 1 });
    expect(result.items.map((item) => item.key)).toContain(`${number(1)}_1`);
    expect((await runExport(ctx, 'books')).counts).toMatchObject({ shipments: 1 });
  });

  test('a kill between commit and disk loses no file and writes none twice', async () => {
    await open([picking]);
    await take(number(1));
    const dying: Context = {
      ...ctx,
      at: (point) => {
        if (point === 'export:committed') throw new Error('killed');
      },
    };
    await expect(runExport(dying, 'picking')).rejects.toThrow('killed');
    expect(written()).toEqual([]);
    expect((await runExport(ctx, 'picking')).counts).toMatchObject({ shipments: 0 });
    expect(written()).toHaveLength(1);
  });

  test('only orders with a tag, from a person or a rule', async () => {
    await open([{ ...picking, tags: ['ギフト', '至急'] }]);
    for (const no of [1, 2, 3]) await take(number(no));
    await tagOrder(ctx, number(2), { add: ['至急'], remove: [] });
    await ctx.store.write(async (tx) => {
      const [one] = await tx.shipments({ numbers: [number(3)] });
      await tx.saveShipments([{ ...one!, shipment: { ...one!.shipment, tags: ['ギフト'] } }]);
    });
    expect((await runExport(ctx, 'picking')).counts).toMatchObject({ shipments: 2 });
    expect(contents(written()[0]!).match(/250-0000001-\d{7}(?=,)/g)).toEqual([number(2), number(3)]);
    // Tagged later: in the next file.
    await tagOrder(ctx, number(1), { add: ['ギフト'], remove: [] });
    expect((await runExport(ctx, 'picking')).counts).toMatchObject({ shipments: 1 });
  });

  test('a lost file is written again on purpose, byte for byte, with who and why; exports themselves never do', async () => {
    const root = newRoot();
    const share = join(root, 'share');
    mkdirSync(share, { recursive: true });
    await open([{ ...picking, folder: share, file: '{title}_{date}' }], undefined, root);
    await take(number(1));
    await runExport(ctx, 'picking');
    const name = 'ピッキング_20261119.csv';
    const bytes = readFileSync(join(share, name), 'utf8');
    const [listed] = (await listExported(ctx, { limit: 10 })).rows;
    expect(listed).toMatchObject({ export: 'picking', file: name, isThere: true });
    rmSync(join(share, name));
    now = now.add({ hours: 1 });
    expect(await exportAgain(ctx, name, { actor: '花子', note: '消してしまった' })).toMatchObject({
      ...{ done: true, file: join(share, name), isThere: true, shipments: 1 },
    });
    expect(readFileSync(join(share, name), 'utf8')).toBe(bytes);
    expect((await runExport(ctx, 'picking')).counts).toMatchObject({ shipments: 0 });
    rmSync(join(share, name));
    now = now.add({ hours: 1 });
    const byId = await exportAgain(ctx, listed!.id.slice(0, 12), { actor: '花子', note: 'もう一度' });
    expect([byId.done, readFileSync(join(share, name), 'utf8')]).toEqual([true, bytes]);
    const journal = (await ctx.store.journal({})).filter((one) => one.what === 'exported-again');
    expect(journal).toMatchObject([
      { actor: '花子', note: '消してしまった', details: { export: 'picking', file: name, shipments: 1 } },
      { note: 'もう一度' },
    ]);
    for (const [what, code] of [
      ['ない.csv', 'export-again-none'],
      ['0123456789', 'export-again-none'],
    ] as const)
      expect(await exportAgain(ctx, what, { actor: '花子', note: 'x' })).toMatchObject({ done: false, code });
  });

  test('with a B2 layout it is the issue itself: one label, a folder of its own, and it can be taken back', async () => {
    const root = newRoot();
    const share = join(root, 'b2');
    mkdirSync(share, { recursive: true });
    await open([{ ...picking, name: 'labels', layout: 'b2-csv', folder: share, file: 'B2_{date}' }], undefined, root);
    await take(number(1));
    expect((await runExport(ctx, 'labels')).counts).toMatchObject({ shipments: 1, files: 1 });
    expect((await ctx.store.shipments({ numbers: [number(1)] }))[0]?.state).toBe('issuing');
    expect((await issueShipments(ctx, {})).shipments).toEqual([]);
    expect((await runExport(ctx, 'labels')).counts).toMatchObject({ shipments: 0 });
    // A second file of labels could become second labels.
    expect(await exportAgain(ctx, 'B2_20261119.csv', { actor: '花子', note: 'x' })).toMatchObject({
      ...{ done: false, code: 'export-again-label' },
    });
    const undone = await undoIssue(ctx, { file: 'B2_20261119.csv', note: '印刷していない' });
    expect(undone.undone).toEqual([`${number(1)}_1`]);
    expect(filesIn(share).filter((name) => name.endsWith('.csv'))).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orderLines } from '../../src/cli/order-text.ts';
import { orderSource } from '../../src/config/order-source.ts';
import { deciding } from '../../src/core/sentences/deciding.ts';
import { filing } from '../../src/core/sentences/filing.ts';
import { type OrderSource, type Sentence, type SentenceCode, say, sentences } from '../../src/core/sentences/index.ts';
import { reading } from '../../src/core/sentences/reading.ts';
import { values } from '../../src/core/sentences/values.ts';
import { workbook } from '../../src/core/sentences/workbook.ts';
import { eachHold } from '../../src/flow/desk/holds.ts';
import { eachOrder, showOrder } from '../../src/flow/desk/orders.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import { type Desk, openDesk, row } from '../support/desk.ts';

/* What to do about an order depends on how it came: no file can be put in again where none was. */

const tellsOfFiles = /(受注|注文|商品)ファイル|ファイルを.{0,8}入れ|入れ直|ダウンロードし直/;

/** Sentences about files themselves; no order of an API can meet them. */
const ofFiles: ReadonlySet<string> = new Set([
  ...Object.keys({ ...reading, ...workbook, ...filing }),
  // Formats of two files.
  'header-part-missing',
  'lines-part-missing',
  'unknown-headers',
  'no-header',
  'too-many-cells',
  // What Excel does to cells.
  'slot-became-date',
  'cell-became-date',
  'hidden-row',
  'phone-exponent',
  'code-exponent',
  'code-rounded',
  // Forms that are filled, issued data, folders.
  'form-order-unknown',
  'shop-ambiguous',
  'orders-among-results',
  'file-without-rows',
  'convert-impossible',
  'bad-tracking-number',
  // Stock sheets, product maps, lists of sets: no API gives them.
  'stock-sku-twice',
  'stock-sku-near',
  'product-twice',
  'product-shop-unknown',
  'product-share-bad',
  'set-circle',
  'set-part-twice',
  'set-row-bad',
  // The way round an API that reaches no further back.
  'pull-outage-too-long',
]);

describe('every sentence that tells to put a file in again', () => {
  const all = Object.entries(sentences as Record<string, Sentence>);
  const found = all.filter(([code, { remedy }]) => tellsOfFiles.test(remedy) && !ofFiles.has(code));

  test('is found', () => {
    expect(found.length).toBeGreaterThan(25);
    for (const code of ofFiles) expect(sentences).toHaveProperty([code]);
  });

  test.each(found)('%s has a remedy without one', (_code, { remedyByApi }) => {
    expect(remedyByApi).toMatch(/次の取得|orders edit|モール/);
    expect(remedyByApi).not.toMatch(tellsOfFiles);
  });

  test.each(all.filter(([, one]) => one.remedyByApi !== undefined))('%s says both where both may be', (code) => {
    const args = new Proxy({}, { get: () => '値' });
    const said = (source: OrderSource) => say(code as SentenceCode, args, source).remedy;
    expect(said('both')).toBe(`自動で取得した注文：${said('api')} ファイルで入れた注文：${said('files')}`);
    expect(said('api')).not.toBe(said('files'));
  });
});

test.each(
  Object.entries(values as Record<string, Sentence>).map(([code, { remedy, remedyTyped = remedy }]) => [
    code,
    remedyTyped,
  ]),
)('a value that a person typed: %s says nothing of rows and files', (_code, remedy) => {
  expect(remedy).not.toMatch(/その行|CSV|Excel|ファイル|ダウンロード/);
});

describe('an order that is held', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.report([
      row(1, 1, { 'buyer-phone-number': '' }),
      row(2, 2, { 'recipient-name': '' }),
      row(3, 3, { 'ship-address-1': '', 'ship-city': '' }),
      row(4, 4, { 'ship-postal-code': '' }),
    ]);
  });
  afterEach(() => desk.close());

  const withApi = (read: readonly string[]): Context => {
    const { config } = desk.ctx;
    const amazon = config.shops.amazon!;
    return {
      ...desk.ctx,
      config: {
        ...config,
        shops: { ...config.shops, amazon: { ...amazon, layouts: { ...amazon.layouts, read } } },
        apis: { amazon: { settings: {}, live: false } },
      },
    };
  };
  const contexts = (): readonly [OrderSource, Context, RegExp, RegExp][] => [
    ['files', desk.ctx, /ファイルを入れ直してください/, /次の取得|自動で取得/],
    ['api', withApi(['amazon-orders-v2026', 'amazon-orders-v0']), /orders edit|次の取得/, /ファイル/],
    ['both', withApi([]), /^自動で取得した注文：.*次の取得.* ファイルで入れた注文：.*ファイルを入れ直/, /^$/],
  ];

  test('is spoken of by the way that its shop’s orders come: in lists, in detail, at issue', async () => {
    for (const [source, ctx, wanted, never] of contexts()) {
      expect(orderSource(ctx, 'amazon')).toBe(source);
      const holds = (await Array.fromAsync(eachHold(ctx))).filter(
        ({ code }) => (deciding as Record<string, Sentence>)[code]?.remedyByApi,
      );
      expect(holds.length).toBeGreaterThanOrEqual(4);
      const views = (await Array.fromAsync(eachOrder(ctx))).flatMap((one) =>
        one.shipments.flatMap(({ holds: own }) => own),
      );
      const left = (await issueShipments(ctx, { dryRun: true })).leftOut;
      const codes = new Set(holds.map(({ code }) => code));
      for (const { code, remedy } of [...holds, ...views, ...left].filter((one) => codes.has(one.code as never))) {
        expect(`${code}: ${remedy}`.slice(code.length + 2)).toMatch(wanted);
        expect(remedy).not.toMatch(never);
      }
      const [shown] = await showOrder(ctx, holds[0]!.number);
      expect(orderLines(shown!).join('\n')).toContain(holds[0]!.remedy);
    }
  });

  test('a shop with an API that reads a file layout of its own takes both', () => {
    expect(orderSource(withApi(['amazon-orders-v2026', 'amazon-unshipped-report']), 'amazon')).toBe('both');
    expect(orderSource(withApi([]), 'nobody')).toBe('files');
  });
});

test('orders of a marketplace’s answer are spoken of as such from the first, whatever the shop may take', async () => {
  const desk = await openDesk();
  const folder = join(import.meta.dirname, '../../layouts/read/amazon-orders-v2026/cases');
  const bytes = readFileSync(join(folder, 'window-pending-withheld-cancel-request', 'in.json'));
  const { held, problems } = await desk.take('orders.json', bytes);
  expect(held.map(({ code }) => code)).toContain('unpaid');
  for (const { remedy } of [...held, ...problems.filter((one) => one.kind !== 'done')])
    expect(remedy).not.toMatch(tellsOfFiles);
  expect(held.find(({ code }) => code === 'unpaid')!.remedy).toMatch(/^入金されると、次の取得で自動で/);
  await desk.close();
});

import { fold } from '../../core/fold.ts';
import type { Problem } from '../../core/problem.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { resolveSets } from '../../core/sets.ts';
import type { ProductLink, SetPart, StockLevel } from '../../core/stock.ts';
import type { Opened } from '../../layout/document.ts';
import type { Placed, ReadResult } from '../../layout/read-result.ts';
import type { Reads } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** What of a 在庫表, 商品対応表 or セット商品表 gets in, and what is to be said about its rows. */
export interface GoodsPlan {
  readonly stock: readonly StockLevel[];
  readonly products: readonly ProductLink[];
  readonly sets: readonly SetPart[];
  readonly problems: readonly Problem[];
}

type GoodsReads = Pick<Reads, 'hasProducts' | 'productsOf' | 'products' | 'setParts' | 'stock'>;

/** So many rows of a sheet are named one by one when the product map does not have them. */
const namedRows = 20;

/** Good rows go in; rows that contradict each other, or what is known, stay out and are named. Reads only. */
export async function planGoods(
  ctx: Context,
  reads: GoodsReads,
  opened: Opened,
  read: ReadResult,
  file: string,
): Promise<GoodsPlan> {
  const problems: Problem[] = [];
  const say = (
    kind: 'fix' | 'done',
    code: SentenceCode,
    path: string,
    row: number,
    value: string,
    args: SentenceArgs,
  ) => problems.push({ code, kind, place: { file, row, column: columnOf(opened, path), value }, args });
  const stock = await planStock(reads, read.stock, say);
  if (stock.more > 0)
    problems.push({ code: 'stock-skus-unmapped', kind: 'done', place: { file }, args: { count: stock.more } });
  return {
    stock: stock.levels,
    products: planProducts(ctx, read.products, say),
    sets: await planSets(reads, read, say),
    problems,
  };
}

type Say = (
  kind: 'fix' | 'done',
  code: SentenceCode,
  path: string,
  row: number,
  value: string,
  args: SentenceArgs,
) => void;

/** Header of the column that a field comes from, as the file spells it. */
function columnOf({ match: { layout, columns } }: Opened, path: string): string {
  const rule = layout.fields[path];
  const position = [...(rule?.from ?? []), ...(rule?.join ?? [])]
    .map((name) => columns.find(name))
    .find((at) => at >= 0);
  return (position === undefined ? undefined : columns.names[position]) ?? '';
}

/** The same code in several rows; `differ`: they do not say the same. */
function repeated<T>(rows: readonly Placed<T>[], keyOf: (value: T) => string) {
  return [...Map.groupBy(rows, (one) => keyOf(one.value)).values()].map((own) => ({
    first: own[0]!,
    last: own.at(-1)!,
    rows: own.map((one) => one.row).join('・'),
    count: own.length,
    differ: new Set(own.map((one) => JSON.stringify(one.value))).size > 1,
  }));
}

async function planStock(reads: GoodsReads, rows: readonly Placed<StockLevel>[], say: Say) {
  const levels: StockLevel[] = [];
  let more = 0;
  if (rows.length === 0) return { levels, more };
  const sets = await reads.setParts();
  const isSet = new Set(sets.map((one) => one.sku));
  const known = await knownSkus(reads, rows, sets);
  const isStocked = new Set((await reads.stock(rows.map((one) => one.value.sku))).map((one) => one.sku));
  let named = 0;
  for (const { last, rows: places, differ } of repeated(rows, (one) => one.sku)) {
    const { sku } = last.value;
    if (differ) say('fix', 'stock-sku-twice', 'stock.sku', last.row, sku, { sku, rows: places });
    else if (isSet.has(sku)) say('done', 'stock-of-set', 'stock.sku', last.row, sku, { sku });
    else {
      const near = known === undefined || known.skus.has(sku) ? undefined : known.near(sku);
      if (near !== undefined && !isStocked.has(sku)) {
        say('fix', 'stock-sku-near', 'stock.sku', last.row, sku, { sku, near });
        continue;
      }
      levels.push(last.value);
      if (known === undefined || known.skus.has(sku)) continue;
      if (named++ < namedRows) say('done', 'stock-sku-unmapped', 'stock.sku', last.row, sku, { sku });
      else more++;
    }
  }
  return { levels, more };
}

/** SKUs that the product map and sets know; undefined while nobody keeps a product map. */
async function knownSkus(reads: GoodsReads, rows: readonly Placed<StockLevel>[], sets: readonly SetPart[]) {
  if (!(await reads.hasProducts())) return undefined;
  const parts = sets.flatMap((one) => [one.sku, one.part]);
  const mapped = await reads.productsOf([...new Set(rows.map((one) => one.value.sku))]);
  const skus = new Set([...parts, ...mapped.map((one) => one.sku)]);
  if (rows.every((one) => skus.has(one.value.sku))) return { skus, near: () => undefined };
  // A spelling that only differs is looked for among all of them; rare, and then worth it.
  const all = new Set([...parts, ...(await reads.products()).map((one) => one.sku)]);
  const bySpelling = new Map([...all].map((sku) => [spelling(sku), sku]));
  return { skus, near: (sku: string) => bySpelling.get(spelling(sku)) };
}

/** What Excel and people change in a code: width, case, leading zeros. */
const spelling = (sku: string): string => fold(sku).replace(/^0+(?=.)/, '');

function planProducts(ctx: Context, rows: readonly Placed<ProductLink>[], say: Say): ProductLink[] {
  const shops = Object.values(ctx.config.shops);
  const shopOf = (words: string): string | undefined => {
    if (ctx.config.shops[words]) return words;
    const found = shops.filter((one) => fold(one.title) === fold(words) || fold(one.name) === fold(words));
    return found.length === 1 ? found[0]!.name : undefined;
  };
  const good = rows.flatMap(({ value, row }): Placed<ProductLink>[] => {
    const shop = shopOf(value.shop);
    const names = shops.map((one) => one.name).join('、');
    if (shop === undefined) {
      say('fix', 'product-shop-unknown', 'product.shop', row, value.shop, { shop: value.shop, shops: names });
      return [];
    }
    if (value.share !== undefined && value.share > 100) {
      say('fix', 'product-share-bad', 'product.share', row, String(value.share), {});
      return [];
    }
    return [{ value: { ...value, shop }, row }];
  });
  return repeated(good, (one) => [one.shop, one.item, one.option].join('\u0000')).flatMap((one) => {
    const { item } = one.last.value;
    if (!one.differ) return [one.last.value];
    say('fix', 'product-twice', 'product.item', one.last.row, item, { item, rows: one.rows });
    return [];
  });
}

/** A set gets in whole or not at all: with a part missing it would be sold too often. */
async function planSets(reads: GoodsReads, { sets: rows, lostSets }: ReadResult, say: Say): Promise<SetPart[]> {
  if (rows.length === 0) return [];
  const bad = new Set<string>();
  for (const { last, rows: places, count } of repeated(rows, (one) => `${one.sku}\u0000${one.part}`)) {
    const { sku, part } = last.value;
    if (count === 1) continue;
    bad.add(sku);
    say('fix', 'set-part-twice', 'set.part', last.row, part, { sku, part, rows: places });
  }
  // Rows of one set stand together: one that says no set may belong to its neighbours.
  for (const lost of lostSets) {
    const isLost = ({ value, row }: Placed<SetPart>) =>
      lost.value === '' ? Math.abs(row - lost.row) <= lostSets.length : value.sku === lost.value;
    for (const { value, row } of rows.filter(isLost)) {
      if (bad.has(value.sku)) continue;
      bad.add(value.sku);
      say('fix', 'set-row-bad', 'set.sku', row, value.sku, { sku: value.sku });
    }
  }
  const fresh = rows.filter(({ value }) => !bad.has(value.sku));
  const named = new Set(fresh.map(({ value }) => value.sku));
  const before = (await reads.setParts()).filter((one) => !named.has(one.sku));
  const { circles } = resolveSets([...before, ...fresh.map((one) => one.value)]);
  for (const sku of circles) {
    const row = fresh.find(({ value }) => value.sku === sku);
    if (row) say('fix', 'set-circle', 'set.sku', row.row, sku, { sku });
  }
  return fresh.flatMap(({ value }) => (circles.includes(value.sku) ? [] : [value]));
}

import type { Connection, Outcome, StockItem, WholeItem } from '../../connectors/contract.ts';
import { offered, type Portion, type ProductLink, type ToldStock } from '../../core/stock.ts';
import { isSaidAlready, runItem, stopIfHalted } from '../jobs/index.ts';
import type { Context, RunResult } from '../types.ts';
import { changedSkus, type StockFigure, stockFigures } from './stock-figures.ts';
import { awaiting, collectStock, itemOf, keyOf, readCursor, saidOf, toldAs, writeCursor } from './told.ts';

/** Everything is looked at once a day: a change that was missed costs a day at most. */
const dayMs = 20 * 3_600_000;

/**
 * 在庫: tells a shop the free stock of mapped SKUs that changed since it was told, and of those that failed last time. Only goods that moved
 * since the last run are read; what was told is remembered per item, so that a restart repeats nothing.
 */
export async function restockShop(ctx: Context, shopName: string): Promise<RunResult> {
  const connection = ctx.link?.(shopName)?.connection;
  const run: RunResult & { counts: Record<string, number>; items: RunResult['items'][number][] } = {
    counts: {},
    items: [],
    changed: false,
  };
  if (!connection?.pushStock) return run;
  const note = (key: string, outcome: Outcome) => {
    run.counts[outcome.kind] = (run.counts[outcome.kind] ?? 0) + 1;
    if (!isSaidAlready(run.items, outcome)) run.items.push(runItem(key.replace('\u0000', ' '), outcome));
  };
  const now = ctx.now();
  const at = now.toString();
  const { cursor: before, old } = readCursor(await ctx.store.cursor(shopName, 'restock'));
  const collected = await collectStock(connection, before.awaited);
  for (const { key, outcome } of collected.results) note(key, outcome);
  const results = await settled(ctx, shopName, collected.results, old, at);
  if (results.length > 0) await ctx.store.write((tx) => tx.setToldStock(shopName, results));

  const portion = ctx.config.shops[shopName]?.stock ?? { safety: 0, share: 100 };
  const by = JSON.stringify(portion);
  const isAll = by !== before.by || now.epochMilliseconds - before.allAt >= dayMs;
  const changes = await changedSkus(ctx.store, isAll ? 0 : before.seen);
  const again = [...collected.results.map((one) => itemOf(one.key).item), ...(await failedItems(ctx, shopName))];
  const links = await linksOf(ctx, shopName, changes.skus, again);
  const waiting = new Set(collected.awaited.flatMap((one) => one.keys));
  const { due, whole } = await dueItems(ctx, shopName, connection, portion, links, waiting, changes.skus === 'all');

  let halt: Outcome | undefined;
  const told: ToldStock[] = [];
  const sent: { key: string; outcome: Outcome }[] = [];
  if (due.length > 0) {
    const outcomes = await connection.pushStock(due, whole);
    due.forEach((item, index) => {
      const outcome = outcomes[index] ?? { kind: 'unsure', code: 'outcome-missing' };
      const key = keyOf(item);
      note(key, outcome);
      if (outcome.kind === 'halt') halt = outcome;
      told.push(toldAs(item, saidOf(item), outcome, at));
      sent.push({ key, outcome });
    });
  }
  // What waits for a result has changes that nobody told: it is looked at again when the result is there.
  const awaited = [...collected.awaited, ...awaiting(sent)];
  const allAt = changes.skus === 'all' ? now.epochMilliseconds : before.allAt;
  await ctx.store.write(async (tx) => {
    await tx.setToldStock(shopName, told);
    await writeCursor(tx, shopName, { seen: changes.clock, allAt, by, awaited }, at);
  });
  if (halt) await stopIfHalted(ctx, shopName, halt);
  return run;
}

/** What results of batches, and what an older version told, mean for the items. */
async function settled(
  ctx: Context,
  shop: string,
  results: readonly { key: string; outcome: Outcome }[],
  old: Readonly<Record<string, number | string>>,
  at: string,
): Promise<ToldStock[]> {
  const before = Object.entries(old).map(
    ([key, said]): ToldStock => ({ ...itemOf(key), said: String(said), state: 'told', code: 'stock-told', at }),
  );
  if (results.length === 0) return before;
  const items = [...new Set(results.map((one) => itemOf(one.key).item))];
  const known = new Map([...before, ...(await ctx.store.toldStock(shop, { items }))].map((one) => [keyOf(one), one]));
  return [
    ...before,
    ...results.map(({ key, outcome }) => {
      const one = known.get(key);
      // `pending` was said when it went: now only `done` counts.
      return toldAs(
        itemOf(key),
        one?.said ?? '',
        outcome.kind === 'pending' ? { ...outcome, kind: 'retry' } : outcome,
        at,
      );
    }),
  ];
}

async function failedItems(ctx: Context, shop: string): Promise<string[]> {
  return (await ctx.store.toldStock(shop, { state: 'failed' })).map((one) => one.item);
}

/** Rows of the shop's product map that may have something to tell. */
async function linksOf(
  ctx: Context,
  shop: string,
  skus: readonly string[] | 'all',
  again: readonly string[],
): Promise<ProductLink[]> {
  if (skus === 'all') return ctx.store.products(shop);
  const changed = skus.length === 0 ? [] : await ctx.store.productsOf(skus, shop);
  const others = again.length === 0 ? [] : await ctx.store.products(shop, [...new Set(again)]);
  return [...new Map([...changed, ...others].map((one) => [keyOf(one), one])).values()];
}

async function dueItems(
  ctx: Context,
  shop: string,
  connection: Connection,
  portion: Portion,
  links: readonly ProductLink[],
  waiting: ReadonlySet<string>,
  all: boolean,
): Promise<{ due: StockItem[]; whole: WholeItem }> {
  if (links.length === 0) return { due: [], whole: () => [] };
  const items = [...new Set(links.map((one) => one.item))];
  // A marketplace may take an item only with all its options, those that did not change, too.
  const siblings = all ? links : await ctx.store.products(shop, items);
  const figures = await stockFigures(ctx.store, all ? undefined : [...new Set(siblings.map((one) => one.sku))]);
  const told = new Map((await ctx.store.toldStock(shop, all ? {} : { items })).map((one) => [keyOf(one), one]));
  const byItem = Map.groupBy(siblings, (one) => one.item);
  const whole: WholeItem = (item) =>
    (byItem.get(item) ?? []).map((link) => ({
      option: link.option,
      quantity: offerOf(figures, link, portion) ?? null,
    }));
  const due = links.flatMap((link): StockItem[] => {
    const { item, option, lowStock, unlimited } = link;
    const isUnlimited = unlimited && connection.knowsUnlimited;
    const quantity = isUnlimited ? 0 : offerOf(figures, link, portion);
    const key = keyOf(link);
    if (quantity === undefined || waiting.has(key)) return [];
    const more = { ...(lowStock !== undefined && { lowStock }), ...(isUnlimited && { unlimited }) };
    const one: StockItem = { item, option, quantity, ...more };
    const last = told.get(key);
    return last?.state === 'told' && last.said === saidOf(one) ? [] : [one];
  });
  return { due, whole };
}

/** What a marketplace may be offered of an item; undefined where nobody counts it. */
export function offerOf(
  figures: ReadonlyMap<string, StockFigure>,
  { sku, safety, share }: ProductLink,
  portion: Portion,
): number | undefined {
  const figure = figures.get(sku);
  return figure && offered(figure.free, { safety: safety ?? portion.safety, share: share ?? portion.share });
}

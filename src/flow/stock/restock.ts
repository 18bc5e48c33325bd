import type { Connection, Handle, Outcome, StockItem, WholeItem } from '../../connectors/contract.ts';
import { isSaidAlready, runItem, stopIfHalted } from '../jobs/index.ts';
import type { Context, RunResult } from '../types.ts';
import { stockFigures } from './stock-figures.ts';

/** What a shop was told, per item key, and the batches whose result is awaited. */
interface Told {
  quantities: Record<string, number | string>;
  awaited: { handle: Handle; keys: string[] }[];
}

/**
 * 在庫: tells a shop the free stock of mapped SKUs that changed since it was told, and of those that failed last time. What
 * was told is remembered per item in the job's cursor, so that a restart repeats nothing.
 */
export async function restockShop(ctx: Context, shopName: string): Promise<RunResult> {
  const connection = ctx.link?.(shopName)?.connection;
  const run: RunResult & { counts: Record<string, number>; items: RunResult['items'][number][] } = {
    counts: {},
    items: [],
    changed: false,
  };
  if (!connection?.pushStock) return run;
  const told: Told = {
    quantities: {},
    awaited: [],
    ...JSON.parse((await ctx.store.cursor(shopName, 'restock')) || '{}'),
  };
  const note = (key: string, outcome: Outcome = { kind: 'unsure', code: 'outcome-missing' }) => {
    run.counts[outcome.kind] = (run.counts[outcome.kind] ?? 0) + 1;
    if (!isSaidAlready(run.items, outcome)) run.items.push(runItem(key.replace('\u0000', ' '), outcome));
    return outcome;
  };
  await collectStock(connection, told, note);
  const figures = await stockFigures(ctx.store);
  const waiting = new Set(told.awaited.flatMap((one) => one.keys));
  const products = await ctx.store.products(shopName);
  const byItem = Map.groupBy(products, (one) => one.item);
  const whole: WholeItem = (item) =>
    (byItem.get(item) ?? []).map(({ option, sku }) => ({ option, quantity: figures.get(sku)?.free ?? null }));
  const due = products.flatMap(({ item, option, sku, lowStock, unlimited }): StockItem[] => {
    const isUnlimited = unlimited && connection.knowsUnlimited;
    const quantity = isUnlimited ? 0 : figures.get(sku)?.free;
    const key = keyOf({ item, option });
    if (quantity === undefined || waiting.has(key)) return [];
    const more = { ...(lowStock !== undefined && { lowStock }), ...(isUnlimited && { unlimited }) };
    const one: StockItem = { item, option, quantity, ...more };
    return told.quantities[key] === saidOf(one) ? [] : [one];
  });
  let halt: Outcome | undefined;
  if (due.length > 0) {
    const outcomes = await connection.pushStock(due, whole);
    due.forEach((item, index) => {
      const key = keyOf(item);
      const outcome = note(key, outcomes[index]);
      if (outcome.kind === 'halt') halt = outcome;
      // Absolute numbers: telling one again is harmless, so only what was taken in counts as told.
      if (outcome.kind === 'done' || outcome.kind === 'pending') told.quantities[key] = saidOf(item);
      else delete told.quantities[key];
      if (outcome.handle) awaitResult(told, outcome.handle, key);
    });
  }
  const at = ctx.now().toString();
  await ctx.store.write((tx) => tx.setCursor(shopName, 'restock', JSON.stringify(told), at));
  if (halt) await stopIfHalted(ctx, shopName, halt);
  return run;
}

/** What a marketplace was told of an item: another one is told again. */
const saidOf = ({ quantity, lowStock, unlimited }: StockItem): number | string =>
  unlimited ? 'unlimited' : lowStock === undefined ? quantity : `${quantity}/${lowStock}`;

function awaitResult(told: Told, handle: Handle, key: string): void {
  const known = told.awaited.find((one) => one.handle.id === handle.id);
  if (known) known.keys.push(key);
  else told.awaited.push({ handle, keys: [key] });
}

/** Results of earlier batches: what was refused is told again. */
async function collectStock(
  connection: Connection,
  told: Told,
  note: (key: string, outcome?: Outcome) => Outcome,
): Promise<void> {
  if (!connection.collect || told.awaited.length === 0) return;
  const answers = await connection.collect(told.awaited.map((one) => one.handle));
  told.awaited = told.awaited.filter(({ keys }, batch) => {
    const outcomes = answers[batch] ?? [];
    if (outcomes.some((one) => one.kind === 'pending' || one.handle !== undefined)) return true;
    keys.forEach((key, index) => {
      if (note(key, outcomes[index]).kind !== 'done') delete told.quantities[key];
    });
    return false;
  });
}

const keyOf = ({ item, option }: Pick<StockItem, 'item' | 'option'>) =>
  option === '' ? item : `${item}\u0000${option}`;

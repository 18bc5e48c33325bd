import { shopTitle } from '../../config/shop-title.ts';
import type { Connection, ItemKey, ListedItem } from '../../connectors/contract.ts';
import { fold } from '../../core/fold.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { writerWords } from '../../core/sentences/stock-words.ts';
import type { StockRecord } from '../../core/stock.ts';
import { japanDay } from '../../core/time.ts';
import { eachRow } from '../../store/each-row.ts';
import { staffMails } from '../mail/index.ts';
import type { Context, RunResult } from '../types.ts';
import { offerOf } from './restock.ts';
import { stockFigures } from './stock-figures.ts';
import { keyOf, piecesSaid, readCursor } from './told.ts';

/** An item whose figure at the marketplace is neither what it was told nor what it would be told now. */
export interface Drift {
  readonly shop: string;
  readonly sku: string;
  readonly item: string;
  readonly option: string;
  /** Pieces that it was told last, null = 無制限. */
  readonly told: number | null;
  /** ISO instant. */
  readonly toldAt: string;
  /** What stands there; null = 無制限; undefined = it is not listed. */
  readonly theirs: number | null | undefined;
  /** What it would be told now; null = 無制限, or nobody counts it. */
  readonly ours: number | null;
  /** Who wrote our level last, in words. */
  readonly writer: string;
}

/** The shop's marketplace cannot be asked what it has. */
export const cannotList = (connection: Connection | undefined): boolean => connection?.listItems === undefined;

/**
 * Compares what a marketplace was told with what stands there (X8): items that were told, and whose result is not awaited. Orders that it took and
 * that we have pulled explain themselves: then its figure is what it would be told now.
 *
 * @throws CallFailed
 */
export async function driftOf(ctx: Context, shop: string): Promise<{ compared: number; drifts: readonly Drift[] }> {
  const connection = ctx.link?.(shop)?.connection;
  if (!connection?.listItems) return { compared: 0, drifts: [] };
  const told = new Map((await ctx.store.toldStock(shop)).map((one) => [keyOf(one), one]));
  const { cursor } = readCursor(await ctx.store.cursor(shop, 'restock'));
  const waiting = new Set(cursor.awaited.flatMap((one) => one.keys));
  const links = (await ctx.store.products(shop)).filter((link) => {
    const key = keyOf(link);
    return told.get(key)?.state === 'told' && !waiting.has(key);
  });
  if (links.length === 0) return { compared: 0, drifts: [] };
  const listed = await listedItems(connection, links);
  // Looked at after the call: what came in meanwhile is ours by now.
  const figures = await stockFigures(ctx.store, [...new Set(links.map((one) => one.sku))]);
  const portion = ctx.config.shops[shop]?.stock ?? { safety: 0, share: 100 };
  const most = connection.mostPieces ?? Number.POSITIVE_INFINITY;
  const found = links.flatMap((link): Omit<Drift, 'writer'>[] => {
    const { said, at } = told.get(keyOf(link))!;
    const item = listed.get(looseKey(link));
    // Whether it counts at all it does not say.
    if (item && item.quantity === null && !item.unlimited) return [];
    const theirs = item && (item.unlimited ? null : item.quantity);
    const wasTold = capped(piecesSaid(said), most);
    const isUnlimited = link.unlimited && connection.knowsUnlimited;
    const now = isUnlimited ? null : (offerOf(figures, link, portion) ?? null);
    const ours = capped(now, most);
    if (item && (theirs === wasTold || theirs === ours)) return [];
    const { sku, item: code, option } = link;
    return [{ shop, sku, item: code, option, told: wasTold, toldAt: at, theirs, ours }];
  });
  const writers = await writersOf(ctx, [...new Set(found.map((one) => one.sku))]);
  const drifts = found.map((one): Drift => ({ ...one, writer: writers.get(one.sku) ?? writerWords.nobody }));
  return { compared: links.length, drifts };
}

const capped = (pieces: number | null, most: number): number | null =>
  pieces === null ? null : Math.min(pieces, most);

/** Spaces and widths of options are the marketplace's affair. */
export const looseKey = ({ item, option }: ItemKey): string => `${item}\u0000${fold(option)}`;

export async function listedItems(
  connection: Connection,
  wanted?: readonly ItemKey[],
): Promise<ReadonlyMap<string, ListedItem>> {
  const found = new Map<string, ListedItem>();
  for await (const page of connection.listItems!(wanted)) for (const one of page) found.set(looseKey(one), one);
  return found;
}

/** Who wrote the levels of these SKUs last, in words. */
async function writersOf(ctx: Context, skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const writers = new Map<string, string>();
  if (skus.length === 0) return writers;
  for await (const record of eachRow((page) => ctx.store.listStock({ skus }, page)))
    writers.set(record.sku, await writerOf(ctx, record));
  return writers;
}

/** `佐藤（2026-11-21 09:00）`, or the file that a level came with. */
export async function writerOf(ctx: Context, { actor, document, at }: StockRecord): Promise<string> {
  const name = actor === '' ? ((await ctx.store.document(document))?.name ?? writerWords.nobody) : actor;
  const when = Temporal.Instant.from(at).toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();
  return `${name}（${when.toString({ smallestUnit: 'minute' }).replace('T', ' ')}）`;
}

const inMail = 50;

/** 在庫数の照合 (job `drift`): what differs is in the run, and in one mail a day. */
export async function driftShop(ctx: Context, shop: string): Promise<RunResult> {
  const { compared, drifts } = await driftOf(ctx, shop);
  const items = drifts.map((one): RunResult['items'][number] => {
    const { sku, item, option } = one;
    const args = { sku, item: option === '' ? item : `${item} ${option}` };
    return one.theirs === undefined
      ? { key: sku, kind: 'fix', code: 'stock-not-listed', args }
      : { key: sku, kind: 'fix', code: 'stock-drifted', args: { ...args, ...driftWords(one) } };
  });
  if (drifts.length > 0) {
    const lines = drifts.slice(0, inMail).map((one) => {
      const item = one.option === '' ? one.item : `${one.item} ${one.option}`;
      return mailWord('driftLine', { sku: one.sku, item, ...driftWords(one) });
    });
    if (drifts.length > inMail) lines.push(mailWord('driftMore', { count: drifts.length - inMail }));
    const words = { shop: shopTitle(ctx.config, shop), name: shop, count: drifts.length, list: lines.join('\n') };
    const about = `drift ${shop} ${japanDay(ctx.now())}`;
    await ctx.store.write((tx) =>
      tx.putMails(staffMails(ctx, about, mailWord('driftSubject', words), mailWord('driftBody', words))),
    );
  }
  return { counts: { compared, drifted: drifts.length }, items, changed: false };
}

/** Figures of a drift as people read them. */
export function driftWords({ told, toldAt, theirs, ours, writer }: Drift) {
  const when = Temporal.Instant.from(toldAt).toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();
  return {
    told: told ?? writerWords.unlimited,
    toldAt: when.toString({ smallestUnit: 'minute' }).replace('T', ' '),
    theirs: theirs === undefined ? writerWords.notThere : (theirs ?? writerWords.unlimited),
    ours: ours ?? writerWords.unlimited,
    writer,
  };
}

import { stateTitles } from '../../core/shipment.ts';
import type { SetPart, StockRecord } from '../../core/stock.ts';
import type { Keyed, ListPage, PageRequest } from '../../store/types.ts';
import { offerOf, reservationsOf, stockFigures, writerOf } from '../stock/index.ts';
import type { Context } from '../types.ts';

/** `stock list --json`, one SKU that has a level. */
export interface StockView {
  readonly sku: string;
  readonly onHand: number;
  /** Left the house since the level was told. */
  readonly sent: number;
  readonly reserved: number;
  /** `onHand − sent − reserved`; below 0 more is ordered than there is. */
  readonly free: number;
  /** ISO instant of which `onHand` speaks. */
  readonly at: string;
  /** Who wrote it: a person, or the file that it came with. */
  readonly writer: string;
  readonly note: string;
}

/** `stock show --json` */
export interface StockDetail {
  readonly sku: string;
  /** null = no level is known; of a set it follows from its parts. */
  readonly figure: Omit<StockView, 'sku' | 'at' | 'writer' | 'note'> | null;
  readonly record: Pick<StockView, 'at' | 'writer' | 'note'> | null;
  readonly parts: readonly SetPart[];
  /** The first shipments that need pieces of it. */
  readonly reservedBy: readonly {
    readonly shop: string;
    readonly number: string;
    readonly customerNo: string;
    readonly state: string;
    readonly pieces: number;
  }[];
  readonly moreReserved: number;
  readonly told: readonly {
    readonly shop: string;
    readonly item: string;
    readonly option: string;
    /** As it was told: `12`, `12/3` with 在庫わずか, `unlimited`; null = never. */
    readonly said: string | null;
    readonly at: string | null;
    readonly failed: boolean;
    /** What it would be told now; null = nobody counts it. */
    readonly now: number | null;
  }[];
}

/** A page of levels by SKU. `shop`: only what its product map names. */
export async function listStock(
  ctx: Context,
  filter: { readonly sku?: string | undefined; readonly shop?: string | undefined },
  page: PageRequest,
): Promise<ListPage<StockView & Keyed>> {
  const skus =
    filter.shop === undefined ? undefined : [...new Set((await ctx.store.products(filter.shop)).map((one) => one.sku))];
  const { rows, next } = await ctx.store.listStock({ sku: filter.sku, skus }, page);
  const figures = await stockFigures(
    ctx.store,
    rows.map((one) => one.sku),
  );
  const writers = new Map<string, string>();
  const views: (StockView & Keyed)[] = [];
  for (const record of rows) {
    const by = `${record.actor}\u0000${record.document}\u0000${record.at}`;
    if (!writers.has(by)) writers.set(by, await writerOf(ctx, record));
    const { sku, at, note, key } = record;
    // A set that has a level all the same is what its parts make.
    const figure = figures.get(sku) ?? { onHand: record.onHand, sent: 0, reserved: 0, free: record.onHand };
    const { onHand, sent, reserved, free } = figure;
    views.push({ sku, onHand, sent, reserved, free, at, writer: writers.get(by)!, note, key });
  }
  return { rows: views, next };
}

const shownReservations = 50;

/** Everything of one SKU; undefined when nothing is known of it: no level, no set, no order, no product map. */
export async function showStock(ctx: Context, sku: string): Promise<StockDetail | undefined> {
  const { store } = ctx;
  const parts = (await store.setParts()).filter((one) => one.sku === sku);
  const [record] = (await store.listStock({ skus: [sku] }, { limit: 1 })).rows;
  const links = await store.productsOf([sku]);
  const reservations = await reservationsOf(store, sku);
  if (!record && parts.length === 0 && links.length === 0 && reservations.length === 0) return undefined;
  const figures = await stockFigures(store, [sku]);
  const figure = figures.get(sku);
  const first = reservations.slice(0, shownReservations);
  const shipments = await store.shipments({ ids: first.map((one) => one.shipment) });
  const pieces = new Map(first.map((one) => [one.shipment, one.pieces]));
  return {
    sku,
    figure: figure ? { onHand: figure.onHand, sent: figure.sent, reserved: figure.reserved, free: figure.free } : null,
    record: record ? await recordOf(ctx, record) : null,
    parts,
    reservedBy: shipments.map(({ shipment, state }) => ({
      shop: shipment.shop,
      number: shipment.orderNumber,
      customerNo: shipment.customerNo,
      state: stateTitles[state],
      pieces: pieces.get(shipment.id) ?? 0,
    })),
    moreReserved: reservations.length - first.length,
    told: await Promise.all(
      links.map(async (link) => {
        const told = (await store.toldStock(link.shop, { items: [link.item] })).find(
          (one) => one.option === link.option,
        );
        const portion = ctx.config.shops[link.shop]?.stock ?? { safety: 0, share: 100 };
        return {
          shop: link.shop,
          item: link.item,
          option: link.option,
          said: told?.said ?? null,
          at: told?.at ?? null,
          failed: told?.state === 'failed',
          now: offerOf(figures, link, portion) ?? null,
        };
      }),
    ),
  };
}

const recordOf = async (ctx: Context, record: StockRecord) => ({
  at: record.at,
  writer: await writerOf(ctx, record),
  note: record.note,
});

/** Every set with its parts and how many can be made. */
export async function listSets(ctx: Context): Promise<{ sku: string; parts: SetPart[]; free: number | null }[]> {
  const parts = await ctx.store.setParts();
  if (parts.length === 0) return [];
  const bySku = Map.groupBy(parts, (one) => one.sku);
  const figures = await stockFigures(ctx.store, [...bySku.keys()]);
  return [...bySku].map(([sku, own]) => ({ sku, parts: own, free: figures.get(sku)?.free ?? null }));
}

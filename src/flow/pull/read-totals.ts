import type { KnownOrder, Page } from '../../connectors/contract.ts';
import { japanDay } from '../../core/time.ts';
import { openDocument } from '../../layout/document.ts';
import { readTable } from '../../layout/read.ts';
import { openTable } from '../../layout/rows/open.ts';
import type { Context } from '../types.ts';

export interface Totals {
  /** Yen by order number; null = the order came without an amount. Orders that the marketplace does not know are missing. */
  readonly totals: ReadonlyMap<string, number | null>;
  /** Orders of pages that no layout could read. */
  readonly unread: number;
}

/**
 * The marketplace's own totals of orders, asked for now and read by the layout of each page. Nothing is stored.
 * Throws `CallFailed` of the connector; an Error when the shop cannot read orders.
 */
export async function readTotals(ctx: Context, shop: string, orders: readonly KnownOrder[]): Promise<Totals> {
  const connection = ctx.link?.(shop)?.connection;
  if (!connection?.readOrders) throw new Error(`shop ${shop}: nothing to read orders with`);
  const totals = new Map<string, number | null>();
  let unread = 0;
  for await (const page of connection.readOrders(orders)) {
    const read = await totalsOf(ctx, page);
    if (read) for (const [number, total] of read) totals.set(number, total);
    else unread += page.orders;
  }
  return { totals, unread };
}

async function totalsOf(ctx: Context, { document, layout: name }: Page): Promise<Map<string, number | null> | null> {
  const layout = ctx.layouts.read.get(name);
  if (!layout) throw new Error(`read layout "${name}" does not exist`);
  const opened = await openDocument(
    (form) => openTable(document.bytes, document.name, form, ctx.config.limits),
    [layout],
  );
  if ('problem' in opened) return null;
  const read = readTable(opened, { masters: ctx.masters, today: japanDay(ctx.now()), file: document.name });
  return new Map(read.orders.map(({ order }) => [order.number, order.total]));
}

import { documentSource } from '../../config/order-source.ts';
import { canonicalJson } from '../../core/ids.ts';
import { speak } from '../../core/problem.ts';
import { japanDay } from '../../core/time.ts';
import { openDocument } from '../../layout/document.ts';
import { readTable } from '../../layout/read.ts';
import { openTable } from '../../layout/rows/open.ts';
import type { StoredOrder } from '../../store/types.ts';
import { candidates } from '../intake/index.ts';
import type { Context, ReplayReport } from '../types.ts';

/**
 * Reads a stored document again with today's layouts and masters and says what would differ. Changes nothing.
 *
 * @param gone also look for orders that it would not give any more: they are looked for among all orders of the shop. Without it the cost is
 *   that of the file
 */
export async function replayDocument(ctx: Context, hash: string, { gone = true } = {}): Promise<ReplayReport> {
  const info = await ctx.store.document(hash);
  const bytes = await ctx.store.documentBytes(hash);
  if (!info || !bytes) throw new Error(`no document ${hash}`);
  const empty = { hash, file: info.name, shop: info.shop, before: info.layout, after: '', changes: [] };
  const open = (form: Parameters<typeof openTable>[2]) => openTable(bytes, info.name, form, ctx.config.limits);
  const opened = await openDocument(open, candidates(ctx, info.shop));
  if ('problem' in opened) return { ...empty, problems: [speak(opened.problem)] };
  const { layout } = opened.match;
  const read = readTable(opened, { masters: ctx.masters, today: japanDay(ctx.now()), file: info.name });
  const stored = gone ? await fromDocument(ctx, info.shop, hash) : new Map<string, StoredOrder>();
  const changes: ReplayReport['changes'][number][] = [];
  for (const { order } of read.orders) {
    const before = stored.get(order.number) ?? (await asReadThen(ctx, info.shop, order.number, hash));
    stored.delete(order.number);
    if (!before) changes.push({ number: order.number, change: 'new', fields: [] });
    else {
      const fields = differences(before.source ?? before.order, order);
      if (fields.length > 0) changes.push({ number: order.number, change: 'changed', fields });
    }
  }
  for (const number of stored.keys()) changes.push({ number, change: 'gone', fields: [] });
  const source = documentSource(opened.facts.format);
  const found = [...read.problems, ...read.orders.flatMap((one) => [...one.problems, ...one.notes])];
  const problems = found.map((one) => speak(one, source));
  return { ...empty, after: `${layout.name}@${layout.version}`, changes, problems };
}

/** The orders whose current revision came from this document; looked for page by page among all of the shop. */
async function fromDocument(ctx: Context, shop: string, hash: string): Promise<Map<string, StoredOrder>> {
  const found = new Map<string, StoredOrder>();
  for (let after: string | undefined; ; ) {
    const page = await ctx.store.listOrders({ shop: shop || undefined }, { limit: 500, after });
    for (const [name, rows] of Map.groupBy(page.rows, (row) => row.shop)) {
      const orders = await ctx.store.orders({ shop: name, numbers: rows.map((row) => row.number) });
      for (const one of orders)
        if (one.origins.some((origin) => origin.document === hash)) found.set(one.order.number, one);
    }
    if (page.next === null) return found;
    after = page.next;
  }
}

/** An order that other documents changed since: the revision that this document made, else what is known today. */
async function asReadThen(ctx: Context, shop: string, number: string, hash: string): Promise<StoredOrder | undefined> {
  const revisions = await ctx.store.revisions(shop, number);
  return revisions.findLast((one) => one.origins.some((origin) => origin.document === hash)) ?? revisions.at(-1);
}

/** Paths of leaves that differ: `destinations.0.consignee.name`. */
function differences(before: unknown, after: unknown, path = ''): string[] {
  if (isNode(before) && isNode(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  return canonicalJson(before ?? null) === canonicalJson(after ?? null) ? [] : [path];
}

function isNode(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}

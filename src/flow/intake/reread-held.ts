import { contentHash } from '../../core/ids.ts';
import { say } from '../../core/sentences/index.ts';
import { eachRow } from '../../store/each-row.ts';
import type { DocumentInfo, Reads } from '../../store/types.ts';
import { openHolds } from '../decide/index.ts';
import { plainMasters } from '../notify/index.ts';
import type { Context } from '../types.ts';
import { commitOrders } from './commit-orders.ts';
import { type OrderPlan, planOrders } from './plan-orders.ts';
import { type Recognised, recognise } from './recognise.ts';

/** Holds of words that stood in no dictionary and in no map of the layout when the file was read. */
const unread = ['unknown-word', 'unmapped-word'] as const;

const mark = 'words:read';

/**
 * Orders of a document that wait for a word, planned with today's dictionaries; null when none of them reads otherwise now. Only orders
 * whose last word is this document: what came later must not be undone.
 */
export async function planHeldOrders(
  ctx: Context,
  reads: Reads,
  info: DocumentInfo,
  { opened, read }: Recognised,
): Promise<OrderPlan | null> {
  const shop = ctx.config.shops[info.shop];
  const numbers = read.orders.map((one) => one.order.number);
  if (!shop || numbers.length === 0) return null;
  const waiting = new Set(
    (await reads.shipments({ shop: shop.name, numbers }))
      .filter((one) => one.state === 'held' && openHolds(one).some((hold) => isUnread(hold.code)))
      .map((one) => one.shipment.orderNumber),
  );
  if (waiting.size === 0) return null;
  const own = (await reads.orders({ shop: shop.name, numbers: [...waiting] }))
    .filter((one) => one.origins.at(-1)?.document === info.hash)
    .map((one) => one.order.number);
  const held = read.orders.filter(
    (one) => own.includes(one.order.number) && !one.problems.some((p) => isUnread(p.code)),
  );
  if (held.length === 0) return null;
  const origin = { document: info.hash, file: info.name, layout: info.layout };
  const plan = await planOrders(ctx, reads, shop, held, origin, info.at, opened.facts.format === 'json');
  return plan.orders.length > 0 ? plan : null;
}

const isUnread = (code: string): boolean => (unread as readonly string[]).includes(code);

/**
 * Whatever dictionaries decide is decided anew when they change: orders that wait for a word are read again from their stored documents.
 * Costs one comparison while nothing changed. Gives the numbers of the orders that read otherwise now.
 */
export async function rereadHeld(ctx: Context): Promise<readonly string[]> {
  const layouts = [...ctx.layouts.read.values()].map((one) => [one.name, one.version]);
  const now = contentHash([plainMasters(ctx.masters), layouts]);
  if ((await ctx.store.cursor('', mark)) === now) return [];
  const changed: string[] = [];
  for (const hash of await documentsThatWait(ctx)) {
    const known = await ctx.store.document(hash);
    const bytes = await ctx.store.documentBytes(hash);
    if (!known || !bytes) continue;
    const layout = known.layout.split('@')[0] ?? '';
    const found = await recognise(ctx, { name: known.name, bytes, shop: known.shop, layout });
    if (!('read' in found)) continue;
    const info = { ...known, at: ctx.now().toString() };
    await ctx.store.write(async (tx) => {
      const plan = await planHeldOrders(ctx, tx, info, found);
      if (!plan) return;
      await commitOrders(ctx, tx, info, plan);
      changed.push(...plan.orders.map((one) => one.order.number));
    });
  }
  const at = ctx.now().toString();
  await ctx.store.write((tx) => tx.setCursor('', mark, now, at));
  if (changed.length > 0) {
    const { sentence, remedy } = say('held-words-read', { count: changed.length });
    ctx.tell(`${sentence} ${remedy}`);
  }
  return changed;
}

/** Last documents of the orders that wait for a word. */
async function documentsThatWait(ctx: Context): Promise<readonly string[]> {
  const documents = new Set<string>();
  const rows = eachRow((page) => ctx.store.listHolds({ codes: unread }, page));
  const numbers = new Map<string, Set<string>>();
  for await (const { shop, number } of rows) numbers.set(shop, (numbers.get(shop) ?? new Set()).add(number));
  for (const [shop, own] of numbers) {
    for (const { origins } of await ctx.store.orders({ shop, numbers: [...own] })) {
      const last = origins.at(-1)?.document;
      if (last) documents.add(last);
    }
  }
  return [...documents];
}

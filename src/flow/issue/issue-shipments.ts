import { say } from '../../core/sentences/index.ts';
import type { Shop } from '../../core/shop.ts';
import { bundleByRules } from '../decide/index.ts';
import { redecideForRules, rereadHeld } from '../intake/index.ts';
import { deliver } from '../outbox/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context, IssueReport, LeftOut } from '../types.ts';
import { issueFiles, savePage } from './commit-issue.ts';
import type { IssuePlan, IssueRequest } from './issue-plan.ts';
import { planPages } from './plan-issue.ts';
import { finishUndoing } from './undo-issue.ts';

/**
 * Writes everything that is ready into B2 files, at most 1,000 rows each. Dates and holds are decided anew with today's
 * calendar first. The shipments move to `issuing` in the same transaction that stores the file's bytes, so a shipment is
 * never in two files and never in none; the file itself appears in the outbox afterwards, whole.
 */
export async function issueShipments(ctx: Context, request: IssueRequest): Promise<IssueReport> {
  const { together, dryRun } = request;
  const isMeant = (name: string) => (together ? together.includes(name) : !request.shop || name === request.shop);
  const shops = Object.values(ctx.config.shops).filter((shop) => isMeant(shop.name));
  if (!dryRun) {
    await finishUndoing(ctx);
    await rereadHeld(ctx);
    await redecideForRules(ctx);
    await bundleByRules(
      ctx,
      shops.map((shop) => shop.name),
      request.orders,
    );
  }
  const unclear = request.reissue ? await inSeveralShops(ctx, request) : [];
  if (unclear.length > 0) return { files: [], shipments: [], leftOut: unclear, undelivered: [] };
  const pages: Brief[] = [];
  for (const configured of shops) {
    const shop: Shop = request.sellerAsShipper ? { ...configured, sender: 'seller' } : configured;
    if (shop.allocate && !dryRun) await allocateFirst(ctx, shop, request);
    if (dryRun) for await (const plan of planPages(ctx, ctx.store, shop, request)) pages.push(brief(plan));
    else if (!together) pages.push(...(await commitShops(ctx, [shop], request)));
  }
  if (together && !dryRun) pages.push(...(await commitShops(ctx, shops, request)));
  const unknown = new Set(request.orders);
  for (const name of pages.flatMap((page) => page.named)) unknown.delete(name);
  // Also what an earlier run decided and could not write (full disk, share away): it is not decided again.
  const files = dryRun ? [] : await deliver(ctx);
  const undelivered = dryRun ? [] : await ctx.store.outboxHeads({ stage: ['intended', 'staged'] });
  const freshUntil = pages.flatMap((page) => page.freshUntil ?? []).sort()[0];
  return {
    files,
    shipments: pages.flatMap((page) => page.shipments),
    leftOut: [...pages.flatMap((page) => page.leftOut), ...[...unknown].map(noSuchOrder)],
    undelivered: undelivered.map((file) => file.path),
    ...(freshUntil !== undefined && { freshUntil }),
  };
}

/** What the report says of a page of orders. */
interface Brief extends Pick<IssuePlan, 'leftOut' | 'named' | 'freshUntil'> {
  /** お客様管理番号 of what is written. */
  readonly shipments: readonly string[];
}

const brief = ({ rows, leftOut, named, freshUntil }: IssuePlan): Brief => ({
  shipments: rows.map((row) => row.stored.shipment.customerNo),
  leftOut,
  named,
  freshUntil,
});

/** What is ready of these shops, and its files, in one transaction. */
function commitShops(ctx: Context, shops: readonly Shop[], request: IssueRequest): Promise<readonly Brief[]> {
  return ctx.store.write(async (tx) => {
    const pages: Brief[] = [];
    const files = issueFiles(ctx, request);
    for (const shop of shops) {
      for await (const plan of planPages(ctx, tx, shop, request)) {
        pages.push(brief(plan));
        files.add(plan);
        await savePage(ctx, tx, plan, request);
      }
    }
    await files.put(tx, request.together ? '' : (shops[0]?.name ?? ''));
    return pages;
  });
}

/** A number that was asked for and stands nowhere. */
export const noSuchOrder = (number: string): LeftOut => ({
  number,
  customerNo: '',
  code: 'command-no-such-order',
  ...say('command-no-such-order', { number }),
});

/** Order numbers are unique in a shop only: a second label for the wrong one would be a second parcel. */
export async function inSeveralShops(
  ctx: Context,
  { shop, orders = [] }: Pick<IssueRequest, 'shop' | 'orders'>,
): Promise<readonly LeftOut[]> {
  const found = await ctx.store.shipments({ numbers: orders, ...(shop && { shop }) });
  return orders.flatMap((number): LeftOut[] => {
    const shops = [
      ...new Set(found.flatMap(({ shipment }) => (shipment.orderNumber === number ? [shipment.shop] : []))),
    ];
    if (shops.length < 2) return [];
    const words = say('order-in-several-shops', { number, shops: shops.join('・') });
    return [{ number, customerNo: '', code: 'order-in-several-shops', ...words }];
  });
}

/** What today's calendar released takes its pieces before it is known what is ready. */
export async function allocateFirst(ctx: Context, shop: Shop, request: IssueRequest): Promise<void> {
  await ctx.store.write(async (tx) => {
    for await (const { decided } of planPages(ctx, tx, shop, request)) {
      await tx.saveShipments(decided.changes);
      await tx.addJournal(decided.journal);
    }
    await allocate(ctx, tx);
  });
}

import { say } from '../../core/sentences/index.ts';
import { shortPath } from '../files/index.ts';
import { tellLeftOut, writeNotices } from '../notify/index.ts';
import { deliver, outboxPathOf } from '../outbox/index.ts';
import type { Context, IntakeDocument, IssueReport } from '../types.ts';
import { issueShipments } from './issue-shipments.ts';

/**
 * What accepted documents set off: one B2 file for each of their shops, files to the marketplaces. Files that came together are given
 * together, so that they become one B2 file.
 */
export async function afterIntake(ctx: Context, documents: readonly IntakeDocument[]): Promise<void> {
  const taken = documents.filter((one) => !one.refused);
  if (taken.some(({ registered }) => (registered.filled ?? 0) > 0))
    await tellFiles(ctx, 'file-for-marketplace', await deliver(ctx));
  /** Whether B2 files are due too. */
  const shops = new Map<string, boolean>();
  const add = (shop: string, issuing: boolean) => shops.set(shop, issuing || shops.get(shop) === true);
  for (const { shop, seenBefore, registered } of taken) {
    // Taken before: perhaps the process ended between the intake and this.
    if (seenBefore || (registered.waybills ?? 0) > 0)
      for (const every of Object.keys(ctx.config.shops)) add(every, seenBefore);
    else if (shop !== '') add(shop, (registered.filled ?? 0) === 0);
    if ((registered.goods ?? 0) > 0) for (const every of Object.keys(ctx.config.shops)) add(every, true);
    // Orders that waited for goods to be known go on.
    if ((registered.products ?? 0) + (registered.stock ?? 0) > 0)
      for (const { name, unknownProducts } of Object.values(ctx.config.shops))
        if (unknownProducts === 'hold') add(name, true);
  }
  for (const [shop, issuing] of shops) await followUp(ctx, shop, issuing);
}

/** Writes what is due for a shop: B2 files of ready shipments (when the shop issues by itself) and notices. */
export async function followUp(ctx: Context, shopName: string, issuing: boolean): Promise<void> {
  const shop = ctx.config.shops[shopName];
  if (!shop) return;
  if (issuing && shop.issue === 'auto') {
    const report = await issueShipments(ctx, { shop: shopName, actor: 'auto', auto: true });
    if (report.shipments.length > 0) await tellFiles(ctx, 'file-for-b2', report.files);
    await noteWake(ctx, shopName, report);
  }
  const { files, leftOut } = await writeNotices(ctx, shopName);
  if (files.length > 0) await tellFiles(ctx, 'file-for-marketplace', files);
  tellLeftOut(ctx, leftOut);
}

/** Where it is kept when the first order of a shop that is too fresh may be issued. */
const wakeAt = 'issue-wake';

/** Remembers when somebody must look again. */
export async function noteWake(ctx: Context, shop: string, { freshUntil = '' }: IssueReport): Promise<void> {
  if ((await ctx.store.cursor(shop, wakeAt)) === freshUntil) return;
  await ctx.store.write((tx) => tx.setCursor(shop, wakeAt, freshUntil, ctx.now().toString()));
}

/** Has an order of this shop become old enough since? Costs one look by key. */
export async function isFreshDue(ctx: Context, shop: string): Promise<boolean> {
  const at = await ctx.store.cursor(shop, wakeAt);
  return at !== '' && Temporal.Instant.compare(Temporal.Instant.from(at), ctx.now()) <= 0;
}

/** Each file with the number of its own shipments. */
export async function tellFiles(
  ctx: Context,
  code: 'file-for-b2' | 'file-for-marketplace',
  files: readonly string[],
): Promise<void> {
  const sorted = [...files].sort();
  const paths = sorted.map((file) => outboxPathOf(ctx, file));
  const known = new Map((await ctx.store.outbox({ paths })).map((one) => [one.path, one.shipments.length]));
  for (const [index, file] of sorted.entries()) {
    const count = known.get(paths[index]!) ?? 0;
    const { sentence, remedy } = say(code, { file: shortPath(ctx, file), count });
    ctx.tell(`${sentence} ${remedy}`);
  }
}

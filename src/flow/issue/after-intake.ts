import { relative, sep } from 'node:path';
import { say } from '../../core/sentences/index.ts';
import { shortPath } from '../files/index.ts';
import { tellLeftOut, writeNotices } from '../notify/index.ts';
import { deliver } from '../outbox/index.ts';
import type { Context, IntakeDocument } from '../types.ts';
import { issueShipments } from './issue-shipments.ts';

/** What an accepted document sets off: the B2 file of its shop, or files to the marketplaces. */
export async function afterIntake(ctx: Context, document: IntakeDocument): Promise<void> {
  if (document.refused) return;
  const { waybills = 0 } = document.registered;
  // Taken before: perhaps the process ended between the intake and this.
  if (waybills > 0 || document.seenBefore) {
    for (const shop of Object.keys(ctx.config.shops)) await followUp(ctx, shop, document.seenBefore);
    return;
  }
  if ((document.registered.filled ?? 0) > 0) await tellFiles(ctx, 'file-for-marketplace', await deliver(ctx));
  if (document.shop !== '') await followUp(ctx, document.shop, true);
}

/** Writes what is due for a shop: B2 files of ready shipments (when the shop issues by itself) and notices. */
export async function followUp(ctx: Context, shopName: string, issuing: boolean): Promise<void> {
  const shop = ctx.config.shops[shopName];
  if (!shop) return;
  if (issuing && shop.issue === 'auto') {
    const { files, shipments } = await issueShipments(ctx, { shop: shopName, actor: 'auto', auto: true });
    if (shipments.length > 0) await tellFiles(ctx, 'file-for-b2', files);
  }
  const { files, leftOut } = await writeNotices(ctx, shopName);
  if (files.length > 0) await tellFiles(ctx, 'file-for-marketplace', files);
  tellLeftOut(ctx, leftOut);
}

/** Each file with the number of its own shipments. */
async function tellFiles(
  ctx: Context,
  code: 'file-for-b2' | 'file-for-marketplace',
  files: readonly string[],
): Promise<void> {
  const sorted = [...files].sort();
  const paths = sorted.map((file) => relative(ctx.config.outbox, file).replaceAll(sep, '/'));
  const known = new Map((await ctx.store.outbox({ paths })).map((one) => [one.path, one.shipments.length]));
  for (const [index, file] of sorted.entries()) {
    const count = known.get(paths[index]!) ?? 0;
    const { sentence, remedy } = say(code, { file: shortPath(ctx, file), count });
    ctx.tell(`${sentence} ${remedy}`);
  }
}

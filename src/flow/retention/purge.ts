import { isCopyRelated, noArrangement } from '../../core/arrangement.ts';
import type { KeptThing } from '../../core/retention.ts';
import { japanDay } from '../../core/time.ts';
import type { StoredOrder } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { type FileCount, noFiles } from './file-count.ts';
import { forgetInboxFiles } from './inbox-files.ts';
import { forgetOutboxFiles } from './outbox-files.ts';

/** ISO instants: what is older goes; missing = nothing goes. */
export type Limits = Readonly<Partial<Record<KeptThing, string>>>;

export interface PurgeReport {
  readonly forgotten: Readonly<Record<KeptThing | 'documents', number>>;
  /** Old enough, but not finished. */
  readonly unfinished: {
    readonly orders: number;
    /** Some of them. */
    readonly named: readonly { readonly shop: string; readonly number: string }[];
    readonly files: number;
  };
  /** Old files in the outbox that are none of ours. */
  readonly foreign: readonly string[];
  /** Files that could not be deleted. */
  readonly failed: FileCount['failed'];
}

/**
 * Forgets what is older than its limit. What is not finished stays and is counted. Safe to be stopped anywhere, and to run beside
 * everything else: small transactions, and what was forgotten once is not met again.
 */
export async function purge(ctx: Context, limits: Limits, { dryRun = false } = {}): Promise<PurgeReport> {
  const { forget } = ctx.store;
  const now = ctx.now().toString();
  const what = (before: string) => ({ before, now, dryRun });
  const forgotten = { orders: 0, documents: 0, files: 0, runs: 0, 'link-history': 0, notices: 0, mails: 0 };
  const files = noFiles();
  let open: Pick<PurgeReport['unfinished'], 'orders' | 'named'> = { orders: 0, named: [] };
  // Files first: they are the ones in clear.
  if (limits.files !== undefined) {
    for (const count of [
      await forgetInboxFiles(ctx, japanDay(Temporal.Instant.from(limits.files)), dryRun),
      await forgetOutboxFiles(ctx, limits.files, now, dryRun),
    ]) {
      files.forgotten += count.forgotten;
      files.kept += count.kept;
      files.foreign.push(...count.foreign);
      files.failed.push(...count.failed);
    }
    forgotten.files = files.forgotten;
    ctx.at('purge:files');
  }
  if (limits.orders !== undefined) {
    const orders = await forget.orders(what(limits.orders), (stored) => isNeverTold(ctx, stored));
    ctx.at('purge:orders');
    forgotten.orders = orders.forgotten;
    open = { orders: orders.kept, named: orders.named };
    forgotten.documents = (await forget.documents(what(limits.orders), orders.documents)).forgotten;
  }
  const drop = async (name: KeptThing, ...tables: Parameters<typeof forget.history>[0][]) => {
    const before = limits[name];
    if (before === undefined) return;
    for (const table of tables) forgotten[name] += (await forget.history(table, what(before))).forgotten;
  };
  await drop('runs', 'runs');
  await drop('link-history', 'link_history', 'hand_overs');
  await drop('notices', 'notices');
  await drop('mails', 'mails');
  if (!dryRun) await forget.settle();
  return { forgotten, unfinished: { ...open, files: files.kept }, foreign: files.foreign, failed: files.failed };
}

/** Shops without a way to be told, and copies (A4), stay 出荷済み for ever. */
function isNeverTold(ctx: Context, { shop: name, arrangement = noArrangement }: StoredOrder): boolean {
  const shop = ctx.config.shops[name];
  if (!shop || isCopyRelated(arrangement)) return true;
  return shop.layouts.notify === '' && !ctx.config.apis[name];
}

import { CallFailed, type Outcome, type Page } from '../../connectors/contract.ts';
import { intakeFile } from '../intake/index.ts';
import { afterIntake } from '../issue/index.ts';
import { runItem, stopIfHalted } from '../jobs/index.ts';
import type { Context, Incoming, IntakeDocument, RunResult } from '../types.ts';
import { readOrdersWithoutPermission } from './orders-without-permission.ts';
import { notePull } from './pull-trouble.ts';

/** First run: so far back (hours). Differential runs go on from the cursor with the connector's own overlap. */
const firstLookBack = 7 * 24;

export interface PullRange {
  /** ISO instants; given = a range by hand, the cursor stays where it is. */
  readonly from?: string;
  readonly to?: string;
}

/**
 * 取得: fetches a shop's orders page by page, oldest first. Each page is stored as it came and taken in like a dropped file;
 * the cursor moves in the same transaction, so a kill loses no page and skips none.
 */
export async function pullShop(ctx: Context, shopName: string, range: PullRange = {}): Promise<RunResult> {
  const link = ctx.link?.(shopName);
  const counts: Record<string, number> = { pages: 0, new: 0, revised: 0, unchanged: 0, refused: 0 };
  const items: RunResult['items'][number][] = [];
  const pull = link?.connection.pullOrders;
  if (!link || !pull) return { counts, items, changed: false };
  const byHand = range.from !== undefined;
  const cursor = byHand ? '' : await ctx.store.cursor(shopName, 'pull');
  const from = range.from ?? (cursor === '' ? await beginning(ctx, shopName) : '');
  let failed: Outcome | undefined;
  try {
    for await (const page of pull({ cursor, from, ...(range.to && { to: range.to }) })) {
      await take(page, byHand ? undefined : { shop: shopName, job: 'pull', cursor: page.cursor });
    }
    if (!byHand) await readOrdersWithoutPermission(ctx, shopName, take);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    items.push(runItem(shopName, error.outcome));
    counts[error.outcome.kind] = 1;
    await stopIfHalted(ctx, shopName, error.outcome);
    failed = error.outcome;
  }
  await notePull(ctx, shopName, failed);
  return { counts, items, changed: counts.new! + counts.revised! > 0 };

  async function take(page: Page, advance?: Incoming['advance']): Promise<void> {
    const [document] = await intakeFile(ctx, {
      name: page.document.name,
      bytes: page.document.bytes,
      shop: shopName,
      layout: page.layout,
      ...(advance && { advance }),
    });
    counts.pages!++;
    if (document) {
      count(counts, document);
      items.push(...itemsOf(document));
      ctx.at('pull:page');
      await afterIntake(ctx, document);
    }
  }
}

/**
 * Where a shop's first pull begins. Kept from the first try on: as long as no page came (nothing sold, wrong key) the window
 * must not move on and leave orders behind.
 */
async function beginning(ctx: Context, shop: string): Promise<string> {
  const kept = await ctx.store.cursor(shop, 'pull:from');
  if (kept !== '') return kept;
  const now = ctx.now();
  const from = now.subtract({ hours: firstLookBack }).toString();
  await ctx.store.write((tx) => tx.setCursor(shop, 'pull:from', from, now.toString()));
  return from;
}

function count(counts: Record<string, number>, { orders }: IntakeDocument): void {
  for (const key of ['new', 'revised', 'unchanged', 'refused'] as const) counts[key] = (counts[key] ?? 0) + orders[key];
}

function itemsOf({ problems }: IntakeDocument): { key: string; kind: string; code: string }[] {
  return problems
    .filter((one) => one.kind !== 'done')
    .map(({ order, kind, code }) => ({ key: order ?? '', kind, code }));
}

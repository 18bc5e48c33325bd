import { CallFailed, type Page } from '../connectors/contract.ts';
import { stopIfHalted } from './halt.ts';
import { intakeFile } from './intake.ts';
import { afterIntake } from './start.ts';
import type { Context, IntakeDocument, RunResult } from './types.ts';

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
  const from = range.from ?? ctx.now().subtract({ hours: firstLookBack }).toString();
  try {
    for await (const page of pull({ cursor, from, ...(range.to && { to: range.to }) })) await take(page);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { kind, code, args } = error.outcome;
    items.push({ key: shopName, kind, code, ...(args && { args }) });
    counts[kind] = 1;
    await stopIfHalted(ctx, shopName, error.outcome);
  }
  return { counts, items, changed: counts.new! + counts.revised! > 0 };

  async function take(page: Page): Promise<void> {
    const advance = byHand ? undefined : { shop: shopName, job: 'pull', cursor: page.cursor };
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

function count(counts: Record<string, number>, { orders }: IntakeDocument): void {
  for (const key of ['new', 'revised', 'unchanged', 'refused'] as const) counts[key] = (counts[key] ?? 0) + orders[key];
}

function itemsOf({ problems }: IntakeDocument): { key: string; kind: string; code: string }[] {
  return problems
    .filter((one) => one.kind !== 'done')
    .map(({ order, kind, code }) => ({ key: order ?? '', kind, code }));
}

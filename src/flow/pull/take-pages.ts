import { CallFailed, type Outcome, type Page } from '../../connectors/contract.ts';
import { intakeFile } from '../intake/index.ts';
import { afterIntake } from '../issue/index.ts';
import { runItem, stopIfHalted } from '../jobs/index.ts';
import type { Context, Incoming, IntakeDocument, RunResult } from '../types.ts';

/** Pages of orders that a job fetches from a shop's marketplace, taken in like dropped files. */
export interface PageTaker {
  readonly counts: Record<string, number>;
  readonly items: RunResult['items'][number][];
  /** Numbers of the orders that were not known before. */
  readonly found: string[];
  take(page: Page, advance?: Incoming['advance']): Promise<void>;
  /** Does work that walks through pages; a call that failed ends it, is noted, and comes back. `undefined` = it went well. */
  attempt(work: () => Promise<void>): Promise<Outcome | undefined>;
  result(): RunResult;
}

/**
 * @param onlyNews pages that change nothing are not stored: orders that are asked for again and again would fill the store with
 *   what is known
 */
export function takePages(ctx: Context, shop: string, { onlyNews = false } = {}): PageTaker {
  const counts: Record<string, number> = { pages: 0, new: 0, revised: 0, unchanged: 0, refused: 0 };
  const items: RunResult['items'][number][] = [];
  const found: string[] = [];
  const self: PageTaker = {
    counts,
    items,
    found,
    async take(page, advance) {
      const { name, bytes } = page.document;
      const incoming: Incoming = { name, bytes, shop, layout: page.layout, ...(advance && { advance }) };
      counts.pages!++;
      if (onlyNews) {
        const [dry] = await intakeFile(ctx, incoming, { dryRun: true });
        if (dry && !isNews(dry)) return note(dry);
      }
      const [document] = await intakeFile(ctx, incoming);
      if (!document) return;
      note(document);
      ctx.at('pull:page');
      await afterIntake(ctx, document);
    },
    async attempt(work) {
      try {
        await work();
        return undefined;
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        items.push(runItem(shop, error.outcome));
        counts[error.outcome.kind] = 1;
        await stopIfHalted(ctx, shop, error.outcome);
        return error.outcome;
      }
    },
    result: () => ({ counts, items, changed: counts.new! + counts.revised! > 0 }),
  };
  return self;

  function note(document: IntakeDocument): void {
    const { orders, problems, newOrders = [] } = document;
    for (const key of ['new', 'revised', 'unchanged', 'refused'] as const) counts[key]! += orders[key];
    found.push(...newOrders);
    items.push(
      ...problems
        .filter((one) => one.kind !== 'done')
        .map(({ order, kind, code }) => ({ key: order ?? '', kind, code })),
    );
  }
}

/** What could not be read is kept as evidence. */
const isNews = ({ orders, refused, seenBefore }: IntakeDocument): boolean =>
  !seenBefore && (refused || orders.new + orders.revised + orders.refused > 0);

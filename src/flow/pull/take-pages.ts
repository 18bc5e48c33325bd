import { CallFailed, type Outcome, type Page } from '../../connectors/contract.ts';
import { intakeFile, pageLayout } from '../intake/index.ts';
import { afterIntake } from '../issue/index.ts';
import { runItem, stopIfHalted } from '../jobs/index.ts';
import type { Context, Incoming, IntakeDocument, RunResult } from '../types.ts';

/** Pages of orders that a job fetches from a shop's marketplace, taken in like dropped files. */
export interface PageTaker {
  readonly counts: Record<string, number>;
  readonly items: RunResult['items'][number][];
  /** Numbers of the orders that were not known before. */
  readonly found: string[];
  /**
   * One search: takes its pages in. What ends it early is noted and comes back, `undefined` = it came to its end. A search that
   * brings nothing new twice running (the same page under ever new tokens) is ended as `retry`.
   *
   * @param advance the job's cursor that moves with a page
   */
  search(pages: AsyncIterable<Page>, advance?: (page: Page) => Incoming['advance']): Promise<Outcome | undefined>;
  /** Does what all pages set off (one B2 file a shop), and says what the run did. */
  result(): Promise<RunResult>;
}

/** What pages set off does not wait for more orders than one B2 file holds, nor longer than so many ms of a slow search. */
const gathered = { orders: 1000, ms: 300_000 };

/** Pages running that bring nothing new: an order may come twice, a whole page hardly. */
const patience = 2;

/**
 * @param onlyNews pages that change nothing are not stored: orders that are asked for again and again would fill the store with
 *   what is known
 */
export function takePages(ctx: Context, shop: string, { onlyNews = false } = {}): PageTaker {
  const counts: Record<string, number> = { pages: 0, new: 0, revised: 0, unchanged: 0, refused: 0 };
  const items: RunResult['items'][number][] = [];
  const found: string[] = [];
  let waiting: IntakeDocument[] = [];
  let waitingSince = 0;
  /** A page was not read because of its layout: a later one, of another layout, must not take the cursor past it. */
  let isStuck = false;

  // One line for all pages, not one for each.
  const { onProgress, ...quiet } = ctx;

  async function take({ document: { name, bytes }, layout }: Page, more: Partial<Incoming>): Promise<void> {
    const { advance, ...staying } = more;
    const incoming: Incoming = {
      name,
      bytes,
      shop,
      layout: pageLayout(ctx, shop, layout),
      ...staying,
      ...(advance && !isStuck && { advance }),
    };
    counts.pages!++;
    if (onlyNews) {
      const [dry] = await intakeFile(quiet, incoming, { dryRun: true });
      if (dry && !isNews(dry)) return note(dry);
    }
    const [document] = await intakeFile(quiet, incoming);
    if (!document) return;
    note(document);
    if (document.problems.some(({ code }) => code === 'layout-unfit')) isStuck = true;
    ctx.at('pull:page');
    if (waiting.length === 0) waitingSince = performance.now();
    waiting.push(document);
    const orders = waiting.reduce((sum, one) => sum + one.orders.new + one.orders.revised, 0);
    if (orders >= gathered.orders || performance.now() - waitingSince >= gathered.ms) await settle();
  }

  async function settle(): Promise<void> {
    const documents = waiting;
    waiting = [];
    if (documents.length > 0) await afterIntake(quiet, documents);
  }

  function note({ orders, problems, newOrders = [], happened = [] }: IntakeDocument): void {
    for (const key of ['new', 'revised', 'unchanged', 'refused'] as const) counts[key]! += orders[key];
    onProgress?.({ what: 'pull', done: counts.new! + counts.revised! + counts.unchanged! + counts.refused! });
    found.push(...newOrders);
    items.push(...happened.map(({ order, kind = 'done', code, args }) => ({ key: order, kind, code, args })));
    items.push(
      ...problems
        .filter((one) => one.kind !== 'done')
        .map(({ order, kind, code, args }) => ({ key: order ?? '', kind, code, ...(args && { args }) })),
    );
  }

  return {
    counts,
    items,
    found,
    async search(pages, advance) {
      const watch = watchForNews();
      try {
        for await (const page of pages) {
          const moved = advance?.(page);
          await take(page, { onRead: watch.page(page.restarted), ...(moved && { advance: moved }) });
          if (ctx.isStopped?.()) throw new CallFailed({ kind: 'retry', code: 'stopped-by-person' });
          if (watch.idle() >= patience)
            throw new CallFailed({ kind: 'retry', code: 'search-goes-round', args: { pages: counts.pages! } });
        }
        return undefined;
      } catch (error) {
        if (!(error instanceof CallFailed)) {
          await settle();
          throw error;
        }
        items.push(runItem(shop, error.outcome));
        counts[error.outcome.kind] = 1;
        await stopIfHalted(ctx, shop, error.outcome);
        return error.outcome;
      }
    },
    async result() {
      await settle();
      return { counts, items, changed: counts.new! + counts.revised! > 0 };
    },
  };
}

/** Counts the pages running of which everything was seen before in the same search. */
function watchForNews() {
  const seen = new Set<string>();
  let idle = 0;
  return {
    /**
     * The `onRead` of one page: has it news? The cursor does not follow a page without any, so that the next try begins before it.
     * The page may be read twice (dry, then really).
     */
    page(restarted = false): (contents: readonly string[]) => boolean {
      if (restarted) seen.clear();
      let isNew: boolean | undefined;
      return (contents) => {
        if (isNew !== undefined) return isNew;
        isNew = contents.some((one) => !seen.has(one));
        for (const one of contents) seen.add(one);
        idle = isNew ? 0 : idle + 1;
        return isNew;
      };
    },
    idle: () => idle,
  };
}

/** What could not be read is kept as evidence. */
const isNews = ({ orders, refused, seenBefore }: IntakeDocument): boolean =>
  !seenBefore && (refused || orders.new + orders.revised + orders.refused > 0);

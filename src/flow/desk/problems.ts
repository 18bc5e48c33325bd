import { holdTitle } from '../../core/sentences/console/hold-titles.ts';
import { consoleText } from '../../core/sentences/console/in-console.ts';
import type { Clearer, Hold } from '../../core/shipment.ts';
import type { Context, HoldView } from '../types.ts';
import { eachHold, listHolds } from './holds.ts';
import { pageNotices } from './notices.ts';
import { eachOrder } from './orders.ts';
import { reportBytes } from './report.ts';
import { type Bounded, mostCounted } from './today.ts';

/** Holds of one reason: the same remedy. */
export interface ProblemGroup extends Bounded {
  readonly code: Hold['code'];
  readonly title: string;
  /** Who makes it go away. */
  readonly clearedBy: Clearer;
  readonly remedy: string;
  /** The first of them, of the newest orders. */
  readonly examples: readonly HoldView[];
}

export interface Problems {
  readonly groups: readonly ProblemGroup[];
  /** Notices that failed or wait for a person, those that were reserved last first. */
  readonly notices: Awaited<ReturnType<typeof pageNotices>>;
}

const examples = 3;
const shownNotices = 20;

/** What keeps orders back, by reason, the most frequent first. Costs a count that stops, and three holds, for each reason that there is. */
export async function problems(ctx: Context): Promise<Problems> {
  const counts = await ctx.store.countHolds(mostCounted + 1);
  const groups: ProblemGroup[] = [];
  for (const [code, count] of counts) {
    const { rows } = await listHolds(ctx, { codes: [code] }, { limit: examples });
    const [first] = rows;
    // Cleared in this very moment.
    if (!first) continue;
    const { clearedBy, remedy } = first;
    const bounded = { count: Math.min(count, mostCounted), isMore: count > mostCounted };
    groups.push({ ...bounded, code, title: holdTitle(code), clearedBy: clearedBy as Clearer, remedy, examples: rows });
  }
  const notices = await pageNotices(ctx, { states: ['failed', 'asking'] }, { limit: shownNotices });
  return { groups: groups.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)), notices };
}

/**
 * What keeps orders back as a workbook of two sheets (the report of `report`, of held orders alone), written into the history. Costs what is held.
 */
export async function problemsWorkbook(ctx: Context, actor: string): Promise<Uint8Array> {
  const orders = eachOrder(ctx, { states: ['held'] });
  const bytes = await reportBytes({ orders, holds: forConsole(eachHold(ctx)), problems: [] });
  const at = ctx.now().toString();
  await ctx.store.write((tx) =>
    tx.addJournal([{ at, actor, what: 'problems-exported', shop: '', orderNumber: '', shipment: '', details: {} }]),
  );
  return bytes;
}

/** Whoever got it from the console reads what to do there. */
async function* forConsole(holds: ReturnType<typeof eachHold>): AsyncGenerator<HoldView> {
  for await (const one of holds) yield { ...one, remedy: consoleText(one.remedy) };
}

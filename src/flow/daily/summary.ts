import { shopTitle } from '../../config/shop-title.ts';
import { beforeLine } from '../../core/go-live.ts';
import { holdTitle } from '../../core/sentences/console/hold-titles.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { addDays, japanDay } from '../../core/time.ts';
import { staffMails } from '../mail/index.ts';
import type { Context, RunResult } from '../types.ts';

/** Counting ends here: more of one thing is "more than". Keeps the cost small whatever lies there. */
const most = 10_000;

/**
 * One mail at closing time: what came in and went out today, what stands still and why, what was not told yet, which shops and jobs stand
 * still. Numbers only, no personal data. Each figure is counted by an index: it costs what the day brought and what is open.
 */
export async function mailSummary(ctx: Context): Promise<RunResult> {
  const { store } = ctx;
  const day = japanDay(ctx.now());
  const on = (what: 'orders' | 'labels' | 'told') => store.countOn(what, day, addDays(day, 1));
  const [orders, labels, told] = [await on('orders'), await on('labels'), await on('told')];
  const holds = [...(await store.countHolds(most))]
    .filter(([code]) => code !== beforeLine)
    .sort(([, a], [, b]) => b - a);
  const shipments = await store.countShipments(['ready', 'issuing', 'backordered'], most);
  const notices = await store.countNotices(['due', 'asking', 'failed', 'unsure'], most);
  const halts = await store.halts();
  const lines = (list: readonly string[]) => (list.length === 0 ? mailWord('summaryNone') : list.join('\n'));
  const line = (what: string, count: number) => mailWord('summaryLine', { what, count });
  const words = {
    day,
    name: ctx.config.name,
    orders,
    labels,
    told,
    ready: shipments.get('ready') ?? 0,
    issuing: shipments.get('issuing') ?? 0,
    backordered: shipments.get('backordered') ?? 0,
    holds: lines(holds.map(([code, count]) => line(holdTitle(code), count))),
    due: notices.get('due') ?? 0,
    asking: notices.get('asking') ?? 0,
    failed: notices.get('failed') ?? 0,
    unsure: notices.get('unsure') ?? 0,
    halts: lines(halts.map(({ shop }) => shopTitle(ctx.config, shop))),
  };
  const mails = staffMails(ctx, `summary ${day}`, mailWord('summarySubject', words), mailWord('summaryBody', words));
  await store.write((tx) => tx.putMails(mails));
  return { counts: { new: orders, labels, told, mails: mails.length }, items: [], changed: false };
}

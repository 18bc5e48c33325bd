import type { Policy } from '../../connectors/contract.ts';
import { deliver } from '../outbox/index.ts';
import { findDueNotices, type WorkedOut } from './find-due-notices.ts';
import { kindsOf, kindsToReserve } from './kinds.ts';
import type { NoticeRun } from './notice-run.ts';
import { refillForms } from './return-form.ts';
import { recheckAll, settleMarked, type Work, type Worked, workOutAll } from './settle-orders.ts';
import { plainMasters } from './told-by.ts';

/** Orders that are worked out in one transaction. */
const page = 200;

/**
 * Reserves every notice that should have been told and was not, of all kinds that the shop lets us tell (and of those that this
 * pass was asked for): of the orders of which something happened, page by page. Of all orders, when the settings changed or `all`
 * says so.
 */
export async function reserve(run: NoticeRun, all = false): Promise<void> {
  const { ctx, shop, link } = run;
  const kinds = kindsToReserve(run);
  const usual = kindsOf(ctx, shop.name, link);
  let forms = 0;
  const said = new Set<string>();
  run.counts.reserved = 0;
  const work: Work<WorkedOut & Worked & { forms: number }> = {
    shop: shop.name,
    page,
    async workOut(tx, numbers) {
      const worked = await findDueNotices(run, tx, numbers, kinds);
      const lookOn = new Map(worked.again.map(({ orderNumber, day }) => [orderNumber, day]));
      return { ...worked, lookOn, forms: await refillForms(ctx, tx, shop, numbers) };
    },
    done(result) {
      run.counts.reserved = (run.counts.reserved ?? 0) + result.reserved;
      forms += result.forms;
      sayProblems(run, result.problems, said);
    },
  };
  await settleMarked(ctx, work);
  // Kinds that are switched off and asked for by hand: no mark was ever set for them.
  if (kinds.some((kind) => !usual.includes(kind))) await workOutAll(ctx, work);
  const { orders, missed } = await recheckAll(ctx, work, settingsOf(run, usual), all);
  if (orders > 0) run.counts.rechecked = orders;
  run.items.push(...missed.map((key) => ({ key, kind: 'bug', code: 'order-was-not-marked' })));
  if (forms > 0) await deliver(ctx);
}

/**
 * What follows from what was just told of these orders: the next kind, and 完了 (Next Engine's 請求済 70). They stay marked, so that the next
 * pass does it should this one end before.
 */
export async function reserveAfter(run: NoticeRun, orders: readonly string[]): Promise<void> {
  const kinds = kindsToReserve(run);
  for (let from = 0; from < orders.length; from += page) {
    const some = orders.slice(from, from + page);
    const { reserved } = await run.ctx.store.write((tx) => findDueNotices(run, tx, some, kinds));
    run.counts.reserved = (run.counts.reserved ?? 0) + reserved;
  }
}

/** Everything but the orders that the answer of the policy follows from. */
function settingsOf({ ctx, shop, link }: NoticeRun, kinds: readonly string[]): unknown {
  const settings = ctx.config.apis[shop.name]?.settings ?? link.settings;
  return { connector: link.connector.name, settings, shop, kinds, masters: plainMasters(ctx.masters) };
}

/**
 * One line per order and reason, of the kinds that this pass is about.
 *
 * @param said what the pass has said so far: an order may be worked out twice, as a marked one and among all
 */
function sayProblems(
  run: NoticeRun,
  problems: readonly { readonly order: string; readonly problem: Policy['problems'][number] }[],
  said: Set<string>,
): void {
  for (const { order, problem } of problems) {
    const { kind, code, args } = problem;
    if (said.has(`${order} ${code}`) || (kind !== undefined && !run.kinds.includes(kind))) continue;
    said.add(`${order} ${code}`);
    run.items.push({ key: order, kind: 'fix', code, ...(args && { args }) });
  }
}

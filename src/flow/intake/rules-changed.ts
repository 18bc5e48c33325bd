import { isDeepStrictEqual } from 'node:util';
import { usualSwitches } from '../../config/load.ts';
import { contentHash } from '../../core/ids.ts';
import { say } from '../../core/sentences/index.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import type { Writes } from '../../store/types.ts';
import { redecideOrders } from '../decide/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context } from '../types.ts';

const mark = 'rules:decided';

/** States in which no label exists: only these orders can still be decided otherwise. */
const open: readonly ShipmentState[] = ['held', 'backordered', 'ready'];

const ordersAtOnce = 200;

/** Everything of rules and switches that decides; '' = no rule is on and every switch is as it comes. */
function versionOf({ rules, config }: Context): string {
  const on = rules?.rules.some((rule) => rule.on) ? rules.version : '';
  // Where a shop stands is in the store; its switch only says how it begins.
  const switches = Object.values(config.shops).flatMap(({ name, switches: { goLive: _, ...own } = usualSwitches }) =>
    isDeepStrictEqual(own, usualSwitches) ? [] : [[name, own]],
  );
  return on === '' && switches.length === 0 ? '' : contentHash([on, switches]);
}

/** The product table changed: open orders are decided anew with the next look. In that document's transaction. */
export async function forgetDecided(ctx: Context, tx: Writes): Promise<void> {
  if ((await tx.cursor('', mark)) !== '') await tx.setCursor('', mark, 'goods', ctx.now().toString());
}

/**
 * Other rules (or switches, or another product table) than those by which orders were decided last: orders whose label is not out are
 * decided anew, page by page, each page in one transaction. Costs one comparison while nothing changed, and never more than the open
 * orders. A kill in between begins anew, which changes nothing twice.
 *
 * Whoever asks while this process is at it already (the page that changed a rule, and the watcher that sees the file) waits for that run.
 *
 * @returns how many orders are otherwise now
 */
export async function redecideForRules(ctx: Context): Promise<number> {
  const version = versionOf(ctx);
  const before = running.get(ctx.store);
  if (before?.version === version) return before.changed;
  const changed = (async () => {
    // One that decides by what is no longer so must not end after this one.
    await before?.changed.catch(() => {});
    return (await ctx.store.cursor('', mark)) === version ? 0 : decideAnew(ctx, version);
  })();
  running.set(ctx.store, { version, changed });
  try {
    return await changed;
  } finally {
    if (running.get(ctx.store)?.changed === changed) running.delete(ctx.store);
  }
}

/** What this process is at. */
const running = new WeakMap<Context['store'], { readonly version: string; readonly changed: Promise<number> }>();

async function decideAnew(ctx: Context, version: string): Promise<number> {
  let changed = 0;
  for (const shop of Object.values(ctx.config.shops)) {
    const { doublePurchaseDays, sameNumber } = shop.switches ?? {};
    const isOver = (code: string) =>
      (code === 'double-purchase' && doublePurchaseDays === undefined) ||
      (code === 'content-changed' && sameNumber === 'allow');
    for (let after: string | undefined; ; ) {
      const { rows, next } = await ctx.store.listOrders(
        { shop: shop.name, states: open },
        { limit: ordersAtOnce, after },
      );
      const numbers = rows.map((row) => row.number);
      if (numbers.length > 0)
        changed += await ctx.store.write(
          async (tx) => (await redecideOrders(ctx, tx, shop, numbers, 'rules', ({ code }) => isOver(code))).length,
        );
      if (next === null) break;
      after = next;
    }
  }
  const at = ctx.now().toString();
  await ctx.store.write(async (tx) => {
    if (changed > 0) await allocate(ctx, tx);
    await tx.setCursor('', mark, version, at);
  });
  if (changed > 0) {
    const { sentence, remedy } = say('rules-decided-anew', { count: changed });
    ctx.tell(`${sentence} ${remedy}`);
  }
  return changed;
}

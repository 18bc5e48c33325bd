import { CallFailed, type HandedOver, type LabelEntry } from '../../connectors/contract.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import type { StoredHandOver } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { advance } from './advance.ts';
import { carrierOf } from './carrier.ts';
import { change } from './change.ts';
import { chooseOnScreen, firstError, report } from './entry-report.ts';
import { ordersIn, takeBack, waitingOf } from './move.ts';
import { notifyAddress } from './notify-address.ts';
import type { Chosen } from './select.ts';
import { failedNews, tell } from './tell.ts';
import { type HandOverReport, handleOf, keepHandOver } from './types.ts';

/** The call, and commit 2: what came of it. */
export async function handOver(ctx: Context, one: StoredHandOver, part: readonly Chosen[]): Promise<HandOverReport> {
  const waybills = carrierOf(ctx);
  const secret = handleOf(one).address ?? '';
  let handed: HandedOver;
  try {
    handed = await waybills.handOver(part.map((each): LabelEntry => each.entry));
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { code, args = {} } = error.outcome;
    await giveUp(ctx, one.id, code, args);
    return report(ctx, one.id, part, undefined, undefined, error.outcome);
  }
  ctx.at('b2:handed');
  const isOurs = await recordHanded(ctx, one, handed, waybills.screen(handed, notifyAddress(ctx, secret)));
  if (!isOurs) return report(ctx, one.id, part, handed, undefined, { kind: 'retry', code: 'b2-nothing-kept' });
  ctx.at('b2:open');
  if (one.route === 'screen') return report(ctx, one.id, part, handed);
  return print(ctx, one.id, part, handed);
}

/** Commit 2. false: somebody gave the intent up in the meantime; then nobody gets to see the screen. */
async function recordHanded(ctx: Context, one: StoredHandOver, handed: HandedOver, address: string): Promise<boolean> {
  return ctx.store.write(async (tx) => {
    const [now] = await tx.handOvers({ ids: [one.id] });
    if (now?.state !== 'sending') return false;
    const waiting = await waitingOf(tx, now);
    const isScreen = one.route === 'screen';
    await keepHandOver(tx, {
      ...now,
      state: 'open',
      handle: { ...handleOf(now), address: isScreen ? address : '', handed },
      code: 'b2-handed-over',
      args: { count: waiting.length },
      notBefore: ctx
        .now()
        .add({ minutes: isScreen ? 5 : 1 })
        .toString(),
      at: ctx.now().toString(),
    });
    await tell(ctx, tx, now, {
      direction: 'to-b2',
      result: 'done',
      code: 'b2-handed-over',
      args: { count: waiting.length },
      mail: 'b2HandedOver',
      customerNos: waiting.map((each) => each.shipment.customerNo),
      orders: ordersIn(waiting),
      about: 'handed over',
      notes: chooseOnScreen(
        ctx,
        waiting.map((stored) => ({ stored })),
      ).map((one) => `■ ${one.sentence}`),
    });
    return true;
  });
}

/** Nothing is at B2: the shipments are ready again, and somebody is told. */
async function giveUp(ctx: Context, id: string, code: SentenceCode, args: SentenceArgs): Promise<void> {
  await change(ctx, id, async (tx, one) => {
    if (one.state !== 'sending' && one.state !== 'open' && one.state !== 'printing') return {};
    await takeBack(ctx, tx, one, await waitingOf(tx, one), { actor: 'b2', code });
    await failedNews(ctx, tx, one, code, { ...args });
    return { state: 'failed', code, args: { ...args } };
  });
}

/** Unattended: what B2 can print is printed; the rest was certainly not printed and is ready again. */
async function print(ctx: Context, id: string, part: readonly Chosen[], handed: HandedOver): Promise<HandOverReport> {
  const waybills = carrierOf(ctx);
  // Of a 再発行 the first slip is known.
  const isAgain = part.some(({ stored }) => stored.waybills.length > 0);
  const strange = isAgain ? new Set() : await strangeDuplicates(ctx, part, handed);
  const good = handed.entries
    .filter((one) => one.printable && !strange.has(one.customerNo))
    .map((one) => one.customerNo);
  await change(ctx, id, async (tx, one) => {
    const bad = (await waitingOf(tx, one)).filter((each) => !good.includes(each.shipment.customerNo));
    await takeBack(ctx, tx, one, bad, { actor: 'b2', code: 'b2-entry-refused' });
    if (good.length === 0) return { state: 'failed', ...firstError(ctx, handed) };
    return {
      state: 'printing',
      handle: { ...handleOf(one), chosen: good },
      notBefore: ctx.now().add({ minutes: 1 }).toString(),
    };
  });
  if (good.length === 0) return report(ctx, id, part, handed);
  ctx.at('b2:print-intent');
  const issued = await waybills.issue(handed, good);
  ctx.at('b2:printed');
  if (issued.kind === 'done') {
    await change(ctx, id, async (_, one) => ({ handle: { ...handleOf(one), ticket: issued.value ?? '' } }));
    ctx.at('b2:ticket');
  } else if (issued.kind === 'retry' || issued.kind === 'halt') {
    // Refused before anything happened.
    await giveUp(ctx, id, issued.code, issued.args ?? {});
    return report(ctx, id, part, handed, undefined, issued);
  }
  const advanced = await advance(ctx, id);
  return report(ctx, id, part, handed, advanced, issued.kind === 'done' ? advanced?.problem : issued);
}

/**
 * Rows that the carrier calls duplicates although they were never handed over from here: somebody else may have printed them, and
 * nobody sees the remark without a screen. What was taken back before was looked up then.
 */
async function strangeDuplicates(
  ctx: Context,
  part: readonly Chosen[],
  handed: HandedOver,
): Promise<ReadonlySet<string>> {
  const duplicates = new Set(handed.entries.filter((one) => one.duplicate).map((one) => one.customerNo));
  const strange = new Set<string>();
  for (const { shipment } of part.map((one) => one.stored).filter((one) => duplicates.has(one.shipment.customerNo))) {
    const { shop, orderNumber, customerNo } = shipment;
    const journal = await ctx.store.journal({ shop, orderNumber });
    const isOurs = journal.some(
      ({ what, shipment: about, details }) =>
        what === 'b2-taken-back' && about === customerNo && details.code !== 'b2-entry-refused',
    );
    if (!isOurs) strange.add(customerNo);
  }
  return strange;
}

import { CallFailed, type Outcome } from '../../connectors/contract.ts';
import { sha256 } from '../../core/ids.ts';
import type { SentenceCode } from '../../core/sentences/index.ts';
import type { StoredHandOver } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { carrierOf } from './carrier.ts';
import { change } from './change.ts';
import { ordersIn, takeBack, waitingOf } from './move.ts';
import { type Registered, registerResult } from './register.ts';
import { putAnswer } from './results.ts';
import { failedNews, tell } from './tell.ts';
import { isOpen } from './types.ts';

/** Minutes between looks. A person needs time at the screen; a print that nobody attends should be there at once. */
const waits = { screen: [5, 10, 15, 30, 60], unattended: [1, 3, 10, 30] } as const;
/** An intent without an answer is given up by nobody before this: the process that sends it may still be waiting. */
const sendingFor = { minutes: 5 };

export function isLookDue(ctx: Context, handOver: StoredHandOver): boolean {
  if (handOver.state === 'asking') return false;
  return Temporal.Instant.compare(Temporal.Instant.from(handOver.notBefore), ctx.now()) <= 0;
}

/** Asks what there is of the shipments that wait. What is found is registered like a result; then the next look, or a person. */
export async function lookUp(
  ctx: Context,
  handOver: StoredHandOver,
  isDue: boolean,
): Promise<{ registered: readonly Registered[]; failed?: Outcome }> {
  const waiting = await waitingOf(ctx.store, handOver);
  if (waiting.length === 0) {
    await change(ctx, handOver.id, async (_, one) =>
      isOpen(one) ? { state: 'done', code: 'b2-registered', args: { count: one.shipments.length } } : {},
    );
    return { registered: [] };
  }
  const registered: Registered[] = [];
  try {
    const found = await carrierOf(ctx).find(waiting.map((one) => one.shipment.customerNo));
    if (found.customerNos.length > 0) {
      const hash = sha256(found.document.bytes);
      await ctx.store.write((tx) => putAnswer(ctx, tx, handOver.id, hash, found));
      registered.push(...(await registerResult(ctx, handOver.id, hash)));
    }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    await afterLook(ctx, handOver.id, isDue, error.outcome);
    return { registered, failed: error.outcome };
  }
  ctx.at('b2:looked');
  await afterLook(ctx, handOver.id, isDue, undefined);
  return { registered };
}

/** Nothing more was found: the next look; after the last one a person decides. An intent that was never answered printed nothing. */
async function afterLook(ctx: Context, id: string, isDue: boolean, failed: Outcome | undefined): Promise<void> {
  await change(ctx, id, async (tx, one) => {
    if (!isOpen(one)) return {};
    const now = ctx.now();
    const waiting = await waitingOf(tx, one);
    if (one.state === 'sending' && !failed) {
      const isOld = Temporal.Instant.compare(Temporal.Instant.from(one.createdAt).add(sendingFor), now) <= 0;
      if (!isOld) return { notBefore: Temporal.Instant.from(one.createdAt).add(sendingFor).toString() };
      // Registering keeps nothing in B2 before printing (aiship manual 4, trust A), and nobody ever saw the screen's address.
      await takeBack(ctx, tx, one, waiting, { actor: 'b2', code: 'b2-nothing-kept' });
      await failedNews(ctx, tx, one, 'b2-nothing-kept', {});
      return { state: 'failed', code: 'b2-nothing-kept', args: {} };
    }
    // A look that a person asked for does not use up one of the machine's.
    if (!isDue) return {};
    const wait = waits[one.route][one.looks];
    if (wait !== undefined && one.state !== 'asking') {
      return {
        looks: one.looks + 1,
        notBefore: now.add({ minutes: wait }).toString(),
        ...(failed && { code: failed.code, args: { ...failed.args } }),
      };
    }
    const code: SentenceCode = failed?.code ?? 'b2-not-found';
    const args = failed ? { ...failed.args } : { count: waiting.length };
    if (one.state !== 'asking') {
      const numbers = waiting.map((each) => each.shipment.customerNo);
      await tell(ctx, tx, one, {
        direction: 'from-b2',
        result: 'failed',
        code,
        args,
        mail: 'b2Failed',
        customerNos: numbers,
        orders: ordersIn(waiting),
        about: 'asking',
      });
    }
    return { state: 'asking', code, args };
  });
}

import type { Outcome } from '../../connectors/contract.ts';
import type { StoredHandOver } from '../../store/types.ts';
import { tellLeftOut, writeNotices } from '../notify/index.ts';
import type { Context } from '../types.ts';
import { followPrint } from './follow-print.ts';
import { isLookDue, lookUp } from './look-up.ts';
import { type Registered, registerResult } from './register.ts';
import { changeResult, fetchResult } from './results.ts';
import { handleOf, isOpen } from './types.ts';

export interface Advanced {
  readonly handOver: StoredHandOver;
  readonly registered: readonly Registered[];
  readonly files: readonly string[];
  /** What stood in the way in this pass. */
  readonly problem?: Outcome<unknown>;
  /** A look was made, and it could see everything. */
  readonly looked: boolean;
}

const running = new Map<string, Promise<Advanced | undefined>>();

/**
 * Brings a hand-over on from wherever it stands: fetched results are registered, announced ones fetched, a print without a screen is
 * followed up, and what is in doubt is looked up. Nothing is ever sent again. One pass at a time per process; passes of other
 * processes do no harm, because each step is a comparison with what is stored.
 *
 * @param look now, whether a look is due or not
 */
export function advance(ctx: Context, id: string, look = false): Promise<Advanced | undefined> {
  const turn = (running.get(id) ?? Promise.resolve(undefined)).catch(() => undefined).then(() => pass(ctx, id, look));
  running.set(id, turn);
  const clear = () => {
    if (running.get(id) === turn) running.delete(id);
  };
  turn.then(clear, clear);
  return turn;
}

async function pass(ctx: Context, id: string, look: boolean): Promise<Advanced | undefined> {
  const registered: Registered[] = [];
  const files: string[] = [];
  let problem: Outcome<unknown> | undefined;
  let looked = false;
  const read = async () => (await ctx.store.handOvers({ ids: [id] }))[0];
  let handOver = await read();
  if (!handOver) return undefined;

  for (const { document } of handleOf(handOver).results.filter((one) => one.document !== '' && !one.registered))
    registered.push(...(await registerResult(ctx, id, document)));
  handOver = (await read())!;
  if (handOver.state === 'printing') {
    problem = await followPrint(ctx, handOver, files);
    handOver = (await read())!;
  }
  for (const { key } of handleOf(handOver).results.filter((one) => one.document === '' && !one.gone)) {
    if (handOver.route === 'unattended' && handleOf(handOver).results.some((one) => one.document !== '')) {
      // One print, announced by two passes: its result is here, and would be asked for again and again.
      await changeResult(ctx, id, key, (each) => ({ ...each, gone: true }));
      continue;
    }
    const failed = await fetchResult(ctx, id, key);
    if (failed) problem = failed;
  }
  handOver = (await read())!;
  for (const { document } of handleOf(handOver).results.filter((one) => one.document !== '' && !one.registered))
    registered.push(...(await registerResult(ctx, id, document)));
  handOver = (await read())!;
  if (isOpen(handOver) && (look || isLookDue(ctx, handOver))) {
    const seen = await lookUp(ctx, handOver, isLookDue(ctx, handOver));
    looked = seen.failed === undefined;
    if (seen.failed) problem = seen.failed;
    registered.push(...seen.registered);
    handOver = (await read())!;
  }
  ctx.at('b2:registered');
  if (registered.length > 0) await afterNumbers(ctx, handOver, files);
  return { handOver, registered, files, looked, ...(problem && { problem }) };
}

/** Files for marketplaces that take files; those with an API are told by their own job. */
async function afterNumbers(ctx: Context, handOver: StoredHandOver, files: string[]): Promise<void> {
  const shipments = await ctx.store.shipments({ ids: handOver.shipments });
  for (const shop of new Set(shipments.map((one) => one.shipment.shop))) {
    if (!ctx.config.shops[shop]) continue;
    const notices = await writeNotices(ctx, shop);
    files.push(...notices.files);
    tellLeftOut(ctx, notices.leftOut);
  }
}

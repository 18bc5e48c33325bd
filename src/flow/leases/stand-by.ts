import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../types.ts';
import { LeaseLost, underLeases } from './fence.ts';
import { giveLease, type Lease, leaseMs, takeLease } from './lease.ts';
import { isAway, sayAway } from './when-back.ts';

/** What whoever stands by wants to know. */
export interface StandBy {
  /** Another process does the work; said once until that changes. */
  readonly onWait: (holder: Lease) => void;
  /** The work is this process's now, after it had waited. */
  readonly onTurn: () => void;
  /** It stood still for too long: another one does the work now, and this one stands by again. */
  readonly onLost: () => void;
}

/**
 * Does work that only one process of all machines does at a time, for as long as it lives: the others stand by, and one of them goes
 * on within `leaseMs` of its death or freeze. While the database is away they wait for it.
 *
 * @param signal aborted: whoever stands by gives up; the work is to look at it by itself
 */
export async function oneOfAll(
  ctx: Pick<Context, 'store' | 'tell' | 'config'>,
  name: string,
  signal: AbortSignal,
  said: StandBy,
  work: () => Promise<void>,
  real: () => Temporal.Instant = Temporal.Now.instant,
): Promise<void> {
  const run = randomBytes(8).toString('hex');
  let waited = false;
  // Aborted while it slept: the loop ends.
  const rest = () => sleep(Math.ceil(leaseMs / 9), undefined, { signal, ref: true }).catch(() => {});
  while (!signal.aborted) {
    const taken = await unlessAway(ctx, () => ctx.store.write((tx) => takeLease(tx, name, '', run, real())));
    if (!taken || taken.holder) {
      if (taken?.holder && !waited) said.onWait(taken.holder);
      waited ||= taken !== undefined;
      await rest();
      continue;
    }
    if (waited) said.onTurn();
    waited = false;
    try {
      return await underLeases(ctx.store, [{ job: name, shop: '', run }], real, work);
    } catch (error) {
      if (isAway(error) && !signal.aborted) sayAway(ctx, error);
      else if (error instanceof LeaseLost) said.onLost();
      else throw error;
    } finally {
      await unlessAway(ctx, () => ctx.store.write((tx) => giveLease(tx, name, '', run, real())));
    }
    await rest();
  }
}

/** undefined = the database is away, which is said. */
async function unlessAway<T>(ctx: Pick<Context, 'tell' | 'config'>, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isAway(error)) throw error;
    sayAway(ctx, error);
    return undefined;
  }
}

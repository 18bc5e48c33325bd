import { setTimeout as sleep } from 'node:timers/promises';
import { CallFailed } from '../../connectors/contract.ts';
import { say } from '../../core/sentences/index.ts';
import { StoreRefused } from '../../store/refused.ts';
import type { Context } from '../types.ts';
import { leaseMs } from './lease.ts';

/** How often it is tried again, and how long by somebody who is to stop, ms. */
const tryEvery = 1000;
const stopping = 5000;
/** The same outage is said so often, ms. */
const sayEvery = 60_000;

/** The database does not answer: what was asked of it did not happen, or nobody knows. From the store, or from the queue beside it. */
export function isAway(error: unknown): boolean {
  if (error instanceof StoreRefused) return error.code === 'database-failed';
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return (
    /^(08|57P|ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(String(code)) || /^connection terminated/i.test(String(message))
  );
}

const said = new WeakMap<Context['tell'], number>();

/** Says that the database does not answer: once a minute, whoever notices it. */
export function sayAway({ tell, config }: Pick<Context, 'tell' | 'config'>, error: unknown): void {
  if (performance.now() - (said.get(tell) ?? Number.NEGATIVE_INFINITY) < sayEvery) return;
  said.set(tell, performance.now());
  const isFile = config.database.kind === 'sqlite';
  const { sentence, remedy } = isFile
    ? say('database-failed', { reason: error instanceof StoreRefused ? String(error.args.reason ?? '') : '' })
    : say('database-away');
  tell(`${sentence}${remedy}`);
}

/**
 * Writes down what only this process knows (what a marketplace answered, how a run ended), and waits for a PostgreSQL that is away, as long
 * as a lease may last. `work` may happen twice: a connection that breaks off may hide a commit. A file has no server that could come back.
 */
export async function whenBack<T>(
  ctx: Pick<Context, 'config' | 'tell' | 'isStopped'>,
  work: () => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const waited = performance.now() - begun;
      const patience = ctx.isStopped?.() ? stopping : leaseMs;
      if (!isAway(error) || ctx.config.database.kind !== 'postgres' || waited > patience) throw error;
      sayAway(ctx, error);
      await sleep(tryEvery);
    }
  }
}

/**
 * Something of the store that a call needs before it leaves (its rate, a token).
 *
 * @throws CallFailed with the store's own reason: nothing was sent
 */
export async function orNotSent<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw notSent(error);
  }
}

export function notSent(error: unknown): unknown {
  if (!(error instanceof StoreRefused)) return error;
  return new CallFailed({ kind: 'retry', code: error.code, args: error.args });
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import { StoreRefused } from './refused.ts';

/** How long a write waits for its turn while another process writes. */
const patience = 60_000;

/** Failures of the surroundings in the operator's words; everything else as it is. */
export async function spoken<T>(database: Database, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { isDamage, isOutage } = database.difference;
    const reason = (error as Error | null)?.message ?? '';
    if (isDamage(error)) throw new StoreRefused('database-damaged', { reason }, error);
    if (isOutage(error)) throw new StoreRefused('database-failed', { reason }, error);
    throw error;
  }
}

/** Runs `work` again while another process is in the way; each time from its beginning, nothing of it having happened. */
export async function whenFree<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!database.difference.isTransient(error)) throw error;
      if (performance.now() - start > patience) throw new StoreRefused('database-busy', {}, error);
      // Grows to 50 ms and is spread, so that two processes do not keep in step.
      await sleep(Math.min(50, 2 ** tries) * (0.5 + Math.random()));
    }
  }
}

import type { Writes } from '../../store/types.ts';
import { giveLease, ownLease } from '../leases/index.ts';
import type { Context } from '../types.ts';

/** The process of a run ended in the middle of it. */
export async function closeInterrupted(tx: Writes, id: string, at: string): Promise<void> {
  const left = await tx.run(id);
  if (left?.result !== 'running') return;
  const items = [...left.items, { key: '', kind: 'retry', code: 'run-interrupted' }];
  await tx.putRun({ ...left, items, finishedAt: at, result: 'failed' });
}

/**
 * The person at the terminal ends this process: its runs of a job say so at once, instead of standing there as running until the next one.
 * Their leases are given back, so that nothing more of them is committed while the process ends.
 */
export async function interruptRuns(ctx: Context, job: string, shops: readonly string[]): Promise<void> {
  await ctx.store.write(async (tx) => {
    for (const shop of shops) {
      const lease = await ownLease(tx, job, shop);
      if (!lease) continue;
      await closeInterrupted(tx, lease.run, ctx.now().toString());
      await giveLease(tx, job, shop, lease.run, Temporal.Now.instant());
    }
  });
}

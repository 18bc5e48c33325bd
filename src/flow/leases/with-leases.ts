import { randomBytes } from 'node:crypto';
import type { Context } from '../types.ts';
import { underLeases } from './fence.ts';
import { giveLease, takeLease } from './lease.ts';

/**
 * Does work while holding those of these leases that are free, and gives them back however it ends.
 *
 * @param work gets the names of the leases that are held
 */
export async function withLeases<T>(
  ctx: Pick<Context, 'store'>,
  shop: string,
  names: readonly string[],
  work: (held: readonly string[]) => Promise<T>,
  real: () => Temporal.Instant = Temporal.Now.instant,
): Promise<T> {
  const run = randomBytes(8).toString('hex');
  const held = await ctx.store.write(async (tx) => {
    const free: string[] = [];
    for (const name of names) if (!(await takeLease(tx, name, shop, run, real())).holder) free.push(name);
    return free;
  });
  const leases = held.map((job) => ({ job, shop, run }));
  try {
    return await underLeases(ctx.store, leases, real, () => work(held));
  } finally {
    await ctx.store.write(async (tx) => {
      for (const name of held) await giveLease(tx, name, shop, run, real());
    });
  }
}

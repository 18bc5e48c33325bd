import type { StoredHandOver, Writes } from '../../store/types.ts';
import { writeMarks } from '../standing/index.ts';
import type { Context } from '../types.ts';
import { keepHandOver } from './types.ts';

type Change = Partial<Pick<StoredHandOver, 'state' | 'handle' | 'looks' | 'notBefore' | 'code' | 'args'>>;

/** Changes a hand-over as it stands now. */
export async function change(
  ctx: Context,
  id: string,
  work: (tx: Writes, one: StoredHandOver) => Promise<Change>,
): Promise<void> {
  await ctx.store.write(async (tx) => {
    const [one] = await tx.handOvers({ ids: [id] });
    if (one) await keepHandOver(tx, { ...one, ...(await work(tx, one)), at: ctx.now().toString() });
  });
  ctx.at('b2:changed');
  // What was taken back must be known outside, too.
  await writeMarks(ctx);
}

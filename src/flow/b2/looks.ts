import { openHandOvers } from '../../store/types.ts';
import type { Context, RunResult } from '../types.ts';
import { type Advanced, advance } from './advance.ts';
import { change } from './change.ts';
import { isLookDue } from './look-up.ts';
import { hasResultToTake, isOpen } from './types.ts';

/**
 * The job: goes on with every hand-over that is not finished. Results that were announced but not fetched, prints without a
 * screen, and looks that are due. A look at a hand-over that waits for nothing costs one query.
 */
export async function lookAfterHandOvers(ctx: Context): Promise<RunResult> {
  const counts: Record<string, number> = {};
  const items: { key: string; kind: string; code: string; args?: Readonly<Record<string, string | number>> }[] = [];
  for (const { id } of await ctx.store.handOvers({ watched: true })) {
    const advanced = await advance(ctx, id);
    if (!advanced) continue;
    // Nothing can come of it any more: written down once, and never looked at again.
    if (!isOpen(advanced.handOver) && !hasResultToTake(advanced.handOver)) await change(ctx, id, async () => ({}));
    if (advanced.looked) counts.looked = (counts.looked ?? 0) + 1;
    if (advanced.registered.length > 0) counts.done = (counts.done ?? 0) + advanced.registered.length;
    if (advanced.problem) {
      const { kind, code, args } = advanced.problem;
      counts[kind] = (counts[kind] ?? 0) + 1;
      items.push({ key: id, kind, code, ...(args && { args }) });
    }
  }
  return { counts, items, changed: (counts.done ?? 0) > 0 };
}

/** Is there anything for the job to do by now? */
export async function isWorkForB2(ctx: Context): Promise<boolean> {
  const all = await ctx.store.handOvers({ watched: true });
  return all.some((one) => one.state === 'printing' || hasResultToTake(one) || (isOpen(one) && isLookDue(ctx, one)));
}

/** `b2 look`: looks now, at one hand-over or at all that are not finished. */
export async function lookNow(ctx: Context, id?: string): Promise<Advanced[]> {
  const all = await ctx.store.handOvers(id === undefined ? { states: openHandOvers } : { ids: [id] });
  const found: Advanced[] = [];
  for (const one of all) {
    const advanced = await advance(ctx, one.id, true);
    if (advanced) found.push(advanced);
  }
  return found;
}

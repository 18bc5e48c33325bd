import type { Job } from '../../engine/types.ts';
import { deliver } from '../outbox/index.ts';
import type { Context } from '../types.ts';

/** How often it is tried to write what could not be written: a share that was away comes back by itself. */
const every = 60_000;

/**
 * Writes files that are decided and could not be written yet. Costs one look by index when there are none, and no line in the history; the
 * same trouble is said once.
 */
export function deliverJob(ctx: Context): Job {
  let said = new Set<string>();
  return {
    name: 'deliver',
    shop: '',
    when: { every },
    async run() {
      if ((await ctx.store.outboxHeads({ stage: ['intended', 'staged'] })).length === 0) {
        said = new Set();
        return { changed: false };
      }
      const tell = (line: string) => {
        if (!said.has(line)) ctx.tell(line);
        said.add(line);
      };
      await deliver({ ...ctx, tell });
      return { changed: false };
    },
  };
}

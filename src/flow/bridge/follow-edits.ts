import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unfitLayouts } from '../../config/unfit-layout.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { redecideForRules, rereadHeld } from '../intake/index.ts';
import { isAway, sayAway } from '../leases/index.ts';
import type { FollowingContext } from '../loading/index.ts';
import type { Context } from '../types.ts';

/** How often it is looked whether a file was edited, ms. */
const usualEvery = 4000;

export interface FollowOptions {
  readonly signal: AbortSignal;
  readonly every?: number;
  /** Bugs, for the terminal. */
  readonly onBug: (error: unknown) => void;
}

/**
 * A running bridge follows the workspace's own layouts, dictionaries and rules: what was edited is read as a whole and takes effect as a whole,
 * and orders that it may decide otherwise are decided anew; what has a mistake is said, and what was in effect stays. Settings
 * (`bridge.yaml`) need a start, but for which layouts a shop reads: that is said, and nothing is taken until then. Costs a look at the names and times of the workspace's own files.
 */
export async function followEdits({ context, taken }: FollowingContext, options: FollowOptions): Promise<void> {
  const { signal, every = usualEvery } = options;
  const { root } = context.config;
  let known = await stampsOf(root);
  let seen = known;
  let followed = taken();
  while (!signal.aborted) {
    // Aborted while it slept: the loop ends.
    await sleep(every, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return;
    try {
      const now = await stampsOf(root);
      // Looked at once it stands still for a while: it may be being written.
      if (now !== known && now === seen) {
        known = now;
        takeUp(context);
      }
      seen = now;
      const count = taken();
      if (count === followed) continue;
      await follow({ ...context });
      followed = count;
    } catch (error) {
      if (isAway(error)) sayAway(context, error);
      else options.onBug(error);
    }
  }
}

/** Reads all of it, and says what came of it. */
function takeUp(ctx: Context): void {
  const done = ctx.reload?.();
  if (done?.kind === 'refused') tell(ctx, 'edits-refused', { place: done.place, more: done.more });
  else if (done?.kind === 'settings') tell(ctx, 'settings-edited', {});
  else if (done?.kind === 'taken') tell(ctx, 'edits-taken', {});
}

/** As at the start. */
async function follow(ctx: Context): Promise<void> {
  for (const { code, args } of await unfitLayouts(ctx)) tell(ctx, code, args ?? {});
  await rereadHeld(ctx);
  await redecideForRules(ctx);
}

/** Names, sizes and times of the files that a person may edit; a text that differs when one of them does. */
async function stampsOf(root: string): Promise<string> {
  const folder = join(root, 'layouts');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const stamps = await Promise.all(
    [join(root, 'bridge.yaml'), ...paths.sort()].map(async (path) => {
      // Gone meanwhile, or replaced just now: the next look finds it.
      const found = await stat(path).catch(() => undefined);
      return `${path} ${found?.size} ${found?.mtimeMs} ${found?.ino}`;
    }),
  );
  return stamps.join('\n');
}

function tell(ctx: Context, code: SentenceCode, args: SentenceArgs): void {
  const { sentence, remedy } = say(code, args);
  ctx.tell(`${sentence}${remedy}`);
}

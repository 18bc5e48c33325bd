import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SettingsError } from '../../config/complaint.ts';
import type { Environment } from '../../config/load.ts';
import type { Config } from '../../config/types.ts';
import { unfitLayouts } from '../../config/unfit-layout.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { redecideForRules, rereadHeld } from '../intake/index.ts';
import { isAway, sayAway } from '../leases/index.ts';
import { type LiveContext, readWorkspace } from '../loading/index.ts';
import type { Context } from '../types.ts';

/** How often it is looked whether a file was edited, ms. */
const usualEvery = 4000;

export interface FollowOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly every?: number;
  /** Bugs, for the terminal. */
  readonly onBug: (error: unknown) => void;
}

/**
 * A running bridge follows the workspace's own layouts, dictionaries and rules: what was edited is read as a whole and takes effect as a whole,
 * and orders that it may decide otherwise are decided anew; what has a mistake is said, and what was in effect stays. Settings
 * (`bridge.yaml`) need a start: that is said, and nothing is taken until then. Costs a look at the names and times of the workspace's own files.
 */
export async function followEdits(live: LiveContext, options: FollowOptions): Promise<void> {
  const { signal, every = usualEvery } = options;
  const { root } = live.context.config;
  let known = await stampsOf(root);
  let seen = known;
  let mustFollow = false;
  while (!signal.aborted) {
    // Aborted while it slept: the loop ends.
    await sleep(every, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return;
    try {
      const now = await stampsOf(root);
      // Looked at once it stands still for a while: it may be being written.
      if (now !== known && now === seen) {
        known = now;
        mustFollow = takeUp(live, options.env) || mustFollow;
      }
      seen = now;
      if (!mustFollow) continue;
      await follow({ ...live.context });
      mustFollow = false;
    } catch (error) {
      if (isAway(error)) sayAway(live.context, error);
      else options.onBug(error);
    }
  }
}

/** Reads all of it; true = something else is in effect now. */
function takeUp({ context, replace }: LiveContext, env: Environment): boolean {
  let fresh: ReturnType<typeof readWorkspace>;
  try {
    fresh = readWorkspace(context.config.root, env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const [first, ...others] = error.complaints;
    const place = first ? `${first.file}:${first.line}:${first.column} ${first.sentence}` : '';
    tell(context, 'edits-refused', { place, more: others.length });
    return false;
  }
  if (!isSame(fresh.config, context.config)) {
    tell(context, 'settings-edited', {});
    return false;
  }
  const { layouts, masters, rules } = fresh;
  if (plain([layouts, masters, rules]) === plain([context.layouts, context.masters, context.rules])) return false;
  replace({ layouts, masters, rules });
  fresh.keepIn(context.config.data);
  tell(context, 'edits-taken', {});
  return true;
}

/** Without the mails of the lab, which no file names. */
const isSame = (fresh: Config, running: Config): boolean =>
  plain({ ...fresh, mail: undefined }) === plain({ ...running, mail: undefined }) &&
  (fresh.mail === undefined || plain(fresh.mail) === plain(running.mail));

/** Two that were read of the same files are the same text. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => {
    if (one instanceof Map || one instanceof Set) return [...one];
    return one instanceof RegExp ? String(one) : one;
  });

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

import { type SettingsComplaint, SettingsError } from '../../config/complaint.ts';
import type { Environment } from '../../config/load.ts';
import type { Config } from '../../config/types.ts';
import { complaintInJapanese } from '../../core/sentences/complaints.ts';
import type { Context, Reloaded } from '../types.ts';
import { type LiveContext, liveContext } from './live-context.ts';
import { readWorkspace } from './read-workspace.ts';

/**
 * The context of a process that runs on: what is edited in its files, by hand or by the console, is taken up by `context.reload` and by nothing
 * else. Whoever began with what was in effect before goes on with that.
 */
export function followingContext(context: Context, env: Environment): FollowingContext {
  const live = liveContext(context);
  let count = 0;
  const reload = (): Reloaded => {
    const done = takeUp(live, env);
    if (done.kind === 'taken') count += 1;
    return done;
  };
  return { context: Object.assign(live.context, { reload }), taken: () => count };
}

export interface FollowingContext {
  readonly context: Context;
  /** How often something else was taken up so far, by whomever: what follows from it is done once for each. */
  readonly taken: () => number;
}

/**
 * Reads settings, layouts, dictionaries and rules as a whole. They are in effect as a whole, or nothing of them is: a mistake, and settings that need a
 * start, leave what was. Of the settings only which layouts a shop reads needs none.
 */
function takeUp({ context, replace }: LiveContext, env: Environment): Reloaded {
  let fresh: ReturnType<typeof readWorkspace>;
  try {
    fresh = readWorkspace(context.config.root, env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { kind: 'refused', place: placeOf(error.complaints[0]), more: Math.max(0, error.complaints.length - 1) };
  }
  if (!isSame(fresh.config, context.config)) return { kind: 'settings' };
  const { layouts, masters, rules } = fresh;
  // The mails of the lab stand in no file: the rest is what runs.
  const { shops, textHash = '' } = fresh.config;
  const config: Config = { ...context.config, shops, textHash };
  const was = [context.layouts, context.masters, context.rules, context.config.shops];
  const isNew = plain([layouts, masters, rules, config.shops]) !== plain(was);
  if (!isNew && textHash === context.config.textHash) return { kind: 'same' };
  replace(isNew ? { layouts, masters, rules, config } : { ...context, rules: context.rules, config });
  if (!isNew) return { kind: 'same' };
  fresh.keepIn(context.config.data);
  return { kind: 'taken' };
}

const placeOf = (first: SettingsComplaint | undefined): string =>
  first
    ? `${first.file}:${first.line}:${first.column} ${first.code === 'layout' ? complaintInJapanese(first.sentence) : first.sentence}`
    : '';

/** Settings that mean the same, but for what may change while a bridge runs. */
const isSame = (fresh: Config, running: Config): boolean =>
  plain(fixed(fresh)) === plain(fixed(running)) &&
  (fresh.mail === undefined || plain(fresh.mail) === plain(running.mail));

const fixed = (config: Config): unknown => ({
  ...config,
  // Without the mails of the lab, which no file names.
  mail: undefined,
  // Comments change the text, and nothing else.
  textHash: undefined,
  shops: Object.entries(config.shops).map(([name, { layouts, ...rest }]) => [name, rest, { ...layouts, read: [] }]),
});

/** Two that were read of the same files are the same text. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => {
    if (one instanceof Map || one instanceof Set) return [...one];
    return one instanceof RegExp ? String(one) : one;
  });

import type { Context, Workspace } from '../types.ts';

/** What may be replaced while a bridge runs. */
export type Replaceable = Pick<Workspace, 'config' | 'layouts' | 'masters'> & { readonly rules: Context['rules'] };

/**
 * A context whose layouts, dictionaries, rules and settings may be replaced while it is in use. Whoever copies it (`{ ...ctx }`: a run of a job, a file that
 * is taken) goes on with what stood in it then.
 */
export interface LiveContext {
  readonly context: Context;
  replace(next: Replaceable): void;
}

export function liveContext(context: Context): LiveContext {
  let { config, layouts, masters, rules }: Replaceable = { ...context, rules: context.rules };
  const own = {
    get config() {
      return config;
    },
    set config(next) {
      config = next;
    },
    get layouts() {
      return layouts;
    },
    set layouts(next) {
      layouts = next;
    },
    get masters() {
      return masters;
    },
    set masters(next) {
      masters = next;
    },
    get rules() {
      return rules;
    },
    set rules(next) {
      rules = next;
    },
  };
  const { config: _config, layouts: _layouts, masters: _masters, rules: _rules, ...rest } = context;
  return {
    context: Object.assign(own, rest) as Context,
    replace(next) {
      ({ config, layouts, masters, rules } = next);
    },
  };
}

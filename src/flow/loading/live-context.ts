import type { Context, Workspace } from '../types.ts';

/** What may be replaced while a bridge runs. */
export type Replaceable = Pick<Workspace, 'layouts' | 'masters'> & { readonly rules: Context['rules'] };

/**
 * A context whose layouts, dictionaries and rules may be replaced while it is in use. Whoever copies it (`{ ...ctx }`: a run of a job, a file that
 * is taken) goes on with what stood in it then.
 */
export interface LiveContext {
  readonly context: Context;
  replace(next: Replaceable): void;
}

export function liveContext(context: Context): LiveContext {
  let { layouts, masters, rules }: Replaceable = { ...context, rules: context.rules };
  const own = {
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
  const { layouts: _layouts, masters: _masters, rules: _rules, ...rest } = context;
  return {
    context: Object.assign(own, rest) as Context,
    replace(next) {
      ({ layouts, masters, rules } = next);
    },
  };
}

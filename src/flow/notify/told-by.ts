import type { Masters } from '../../core/masters.ts';
import type { Context } from '../types.ts';

/**
 * How a shop's marketplace hears of its orders: through its API, by files that people upload, or not now (its API is not to be
 * reached from here). Exactly one of them settles the shop's orders.
 */
export function toldBy(ctx: Pick<Context, 'config' | 'link'>, shop: string): 'api' | 'files' | 'nobody' {
  const link = ctx.link?.(shop);
  if (link?.connector.policy) return 'api';
  return ctx.config.apis[shop] && !link ? 'nobody' : 'files';
}

const plain = new WeakMap<Masters, unknown>();

/** The dictionaries as plain data, so that they can be compared. */
export function plainMasters(masters: Masters): unknown {
  let known = plain.get(masters);
  if (known === undefined) {
    const dictionaries = Object.entries(masters.dictionaries).map(([name, words]) => [name, [...words]]);
    known = { methods: masters.methods, dictionaries, codes: masters.codes };
    plain.set(masters, known);
  }
  return known;
}

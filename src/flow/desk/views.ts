import { randomUUID } from 'node:crypto';
import { type Sentence, say } from '../../core/sentences/index.ts';
import type { ConsoleView } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { type OrdersQuery, queryText, readQuery } from './orders-query.ts';

/** So many lists a person may keep: more would not be found again. */
const mostViews = 30;
const longestName = 40;

/** A list of orders that a person narrowed and gave a name. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly query: OrdersQuery;
}

/** @param user '' = nobody has to sign in on this machine */
export async function listViews(ctx: Pick<Context, 'store' | 'config'>, user: string): Promise<View[]> {
  return (await ctx.store.consoleViews(user)).map((one) => toView(ctx, one));
}

const toView = (ctx: Pick<Context, 'config'>, { id, name, query }: ConsoleView): View => ({
  id,
  name,
  query: readQuery(ctx, new URLSearchParams(query)),
});

/** Keeps a narrowed list under a name; one of the same name is replaced. */
export async function saveView(
  ctx: Pick<Context, 'store' | 'now'>,
  user: string,
  { name, query }: { readonly name: string; readonly query: OrdersQuery },
): Promise<{ readonly refused?: Sentence }> {
  const named = name.trim();
  if (named === '' || named.length > longestName) return { refused: say('view-name', { most: longestName }) };
  return ctx.store.write(async (tx) => {
    const known = await tx.consoleViews(user);
    const same = known.find((one) => one.name === named);
    if (!same && known.length >= mostViews) return { refused: say('view-too-many', { most: mostViews }) };
    const at = ctx.now().toString();
    await tx.putConsoleView({ id: same?.id ?? randomUUID(), user, at, name: named, query: queryText(query) });
    return {};
  });
}

/** @param which its id, or its name; gives the name, undefined = this person has none such */
export async function removeView(
  ctx: Pick<Context, 'store'>,
  user: string,
  which: string,
): Promise<string | undefined> {
  return ctx.store.write(async (tx) => {
    const known = (await tx.consoleViews(user)).find((one) => one.id === which || one.name === which);
    if (known) await tx.dropConsoleView(known.id);
    return known?.name;
  });
}

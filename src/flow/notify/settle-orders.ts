import { canonicalJson, sha256 } from '../../core/ids.ts';
import { japanDay } from '../../core/time.ts';
import type { MarkedOrder, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** What working out some orders came to. */
export interface Worked {
  /** Numbers of the orders of which something was written. */
  readonly changed: readonly string[];
  /** Japan's day on which an order is to be looked at again, by number. */
  readonly lookOn?: ReadonlyMap<string, string>;
}

/** One shop's orders, and how they are worked out. */
export interface Work<Result extends Worked> {
  readonly shop: string;
  /** Orders in one transaction. */
  readonly page: number;
  /** Works out some orders and writes down what is due, in the transaction at hand, which may be run again. */
  workOut(tx: Writes, numbers: readonly string[]): Promise<Result>;
  /** A page is committed. */
  done(result: Result): void;
}

/**
 * Works out the orders of which something happened, page by page: each page with what it came to in one transaction. Orders that
 * are marked by that very work wait for the next pass.
 */
export async function settleMarked<Result extends Worked>(ctx: Context, work: Work<Result>): Promise<void> {
  const filter = { shop: work.shop, today: japanDay(ctx.now()) };
  for (let after: string | undefined; ; ) {
    const place = after;
    // Asked outside first: a pass that has nothing to do keeps nobody from writing.
    if ((await ctx.store.unsettledOrders(filter, { limit: 1, after: place })).rows.length === 0) return;
    const { next, result } = await ctx.store.write(async (tx) => {
      const marked = await tx.unsettledOrders(filter, { limit: work.page, after: place });
      return { next: marked.next, result: await settle(tx, marked.rows, work) };
    });
    if (result) work.done(result);
    if (next === null) return;
    after = next;
  }
}

async function settle<Result extends Worked>(
  tx: Writes,
  orders: readonly MarkedOrder[],
  { workOut }: Work<Result>,
): Promise<Result | undefined> {
  if (orders.length === 0) return undefined;
  const result = await workOut(
    tx,
    orders.map((one) => one.number),
  );
  await tx.settleOrders(orders.map((one) => ({ ...one, lookOn: result.lookOn?.get(one.number) })));
  return result;
}

/** How far a look at all orders came. */
interface Progress {
  /** Of the settings by which they are worked out. */
  readonly version: string;
  /** `proof`: nothing may be found that was not marked. `settings`: they changed, anything may be found. */
  readonly why: 'proof' | 'settings';
  /** Place in the list of orders, '' = its beginning; null = it came to its end. */
  readonly after: string | null;
}

/** What a look at all orders found. */
export interface Rechecked {
  readonly orders: number;
  /** Orders of which something was due although nothing had marked them: a mistake of the program, mended by the look. */
  readonly missed: readonly string[];
}

const job = 'notify:recheck';

/**
 * 全件の見直し: works out every order of a shop, page by page, when the settings by which they are worked out are others than last
 * time, when an earlier look was broken off, or when it is asked for (`all`). It proves the marks: what it finds without one is missed.
 *
 * @param settings everything but the orders that the answer follows from
 */
export async function recheckAll<Result extends Worked>(
  ctx: Context,
  work: Work<Result>,
  settings: unknown,
  all: boolean,
): Promise<Rechecked> {
  const version = sha256(canonicalJson(settings));
  const text = await ctx.store.cursor(work.shop, job);
  const known = text === '' ? undefined : (JSON.parse(text) as Progress);
  const keep = (tx: Writes, progress: Progress) =>
    tx.setCursor(work.shop, job, JSON.stringify(progress), ctx.now().toString());
  let step = firstStep(known, version, all);
  // Of a new shop every order is marked anyway.
  if (!known && !all) await ctx.store.write((tx) => keep(tx, { version, why: 'settings', after: null }));
  const today = japanDay(ctx.now());
  const missed: string[] = [];
  let orders = 0;
  while (step && step.after !== null) {
    const { why, after }: Progress = step;
    const page = await ctx.store.write(async (tx) => {
      const filter = { shop: work.shop, today };
      const { rows, next } = await tx.listMarks(filter, { limit: work.page, after: after || undefined });
      const result = await settle(tx, rows, work);
      const progress: Progress = { version, why, after: next };
      await keep(tx, progress);
      return { rows, result, progress };
    });
    const changed = new Set(page.result?.changed);
    const found = page.rows.filter((one) => one.isSettled && changed.has(one.number));
    if (why === 'proof') missed.push(...found.map((one) => one.number));
    orders += page.rows.length;
    step = page.progress;
    if (page.result) work.done(page.result);
    ctx.at('notify:rechecked');
  }
  return { orders, missed };
}

function firstStep(known: Progress | undefined, version: string, all: boolean): Progress | undefined {
  if (known && known.version !== version) return { version, why: 'settings', after: '' };
  return all ? { version, why: 'proof', after: '' } : known;
}

/** Works out every order of a shop without settling it: for what the marks are not about. */
export async function workOutAll<Result extends Worked>(ctx: Context, work: Work<Result>): Promise<void> {
  const filter = { shop: work.shop, today: japanDay(ctx.now()) };
  for (let after: string | undefined; ; ) {
    const { rows, next } = await ctx.store.listMarks(filter, { limit: work.page, after });
    const numbers = rows.map((one) => one.number);
    work.done(await ctx.store.write((tx) => work.workOut(tx, numbers)));
    if (next === null) return;
    after = next;
  }
}

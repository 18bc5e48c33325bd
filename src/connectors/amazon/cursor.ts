import type { PullWindow } from '../contract.ts';

/** Where a pull stands; travels as JSON text. Either inside a search (`token`) or between two (`after`). */
export interface Cursor {
  /** The search goes by the time at which orders were made, not by their last change. */
  readonly by?: 'created';
  /** Beginning of the search, an ISO instant. */
  readonly after: string;
  /** End of the search when a range was asked for. */
  readonly before?: string;
  /** Orders that were shipped already are left out: only so on a shop's first pull. */
  readonly first?: true;
  /** Next page of this search, and when it was given: it dies after 24 hours. */
  readonly token?: string;
  readonly at?: string;
  /** Upper bound that Amazon applied: where the next search begins. */
  readonly bound?: string;
}

/** Orders become visible about two minutes after they change (v0 docs, A; v2026: C); five are searched again. */
const overlap = { minutes: 5 };
const tokenLife = 23 * 3600 * 1000;

/** The search to go on with. A token that is too old begins its search anew: orders may come twice, none is left out. */
export function openCursor(window: PullWindow, now: Temporal.Instant): Cursor {
  const { to } = window;
  if (window.cursor === '') {
    if (to === undefined) return { after: window.from, first: true };
    // Amazon refuses an end that is less than two minutes ago (trust A).
    const latest = now.subtract({ seconds: 150 });
    const isLater = Temporal.Instant.compare(Temporal.Instant.from(to), latest) > 0;
    return {
      after: window.from,
      before: isLater ? latest.toString() : to,
      ...(window.by === 'created' && { by: 'created' }),
    };
  }
  const { token, at, bound, ...search } = JSON.parse(window.cursor) as Cursor;
  const age = at === undefined ? 0 : now.epochMilliseconds - Temporal.Instant.from(at).epochMilliseconds;
  if (token === undefined || age > tokenLife) return search;
  return { ...search, token, ...(at !== undefined && { at }), ...(bound !== undefined && { bound }) };
}

/** A range that ends before it begins: it lies in the minutes that Amazon does not answer for yet. */
export function isEmpty({ after, before }: Cursor): boolean {
  return (
    before !== undefined && Temporal.Instant.compare(Temporal.Instant.from(after), Temporal.Instant.from(before)) >= 0
  );
}

/** The cursor after a page; without a next page the search is over and the next one begins at its bound, less the overlap. */
export function afterPage(cursor: Cursor, next: string | undefined, bound: string | undefined, now: string): Cursor {
  const known = cursor.bound ?? bound;
  if (next !== undefined) return { ...cursor, token: next, at: now, ...(known !== undefined && { bound: known }) };
  if (known === undefined) return withoutToken(cursor);
  const after = Temporal.Instant.from(known).subtract(overlap);
  const earliest = Temporal.Instant.from(cursor.after);
  return { after: (Temporal.Instant.compare(after, earliest) > 0 ? after : earliest).toString() };
}

/** The search from its beginning: its page token was refused. */
export function withoutToken({ after, before, first, by }: Cursor): Cursor {
  return { after, ...(by && { by }), ...(before !== undefined && { before }), ...(first && { first }) };
}

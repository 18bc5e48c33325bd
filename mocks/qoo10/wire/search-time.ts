import { day, fromDigits } from '../state/times.ts';
import type { Verdict } from '../state/verdict.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Longest span of a search, and as far back as one can look (trust A for the span of claims, B for the rest). */
export const searchDays = 90;

/** -10002 and -10003 of the guide's table of claims, taken over for orders (trust A for claims, C for orders). */
const badDate: Verdict = { code: -10002, message: 'Please check the search date.' };
const tooLong: Verdict = { code: -10003, message: `The search period should be within ${searchDays} days.` };

/**
 * 8 or 14 digits each, Japan's time, no hyphens (trust A). A search without dates looks back over all that there is (trust C).
 * What lies further back than 90 days is not found any more.
 */
export function readSpan(start: string, end: string, now: number, isRequired: boolean): Span | Verdict {
  if (isRequired && (start === '' || end === '')) return badDate;
  const from = start === '' ? now - searchDays * day : fromDigits(start);
  const to = end === '' ? now : fromDigits(end, 'end');
  if (from === undefined || to === undefined || from > to) return badDate;
  // A day given as a whole may begin up to a day earlier.
  if (to - from > (searchDays + 1) * day) return tooLong;
  return { from: Math.max(from, now - (searchDays + 1) * day), to };
}

/** A second given at the end is searched to its end. */
export const isWithin = (at: number | undefined, { from, to }: Span): boolean =>
  at !== undefined && at >= from && at < to + 1000;

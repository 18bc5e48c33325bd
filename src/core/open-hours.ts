import { isShopHoliday } from './calendar.ts';
import type { Holidays } from './holidays.ts';

/** Minutes of Japan's day, `to` not included; `to` not after `from` = over midnight. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Hours in which something may begin. Plain data. */
export interface Open {
  /** 営業時間: only within one of these; missing or empty = all day. */
  readonly hours?: readonly Span[];
  /** 静かな時間: not within any of these. */
  readonly quiet?: readonly Span[];
  /** Days on which nothing begins; missing = every day is a working day. */
  readonly holidays?: Holidays;
}

const day = 86_400_000;
/** Japan is nine hours ahead, all year (no summer time since 1952). */
const ahead = 9 * 3_600_000;

/** May something begin at this moment (ms since 1970)? */
export function isOpenAt(open: Open | undefined, at: number): boolean {
  if (!open) return true;
  const minute = Math.floor((((at + ahead) % day) + day) / 60_000) % 1440;
  const { hours = [], quiet = [], holidays } = open;
  if (hours.length > 0 && !hours.some((span) => isWithin(span, minute))) return false;
  if (quiet.some((span) => isWithin(span, minute))) return false;
  return !holidays || !isShopHoliday(holidays, dayOf(at));
}

/** Milliseconds within [from, to) in which it is open, counted minute by minute of whole minutes; stops at `enough`. */
export function openTime(open: Open | undefined, from: number, to: number, enough: number): number {
  if (!open) return Math.min(to - from, enough);
  let sum = 0;
  for (let at = from; at < to && sum < enough; at += 60_000) if (isOpenAt(open, at)) sum += Math.min(60_000, to - at);
  return Math.min(sum, enough);
}

const isWithin = ({ from, to }: Span, minute: number): boolean =>
  from < to ? minute >= from && minute < to : minute >= from || minute < to;

const dayOf = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at + ahead)
    .toString()
    .slice(0, 10);

/** `09:00-18:00` or several with commas → spans; undefined when it cannot be read. 24:00 is midnight. */
export function readSpans(words: string): readonly Span[] | undefined {
  const spans = words.split(',').map((part) => {
    const found = /^(\d{1,2}):(\d{2})\s*[-〜~–]\s*(\d{1,2}):(\d{2})$/.exec(part.trim());
    if (!found) return undefined;
    const [fromHour, fromMinute, toHour, toMinute] = found.slice(1).map(Number) as [number, number, number, number];
    const from = fromHour * 60 + fromMinute;
    const to = toHour * 60 + toMinute;
    return fromMinute < 60 && toMinute < 60 && from < 1440 && to <= 1440 && from !== to ? { from, to } : undefined;
  });
  return spans.every((span) => span !== undefined) ? spans : undefined;
}

import { toAscii } from './ascii.ts';
import { stripGuard } from './guard.ts';
import { bad, good, noted, type Read } from './read.ts';

const dayMs = 86_400_000;
const jstMs = 9 * 3_600_000;
const eras: Readonly<Record<string, number>> = {
  明治: 1867,
  M: 1867,
  大正: 1911,
  T: 1911,
  昭和: 1925,
  S: 1925,
  平成: 1988,
  H: 1988,
  令和: 2018,
  R: 2018,
};

const western =
  /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年\s?(\d{1,2})月\s?(\d{1,2})日)(?:\s?\([日月火水木金土]\))?(?:[T ]?(.*))?$/;
const era =
  /^(令和|平成|昭和|大正|明治|[RHSTM])\s?(\d{1,2}|元)(?:([-/.])(\d{1,2})\3(\d{1,2})|年\s?(\d{1,2})月\s?(\d{1,2})日)(?:\s?\([日月火水木金土]\))?$/i;
const time =
  /^(午前|午後)?\s?(\d{1,2})(?::|時)(\d{2})(?:分?|(?::|分)(\d{2})(?:[.,]\d+)?秒?)\s?(AM|PM)?\s*(Z|UTC|JST|[+-]\d{2}:?\d{2})?$/i;

export interface DateOptions {
  /** Order of `1/5/2026` or `26/1/5`; without it a date that does not start with four digits of the year is refused. */
  readonly slash?: 'ymd' | 'mdy' | 'dmy';
  /** `YYYY-MM-DD`: a date without a year is the next one on or after this day. Without it such a date is refused. */
  readonly near?: string;
  /** Date system of a bare Excel serial number: 1904 for old Mac workbooks. */
  readonly date1904?: boolean;
}

const pad = (n: number): string => (n < 10 ? `0${n}` : String(n));

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysIn(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function day(year: number, month: number, date: number): Read<string> {
  if (month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) return bad('date-impossible');
  if (year < 1990 || year > 2099) return bad('date-impossible');
  return good(`${year}-${pad(month)}-${pad(date)}`);
}

/** Day in Japan of an instant given in ms since 1970 (Japan has no summer time). `YYYY-MM-DD`. */
function dayOf(ms: number): string {
  return new Date(ms + jstMs).toISOString().slice(0, 10);
}

/** The day in Japan on which an instant (ISO text with `Z` or an offset, or a Temporal.Instant) falls. `YYYY-MM-DD`. */
export function japanDay(instant: string | Temporal.Instant): string {
  return dayOf(typeof instant === 'string' ? Date.parse(instant) : instant.epochMilliseconds);
}

/** What a text says: a civil day, with the time of day when there is one. */
interface Moment {
  readonly date: string;
  /** ms of the day, −1 = no time given. */
  readonly time: number;
  /** Offset from UTC in minutes, null = none given (then Asia/Tokyo). */
  readonly offset: number | null;
}

function parse(raw: string, options: DateOptions): Read<Moment> {
  const text = toAscii(stripGuard(raw)).trim();
  const d = western.exec(text);
  if (d) {
    const date = day(Number(d[1]), Number(d[3] ?? d[5]), Number(d[4] ?? d[6]));
    if (date.problem) return date;
    return withTime(date.value, d[7] ?? '');
  }
  if (/^\d+$/.test(text)) return digitsOnly(text, options);
  if (/^\d{5}\.\d+$/.test(text)) {
    const serial = serialMs(Number(text), options.date1904 === true);
    if (serial !== null) return momentOf(serial);
  }
  const e = era.exec(text);
  if (e) {
    const first = eras[(e[1] as string).toUpperCase()] ?? 0;
    const date = day(first + (e[2] === '元' ? 1 : Number(e[2])), Number(e[4] ?? e[6]), Number(e[5] ?? e[7]));
    return date.problem ? date : withTime(date.value, '');
  }
  return loose(text, options);
}

function withTime(date: string, text: string): Read<Moment> {
  const rest = text.trim();
  if (rest === '') return good({ date, time: -1, offset: null });
  const t = time.exec(rest);
  if (!t) return bad('date-unreadable');
  let hour = Number(t[2]);
  const half = t[1] ?? t[5]?.toUpperCase();
  if (half !== undefined && hour > 12) return bad('date-impossible');
  if ((half === '午後' || half === 'PM') && hour < 12) hour += 12;
  if ((half === '午前' || half === 'AM') && hour === 12) hour = 0;
  const minute = Number(t[3]);
  const second = Number(t[4] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return bad('date-impossible');
  return good({ date, time: (hour * 3600 + minute * 60 + second) * 1000, offset: offsetOf(t[6]) });
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const upper = text.toUpperCase();
  if (upper === 'Z' || upper === 'UTC') return 0;
  if (upper === 'JST') return 540;
  const digits = text.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return text.startsWith('-') ? -minutes : minutes;
}

/** `20260105`, `202601051030`, `20260105103000`, or an Excel serial of five digits (said). */
function digitsOnly(text: string, options: DateOptions): Read<Moment> {
  if (text.length === 5) {
    const serial = serialMs(Number(text), options.date1904 === true);
    if (serial === null) return bad('date-unreadable');
    return noted({ date: dayOf(serial - jstMs), time: -1, offset: null }, 'date-from-serial');
  }
  if (text.length !== 8 && text.length !== 12 && text.length !== 14) return bad('date-unreadable');
  const date = day(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)));
  if (date.problem) return date;
  const rest = text.slice(8);
  return withTime(date.value, rest === '' ? '' : `${rest.slice(0, 2)}:${rest.slice(2, 4)}:${rest.slice(4) || '00'}`);
}

/** Dates that need the caller's help: no year, or the year not first. */
function loose(text: string, options: DateOptions): Read<Moment> {
  const short = /^(\d{1,2})(?:[/-](\d{1,2})|月\s?(\d{1,2})日)(?:\s?\([日月火水木金土]\))?$/.exec(text);
  if (short) {
    if (options.near === undefined) return bad('date-needs-year');
    const year = Number(options.near.slice(0, 4));
    const month = Number(short[1]);
    const date = Number(short[2] ?? short[3]);
    for (let y = year; y <= year + 8; y++) {
      const found = day(y, month, date);
      if (found.problem === undefined && found.value >= options.near) return withTime(found.value, '');
      if (found.problem && !(month === 2 && date === 29)) return found;
    }
    return bad('date-impossible');
  }
  const three = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{1,2}|\d{4})(?: +(.+))?$/.exec(text);
  if (!three) return bad('date-unreadable');
  const [a, b, c] = [Number(three[1]), Number(three[2]), Number(three[3])];
  const full = (y: number) => (y < 100 ? 2000 + y : y);
  let date: Read<string> | undefined;
  if (options.slash === 'mdy') date = day(full(c), a, b);
  else if (options.slash === 'dmy') date = day(full(c), b, a);
  else if (options.slash === 'ymd' && c < 100) date = day(full(a), b, c);
  if (date === undefined) return bad('date-ambiguous');
  return date.problem ? date : withTime(date.value, three[4] ?? '');
}

/**
 * A day: `2026/1/5` `2026-01-05` `20260105` `2026年1月5日(月)` `令和8年1月5日` `R8.1.5`, an ISO instant (its day in
 * Japan), a date with a time (the time is left out), an Excel serial number. Gives `YYYY-MM-DD`. A day that does not
 * exist, a date without a year (unless `near` is given) and one whose order is unclear are problems.
 */
export function readDate(raw: string, options: DateOptions = {}): Read<string> {
  const read = parse(raw, options);
  if (read.problem) return read;
  const { date, time, offset } = read.value;
  if (offset === null || time < 0 || offset === 540) return good(date, read.notes);
  return good(dayOf(Date.parse(`${date}T00:00:00Z`) + time - offset * 60_000), read.notes);
}

/** An instant as ISO text in UTC (`2026-01-05T01:30:00Z`). A time without an offset is Japan's, a bare day is 0:00 in Japan. */
export function readInstant(raw: string, options: DateOptions = {}): Read<string> {
  const plain = plainInstant(raw);
  if (plain) return plain;
  const read = parse(raw, options);
  if (read.problem) return read.problem.code === 'date-unreadable' ? bad('instant-unreadable') : read;
  const { date, time, offset } = read.value;
  const ms = Date.parse(`${date}T00:00:00Z`) + Math.max(time, 0) - (offset ?? 540) * 60_000;
  return good(instantText(ms), read.notes);
}

function instantText(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, 19)}Z` : text;
}

const utc = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|\+00:00)$/;

/** `2026-01-05T01:30:00+00:00`, as programs write it, in one look; undefined = it is written otherwise, or there is no such day. */
function plainInstant(raw: string): Read<string> | undefined {
  const parts = utc.exec(raw);
  if (!parts || day(Number(parts[1]), Number(parts[2]), Number(parts[3])).problem) return undefined;
  return good(`${raw.slice(0, 19)}Z`);
}

/** Excel serial → ms since 1970 of that civil time, null outside 1990–2099. The false 29 Feb 1900 lies before all of that. */
function serialMs(serial: number, date1904: boolean): number | null {
  const days = date1904 ? serial + 1462 : serial;
  if (!(days >= 32874 && days < 73051)) return null;
  return Math.round((days - 25569) * 86400) * 1000;
}

function momentOf(ms: number): Read<Moment> {
  const date = dayOf(ms - jstMs);
  return noted({ date, time: ms - Date.parse(`${date}T00:00:00Z`), offset: null }, 'date-from-serial');
}

/**
 * The day of an Excel serial number; a fraction (time of day) is left out. `date1904` as the workbook says. Serials
 * outside 1990–2099 are a problem. Arithmetic on the number itself, so no machine's time zone plays a part.
 */
export function readSerial(serial: number, date1904: boolean): Read<string> {
  const ms = serialMs(serial, date1904);
  return ms === null ? bad('date-impossible') : good(dayOf(ms - jstMs));
}

/** Day and time of an Excel serial number as local text `2026-01-05 10:30:00`; only the day when there is no fraction. */
export function serialText(serial: number, date1904: boolean): Read<string> {
  const ms = serialMs(serial, date1904);
  if (ms === null) return bad('date-impossible');
  const text = new Date(ms).toISOString();
  return good(ms % dayMs === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`);
}

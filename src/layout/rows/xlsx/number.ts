import type { CellKind } from '../row.ts';
import type { NumberFormat } from './format.ts';

/** Days from the day 0 of the 1904 system (old Macs) to the 1900 system's count. */
const offset1904 = 1462;
/** 9999-12-31, the last day that Excel knows. */
const lastDay = 2_958_465;
const secondsADay = 86_400;

/** Shown text of a number cell and what it is. `raw` = the number as the file spells it. */
export function showNumber(raw: string, format: NumberFormat, date1904: boolean): { text: string; kind: CellKind } {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return { text: raw, kind: 'text' };
  if (format.kind === 'digits') return { text: format.show(value) ?? showPlain(raw), kind: 'number' };
  if (format.kind === 'number') return { text: showPlain(raw), kind: 'number' };
  // What Excel itself shows as ##### stays a number: no date is made up.
  const total = Math.round(value * secondsADay);
  const serial = Math.floor(total / secondsADay) + (date1904 ? offset1904 : 0);
  if (total < 0 || serial > lastDay) return { text: showPlain(raw), kind: 'number' };
  const seconds = total % secondsADay;
  if (format.kind === 'time') {
    if (format.elapsed) return { text: showClock(total), kind: 'time' };
    if (value < 1) return { text: showClock(seconds), kind: 'time' };
  }
  const time = seconds > 0 || (format.kind === 'date' && format.time);
  const text = time ? `${showDay(serial)} ${showClock(seconds, true)}` : showDay(serial);
  return { text, kind: 'date' };
}

/**
 * A number as a person would type it: no exponent, at most the 15 digits that Excel keeps (so 1.1000000000000001 is
 * 1.1). From 16 digits on the exponent stays: digits may be lost, and whoever wants a code there must refuse it.
 */
export function showPlain(raw: string): string {
  if (/^\d{1,15}$/.test(raw)) return raw;
  const rounded = Number(raw).toPrecision(15);
  const value = Number(rounded);
  if (Math.abs(value) >= 1e15) return rounded.replace(/\.?0*e/, 'E');
  const text = String(value === 0 ? 0 : value);
  return text.includes('e') ? value.toFixed(22).replace(/\.?0+$/, '') : text;
}

const days = new Map<number, string>();
const epoch = Temporal.PlainDate.from('1899-12-30');

/**
 * Day number of the 1900 system → `YYYY/MM/DD`. The system has a 29 February 1900 that never was (day 60) and a day 0;
 * both are shown as Excel shows them, so that whoever reads dates refuses them.
 */
function showDay(serial: number): string {
  const known = days.get(serial);
  if (known) return known;
  let text: string;
  if (serial === 0) text = '1900/01/00';
  else if (serial === 60) text = '1900/02/29';
  else
    text = epoch
      .add({ days: serial < 60 ? serial + 1 : serial })
      .toString()
      .replaceAll('-', '/');
  if (days.size < 10_000) days.set(serial, text);
  return text;
}

function showClock(seconds: number, withSeconds = false): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return withSeconds || seconds % 60 ? `${text}:${two(seconds % 60)}` : text;
}

/** A date cell in ISO form (`t="d"`, written by some libraries) → the same text as a serial date. */
export function showIsoDate(raw: string): { text: string; kind: CellKind } {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::(\d\d))?(?:\.\d+)?Z?)?$/.exec(raw);
  if (!found) return { text: raw, kind: 'text' };
  const [, year, month, date, clock, seconds = '00'] = found;
  const day = `${year}/${month}/${date}`;
  return { text: clock && `${clock}:${seconds}` !== '00:00:00' ? `${day} ${clock}:${seconds}` : day, kind: 'date' };
}

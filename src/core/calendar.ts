import holidayJp from '@holiday-jp/holiday_jp';
import type { Holidays } from './holidays.ts';
import { addDays } from './time.ts';

/** Japan's national holidays, `YYYY-MM-DD`, those in lieu too. Source: the Cabinet Office's list as holiday_jp carries it, trust A. */
const national: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/** A calendar that never ends would be a mistake in the settings: no day of shipping within so many days. */
const patience = 400;

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek;

/** Does the shop not ship on this day (`YYYY-MM-DD`)? */
export function isShopHoliday(holidays: Holidays, day: string): boolean {
  return (
    holidays.dates.includes(day) ||
    (holidays.weekdays.length > 0 && holidays.weekdays.includes(weekdayOf(day))) ||
    (holidays.national && national.has(day))
  );
}

/**
 * The day that lies so many working days after (negative: before) a day; 0 = the day itself, or the next working day when it
 * is none. Null when the calendar has no such day within a year.
 *
 * @param isOff days that do not count, e.g. `isShopHoliday` and Saturdays and Sundays
 */
export function addWorkingDays(from: string, count: number, isOff: (day: string) => boolean): string | null {
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(count);
  let day = from;
  for (let gone = 0; gone < patience; gone++) {
    if (left === 0 && !isOff(day)) return day;
    day = addDays(day, step);
    if (left > 0 && !isOff(day)) left--;
  }
  return null;
}

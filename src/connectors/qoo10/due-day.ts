import { addWorkingDays, isShopHoliday, weekdayOf } from '../../core/calendar.ts';
import type { Shop } from '../../core/shop.ts';
import { addDays } from '../../core/time.ts';
import type { Qoo10Settings } from './settings.ts';

/** Days ahead that a day of shipping may lie when it comes through the API (the manual, trust A; the guide only says that there is a limit). */
export const limitDays = 10;

/** 発送予定日 of an order: the day to register today, or the day on which it can be registered. */
export type DueDay =
  | { readonly day: string }
  /** Beyond the limit; `wanted` can be registered from `from` on. */
  | { readonly wanted: string; readonly from: string }
  /** The shop's calendar has no such day. */
  | { readonly none: true };

/**
 * The day of shipping by the manual: so many working days after today (Saturdays, Sundays and, if wished, the shop's holidays do not
 * count), or so many before the wished day of delivery. A wish that is near gives the next working day after today, because Qoo10
 * takes none that is not (trust C: the manual does not say).
 *
 * @param wished day of delivery that the customer chose, null = none
 */
export function dueDay(settings: Qoo10Settings, shop: Shop, today: string, wished: string | null): DueDay {
  const isOff = (day: string) => weekdayOf(day) > 5 || (settings['due-holidays'] && isShopHoliday(shop.holidays, day));
  const before = settings['due-days-before-wish'];
  const next = addWorkingDays(addDays(today, 1), 0, isOff);
  const wanted =
    before !== undefined && wished !== null
      ? addWorkingDays(wished, -before, isOff)
      : addWorkingDays(today, settings['due-days'], isOff);
  if (wanted === null || next === null) return { none: true };
  const day = wanted < next ? next : wanted;
  const limit = addDays(today, limitDays);
  if (day <= limit) return { day };
  if (settings['due-beyond-limit'] === 'last-day') {
    const last = addWorkingDays(limit, 0, isOff);
    const latest = last !== null && last <= limit ? last : addWorkingDays(limit, -1, isOff);
    if (latest !== null && latest > today) return { day: latest };
  }
  // Counted from today it would move on with every day; counted back from a wish it stays.
  const from = before !== undefined && wished !== null ? addDays(day, -limitDays) : addDays(today, 1);
  return { wanted: day, from };
}

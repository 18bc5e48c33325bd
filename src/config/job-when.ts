import { cronTimes } from '../core/cron-times.ts';
import { type Open, readSpans } from '../core/open-hours.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import type { Shop } from '../core/shop.ts';
import type { When } from '../core/when.ts';
import type { WhenSettings } from './schema.ts';
import { durationInMs } from './when-words.ts';

/** Whose hours and holidays a job goes by: its shop's, those of `defaults` for a job of the workspace. */
export interface Calendar {
  /** 営業時間 as written, '' = none. */
  readonly businessHours: string;
  readonly holidays: Shop['holidays'];
}

/** '' = none. */
export const spansOf = (words: string) => readSpans(words) ?? [];

/** What `bridge.yaml` says of a job's times, with the hours and holidays of its shop filled in. */
export function whenOf(own: WhenSettings, calendar: Calendar): When {
  const { every, cron, after, hours, quiet, holidays, 'catch-up': catchUp } = own;
  const spans = spansOf(hours === 'shop' ? calendar.businessHours : (hours ?? ''));
  const open: Open = {
    ...(spans.length > 0 && { hours: spans }),
    ...(quiet !== undefined && { quiet: readSpans(quiet) ?? [] }),
    ...(holidays === 'skip' && { holidays: calendar.holidays }),
  };
  return {
    ...(every !== undefined && { every: durationInMs(every) }),
    ...(cron !== undefined && { cron }),
    ...(after && { after }),
    ...(Object.keys(open).length > 0 && { open }),
    ...(catchUp !== undefined && { catchUp: durationInMs(catchUp) }),
  };
}

interface Wrong {
  readonly key: string;
  readonly code: SentenceCode;
  readonly args: SentenceArgs;
}

/** What is wrong with a job's times once its shop's hours and holidays are known. */
export function wrongWhen(own: WhenSettings, calendar: Calendar, place: string): Wrong[] {
  const wrong: Wrong[] = [];
  const { dates, national, weekdays } = calendar.holidays;
  if (own.hours === 'shop' && calendar.businessHours === '')
    wrong.push({ key: 'hours', code: 'settings-hours-needed', args: { place } });
  if (own.holidays === 'skip' && !national && dates.length === 0 && weekdays.length === 0)
    wrong.push({ key: 'holidays', code: 'settings-holidays-needed', args: { place } });
  const when = whenOf(own, calendar);
  if (wrong.length === 0 && when.open && cronTimes(when)(Date.now()) === Number.POSITIVE_INFINITY && when.cron)
    wrong.push({ key: 'cron', code: 'settings-cron-closed', args: { key: 'cron' } });
  return wrong;
}

import { fromIso, iso } from '../clock.ts';
import { LabRefused } from '../system.ts';

const minute = 60_000;
const day = 1440 * minute;
const japan = 9 * 60 * minute;

/**
 * A time of the lab's clock as a person writes it: an ISO instant, a duration from now (`PT10M`), or `HH:MM` of Japan, which is the next
 * such time. Epoch ms.
 *
 * @throws LabRefused
 */
export function readTime(text: string, now: number, name: string): number {
  const clock = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim());
  if (clock) {
    const midnight = Math.floor((now + japan) / day) * day - japan;
    const at = midnight + (Number(clock[1]) * 60 + Number(clock[2])) * minute;
    return at < now ? at + day : at;
  }
  const at = /^[+-]?P/i.test(text.trim()) ? after(text.trim(), now) : fromIso(text.trim());
  if (at === undefined)
    throw new LabRefused(`${name} "${text}" must be an ISO instant, a duration such as PT10M, or HH:MM of Japan`);
  return at;
}

function after(duration: string, now: number): number | undefined {
  try {
    const ms = Temporal.Duration.from(duration).total({
      unit: 'millisecond',
      relativeTo: Temporal.PlainDate.from('2026-01-01'),
    });
    return now + ms;
  } catch {
    return undefined;
  }
}

/** As ISO instant, '' for nothing. @throws LabRefused */
export const readBound = (wish: unknown, now: number, name: string): string =>
  wish === undefined || wish === null || wish === '' ? '' : iso(Math.round(readTime(String(wish), now, name)));

/** `HH:MM-HH:MM`; the second may be the earlier one: then it goes over midnight. @throws LabRefused */
export function readDaily(wish: unknown): string {
  const text = wish === undefined || wish === null ? '' : String(wish).trim();
  if (text !== '' && minutesOf(text) === undefined) throw new LabRefused(`daily "${text}" must be like 02:00-04:00`);
  return text;
}

function minutesOf(daily: string): readonly [number, number] | undefined {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(daily);
  if (!parts) return undefined;
  return [Number(parts[1]) * 60 + Number(parts[2]), Number(parts[3]) * 60 + Number(parts[4])];
}

/** Does it strike at this time of the lab's clock? */
export function isDue(
  { from, to, daily }: { readonly from: string; readonly to: string; readonly daily: string },
  now: number,
): boolean {
  if (from !== '' && now < Date.parse(from)) return false;
  if (to !== '' && now >= Date.parse(to)) return false;
  const span = daily === '' ? undefined : minutesOf(daily);
  if (!span) return true;
  const at = ((now + japan) % day) / minute;
  const [begin, end] = span;
  return begin <= end ? at >= begin && at < end : at >= begin || at < end;
}

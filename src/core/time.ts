/** Business days are `YYYY-MM-DD` in Asia/Tokyo. Japan has had no daylight saving since 1952, so +9 h is exact. */
const japan = 'Asia/Tokyo';

/** Japan's day of an instant: from 15:00 UTC on it is already the next day. */
export function japanDay(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO(japan).toPlainDate().toString();
}

/** `YYYYMMDD-HHMMSS` in Japan, for file names. */
export function japanStamp(instant: Temporal.Instant): string {
  const text = instant.toZonedDateTimeISO(japan).toPlainDateTime().toString({ smallestUnit: 'second' });
  return text.replaceAll('-', '').replaceAll(':', '').replace('T', '-');
}

/** Adds calendar days to a `YYYY-MM-DD` day. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

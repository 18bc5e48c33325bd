/** Business days are `YYYY-MM-DD` in Asia/Tokyo. Japan has had no daylight saving since 1952, so +9 h is exact. */
const japan = 'Asia/Tokyo';

/** By hour since 1970: each day in Japan begins with one. */
const days = new Map<number, string>();
const hourMilliseconds = 3_600_000;

/** Japan's day of an instant: from 15:00 UTC on it is already the next day. Remembers answers: an intake asks for each order and line. */
export function japanDay(instant: Temporal.Instant): string {
  const hour = Math.floor(instant.epochMilliseconds / hourMilliseconds);
  let day = hour < 0 ? undefined : days.get(hour);
  if (day === undefined) {
    day = instant.toZonedDateTimeISO(japan).toPlainDate().toString();
    if (days.size > 1000) days.clear();
    if (hour >= 0) days.set(hour, day);
  }
  return day;
}

/** The instant at which a `YYYY-MM-DD` day begins in Japan. */
export function dayStart(day: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(japan).toInstant();
}

/** `YYYYMMDD-HHMMSS` in Japan, for file names. */
export function japanStamp(instant: Temporal.Instant): string {
  const text = instant.toZonedDateTimeISO(japan).toPlainDateTime().toString({ smallestUnit: 'second' });
  return text.replaceAll('-', '').replaceAll(':', '').replace('T', '-');
}

const sums = new Map<string, string>();

/** Adds calendar days to a `YYYY-MM-DD` day. Remembers answers: a run asks the same few for every shipment. */
export function addDays(day: string, days: number): string {
  const key = `${day}${days}`;
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = Temporal.PlainDate.from(day).add({ days }).toString();
    if (sums.size > 1000) sums.clear();
    sums.set(key, sum);
  }
  return sum;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** 2026年11月22日 9:05, Japan's time, for people. */
export function japanMinute(instant: Temporal.Instant): string {
  const { year, month, day, hour, minute } = instant.toZonedDateTimeISO('Asia/Tokyo');
  return `${year}年${month}月${day}日 ${hour}:${String(minute).padStart(2, '0')}`;
}

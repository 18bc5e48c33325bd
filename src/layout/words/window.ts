import { readInstant } from '../../text/datetime.ts';
import { bad, good, type Read } from '../../text/read.ts';

/**
 * Delivery window of two instants, `start/end`, as hours of Japan's clock: `14-16`. A window of a whole day or of several
 * days is no wish for a time: blank. Anything else is `bad-field-value`. A dictionary gives the hours their slot code.
 */
export function windowHours(text: string): Read<string> {
  const [start, end, more] = text.split('/').map(japanClock);
  if (!start || !end || more) return bad('bad-field-value', { field: '時間帯' });
  if (start.day !== end.day || end.minutes - start.minutes >= 23 * 60) return good('');
  return good(`${hours(start.minutes)}-${hours(end.minutes)}`);
}

function japanClock(instant: string): { day: string; minutes: number } | undefined {
  const read = readInstant(instant);
  if (read.problem !== undefined) return undefined;
  const clock = Temporal.Instant.from(read.value).toZonedDateTimeISO('Asia/Tokyo');
  return { day: clock.toPlainDate().toString(), minutes: clock.hour * 60 + clock.minute };
}

const hours = (minutes: number): string =>
  minutes % 60 === 0 ? String(minutes / 60) : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

import { CommandRefused, exitCodes } from './exit.ts';

/**
 * A moment on the command line: a day in Japan (its beginning, or with `end` the end of it), or a time with its offset. ISO instant.
 */
export function readMoment(text: string, { end = false } = {}): string {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      const day = Temporal.PlainDate.from(text).add({ days: end ? 1 : 0 });
      return day.toZonedDateTime('Asia/Tokyo').toInstant().toString();
    }
    return Temporal.Instant.from(text).toString();
  } catch {
    throw new CommandRefused(exitCodes.usage, 'command-bad-moment', { text });
  }
}

/** A day on the command line is `YYYY-MM-DD` and exists. */
export function checkDay(day: string | undefined): void {
  if (day === undefined) return;
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day) && Temporal.PlainDate.from(day).toString() === day) return;
  } catch {
    // said below
  }
  throw new CommandRefused(exitCodes.usage, 'command-bad-day', { day });
}

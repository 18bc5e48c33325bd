import { CommandRefused, exitCodes } from './exit.ts';

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

/** A day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/**
 * A ship day of Japan as the instant that Amazon is told: the end of that day, but never later than now (a ship date in the
 * future is refused; one before the order was made, too: C). Written with Japan's offset, so that the day reads right.
 */
export function shipInstant(day: string, now: Temporal.Instant): string {
  const end = Temporal.ZonedDateTime.from(`${day}T23:59:59+09:00[Asia/Tokyo]`).toInstant();
  const told = Temporal.Instant.compare(end, now) <= 0 ? end : now;
  return told.toZonedDateTimeISO('Asia/Tokyo').toString({ smallestUnit: 'second', timeZoneName: 'never' });
}

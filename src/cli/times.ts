/** An instant as people in Japan read it, to the minute. */
export function japanTime(instant: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

const japan = (instant: Temporal.Instant) => instant.toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();

/** `14:05` */
export const japanClock = (instant: Temporal.Instant): string =>
  japan(instant).toPlainTime().toString({ smallestUnit: 'minute' });

/** An ISO instant as people in Japan read it: `2026/11/21 14:05`. '' stays ''. */
export function japanTime(instant: string | null): string {
  if (instant === null || instant === '') return '';
  const local = japan(Temporal.Instant.from(instant));
  const day = `${local.year}/${two(local.month)}/${two(local.day)}`;
  return `${day} ${two(local.hour)}:${two(local.minute)}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** `2026-11-21` → `11/21（土）` */
export function shortDay(day: string): string {
  const { month, day: date, dayOfWeek } = Temporal.PlainDate.from(day);
  return `${month}/${date}（${'月火水木金土日'[dayOfWeek - 1]}）`;
}

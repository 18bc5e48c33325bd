import type { Calendar } from './job-when.ts';
import { type Settings, weekdays } from './schema.ts';

/** Business hours and holidays of a shop, '' = those of the workspace (`defaults`). */
export function calendarOf({ defaults, shops }: Settings, shop: string): Calendar {
  const own = shops[shop];
  const holidays = own?.holidays ?? defaults.holidays;
  return {
    businessHours: own?.['business-hours'] ?? defaults['business-hours'] ?? '',
    holidays: {
      weekdays: (holidays?.weekdays ?? []).map((day) => weekdays.indexOf(day) + 1),
      national: holidays?.national ?? false,
      dates: holidays?.dates ?? [],
    },
  };
}

const hour = 3_600_000;
export const minute = 60_000;
export const day = 24 * hour;

/** Japan's wall clock of an instant as `YYYY-MM-DD HH:MM:SS`; cheap, because lists have thousands of them. */
export const japanTime = (ms: number): string => new Date(ms + 9 * hour).toISOString().slice(0, 19).replace('T', ' ');

/** Japan's day as `YYYY-MM-DD`. */
export const japanDay = (ms: number): string => japanTime(ms).slice(0, 10);

/** Epoch ms of `YYYYMMDD` or `YYYYMMDDHHMMSS` in Japan, `undefined` when it is no such time. */
export function fromDigits(text: string, end: 'begin' | 'end' = 'begin'): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/.exec(text);
  if (!found) return undefined;
  const [, year, month, date, hours, minutes, seconds] = found;
  const clock = hours === undefined ? (end === 'end' ? '23:59:59' : '00:00:00') : `${hours}:${minutes}:${seconds}`;
  const ms = Date.parse(`${year}-${month}-${date}T${clock}+09:00`);
  // A 30th of February is not the 2nd of March.
  return Number.isNaN(ms) || japanDay(ms) !== `${year}-${month}-${date}` ? undefined : ms;
}

/** So many days after a day, `YYYY-MM-DD`. */
export const addDays = (from: string, days: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

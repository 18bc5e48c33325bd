export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
const japan = 9 * hour;

/** `YYYY/MM/DD HH:MM:SS` by Japan's clock, without a zone, as answers write times (trust B). */
export const toText = (ms: number): string =>
  new Date(ms + japan).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ');

/** `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS` of a request → epoch ms. */
export function fromText(text: string): number | undefined {
  const found = /^(\d{4})[-/](\d\d)[-/](\d\d)(?:[ T](\d\d):(\d\d):(\d\d))?$/.exec(text);
  if (!found) return undefined;
  const [, y, m, d, h = '00', min = '00', s = '00'] = found;
  const ms = Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}Z`);
  return Number.isNaN(ms) ? undefined : ms - japan;
}

export const japanDay = (ms: number): string => new Date(ms + japan).toISOString().slice(0, 10);

/** The quota's day that an instant lies in: it begins at 9:00 in Japan, which is midnight in UTC (manual A; why, C). */
export const quotaDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

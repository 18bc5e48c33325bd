export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Japan's wall clock of an instant. */
export const japan = (ms: number): Date => new Date(ms + 9 * hour);
export const japanDay = (ms: number): string => japan(ms).toISOString().slice(0, 10);
/** `2026-11-21T12:00:00+09:00`: how times stand in answers (trust C). */
export const japanTime = (ms: number): string => `${japan(ms).toISOString().slice(0, 19)}+09:00`;

export const addDays = (from: string, days: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

/** Epoch ms of an ISO time with an offset, or of `YYYY-MM-DD HH:MM:SS` in Japan; undefined when it is neither. */
export function fromText(text: string): number | undefined {
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!found) return undefined;
  const ms = Date.parse(`${found[1]}T${found[2]}${found[3] ?? '+09:00'}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Is this the maintenance of the month: its third Wednesday, 02:00 to 08:00 (trust A: notices 2012–2024 keep the pattern)? */
export function inMaintenance(ms: number): boolean {
  const now = japan(ms);
  const isThird = now.getUTCDate() >= 15 && now.getUTCDate() <= 21;
  return now.getUTCDay() === 3 && isThird && now.getUTCHours() >= 2 && now.getUTCHours() < 8;
}

import { Cron } from 'croner';

/** `15m` → ms; 0 when it cannot be read (`never`) or is outside 1 second to 7 days. */
export function durationInMs(words: string): number {
  const found = /^([1-9][0-9]{0,5})\s*(s|m|h|d)$/.exec(words.trim());
  if (!found) return 0;
  const ms = Number(found[1]) * { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[found[2] as 's' | 'm' | 'h' | 'd'];
  return ms <= 7 * 86_400_000 ? ms : 0;
}

/** 900,000 → `15m`: in the greatest unit that it fills. */
export function durationWords(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const;
  const [name, size] = units.find(([, one]) => ms % one === 0) ?? ['s', 1000];
  return `${ms / size}${name}`;
}

/** `180d` → days, `never` → null (kept for ever); undefined when it cannot be read or is outside 1 day to 10 years. */
export function keptDays(words: string): number | null | undefined {
  if (words.trim() === 'never') return null;
  const days = Number(/^([1-9][0-9]{0,3})\s*d$/.exec(words.trim())?.[1]);
  return days <= 3650 ? days : undefined;
}

/** A cron line that can be read and has a next time. */
export function isCron(line: string): boolean {
  try {
    return new Cron(line, { timezone: 'Asia/Tokyo', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

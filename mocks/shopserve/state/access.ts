import { hour, japanDay } from './times.ts';

/** Keys of the one shop of the lab, and who knocked. All of it is made up. */
export interface Access {
  readonly shopId: string;
  managerKey: string;
  /** Times of wrong keys within the last hour. */
  refused: number[];
  /** Japan's day, and the calls on it. */
  day: string;
  calls: number;
  /** Calls a day; undefined = the lab's own limit. */
  perDay: number | undefined;
}

export const firstKey = 'lab-manager-key-0001';
/** Wrong keys an hour until nobody is let in for the rest of it (trust C; the admin's login is known to lock). */
export const wrongKeys = 5;
/** Calls a day (trust C: no figure is public). */
export const callsADay = 20_000;

/** @param tag tells the keys of a further shop from the first one's, '' = the first's */
export const createAccess = (tag: string): Access => ({
  shopId: `labshop${tag}`,
  managerKey: `${firstKey}${tag}`,
  refused: [],
  day: '',
  calls: 0,
  perDay: undefined,
});

/** Seconds until the door opens again; 0 = it is open. */
export function lockedFor(access: Access, now: number): number {
  access.refused = access.refused.filter((at) => at > now - hour);
  if (access.refused.length < wrongKeys) return 0;
  return Math.ceil((access.refused[0]! + hour - now) / 1000) + 1;
}

/** Counts a call; false = the day's calls are used up. */
export function countCall(access: Access, now: number): boolean {
  const today = japanDay(now);
  if (access.day !== today) Object.assign(access, { day: today, calls: 0 });
  access.calls += 1;
  return access.calls <= (access.perDay ?? callsADay);
}

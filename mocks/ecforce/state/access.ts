import type { Random } from '../../random.ts';
import { hour, quotaDay } from './times.ts';

/** Who may come in, and how often. */
export interface Access {
  readonly email: string;
  password: string;
  /** Tokens that are good. Signing in again leaves older ones good (not known, trust C). */
  readonly tokens: Set<string>;
  /** Times of sign-ins, epoch ms: five an hour (trust B: a client's own text). */
  signIns: number[];
  /** Calls of the quota's day. */
  used: { day: string; calls: number };
  /** Calls a day; its real size is not public. */
  perDay: number;
}

export const firstEmail = 'commerce@lab.example';
export const firstPassword = 'lab-ecforce-password-0001';
/** Large enough for an ordinary day in the lab (trust C). */
export const callsADay = 2000;
export const signInsAnHour = 5;

/** @param tag tells the keys of a further shop from the first one's, '' = the first's */
export const createAccess = (tag: string): Access => ({
  email: firstEmail.replace('@', `${tag}@`),
  password: `${firstPassword}${tag}`,
  tokens: new Set(),
  signIns: [],
  used: { day: '', calls: 0 },
  perDay: callsADay,
});

export function maySignIn(access: Access, now: number): boolean {
  access.signIns = access.signIns.filter((at) => at > now - hour);
  if (access.signIns.length >= signInsAnHour) return false;
  access.signIns.push(now);
  return true;
}

export function newToken(access: Access, random: Random): string {
  const token = `labtoken${random.token(24)}`;
  access.tokens.add(token);
  return token;
}

/** Counts a call of the day; false = the day's calls are used up. */
export function countCall(access: Access, now: number): boolean {
  const today = quotaDay(now);
  if (access.used.day !== today) access.used = { day: today, calls: 0 };
  if (access.used.calls >= access.perDay) return false;
  access.used.calls += 1;
  return true;
}

import { createHash } from 'node:crypto';
import type { Found } from './search.ts';

/** Where differential pulls stand; travels as JSON text. */
export interface Cursor {
  /** Order time of the newest order that was given out (the manual's rule, trust A): the next search begins with it. */
  readonly since: string;
  /** Orders of that time that were given out, and what they said: they come again only when they say something else. */
  readonly seen: Readonly<Record<string, string>>;
}

export function readCursor(text: string): Cursor | undefined {
  if (text === '') return undefined;
  const { since, seen } = JSON.parse(text) as Partial<Cursor>;
  return { since: since ?? '', seen: seen ?? {} };
}

/** What an order says, short: a change that is missed with a chance of one in 2^40 comes with the next `sync`. */
export const markOf = ({ order }: Found): string =>
  createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, 7);

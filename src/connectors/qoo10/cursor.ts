import { createHash } from 'node:crypto';
import type { Cart } from './cart.ts';

/** Where differential pulls stand; travels as JSON text. */
export interface Cursor {
  /** Order time from which the next search begins, ISO. */
  readonly from: string;
  /** Purchases from there on that were given out already, and what they said: they come again only when they say something else. */
  readonly seen: Readonly<Record<string, string>>;
}

/** So far before the last order time every search begins (the manual's nine hours, trust A for the hours). */
export const margin = { hours: 9 };

export function readCursor(text: string): Cursor | undefined {
  if (text === '') return undefined;
  const { from, seen } = JSON.parse(text) as Partial<Cursor>;
  return { from: from ?? '', seen: seen ?? {} };
}

/** What a purchase says, short: a change that is missed with a chance of one in 2^40 comes with the next `sync`. */
export function markOf(cart: Cart): string {
  return createHash('sha256').update(JSON.stringify(cart.rows)).digest('base64url').slice(0, 7);
}

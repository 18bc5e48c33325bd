import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';

/** Something to say about a value: which sentence, with which arguments. Never holds personal data. */
export interface Remark {
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
}

/**
 * What reading one value gives: the value (with notes when something was repaired, filled in or dropped), or the
 * problem why there is none. Tell them apart by `read.problem === undefined`.
 */
export type Read<T> =
  | { readonly value: T; readonly notes: readonly Remark[]; readonly problem?: undefined }
  | { readonly problem: Remark; readonly value?: undefined; readonly notes?: undefined };

const none: readonly Remark[] = [];

/** A value that was read, with what must be said about it. */
export function good<T>(value: T, notes: readonly Remark[] = none): Read<T> {
  return { value, notes };
}

/** No value, and why. */
export function bad(code: SentenceCode, args?: SentenceArgs): { readonly problem: Remark } {
  return { problem: args === undefined ? { code } : { code, args } };
}

/** A value that had to be repaired. */
export function noted<T>(value: T, code: SentenceCode, args?: SentenceArgs): Read<T> {
  return { value, notes: [args === undefined ? { code } : { code, args }] };
}

/** Days on which something is valid, `YYYY-MM-DD`, both included; missing = without end. */
export interface Validity {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** A code of a carrier, as it is or was valid: the same code may have meant something else on other days. */
export interface DatedCode extends Validity {
  readonly code: string;
  readonly title: string;
  /** What took its place: said to whoever still asks for it. */
  readonly instead?: string | undefined;
}

export const isValidOn = ({ from, until }: Validity, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);

/** Do the days of both have a day in common? */
export const overlaps = (one: Validity, other: Validity): boolean =>
  (one.from ?? '') <= (other.until ?? '9999') && (other.from ?? '') <= (one.until ?? '9999');

/** What a code means on a day; undefined = nothing. */
export const codeOn = <T extends DatedCode>(codes: readonly T[], code: string, day: string): T | undefined =>
  codes.find((one) => one.code === code && isValidOn(one, day));

/** A code that is known, but not valid on a day: the entry that is nearest to be explained with. */
export function codeNotOn<T extends DatedCode>(codes: readonly T[], code: string, day: string): T | undefined {
  if (codeOn(codes, code, day)) return undefined;
  return codes.findLast((one) => one.code === code);
}

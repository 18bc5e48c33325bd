import type { Access } from './access.ts';
import type { Values } from './values.ts';

/** One complaint as the wire says it. */
export interface Complaint {
  readonly property: string;
  readonly code: string;
  readonly description: string;
}

/** A row after its check. `values` is what B2 makes of it: filled up, in its own forms. */
export interface Checked {
  readonly values: Values;
  readonly complaints: readonly Complaint[];
  /** 0 normal, 1 warning, 2 duplicate warning, 3 address warning and duplicate, 9 error. Trust B. */
  readonly flag: '0' | '1' | '2' | '3' | '9';
}

export interface CheckInput {
  readonly values: Values;
  readonly access: Access;
  /** Japan's day, YYYY-MM-DD. */
  readonly today: string;
  /** Other rows of the same hand-over that are still there. */
  readonly siblings: readonly Values[];
  /** Where else the number is: on a printed slip, or in a row that another screen or print order has. */
  readonly elsewhere: (customerNo: string) => 'printed' | 'waiting' | undefined;
  readonly forced: readonly { readonly code: string; readonly property: string }[];
  /** Rules that only the API has (a flag that must be given, a key for several parcels). */
  readonly isApi: boolean;
}

export type Complain = (code: string, property: string, description: string) => void;

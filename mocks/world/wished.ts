import type { Person } from '../people.ts';

/** An order that is to be placed at a system, in words that all systems share. */
export interface WishedOrder {
  /** Epoch ms. */
  readonly at: number;
  readonly person: Person;
  readonly lines: readonly WishedLine[];
  /** `cod`: cash on delivery. */
  readonly payment: Payment;
  /** `YYYY-MM-DD`, '' = none. */
  readonly wishDate: string;
  /** `14-16`, '' = none. */
  readonly wishTime: string;
  readonly note: string;
}

export interface WishedLine {
  readonly sku: string;
  /** Variation or option, '' = the first. */
  readonly option: string;
  readonly quantity: number;
  /** Of goods that the lab's shop does not have. '' and undefined = the shop's own. */
  readonly title: string;
  readonly price: number | undefined;
}

export const payments = ['paid', 'unpaid', 'cod'] as const;
export type Payment = (typeof payments)[number];

/** What cannot be placed: the column and why. */
export interface Complaint {
  readonly column: string;
  /** Of the lines, from 0; undefined = of the order. */
  readonly line?: number;
  readonly message: string;
}

/** Where orders come in that nobody's hand places. */
export interface OrderDoor {
  /** Codes that the shop sells, for orders that are made up; options as they are written in a file. */
  goods(): readonly { readonly sku: string; readonly option: string }[];
  /** Can it be placed? Changes nothing. */
  check(order: WishedOrder): Complaint | undefined;
  /** Places it; gives back its number. Only after `check` found nothing. */
  place(order: WishedOrder): string;
}

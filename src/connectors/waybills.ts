import type { Outcome } from './outcome.ts';

/**
 * A carrier's own system that prints labels and gives numbers. `handOver` lays shipments before it and leaves nothing there; only
 * printing (by a person on its screen, or by `issue`) makes labels. Whatever happens after that is looked up, never sent again.
 */
export interface Waybills {
  /** At most so many entries in one hand-over. */
  readonly atOnce: number;
  /**
   * Entries that may be printed together have the same key; `undefined` = this printer cannot print it without a screen.
   */
  sheet(entry: LabelEntry): string | undefined;
  /** Throws `CallFailed`: then nothing is there. */
  handOver(entries: readonly LabelEntry[]): Promise<HandedOver>;
  /** Address of the screen on which a person corrects and prints; `notify` is called when it was printed. */
  screen(handed: Pick<HandedOver, 'token'>, notify: string): string;
  /** Token of a notification's query, `undefined` when it is none. */
  notified(query: URLSearchParams): string | undefined;
  /** Prints these numbers without a screen. `done`: the value is the ticket to ask with. */
  issue(handed: HandedOver, customerNos: readonly string[]): Promise<Outcome<string>>;
  /** `done`: the value is the token for `collect`. `pending`: not ready yet. */
  poll(ticket: string): Promise<Outcome<string>>;
  /** Labels as PDF. */
  labels(ticket: string): Promise<Outcome<Uint8Array>>;
  /** What was printed, as a document; given out once only: store it before anything else. `pending`: nothing yet, ask again with the value. */
  collect(token: string): Promise<Outcome<IssuedAnswer>>;
  /** What there is of these numbers, whoever printed them. Numbers that it does not know are not in it. Throws `CallFailed`. */
  find(customerNos: readonly string[]): Promise<IssuedAnswer>;
}

/** One shipment in the carrier's own words, as its write layout renders it. */
export type LabelEntry = Readonly<Record<string, string>>;

/** Survives a restart; `token` opens the screen and is a secret as long as it lives. */
export interface HandedOver {
  readonly token: string;
  readonly updated: string;
  /** One per entry, in order. */
  readonly entries: readonly HandedEntry[];
}

export interface HandedEntry {
  readonly customerNo: string;
  /** The carrier's provisional number: never a tracking number. */
  readonly provisional: string;
  /** Further things that the carrier wants back when it prints. */
  readonly handle: Readonly<Record<string, unknown>>;
  readonly printable: boolean;
  /** It says that the same shipment may have a slip already. */
  readonly duplicate: boolean;
  /** What the carrier says against it: its name of the field, its code; a warning does not keep it from being printed. */
  readonly errors: readonly { readonly field: string; readonly code: string; readonly isWarning: boolean }[];
}

/** Issued slips as a document of the read layout `layout`, and the numbers that are in it. */
export interface IssuedAnswer {
  readonly document: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
  readonly layout: string;
  readonly customerNos: readonly string[];
  /** With `pending`: the token to ask again with. */
  readonly token?: string;
}

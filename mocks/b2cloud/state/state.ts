import type { Random } from '../../random.ts';
import type { Access } from './access.ts';
import type { Checked } from './check-types.ts';
import type { Values } from './values.ts';

export type { Values } from './values.ts';

/** By which door a row came in. */
export type Route = 'api' | 'screen' | 'csv';

/** One row of a hand-over: kept only until it is printed. */
export interface Entry {
  /** Provisional number, "1", "2", … */
  readonly no: string;
  readonly createdMs: string;
  revision: number;
  /** As it was handed over, in B2's own forms. */
  readonly given: Values;
  /** As it is now, after corrections. */
  values: Values;
  checked: Checked;
  /** Complaints that were set by hand; gone when their property is corrected. */
  forced: readonly { readonly code: string; readonly property: string }[];
  /** Tracking numbers, once it is printed. */
  numbers: string[];
  /** What the CSV import left out without a word, by property. */
  readonly dropped: readonly string[];
  /** `queued`: handed to an issue · `lost`: the screen was closed before it was printed. */
  state: 'open' | 'queued' | 'issued' | 'deleted' | 'lost' | 'failed';
}

/** Rows that were registered together (one POST of editA, or one CSV file). */
export interface HandOver {
  readonly id: string;
  readonly route: 'api' | 'csv';
  readonly at: number;
  /** `feed.updated`: changes with every change; an older one from a client is refused. */
  updated: string;
  readonly entries: Entry[];
  /** Session that registered it. */
  readonly session: string;
  /** Secret of the edit screen while it is open. */
  screen: string;
  screenState: 'none' | 'open' | 'closed' | 'expired';
  notify: string;
  usedAt: number;
  /** Of a file: its rows as they were, for the download of the wrong ones. */
  readonly source?: FileSource;
}

/** Rows of a CSV file as they were, one beside each entry, and the header row if it had one. Plain data. */
export interface FileSource {
  readonly header: readonly string[] | undefined;
  readonly rows: readonly {
    readonly row: number;
    readonly cells: readonly string[];
    readonly strayCells: readonly number[];
  }[];
}

/** A wish that Yamato's driver comes (集荷依頼). All of it is the lab's own, trust C. */
export interface Pickup {
  readonly no: string;
  readonly at: number;
  /** Japan's day, YYYY-MM-DD. */
  readonly day: string;
  readonly slot: string;
  readonly parcels: number;
  readonly note: string;
  state: 'asked' | 'withdrawn';
}

/** One print order. */
export interface Issue {
  readonly no: string;
  /** `undefined`: printed again from the list of issued slips. */
  readonly handOver: HandOver | undefined;
  readonly entries: readonly Entry[];
  readonly route: Route;
  readonly at: number;
  readonly printType: string;
  readonly printerType: string;
  readonly readyAt: number;
  /** `numbered`: the waybills exist. */
  state: 'queued' | 'failed' | 'numbered';
  polledAt: number;
  checkedAt: number | undefined;
  numberedAt: number | undefined;
  /** When the issued data was fetched: they can be fetched once. */
  spooledAt: number | undefined;
  waybills: Waybill[];
}

/** A slip that was printed: a parcel that Yamato will carry. */
export interface Waybill {
  readonly trackingNumber: string;
  readonly customerNo: string;
  readonly parcel: number;
  readonly parcels: number;
  readonly route: Route;
  readonly issueNo: string;
  readonly issuedAt: number;
  printedAt: number | undefined;
  readonly values: Values;
  /** Properties that differ from what was handed over. */
  readonly changed: readonly string[];
  readonly dropped: readonly string[];
  /** How often it was printed again; the number stays. Left out = never. */
  reissues?: number;
  /** Since when it is taken out of the list of issued slips (display_flg 0), epoch ms. Left out = it is there. */
  hiddenAt?: number | undefined;
}

/** What is to go wrong or slow, set by hand. */
export interface Plans {
  /** Errors to report for rows, of one customer number or of all. */
  forced: { readonly code: string; readonly property: string; readonly customerNo: string; left: number }[];
  pollMs: number;
  spoolMs: number;
  failIssues: number;
  htmlInsteadOfPdf: number;
  /** Only so many rows of the next issued data. */
  partial: number | undefined;
  /** Who calls the notify address, and how often. */
  notify: 'browser' | 'server' | 'lost' | 'twice';
  /** Whether numbers are given when the PDF is fetched (as the web application does) or when the print is ready. */
  numbersAt: 'pdf' | 'ready';
  isHistoryOpen: boolean;
  isBusy: boolean;
}

/** The truth of the lab's B2 Cloud. */
export interface B2State {
  access: Access;
  readonly random: () => Random;
  handOvers: HandOver[];
  issues: Issue[];
  /** The ledger, oldest first. */
  waybills: Waybill[];
  /** Notifications that this system itself sent or gave to a browser. */
  notifications: {
    readonly at: number;
    readonly issueNo: string;
    readonly by: string;
    readonly address: string;
    status: number;
  }[];
  pickups: Pickup[];
  plans: Plans;
  /** Next stem of a tracking number. */
  stem: number;
  counter: number;
  /** A moment that is later than every one before, ms: for `created_ms` and `feed.updated`. */
  lastMoment: number;
}

export const createPlans = (): Plans => ({
  forced: [],
  pollMs: 1500,
  spoolMs: 1500,
  failIssues: 0,
  htmlInsteadOfPdf: 0,
  partial: undefined,
  notify: 'browser',
  numbersAt: 'pdf',
  isHistoryOpen: true,
  isBusy: false,
});

/** So that two changes within one millisecond differ. */
export function moment(state: B2State, now: number): number {
  state.lastMoment = Math.max(now, state.lastMoment + 1);
  return state.lastMoment;
}

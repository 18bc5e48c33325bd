import type { Config } from '../config/types.ts';
import type { Masters } from '../core/masters.ts';
import type { SpokenProblem } from '../core/problem.ts';
import type { Clearer } from '../core/shipment.ts';
import type { LayoutSet } from '../layout/types.ts';
import type { Store } from '../store/types.ts';

/** What every flow function needs. Time comes in from outside. */
export interface Context {
  readonly config: Config;
  readonly layouts: LayoutSet;
  readonly masters: Masters;
  readonly store: Store;
  readonly now: () => Temporal.Instant;
  /** One line for the operator's terminal, Japanese, no personal data. */
  readonly tell: (line: string) => void;
  /** Test seam: called at named points so that a test can kill the process there. No-op otherwise. */
  readonly at: (point: string) => void;
}

/** A file as it was dropped or named. `path` says where its bytes are; a zip member has bytes instead. */
export interface Incoming {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Shop from the subfolder or the command line, '' = find out. */
  readonly shop: string;
  /** Layout named on the command line, '' = find out from the headers. */
  readonly layout: string;
}

/** One document of `intake --json`. */
export interface IntakeDocument {
  readonly file: string;
  readonly hash: string;
  readonly shop: string;
  readonly layout: string;
  readonly orders: {
    readonly new: number;
    readonly revised: number;
    readonly unchanged: number;
    readonly refused: number;
  };
  /** Non-order documents: how many of what was registered (`waybills`, `stock`, `products`, `filled`). */
  readonly registered: Readonly<Record<string, number>>;
  /** The same bytes were taken before: nothing was done again. */
  readonly seenBefore: boolean;
  /** The file as a whole was refused. */
  readonly refused: boolean;
  readonly problems: readonly SpokenProblem[];
  /** Shipments that are held after this intake: number, customerNo, code, sentence. */
  readonly held: readonly LeftOut[];
}

export interface LeftOut {
  readonly number: string;
  readonly customerNo: string;
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  /** Who may make the hold go away, when it is a hold. */
  readonly clearedBy?: Clearer;
}

/** `issue --json` */
export interface IssueReport {
  /** Absolute paths of the files written. */
  readonly files: readonly string[];
  readonly shipments: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** `orders list --json` */
export interface OrderView {
  readonly shop: string;
  readonly number: string;
  readonly state: string;
  readonly payment: string;
  readonly revision: number;
  readonly shipments: readonly ShipmentView[];
}

export interface ShipmentView {
  readonly customerNo: string;
  readonly state: string;
  readonly service: string;
  readonly holds: readonly {
    readonly code: string;
    readonly sentence: string;
    readonly remedy: string;
    readonly clearedBy: string;
  }[];
  readonly trackingNumbers: readonly string[];
}

export interface HoldView {
  /** `customerNo:code`, what `holds clear` takes. */
  readonly id: string;
  readonly shop: string;
  readonly number: string;
  readonly customerNo: string;
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  readonly clearedBy: string;
}

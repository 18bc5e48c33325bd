import type { Config } from '../config/types.ts';
import type { Connection, Connector } from '../connectors/contract.ts';
import type { Masters } from '../core/masters.ts';
import type { SpokenProblem } from '../core/problem.ts';
import type { OnProgress } from '../core/progress.ts';
import type { RuleSet } from '../core/rules/rule.ts';
import type { SentenceArgs } from '../core/sentences/index.ts';
import type { Clearer } from '../core/shipment.ts';
import type { LayoutSet } from '../layout/types.ts';
import type { RunRecord, Store } from '../store/types.ts';

/** What every flow function needs. Time comes in from outside. */
export interface Context {
  readonly config: Config;
  readonly layouts: LayoutSet;
  readonly masters: Masters;
  /** The rules (処理ロボット); absent: there are none. */
  readonly rules?: RuleSet;
  readonly store: Store;
  readonly now: () => Temporal.Instant;
  /** One line for the operator's terminal, Japanese, no personal data. */
  readonly tell: (line: string) => void;
  /** How to speak to a shop's marketplace; undefined for shops without an `api` block. Absent: no network at all. */
  readonly link?: (shop: string) => Link | undefined;
  /** How it would be spoken to with other settings than those in effect, to try them; absent: it cannot be tried. */
  readonly linkWith?: (config: Config) => Promise<(shop: string) => Link | undefined>;
  /** The carrier's system that prints labels (B2 Cloud); undefined or absent: labels go by CSV. */
  readonly carrier?: () => Link | undefined;
  /** Where mails go; absent: they stay due. */
  readonly smtp?: SmtpServer;
  /** Page of the lab that shops which are not live speak to. */
  readonly labPanel?: string;
  /** Hears how far long work is; absent: nobody looks. */
  readonly onProgress?: OnProgress;
  /** Somebody wants work to end after the step that it is at; absent: nobody does. Long work asks between its steps. */
  readonly isStopped?: () => boolean;
  /** Hears of every run of a job that ended; absent: nobody listens. */
  readonly onRun?: (run: RunRecord) => void;
  /** Takes up what was edited in the workspace's files and says what came of it; absent: nothing here goes on running with them (a command). */
  readonly reload?: () => Reloaded;
  /** Test seam: called at named points so that a test can kill the process there. No-op otherwise. */
  readonly at: (point: string) => void;
}

/** What became of edited files of the workspace. */
export type Reloaded =
  | { readonly kind: 'taken' }
  /** Nothing in them means anything else than what is in effect. */
  | { readonly kind: 'same' }
  /** There are mistakes, this one and so many more; what was in effect stays. */
  | { readonly kind: 'refused'; readonly place: string; readonly more: number }
  /** `bridge.yaml` says something that needs a start; nothing is taken up before it. */
  | { readonly kind: 'settings' };

/** The marketplace of a shop that has an `api` block. */
export interface Link {
  readonly connector: Connector;
  readonly settings: unknown;
  readonly connection: Connection;
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465); otherwise STARTTLS where the server offers it. */
  readonly secure: boolean;
  /** '' = no login. */
  readonly user: string;
  readonly password: () => string;
}

/** A context without a database: enough to read, convert and check. */
export type Workspace = Omit<Context, 'store'>;

/** What one pass of a job over a shop did. */
export interface RunResult {
  readonly counts: Readonly<Record<string, number>>;
  readonly items: readonly {
    readonly key: string;
    readonly kind: string;
    readonly code: string;
    readonly args?: Readonly<Record<string, string | number>>;
    readonly evidence?: string;
  }[];
  /** Something changed: jobs that run `after` this one are due. */
  readonly changed: boolean;
}

/** A file as it was dropped or named. `path` says where its bytes are; a zip member has bytes instead. */
export interface Incoming {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Shop from the subfolder or the command line, '' = find out. */
  readonly shop: string;
  /** Layout named on the command line, '' = find out from the headers. */
  readonly layout: string;
  /** Dropped into `inbox/results`: order files do not belong there. */
  readonly resultsOnly?: boolean;
  /** A page that a job fetched: the job's cursor moves in the transaction that stores the page. */
  readonly advance?: { readonly shop: string; readonly job: string; readonly cursor: string };
  /**
   * Called with what stands in the file before anything is stored: one text per order (number and content); of a file that nobody can
   * read its hash. false = the cursor stays where it is.
   */
  readonly onRead?: (contents: readonly string[]) => boolean;
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
  /** Non-order documents: how many of what was registered (`waybills`, `stock`, `products`, `goods`, `filled`). */
  readonly registered: Readonly<Record<string, number>>;
  /** The same bytes were taken before: nothing was done again. */
  readonly seenBefore: boolean;
  /** The file as a whole was refused. */
  readonly refused: boolean;
  readonly problems: readonly SpokenProblem[];
  /** What happened to single orders (a line was cancelled): for the history of the run that fetched them. */
  readonly happened?: readonly {
    readonly order: string;
    /** Missing = `done`; `fix`: somebody must act (changed or cancelled after its label). */
    readonly kind?: 'done' | 'fix';
    readonly code: string;
    readonly args: SentenceArgs;
  }[];
  /** Numbers of the orders that were not known before. */
  readonly newOrders?: readonly string[];
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
  /** Decided, but not on the disk yet (full, share away): written by the next `issue` or the running bridge. Paths under `outbox/`. */
  readonly undelivered: readonly string[];
  /** When the first order that is too fresh (`wait-after-order`) will be old enough, ISO instant. */
  readonly freshUntil?: string;
}

/** `orders list --json` */
export interface OrderView {
  readonly shop: string;
  readonly number: string;
  readonly state: string;
  /** 確認待ち, 入金待ち, 引当待ち, 印刷待ち, 印刷中, 印刷済み, 出荷済み, 完了, キャンセル, 返品 */
  readonly triage: string;
  readonly payment: string;
  readonly revision: number;
  readonly shipments: readonly ShipmentView[];
}

export interface ShipmentView {
  readonly customerNo: string;
  readonly state: string;
  readonly triage: string;
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
  /** Both values of a field in dispute: personal data, for the operator only. */
  readonly values?: string;
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

/** `convert --json`: nothing is stored. */
export interface ConvertReport {
  /** Absolute paths of the files written; empty when a problem kept them from being written. */
  readonly files: readonly string[];
  readonly rows: number;
  readonly problems: readonly SpokenProblem[];
}

/** `orders explain --json`: one written cell and where it came from. */
export interface CellExplanation {
  readonly customerNo: string;
  /** `name@version` of the layout that writes it. */
  readonly layout: string;
  readonly column: number;
  readonly name: string;
  readonly value: string;
  /** What happened on the way out, in order. */
  readonly steps: readonly { readonly what: string; readonly value: string }[];
  readonly sources: readonly CellSource[];
}

/** One cell of a document that a written cell was made of. */
export interface CellSource {
  /** Field path, e.g. `consignee.name`. */
  readonly field: string;
  /** '' when the value is not from a document (settings, calendar, a fixed text). */
  readonly document: string;
  readonly file: string;
  /** `name@version` of the layout that read it. */
  readonly layout: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly value: string;
  readonly steps: readonly { readonly what: string; readonly value: string }[];
  /** A rule set it: this is no cell of a document. */
  readonly rule?: { readonly name: string; readonly title: string };
  /** A person corrected it: this is no cell of a document. */
  readonly edited?: { readonly by: string; readonly at: string; readonly note: string };
}

/** `replay --json`: a stored document read with today's layouts, compared with what is stored. Nothing is changed. */
export interface ReplayReport {
  readonly hash: string;
  readonly file: string;
  readonly shop: string;
  /** `name@version` that read it then, and the one that reads it today. */
  readonly before: string;
  readonly after: string;
  readonly changes: readonly {
    readonly number: string;
    readonly change: 'new' | 'changed' | 'gone';
    /** Paths of the fields that would differ; no values, they may be personal data. */
    readonly fields: readonly string[];
  }[];
  readonly problems: readonly SpokenProblem[];
}

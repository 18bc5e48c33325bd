import type { IncomingHttpHeaders } from 'node:http';
import type { Ledger } from './ledger/types.ts';
import type { Coming, Order } from './life.ts';
import type { Truth } from './truth.ts';
import type { OrderDoor } from './world/wished.ts';

/** One request as a mock sees it. Body is raw bytes, empty when there is none; `now` is the lab's clock in epoch ms. */
export interface Call {
  readonly method: string;
  /** Path below the system's prefix, still percent-encoded, without query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly now: number;
  /** The lab comes back after its end and does once more what it did: nobody reads the answer, nobody else is called. */
  readonly again?: boolean;
  /** Base URL of the system as this caller reached it, without slash at the end. */
  readonly base: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export type HttpMethod = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Something that a request may carry. The checks read the same data. */
export interface Field {
  /** A member inside others with dots, of a list with `[]`: `orders[].id`. */
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  readonly type: string;
  /** Left out = may be missing; a text says when it must be there. */
  readonly required?: true | string;
  /** Longest text, in characters or as `type` says; highest number. */
  readonly max?: number;
  readonly values?: readonly string[];
  /** What people call it. */
  readonly title?: string;
  readonly example?: string;
}

/** What an operation's checks go by, for `/_lab/docs`. */
export interface OperationFacts {
  /** Parameters or members that are known; all others are refused. */
  readonly fields?: readonly string[];
  /** Everything that a request may carry. */
  readonly sends?: readonly Field[];
  /** Limits in words: rows of a call, calls of a day. */
  readonly limits?: readonly string[];
  readonly perSecond?: number;
  readonly burst?: number;
}

/** One operation of an outside system's interface. `handle` changes the truth and answers. */
export interface Operation {
  /** As the system's own documentation calls it: faults and the request log go by this name. */
  readonly name: string;
  readonly method: HttpMethod | readonly HttpMethod[];
  /** Express path below the system's prefix. */
  readonly path: string;
  /** Where one path has several operations: is it this one? Asked in the order of the list; left out = yes. */
  fits?(asked: Pick<Call, 'params' | 'query' | 'headers' | 'body'>): boolean;
  /** Left out = nothing to say. */
  readonly facts?: OperationFacts;
  /** A promise only where the work cannot be done at once, e.g. a PDF: the truth must be changed before the first wait. */
  handle(call: Call): Answer | Promise<Answer>;
}

/** What a fault makes the system say in its own dialect. */
export type Refusal = 'too-many' | 'server-error' | 'unavailable' | 'expired-token' | 'maintenance';

/** How much a system is filled with: a hand-made set, a hand-made nasty set, canned official cases, or so many orders. */
export type Seed = 'small' | 'nasty' | 'sandbox' | 'empty' | { readonly orders: number };

/** A change of the outside world that no API call causes: a buyer pays, an administrator changes a secret. */
export interface Change {
  /** Japanese / English, for the panel. */
  readonly title: string;
  /** Arguments by name; an example value shows the form. A name ending in `?` may be left out. */
  readonly args: Readonly<Record<string, string>>;
  /** @throws LabRefused when the arguments make no sense. */
  run(args: Readonly<Record<string, string>>): unknown;
}

/** Rows of one kind of truth, for tests as JSON and for eyes as a table. */
export type Holdings = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** `Address` is what clients are told: URLs on this machine and `credentials`. */
/** A part of the lab that outlives the process: `save` gives plain data (maps, sets, bytes and what points to each other included). */
export interface Kept {
  save(): unknown;
  load(saved: unknown): void;
}

/** Messages on their way to an address on this machine. Times are the system's own, epoch ms. */
export interface Outbox {
  /** Is there an address at all? */
  isOn(): boolean;
  due(now: number): readonly { readonly id: string; readonly url: string; readonly body: string }[];
  told(id: string, isTaken: boolean, now: number): void;
}

export interface MockSystem<Address = Readonly<Record<string, unknown>>> {
  readonly name: string;
  readonly title: string;
  readonly operations: readonly Operation[];
  readonly changes: Readonly<Record<string, Change>>;
  /** Anything that no operation answers. */
  unknown(call: Call): Answer;
  refuse(what: Refusal, operation: string, call: Call): Answer;
  /** A list answer with one entry twice, or the answer as it is when it has no list. */
  repeat(answer: Answer): Answer;
  /** By operation: its answer as an older version of it wrote the same. Left out where no older version is known. */
  readonly older?: Readonly<Record<string, (answer: Answer, now: number) => Answer>>;
  /** From now on so much of every quota (0 … 1) is used, or of one operation's; gives back which quotas there are. */
  useQuota?(share: number, operation: string | undefined): readonly string[];
  /** Back to nothing; new limits, tokens and keys. */
  reset(): void;
  seed(what: Seed): void;
  /** Lets happen what was due by the clock: queues, expiry, payments. */
  settle(now: number): void;
  /** A buyer orders, and what becomes of it: for the lab's life. Left out where nobody orders. */
  readonly order?: Order;
  /** Where orders come in from a file or a template. Left out where nobody orders. */
  readonly orders?: OrderDoor;
  holdings(): Holdings;
  /** Its orders, stock or labels in words that all systems share. Left out = none of these. */
  readonly ledger?: Ledger;
  /** What `order` said would come, comes: as the `happen` of `Buyers`. Goes with `order`. */
  readonly happen?: (due: Coming, at: number) => boolean;
  /** How sure its behaviour is. Left out = an answer says nothing of it. */
  readonly truth?: Truth;
  /** Headers that open the system now to a request of a recording, whose own are of another world. Left out = keys of the same name do. */
  readonly enter?: (
    headers: Readonly<Record<string, string>>,
    now: number,
    operation: string,
  ) => Readonly<Record<string, string>>;
  /** What it brings to an address on this machine by itself. Left out = nothing. */
  readonly outbox?: Outbox;
  /** Its truth; `keptState` makes it of a state. Left out = begins anew with every start. */
  readonly kept?: Kept;
  /** One line for a shell that works with the lab's keys as they are now: what anybody tries first. Left out = none. */
  readonly firstCall?: (base: string) => string;
  /** Calls every operation once, for the examples of `/_lab/docs`, in a lab of its own. Left out = no examples. */
  readonly examples?: (tools: ExampleTools) => Promise<void>;
  /** What a client needs to know, given the base URL of the system. */
  address(base: string): Address;
}

/** What a script of example calls works with. */
export interface ExampleTools {
  /** Addresses and keys, as clients are told. */
  // biome-ignore lint/suspicious/noExplicitAny: each system's own shape
  readonly address: any;
  /** Sends a request; `url` below the system's prefix. Text and bytes are sent as they are (bytes are shown as CP932), all else as JSON. */
  ask(
    method: string,
    url: string,
    given?: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown },
  ): Promise<ExampleAnswer>;
  /** Turns the clock, ms. */
  turn(ms: number): void;
  /** The lab's time, epoch ms. */
  now(): number;
  /** A change of the world by hand. */
  change(name: string, args?: Readonly<Record<string, string>>): unknown;
}

export interface ExampleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body read as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly json: any;
}

/** The lab itself refuses a control request; becomes HTTP 400 under `/_lab`. */
export class LabRefused extends Error {
  override name = 'LabRefused';
}

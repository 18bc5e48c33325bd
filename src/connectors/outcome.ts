import type { Kind } from '../core/outcome.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';

/** What the other side did with one item. `handle` with `pending`; `afterMs` with `retry` when the server named a delay. */
export interface Outcome<T = unknown> {
  readonly kind: Kind;
  readonly code: SentenceCode;
  /** Never secrets or personal data. */
  readonly args?: SentenceArgs;
  readonly handle?: Handle;
  readonly afterMs?: number;
  /**
   * What became of each part of the item (order line, parcel), where parts went different ways: `kind` above is then the gravest.
   * Kept for the history; the parts that are `done` are not told again.
   */
  readonly parts?: readonly OutcomePart[];
  readonly value?: T;
  /** Redacted answer, kept for `bug`. */
  readonly evidence?: string;
}

/** What became of one part of an item. `key`: the marketplace's number of the line or parcel. */
export interface OutcomePart {
  readonly key: string;
  readonly kind: Kind;
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
}

/** How to ask for the result of an asynchronous tell; survives a restart. `notices` in the order that was sent. */
export interface Handle {
  readonly kind: string;
  readonly id: string;
  readonly notices: readonly string[];
}

import type { Outcome } from './outcome.ts';

/** What a connection may use of the world; everything comes in from outside. */
export interface Io {
  /** Timeout, rate budget, redaction; no retry. See http.ts. */
  readonly http: Http;
  readonly now: () => Temporal.Instant;
  /** Base URLs of this shop's systems: the lab's unless the shop is `live`. */
  readonly baseUrl: (system: string) => string;
  /** Resolves a secret by the name in the settings. */
  readonly secret: (name: string) => string;
  /** Small texts that outlive the process, sealed: tokens that may be fetched a few times an hour only. Apart for lab and live. */
  readonly kept: Kept;
}

export interface Kept {
  /** '' = nothing is kept under this name. */
  read(name: string): Promise<string>;
  /** '' forgets it. */
  write(name: string, text: string): Promise<void>;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Key of the rate budget, e.g. `searchOrders`; with how many calls a second and how many at once the other side allows. */
  readonly budget?: {
    readonly key: string;
    readonly perSecond: number;
    readonly burst: number;
    /** Header of an answer that tells today's calls per second, in lower case; absent = the rate stays. */
    readonly rateHeader?: string;
  };
  /**
   * Calls that the other side allows until it begins to count anew, over all processes. A call beyond `most` is not made: `http`
   * throws `CallFailed` (`retry`, with the time until then). So a call that may wait names a smaller `most` than one that may not.
   */
  readonly quota?: {
    readonly key: string;
    readonly most: number;
    /** Japan's time of day at which counting begins anew, `HH:MM`. */
    readonly resets: string;
  };
  readonly timeoutMs?: number;
}

/** An HTTP answer of any status; transport failures are `HttpFailed`. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Calls of the quota so far, this one included; 0 = the call named none. */
  readonly quotaUsed: number;
  readonly bytes: Uint8Array;
  text(): string;
  /** Undefined when the body is not JSON. */
  json(): unknown;
  /** Status, request id and the beginning of the body without secrets and personal data: may be stored and logged. */
  evidence(): string;
}

export type Http = (call: HttpCall) => Promise<HttpAnswer>;

/** No answer: `sent` tells whether the request may have arrived (then a write is `unsure`). */
export class HttpFailed extends Error {
  override name = 'HttpFailed';
  readonly sent: boolean;
  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
  }
}

/** Reading failed: `outcome` says who acts next (`retry`, `halt`, `fix` or `bug`). The message is its code, nothing else. */
export class CallFailed extends Error {
  override name = 'CallFailed';
  readonly outcome: Outcome;
  constructor(outcome: Outcome, options?: ErrorOptions) {
    super(outcome.code, options);
    this.outcome = outcome;
  }
}

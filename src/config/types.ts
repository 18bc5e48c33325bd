import type { Party } from '../core/order.ts';
import type { Billing, Shop } from '../core/shop.ts';

/** `bridge.yaml` after loading, with defaults filled in and every path absolute. */
export interface Config {
  /** The workspace folder. */
  readonly root: string;
  readonly inbox: string;
  readonly outbox: string;
  /** Database file and key file live here (mode 0700). */
  readonly data: string;
  readonly database:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string };
  readonly watch: {
    /** true: poll instead of listening (network shares). */
    readonly polling: boolean;
    /** Poll interval, ms. */
    readonly interval: number;
    /** A file counts as complete after its size stood still this long, ms. */
    readonly quiet: number;
  };
  readonly limits: {
    /** Largest dropped file, bytes. */
    readonly fileBytes: number;
    /** Largest uncompressed content of a zip or xlsx, bytes. */
    readonly unpackedBytes: number;
    /** Greatest unpacked : packed ratio. */
    readonly ratio: number;
    /** Longest line, bytes. */
    readonly lineBytes: number;
  };
  readonly billing: Billing;
  readonly shippers: Readonly<Record<string, Party>>;
  readonly shops: Readonly<Record<string, Shop>>;
}

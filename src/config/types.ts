import type { ConsoleSettings } from '../core/console.ts';
import type { Party } from '../core/order.ts';
import type { Retention } from '../core/retention.ts';
import type { Billing, Shop } from '../core/shop.ts';
import type { When } from '../core/when.ts';
import type { ExportJob } from './exports.ts';

/** `bridge.yaml` after loading, with defaults filled in and every path absolute. */
export interface Config {
  /** The workspace folder. */
  readonly root: string;
  /** SHA-256 of the text of `bridge.yaml` that this was made from (without a BOM). */
  readonly textHash?: string;
  /** What the workspace is called in sentences, where no single shop is meant. */
  readonly name: string;
  /** Whom inbox, outbox and what lies in them is shared with. `data` is shared with nobody, ever. */
  readonly sharedWith: 'nobody' | 'group' | 'everyone';
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
  /** Shops that are spoken to over a network, by name. */
  readonly apis: Readonly<Record<string, ShopApi>>;
  /** Jobs of the shops that have any, by shop and job name; a job that is switched off is not there. */
  readonly jobs: Readonly<Record<string, Readonly<Record<string, When>>>>;
  /** Jobs of these shops that `bridge.yaml` switches off: they run by hand only, and nothing is reserved for them. */
  readonly jobsOff?: Readonly<Record<string, readonly string[]>>;
  /** Job `issue` of the workspace: one B2 file for all of these shops. Missing: each shop has its own. */
  readonly issueTogether?: { readonly when: When; readonly shops: readonly string[] };
  /** Port on 127.0.0.1 of `/health` and `/metrics`, 0 = any; missing: neither. */
  readonly metricsPort?: number | undefined;
  /** Jobs of each day: the mail at closing time and the look at all connections. Missing: none. */
  readonly reports?: { readonly summary: When | undefined; readonly probe: When | undefined };
  /** 定時書き出し, by name. */
  readonly exports?: Readonly<Record<string, ExportJob>>;
  readonly mail: MailSettings | undefined;
  /** B2 Cloud by API; `undefined` or missing: labels go by CSV only. */
  readonly b2?: B2Settings | undefined;
  /** How long things are kept; missing: for ever. */
  readonly retention?: Retention;
  readonly lab: { readonly port: number; readonly seed: string };
  /** Where the console listens; missing: as `usualConsole`. */
  readonly console?: ConsoleSettings;
}

/** Name of an environment variable, or of a secret in the sealed store. */
export type SecretPlace = { readonly env: string } | { readonly stored: string };

export interface ShopApi {
  /** The `api:` block as the connector's schema gave it back. */
  readonly settings: unknown;
  /** false: only the lab is spoken to. */
  readonly live: boolean;
}

export interface MailSettings {
  readonly to: readonly string[];
  readonly from: string;
  /** `undefined`: the lab's sink. */
  readonly smtp:
    | {
        readonly host: string;
        readonly port: number;
        readonly secure: boolean;
        readonly user: string;
        readonly password: SecretPlace | undefined;
      }
    | undefined;
}

export interface B2Settings {
  /** The `api:` block as the connector's schema gave it back. */
  readonly settings: unknown;
  /** Both switches are on: `live: true` and `issue-labels: live`. Otherwise only the lab is spoken to. */
  readonly live: boolean;
  /** The two switches as they are written. */
  readonly switches: { readonly live: boolean; readonly issueLabels: 'lab' | 'live' };
  /** 通知用メールアドレス; empty = those of `mail`. */
  readonly mailTo: readonly string[];
  /** Shipments in one hand-over, at most. */
  readonly perRun: number;
  /** Write layout of a shipment; its `-seller` variant for shops that send in their own name. */
  readonly layout: string;
  /** Port on 127.0.0.1 at which print notifications arrive; 0 = any. */
  readonly notifyPort: number;
}

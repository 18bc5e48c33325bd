import type { Kysely } from 'kysely';
import type { Difference } from './difference.ts';
import type { Tables } from './schema.ts';

/** An opened database of either kind. */
export interface Database {
  /** For transactions. */
  readonly writer: Kysely<Tables>;
  /** For reading outside transactions: sees committed data only. */
  readonly reader: Kysely<Tables>;
  readonly difference: Difference;
  /** Settings of the connection, before anything else; may be tried again when the database is busy. */
  start(): Promise<void>;
  /** @throws StoreRefused `database-moved` when what is open is not what lies at its place any more */
  stillThere(): void;
  /** '' = whole, else what is wrong. */
  integrity(): Promise<string>;
  /** Takes what was deleted off the disk as well, as far as the database can. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

import type { StorePrint } from '../../store/copy.ts';

/** `backup.json`: written last, so that a folder without it is no whole backup. */
export interface BackupRecord {
  readonly format: 1;
  /** ISO instant: the store as it was then. */
  readonly at: string;
  readonly from: 'sqlite' | 'postgres';
  /** Rows and hash of each table. */
  readonly tables: StorePrint;
  /** SHA-256 by path under the backup's folder, forward slashes. */
  readonly files: Readonly<Record<string, string>>;
}

export const recordName = 'backup.json';
/** The store is always a SQLite file, whatever it came from. */
export const storeName = 'store.db';
export const secretsName = 'secrets.json';

export function isRecord(value: unknown): value is BackupRecord {
  const record = value as Partial<BackupRecord> | null;
  return typeof value === 'object' && record?.format === 1 && !!record.tables && !!record.files && !!record.at;
}

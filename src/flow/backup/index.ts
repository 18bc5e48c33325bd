export { backUp } from './backup.ts';
export type { BackupRecord } from './backup-record.ts';
export { type Restored, restore } from './restore.ts';

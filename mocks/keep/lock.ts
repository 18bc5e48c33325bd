import { join } from 'node:path';
import { LabRefused } from '../system.ts';

/**
 * One lab per folder. The lock is the operating system's own, through SQLite because Node has no file locks: it falls with the process, however
 * that ends.
 *
 * @throws LabRefused when another lab has it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const { DatabaseSync } = await import('node:sqlite');
  const lock = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!/locked|busy/i.test(String(error))) throw error;
    throw new FolderTaken(folder);
  }
  return () => lock.close();
}

/** Another lab keeps its state there. */
export class FolderTaken extends LabRefused {
  override name = 'FolderTaken';
  constructor(folder: string) {
    super(`another lab keeps its state in ${folder}`);
  }
}

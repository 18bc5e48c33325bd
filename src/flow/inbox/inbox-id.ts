import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../files/index.ts';

/** Overlooked by every watcher, as all hidden files. */
const file = '.b2-bridge-inbox';

/**
 * Which inbox this is, however a machine spells the way to it: a mark that lies in the folder itself, made by whoever comes first.
 * Throws when the folder cannot be read or written.
 */
export async function inboxId(inbox: string): Promise<string> {
  const path = join(inbox, file);
  const made = `${randomBytes(8).toString('hex')}\n`;
  try {
    await writeFile(path, made, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // Read in either case: of two that made it at once, one was refused.
  const id = (await readFile(path, 'utf8')).trim();
  return /^[0-9a-f]{16}$/.test(id) ? id : 'unmarked';
}

import { readFileSync } from 'node:fs';
import { complaint, SettingsError } from './complaint.ts';

/**
 * A file that people edit, as text (a BOM is taken off). Anything but strict UTF-8 is refused: Notepad's "ANSI" would
 * garble a sender or a dictionary word without anybody noticing.
 *
 * @param shown the file's name in the complaint
 * @throws SettingsError `settings-not-utf8`; errors of the file system pass through
 */
export function readUtf8(path: string, shown = path): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SettingsError([complaint(shown, { line: 1, column: 1 }, 'settings-not-utf8', { file: path })]);
  }
}

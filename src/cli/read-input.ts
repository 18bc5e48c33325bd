import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { limitWords, sizeWords } from '../core/size.ts';
import { CommandRefused, exitCodes } from './exit.ts';

/** A file named on the command line that is read later: it must be there, be no folder, and not be larger than `most`. */
export function checkInput(path: string, most: number): void {
  const refuse = (reason: string) =>
    new CommandRefused(exitCodes.input, 'command-no-such-file', { file: path, reason });
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(path);
  } catch (error) {
    throw refuse((error as NodeJS.ErrnoException).code ?? 'EIO');
  }
  if (stats.isDirectory()) throw refuse('EISDIR');
  if (stats.size > most) {
    const args = { file: path, size: sizeWords(stats.size), limit: limitWords(most) };
    throw new CommandRefused(exitCodes.input, 'command-file-too-big', args);
  }
}

/** A file named on the command line: its bytes, and its name without the folder in the composed form (NFC). */
export function readInput(path: string, most: number): { name: string; bytes: Uint8Array } {
  checkInput(path, most);
  try {
    return { name: basename(path).normalize('NFC'), bytes: readFileSync(path) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'EIO';
    throw new CommandRefused(exitCodes.input, 'command-no-such-file', { file: path, reason });
  }
}

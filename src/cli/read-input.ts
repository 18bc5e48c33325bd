import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { CommandRefused, exitCodes } from './exit.ts';

/** A file named on the command line: its bytes, and its name without the folder in the composed form (NFC). */
export function readInput(path: string, most: number): { name: string; bytes: Uint8Array } {
  const refuse = (reason: string) =>
    new CommandRefused(exitCodes.input, 'command-no-such-file', { file: path, reason });
  try {
    const { size } = statSync(path);
    if (size > most) throw refuse(`${size} > ${most} bytes`);
    return { name: basename(path).normalize('NFC'), bytes: readFileSync(path) };
  } catch (error) {
    if (error instanceof CommandRefused) throw error;
    throw refuse((error as NodeJS.ErrnoException).code ?? 'EIO');
  }
}

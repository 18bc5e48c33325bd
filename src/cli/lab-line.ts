import { lab } from './lab.ts';
import { parseWith } from './parser.ts';

/** The command line of `lab` alone, which is to be there at once: no other command is loaded. */
export const labLine = (args: readonly string[]): Promise<void> => parseWith(args, (parser) => parser.command(lab));

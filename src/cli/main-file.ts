import { extname, join } from 'node:path';

/** The command line's main file, in the source tree, compiled, and bundled: all of them keep it in the folder of this file. */
export const mainFile: string = join(import.meta.dirname, `main${extname(import.meta.filename)}`);

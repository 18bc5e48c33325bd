import type { Sentence } from './index.ts';

/** Reading a file: what is wrong with the file, a row or a cell, and what was repaired. */
export const reading = {} as const satisfies Record<string, Sentence>;

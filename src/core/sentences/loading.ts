import type { Sentence } from './sentence.ts';

/** Loading layouts and settings (sentences for the shop engineer stay English; only what staff see is here). */
export const loading = {} as const satisfies Record<string, Sentence>;

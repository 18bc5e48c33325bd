import type { Sentence } from './index.ts';

/** Files and their way: watching, outbox, issued data back, commands. */
export const filing = {} as const satisfies Record<string, Sentence>;

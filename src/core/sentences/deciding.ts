import type { Sentence } from './index.ts';

/** Deciding: the named reasons why a shipment is held or left out (保留理由). */
export const deciding = {} as const satisfies Record<string, Sentence>;

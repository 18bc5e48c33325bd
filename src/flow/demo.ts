import type { Context } from './types.ts';

/** Placeholder until the samples are in. */
export async function dropSamples(_ctx: Context): Promise<void> {}

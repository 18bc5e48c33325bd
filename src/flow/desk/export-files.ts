import { type Again, exportAgain } from '../export/index.ts';
import type { Context } from '../types.ts';

/** Writes a file of an export once more, on purpose, by its id or its name: the very same bytes. */
export const exportAgainNamed = (
  ctx: Context,
  what: string,
  why: { readonly actor: string; readonly note: string },
): Promise<Again> => exportAgain(ctx, what, why);

import { dirname, relative } from 'node:path';
import type { Context } from '../types.ts';

/** Path as people look for it: from the folder of the inbox, forward slashes. */
export function shortPath(ctx: Pick<Context, 'config'>, path: string): string {
  return relative(dirname(ctx.config.inbox), path).replaceAll('\\', '/');
}

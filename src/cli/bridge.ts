import type { Context } from '../flow/types.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { oneLine, warn } from './output.ts';
import { openProgress } from './progress.ts';

/**
 * Opens the bridge of a workspace for one piece of work and closes it whatever happens.
 *
 * @param options.progress long work shows on a terminal how far it is
 */
export async function withBridge<T>(
  root: string,
  work: (context: Context) => Promise<T>,
  { progress: wanted = false, accept = false, lock = false } = {},
): Promise<T> {
  const { openBridge } = await import('../app.ts');
  const bridge = await openBridge(root, { env: process.env, accept, lock, tell: (line) => warn(oneLine(line)) });
  const progress = await openProgress(wanted);
  try {
    return await work({ ...bridge.context, ...(progress.onProgress && { onProgress: progress.onProgress }) });
  } finally {
    progress.end();
    await bridge.close();
  }
}

/** A shop named on the command line must be one of `bridge.yaml`. */
export function checkShop(context: Pick<Context, 'config'>, shop: string | undefined): string {
  const known = Object.keys(context.config.shops);
  if (shop === undefined || known.includes(shop)) return shop ?? '';
  throw new CommandRefused(exitCodes.usage, 'command-unknown-shop', { shop, known: known.join(' ') });
}

/** A layout named on the command line must be loaded. */
export async function checkLayout(
  context: Pick<Context, 'layouts'>,
  direction: 'read' | 'write',
  name: string | undefined,
): Promise<string> {
  const known = context.layouts[direction];
  if (name === undefined || known.has(name)) return name ?? '';
  const { nearest } = await import('../core/near.ts');
  const near = nearest(name, known.keys());
  throw new CommandRefused(exitCodes.usage, 'command-unknown-layout', {
    name,
    hint: near ? `「${near}」ではありませんか。` : '',
  });
}

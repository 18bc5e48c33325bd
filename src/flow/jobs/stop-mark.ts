import type { Reads, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';

const markKey = (job: string): string => `stop:${job}`;

/** How often a running job looks whether somebody wants it to stop, real ms. */
const lookEvery = 1000;

/** Somebody wants this run to stop at its next step. It lies in the store, so that any process may ask for it. */
export async function askToStop(
  tx: Pick<Writes, 'setCursor'>,
  { id, job, shop }: { readonly id: string; readonly job: string; readonly shop: string },
  at: string,
): Promise<void> {
  await tx.setCursor(shop, markKey(job), id, at);
}

/**
 * The context of one run: its `isStopped` tells that the process ends, or that somebody asked for this run to stop. One look by key every
 * second while it runs.
 */
export function stoppable(
  ctx: Context,
  { id, job, shop }: { readonly id: string; readonly job: string; readonly shop: string },
): { readonly ctx: Context; end(): void } {
  let isAsked = false;
  const look = async (store: Pick<Reads, 'cursor'>) => {
    isAsked ||= (await store.cursor(shop, markKey(job))) === id;
  };
  // A look that fails shows itself in the work, which reads the same store.
  const timer = setInterval(() => void look(ctx.store).catch(() => {}), lookEvery).unref();
  const isStopped = () => isAsked || ctx.isStopped?.() === true;
  return { ctx: { ...ctx, isStopped }, end: () => clearInterval(timer) };
}

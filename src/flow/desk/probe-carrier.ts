import { CallFailed } from '../../connectors/contract.ts';
import { type Said, say } from '../../core/sentences/index.ts';
import type { Context } from '../types.ts';

/** Asks the carrier's system whether it lets us in (B14): one clear message. Undefined: there is none (no `b2:` block in effect). */
export async function probeCarrier(
  ctx: Pick<Context, 'carrier'>,
): Promise<(Said & { readonly kind: string; readonly code: string }) | undefined> {
  const link = ctx.carrier?.();
  if (!link) return undefined;
  const { kind, code, args } = await link.connection.probe().catch((error: unknown) => {
    if (error instanceof CallFailed) return error.outcome;
    throw error;
  });
  return { kind, code, ...say(code, args) };
}

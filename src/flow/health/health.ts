import type { Context } from '../types.ts';

/** `/health`: can this process do its work? No personal data; names of shops and jobs as `bridge.yaml` has them. */
export interface Health {
  /** `ok` · `degraded` works, but somebody must act (a shop stands still, files wait for their folder) · `failing` the store does not answer */
  readonly status: 'ok' | 'degraded' | 'failing';
  readonly store: boolean;
  /** Shops that stand still until an administrator acts. */
  readonly halted: readonly string[];
  /** Files that are decided and not written yet. */
  readonly waitingFiles: number;
  /** ISO instant of this answer, by the bridge's clock. */
  readonly at: string;
}

/** So many files are enough to know that they wait. */
const most = 1000;

export async function healthOf(ctx: Context): Promise<Health> {
  const at = ctx.now().toString();
  try {
    const halted = (await ctx.store.halts()).map((one) => one.shop);
    const { rows } = await ctx.store.listOutbox({ stages: ['intended', 'staged'] }, { limit: most });
    const status = halted.length > 0 || rows.length > 0 ? 'degraded' : 'ok';
    return { status, store: true, halted, waitingFiles: rows.length, at };
  } catch {
    // Whatever keeps the store from answering: that is what is asked here.
    return { status: 'failing', store: false, halted: [], waitingFiles: 0, at };
  }
}

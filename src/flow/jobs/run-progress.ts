import type { ProgressStep } from '../../core/progress.ts';
import type { Context } from '../types.ts';

/** How far the runs of this process are, by the run's number; of those of another process nobody here knows. */
const steps = new Map<string, ProgressStep>();

/** The context of one run that notes how far its work is, for whoever looks at it meanwhile. */
export function watched(ctx: Context, run: string): { readonly ctx: Context; end(): void } {
  const onProgress = (step: ProgressStep) => {
    steps.set(run, step);
    ctx.onProgress?.(step);
  };
  return { ctx: { ...ctx, onProgress }, end: () => steps.delete(run) };
}

/** undefined: it said nothing yet, it is over, or another process does it. */
export const progressOf = (run: string): ProgressStep | undefined => steps.get(run);

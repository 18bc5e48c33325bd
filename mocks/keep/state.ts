import type { Limits } from '../limits.ts';
import type { Kept } from '../system.ts';

/** What every system's state has that is no data. */
interface Tools {
  readonly random: unknown;
  readonly limits?: Limits;
}

/** Keeps a system's state: all of its members are data but the shared randomness, which the lab keeps, and the limits, which keep themselves. */
export function keptState<State extends Tools>(state: State): Kept {
  return {
    save() {
      const { random: _, limits, ...data } = state;
      return { ...data, ...(limits && { limits: limits.save() }) };
    },
    load(saved) {
      const { limits, ...data } = saved as { readonly limits?: unknown };
      if (limits !== undefined) state.limits?.load(limits);
      Object.assign(state, data);
    },
  };
}

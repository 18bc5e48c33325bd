import type { LabState } from './lab.ts';

/** By system: a line for a shell that works as it stands. `base`: URL of the lab. */
export const firstCalls = (lab: LabState, base: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...lab.systems.values()].flatMap(({ name, firstCall }) =>
      firstCall ? [[name, firstCall(`${base}/${name}`)]] : [],
    ),
  );

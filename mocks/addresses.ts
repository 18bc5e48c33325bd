import type { LabState } from './lab.ts';

/** What clients need to know of each system: URLs on this machine and credentials. @param base `http://127.0.0.1:PORT` */
export const addresses = (lab: LabState, base: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...lab.systems.values()].map((system) => [system.name, system.address(`${base}/${system.name}`)]),
  );

import type { LabState } from './lab.ts';
import { type Change, LabRefused } from './system.ts';

/** A change of a system that takes these arguments. @throws LabRefused */
export function changeOf(lab: LabState, system: string, name: string, args: readonly string[]): Change {
  const { changes } = lab.system(system);
  const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
  if (!change) throw new LabRefused(`unknown change "${name}"; known: ${Object.keys(changes).join(' ')}`);
  const known = Object.keys(change.args).map((one) => one.replace('?', ''));
  const strange = args.find((one) => !known.includes(one));
  if (strange !== undefined) throw new LabRefused(`unknown argument ${strange}; known: ${known.join(' ')}`);
  return change;
}

/** Makes something happen in the outside world. @throws LabRefused */
export function runChange(
  lab: LabState,
  system: string,
  name: string,
  args: Readonly<Record<string, unknown>>,
): unknown {
  const change = changeOf(lab, system, name, Object.keys(args));
  return change.run(Object.fromEntries(Object.entries(args).map(([key, value]) => [key, String(value)])));
}

import { iso } from '../clock.ts';
import { readTime } from '../faults/when.ts';
import type { LabState } from '../lab.ts';
import { LabRefused } from '../system.ts';
import { checkStep } from './actions.ts';
import { BadScenario, type Problem, type ReadScenario } from './read.ts';
import { type ActionName, actions, type Step } from './schema.ts';
import { used } from './vars.ts';

export const nameOf = (step: Step): ActionName | 'at' =>
  (Object.keys(actions).find((name) => step[name as ActionName] !== undefined) as ActionName | undefined) ?? 'at';

/** Everything that can be known to be wrong before anything happens. @throws BadScenario */
export function checkScenario(lab: LabState, read: ReadScenario): void {
  const problems: Problem[] = [];
  const known = new Set(['lab']);
  const { scenario } = read;
  const opening = (scenario.shops ?? []).filter((one) => !lab.systems.has(`${one.system}-${one.shop}`));
  const complain = (path: readonly (string | number)[], error: unknown) => {
    if (!(error instanceof LabRefused)) throw error;
    problems.push(read.problem(path, error.message));
  };
  const opened: string[] = [];
  for (const [at, shop] of opening.entries())
    try {
      opened.push(lab.openShop(shop, 'empty').name);
    } catch (error) {
      complain(['shops', at], error);
    }
  if (scenario.begin !== undefined)
    try {
      const at = readTime(scenario.begin, lab.clock.now(), 'begin');
      if (at < lab.clock.now()) throw new LabRefused(`begin: the lab's clock is past it (${iso(lab.clock.now())})`);
    } catch (error) {
      complain(['begin'], error);
    }
  for (const [at, step] of scenario.steps.entries()) {
    const path = ['steps', at, nameOf(step)];
    for (const name of used(step))
      if (!known.has(name)) problems.push(read.problem(path, `nothing is remembered as $${name} before this step`));
    if (step.as) known.add(step.as);
    try {
      checkStep(lab, step);
      if (step.at !== undefined) readTime(step.at, lab.clock.now(), 'at');
      // Tried without being kept; texts with $ are not known yet.
      if (step.fault && used(step.fault).length === 0) lab.faults.remove(lab.faults.add(step.fault).id);
    } catch (error) {
      complain(path, error);
    }
  }
  if (problems.length === 0) return;
  for (const name of opened) lab.closeShop(name);
  throw new BadScenario(problems);
}

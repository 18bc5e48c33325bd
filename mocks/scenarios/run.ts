import { iso } from '../clock.ts';
import { readTime } from '../faults/when.ts';
import type { LabState } from '../lab.ts';
import { type Check, check } from '../ledger/expect.ts';
import { expectation } from '../ledger/expectation.ts';
import { LabRefused, type Seed } from '../system.ts';
import { milliseconds, turnBy, turnTo } from '../turn.ts';
import { acts, checkStep, type Done, mainOf } from './actions.ts';
import { call } from './call.ts';
import { failuresOf, type Outcome, type StepOutcome } from './outcome.ts';
import { BadScenario, type Problem, type ReadScenario } from './read.ts';
import { type ActionName, actions, type Scenario, type Step } from './schema.ts';
import { filled, type Memory, used } from './vars.ts';

export interface RunOptions {
  /** Where the lab is, `http://127.0.0.1:PORT`. */
  readonly base: string;
  /** What `$lab` means: addresses and credentials of every system. */
  addresses(): unknown;
  readonly signal?: AbortSignal;
}

const looking = 50;
const usualWait = 30_000;

/** Runs a checked scenario from its beginning. An expectation that fails does not end it; a wait that fails and a step that is refused do. */
export async function runScenario(lab: LabState, read: ReadScenario, options: RunOptions): Promise<Outcome> {
  const { scenario, lines } = read;
  const from = performance.now();
  const wasFrozen = lab.clock.isFrozen();
  prepare(lab, scenario);
  const begin = lab.clock.now();
  const memory: Memory = new Map([['lab', { main: options.base, all: options.addresses() }]]);
  const steps: StepOutcome[] = [];
  let isOver = false;
  for (const [at, step] of scenario.steps.entries()) {
    const what = nameOf(step);
    const plain = { line: lines[at]!, what, detail: step.note ?? '', checks: [], error: '' };
    if (isOver) {
      steps.push({ ...plain, at: '', state: 'not-run', ms: 0 });
      continue;
    }
    const started = performance.now();
    const outcome = await runStep(lab, step, begin, memory, options);
    const { done, checks, error, ends } = outcome;
    if (step.as && done) memory.set(step.as, { main: mainOf(lab, done.result), all: done.result });
    const detail = [step.note, done?.detail].filter(Boolean).join(' — ');
    const failed = error !== '' || checks.some((one) => !one.ok);
    const ms = Math.round(performance.now() - started);
    steps.push({ ...plain, detail, checks, error, ms, at: iso(lab.clock.now()), state: failed ? 'failed' : 'ok' });
    isOver = failed && ends;
  }
  if (!wasFrozen) lab.clock.run();
  const failures = failuresOf(steps);
  const ms = Math.round(performance.now() - from);
  const end = iso(lab.clock.now());
  return { name: scenario.name, ok: failures.length === 0, begin: iso(begin), end, ms, steps, failures };
}

const nameOf = (step: Step): string =>
  Object.keys(actions).find((name) => step[name as ActionName] !== undefined) ?? 'at';

function prepare(lab: LabState, scenario: Scenario): void {
  const { seed = 'empty', random = 1, keep = false, begin, clock = 'frozen' } = scenario;
  if (begin !== undefined) turnTo(lab, readTime(begin, lab.clock.now(), 'begin'));
  if (clock === 'frozen') lab.clock.freeze();
  else lab.clock.run();
  if (!keep) lab.reset((typeof seed === 'number' ? { orders: seed } : seed) satisfies Seed, random);
}

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

interface Ran {
  readonly done: Done | undefined;
  readonly checks: readonly Check[];
  readonly error: string;
  /** A failure here makes the rest meaningless. */
  readonly ends: boolean;
}

async function runStep(lab: LabState, step: Step, begin: number, memory: Memory, options: RunOptions): Promise<Ran> {
  const plain: Ran = { done: undefined, checks: [], error: '', ends: true };
  try {
    if (step.at !== undefined) turnTo(lab, readTime(step.at, /^P/i.test(step.at) ? begin : lab.clock.now(), 'at'));
    const name = nameOf(step) as ActionName | 'at';
    if (name === 'at') return { ...plain, done: { detail: iso(lab.clock.now()), result: {} } };
    const given = filled(step[name], memory);
    if (name === 'expect') {
      const checks = [given].flat().flatMap((one) => check(lab, expectation.parse(one)));
      return { ...plain, checks, done: { detail: `${checks.length} checks`, result: {} }, ends: false };
    }
    if (name === 'wait') return { ...plain, ...(await wait(lab, given as NonNullable<Step['wait']>, options.signal)) };
    if (name === 'call') return { ...plain, done: await call(given as NonNullable<Step['call']>, options.base) };
    for (const system of lab.systems.values()) lab.settle(system);
    const act = acts[name] as (lab: LabState, given: unknown) => Done | Promise<Done>;
    return { ...plain, done: await act(lab, given) };
  } catch (error) {
    if (!(error instanceof LabRefused)) throw error;
    return { ...plain, error: error.message };
  }
}

async function wait(
  lab: LabState,
  { until, atMost, turning }: NonNullable<Step['wait']>,
  signal: AbortSignal | undefined,
): Promise<Partial<Ran>> {
  const longest = atMost === undefined ? usualWait : milliseconds(atMost);
  const wanted = expectation.parse(until);
  const from = performance.now();
  let turned = from;
  for (;;) {
    const checks = check(lab, wanted);
    const waited = performance.now() - from;
    if (checks.every((one) => one.ok))
      return { done: { detail: `${checks.length} checks after ${(waited / 1000).toFixed(1)} s`, result: {} } };
    if (waited >= longest || signal?.aborted) {
      const why = signal?.aborted ? 'the caller went away' : `not within ${longest / 1000} s`;
      return { checks, error: `${why}: no client did it` };
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(looking, longest - waited)));
    if (turning !== undefined && performance.now() - turned >= 1000) {
      turnBy(lab, turning);
      turned += 1000;
    }
  }
}

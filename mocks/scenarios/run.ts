import { addresses } from '../addresses.ts';
import { iso } from '../clock.ts';
import { readTime } from '../faults/when.ts';
import type { LabState } from '../lab.ts';
import { type Check, check } from '../ledger/expect.ts';
import { expectation } from '../ledger/expectation.ts';
import { LabRefused, type Seed } from '../system.ts';
import { turnTo } from '../turn.ts';
import { acts, type Done, mainOf } from './actions.ts';
import { checkScenario, nameOf } from './check.ts';
import { failuresOf, type StepOutcome } from './outcome.ts';
import { type ReadScenario, readScenario } from './read.ts';
import { type Run, runsOf } from './runs.ts';
import type { Scenario, Step } from './schema.ts';
import { filled, type Memory } from './vars.ts';

/* What a scenario does to the lab, as acts (acts.ts): each changes the run and the world in one moment, so that both outlive the process together. */

type Given = Readonly<Record<string, unknown>>;

/** What a step came to. */
export interface Ran {
  readonly done: Done | undefined;
  readonly checks: readonly Check[];
  readonly error: string;
  /** A failure here makes the rest meaningless. */
  readonly ends: boolean;
}

const plain: Ran = { done: undefined, checks: [], error: '', ends: true };

/** `{source, base}`: begins a scenario. @throws BadScenario (then nothing was run), or LabRefused while another one runs */
export function begin(lab: LabState, { source, base }: Given): Run {
  const runs = runsOf(lab);
  const busy = runs.list().find((one) => one.result === undefined);
  if (busy) throw new LabRefused(`the scenario "${busy.name}" is running (run ${busy.no})`);
  const read = readScenario(String(source));
  checkScenario(lab, read);
  const wasFrozen = lab.clock.isFrozen();
  prepare(lab, read.scenario);
  const { name } = read.scenario;
  const [from, began] = [lab.real(), lab.clock.now()];
  return runs.add({ name, source: String(source), base: String(base), from, begin: began, wasFrozen });
}

function prepare(lab: LabState, scenario: Scenario): void {
  const { seed = 'empty', random = 1, keep = false, begin: at, clock = 'frozen' } = scenario;
  if (at !== undefined) turnTo(lab, readTime(at, lab.clock.now(), 'begin'));
  if (clock === 'frozen') lab.clock.freeze();
  else lab.clock.run();
  if (!keep) lab.reset((typeof seed === 'number' ? { orders: seed } : seed) satisfies Seed, random);
}

/** `{run}`: does the next step, which is one that is done at once. */
export function doStep(lab: LabState, { run: no }: Given): void {
  const { run, read, step } = nextStep(lab, no);
  const started = performance.now();
  const ran = refusable(() => {
    turnFor(lab, step, run.begin);
    return atOnce(lab, step, memoryOf(lab, run));
  });
  leave(lab, run, read, ran, Math.round(performance.now() - started));
}

/** `{run}`: the next step, a call or a wait, is under way. */
export function enterStep(lab: LabState, { run: no }: Given): void {
  const { run, read, step } = nextStep(lab, no);
  const ran = refusable(() => {
    turnFor(lab, step, run.begin);
    return plain;
  });
  if (ran.error === '') run.isUnderWay = true;
  else leave(lab, run, read, ran, 0);
}

/** `{run, ran, ms}`: the step that was under way is over. */
export function leaveStep(lab: LabState, { run: no, ran, ms }: Given): void {
  const { run, read } = nextStep(lab, no);
  // What was not there is not written in JSON.
  leave(lab, run, read, { ...plain, ...(ran as Partial<Ran>) }, Number(ms));
}

/** `{run, base}`: the lab was started again, here. A call that was under way may have been done: nobody knows, so it ends the scenario. */
export function resume(lab: LabState, { run: no, base }: Given): void {
  const { run, read, step } = nextStep(lab, no);
  run.base = String(base);
  if (!run.isUnderWay || nameOf(step) !== 'call') return;
  const error =
    'the lab was ended while this call was under way; whether it was done is not known, so it is not sent again';
  leave(lab, run, read, { ...plain, error }, 0);
}

/** What `$name` means; `$lab` is where the lab is now. */
export const memoryOf = (lab: LabState, run: Run): Memory =>
  new Map([['lab', { main: run.base, all: addresses(lab, run.base) }], ...run.memory]);

/** The scenario and its step that comes next. @throws LabRefused when it is over */
export function nextStep(
  lab: LabState,
  no: unknown,
): { readonly run: Run; readonly read: ReadScenario; readonly step: Step } {
  const run = runsOf(lab).get(Number(no));
  const read = runsOf(lab).read(run);
  const step = read.scenario.steps[run.steps.length];
  if (run.result || !step) throw new LabRefused(`run ${run.no} of a scenario is over`);
  return { run, read, step };
}

function turnFor(lab: LabState, { at }: Step, began: number): void {
  if (at !== undefined) turnTo(lab, readTime(at, /^P/i.test(at) ? began : lab.clock.now(), 'at'));
}

function atOnce(lab: LabState, step: Step, memory: Memory): Ran {
  const name = nameOf(step);
  if (name === 'at') return { ...plain, done: { detail: iso(lab.clock.now()), result: {} } };
  const given = filled(step[name], memory);
  if (name === 'expect') {
    const checks = [given].flat().flatMap((one) => check(lab, expectation.parse(one)));
    return { ...plain, checks, done: { detail: `${checks.length} checks`, result: {} }, ends: false };
  }
  for (const system of lab.systems.values()) lab.settle(system);
  const work = acts[name] as (lab: LabState, given: unknown) => Done;
  return { ...plain, done: work(lab, given) };
}

/** What the lab refuses is the step's failure. */
export function refusable(work: () => Ran): Ran {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LabRefused)) throw error;
    return { ...plain, error: error.message };
  }
}

/** Writes down what became of the next step, and of the whole scenario if nothing comes after it. */
function leave(lab: LabState, run: Run, { scenario, lines }: ReadScenario, ran: Ran, ms: number): void {
  const { done, checks, error, ends } = ran;
  const at = run.steps.length;
  const step = scenario.steps[at]!;
  run.isUnderWay = false;
  if (step.as && done) run.memory.set(step.as, { main: mainOf(lab, done.result), all: done.result });
  const failed = error !== '' || checks.some((one) => !one.ok);
  const row = (of: Step, line: number): Pick<StepOutcome, 'line' | 'what' | 'detail'> => ({
    line,
    what: nameOf(of),
    detail: of.note ?? '',
  });
  const detail = [step.note, done?.detail].filter(Boolean).join(' — ');
  const state = failed ? 'failed' : 'ok';
  run.steps.push({ ...row(step, lines[at]!), detail, checks, error, ms, at: iso(lab.clock.now()), state });
  if (failed && ends)
    for (let rest = at + 1; rest < scenario.steps.length; rest += 1)
      run.steps.push({
        ...row(scenario.steps[rest]!, lines[rest]!),
        checks: [],
        error: '',
        ms: 0,
        at: '',
        state: 'not-run',
      });
  if (run.steps.length === scenario.steps.length) finish(lab, run);
}

function finish(lab: LabState, run: Run): void {
  if (!run.wasFrozen) lab.clock.run();
  const { name, steps } = run;
  const failures = failuresOf(steps);
  const [begin, end] = [iso(run.begin), iso(lab.clock.now())];
  const ms = Math.round(lab.real() - run.from);
  run.result = { name, ok: failures.length === 0, begin, end, ms, steps, failures };
}

/** `{run, error}`: it cannot go on, whatever step it is at. */
export function giveUp(lab: LabState, { run: no, error }: Given): void {
  const run = runsOf(lab).get(Number(no));
  if (run.result) return;
  finish(lab, run);
  run.result = { ...run.result!, ok: false, failures: [...run.result!.failures, String(error)] };
}

import { act } from '../acts.ts';
import type { LabState } from '../lab.ts';
import { type Check, check } from '../ledger/expect.ts';
import { expectation } from '../ledger/expectation.ts';
import { LabRefused } from '../system.ts';
import { milliseconds } from '../turn.ts';
import { call } from './call.ts';
import { nameOf } from './check.ts';
import type { Outcome } from './outcome.ts';
import { memoryOf, nextStep, type Ran } from './run.ts';
import { type Run, runsOf } from './runs.ts';
import type { Step } from './schema.ts';
import { filled } from './vars.ts';

const looking = 50;
const usualWait = 30_000;

/** A scenario that goes on here. */
interface Driven {
  readonly run: Run;
  readonly outcome: Promise<Outcome>;
}

const endings = new WeakMap<Run, AbortController>();
const outcomes = new WeakMap<Run, Promise<Outcome>>();

/**
 * Begins a scenario and sees it through. `signal`: whoever wanted it went away, so that its waiting ends.
 *
 * @throws BadScenario (then nothing was run), or LabRefused while another one runs
 */
export async function startScenario(
  lab: LabState,
  source: string,
  base: string,
  signal?: AbortSignal,
): Promise<Driven> {
  const run = await act(lab, 'scenario', { source, base });
  signal?.addEventListener('abort', () => endings.get(run)?.abort());
  return { run, outcome: drive(lab, run) };
}

/** Ends its waiting. @throws LabRefused */
export function stopScenario(lab: LabState, no: number): Promise<Outcome> {
  const run = runsOf(lab).get(no);
  endings.get(run)?.abort();
  return outcomes.get(run) ?? Promise.resolve(run.result!);
}

/** After a start: what was not over goes on, or says why not. */
export async function resumeScenarios(lab: LabState, base: string): Promise<void> {
  for (const run of runsOf(lab).list()) {
    if (run.result) continue;
    try {
      await act(lab, 'scenario-resume', { run: run.no, base });
    } catch (error) {
      await giveUp(lab, run, `it cannot go on in the lab that was started again: ${wordsOf(error)}`);
    }
    void drive(lab, run);
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const giveUp = (lab: LabState, run: Run, error: string) => act(lab, 'scenario-end', { run: run.no, error });

/** Does step after step. A lab that is being ended leaves it where it is: the next start goes on. */
function drive(lab: LabState, run: Run): Promise<Outcome> {
  const ending = new AbortController();
  endings.set(run, ending);
  const outcome = goOn(lab, run, ending.signal);
  outcomes.set(run, outcome);
  return outcome;
}

async function goOn(lab: LabState, run: Run, signal: AbortSignal): Promise<Outcome> {
  try {
    while (!run.result) {
      const { step } = nextStep(lab, run.no);
      const name = nameOf(step);
      if (name === 'wait' || name === 'call') await overTime(lab, run, step, signal);
      else await act(lab, 'scenario-step', { run: run.no });
      // Whoever asks in between is answered.
      await new Promise((resolve) => setImmediate(resolve));
      if (lab.ending.aborted) return await never;
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    await giveUp(lab, run, `the lab broke: ${wordsOf(error)}`);
  }
  return run.result!;
}

const never = new Promise<never>(() => {});

/** A step that takes its time: what it came to is told to the run when it is over. */
async function overTime(lab: LabState, run: Run, step: Step, signal: AbortSignal): Promise<void> {
  await act(lab, 'scenario-enter', { run: run.no });
  if (!run.isUnderWay) return;
  const started = performance.now();
  let ran: Partial<Ran>;
  try {
    const memory = memoryOf(lab, run);
    if (step.call) ran = { done: await call(filled(step.call, memory) as NonNullable<Step['call']>, run.base) };
    else ran = await wait(lab, filled(step.wait, memory) as NonNullable<Step['wait']>, signal);
  } catch (error) {
    if (!(error instanceof LabRefused)) throw error;
    ran = { error: error.message };
  }
  if (lab.ending.aborted) return;
  await act(lab, 'scenario-leave', { run: run.no, ran, ms: Math.round(performance.now() - started) });
}

async function wait(
  lab: LabState,
  { until, atMost, turning }: NonNullable<Step['wait']>,
  signal: AbortSignal,
): Promise<Partial<Ran>> {
  const longest = atMost === undefined ? usualWait : milliseconds(atMost);
  const wanted = expectation.parse(until);
  const from = performance.now();
  let turned = from;
  for (;;) {
    lab.journal?.looked();
    const checks = check(lab, wanted);
    const waited = performance.now() - from;
    if (checks.every((one) => one.ok))
      return { done: { detail: `${checks.length} checks after ${(waited / 1000).toFixed(1)} s`, result: {} } };
    if (waited >= longest || signal.aborted) {
      const why = signal.aborted ? 'the caller went away' : `not within ${longest / 1000} s`;
      return { checks, error: `${why}: no client did it` };
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(looking, longest - waited)));
    if (lab.ending.aborted) return {};
    if (turning !== undefined && performance.now() - turned >= 1000) {
      await act(lab, 'turn', { by: turning });
      turned += 1000;
    }
  }
}

/** Looks until everything is so, at most `longest` ms. @throws LabRefused for what is no expectation */
export async function expectNow(lab: LabState, given: unknown, longest: number): Promise<readonly Check[]> {
  const list = Array.isArray(given) ? given : [given];
  const wanted = list.map((one) => {
    const read = expectation.safeParse(one);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new LabRefused(`${issue?.path.join('.') ?? ''}${issue?.path.length ? ': ' : ''}${issue?.message ?? ''}`);
  });
  const until = performance.now() + longest;
  for (;;) {
    lab.journal?.looked();
    const checks = wanted.flatMap((one) => check(lab, one));
    if (checks.every((one) => one.ok) || performance.now() >= until) return checks;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

import type { LabState } from '../lab.ts';
import { type Check, check } from '../ledger/expect.ts';
import { expectation } from '../ledger/expectation.ts';
import { LabRefused } from '../system.ts';
import type { Outcome } from './outcome.ts';
import { readScenario } from './read.ts';
import { checkScenario, runScenario } from './run.ts';

export interface Run {
  readonly no: number;
  readonly name: string;
  /** undefined while it runs. */
  result: Outcome | undefined;
  readonly outcome: Promise<Outcome>;
  readonly ending: AbortController;
}

/** The scenarios that were run in this lab, one at a time. */
export interface Runs {
  /** @throws BadScenario (then nothing was run), or LabRefused while another one runs */
  start(source: string, base: string, signal?: AbortSignal): Run;
  /** Ends its waiting. @throws LabRefused */
  stop(no: number): Run;
  /** @throws LabRefused */
  get(no: number): Run;
  list(): readonly Run[];
}

const kept = 50;

export function createRuns(lab: LabState, addresses: (base: string) => unknown): Runs {
  let runs: Run[] = [];
  let last = 0;
  const get = (no: number): Run => {
    const run = runs.find((one) => one.no === no);
    if (!run) throw new LabRefused(`there is no run ${no} of a scenario`);
    return run;
  };
  return {
    list: () => runs,
    get,
    stop(no) {
      const run = get(no);
      run.ending.abort();
      return run;
    },
    start(source, base, signal) {
      const busy = runs.find((one) => one.result === undefined);
      if (busy) throw new LabRefused(`the scenario "${busy.name}" is running (run ${busy.no})`);
      const read = readScenario(source);
      checkScenario(lab, read);
      last += 1;
      const no = last;
      const ending = new AbortController();
      signal?.addEventListener('abort', () => ending.abort());
      const options = { base, addresses: () => addresses(base), signal: ending.signal };
      const outcome = runScenario(lab, read, options);
      const run: Run = { no, name: read.scenario.name, result: undefined, outcome, ending };
      outcome.then(
        (result) => {
          run.result = result;
        },
        () => {
          // The lab's own mistake: whoever asked is told.
          runs = runs.filter((one) => one.no !== no);
        },
      );
      runs = [...runs, run].slice(-kept);
      return run;
    },
  };
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
    const checks = wanted.flatMap((one) => check(lab, one));
    if (checks.every((one) => one.ok) || performance.now() >= until) return checks;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

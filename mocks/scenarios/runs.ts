import type { LabState } from '../lab.ts';
import { LabRefused } from '../system.ts';
import type { Outcome, StepOutcome } from './outcome.ts';
import { type ReadScenario, readScenario } from './read.ts';
import type { Remembered } from './vars.ts';

/** A scenario that was begun in this lab. Plain data: it outlives the process. */
export interface Run {
  readonly no: number;
  readonly name: string;
  readonly source: string;
  /** Where the lab is, `http://127.0.0.1:PORT`. */
  base: string;
  /** This machine's time when it began, epoch ms. */
  readonly from: number;
  /** The lab's time then. */
  readonly begin: number;
  readonly wasFrozen: boolean;
  /** Those that are over; what comes next is the step after them. */
  readonly steps: StepOutcome[];
  /** A call or a wait was begun and is not over. */
  isUnderWay: boolean;
  readonly memory: Map<string, Remembered>;
  /** undefined while it runs. */
  result: Outcome | undefined;
}

/** The scenarios of a lab, one at a time; the newest fifty. */
export interface Runs {
  /** @throws LabRefused */
  get(no: number): Run;
  list(): readonly Run[];
  add(run: Pick<Run, 'name' | 'source' | 'base' | 'from' | 'begin' | 'wasFrozen'>): Run;
  /** Its file. @throws BadScenario when this version of the lab reads it otherwise */
  read(run: Run): ReadScenario;
}

const kept = 50;
const all = new WeakMap<LabState, Runs>();

/** What was kept of earlier scenarios joins with the first call. */
export function runsOf(lab: LabState): Runs {
  let runs = all.get(lab);
  if (!runs) {
    runs = createRuns(lab);
    all.set(lab, runs);
  }
  return runs;
}

function createRuns(lab: LabState): Runs {
  let runs: Run[] = [];
  let last = 0;
  const files = new WeakMap<Run, ReadScenario>();
  lab.keep('scenarios', {
    save: () => ({ runs, last }),
    load(saved) {
      ({ runs, last } = saved as { runs: Run[]; last: number });
    },
  });
  return {
    list: () => runs,
    get(no) {
      const run = runs.find((one) => one.no === no);
      if (!run) throw new LabRefused(`there is no run ${no} of a scenario`);
      return run;
    },
    add(begun) {
      last += 1;
      const run: Run = { ...begun, no: last, steps: [], isUnderWay: false, memory: new Map(), result: undefined };
      runs = [...runs, run].slice(-kept);
      return run;
    },
    read(run) {
      const read = files.get(run) ?? readScenario(run.source);
      files.set(run, read);
      return read;
    },
  };
}

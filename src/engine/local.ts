import { isOpenAt } from '../core/open-hours.ts';
import type { Because } from '../core/when.ts';
import { type Due, dueBy } from './due.ts';
import { follows } from './follows.ts';
import type { Engine, EngineOptions, Job } from './types.ts';

interface Slot {
  readonly job: Job;
  readonly due: Due;
  running: Promise<void> | undefined;
  /** Became due while it ran: once more afterwards, because what set it off may have come too late for this run. */
  again: Because | undefined;
  /** What set it off while it was closed, or could not run: it runs when it is open again, and not before `notBefore` (real ms). */
  waiting: Because | undefined;
  notBefore: number;
}

/** After so many real ms it is tried again what could not run. */
const tryAgain = 5000;

/**
 * The engine of one process: at most one run per job and shop at a time, different ones beside each other. Between
 * processes `flow/jobs/run-job.ts` keeps order with a lease.
 */
export function startEngine(jobs: readonly Job[], options: EngineOptions): Engine {
  const { now, signal, onError, lookEvery = 1000 } = options;
  const slots = jobs.map((job): Slot => {
    const due = dueBy(job.when, now(), job.lastRun);
    return { job, due, running: undefined, again: undefined, waiting: undefined, notBefore: 0 };
  });
  let finish = () => {};
  const stopped = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const start = (slot: Slot, because: Because): void => {
    if (signal.aborted) return;
    if (slot.running) {
      slot.again = because;
      return;
    }
    if (because.kind === 'after' && !isOpenAt(slot.job.when.open, now().epochMilliseconds)) {
      slot.waiting = because;
      return;
    }
    slot.waiting = undefined;
    slot.running = runOnce(slot, because).finally(() => {
      const { again } = slot;
      slot.running = undefined;
      slot.again = undefined;
      if (again) start(slot, again);
    });
  };

  const runOnce = async (slot: Slot, because: Because): Promise<void> => {
    const { job } = slot;
    try {
      const { changed } = await job.run(because);
      happened(job.name, job.shop, changed);
    } catch (error) {
      onError(job, error);
      if (!options.isPassing?.(error)) return;
      slot.waiting = because;
      slot.notBefore = performance.now() + tryAgain;
    }
  };

  const happened = (name: string, shop: string, changed: boolean): void => {
    for (const slot of slots)
      if (follows(slot.job, name, shop, changed)) start(slot, { kind: 'after', job: name, shop });
  };

  const quiet = async (): Promise<void> => {
    for (let all = runs(); all.length > 0; all = runs()) await Promise.all(all);
  };
  const runs = () => slots.flatMap(({ running }) => running ?? []);

  const tick = async (): Promise<void> => {
    const at = now();
    for (const slot of slots) {
      if (signal.aborted) break;
      if (slot.waiting && performance.now() >= slot.notBefore) start(slot, slot.waiting);
      const because = slot.due.isDue(at);
      if (!because || slot.running) continue; // stays due: it starts at the first look after this run
      slot.due.started(at);
      start(slot, because);
    }
    await quiet();
  };

  const timer = lookEvery > 0 ? setInterval(() => void tick(), lookEvery) : undefined;
  const stop = () => {
    clearInterval(timer);
    void quiet().then(finish);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  if (lookEvery > 0) void tick();
  return { tick, happened, stopped };
}

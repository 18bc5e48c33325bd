import { type Due, dueBy } from './due.ts';
import type { Engine, EngineOptions, Job } from './types.ts';

interface Slot {
  readonly job: Job;
  readonly due: Due;
  running: Promise<void> | undefined;
  /** Became due while it ran: once more afterwards, because what set it off may have come too late for this run. */
  again: boolean;
}

/**
 * The engine of one process: at most one run per job and shop at a time, different ones beside each other. Between
 * processes `flow/jobs/run-job.ts` keeps order with a lease.
 */
export function startEngine(jobs: readonly Job[], options: EngineOptions): Engine {
  const { now, signal, onError, lookEvery = 1000 } = options;
  const slots = jobs.map((job): Slot => ({ job, due: dueBy(job.when, now()), running: undefined, again: false }));
  let finish = () => {};
  const stopped = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const start = (slot: Slot): void => {
    if (signal.aborted) return;
    if (slot.running) {
      slot.again = true;
      return;
    }
    slot.running = runOnce(slot).finally(() => {
      slot.running = undefined;
      if (!slot.again) return;
      slot.again = false;
      start(slot);
    });
  };

  const runOnce = async ({ job }: Slot): Promise<void> => {
    try {
      const { changed } = await job.run();
      happened(job.name, job.shop, changed);
    } catch (error) {
      onError(job, error);
    }
  };

  const happened = (name: string, shop: string, changed: boolean): void => {
    for (const slot of slots) {
      const { after } = slot.job.when;
      if (after?.job === name && slot.job.shop === shop && (changed || !after.changed)) start(slot);
    }
  };

  const quiet = async (): Promise<void> => {
    for (let all = runs(); all.length > 0; all = runs()) await Promise.all(all);
  };
  const runs = () => slots.flatMap(({ running }) => running ?? []);

  const tick = async (): Promise<void> => {
    const at = now();
    for (const slot of slots) {
      if (signal.aborted || !slot.due.isDue(at)) continue;
      if (slot.running) continue; // stays due: it starts at the first look after this run
      slot.due.started(at);
      start(slot);
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

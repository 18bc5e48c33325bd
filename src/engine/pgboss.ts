import { PgBoss, type Job as Task } from 'pg-boss';
import { isOpenAt } from '../core/open-hours.ts';
import type { Because } from '../core/when.ts';
import { dueSince } from './due-since.ts';
import { follows } from './follows.ts';
import type { Engine, EngineOptions, Job } from './types.ts';

export interface BossOptions extends EngineOptions {
  /** PostgreSQL of the store. */
  readonly url: string;
  /** How many jobs this process does side by side. Default 4. */
  readonly concurrency?: number;
  /** When a job began last, on whatever machine. */
  readonly lastRun: (job: string, shop: string) => Promise<Temporal.Instant | undefined>;
  /** A job was tried again and again and never ended: its process died each time, or it threw. It is put away for a person. */
  readonly onDead: (job: string, shop: string) => Promise<void>;
  /** The queue itself has trouble (database away). It goes on by itself when that passes. */
  readonly onTrouble?: (error: unknown) => void;
  /** Seconds without a sign of life until a task is given to another worker; at least 10. Default 30. */
  readonly heartbeat?: number;
  /** So often a task is given to another worker after one died over it; then it is put away for a person. Default 5. */
  readonly deaths?: number;
  /** Seconds until a task that failed is tried again (doubles), and between two looks at what was put away. Defaults 5 and 30. */
  readonly retryDelay?: number;
  readonly pollDead?: number;
}

/** pg-boss's own tables stand beside the store's. */
const schema = 'b2_bridge_queue';
/** What is to be done: one queue for all jobs, so that looking at it costs the same for two shops and for ten thousand. */
const work = 'jobs';
/** Once a minute one machine finds out what is due. */
const clock = 'clock';
/** Where tasks end that never got to their end. */
const dead = 'dead';

interface Request {
  readonly job: string;
  readonly shop: string;
  readonly because: Because;
}

const keyOf = (one: { readonly job: string; readonly shop: string }): string => `${one.job} ${one.shop}`.trim();

/**
 * The engine of several machines: pg-boss on the store's PostgreSQL. Every process offers the same jobs; a minute's beat (a schedule of
 * pg-boss, one winner) finds what is due from the history of runs, and puts it into the queue, where a key of job and shop lets one
 * wait and one run: over all machines the same as `startEngine` in one process. Whoever dies is followed after `heartbeat`; what that
 * leaves in doubt is looked after by the job itself, as after any crash.
 *
 * Times are found by the business clock, once a minute: an `every` below a minute is a minute here.
 */
export async function startBossEngine(jobs: readonly Job[], options: BossOptions): Promise<Engine> {
  const { now, signal, onError, lookEvery = 1000, heartbeat = 30 } = options;
  const byKey = new Map(jobs.map((job) => [keyOf({ job: job.name, shop: job.shop }), job]));
  /** What this process put into the queue and has not seen ended. */
  const pending = new Set<string>();
  /** When each job began or was asked for last, as far as this process knows. */
  const known = new Map<string, Temporal.Instant>();
  const boss = new PgBoss({
    connectionString: options.url,
    schema,
    application_name: 'b2-bridge queue',
    useListenNotify: true,
    superviseIntervalSeconds: Math.min(60, heartbeat),
    monitorIntervalSeconds: Math.min(60, heartbeat),
  });
  boss.on('error', (error) => options.onTrouble?.(error));
  await boss.start();
  await boss.createQueue(dead);
  await boss.createQueue(work, {
    policy: 'short',
    notify: true,
    deadLetter: dead,
    retryLimit: options.deaths ?? 5,
    retryDelay: options.retryDelay ?? 5,
    retryBackoff: true,
    heartbeatSeconds: heartbeat,
    expireInSeconds: 23 * 3600,
    deleteAfterSeconds: 24 * 3600,
  });
  await boss.createQueue(clock, {
    policy: 'exclusive',
    retryLimit: 0,
    // Whoever freezes in the middle of a beat must not keep the others from the next one.
    heartbeatSeconds: heartbeat,
    expireInSeconds: 120,
    deleteAfterSeconds: 3600,
  });

  const ask = async (job: string, shop: string, because: Because, startAfter = 0): Promise<void> => {
    const singletonKey = keyOf({ job, shop });
    const request: Request = { job, shop, because };
    const id = await boss.send(work, request, { singletonKey, group: { id: singletonKey }, startAfter });
    if (id && startAfter === 0) pending.add(id);
  };

  const follow = async (name: string, shop: string, changed: boolean): Promise<void> => {
    for (const job of jobs) {
      if (follows(job, name, shop, changed)) await ask(job.name, job.shop, { kind: 'after', job: name, shop });
    }
  };

  const look = async (): Promise<void> => {
    const at = now();
    for (const job of jobs) {
      const key = keyOf({ job: job.name, shop: job.shop });
      // Only what may be due is looked up: the beat may have been another machine's until now.
      if (!dueSince(job.when, at, known.get(key))) continue;
      const last = latest(known.get(key), await options.lastRun(job.name, job.shop));
      if (last) known.set(key, last);
      const because = dueSince(job.when, at, last);
      if (!because) continue;
      known.set(key, at);
      await ask(job.name, job.shop, because);
    }
  };

  const run = async ({ id, data }: Task<Request>): Promise<void> => {
    pending.delete(id);
    const job = byKey.get(keyOf(data));
    // Settings differ from machine to machine for a while when they are changed: another one may know it.
    if (!job) throw new Error(`no job ${keyOf(data)} in the settings of this machine`);
    const { because } = data;
    // Fetched while this process ends: another one does it, or this one when it is back.
    if (signal.aborted) return ask(data.job, data.shop, because, 1);
    if (because.kind === 'after' && !isOpenAt(job.when.open, now().epochMilliseconds)) {
      return ask(data.job, data.shop, because, closedLook);
    }
    try {
      const { changed, busy } = await job.run(because);
      // Somebody else (a person at a terminal) is at it: what set this off may have come too late for that run.
      if (busy) await ask(data.job, data.shop, because, busyLook);
      else await follow(job.name, job.shop, changed);
    } catch (error) {
      onError(job, error);
      throw error;
    }
  };

  let running = 0;
  const counted = (task: Task<Request>) => {
    running++;
    return run(task).finally(() => running--);
  };
  for (let one = options.concurrency ?? 4; one > 0; one--) {
    const id: string = await boss.work<Request>(
      work,
      { groupConcurrency: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: lookAgain },
      async (tasks) => {
        for (const task of tasks) await counted(task);
        // What waited for a free hand is looked for at once.
        boss.notifyWorker(id);
      },
    );
  }
  await boss.work<Request>(dead, { pollingIntervalSeconds: options.pollDead ?? 30 }, async (tasks) => {
    for (const { data } of tasks) await options.onDead(data.job, data.shop);
  });
  if (lookEvery > 0) {
    await boss.work(clock, { pollingIntervalSeconds: 2 }, look);
    await boss.schedule(clock, '* * * * *', {}, { tz: 'Asia/Tokyo' });
    await look();
  }

  /** Ends when what this process asked for has ended, on whatever machine, with all that it set off here. */
  const quiet = async (): Promise<void> => {
    while (pending.size > 0 || running > 0) {
      for (const id of pending) {
        const [task] = await boss.findJobs(work, { id });
        if (!task || ended.includes(task.state)) pending.delete(id);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  let finish = () => {};
  const stopped = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const stop = () => {
    void boss
      .stop({ graceful: true, timeout: stopMs })
      .catch((error: unknown) => options.onTrouble?.(error))
      .then(finish);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    async tick() {
      await look();
      await quiet();
    },
    happened(job, shop, changed) {
      if (!signal.aborted) follow(job, shop, changed).catch((error: unknown) => options.onTrouble?.(error));
    },
    stopped,
  };
}

/** New tasks wake the workers; those that wait for a time are found by looking, so often (seconds). */
const lookAgain = 4;
/** Seconds until a job that is being done elsewhere, or that is closed at this hour, is looked at again. */
const busyLook = 10;
const closedLook = 300;
/** How long a stop waits for running jobs, ms: each of them stops at its next step. */
const stopMs = 60_000;
const ended: readonly string[] = ['completed', 'failed', 'cancelled'];

function latest(a: Temporal.Instant | undefined, b: Temporal.Instant | undefined): Temporal.Instant | undefined {
  if (!a || !b) return a ?? b;
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}

import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { SpokenProblem } from '../../core/problem.ts';
import { reportWord } from '../../core/sentences/file-report.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { codeOf, isDiskError, isThere, shortPath, stampOf } from '../files/index.ts';
import type { Context, IntakeDocument } from '../types.ts';
import { type FiledAway, fileAway, folderOf } from './file-away.ts';
import { countsOf } from './file-report.ts';
import { fileResultOf } from './file-result.ts';
import { leftLying } from './left-lying.ts';
import { type Dropped, isOverlooked, listInbox } from './list-inbox.ts';
import { type Take, takeDropped } from './take-dropped.ts';
import { tailOf, writtenAfterTaking } from './written-after-taking.ts';

export interface InboxWatch {
  /** Resolves after `close`; rejects when the watching itself broke. */
  readonly done: Promise<void>;
  /** Finishes the file at hand, then stops. */
  close(): Promise<void>;
}

/** Waiting times in ms; only tests change them. */
export interface Patience {
  /** Look at the inbox at least this often, whatever the operating system tells. */
  readonly rest: number;
  /** First wait after a passing error; doubles up to a minute. */
  readonly retry: number;
  /** After so many tries the file is parked in `_error`. */
  readonly tries: number;
  /** How long settled files are guarded against late writing, and how often they are looked at. */
  readonly guard: number;
  readonly guardEvery: number;
  /** Locked longer than this: the operator is told. */
  readonly lockTold: number;
}

const usual: Patience = { rest: 10_000, retry: 1000, tries: 10, guard: 600_000, guardEvery: 2000, lockTold: 5000 };

/** Not to look more often than this, ms. */
const shortest = 25;

interface Waiting {
  readonly stamp: string;
  readonly since: number;
  notBefore: number;
  tries: number;
  readonly told: Set<SentenceCode>;
  /** Taken and committed, but not moved yet. */
  documents: readonly IntakeDocument[] | null;
}

/**
 * Watches `inbox/`: takes every file that stands still for `config.watch.quiet` ms, one at a time, oldest first, and
 * settles it. The folder itself is the queue: each round looks at what is there, so a missed event costs a delay and a
 * restart needs no memory. chokidar only says when to look (by events, or by polling on network shares).
 */
export async function watchInbox(ctx: Context, take: Take, patience: Partial<Patience> = {}): Promise<InboxWatch> {
  const waits = { ...usual, ...patience };
  const { inbox } = ctx.config;
  const { quiet, polling, interval } = ctx.config.watch;
  const waiting = new Map<string, Waiting>();
  const sayLeft = leftLying((code, args) => tell(ctx, code, args));
  const late = writtenAfterTaking(waits.guard);
  const done = Promise.withResolvers<void>();
  done.promise.catch(() => {}); // whoever awaits `done` sees it; nobody has to
  let closed = false;
  let stoppedUntil = 0;
  let isLost = false;
  let isDegraded = false;
  let timer: NodeJS.Timeout | undefined;
  let wakeAt = Number.POSITIVE_INFINITY;
  let round: Promise<void> | null = null;

  const now = () => performance.now();
  const dueAt = (one: Waiting) => Math.max(one.since + quiet, one.notBefore, stoppedUntil);

  function lookIn(ms: number): void {
    if (closed || now() + ms >= wakeAt) return;
    wakeAt = now() + ms;
    clearTimeout(timer);
    if (round === null) timer = setTimeout(startRound, ms);
  }

  function startRound(): void {
    wakeAt = Number.POSITIVE_INFINITY;
    round = look().then(
      () => {
        round = null;
        const next = Math.min(wakeAt - now(), nextLook());
        wakeAt = Number.POSITIVE_INFINITY;
        lookIn(Math.max(shortest, next));
      },
      (error: unknown) => {
        closed = true;
        done.reject(error);
      },
    );
  }

  function nextLook(): number {
    const due = [...waiting.values()].map((one) => dueAt(one) - now());
    return Math.min(waits.rest, late.isGuarding ? waits.guardEvery : waits.rest, ...due);
  }

  /** One round: what is there, what stands still, take it. */
  async function look(): Promise<void> {
    const files = await list();
    if (!files) return;
    const there = new Set(files.map((file) => file.path));
    for (const path of waiting.keys()) if (!there.has(path)) waiting.delete(path);
    for (const { path, stamp } of files) {
      if (waiting.get(path)?.stamp === stamp) continue;
      waiting.set(path, { stamp, since: now(), notBefore: 0, tries: 0, told: new Set(), documents: null });
    }
    for (const file of files) {
      const entry = waiting.get(file.path);
      if (!closed && entry && now() >= dueAt(entry)) await handle(file, entry);
    }
    for (const file of await late.check(now())) tell(ctx, 'file-grew-after-taken', { file });
  }

  async function list(): Promise<readonly Dropped[] | null> {
    try {
      const { files, left } = await listInbox(inbox);
      isLost = false;
      sayLeft(left);
      return files;
    } catch (error) {
      if (!isDiskError(error)) throw error;
      if (!isLost) tell(ctx, 'inbox-unreadable', { reason: codeOf(error) });
      isLost = true;
      return null;
    }
  }

  async function handle(file: Dropped, entry: Waiting): Promise<void> {
    if (!entry.documents) {
      const stillMs = now() - entry.since;
      const taken = await takeDropped(ctx, take, file, { stillMs, lastTry: entry.tries + 1 >= waits.tries });
      if (taken.kind === 'taken') {
        entry.documents = taken.documents;
      } else if (taken.kind === 'unfinished') {
        entry.notBefore = now() + taken.ms;
      } else if (taken.kind === 'locked') {
        if (stillMs >= waits.lockTold) tellOnce(entry, taken.code, taken.args);
        entry.notBefore = now() + Math.min(500, waits.lockTold);
      } else {
        const wait = backoff(waits.retry, entry.tries++);
        tell(ctx, 'take-postponed', { file: file.name, reason: taken.reason, seconds: Math.ceil(wait / 1000) });
        stoppedUntil = now() + wait; // the others wait too: a later file must not overtake an earlier one
      }
    }
    if (entry.documents) await finish(file, entry, entry.documents);
  }

  async function finish(file: Dropped, entry: Waiting, documents: readonly IntakeDocument[]): Promise<void> {
    try {
      const tail = await tailOf(file.path, file.size);
      if ((await stampOf(file.path)) !== file.stamp) {
        waiting.delete(file.path); // what it is now is taken as a new file
        tell(ctx, 'file-changed-while-taken', { file: file.name });
        return;
      }
      const settled = await fileAway(ctx, file, documents);
      waiting.delete(file.path);
      tellFiledAway(ctx, file, settled, documents);
      const { name, size } = file;
      await late.add({ path: settled.path, home: file.path, name, size, tail }, now());
    } catch (error) {
      if (!isDiskError(error)) throw error;
      if (!(await isThere(file.path)) && (await isThere(dirname(file.path)))) {
        waiting.delete(file.path);
        const result = reportWord(endings[fileResultOf(documents)]);
        tell(ctx, 'file-gone-while-taken', { file: file.name, result });
        return;
      }
      const folder = `inbox/${folderOf(fileResultOf(documents))}`;
      tellOnce(entry, 'settle-failed', { file: file.name, folder, reason: codeOf(error) });
      entry.notBefore = now() + backoff(waits.retry, entry.tries++);
    }
  }

  function tellOnce(entry: Waiting, code: SentenceCode, args: SentenceArgs): void {
    if (!entry.told.has(code)) tell(ctx, code, args);
    entry.told.add(code);
  }

  const root = await realpath(inbox).catch(() => inbox); // not there yet (a share): the look tells, chokidar waits for it
  const { watch } = await import('chokidar');
  const watcher = watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    usePolling: polling,
    interval,
    binaryInterval: interval,
    ignored: (path) => path !== root && isOverlooked(basename(path)),
  });
  watcher.on('all', () => lookIn(shortest));
  watcher.on('error', (error) => {
    const reason = codeOf(error);
    // The system's limits for watching are used up; anything else the look finds out and tells.
    const isLimit = reason === 'ENOSPC' || reason === 'EMFILE';
    if (isLimit && !isDegraded) tell(ctx, 'watch-degraded', { reason, seconds: Math.ceil(waits.rest / 1000) });
    isDegraded ||= isLimit;
    lookIn(shortest);
  });
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  lookIn(0);

  return {
    done: done.promise,
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await round;
      done.resolve();
    },
  };
}

function backoff(first: number, tries: number): number {
  return Math.min(60_000, first * 2 ** tries);
}

function tell(ctx: Context, code: SentenceCode, args: SentenceArgs): void {
  const { sentence, remedy } = say(code, args);
  ctx.tell(`${sentence}${remedy}`);
}

const summaries = {
  done: 'settledDone',
  problems: 'settledProblems',
  seen: 'settledSeen',
  failed: 'settledFailed',
} as const;

/** How a file ended that is not there any more, so that no report can lie beside it. */
const endings = { done: 'done', problems: 'doneWithProblems', seen: 'seen', failed: 'failed' } as const;

function tellFiledAway(ctx: Context, file: Dropped, settled: FiledAway, documents: readonly IntakeDocument[]): void {
  const held = documents.reduce((sum, one) => sum + one.held.length, 0);
  const counts = documents.flatMap(countsOf);
  if (held > 0) counts.push(reportWord('lineCount', { label: reportWord('heldCount'), count: held }));
  const text = counts.length > 0 ? counts.join('、') : reportWord('noNew');
  const args = { file: file.name, counts: text, report: shortPath(ctx, settled.report) };
  ctx.tell(reportWord(summaries[settled.result], args));
  if (settled.result === 'seen') return;
  const reasons = [
    ...documents.flatMap(({ problems }) => problems.filter(({ kind }) => kind !== 'done').map(problemTold)),
    ...documents.flatMap((one) =>
      one.held.map(({ customerNo, sentence }) => `${reportWord('heldCount')} ${customerNo}: ${sentence}`),
    ),
  ];
  for (const reason of reasons.slice(0, reasonsTold)) ctx.tell(`  ・${reason}`);
  if (reasons.length > reasonsTold) ctx.tell(`  ・${reportWord('andMore', { count: reasons.length - reasonsTold })}`);
}

/** Reasons on the terminal; all of them stand in the report beside the file. */
const reasonsTold = 12;

function problemTold({ row, column, sentence }: SpokenProblem): string {
  const place =
    (row === null ? '' : reportWord('row', { row })) + (column === null ? '' : reportWord('column', { column }));
  return place === '' ? sentence : `${place} ${sentence}`;
}

import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { reportWord } from '../../core/sentences/file-report.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { codeOf, isDiskError, isTemporary, isThere, stampOf, traceOf } from '../files/index.ts';
import { LeaseLost } from '../leases/index.ts';
import type { Context, IntakeDocument } from '../types.ts';
import { fileAway, folderOf } from './file-away.ts';
import { fileResultOf } from './file-result.ts';
import { gathering } from './gathering.ts';
import { guardList } from './guard-list.ts';
import { leftLying } from './left-lying.ts';
import { type Dropped, isOverlooked, listInbox, ownerOf } from './list-inbox.ts';
import { openForWriting } from './open-for-writing.ts';
import { type Take, takeDropped } from './take-dropped.ts';
import { tellFiledAway } from './tell-filed-away.ts';
import { type Waiting, waitingFiles } from './waiting.ts';
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
  /** Locked longer than this: the operator is told. Empty so long: too. */
  readonly lockTold: number;
  readonly emptyTold: number;
}

const usual: Patience = {
  rest: 10_000,
  retry: 1000,
  tries: 10,
  guard: 600_000,
  guardEvery: 2000,
  lockTold: 5000,
  emptyTold: 60_000,
};

/** Not to look more often than this, ms. */
const shortest = 25;
/** Files that will be taken within this time after their quiet time come together, ms. */
const together = 100;

/** What is done about files after they were taken. */
export interface Follow {
  /**
   * What the documents set off, for all that came together at once. Returns after it is done; what is thrown is said, and tried again
   * when it may pass. A process that ends before must do it from the store.
   */
  gathered(documents: readonly IntakeDocument[]): Promise<void>;
}

/**
 * Watches `inbox/`: takes every file that stands still for `config.watch.quiet` ms (longer where its writer pauses or its form is
 * not at its end), one at a time, oldest first, and settles it. The folder itself is the queue: each round looks at what is there, so a missed event costs a delay and a
 * restart needs no memory. chokidar only says when to look (by events, or by polling on network shares).
 */
export async function watchInbox(
  ctx: Context,
  take: Take,
  patience: Partial<Patience> = {},
  follow: Follow = { gathered: async () => {} },
): Promise<InboxWatch> {
  const waits = { ...usual, ...patience };
  const { inbox } = ctx.config;
  const { quiet, polling, interval } = ctx.config.watch;
  const waiting = waitingFiles(quiet);
  const gathered = gathering();
  const isOpen = openForWriting();
  const sayLeft = leftLying((code, args) => tell(ctx, code, args));
  const late = writtenAfterTaking(waits.guard, guardList(ctx));
  const done = Promise.withResolvers<void>();
  done.promise.catch(() => {}); // whoever awaits `done` sees it; nobody has to
  let closed = false;
  let stoppedUntil = 0;
  let isLost = false;
  let isDegraded = false;
  let followTries = 0;
  let timer: NodeJS.Timeout | undefined;
  let wakeAt = Number.POSITIVE_INFINITY;
  let round: Promise<void> | null = null;

  const now = () => performance.now();

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
    const due = waiting.allDue().map((at) => Math.max(at, stoppedUntil) - now());
    const guard = late.isGuarding ? waits.guardEvery : waits.rest;
    return Math.min(waits.rest, guard, gathered.until - now(), ...due);
  }

  /** One round: what is there, what stands still, take it. */
  async function look(): Promise<void> {
    const files = await list();
    if (!files) return;
    for (const file of files) {
      const entry = waiting.get(file.path);
      if (closed || !entry || now() < Math.max(waiting.dueAt(entry), stoppedUntil)) continue;
      // What comes back from the carrier needs what was given out before.
      if (ownerOf(ctx.config, file.folder).kind === 'results') await followUp(false);
      await handle(file, entry);
      await followUp(true);
    }
    if (gathered.documents.length > 0 && (await list())) await followUp(waiting.isComing(now(), quiet + together));
    for (const { name, path, how, pause } of await late.check(now())) {
      waiting.notePause(path, pause);
      tell(ctx, how === 'grown' ? 'file-grew-after-taken' : 'file-completed-after-taken', { file: name });
    }
  }

  async function list(): Promise<readonly Dropped[] | null> {
    try {
      const { files, left } = await listInbox(inbox);
      isLost = false;
      sayLeft(left);
      waiting.see(files, now());
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
      const still = now() - entry.since;
      const { lockTold, emptyTold } = waits;
      const lastTry = entry.tries + 1 >= waits.tries;
      const standing = { still, quiet: waiting.quietOf(entry), lastTry, lockTold, emptyTold, isOpen };
      const taken = await takeDropped(ctx, take, file, standing);
      entry.isHeldBack = taken.kind === 'held-back';
      if (taken.kind === 'taken') {
        entry.documents = taken.documents;
        entry.begun = taken.begun;
        gathered.add(taken.documents, now());
      } else if (taken.kind === 'unfinished') {
        entry.notBefore = now() + taken.ms;
      } else if (taken.kind === 'held-back') {
        if (still >= taken.toldAfter) tellOnce(entry, taken.code, taken.args);
        entry.notBefore = now() + Math.min(500, taken.toldAfter);
      } else {
        const wait = backoff(waits.retry, entry.tries++);
        tell(ctx, 'take-postponed', { file: file.name, reason: taken.reason, seconds: Math.ceil(wait / 1000) });
        stoppedUntil = now() + wait; // the others wait too: a later file must not overtake an earlier one
      }
    }
    if (entry.documents) await finish(file, entry, entry.documents);
  }

  /** Does what the taken files set off, when it is time. */
  async function followUp(isMoreComing: boolean): Promise<void> {
    if (!gathered.isTime(now(), isMoreComing)) return;
    try {
      await follow.gathered(gathered.documents);
      gathered.done();
      followTries = 0;
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      const reason = traceOf(error);
      if (isTemporary(error) && followTries + 1 < waits.tries) {
        const wait = backoff(waits.retry, followTries++);
        tell(ctx, 'follow-up-postponed', { reason, seconds: Math.ceil(wait / 1000) });
        gathered.putOff(now() + wait);
      } else {
        tell(ctx, 'follow-up-failed', { reason });
        gathered.done();
        followTries = 0;
      }
    }
  }

  async function finish(file: Dropped, entry: Waiting, documents: readonly IntakeDocument[]): Promise<void> {
    try {
      const tail = await tailOf(file.path, file.size);
      if ((await stampOf(file.path)) !== file.stamp) {
        waiting.forget(file.path); // what it is now is taken as a new file
        tell(ctx, 'file-changed-while-taken', { file: file.name });
        return;
      }
      const settled = await fileAway(ctx, file, documents);
      waiting.forget(file.path);
      tellFiledAway(ctx, file, settled, documents);
      const { name, size, path: home } = file;
      const report = settled.result === 'failed' ? settled.report : '';
      await late.add({ path: settled.path, home, name, size, tail, begun: entry.begun, report }, now());
    } catch (error) {
      if (!isDiskError(error)) throw error;
      if (!(await isThere(file.path)) && (await isThere(dirname(file.path)))) {
        waiting.forget(file.path);
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
  await late.resume(now());
  lookIn(0);

  return {
    done: done.promise,
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await round;
      await late.close();
      await followUp(false);
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

/** How a file ended that is not there any more, so that no report can lie beside it. */
const endings = { done: 'done', problems: 'doneWithProblems', seen: 'seen', failed: 'failed' } as const;

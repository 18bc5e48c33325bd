import type { SentenceCode } from '../../core/sentences/index.ts';
import type { IntakeDocument } from '../types.ts';
import type { Begun } from './guard-list.ts';
import type { Dropped } from './list-inbox.ts';

/** A file of the inbox that is not settled yet. Times in ms of a clock that only runs forwards. */
export interface Waiting {
  readonly stamp: string;
  /** It stands still since then. */
  readonly since: number;
  /** The longest pause that its writer was seen to make. */
  readonly pause: number;
  notBefore: number;
  /** Somebody has it, or nothing is in it: how long that lasts is no rhythm of its writer. */
  isHeldBack: boolean;
  tries: number;
  readonly told: Set<SentenceCode>;
  /** Taken and committed, but not moved yet. */
  documents: readonly IntakeDocument[] | null;
  /** What stood in it when bytes of it were still to come. */
  begun: Begun | undefined;
}

export interface WaitingFiles {
  /** What lies in the inbox now: new and touched files begin to wait, those that are gone are forgotten. */
  see(files: readonly Dropped[], now: number): void;
  get(path: string): Waiting | undefined;
  forget(path: string): void;
  /** How long this file must stand still: longer than the setting where its writer was seen to pause. */
  quietOf(one: Waiting): number;
  dueAt(one: Waiting): number;
  /** When each is due. */
  allDue(): number[];
  /** Some file will be taken within so many ms. */
  isComing(now: number, within: number): boolean;
  /** The writer of the file that will be seen at `path` is known to pause so long. */
  notePause(path: string, ms: number): void;
}

/** A writer that paused may pause again, and a little longer. */
const longerThanSeen = 3;
/** Nobody waits longer than this for a pause, ms. */
const longestQuiet = 30_000;

/** @param quiet ms that every file must stand still */
export function waitingFiles(quiet: number): WaitingFiles {
  const waiting = new Map<string, Waiting>();
  const pauses = new Map<string, number>();
  const most = Math.max(quiet, longestQuiet);
  const quietOf = (one: Waiting) => Math.max(quiet, Math.min(most, longerThanSeen * one.pause));
  const dueAt = (one: Waiting) => Math.max(one.since + quietOf(one), one.notBefore);

  return {
    see(files, now) {
      const there = new Set(files.map((file) => file.path));
      for (const path of waiting.keys()) if (!there.has(path)) waiting.delete(path);
      for (const { path, stamp } of files) {
        const known = waiting.get(path);
        if (known?.stamp === stamp) continue;
        const pause = pauseBefore(known, now, pauses.get(path) ?? 0);
        pauses.delete(path);
        waiting.set(path, {
          stamp,
          since: now,
          pause,
          notBefore: 0,
          isHeldBack: false,
          tries: 0,
          told: new Set(known?.told),
          documents: null,
          begun: undefined,
        });
      }
    },
    get: (path) => waiting.get(path),
    forget: (path) => void waiting.delete(path),
    quietOf,
    dueAt,
    allDue: () => [...waiting.values()].map(dueAt),
    isComing: (now, within) => waiting.values().some((one) => dueAt(one) <= now + within && !one.isHeldBack),
    notePause: (path, ms) => void pauses.set(path, ms),
  };
}

const pauseBefore = (known: Waiting | undefined, now: number, noted: number): number => {
  if (!known) return noted;
  return known.isHeldBack ? known.pause : Math.max(known.pause, now - known.since);
};

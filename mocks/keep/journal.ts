import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Arrived } from '../arrive.ts';
import type { Clock, ClockState } from '../clock.ts';
import type { Struck } from '../faults.ts';
import { LabRefused } from '../system.ts';

/** What happened, one line of JSON each, written before it is done: what ends with the process is done again when it starts. */
export interface Journal {
  request(system: string, request: Arrived, fault: Struck | undefined): void;
  mail(raw: Buffer, envelope: Envelope): void;
  /** Everything was brought to this moment because somebody looked. */
  looked(): void;
  /** Somebody does something to the lab (acts.ts). */
  act(name: string, given: Readonly<Record<string, unknown>>): void;
  /** Does what the last line announced: how long it takes counts, because it will take as long again. */
  timed<T>(work: () => T): T;
}

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** A line. Bytes are base64. */
export interface Entry {
  /** Real time, epoch ms. */
  readonly t: number;
  /** The clock, where it was turned since the line before. */
  readonly clock?: ClockState;
  readonly request?: Omit<Arrived, 'body'> & {
    readonly system: string;
    readonly body: string;
    readonly fault?: Struck;
  };
  readonly mail?: { readonly raw: string; readonly envelope: Envelope };
  readonly act?: { readonly name: string; readonly given: Readonly<Record<string, unknown>> };
}

/** How much may stand in a journal before everything is written anew: what doing it again takes, ms about, and its bytes. */
export interface Room {
  readonly ms: number;
  readonly bytes: number;
}

export interface OpenJournal extends Journal {
  /** Is nothing in it, nor anything to be said? */
  readonly isEmpty: boolean;
  close(): void;
}

/** What doing a request again takes, ms about. */
const requestTakes = 0.3;

/**
 * A journal file that grows by whole lines: what could not be written whole is taken away again.
 *
 * @param spent what doing again what is in it already took, ms
 * @param full called once when there is no more room
 */
export function openJournal(
  file: string,
  clock: Clock,
  real: () => number,
  room: Room,
  spent: number,
  full: () => void,
): OpenJournal {
  const handle = openSync(file, 'a', 0o600);
  let size = fstatSync(handle).size;
  const first = clock.save();
  let last = first;
  let ms = spent;
  let isFull = false;
  /** The clock stood still when somebody looked last, and nothing happened since. */
  let lookedAt: number | undefined;
  const check = () => {
    if (isFull || (ms < room.ms && size < room.bytes)) return;
    isFull = true;
    // Not in the middle of what is being done.
    setImmediate(full);
  };
  const write = (entry: Omit<Entry, 't' | 'clock'>) => {
    const now = clock.save();
    const turned = !isSame(now, last);
    const line = Buffer.from(`${JSON.stringify({ t: real(), ...(turned && { clock: now }), ...entry })}\n`);
    append(handle, line, size);
    last = now;
    size += line.length;
    ms += requestTakes;
    lookedAt = undefined;
    check();
  };
  return {
    request(system, { body, ...request }, fault) {
      write({ request: { system, ...request, body: body.toString('base64'), ...(fault && { fault }) } });
    },
    mail: (raw, envelope) => write({ mail: { raw: raw.toString('base64'), envelope } }),
    looked() {
      const { frozenAt } = clock.save();
      if (frozenAt !== undefined && frozenAt === lookedAt) return;
      write({});
      lookedAt = frozenAt;
    },
    act: (name, given) => write({ act: { name, given } }),
    timed(work) {
      const from = performance.now();
      try {
        return work();
      } finally {
        ms += performance.now() - from;
        check();
      }
    },
    get isEmpty() {
      return size === 0 && isSame(clock.save(), first);
    },
    close: () => closeSync(handle),
  };
}

const isSame = (one: ClockState, other: ClockState): boolean =>
  one.offset === other.offset && one.frozenAt === other.frozenAt;

function append(handle: number, line: Buffer, size: number): void {
  try {
    for (let done = 0; done < line.length; ) done += writeSync(handle, line, done);
  } catch (error) {
    // A part of a line would spoil those that come after it.
    ftruncateSync(handle, size);
    throw error;
  }
}

/**
 * The lines of a journal. The last one may have been cut off when the process ended: then it was not done, and is taken away.
 *
 * @throws LabRefused when it is damaged
 */
export function readJournal(file: string): readonly Entry[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const end = bytes.lastIndexOf(10) + 1;
  if (end < bytes.length) cutOff(file, end);
  const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
  return lines.map((line, at) => {
    try {
      const entry = JSON.parse(line) as Entry;
      if (typeof entry.t === 'number') return entry;
    } catch {
      // Said below.
    }
    throw new LabRefused(
      `line ${at + 1} of ${file} is damaged; without it and the ${lines.length - at - 1} lines after it the lab goes on from what was before`,
    );
  });
}

function cutOff(file: string, end: number): void {
  const handle = openSync(file, 'r+');
  ftruncateSync(handle, end);
  closeSync(handle);
}

export const removeJournal = (file: string): void => rmSync(file, { force: true });

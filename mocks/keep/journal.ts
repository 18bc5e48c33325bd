import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Arrived } from '../arrive.ts';
import type { Clock, ClockState } from '../clock.ts';
import type { Struck } from '../faults.ts';

/** What happened, one line of JSON each, written before it is done: what ends with the process is done again when it starts. */
export interface Journal {
  request(system: string, request: Arrived, fault: Struck | undefined): void;
  mail(raw: Buffer, envelope: Envelope): void;
  /** Everything was brought to this moment because somebody looked. */
  looked(): void;
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
}

/** A journal file that grows. `full` is called when it has grown so much that doing it again would take long. */
export function openJournal(
  file: string,
  clock: Clock,
  real: () => number,
  full: () => void,
): Journal & { close(): void } {
  const handle = openSync(file, 'a', 0o600);
  let last = clock.save();
  let lines = 0;
  let bytes = 0;
  const write = (entry: Omit<Entry, 't' | 'clock'>) => {
    const now = clock.save();
    const turned = now.offset !== last.offset || now.frozenAt !== last.frozenAt;
    last = now;
    const line = `${JSON.stringify({ t: real(), ...(turned && { clock: now }), ...entry })}\n`;
    writeSync(handle, line);
    lines += 1;
    bytes += line.length;
    if (lines < mostLines && bytes < mostBytes) return;
    lines = 0;
    bytes = 0;
    // Not in the middle of what is being done.
    setImmediate(full);
  };
  return {
    request(system, { body, ...request }, fault) {
      write({ request: { system, ...request, body: body.toString('base64'), ...(fault && { fault }) } });
    },
    mail: (raw, envelope) => write({ mail: { raw: raw.toString('base64'), envelope } }),
    looked: () => write({}),
    close: () => closeSync(handle),
  };
}

const mostLines = 5000;
const mostBytes = 16 * 1024 * 1024;

/** The lines of a journal. The last one may have been cut off when the process ended: then it was not done. */
export function readJournal(file: string): readonly Entry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
}

export const removeJournal = (file: string): void => rmSync(file, { force: true });

import { iso } from './clock.ts';
import type { FaultKind } from './faults.ts';
import type { LabState } from './lab.ts';
import type { LoggedRequest } from './request-log.ts';
import { LabRefused, type Seed } from './system.ts';

/** A series of requests as one JSON document. Bodies are base64. */
export interface Series {
  readonly name: string;
  /** Lab clock when it began. */
  readonly begin: string;
  /** The lab was reset to this when it began, and is again before it is replayed; `null` = it goes on from where it is. */
  readonly seed: Seed | null;
  readonly random: number;
  readonly requests: readonly {
    readonly at: string;
    readonly system: string;
    readonly operation: string;
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly status: number;
    /** What struck it; strikes again when it is replayed. */
    readonly fault: FaultKind | '';
  }[];
}

export interface Recorder {
  start(name: string, seed: Seed | undefined): { readonly recording: string };
  stop(name: string): Series;
  get(name: string): Series;
  list(): readonly { readonly name: string; readonly requests: number; readonly isRunning: boolean }[];
}

const recorders = new WeakMap<LabState, Recorder>();

/** The lab's recorder; what was kept of it joins with the first call. */
export function recorderOf(lab: LabState): Recorder {
  let recorder = recorders.get(lab);
  if (!recorder) {
    recorder = createRecorder(lab);
    recorders.set(lab, recorder);
  }
  return recorder;
}

/** Headers that belong to one connection only. */
const perConnection = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect']);

function createRecorder(lab: LabState): Recorder {
  const kept = new Map<string, Series>();
  let running: { name: string; begin: number; afterNo: number; seed: Seed | null } | undefined;

  const snapshot = (): Series => {
    const { name, begin, afterNo, seed } = running!;
    const requests = lab.log
      .list()
      .filter((one) => one.no > afterNo)
      .map((one) => ({
        at: iso(one.at),
        system: one.system,
        operation: one.operation,
        method: one.method,
        url: one.url,
        headers: headersOf(one.headers),
        body: one.body.toString('base64'),
        status: one.status,
        fault: one.fault,
      }));
    return { name, begin: iso(begin), seed, random: lab.last.random, requests };
  };
  const get = (name: string): Series => {
    if (running?.name === name) return snapshot();
    const series = kept.get(name);
    if (!series) throw new LabRefused(`unknown recording "${name}"`);
    return series;
  };

  lab.keep('recorder', {
    save: () => ({ kept, running }),
    load(saved) {
      const { kept: series, running: one } = saved as { kept: typeof kept; running: typeof running };
      kept.clear();
      for (const [name, each] of series) kept.set(name, each);
      running = one;
    },
  });

  return {
    start(name, seed) {
      if (!/^[\w-]{1,60}$/.test(name)) throw new LabRefused('name must be 1 to 60 letters, digits, - or _');
      if (running) throw new LabRefused(`"${running.name}" is being recorded`);
      if (seed !== undefined) lab.reset(seed);
      running = { name, begin: lab.clock.now(), afterNo: lab.log.list().at(-1)?.no ?? 0, seed: seed ?? null };
      return { recording: name };
    },
    stop(name) {
      if (running?.name !== name) throw new LabRefused(`"${name}" is not being recorded`);
      const series = snapshot();
      kept.set(name, series);
      running = undefined;
      return series;
    },
    get,
    list: () => [
      ...(running ? [{ name: running.name, requests: snapshot().requests.length, isRunning: true }] : []),
      ...[...kept.values()].map((one) => ({ name: one.name, requests: one.requests.length, isRunning: false })),
    ],
  };
}

/** What the client chose of the headers. */
export const headersOf = (headers: LoggedRequest['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([key, value]) =>
      perConnection.has(key) || value === undefined ? [] : [[key, String(value)]],
    ),
  );

import { act } from './acts.ts';
import { fromIso, iso } from './clock.ts';
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

export interface Replayed {
  readonly operation: string;
  readonly url: string;
  readonly recorded: number;
  readonly status: number;
  readonly isSame: boolean;
}

export interface Recorder {
  start(name: string, seed: Seed | undefined): { readonly recording: string };
  stop(name: string): Series;
  get(name: string): Series;
  list(): readonly { readonly name: string; readonly requests: number; readonly isRunning: boolean }[];
  /**
   * Sends the requests again, one after the other, with the lab's clock at the recorded times and with the faults that struck
   * them. After a reset to the same seed the lab hands out the same tokens and ids, so the same requests mean the same again.
   * Changes of the world that were made in between are not part of a series.
   */
  replay(series: Series, base: string): Promise<readonly Replayed[]>;
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
    async replay(series, base) {
      const begin = fromIso(series.begin ?? '');
      if (begin === undefined || !Array.isArray(series.requests)) throw new LabRefused('this is no recording');
      const wasFrozen = lab.clock.isFrozen();
      lab.clock.freeze();
      lab.clock.set(begin);
      if (series.seed !== null) await act(lab, 'reset', { seed: series.seed, random: series.random });
      const replayed: Replayed[] = [];
      for (const one of series.requests) {
        lab.clock.set(fromIso(one.at) ?? begin);
        const url = `/${lab.system(one.system).name}${one.url}`;
        const { system, operation, fault: kind } = one;
        // How long a delay was and which member was another one is not recorded: the status does not depend on it.
        if (kind && !['delay', 'renamed', 'missing'].includes(kind))
          await act(lab, 'fault', { system, operation, kind });
        const status = await send(base + url, one);
        replayed.push({ operation: one.operation, url, recorded: one.status, status, isSame: status === one.status });
      }
      if (!wasFrozen) lab.clock.run();
      await act(lab, 'turned', {});
      return replayed;
    },
  };
}

/** Sends a logged request once more. Status of the answer, 0 when there is none. */
export const sendAgain = (url: string, { method, headers, body }: LoggedRequest): Promise<number> =>
  send(url, { method, headers: headersOf(headers), body: body.toString('base64') });

/** What the client chose of the headers. */
const headersOf = (headers: LoggedRequest['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([key, value]) =>
      perConnection.has(key) || value === undefined ? [] : [[key, String(value)]],
    ),
  );

/** Status of the answer, 0 when there is none. */
async function send(
  url: string,
  one: Pick<Series['requests'][number], 'method' | 'headers' | 'body'>,
): Promise<number> {
  const body = one.body === '' ? {} : { body: Buffer.from(one.body, 'base64') };
  try {
    const answer = await fetch(url, { method: one.method, headers: one.headers, redirect: 'manual', ...body });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

import { act } from './acts.ts';
import { fromIso } from './clock.ts';
import type { LabState } from './lab.ts';
import { headersOf, type Series } from './recorder.ts';
import type { LoggedRequest } from './request-log.ts';
import { LabRefused } from './system.ts';

export interface Replayed {
  readonly operation: string;
  readonly url: string;
  readonly recorded: number;
  readonly status: number;
  readonly isSame: boolean;
}

/**
 * Sends the requests of a recording again, one after the other, with the lab's clock at the recorded times and with the faults that struck
 * them. After a reset to the same seed the lab hands out the same tokens and ids, so the same requests mean the same again.
 * Changes of the world that were made in between are not part of a series.
 *
 * @throws LabRefused when it is no recording
 */
export async function replay(lab: LabState, series: Series, base: string): Promise<readonly Replayed[]> {
  const begin = fromIso(series.begin ?? '');
  if (begin === undefined || !Array.isArray(series.requests)) throw new LabRefused('this is no recording');
  const wasFrozen = lab.clock.isFrozen();
  lab.clock.freeze();
  lab.clock.set(begin);
  const replayed: Replayed[] = [];
  try {
    if (series.seed !== null) await act(lab, 'reset', { seed: series.seed, random: series.random });
    for (const one of series.requests) {
      lab.clock.set(fromIso(one.at) ?? begin);
      const url = `/${lab.system(one.system).name}${one.url}`;
      const { system, operation, fault: kind } = one;
      // How long a delay was and which member was another one is not recorded: the status does not depend on it.
      if (kind && !['delay', 'renamed', 'missing'].includes(kind)) await act(lab, 'fault', { system, operation, kind });
      const status = await send(base + url, one);
      replayed.push({ operation: one.operation, url, recorded: one.status, status, isSame: status === one.status });
    }
  } finally {
    // A series that breaks off leaves no clock that stands still.
    if (!wasFrozen) lab.clock.run();
    await act(lab, 'turned', {});
  }
  return replayed;
}

/** Sends a logged request once more. Status of the answer, 0 when there is none. */
export const sendAgain = (url: string, { method, headers, body }: LoggedRequest): Promise<number> =>
  send(url, { method, headers: headersOf(headers), body: body.toString('base64') });

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

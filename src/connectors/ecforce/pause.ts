import type { HttpAnswer, Io, Outcome } from '../contract.ts';
import { quotaPeriod } from '../http.ts';
import { system } from './errors.ts';

/** At this time of Japan the day's calls are counted anew (manual, trust A; that it is Japan's time, C). */
export const resets = '09:00';

/** So many 429 in a row without a word of when: it is the day's limit, not a moment's. */
const enough = 3;
/** Longer waits than this are no short throttle, seconds. */
const short = 60;

interface Pause {
  /** 429 in a row that named no time. */
  readonly strikes: number;
  /** Epoch ms; 0 = nothing stands still. */
  readonly until: number;
}

/**
 * Standing still after the day's limit, over all processes: a try after it cannot succeed before the reset (manual, trust A), and what
 * the answer looks like is not known. Named times are believed; of bare 429 the third in a row counts as the day's.
 */
export interface Pauses {
  /** Why no call may be made now; undefined = go on. */
  stands(operation: string): Promise<Outcome | undefined>;
  /** ecforce answered 429. */
  busy(answer: HttpAnswer, operation: string): Promise<Outcome>;
  /** ecforce answered something else. */
  fine(): Promise<void>;
}

export function openPauses({ kept, now }: Pick<Io, 'kept' | 'now'>): Pauses {
  const read = async (): Promise<Pause> => {
    const [strikes = 0, until = 0] = (await kept.read('pause')).split(' ').map(Number);
    return { strikes: strikes || 0, until: until || 0 };
  };
  const write = ({ strikes, until }: Pause) => kept.write('pause', `${strikes} ${until}`);
  const untilThen = (until: number, operation: string): Outcome => ({
    kind: 'retry',
    code: 'quota-used-up-there',
    args: { system, operation, at: japanTime(until) },
    afterMs: Math.max(1, until - now().epochMilliseconds),
  });
  return {
    async stands(operation) {
      const { until } = await read();
      return until > now().epochMilliseconds ? untilThen(until, operation) : undefined;
    },
    async busy(answer, operation) {
      const at = now().epochMilliseconds;
      const named = Number(answer.headers['retry-after']);
      const seconds = Number.isFinite(named) && named > 0 ? named : undefined;
      const evidence = answer.evidence();
      if (seconds !== undefined && seconds <= short)
        return { kind: 'retry', code: 'shop-busy', args: { system, operation }, afterMs: seconds * 1000, evidence };
      const reset = quotaPeriod(now(), resets).end.epochMilliseconds;
      const strikes = (await read()).strikes + 1;
      if (seconds === undefined && strikes < enough) {
        await write({ strikes, until: 0 });
        return { kind: 'retry', code: 'shop-busy', args: { system, operation }, afterMs: short * 1000, evidence };
      }
      const until = seconds === undefined ? reset : Math.min(reset, at + seconds * 1000);
      await write({ strikes, until });
      return { ...untilThen(until, operation), evidence };
    },
    async fine() {
      const { strikes, until } = await read();
      if (strikes > 0 || until > 0) await kept.write('pause', '');
    },
  };
}

/** The quota's day that an instant lies in. */
export const quotaDay = (now: Temporal.Instant): string => quotaPeriod(now, resets).begin;

const japanTime = (ms: number): string => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

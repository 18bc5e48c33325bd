import type { SentenceCode } from '../../core/sentences/index.ts';
import type { HttpAnswer, HttpFailed, Outcome } from '../contract.ts';

/**
 * What a lost answer means. `read`: asking again is harmless; so is handing over, because B2 keeps nothing before printing (aiship
 * manual 4, trust A). `write`: labels may exist.
 */
export type Effect = 'read' | 'write';

export const system = 'B2クラウド';

/**
 * Sorts an answer that is no success by who acts next. Status codes: public summary of the partner API's rules, trust B; 429 and
 * 5xx are not in it (C).
 */
export function classify(answer: HttpAnswer, operation: string, effect: Effect): Outcome<never> {
  const { status } = answer;
  const said = (kind: Outcome['kind'], code: SentenceCode, more: Partial<Outcome<never>> = {}): Outcome<never> => ({
    kind,
    code,
    args: { system, operation, status },
    evidence: answer.evidence(),
    ...more,
  });
  switch (true) {
    case status === 401:
      return said('halt', 'b2-key-refused');
    case status === 403:
      return said('halt', 'b2-company-refused');
    case status === 409:
      // B2 knows something newer than we do: perhaps our own request that we believe lost.
      return said(effect === 'write' ? 'unsure' : 'retry', 'b2-stale');
    case status === 416:
      return said('bug', 'b2-too-many-entries');
    case status === 419 || status === 429:
      return said('retry', 'b2-busy', { afterMs: retryAfter(answer) });
    case status >= 300 && status < 400:
      return said('retry', 'shop-failing');
    case status >= 500:
      return effect === 'write' ? said('unsure', 'answer-lost') : said('retry', 'shop-failing');
    default:
      return said('bug', 'unexpected-answer');
  }
}

/** A good status with something else in it, e.g. B2's HTML error page (trust B: getfile without its check gives one). */
export function garbled(answer: HttpAnswer, operation: string, effect: Effect): Outcome<never> {
  const args = { system, operation, status: answer.status };
  const evidence = answer.evidence();
  return effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args, evidence }
    : { kind: 'retry', code: 'shop-garbled', args, evidence };
}

/** No answer at all. */
export function unanswered(error: HttpFailed, operation: string, effect: Effect): Outcome<never> {
  const args = { system, operation, reason: error.message };
  return error.sent && effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args }
    : { kind: 'retry', code: 'shop-unreachable', args };
}

function retryAfter(answer: HttpAnswer): number {
  const seconds = Number(answer.headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 60_000;
}

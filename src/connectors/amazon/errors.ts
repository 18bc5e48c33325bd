import type { SentenceCode } from '../../core/sentences/index.ts';
import type { HttpAnswer, HttpFailed, Outcome } from '../contract.ts';
import { createRedact } from '../redact.ts';
import { type Operation, rates } from './rates.ts';

/** Whether a call changes something at Amazon: then a lost answer is not simply tried again. */
export type Effect = 'read' | 'write';

export interface AmazonError {
  readonly code: string;
  readonly message: string;
  readonly details: string;
}

const system = 'Amazon';
const redact = createRedact();

/** First entry of `{"errors": [{code, message, details}]}`, '' where nothing is said. Shape: DOC/response-format, trust A. */
export function amazonError(answer: HttpAnswer): AmazonError {
  const errors = (answer.json() as { errors?: unknown } | null | undefined)?.errors;
  const first = (Array.isArray(errors) ? errors[0] : undefined) as Record<string, unknown> | undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { code: text(first?.code), message: text(first?.message), details: text(first?.details) };
}

/** Amazon's own words for the operator: one line, no personal data, at most 160 characters. */
export function reasonOf(words: string): string {
  const line = redact(words.slice(0, 1000)).replace(/\s+/g, ' ').trim();
  return line === '' ? '－' : line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

/** The access token is too old: one new token may be fetched. Wording seen in Amazon's docs of HTTP 403; trust B. */
export function isExpiredToken(answer: HttpAnswer): boolean {
  if (answer.status !== 403 && answer.status !== 401) return false;
  const { message, details } = amazonError(answer);
  return /expired/i.test(`${message} ${details}`);
}

/**
 * Sorts an answer that is not a success by who acts next, for every operation alike; what a 400 means is refined where the
 * operation is known. Classes: DOC/troubleshoot-sp-api-errors, trust A; that 503 was not carried out: C.
 */
export function classify(answer: HttpAnswer, operation: Operation, effect: Effect): Outcome {
  const { status } = answer;
  const said = (kind: Outcome['kind'], code: SentenceCode, more: Partial<Outcome> = {}): Outcome => ({
    kind,
    code,
    args: { system, operation, status },
    evidence: answer.evidence(),
    ...more,
  });
  if (status === 429) return said('retry', 'shop-busy', { afterMs: busyFor(answer, operation) });
  if (status === 401 || status === 403) return said('halt', 'access-denied');
  if (status === 503) return said('retry', 'shop-failing');
  if (status >= 500) return effect === 'write' ? said('unsure', 'answer-lost') : said('retry', 'shop-failing');
  // A page of somebody in between (sign-in of a network, maintenance): Amazon's API never redirects.
  if (status >= 300 && status < 400) return said('retry', 'shop-failing');
  return said('bug', 'unexpected-answer');
}

/** An answer with a good status that cannot be used. */
export function garbled(answer: HttpAnswer, operation: Operation, effect: Effect): Outcome {
  const args = { system, operation, status: answer.status };
  return effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args, evidence: answer.evidence() }
    : { kind: 'retry', code: 'shop-garbled', args, evidence: answer.evidence() };
}

/** No answer at all. */
export function unanswered(error: HttpFailed, operation: string, effect: Effect): Outcome {
  const args = { system, operation, reason: error.message };
  return error.sent && effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args }
    : { kind: 'retry', code: 'shop-unreachable', args };
}

/** No `Retry-After` is documented; taken when it is there, else the time that one call needs to come back. */
function busyFor(answer: HttpAnswer, operation: Operation): number {
  const seconds = Number(answer.headers['retry-after']);
  return Math.ceil(Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000 / rates[operation].perSecond);
}

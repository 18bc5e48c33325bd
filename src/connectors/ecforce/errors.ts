import type { SentenceCode } from '../../core/sentences/index.ts';
import type { HttpAnswer, HttpFailed, Outcome } from '../contract.ts';

/** Whether a call changes something at ecforce: then a lost answer is not simply tried again. */
export type Effect = 'read' | 'write';

export const system = 'ecforce';

/** What ecforce says was wrong: `{errors: [{code, message}]}` (trust B). */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** First entry of `errors`; undefined when there is none. */
export function refusalIn(body: unknown): Refusal | undefined {
  const errors = (body as { errors?: unknown } | null | undefined)?.errors;
  const first = (Array.isArray(errors) ? errors[0] : undefined) as Record<string, unknown> | undefined;
  if (typeof first?.code !== 'string') return undefined;
  return { code: first.code, message: typeof first.message === 'string' ? first.message : '' };
}

/** Sorts an answer that is no success; 429 and 401 are looked at before (`client.ts`), a refusal in JSON is the caller's. */
export function classify(answer: HttpAnswer, operation: string, effect: Effect): Outcome {
  const { status } = answer;
  const said = (kind: Outcome['kind'], code: SentenceCode): Outcome => ({
    kind,
    code,
    args: { system, operation, status },
    evidence: answer.evidence(),
  });
  if (isPage(answer) && /メンテナンス|maintenance/i.test(answer.text())) return said('retry', 'shop-maintenance');
  if (status === 401 || status === 403) return said('halt', 'access-denied');
  // A page of somebody in between (proxy, sign-in of a network): what is behind it was not reached (trust C for 503).
  if (status === 503 || (status >= 300 && status < 400)) return said('retry', 'shop-failing');
  if (status >= 500) return effect === 'write' ? said('unsure', 'answer-lost') : said('retry', 'shop-failing');
  return said('bug', 'unexpected-answer');
}

const isPage = (answer: HttpAnswer): boolean =>
  /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(answer.text().slice(0, 200));

/** An answer with a good status that cannot be used. */
export function garbled(operation: string, effect: Effect, evidence?: string): Outcome {
  const more = { args: { system, operation, status: 200 }, ...(evidence !== undefined && { evidence }) };
  return effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', ...more }
    : { kind: 'retry', code: 'shop-garbled', ...more };
}

/** No answer at all. */
export function unanswered(error: HttpFailed, operation: string, effect: Effect): Outcome {
  const args = { system, operation, reason: error.message };
  return error.sent && effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args }
    : { kind: 'retry', code: 'shop-unreachable', args };
}

import type { SentenceCode } from '../../core/sentences/index.ts';
import type { HttpAnswer, HttpFailed, Outcome } from '../contract.ts';
import type { Envelope } from './answer.ts';

/** Whether a call changes something at Qoo10: then a lost answer is not simply tried again. */
export type Effect = 'read' | 'write';

export const system = 'Qoo10';

/** The key has run out (trust A). */
const expired = new Set([-90004, -90005]);
/** Wrong key, no permission; -90001 is also what a wrong key gets in place of its own code (trust A, B). */
const refused = new Set([-10000, -90000, -90001, -90002, -90003]);

/** Codes that speak of the key, not of the item: nothing of this shop will work. */
export const isKeyCode = (code: number): boolean => expired.has(code) || refused.has(code);

/** Sorts a code that speaks of the key. */
export function keyProblem({ code }: Envelope, operation: string): Outcome {
  return expired.has(code)
    ? { kind: 'halt', code: 'api-key-expired', args: { system, operation } }
    : { kind: 'halt', code: 'api-key-refused', args: { system, operation, number: code } };
}

/**
 * Sorts an answer that has no envelope: Qoo10 answers 200 to everything that it understood (trust A), so the rest comes from
 * somebody in between, or is broken.
 */
export function noEnvelope(answer: HttpAnswer, operation: string, effect: Effect): Outcome {
  const { status } = answer;
  const said = (kind: Outcome['kind'], code: SentenceCode, more: Partial<Outcome> = {}): Outcome => ({
    kind,
    code,
    args: { system, operation, status },
    evidence: answer.evidence(),
    ...more,
  });
  if (status === 429) return said('retry', 'shop-busy', { afterMs: busyFor(answer) });
  // A page that speaks of maintenance: nothing behind it was reached (trust C).
  if (isPage(answer) && /メンテナンス|maintenance/i.test(answer.text())) return said('retry', 'shop-maintenance');
  if (status === 401 || status === 403) return said('halt', 'access-denied');
  // Routing errors are bare text: the method is not there, and will not be there next time (trust B).
  if (status === 200 && /^Can't find (?:service Name|method Info)\b/.test(answer.text().trimStart()))
    return said('bug', 'unexpected-answer');
  if (effect === 'write') return said('unsure', 'answer-lost');
  return said('retry', status >= 300 ? 'shop-failing' : 'shop-garbled');
}

const isPage = (answer: HttpAnswer): boolean =>
  /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(answer.text().slice(0, 200));

/** An answer whose envelope is good and whose content cannot be used. */
export function garbled(operation: string, effect: Effect, evidence?: string): Outcome {
  const args = { system, operation, status: 200 };
  const more = evidence === undefined ? {} : { evidence };
  return effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args, ...more }
    : { kind: 'retry', code: 'shop-garbled', args, ...more };
}

/** No answer at all. */
export function unanswered(error: HttpFailed, operation: string, effect: Effect): Outcome {
  const args = { system, operation, reason: error.message };
  return error.sent && effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args }
    : { kind: 'retry', code: 'shop-unreachable', args };
}

function busyFor(answer: HttpAnswer): number {
  const seconds = Number(answer.headers['retry-after']);
  return Math.ceil(Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000);
}

import type { SentenceCode } from '../../core/sentences/index.ts';
import type { HttpAnswer, HttpFailed, Outcome } from '../contract.ts';
import { isOneOf, type OrderApi } from './order-api.ts';

/** Whether a call changes something at shopserve: then a lost answer is not simply tried again. */
export type Effect = 'read' | 'write';

export const system = 'ショップサーブ';

/** What shopserve said no to: for the caller to judge. */
export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly field: string;
  readonly evidence: string;
}

/** Sorts an answer that speaks of the shop, not of the item; undefined = it is for the caller. */
export function shopTrouble(
  answer: HttpAnswer,
  code: string,
  operation: string,
  effect: Effect,
  words: OrderApi['words'],
  now: Temporal.Instant,
): Outcome | undefined {
  const { status } = answer;
  const said = (kind: Outcome['kind'], sentence: SentenceCode, more: Partial<Outcome> = {}): Outcome => ({
    kind,
    code: sentence,
    args: { system, operation, status },
    evidence: answer.evidence(),
    ...more,
  });
  if (isOneOf(words.maintenance, code) || isClosedPage(answer, now)) return said('retry', 'shop-maintenance');
  if (status === 401) return said('halt', 'manager-key-refused');
  if (status === 403 && answer.headers['retry-after'] !== undefined)
    return said('retry', 'shop-locked', { afterMs: delayOf(answer) });
  if (status === 403) return said('halt', 'access-denied');
  if (status === 429) return said('retry', 'shop-busy', { afterMs: delayOf(answer) });
  if (status >= 500 || (status >= 300 && status < 400))
    return effect === 'write' ? said('unsure', 'answer-lost') : said('retry', 'shop-failing');
  return undefined;
}

/** A page in place of an answer that speaks of maintenance, or any page of a server that is down in its hours. */
function isClosedPage(answer: HttpAnswer, now: Temporal.Instant): boolean {
  const text = answer.text().slice(0, 4000);
  const isPage = /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(text);
  if (!isPage) return false;
  return /メンテナンス|maintenance/i.test(text) || (answer.status === 503 && inMaintenanceHours(now));
}

/** Maintenance is on a Wednesday, 02:00 to 08:00 (notices of years, trust A); which one is announced. */
export function inMaintenanceHours(now: Temporal.Instant): boolean {
  const here = now.toZonedDateTimeISO('Asia/Tokyo');
  return here.dayOfWeek === 3 && here.hour >= 2 && here.hour < 8;
}

/** No answer at all. */
export function unanswered(error: HttpFailed, operation: string, effect: Effect, now: Temporal.Instant): Outcome {
  const args = { system, operation, reason: error.message };
  if (error.sent && effect === 'write') return { kind: 'unsure', code: 'answer-lost', args };
  return { kind: 'retry', code: inMaintenanceHours(now) ? 'shop-maintenance' : 'shop-unreachable', args };
}

/** A good status and a body that cannot be used. */
export function garbled(operation: string, effect: Effect, evidence?: string): Outcome {
  const args = { system, operation, status: 200 };
  const more = evidence === undefined ? {} : { evidence };
  return effect === 'write'
    ? { kind: 'unsure', code: 'answer-lost', args, ...more }
    : { kind: 'retry', code: 'shop-garbled', args, ...more };
}

function delayOf(answer: HttpAnswer): number {
  const seconds = Number(answer.headers['retry-after']);
  return Math.ceil(Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000);
}

import type { Budgets } from './budgets.ts';
import { CallFailed, type Http, type HttpAnswer, type HttpCall, HttpFailed } from './contract.ts';
import type { Redact } from './redact.ts';

export interface HttpOptions {
  readonly now: () => Temporal.Instant;
  readonly sleep: (ms: number) => Promise<void>;
  readonly budgets: Budgets;
  readonly redact: Redact;
  /** Told before a wait for a rate limit, ms. */
  readonly onWait?: (ms: number) => void;
  /** Asked right before a call leaves, after every wait; throws when it must not. */
  readonly beforeSend?: () => Promise<void>;
  /** Told after each call, for the log: never a query, never a body. */
  readonly onCall?: (call: CallRecord) => void;
}

/** One call as it may be logged. `status` 0 = no answer. */
export interface CallRecord {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly waitedMs: number;
  readonly tookMs: number;
  readonly requestId: string;
}

const usualTimeout = 30_000;
/** Largest body that is taken, bytes. */
const largest = 64 * 1024 * 1024;

/** Nothing was sent when these happen: the connection never stood. Names of Node and undici, trust A. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * The one way out to HTTP: waits ahead for the rate budget, then calls once. No retry, no redirect is followed (a token
 * must not travel on). The rate follows the budget's header where it is given, up or down. Throws `HttpFailed` when no whole
 * answer came, `CallFailed` when the quota is used up or the bridge was stopped while it waited.
 */
export function createHttp(options: HttpOptions): Http {
  const rates = new Map<string, number>();
  return async (call) => {
    const { budget } = call;
    const quotaUsed = await spend(call.quota, options);
    const rate = () => (budget ? (rates.get(budget.key) ?? budget.perSecond) : 0);
    const waitedMs = budget ? await options.budgets.take(budget.key, rate(), budget.burst) : 0;
    if (waitedMs > 0) await waitFor(waitedMs, options);
    await options.beforeSend?.();
    const answer = await once(call, waitedMs, quotaUsed, options);
    if (budget) {
      const told = Number(budget.rateHeader && answer.headers[budget.rateHeader]);
      if (Number.isFinite(told) && told > 0) rates.set(budget.key, told);
      if (answer.status === 429) await options.budgets.empty(budget.key, rate(), budget.burst);
    }
    return answer;
  };
}

/** Counts the call against its quota before it is made; it stays counted whatever becomes of it. */
async function spend(quota: HttpCall['quota'], { now, budgets }: HttpOptions): Promise<number> {
  if (!quota) return 0;
  const { begin, end } = quotaPeriod(now(), quota.resets);
  const used = await budgets.count(`${quota.key} ${begin}`, quota.most);
  if (used <= quota.most) return used;
  const afterMs = Math.ceil(end.epochMilliseconds - now().epochMilliseconds);
  throw new CallFailed({
    kind: 'retry',
    code: 'quota-used-up',
    args: { most: quota.most, resets: quota.resets },
    afterMs,
  });
}

/** The counting period that an instant lies in: its first day in Japan, and its end. */
export function quotaPeriod(now: Temporal.Instant, resets: string): { begin: string; end: Temporal.Instant } {
  const here = now.toZonedDateTimeISO('Asia/Tokyo');
  const today = here.toPlainDate();
  const begin = Temporal.PlainTime.compare(here.toPlainTime(), resets) < 0 ? today.subtract({ days: 1 }) : today;
  const end = begin.add({ days: 1 }).toZonedDateTime({ timeZone: 'Asia/Tokyo', plainTime: resets }).toInstant();
  return { begin: begin.toString(), end };
}

/** Stopped in the middle of it: nothing was sent, and nothing is wrong with the line. */
async function waitFor(ms: number, options: HttpOptions): Promise<void> {
  options.onWait?.(ms);
  try {
    await options.sleep(ms);
  } catch {
    throw new CallFailed({ kind: 'retry', code: 'stopped-while-waiting' });
  }
}

async function once(call: HttpCall, waitedMs: number, quotaUsed: number, options: HttpOptions): Promise<HttpAnswer> {
  const started = performance.now();
  const record = (status: number, requestId: string) =>
    options.onCall?.({
      method: call.method,
      url: withoutQuery(call.url),
      status,
      waitedMs,
      tookMs: Math.round(performance.now() - started),
      requestId,
    });
  try {
    const response = await fetch(call.url, {
      method: call.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(call.timeoutMs ?? usualTimeout),
      ...(call.headers && { headers: call.headers }),
      ...(call.body !== undefined && { body: call.body as NonNullable<RequestInit['body']> }),
    });
    const bytes = await bodyOf(response);
    const answer = answerOf(response, bytes, quotaUsed, options.redact);
    record(answer.status, requestIdOf(answer));
    return answer;
  } catch (error) {
    record(0, '');
    const code = causeOf(error);
    throw new HttpFailed(`${call.method} ${new URL(call.url).host}: ${code}`, !neverSent.has(code));
  }
}

/** Reads the body, at most `largest` bytes of it. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw Object.assign(new Error('too large'), { code: 'BODY_TOO_LARGE' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answerOf(response: Response, bytes: Uint8Array, quotaUsed: number, redact: Redact): HttpAnswer {
  const cookies = response.headers.getSetCookie();
  // Several cookies: one a line (`fromEntries` would keep the last only).
  const headers = {
    ...Object.fromEntries(response.headers),
    ...(cookies.length > 0 && { 'set-cookie': cookies.join('\n') }),
  };
  const text = () => new TextDecoder('utf-8').decode(bytes);
  const answer: HttpAnswer = {
    status: response.status,
    headers,
    quotaUsed,
    bytes,
    text,
    json() {
      try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
      } catch {
        return undefined;
      }
    },
    evidence() {
      const beginning = new TextDecoder('utf-8').decode(bytes.subarray(0, 2000));
      return `HTTP ${response.status} request ${requestIdOf(answer) || '-'}: ${redact(beginning)}`.slice(0, 1000);
    },
  };
  return answer;
}

const requestIdOf = (answer: HttpAnswer): string =>
  (Object.entries(answer.headers).find(([name]) => /request-?id$/.test(name))?.[1] ?? '')
    .replace(/[^\w-]/g, '')
    .slice(0, 80);

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Error code of a failed fetch: it stands in the cause (or in the first of several tries to connect). */
function causeOf(error: unknown): string {
  const { name, code, cause, errors } = error as Error & { code?: string | number; errors?: unknown[] };
  if (typeof code === 'string' && code !== '') return code;
  if (cause !== undefined) return causeOf(cause);
  if (errors?.[0] !== undefined) return causeOf(errors[0]);
  return name || 'failed';
}

import { CallFailed, type HttpAnswer, type HttpCall, HttpFailed, type Io, type Outcome } from '../contract.ts';
import { classify, type Effect, garbled, type Refusal, refusalIn, system, unanswered } from './errors.ts';
import { openPauses, resets } from './pause.ts';
import { openSession } from './session.ts';
import { callsForResults, type EcforceSettings, hostOf } from './settings.ts';

export interface Request {
  readonly method: 'GET' | 'PUT';
  /** Below `/api/v2/admin/`, without `.json`; also what the call is called in sentences. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: unknown;
  /** Results come before anything else when the day's calls run short. */
  readonly first?: boolean;
  /** Asked although the day's limit was met: to see whether it still holds. */
  readonly anyway?: boolean;
}

/** A good answer (its JSON, undefined when a write was answered with nothing), a refusal in ecforce's words, or what became of the call. */
export type Said =
  | { readonly body: unknown; readonly evidence: string; readonly refused?: undefined; readonly failed?: undefined }
  | { readonly refused: Refusal; readonly evidence: string; readonly failed?: undefined }
  | { readonly failed: Outcome; readonly refused?: undefined };

/** Authorised calls to one shop. */
export interface Client {
  readonly settings: EcforceSettings;
  readonly io: Io;
  call(request: Request): Promise<Said>;
  /** A read that must be a success. Throws `CallFailed`. */
  read(request: Request): Promise<{ readonly body: unknown; readonly evidence: string }>;
  /** Calls of the day so far, as far as this connection knows. */
  used(): number;
}

/** Operators keep to one call in one or two seconds, one at a time (trust B). */
const rate = { perSecond: 1, burst: 5 };

export function openClient(settings: EcforceSettings, io: Io): Client {
  const account = `ecforce/${hostOf(settings.endpoint)}`;
  const pauses = openPauses(io);
  let used = 0;
  const send = async (call: HttpCall, first = true): Promise<HttpAnswer> => {
    const most = settings['calls-per-day'] - (first ? 0 : callsForResults(settings));
    const answer = await io.http({
      ...call,
      budget: { key: account, ...rate },
      quota: { key: account, most, resets },
    });
    used = answer.quotaUsed;
    return answer;
  };
  const session = openSession(settings, io, pauses, send);

  const attempt = async ({ method, path, query = [], body, first = false }: Request, token: string) =>
    send(
      {
        method,
        url: `${io.baseUrl('api')}/api/v2/admin/${path}.json${queryOf(query)}`,
        headers: {
          authorization: `Token token="${token}"`,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        timeoutMs: 60_000,
      },
      first,
    );

  const call: Client['call'] = async (request) => {
    const { path: operation } = request;
    const effect: Effect = request.method === 'GET' ? 'read' : 'write';
    try {
      const stands = request.anyway ? undefined : await pauses.stands(operation);
      if (stands) return { failed: stands };
      let token = await session.token();
      let answer = await attempt(request, token);
      if (answer.status === 401) {
        // Refused before anything happened: with another token it may be asked again, once.
        await session.drop(token);
        token = await session.token();
        answer = await attempt(request, token);
        if (answer.status === 401) await session.drop(token);
      }
      if (answer.status === 429) return { failed: await pauses.busy(answer, operation) };
      await pauses.fine();
      return said(answer, operation, effect);
    } catch (error) {
      if (error instanceof CallFailed) return { failed: error.outcome };
      if (error instanceof HttpFailed) return { failed: unanswered(error, operation, effect) };
      throw error;
    }
  };

  return {
    settings,
    io,
    call,
    async read(request) {
      const answer = await call(request);
      if (answer.failed) throw new CallFailed(answer.failed);
      if (!answer.refused) return answer;
      const args = { system, operation: request.path, status: answer.refused.code };
      throw new CallFailed({ kind: 'bug', code: 'unexpected-answer', args, evidence: answer.evidence });
    },
    used: () => used,
  };
}

function said(answer: HttpAnswer, operation: string, effect: Effect): Said {
  const evidence = answer.evidence();
  const body = answer.json();
  const { status } = answer;
  if (status >= 200 && status < 300) {
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { body, evidence };
    // A write may be answered with nothing (seen live, trust B); anything else is no answer.
    if (effect === 'write' && (answer.bytes.length === 0 || body === null)) return { body: undefined, evidence };
    return { failed: garbled(operation, effect, evidence) };
  }
  const refused = status >= 400 && status < 500 && status !== 401 && status !== 403 ? refusalIn(body) : undefined;
  return refused ? { refused, evidence } : { failed: classify(answer, operation, effect) };
}

function queryOf(query: readonly (readonly [string, string])[]): string {
  if (query.length === 0) return '';
  return `?${query.map(([name, value]) => `${name.replaceAll('[', '%5B').replaceAll(']', '%5D')}=${encodeURIComponent(value)}`).join('&')}`;
}

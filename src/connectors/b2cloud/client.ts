import { CallFailed, type HttpAnswer, HttpFailed, type Io, type Outcome } from '../contract.ts';
import { classify, type Effect, system, unanswered } from './errors.ts';
import { type B2cloudSettings, keyIn } from './settings.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below `/b2/p/`, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly effect: Effect;
  /** Calls a second, where B2 wants a pause between them. */
  readonly perSecond?: number;
  readonly timeoutMs?: number;
}

/** What became of a call that gave nothing. */
export type Failure = Outcome<never>;

/** A success (2xx), or what became of the call. */
export type Sent =
  | { readonly answer: HttpAnswer; readonly failed?: undefined }
  | { readonly failed: Failure; readonly answer?: HttpAnswer };

export interface Client {
  readonly settings: B2cloudSettings;
  readonly io: Io;
  send(operation: string, request: Request): Promise<Sent>;
}

/**
 * Calls within B2's session: the key goes with the first call only, then the session's cookie (60 minutes after the last use;
 * trust B). A session that ended is begun anew once: B2 refused the call before anything happened.
 */
export function openClient(settings: B2cloudSettings, io: Io): Client {
  let cookie = '';

  const attempt = async (operation: string, request: Request): Promise<HttpAnswer> => {
    const answer = await io.http({
      method: request.method,
      url: `${io.baseUrl('api')}/b2/p/${request.path}`,
      headers: {
        accept: 'application/json, application/pdf',
        // Without it B2 answers 417 to everything that writes (trust B).
        'x-requested-with': 'XMLHttpRequest',
        ...(cookie === '' ? { authorization: `Token ${keyOf(settings, io)}` } : { cookie }),
        ...(request.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      budget: { key: `b2cloud/${operation}`, perSecond: request.perSecond ?? 10, burst: 1 },
      timeoutMs: request.timeoutMs ?? 60_000,
    });
    const given = answer.headers['set-cookie'];
    if (given !== undefined && answer.status !== 401) {
      cookie = given
        .split('\n')
        .map((one) => one.split(';')[0]!.trim())
        .join('; ');
    }
    return answer;
  };

  return {
    settings,
    io,
    async send(operation, request) {
      try {
        let answer = await attempt(operation, request);
        if (answer.status === 401 && cookie !== '') {
          cookie = '';
          answer = await attempt(operation, request);
        }
        if (answer.status >= 200 && answer.status < 300) return { answer };
        return { failed: classify(answer, operation, request.effect), answer };
      } catch (error) {
        if (error instanceof CallFailed) return { failed: withoutValue(error.outcome) };
        if (error instanceof HttpFailed) return { failed: unanswered(error, operation, request.effect) };
        throw error;
      }
    },
  };
}

function keyOf(settings: B2cloudSettings, io: Io): string {
  const name = keyIn(settings);
  let key = '';
  try {
    key = io.secret(name).trim();
  } catch {
    // Said below like an empty one.
  }
  if (key === '') throw new CallFailed({ kind: 'halt', code: 'secret-missing', args: { system, name } });
  return key;
}

const withoutValue = ({ value: _, ...outcome }: Outcome): Failure => outcome;

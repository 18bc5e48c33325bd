import { CallFailed, type HttpAnswer, type HttpCall, HttpFailed, type Io, type Outcome } from '../contract.ts';
import { classify, type Effect, isExpiredToken, unanswered } from './errors.ts';
import { openTokens, type Tokens } from './lwa.ts';
import { type Operation, rates } from './rates.ts';
import type { AmazonSettings } from './settings.ts';
import { userAgent } from './user-agent.ts';

/** Calls per second that Amazon allows today (trust A: best effort, absent on 429). */
const rateHeader = 'x-amzn-ratelimit-limit';

export interface Request {
  readonly method: HttpCall['method'];
  /** Path of the API, parameters filled in and encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly effect: Effect;
  /** Instead of the access token (restricted data token of v0). */
  readonly token?: string;
}

/** A success (2xx), or what became of the call; `answer` stands beside a failure when there was one, to be refined. */
export type Sent =
  | { readonly answer: HttpAnswer; readonly failed?: undefined }
  | { readonly failed: Outcome; readonly answer?: HttpAnswer };

/** Authorised calls to one seller account. */
export interface Client {
  readonly settings: AmazonSettings;
  readonly io: Io;
  send(operation: Operation, request: Request): Promise<Sent>;
}

/**
 * Puts token, user agent and rate budget on a call. A token that Amazon calls expired is replaced once: the call was
 * refused before anything happened, so it may be made again.
 */
export function openClient(settings: AmazonSettings, io: Io): Client {
  const tokens = openTokens(settings, io);
  const agent = userAgent(settings.application, { Language: 'TypeScript', Platform: 'Node.js' });

  const attempt = async (operation: Operation, request: Request, token: string): Promise<HttpAnswer> =>
    io.http({
      method: request.method,
      url: `${io.baseUrl('api')}${request.path}${queryOf(request.query)}`,
      headers: {
        'user-agent': agent,
        'x-amz-access-token': token,
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      budget: { key: `amazon/${settings['seller-id']}/${operation}`, rateHeader, ...rates[operation] },
    });

  return {
    settings,
    io,
    async send(operation, request) {
      try {
        const answer = await authorised(tokens, request, (token) => attempt(operation, request, token));
        if (answer.status >= 200 && answer.status < 300) return { answer };
        return { failed: classify(answer, operation, request.effect), answer };
      } catch (error) {
        if (error instanceof CallFailed) return { failed: error.outcome };
        if (error instanceof HttpFailed) return { failed: unanswered(error, operation, request.effect) };
        throw error;
      }
    },
  };
}

async function authorised(
  tokens: Tokens,
  request: Request,
  attempt: (token: string) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  if (request.token !== undefined) return attempt(request.token);
  const token = await tokens.get();
  const answer = await attempt(token);
  if (!isExpiredToken(answer)) return answer;
  tokens.drop(token);
  return attempt(await tokens.get());
}

function queryOf(query: Request['query'] = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined);
  if (given.length === 0) return '';
  // Not URLSearchParams: a space must be %20, and lists keep their commas.
  return `?${given.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&')}`;
}

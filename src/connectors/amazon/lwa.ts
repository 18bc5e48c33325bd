import type { SentenceCode } from '../../core/sentences/index.ts';
import { CallFailed, type HttpAnswer, HttpFailed, type Io, type Outcome } from '../contract.ts';
import { unanswered } from './errors.ts';
import { type AmazonSettings, secretIn } from './settings.ts';

/** Access tokens of one shop. */
export interface Tokens {
  /** A token that is good for at least another two minutes. Throws `CallFailed`. */
  get(): Promise<string>;
  /** Amazon refused this one as expired: the next `get` fetches a new one. */
  drop(token: string): void;
}

const early = 120_000;
const system = 'Amazon';

/**
 * Login with Amazon: exchanges the refresh token for access tokens of an hour, keeps the newest in memory and renews it a
 * little early; several calls at once wait for the same exchange. Source: DOC/connecting-to-the-selling-partner-api, trust A;
 * error words `invalid_client`, `invalid_grant`: OAuth 2.0 (RFC 6749), C for Amazon.
 */
export function openTokens(settings: AmazonSettings, io: Io): Tokens {
  let held: { token: string; until: number } | undefined;
  let fetching: Promise<string> | undefined;

  const exchange = async (): Promise<string> => {
    const { token, lifeMs } = await fetchToken(settings, io);
    held = { token, until: io.now().epochMilliseconds + lifeMs };
    return token;
  };
  return {
    async get() {
      if (held && held.until - early > io.now().epochMilliseconds) return held.token;
      fetching ??= exchange().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

async function fetchToken(settings: AmazonSettings, io: Io): Promise<{ token: string; lifeMs: number }> {
  const { lwa } = settings;
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: secretOf(lwa['refresh-token'], io),
    client_id: lwa['client-id'],
    client_secret: secretOf(lwa['client-secret'], io),
  });
  let answer: HttpAnswer;
  try {
    answer = await io.http({
      method: 'POST',
      url: tokenUrl(io.baseUrl('lwa')),
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', accept: 'application/json' },
      body: form.toString(),
    });
  } catch (error) {
    if (error instanceof HttpFailed) throw new CallFailed(unanswered(error, 'token', 'read'));
    throw error;
  }
  const body = answer.json() as { access_token?: unknown; expires_in?: unknown } | undefined | null;
  if (answer.status === 200 && typeof body?.access_token === 'string' && body.access_token !== '') {
    const life = Number(body.expires_in);
    return { token: body.access_token, lifeMs: (Number.isFinite(life) && life > 0 ? life : 3600) * 1000 };
  }
  throw new CallFailed(tokenRefused(answer));
}

function tokenRefused(answer: HttpAnswer): Outcome {
  const error = (answer.json() as { error?: unknown } | undefined | null)?.error;
  const said = (kind: Outcome['kind'], code: SentenceCode, afterMs?: number): Outcome => ({
    kind,
    code,
    args: { system, operation: 'token', status: answer.status },
    evidence: answer.evidence(),
    ...(afterMs !== undefined && { afterMs }),
  });
  if (answer.status === 429) return said('retry', 'shop-busy', 60_000);
  if (answer.status >= 500 || (answer.status >= 300 && answer.status < 400)) return said('retry', 'shop-failing');
  if (answer.status < 300) return said('retry', 'shop-garbled');
  if (error === 'invalid_grant') return said('halt', 'authorization-revoked');
  return said('halt', 'credentials-refused');
}

function secretOf(where: AmazonSettings['lwa']['client-secret'], io: Io): string {
  const name = secretIn(where);
  let value = '';
  try {
    value = io.secret(name);
  } catch {
    // Said below like an empty one.
  }
  if (value === '') throw new CallFailed({ kind: 'halt', code: 'secret-missing', args: { system, name } });
  return value;
}

/** The endpoint may be given whole, too. */
const tokenUrl = (base: string): string => (base.endsWith('/auth/o2/token') ? base : `${base}/auth/o2/token`);

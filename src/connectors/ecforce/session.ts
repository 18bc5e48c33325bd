import { contentHash } from '../../core/ids.ts';
import { CallFailed, type HttpAnswer, type HttpCall, HttpFailed, type Io } from '../contract.ts';
import { classify, garbled, refusalIn, system, unanswered } from './errors.ts';
import type { Pauses } from './pause.ts';
import { type EcforceSettings, secretIn } from './settings.ts';

/** Sign-ins an hour (a client's own text, trust B). Every process shares them. */
const most = 5;
const hour = 3_600_000;
const operation = 'sign_in';

/** The token of one shop, shared by all processes. */
export interface Session {
  /** A token; signs in when none is kept. Throws `CallFailed`. */
  token(): Promise<string>;
  /** ecforce refused this one: the next is another one (which another process may have fetched meanwhile). */
  drop(token: string): Promise<void>;
}

/**
 * Mail and password → token, kept sealed until it is refused (how long it lives is not known). Several callers wait for the same
 * sign-in; another password or mail begins anew.
 */
export function openSession(
  settings: EcforceSettings,
  io: Io,
  pauses: Pauses,
  send: (call: HttpCall) => Promise<HttpAnswer>,
): Session {
  let waiting: Promise<string> | undefined;

  const password = (): string => {
    const name = secretIn(settings.password);
    const value = io.secret(name);
    if (value === '') throw new CallFailed({ kind: 'halt', code: 'secret-missing', args: { system, name } });
    return value;
  };
  /** What a token belongs to. */
  const owner = () => contentHash([io.baseUrl('api'), settings.email, password()]);

  const signIn = async (): Promise<string> => {
    await takeSignIn(io, contentHash([io.baseUrl('api'), settings.email]));
    let answer: HttpAnswer;
    try {
      answer = await send({
        method: 'POST',
        url: `${io.baseUrl('api')}/api/v2/admins/sign_in.json`,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ admin: { email: settings.email, password: password() } }),
      });
    } catch (error) {
      if (error instanceof HttpFailed) throw new CallFailed(unanswered(error, operation, 'read'));
      throw error;
    }
    if (answer.status === 429) throw new CallFailed(await pauses.busy(answer, operation));
    const body = answer.json() as { authentication_token?: unknown } | null | undefined;
    if (answer.status >= 200 && answer.status < 300) {
      const token = body?.authentication_token;
      if (typeof token !== 'string' || token === '') throw new CallFailed(garbled(operation, 'read'));
      await io.kept.write('token', JSON.stringify({ token, owner: owner() }));
      return token;
    }
    // 4xx in JSON is ecforce's own word on mail and password (trust B: 401 ASS1001).
    if (answer.status >= 400 && answer.status < 500 && refusalIn(body)) {
      const args = { system, email: masked(settings.email) };
      throw new CallFailed({ kind: 'halt', code: 'login-refused', args, evidence: answer.evidence() });
    }
    throw new CallFailed(classify(answer, operation, 'read'));
  };

  const kept = async (): Promise<string> => {
    const { token = '', owner: of = '' } = JSON.parse((await io.kept.read('token')) || '{}') as Record<string, string>;
    return of === owner() ? token : '';
  };

  return {
    async token() {
      const known = await kept();
      if (known !== '') return known;
      waiting ??= signIn().finally(() => {
        waiting = undefined;
      });
      return waiting;
    },
    async drop(token) {
      if ((await kept()) === token) await io.kept.write('token', '');
    },
  };
}

/** One of the hour's sign-ins. Throws `CallFailed` when there is none left: one more would only lock the shop out. */
async function takeSignIn({ kept, now }: Pick<Io, 'kept' | 'now'>, place: string): Promise<void> {
  const at = now().epochMilliseconds;
  const said = JSON.parse((await kept.read('sign-ins')) || '{}') as { place?: string; times?: number[] };
  const times = (said.place === place ? (said.times ?? []) : []).filter((one) => one > at - hour && one <= at);
  if (times.length >= most) {
    const afterMs = times[0]! + hour - at;
    throw new CallFailed({ kind: 'retry', code: 'sign-ins-used-up', args: { system, most }, afterMs });
  }
  await kept.write('sign-ins', JSON.stringify({ place, times: [...times, at] }));
}

/** `co…@example.jp`: enough to know one's own. */
const masked = (email: string): string => email.replace(/^(.{0,2}).*@/, '$1…@');

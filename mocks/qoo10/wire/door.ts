import type { Answer, Call, Field, Operation } from '../../system.ts';
import type { Qoo10State } from '../state/state.ts';
import { processing, type Verdict } from '../state/verdict.ts';
import { base, methodOf, type QapiCall, readCall } from './call.ts';
import { namesOf, transportFields } from './fields.ts';
import { envelope, errorEnvelope, type Format, type Reply } from './reply.ts';

/** One method of QAPI. */
export interface Method {
  /** As the guide writes it; faults and the request log go by this name. */
  readonly name: string;
  readonly versions: readonly string[];
  /** Its own parameters, and the members of rows in them. */
  readonly sends: readonly Field[];
  readonly limits?: readonly string[];
  /** Which key opens it. Default: the certification key. */
  readonly key?: 'api';
  answer(ask: Ask): Reply;
}

export interface Ask {
  /** '' when it is not there: QAPI makes no difference (trust C). */
  text(name: string): string;
  readonly now: number;
}

/** Calls a second and at once. No figure is public; clients are advised to stay at five to ten a second (trust C). */
export const rate = { perSecond: 10, burst: 20 };

/** -90001 in the words that a wrong key was seen to get (trust B). */
export const noApi: Verdict = { code: -90001, message: '存在しないAPIです。' };
export const keyExpired: Verdict = { code: -90004, message: 'Seller authorization key is expired. Use a new key.' };

/** A method behind the checks that all of them share: version, key, rate, parameters (the order is trust C). */
export function guard(state: Qoo10State, method: Method): Operation {
  const name = method.name.toLowerCase();
  return {
    name: method.name,
    method: ['get', 'post'],
    path: `${base}{/:call}`,
    facts: {
      fields: namesOf(method.sends),
      sends: [...transportFields(method.versions, method.key), ...method.sends],
      limits: ['parameters in the query or as a form body', ...(method.limits ?? [])],
      ...rate,
    },
    fits: (asked) => methodOf(asked) === name,
    handle: (call) => answer(state, method, call),
  };
}

function answer(state: Qoo10State, method: Method, call: Call): Answer {
  const asked = readCall(call);
  const format = formatOf(asked);
  const { habits } = state;
  // Without a version the oldest is meant (trust B: a working client sends none).
  if (!method.versions.includes(asked.version || '1.0')) return errorEnvelope(noApi, habits, format ?? 'json');
  const keyProblem = checkKey(state, method, asked, call.now);
  if (keyProblem) {
    const isOther = habits['key-errors'] === 'ErrorCode';
    return (isOther ? errorEnvelope : envelope)(keyProblem, habits, format ?? 'json');
  }
  if (!state.limits.take('qapi', rate.perSecond, rate.burst, call.now)) return tooMany();
  const problem = format === undefined ? processing('returnType is unknown') : checkParams(state, method, asked);
  if (problem) return envelope(problem, habits, format ?? 'json');
  const text = (name: string) => asked.params.get(name) ?? '';
  return envelope(method.answer({ text, now: call.now }), habits, format ?? 'json');
}

/** Without `returnType` it is JSON (trust B: two clients read it so); older samples say XML. */
function formatOf({ returnType }: QapiCall): Format | undefined {
  if (/^(application\/|text\/)?json$/i.test(returnType) || returnType === '') return 'json';
  return /^(application\/|text\/)?xml$/i.test(returnType) ? 'xml' : undefined;
}

function checkKey(state: Qoo10State, method: Method, { key }: QapiCall, now: number): Verdict | undefined {
  const { access, habits } = state;
  const wrong: Verdict =
    habits['key-errors'] === 'ErrorCode'
      ? noApi
      : { code: -10000, message: 'Please check the Seller Authorization Key.' };
  if (method.key === 'api') return key === access.apiKey ? undefined : wrong;
  const known = access.keys.get(key);
  // An API key opens nothing but the making of keys (trust C for the code).
  if (key === access.apiKey) return { code: -90002, message: 'You are not authorized for this.' };
  if (!known || known.isDead) return wrong;
  return known.expiresAt <= now ? keyExpired : undefined;
}

function checkParams(state: Qoo10State, method: Method, asked: QapiCall): Verdict | undefined {
  if (asked.doubles.length > 0) return processing(`${asked.doubles[0]} is there more than once`);
  if (state.habits['unknown-parameters'] === 'ignore') return undefined;
  for (const name of asked.params.keys()) {
    if (!namesOf(method.sends).includes(name)) return processing(`${name} is no parameter of ${method.name}`);
  }
  return undefined;
}

/** What is said beyond the rate is not known; this much any server says (trust C). */
export const tooMany = (): Answer => ({
  status: 429,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'Too Many Requests',
});

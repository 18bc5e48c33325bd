import type { Answer, Call, Field, HttpMethod, Operation } from '../../system.ts';
import { callsADay, countCall } from '../state/access.ts';
import type { EcforceState } from '../state/state.ts';
import { failed, later } from './reply.ts';

/** Below the shop's host; both forms of the endpoint end here (trust B). */
export const base = '/api/v2';

export interface Endpoint {
  /** Faults and the request log go by this name. */
  readonly name: string;
  readonly method: HttpMethod;
  /** Below `/api/v2`; `.json` may follow. */
  readonly path: string;
  /** Query parameters that it knows besides `q[…]`. */
  readonly query?: readonly string[];
  /** Besides the query: path, body, searches. */
  readonly sends?: readonly Field[];
  readonly limits?: readonly string[];
  /** Without a token (sign in). */
  readonly open?: true;
  answer(call: Call): Answer;
}

/** No figure is public; operators keep to one call in one or two seconds (trust B). */
export const rate = { perSecond: 2, burst: 30 };

/** An endpoint behind the checks that all share: token, the day's calls, rate, parameters (their order is trust C). */
export function guard(state: EcforceState, endpoint: Endpoint): Operation {
  return {
    name: endpoint.name,
    method: endpoint.method,
    path: `${base}${endpoint.path}{.json}`,
    facts: {
      fields: [...(endpoint.query ?? []), ...(endpoint.sends ?? []).map((one) => one.name)],
      sends: [
        ...(endpoint.open ? [] : [token]),
        ...(endpoint.method === 'get' ? [] : [contentType]),
        ...(endpoint.sends ?? []),
        ...(endpoint.query ?? []).filter((name) => name !== 'q').map((name): Field => queryField(name)),
      ],
      limits: [`${callsADay} calls a day`, ...(endpoint.limits ?? [])],
      ...rate,
    },
    handle(call) {
      if (!countCall(state.access, call.now))
        return later(state.habits['quota-answer'] === 'bare' ? undefined : 6 * 3600);
      if (!state.limits.take('api', rate.perSecond, rate.burst, call.now)) return later(3);
      if (!endpoint.open && !hasToken(state, call)) return failed(401, 'ASS1001', '認証に失敗しました。');
      const strange = unknownParameter(state, endpoint, call);
      return strange ? failed(400, 'AOR3001', `unknown parameter ${strange}`) : endpoint.answer(call);
    },
  };
}

const token: Field = {
  name: 'authorization',
  in: 'header',
  type: 'authentication_token of sign_in',
  required: true,
  example: 'Token token="authentication_token"',
};
const contentType: Field = { name: 'content-type', in: 'header', type: 'text', values: ['application/json'] };

const queryTypes: Readonly<Record<string, string>> = {
  page: 'number; left out = 1',
  per: 'number of rows of a page',
  sort: 'id, created_at, updated_at; - before it = the newest first',
  include: 'what comes along, joined by commas',
  lighter: '1 = fewer attributes',
};
const queryField = (name: string): Field => ({ name, in: 'query', type: queryTypes[name] ?? 'text' });

/** `Authorization: Token token="…"`; Bearer is refused (trust B). */
export function tokenOf(call: Call): string {
  return /^Token token="([^"]+)"$/.exec(call.headers.authorization ?? '')?.[1] ?? '';
}

const hasToken = (state: EcforceState, call: Call): boolean => state.access.tokens.has(tokenOf(call));

function unknownParameter(state: EcforceState, { query = [] }: Endpoint, call: Call): string | undefined {
  if (state.habits['unknown-parameters'] === 'ignore') return undefined;
  return [...call.query.keys()].find((name) => !query.includes(name) && !(query.includes('q') && /^q\[/.test(name)));
}

/** A JSON body; undefined when it is none. */
export function bodyOf(call: Call): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

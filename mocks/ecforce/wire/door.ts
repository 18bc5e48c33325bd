import type { Answer, Call, HttpMethod, Operation } from '../../system.ts';
import { countCall } from '../state/access.ts';
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

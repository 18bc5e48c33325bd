import type { Answer, Call, Field, Operation } from '../../system.ts';
import type { RestrictedResource, Role } from '../state/access.ts';
import type { AmazonState } from '../state/state.ts';
import { denied, errorAnswer, inDialect, invalid, Refused } from './errors.ts';
import { rates } from './rates.ts';
import { userAgentProblem } from './user-agent.ts';

/** Who calls. `restricted` = what a restricted data token opens, `undefined` with an ordinary token. */
export interface Caller {
  readonly restricted: readonly RestrictedResource[] | undefined;
  readonly roles: ReadonlySet<Role>;
}

export interface Guarded {
  readonly name: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly role: Role | 'any';
  /** Is for the application and not for a seller: wants a grantless token. */
  readonly isGrantless?: boolean;
  answer(call: Call, caller: Caller): Answer;
}

/**
 * One operation of the Selling Partner API behind the checks that all of them share, in this order: user agent, token, role, rate,
 * body, names of parameters (the order is trust C). The rate header stands on 20x, 400 and 404 and is absent on 429, 401 and 403 (trust A).
 */
export function guard(state: AmazonState, guarded: Guarded, fields: readonly Field[]): Operation {
  const rate = rates[guarded.name]!;
  const limitKey = guarded.name;
  return {
    name: guarded.name,
    method: guarded.method,
    path: guarded.path,
    facts: {
      sends: [...apiHeaders(!/^(get|delete)$/.test(String(guarded.method)), guarded.isGrantless ?? false), ...fields],
      ...rate,
    },
    handle(given) {
      // Restricted paths are named without the lab's prefix.
      const call = { ...given, path: given.path.replace(/^\/api/, '') };
      const requestId = { 'x-amzn-requestid': state.random().uuid() };
      const perSecond = state.limits.perSecond(limitKey, rate.perSecond);
      const limited = { ...requestId, 'x-amzn-ratelimit-limit': String(perSecond) };
      try {
        const problem = userAgentProblem(call.headers['user-agent']);
        if (problem) throw invalid(problem);
        const caller = authorize(state, guarded, call);
        if (!state.limits.take(limitKey, rate.perSecond, rate.burst, call.now)) throw tooMany();
        checkBody(call);
        checkQuery(call, fields);
        const answer = guarded.answer(call, caller);
        return { ...answer, headers: { ...answer.headers, ...limited } };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return errorAnswer(inDialect(error, call.path), [400, 404].includes(error.status) ? limited : requestId);
      }
    },
  };
}

/** Headers of every operation of the API host. */
const apiHeaders = (hasBody: boolean, isGrantless: boolean): readonly Field[] => [
  {
    name: 'x-amz-access-token',
    in: 'header',
    type: isGrantless
      ? 'access_token of a login with client_credentials'
      : 'access_token of a login, or a restricted token',
    required: true,
  },
  {
    name: 'user-agent',
    in: 'header',
    type: 'Name/Version (Language=…)',
    required: true,
    max: 500,
    example: 'MyShop/1.0 (Language=bash)',
  },
  ...(hasBody
    ? [{ name: 'content-type', in: 'header', type: 'text', required: true, values: ['application/json'] } as const]
    : []),
];

export const tooMany = (): Refused =>
  new Refused(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');

function authorize(state: AmazonState, guarded: Guarded, call: Call): Caller {
  const text = call.headers['x-amz-access-token'];
  if (typeof text !== 'string' || text === '') throw denied('Access token is missing in the request header.');
  const token = state.access.tokens.get(text);
  if (!token || state.access.isRevoked) throw denied('The access token you provided is revoked, malformed or invalid.');
  if (token.expiresAt <= call.now) throw denied('The access token you provided has expired.');
  if (guarded.isGrantless) {
    if (token.kind !== 'grantless') throw denied('A token with the scope of this operation is needed.');
    return { restricted: undefined, roles: state.access.roles };
  }
  if (token.kind === 'grantless') throw denied('The access token is not valid for an operation of a selling partner.');
  const { roles } = state.access;
  if (guarded.role !== 'any' && !roles.has(guarded.role)) {
    throw denied('The application does not have access to the requested resource: a role is missing.');
  }
  if (token.kind === 'seller') return { restricted: undefined, roles };
  const restricted = token.resources.filter((one) => one.method === call.method && fits(one.path, call.path));
  if (restricted.length === 0) throw denied('The restricted data token is not valid for this resource.');
  return { restricted, roles };
}

/** A path of a restricted resource may name one order or stand for all: `/orders/v0/orders/{orderId}/address`. */
function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  return wanted.length === parts.length && wanted.every((one, at) => one === parts[at] || /^\{\w+\}$/.test(one));
}

/** @throws Refused when a parameter is not one of the operation's, or is there twice */
function checkQuery({ query }: Call, fields: readonly Field[]): void {
  for (const name of query.keys()) {
    if (!fields.some((one) => one.in === 'query' && one.name === name))
      throw invalid(`The parameter ${name} is unknown.`);
    if (query.getAll(name).length > 1) throw invalid(`The parameter ${name} is there more than once.`);
  }
}

function checkBody(call: Call): void {
  if (call.method === 'GET' || call.method === 'DELETE') {
    // Trust A for GET.
    if (call.method === 'GET' && (call.body.length > 0 || call.headers['content-length'] !== undefined)) {
      throw invalid('A GET request must not have a body or a content length.');
    }
    return;
  }
  if (!/^application\/json\b/.test(call.headers['content-type'] ?? '')) {
    // 415 is not among the answers that Orders v0 documents.
    const status = call.path.startsWith('/orders/v0/') ? 400 : 415;
    throw new Refused(status, 'UnsupportedMediaType', 'The content type must be application/json.');
  }
}

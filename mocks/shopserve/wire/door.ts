import { timingSafeEqual } from 'node:crypto';
import type { Answer, Call, Field, HttpMethod, Operation } from '../../system.ts';
import { type Access, countCall, lockedFor } from '../state/access.ts';
import type { ShopserveState } from '../state/state.ts';
import { inMaintenance, japan } from '../state/times.ts';
import { page, refusal } from './reply.ts';

/** Calls a second and at once (trust C: no figure is public). */
export const rate = { perSecond: 5, burst: 20 };

export interface Endpoint {
  readonly name: string;
  readonly method: HttpMethod;
  readonly path: string;
  /** Parts of the path and members of the JSON body; other members are refused. */
  readonly sends: readonly Field[];
  readonly limits?: readonly string[];
  answer(ask: Ask): Answer;
}

export interface Ask {
  readonly params: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly now: number;
}

/** An endpoint behind the checks that all share: maintenance, key, rate, the day's calls, members (the order is trust C). */
export function guard(state: ShopserveState, endpoint: Endpoint): Operation {
  const { name, method, path } = endpoint;
  const members = membersOf(endpoint);
  return {
    name,
    method,
    path: `/v2${path}`,
    facts: { fields: [...members], sends: [...head, ...endpoint.sends], limits: endpoint.limits ?? [], ...rate },
    handle: (call) => answer(state, endpoint, members, call),
  };
}

const head: readonly Field[] = [
  {
    name: 'authorization',
    in: 'header',
    type: 'HTTP Basic: shop id and manager key',
    required: true,
    example: 'Basic base64(shopId:managerKey)',
  },
  { name: 'content-type', in: 'header', type: 'text', values: ['application/json'] },
];

/** Names at the first level of the body. */
const membersOf = ({ sends }: Endpoint): ReadonlySet<string> =>
  new Set(sends.filter((one) => one.in === 'body').map(({ name }) => /^[^.[]+/.exec(name)![0]));

function answer(state: ShopserveState, endpoint: Endpoint, members: ReadonlySet<string>, call: Call): Answer {
  const { now } = call;
  if (state.isClosed || inMaintenance(now)) return closed(state);
  const locked = lockedFor(state.access, now);
  if (locked > 0) return refusal({ status: 403, code: 'Locked', message: 'too many wrong keys', retryAfter: locked });
  if (!isKnown(state.access, call.headers.authorization ?? '')) {
    state.access.refused.push(now);
    return unauthorized();
  }
  if (!state.limits.take('api', rate.perSecond, rate.burst, now)) return tooMany();
  if (!countCall(state.access, now)) {
    const retryAfter = 86_400 - Math.floor((japan(now).getTime() % 86_400_000) / 1000);
    return refusal({ status: 429, code: 'DailyLimit', message: 'no more calls today', retryAfter });
  }
  if ([...call.query.keys()].length > 0) return bad(`${[...call.query.keys()][0]} is no parameter`);
  const body = readBody(call.body);
  if (body === undefined) return bad('the body is no JSON object');
  const strange = Object.keys(body).find((member) => !members.has(member));
  if (strange !== undefined) return bad(`${strange} is no member of ${endpoint.name}`, strange);
  return endpoint.answer({ params: call.params, body, now });
}

/** HTTP Basic: shop id and manager key (trust B). */
function isKnown(access: Access, header: string): boolean {
  const given = Buffer.from(header);
  const wanted = Buffer.from(`Basic ${Buffer.from(`${access.shopId}:${access.managerKey}`).toString('base64')}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function readBody(bytes: Buffer): Record<string, unknown> | undefined {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

export const bad = (message: string, field?: string): Answer =>
  refusal({ status: 400, code: 'BadRequest', message, ...(field !== undefined && { field }) });
export const unauthorized = (): Answer =>
  refusal({ status: 401, code: 'Unauthorized', message: 'wrong shop id or manager key' });
export const tooMany = (): Answer =>
  refusal({ status: 429, code: 'TooManyRequests', message: 'slow down', retryAfter: 1 });

/** In maintenance the API is closed (trust A); how that looks is not known (trust C, habit `maintenance`). */
export function closed({ habits }: ShopserveState): Answer {
  return habits.maintenance === 'json'
    ? refusal({ status: 503, code: 'Maintenance', message: 'the API is closed for maintenance' })
    : page(503, '<title>メンテナンス中</title><h1>ただいまメンテナンス中です。</h1>');
}

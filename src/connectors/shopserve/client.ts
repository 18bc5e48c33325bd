import { CallFailed, HttpFailed, type Io, type Outcome } from '../contract.ts';
import { type Effect, garbled, type Refused, shopTrouble, system, unanswered } from './errors.ts';
import { isRecord, type Members, parseExact, textOf } from './json.ts';
import { fillBody, fillPath, type OrderCall, type Values } from './order-api.ts';
import { type ShopserveSettings, secretIn } from './settings.ts';

/** What became of a call: what was answered, what was refused, or why there is no answer. */
export type Said =
  | { readonly body: Members; readonly evidence: string; readonly refused?: undefined; readonly failed?: undefined }
  | { readonly refused: Refused; readonly failed?: undefined }
  | { readonly failed: Outcome; readonly refused?: undefined };

/** Calls to one shop's management API. */
export interface Client {
  readonly settings: ShopserveSettings;
  readonly io: Io;
  call(operation: string, method: OrderCall['method'], path: string, body: unknown, effect: Effect): Promise<Said>;
  /** A call of the order API's table. */
  order(name: OrderCallName, values: Values): Promise<Said>;
}

export type OrderCallName = 'search' | 'read' | 'read-by-number' | 'acknowledge' | 'capture' | 'ship' | 'complete';

const reads: ReadonlySet<string> = new Set(['search', 'read', 'read-by-number']);

/** A search may take minutes (a working client waits for five, trust B). */
const longTimeout = 300_000;
const usualTimeout = 60_000;

/** HTTP Basic of shop id and manager key, JSON both ways (trust B). */
export function openClient(settings: ShopserveSettings, io: Io): Client {
  const perSecond = settings['calls-per-second'];
  const account = `shopserve/${settings['shop-id']}`;
  const budget = { key: account, perSecond, burst: Math.max(1, Math.ceil(perSecond) * 2) };
  const most = settings['calls-per-day'];
  const quota = most === undefined ? {} : { quota: { key: account, most, resets: '00:00' } };
  const table = settings['order-api'];

  const call: Client['call'] = async (operation, method, path, body, effect) => {
    const name = secretIn(settings['manager-key']);
    const key = io.secret(name);
    if (key === '') return { failed: { kind: 'halt', code: 'secret-missing', args: { system, name } } };
    try {
      const answer = await io.http({
        method,
        url: `${io.baseUrl('api')}${path}`,
        headers: {
          authorization: `Basic ${Buffer.from(`${settings['shop-id']}:${key}`).toString('base64')}`,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json; charset=UTF-8' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        budget,
        ...quota,
        timeoutMs: path.includes('/_retrieve') ? longTimeout : usualTimeout,
      });
      const evidence = answer.evidence();
      const value = parseExact(answer.bytes);
      const code = textOf(value, table.fields.error);
      const trouble = shopTrouble(answer, code, operation, effect, table.words, io.now());
      if (trouble) return { failed: trouble };
      if (answer.status < 300 && !isRecord(value)) return { failed: garbled(operation, effect, evidence) };
      if (answer.status < 300 && code === '') return { body: value as Members, evidence };
      const field = textOf(value, table.fields.errorField);
      // A refusal inside a good answer is a refusal, too.
      return { refused: { status: answer.status, code, field, evidence } };
    } catch (error) {
      if (error instanceof CallFailed) return { failed: error.outcome };
      if (error instanceof HttpFailed) return { failed: unanswered(error, operation, effect, io.now()) };
      throw error;
    }
  };

  return {
    settings,
    io,
    call,
    order(name, values) {
      const { method, path, body } = table[name];
      const filled = body === undefined ? undefined : fillBody(body, values);
      return call(name, method, fillPath(path, values), filled, reads.has(name) ? 'read' : 'write');
    },
  };
}

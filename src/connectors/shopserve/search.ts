import { CallFailed } from '../contract.ts';
import type { Client, Said } from './client.ts';
import { garbled, system } from './errors.ts';
import { listOf, type Members, memberOf, textOf } from './json.ts';

/** An order as it came, with what the connector itself must know of it. */
export interface Found {
  readonly serialCode: string;
  readonly number: string;
  /** Order time, to the second. */
  readonly at: Temporal.Instant;
  readonly order: Members;
}

/** Keys that one read may name (trust C). */
export const keysAtOnce = 100;

/** Instant as the table writes times, in Japan's clock. */
export function timeText(client: Client, at: Temporal.Instant): string {
  const text = new Date(at.epochMilliseconds + 9 * 3_600_000).toISOString().slice(0, 19);
  return client.settings['order-api'].times === 'iso' ? `${text}+09:00` : text.replace('T', ' ');
}

/** Instant of a time as it may stand in an answer; undefined when it is none. */
export function readTime(text: string): Temporal.Instant | undefined {
  const found = /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim());
  if (!found) return undefined;
  const ms = Date.parse(`${found[1]}-${found[2]}-${found[3]}T${found[4]}${found[5] ?? '+09:00'}`);
  return Number.isNaN(ms) ? undefined : Temporal.Instant.fromEpochMilliseconds(ms);
}

/** Orders of 未確認をみる, oldest first. Throws `CallFailed`. */
export async function searchOrders(
  client: Client,
  since: Temporal.Instant,
  until: Temporal.Instant,
  offset: number,
): Promise<Found[]> {
  const { parts } = client.settings['order-api'];
  const size = client.settings['page-size'];
  const times = { since: timeText(client, since), until: timeText(client, until) };
  return ordersOf(client, 'search', await client.order('search', { parts, ...times, offset, size }));
}

/** Single orders, by their keys or numbers, in any order; unknown ones are left out. Throws `CallFailed`. */
export async function readByKeys(
  client: Client,
  keys: readonly string[],
  by: 'read' | 'read-by-number' = 'read',
): Promise<Found[]> {
  const found: Found[] = [];
  const { parts } = client.settings['order-api'];
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const some = keys.slice(from, from + keysAtOnce);
    found.push(...ordersOf(client, by, await client.order(by, { parts, size: keysAtOnce, keys: some })));
  }
  return found;
}

function ordersOf(client: Client, operation: string, said: Said): Found[] {
  if (said.failed) throw new CallFailed(said.failed);
  if (said.refused) {
    const { status, evidence } = said.refused;
    throw new CallFailed({ kind: 'bug', code: 'unexpected-answer', args: { system, operation, status }, evidence });
  }
  const { fields } = client.settings['order-api'];
  const list = listOf(memberOf(said.body, fields.orders));
  const isNothing = list?.length === 0;
  // Nothing found must say so: an answer without its list is no empty answer.
  const total = textOf(said.body, fields.total);
  if (!list || (isNothing && total !== '0' && !Array.isArray(memberOf(said.body, fields.orders))))
    throw new CallFailed(garbled(operation, 'read', said.evidence));
  return list.map((order): Found => {
    const at = readTime(textOf(order, fields.orderedAt));
    const serialCode = textOf(order, fields.serialCode);
    const number = textOf(order, fields.orderNumber);
    // Without these nothing works: half of an order must not pass for an order.
    if (!at || serialCode === '' || number === '') throw new CallFailed(garbled(operation, 'read', said.evidence));
    return { serialCode, number, at, order };
  });
}

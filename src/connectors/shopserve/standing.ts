import { CallFailed, type Outcome } from '../contract.ts';
import type { Client } from './client.ts';
import { listOf, memberOf, textOf } from './json.ts';
import { isOneOf } from './order-api.ts';
import { type Found, readByKeys } from './search.ts';

/** How an order stands at shopserve, as far as notices ask. */
export interface Standing {
  readonly isConfirmed: boolean;
  readonly isCancelled: boolean;
  readonly isCompleted: boolean;
  readonly settlement: SettlementState;
  /** By number of the destination. */
  readonly deliveries: ReadonlyMap<string, { readonly isShipped: boolean; readonly slip: string }>;
}

/** open: not asked for · requesting: asked for, no result · done: money is on its way, or 決済依頼済 · failed */
export type SettlementState = 'open' | 'requesting' | 'done' | 'failed';

/** Standings by serial code; unknown orders are left out. An outcome = the question failed. */
export async function standingsOf(
  client: Client,
  serialCodes: readonly string[],
): Promise<ReadonlyMap<string, Standing> | Outcome> {
  const keys = [...new Set(serialCodes.filter((one) => one !== ''))];
  if (keys.length === 0) return new Map();
  try {
    return new Map((await readByKeys(client, keys)).map((one) => [one.serialCode, standing(client, one)]));
  } catch (error) {
    if (error instanceof CallFailed) return error.outcome;
    throw error;
  }
}

function standing(client: Client, { order }: Found): Standing {
  const { fields, words } = client.settings['order-api'];
  const deliveries = listOf(memberOf(order, fields.deliveries)) ?? [];
  const { settlement } = fields;
  return {
    isConfirmed: isOneOf(words.confirmed, textOf(order, fields.confirm)),
    isCancelled: isOneOf(words.yes, textOf(order, fields.cancelled)),
    isCompleted: isOneOf(words.yes, textOf(order, fields.completed)),
    settlement: settlementOf(client, textOf(order, settlement)),
    deliveries: new Map(
      deliveries.map((one) => [
        textOf(one, fields.delivery),
        { isShipped: isOneOf(words.shipped, textOf(one, fields.shipping)), slip: textOf(one, fields.slip) },
      ]),
    ),
  };
}

function settlementOf(client: Client, text: string): SettlementState {
  const { words } = client.settings['order-api'];
  if (isOneOf(words.requesting, text)) return 'requesting';
  if (isOneOf(words.collected, text) || isOneOf(words.settled, text)) return 'done';
  return isOneOf(words.failed, text) ? 'failed' : 'open';
}

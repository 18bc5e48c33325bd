import type { Probe } from '../contract.ts';
import type { Client } from './client.ts';
import { system } from './errors.ts';
import type { Qoo10Settings } from './settings.ts';

/** A certification key lives for a year (trust B), and Qoo10 does not say so when it ends. */
export function keyEnds({ 'key-issued-on': issued }: Qoo10Settings): string | null {
  return issued === undefined ? null : Temporal.PlainDate.from(issued).add({ years: 1 }).toString();
}

/** Key and connection in one call that shows nobody's data: the shop's shipping groups. */
export async function probe(client: Client): Promise<Probe> {
  const ends = keyEnds(client.settings);
  const expires = ends === null ? {} : { expires: ends };
  const said = await client.call('ItemsLookup.GetSellerDeliveryGroupInfo', {}, 'read');
  const { failed } = said;
  if (!failed) return { kind: 'done', code: 'shop-reachable', args: { system }, ...expires };
  const kind = failed.kind === 'halt' ? 'halt' : 'retry';
  return { kind, code: failed.code, ...(failed.args && { args: failed.args }), ...expires };
}

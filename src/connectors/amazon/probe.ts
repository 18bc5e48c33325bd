import type { Probe } from '../contract.ts';
import type { Client } from './client.ts';
import type { AmazonSettings } from './settings.ts';

/** An order number of the right form that is never given out: asking for it costs little and shows nobody's data. */
const nobody = '000-0000000-0000000';

/** A year after the seller allowed the application (trust B). */
export function keyEnds({ 'authorized-on': allowed }: AmazonSettings): string | null {
  return allowed === undefined ? null : Temporal.PlainDate.from(allowed).add({ years: 1 }).toString();
}

/**
 * Token, role and connection in one call: `getOrder` of an order that does not exist answers 404 to whoever may ask at all.
 * Amazon does not tell when the permission ends; it must be renewed once a year (trust B), so it is counted from the day
 * in the settings.
 */
export async function probe(client: Client): Promise<Probe> {
  const sent = await client.send('getOrder', {
    method: 'GET',
    path: `/orders/2026-01-01/orders/${nobody}`,
    effect: 'read',
  });
  const ends = keyEnds(client.settings);
  const expires = ends === null ? {} : { expires: ends };
  const { failed, answer } = sent;
  if (!failed || answer?.status === 404 || answer?.status === 400)
    return { kind: 'done', code: 'shop-reachable', args: { system: 'Amazon' }, ...expires };
  const kind = failed.kind === 'halt' ? 'halt' : 'retry';
  return { kind, code: failed.code, ...(failed.args && { args: failed.args }), ...expires };
}

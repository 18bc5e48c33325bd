import type { Probe } from '../contract.ts';
import type { Client } from './client.ts';

/** An order number of the right form that is never given out: asking for it costs little and shows nobody's data. */
const nobody = '000-0000000-0000000';

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
  const allowed = client.settings['authorized-on'];
  const expires =
    allowed === undefined ? {} : { expires: Temporal.PlainDate.from(allowed).add({ years: 1 }).toString() };
  const { failed, answer } = sent;
  if (!failed || answer?.status === 404 || answer?.status === 400)
    return { kind: 'done', code: 'shop-reachable', args: { system: 'Amazon' }, ...expires };
  const kind = failed.kind === 'halt' ? 'halt' : 'retry';
  return { kind, code: failed.code, ...(failed.args && { args: failed.args }), ...expires };
}

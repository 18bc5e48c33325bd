import type { Probe } from '../contract.ts';
import type { Client } from './client.ts';
import { system } from './errors.ts';
import { isProposed } from './order-api.ts';

/** Id, key and connection in one call that shows nobody's data: one product (a real address, trust B). */
export async function probe(client: Client): Promise<Probe> {
  const said = await client.call('searchItems', 'POST', '/items/_search', { size: 1 }, 'read');
  const failed =
    said.failed ?? (said.refused && { kind: 'retry', code: 'shop-failing', args: refusedArgs(said.refused.status) });
  if (!failed) {
    const note = isProposed(client.settings['order-api']) ? ({ note: 'order-api-assumed' } as const) : {};
    return { kind: 'done', code: 'shop-reachable', args: { system }, ...note };
  }
  const kind = failed.kind === 'halt' ? 'halt' : 'retry';
  return { kind, code: failed.code as Probe['code'], ...(failed.args && { args: failed.args }) };
}

const refusedArgs = (status: number) => ({ system, operation: 'searchItems', status });

import type { Probe, Remark } from '../contract.ts';
import type { Client } from './client.ts';
import { system } from './errors.ts';
import { quotaDay, resets } from './pause.ts';
import { callsForResults } from './settings.ts';

/** From this share of the day's calls on somebody should know; at the latest when nothing but results may be called. */
const nearly = 0.8;

/** Login and connection in one call that shows nobody's data: the shop's carriers. Asked although the day's limit was met. */
export async function probe(client: Client): Promise<Probe> {
  const said = await client.call({
    method: 'GET',
    path: 'shipping_carriers',
    query: [['per', '1']],
    first: true,
    anyway: true,
  });
  if (said.failed) {
    const kind = said.failed.kind === 'halt' ? 'halt' : 'retry';
    return { kind, code: said.failed.code, ...(said.failed.args && { args: said.failed.args }) };
  }
  if (said.refused) {
    const args = { system, operation: 'shipping_carriers', status: said.refused.code };
    return { kind: 'retry', code: 'unexpected-answer', args };
  }
  const [remark] = quotaRemarks(client);
  return remark
    ? { kind: 'done', code: remark.code, ...(remark.args && { args: remark.args }) }
    : { kind: 'done', code: 'shop-reachable', args: { system } };
}

/** The day's calls run short (E6). */
export function quotaRemarks(client: Client): Remark[] {
  const most = client.settings['calls-per-day'];
  const used = client.used();
  if (used < Math.min(most * nearly, most - callsForResults(client.settings))) return [];
  const args = { system, used, most, resets };
  return [{ mark: `quota ${quotaDay(client.io.now())}`, code: 'quota-nearly-used', args }];
}

import type { Connection, Connector, Probe } from '../contract.ts';
import { type Client, openClient } from './client.ts';
import { collect, find } from './collect.ts';
import { system } from './errors.ts';
import { atOnce, handOver, screenUrl } from './hand-over.ts';
import { issue, labels, poll, sheet } from './issue.ts';
import { type B2cloudSettings, b2cloudSettings } from './settings.ts';

/** Yamato's B2 Cloud through its partner API. What is known of it, from where: README.md beside this file. */
export const b2cloud: Connector<B2cloudSettings> = {
  name: 'b2cloud',
  title: system,
  settings: b2cloudSettings,
  // Trust B: public summary of the partner API.
  hosts: ['newb2web.kuronekoyamato.co.jp'],
  urls: { api: 'https://newb2web.kuronekoyamato.co.jp' },
  open(settings, io): Connection {
    const client = openClient(settings, io);
    return {
      probe: () => probe(client),
      waybills: {
        atOnce,
        sheet: (entry) => sheet(client, entry),
        handOver: (entries) => handOver(client, entries),
        screen: ({ token }, notify) => screenUrl(client, token, notify),
        notified: (query) => query.get('_RXID') || undefined,
        issue: (handed, numbers) => issue(client, handed, numbers),
        poll: (ticket) => poll(client, ticket),
        labels: (ticket) => labels(client, ticket),
        collect: (token) => collect(client, token),
        find: (numbers) => find(client, numbers),
      },
    };
  },
};

/**
 * Key, company code and connection in one call that changes nothing: a registration of no shipments, which B2 refuses (400) from
 * whoever may register at all. Trust C for the 400, B for what a wrong key and a wrong company code get.
 */
async function probe(client: Client): Promise<Probe> {
  const company = encodeURIComponent(client.settings['api-user-id']);
  const { failed, answer } = await client.send('editA', {
    method: 'POST',
    path: `editA?api_user_id=${company}`,
    body: { feed: { entry: [] } },
    effect: 'read',
  });
  if (!failed || answer?.status === 400) return { kind: 'done', code: 'shop-reachable', args: { system } };
  return {
    kind: failed.kind === 'halt' ? 'halt' : 'retry',
    code: failed.code,
    ...(failed.args && { args: failed.args }),
  };
}

import type { Connection, Connector, Handle, Notice, Outcome } from '../contract.ts';
import { type Client, openClient } from './client.ts';
import { confirmShipments } from './confirm.ts';
import { listItems } from './list-items.ts';
import { stockPusher } from './listings.ts';
import { lookUp } from './look.ts';
import { pullOrders, readOrders } from './orders.ts';
import { pullOrdersV0, readOrdersV0 } from './orders-v0.ts';
import { shipPolicy } from './policy.ts';
import { keyEnds, probe } from './probe.ts';
import { type AmazonSettings, amazonSettings } from './settings.ts';
import { collectShipFeed, feedShipments, shipFeedKind } from './ship-feed.ts';
import { collectStockFeed, stockFeedKind } from './stock-feed.ts';

/** Amazon.co.jp through the Selling Partner API. What is known of it, from where: README.md beside this file. */
export const amazon: Connector<AmazonSettings> = {
  name: 'amazon',
  title: 'Amazon',
  settings: amazonSettings,
  hosts: ['sellingpartnerapi-fe.amazon.com', 'api.amazon.com'],
  // Far East (JP, SG, AU). Source: DOC/sp-api-endpoints, trust A.
  urls: { api: 'https://sellingpartnerapi-fe.amazon.com', lwa: 'https://api.amazon.com' },
  jobs: {
    pull: { every: 15 * 60_000 },
    // Pulls go by the time of change and so bring what `sync` would; one call per order is for exceptions.
    sync: {},
    sweep: { cron: '40 3 * * *' },
    notify: { every: 5 * 60_000, after: { job: 'pull', changed: true } },
    restock: { every: 60 * 60_000, after: { job: 'intake', changed: true } },
    drift: { cron: '20 6 * * *' },
  },
  // Orders cancelled because they were bundled are told, too (the manual, trust A).
  bundling: { allowed: true, source: 'manual: 同梱伝票について' },
  keyEnds,
  policy: shipPolicy,
  errorMembers: ['processingStatus', 'feedType', 'ResultMessageCode', 'ResultDescription'],
  open(settings, io): Connection {
    const client = openClient(settings, io);
    const isV0 = settings['orders-api'] === 'v0';
    return {
      probe: () => probe(client),
      pullOrders: (window) => (isV0 ? pullOrdersV0(client, window) : pullOrders(client, window)),
      rangeBy: ['created', 'updated'],
      readOrders: (orders) => (isV0 ? readOrdersV0(client, orders) : readOrders(client, orders)),
      tell: { ship: (notices) => tellShip(client, notices) },
      bulkFrom: { ship: settings['feed-from'] },
      // The same package reference again is an edit (DOC/confirm-the-shipment-status, trust A).
      repeatable: ['ship'],
      collect: (handles) => collectAll(client, handles),
      look: (notices) => lookUp(client, notices),
      pushStock: stockPusher(client),
      listItems: (wanted) => listItems(client, wanted),
    };
  },
};

/**
 * Two routes, chosen by the data: without a number only the feed takes a notice; of the others a few go one by one
 * (answered at once), many as one feed.
 */
async function tellShip(client: Client, notices: readonly Notice[]): Promise<Outcome[]> {
  const numbered = notices.filter((notice) => notice.ship?.trackingNumber !== '');
  const isBulk = numbered.length >= client.settings['feed-from'];
  const byFeed = (notice: Notice) => isBulk || notice.ship?.trackingNumber === '';
  const single = notices.filter((notice) => !byFeed(notice));
  const confirmed = await confirmShipments(client, single);
  const standsStill = confirmed.at(-1)?.kind === 'halt' ? confirmed.at(-1)! : undefined;
  const many = notices.filter(byFeed);
  const fed = standsStill ? many.map(() => standsStill) : await feedShipments(client, many);
  const [one, other] = [confirmed.values(), fed.values()];
  return notices.map((notice) => (byFeed(notice) ? other : one).next().value as Outcome);
}

async function collectAll(client: Client, handles: readonly Handle[]): Promise<Outcome[][]> {
  const results: Outcome[][] = [];
  for (const handle of handles) {
    if (handle.kind === shipFeedKind) results.push(await collectShipFeed(client, handle));
    else if (handle.kind === stockFeedKind) results.push(await collectStockFeed(client, handle));
    else {
      const args = { system: 'Amazon', operation: handle.kind, status: 0 };
      results.push(handle.notices.map(() => ({ kind: 'bug', code: 'unexpected-answer', args })));
    }
  }
  return results;
}

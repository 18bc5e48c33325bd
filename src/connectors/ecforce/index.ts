import type { Connection, Connector } from '../contract.ts';
import { openClient } from './client.ts';
import { listItems } from './list-items.ts';
import { pullOrders, readOrders } from './orders.ts';
import { canTell, ecforcePolicy } from './policy.ts';
import { probe, quotaRemarks } from './probe.ts';
import { type EcforceSettings, ecforceSettings, hostOf } from './settings.ts';
import { openStandings } from './standing.ts';
import { pushStock } from './stock.ts';
import { lookUp, tellShip, tellState } from './tell.ts';

const minutes = 60_000;
const hours = 60 * minutes;

/** ecforce through its admin API v2. What is known of it, from where: README.md beside this file. */
export const ecforce: Connector<EcforceSettings> = {
  name: 'ecforce',
  title: 'ecforce',
  settings: ecforceSettings,
  // Each shop has a host of its own (trust B).
  ownUrls: ({ endpoint }) => ({ api: `https://${hostOf(endpoint)}` }),
  // Wide, because the day's calls are limited (E6): a day of 1,000 orders costs about a hundred calls.
  jobs: {
    pull: { every: 60 * minutes },
    acknowledge: { every: 2 * hours, after: { job: 'pull', changed: true } },
    sync: { every: 4 * hours },
    ship: { every: 60 * minutes },
    complete: { every: 2 * hours, after: { job: 'ship', changed: true } },
    restock: { every: 2 * hours },
    drift: { cron: '20 6 * * *' },
  },
  linked: 'acknowledge',
  canTell,
  policy: ecforcePolicy,
  open(settings, io): Connection {
    const client = openClient(settings, io);
    const standings = openStandings(client);
    return {
      probe: () => probe(client),
      remarks: () => quotaRemarks(client),
      pullOrders: (window) => pullOrders(client, standings, window),
      readOrders: (orders) => readOrders(client, standings, orders),
      tell: {
        acknowledge: (notices) => tellState(client, standings, 'acknowledge', notices),
        ship: (notices) => tellShip(client, standings, notices),
        complete: (notices) => tellState(client, standings, 'complete', notices),
      },
      bulkFrom: { acknowledge: 2, ship: 2, complete: 2 },
      // Given values overwrite (vendor's help on the same import, trust A); a state that is there already stays.
      repeatable: ['acknowledge', 'ship', 'complete'],
      look: (notices) => lookUp(client, standings, notices),
      pushStock: (items) => pushStock(client, items),
      listItems: (wanted) => listItems(client, wanted),
    };
  },
};

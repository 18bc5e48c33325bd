import type { Connection, Connector } from '../contract.ts';
import { collectCaptures, tellCapture } from './capture.ts';
import { openClient } from './client.ts';
import { listItems } from './list-items.ts';
import { lookUp } from './look.ts';
import { longestDays, oldestDays, pullOrders, readOrders } from './orders.ts';
import { shopservePolicy } from './policy.ts';
import { probe } from './probe.ts';
import { type ShopserveSettings, shopserveSettings } from './settings.ts';
import { mostPieces, pushStock } from './stock.ts';
import { tellShip, tellState } from './tell.ts';

const minutes = 60_000;

/** ショップサーブ through its management API. What is known of it, from where: README.md beside this file. */
export const shopserve: Connector<ShopserveSettings> = {
  name: 'shopserve',
  title: 'ショップサーブ',
  settings: shopserveSettings,
  hosts: ['management.api.shopserve.jp'],
  // Seen in public clients (trust B).
  urls: { api: 'https://management.api.shopserve.jp/v2' },
  jobs: {
    pull: { every: 15 * minutes },
    sync: { every: 30 * minutes, after: { job: 'pull', changed: true } },
    acknowledge: { every: 15 * minutes, after: { job: 'pull', changed: true } },
    // Its results come ten to fifteen minutes later (trust A), and the numbers wait for them.
    capture: { every: 10 * minutes },
    ship: { every: 10 * minutes, after: { job: 'capture', changed: true } },
    complete: { every: 60 * minutes, after: { job: 'sync', changed: true } },
    sweep: { cron: '40 8 * * *' },
    restock: { every: 60 * minutes, after: { job: 'intake', changed: true } },
    drift: { cron: '20 6 * * *' },
  },
  linked: 'acknowledge',
  methodCode: 'carrierCode',
  policy: shopservePolicy,
  errorMembers: ['message'],
  open(settings, io): Connection {
    const client = openClient(settings, io);
    return {
      probe: () => probe(client),
      pullOrders: (window) => pullOrders(client, window),
      rangeBy: ['created'],
      longestRange: longestDays,
      oldestRange: oldestDays,
      readOrders: (orders) => readOrders(client, orders),
      tell: {
        acknowledge: (notices) => tellState(client, notices),
        capture: (notices) => tellCapture(client, notices),
        ship: (notices) => tellShip(client, notices),
        complete: (notices) => tellState(client, notices),
      },
      // Each writes a state as it shall be (trust C): after a look that did not find it, the same again is the same.
      repeatable: ['acknowledge', 'ship', 'complete'],
      collect: (handles) => collectCaptures(client, handles),
      look: (notices) => lookUp(client, notices),
      knowsUnlimited: true,
      mostPieces,
      pushStock: (items) => pushStock(client, items),
      listItems: (wanted) => listItems(client, wanted),
    };
  },
};

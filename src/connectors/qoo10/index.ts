import type { Connection, Connector } from '../contract.ts';
import { openClient } from './client.ts';
import { openGoods } from './goods.ts';
import { listItems } from './list-items.ts';
import { lookUp } from './lookup.ts';
import { pullOrders } from './orders.ts';
import { qoo10Policy } from './policy.ts';
import { keyEnds, probe } from './probe.ts';
import { tellSchedule } from './schedule.ts';
import { reach } from './search.ts';
import { tellShip } from './send.ts';
import { type Qoo10Settings, qoo10Settings } from './settings.ts';
import { pushStock } from './stock.ts';
import { readOrders } from './sync.ts';

const minutes = 60_000;

/** Qoo10 Japan through QAPI. What is known of it, from where: README.md beside this file. */
export const qoo10: Connector<Qoo10Settings> = {
  name: 'qoo10',
  title: 'Qoo10',
  settings: qoo10Settings,
  hosts: ['api.qoo10.jp'],
  // The path form's base (guide, trust A).
  urls: { api: 'https://api.qoo10.jp/GMKT.INC.Front.QAPIService/ebayjapan.qapi' },
  jobs: {
    pull: { every: 15 * minutes },
    sync: { every: 15 * minutes, after: { job: 'pull', changed: true } },
    // 発送予定日登録 follows a ステータス同期 that changed something (the manual, trust A).
    schedule: { every: 15 * minutes, after: { job: 'sync', changed: true } },
    ship: { every: 15 * minutes },
    sweep: { cron: '40 3 * * *' },
    restock: { every: 60 * minutes, after: { job: 'intake', changed: true } },
    // A call for each product: only where a shop wants it.
    drift: {},
  },
  linked: 'schedule',
  methodCode: 'carrierName',
  keyEnds,
  policy: qoo10Policy,
  errorMembers: ['ResultMsg', 'ErrorMsg'],
  open(settings, io): Connection {
    const client = openClient(settings, io);
    const goods = openGoods(client);
    return {
      probe: () => probe(client),
      pullOrders: (window) => pullOrders(client, goods, window),
      rangeBy: ['created', 'updated'],
      longestRange: 7,
      oldestRange: reach.hours / 24,
      readOrders: (orders) => readOrders(client, goods, orders),
      tell: {
        schedule: (notices) => tellSchedule(client, notices),
        ship: (notices) => tellShip(client, notices),
      },
      bulkFrom: { schedule: 10, ship: 10 },
      // A day that is there already answers -10012 and stays as it is (trust A); an order number has one tracking number, so that the
      // same again is the same (trust A that it has one). Both only after a look that did not find it.
      repeatable: ['schedule', 'ship'],
      look: (notices) => lookUp(client, notices),
      pushStock: (items, whole) => pushStock(client, goods, items, whole),
      listItems: (wanted) => listItems(client, goods, wanted),
    };
  },
};

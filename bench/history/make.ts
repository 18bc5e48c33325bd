import { amazon } from '../../src/connectors/amazon/index.ts';
import { contentHash, sha256 } from '../../src/core/ids.ts';
import { policyFacts } from '../../src/flow/notify/policy-facts.ts';
import type { Context } from '../../src/flow/types.ts';
import type {
  JournalEntry,
  ShipmentChange,
  StoredNotice,
  StoredOrder,
  StoredShipment,
  Writes,
} from '../../src/store/types.ts';
import { closedOrder, shipmentOf, shop, waybillOf } from './orders.ts';

const ordersAtOnce = 2000;

/**
 * Fills an empty store with closed orders through its own API, each with revision, shipment, number, told notice and history, worked
 * out and settled. Gives the seconds that it took.
 */
export async function makeHistory(ctx: Context, count: number, log: (line: string) => void): Promise<number> {
  const start = performance.now();
  for (let from = 0; from < count; from += ordersAtOnce) {
    const to = Math.min(count, from + ordersAtOnce);
    await ctx.store.write((tx) => makeSome(ctx, tx, from, to, count));
    if (to % 100_000 === 0) log(`  ${to} orders, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  await settle(ctx);
  await stock(ctx);
  return (performance.now() - start) / 1000;
}

async function makeSome(ctx: Context, tx: Writes, from: number, to: number, count: number): Promise<void> {
  const orders = Array.from({ length: to - from }, (_, at) => closedOrder(from + at, count));
  const shipments = orders.map(shipmentOf);
  const waybills = orders.map((order, at) => waybillOf(order, from + at));
  const at = (state: ShipmentChange['state'], version: number) =>
    shipments.map((shipment): ShipmentChange => ({ shipment, state, version, holds: [], orderRevision: 1 }));
  await tx.saveOrders(orders);
  await tx.saveShipments(at('issued', 0));
  await tx.addWaybills(shipments.map(({ id }, index) => ({ shipment: id, waybill: waybills[index]! })));
  await tx.saveShipments(at('shipped', 1));
  await tx.saveShipments(at('closed', 2));
  const notices = orders.map((order, index) =>
    toldNotice(ctx, order, {
      shipment: shipments[index]!,
      state: 'closed',
      version: 3,
      holds: [],
      waybills: [waybills[index]!],
      orderRevision: 1,
    }),
  );
  await tx.putNotices(notices);
  await tx.setTold(
    notices.map(({ about, kind, contentHash: hash, at: when }) => ({ about, kind, contentHash: hash, at: when })),
  );
  await tx.addJournal(orders.flatMap((order, index) => historyOf(order, shipments[index]!.customerNo)));
}

/** Told as the policy says it, so that a look at all orders finds nothing to do. */
function toldNotice(ctx: Context, order: StoredOrder, stored: StoredShipment): StoredNotice {
  const link = ctx.link!(shop)!;
  const run = { ctx, shop: ctx.config.shops[shop]!, link, kinds: [], counts: {}, items: [], halted: false };
  const facts = policyFacts(run, { order, shipments: [stored], carriers: new Map(), told: [] }, ['ship']);
  const [due] = amazon.policy!(facts, link.settings as never).due;
  if (!due) throw new Error(`nothing is due of ${order.order.number}`);
  const when = stored.waybills[0]!.at;
  const hash = contentHash(due.content);
  return {
    id: sha256(`${due.about} ${hash}`).slice(0, 32),
    shop,
    orderNumber: order.order.number,
    about: due.about,
    kind: 'ship',
    state: 'told',
    contentHash: hash,
    body: due.notice,
    reservedAt: when,
    notBefore: when,
    attempts: 0,
    handle: null,
    code: 'notice-done',
    args: {},
    waitsFor: [],
    parts: [],
    byHand: false,
    at: when,
  };
}

function historyOf({ order, at }: StoredOrder, shipment: string): JournalEntry[] {
  const entry = (actor: string, what: string, details: JournalEntry['details']): JournalEntry => ({
    at,
    actor,
    what,
    shop,
    orderNumber: order.number,
    shipment,
    details,
  });
  return [
    entry('intake', 'order-new', { revision: 1 }),
    entry('intake', 'shipment-planned', { from: null, to: 'ready' }),
    entry('operator', 'issuing', { from: 'ready', to: 'issuing' }),
    entry('intake', 'shipment-moved', { from: 'issuing', to: 'shipped' }),
    entry('notify', 'notice-told', { code: 'notice-done' }),
  ];
}

/** What a pass would write down of orders that have nothing due. */
async function settle(ctx: Context): Promise<void> {
  const filter = { shop, today: ctx.now().toString().slice(0, 10) };
  for (;;) {
    const { rows } = await ctx.store.unsettledOrders(filter, { limit: 1000 });
    if (rows.length === 0) return;
    await ctx.store.write((tx) => tx.settleOrders(rows));
  }
}

/** A stock sheet of today, and one SKU that nobody counted since the beginning: its sheet is as old as the history. */
async function stock(ctx: Context): Promise<void> {
  const skus = Array.from({ length: 500 }, (_, index) => `SKU-${index}`);
  const at = ctx.now().toString();
  await ctx.store.write(async (tx) => {
    await tx.setStock(
      skus.slice(1).map((sku) => ({ sku, onHand: 100 })),
      'c'.repeat(64),
      at,
    );
    await tx.setStock([{ sku: 'OUT-OF-SALE', onHand: 0 }], 'c'.repeat(64), '2024-01-01T00:00:00Z');
    await tx.setProducts(
      skus.map((sku) => ({ shop, item: sku, option: '', sku, name: '' })),
      'c'.repeat(64),
      at,
    );
    // Told already: the pass that is measured has nothing to send.
    const quantities = Object.fromEntries(skus.slice(1).map((sku) => [sku, 100]));
    await tx.setCursor(shop, 'restock', JSON.stringify({ quantities }), at);
  });
}

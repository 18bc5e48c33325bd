import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyParty, type Order, type Party } from '../src/core/order.ts';
import { openStore, type StoreTarget } from '../src/store/db.ts';
import type { JournalEntry, ShipmentChange, StoredOrder, StoredWaybill } from '../src/store/types.ts';

export interface Measured {
  readonly name: string;
  readonly milliseconds: number;
  /** Goal in milliseconds, when there is one. */
  readonly goal?: number;
}

const orderCount = 12_000;
const ordersPerBatch = 2_000;

/**
 * What the store alone costs (sealing included): an intake of 20,000 order lines = 12,000 orders with shipments and
 * journal lines in one transaction, then the reads and writes of issuing them, and single commits.
 *
 * @param target a new database; without it, SQLite in a temporary folder.
 */
export async function benchStore(target?: StoreTarget): Promise<Measured[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'b2-bridge-bench-'));
  const measured: Measured[] = [];
  const measure = async <T>(name: string, work: () => Promise<T>, goal?: number, times = 1): Promise<T> => {
    const start = performance.now();
    const result = await work();
    const milliseconds = (performance.now() - start) / times;
    measured.push({ name, milliseconds, ...(goal === undefined ? {} : { goal }) });
    return result;
  };

  const orders = Array.from({ length: orderCount }, (_, index) => makeOrder(index));
  const shipments = orders.map(makeShipment);
  const journal = orders.map(makeEntry);
  const numbers = orders.map(({ order }) => order.number);
  const store = await openStore(target ?? { kind: 'sqlite', file: path.join(folder, 'bench.db') }, randomBytes(32));
  try {
    await measure(
      'store: intake of 12,000 orders (20,000 lines)',
      () =>
        store.write(async (tx) => {
          for (let at = 0; at < orderCount; at += ordersPerBatch) {
            const end = at + ordersPerBatch;
            const batch = numbers.slice(at, end);
            await tx.orders({ shop: 'bench', numbers: batch });
            await tx.shipments({ shop: 'bench', numbers: batch });
            await tx.usedNumbers(batch);
            await tx.saveOrders(orders.slice(at, end));
            await tx.saveShipments(shipments.slice(at, end));
            await tx.addJournal(journal.slice(at, end));
          }
        }),
      1000,
    );
    const found = await measure('store: read 12,000 shipments', () =>
      store.shipments({ shop: 'bench', states: ['ready'] }),
    );
    await measure('store: read 12,000 orders by number', () => store.orders({ shop: 'bench', numbers }));
    await measure('store: move 12,000 shipments', () =>
      store.write((tx) =>
        tx.saveShipments(
          found.map(({ shipment, version, holds, orderRevision }) => ({
            shipment,
            state: 'issuing',
            version,
            holds,
            orderRevision,
          })),
        ),
      ),
    );
    await measure('store: 12,000 waybills', () =>
      store.write((tx) =>
        tx.addWaybills(found.map(({ shipment }, index) => ({ shipment: shipment.id, waybill: makeWaybill(index) }))),
      ),
    );
    await measure(
      'store: one commit',
      async () => {
        for (let count = 0; count < 300; count += 1) await store.write((tx) => tx.addJournal(journal.slice(0, 1)));
      },
      1,
      300,
    );
    const bytes = randomBytes(20_000_000);
    await measure('store: a document of 20 MB in', () =>
      store.write((tx) =>
        tx.putDocument(
          {
            hash: 'big',
            direction: 'in',
            name: 'big.csv',
            mediaType: 'text/csv',
            size: bytes.length,
            shop: 'bench',
            layout: '',
            at: '2026-11-21T00:00:00Z',
          },
          bytes,
        ),
      ),
    );
    await measure('store: a document of 20 MB out', () => store.documentBytes('big'));
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return measured;
}

const person = (index: number): Party => ({
  ...emptyParty,
  name: `計測 太郎${index}`,
  kana: 'ケイソク タロウ',
  postalCode: '1000001',
  address: { prefecture: '東京都', city: '千代田区', street: `架空町${index % 9}丁目8-7`, building: '架空ビル 301' },
  phone: '090-0000-0000',
  email: `customer${index}@example.test`,
});

function makeOrder(index: number): StoredOrder {
  const number = `250-${String(index).padStart(7, '0')}-0000000`;
  // 20,000 lines over 12,000 orders: two of three orders have two lines.
  const lines = Array.from({ length: index % 3 === 0 ? 1 : 2 }, (_, line) => ({
    no: String(line + 1),
    destination: '',
    sku: `SKU-${(index + line) % 500}`,
    name: '計測用の湯のみ（大）有田焼 ギフト箱入り',
    option: '色=青',
    quantity: 1,
    unitPrice: 1200,
    status: 'open' as const,
    fulfilledElsewhere: false,
  }));
  const order: Order = {
    number,
    orderedAt: '2026-11-20T10:00:00+09:00',
    payment: { state: 'paid', method: 'Standard', paidAt: null, codAmount: null, codTax: null },
    cancelled: false,
    orderer: person(index),
    destinations: [
      {
        key: '',
        consignee: person(index),
        method: 'Standard',
        wishedDate: null,
        timeSlot: '0812',
        plannedShipDate: null,
        rentalDispatchDate: null,
        packages: 1,
        trackingNumber: '',
        addressPending: false,
        deleted: false,
        note: '',
      },
    ],
    lines,
    total: 2400,
    note: '',
    missing: [],
  };
  const origins = [{ document: 'a'.repeat(64), file: 'bench.csv', layout: 'bench@1', rows: [index + 2] }];
  const contentHash = String(index).padStart(64, '0');
  return { shop: 'bench', order, revision: 1, contentHash, origins, at: '2026-11-21T00:00:00Z' };
}

function makeShipment({ shop, order }: StoredOrder): ShipmentChange {
  return {
    shipment: {
      id: `shipment of ${order.number}`,
      shop,
      orderNumber: order.number,
      serial: 1,
      customerNo: `${order.number}_1`,
      destination: '',
      lines: order.lines.map(({ no, sku, name, option, quantity }) => ({ no, sku, name, option, quantity })),
      consignee: order.orderer,
      orderer: order.orderer,
      method: 'takkyubin',
      service: 'prepaid',
      cool: 'normal',
      shipDate: null,
      deliveryDate: null,
      timeSlot: '0812',
      codAmount: null,
      codTax: null,
      packages: 1,
      closureKey: '',
      handling: ['', ''],
      note: '',
      replaced: [],
      part: 1,
      bundled: [],
      bundledInto: '',
      undone: 0,
      shippedOn: null,
    },
    state: 'ready',
    version: 0,
    holds: [],
    orderRevision: 1,
  };
}

const makeEntry = ({ shop, order, at }: StoredOrder): JournalEntry => ({
  at,
  actor: 'intake',
  what: 'order-new',
  shop,
  orderNumber: order.number,
  shipment: '',
  details: { revision: 1, document: 'a'.repeat(64) },
});

const makeWaybill = (index: number): StoredWaybill => ({
  customerNo: `${index}_1`,
  carrier: 'ヤマト運輸',
  serviceCode: '0',
  number: String(100_000_000_000 + index),
  shipDate: '2026-11-21',
  document: 'b'.repeat(64),
  at: '2026-11-21T09:00:00Z',
});

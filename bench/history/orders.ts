import { customerNo, shipmentId } from '../../src/core/ids.ts';
import { emptyParty, type Order, type Party } from '../../src/core/order.ts';
import type { Shipment } from '../../src/core/shipment.ts';
import type { StoredOrder, StoredWaybill } from '../../src/store/types.ts';

/* Closed orders as a shop has them after years: one in three has two lines, names repeat as they do in life. Deterministic. */

export const shop = 'amazon';

const families = ['試験', '見本', '架空', '仮名', '例示', '検証', '模擬', '標本', '想定', '演習'];
const first = Temporal.Instant.from('2024-01-01T00:00:00Z').epochMilliseconds;
const last = Temporal.Instant.from('2026-11-01T00:00:00Z').epochMilliseconds;

export const orderNumber = (index: number): string =>
  `250-${String(Math.floor(index / 1000)).padStart(7, '0')}-${String(index).padStart(7, '0')}`;

/** When an order came: history is spread over the years, however much of it there is. */
const instantOf = (index: number, count: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(first + Math.floor(((last - first) / count) * index));

/** Tracking numbers with Yamato's check digit. */
export function trackingNumber(index: number): string {
  const stem = 40_000_000_000 + index;
  return `${stem}${stem % 7}`;
}

export const phoneOf = (index: number): string =>
  `090-${String(index)
    .padStart(8, '0')
    .replace(/(\d{4})/, '$1-')}`;

const person = (index: number): Party => ({
  ...emptyParty,
  name: `${families[index % 10]}${index % 97} ${families[(index * 7) % 10]}${index % 89}子`,
  kana: 'ケイソク タロウ',
  postalCode: String(1_000_000 + (index % 5000)),
  address: {
    prefecture: '東京都',
    city: '千代田区',
    street: `架空町${1 + (index % 9)}丁目8-7`,
    building: '架空ビル 301',
  },
  phone: phoneOf(index),
  email: `customer${index}@example.test`,
});

export function closedOrder(index: number, count: number): StoredOrder {
  const at = instantOf(index, count);
  const number = orderNumber(index);
  const who = person(index);
  const lines = Array.from({ length: index % 3 === 0 ? 2 : 1 }, (_, line) => ({
    no: String(10_000_000_000_000 + index * 2 + line),
    destination: '',
    sku: `SKU-${(index + line) % 500}`,
    name: '計測用の湯のみ（大）有田焼 ギフト箱入り',
    option: '',
    quantity: 1,
    unitPrice: 1200,
    status: 'open' as const,
    fulfilledElsewhere: false,
  }));
  const order: Order = {
    number,
    orderedAt: at.toString(),
    payment: { state: 'paid', method: 'Standard', paidAt: null, codAmount: null, codTax: null },
    cancelled: false,
    orderer: who,
    destinations: [
      {
        key: '',
        consignee: who,
        method: '',
        wishedDate: null,
        timeSlot: '',
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
    total: 1200 * lines.length,
    note: '',
    missing: [],
  };
  const origins = [{ document: 'a'.repeat(64), file: 'bench.txt', layout: 'amazon@1', rows: [index + 2] }];
  const contentHash = String(index).padStart(64, '0');
  return { shop, order, revision: 1, contentHash, origins, at: at.add({ minutes: 10 }).toString() };
}

export function shipmentOf({ order }: StoredOrder): Shipment {
  const { number, orderer, lines } = order;
  return {
    id: shipmentId(shop, number, lines[0]!.no),
    shop,
    orderNumber: number,
    serial: 1,
    customerNo: customerNo(number, 1)!,
    destination: '',
    lines: lines.map(({ no, sku, name, option, quantity }) => ({ no, sku, name, option, quantity })),
    consignee: orderer,
    orderer,
    method: 'yamato',
    service: 'prepaid',
    cool: 'normal',
    shipDate: null,
    deliveryDate: null,
    timeSlot: '',
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
  };
}

export function waybillOf({ order, at }: StoredOrder, index: number): StoredWaybill {
  return {
    customerNo: customerNo(order.number, 1)!,
    carrier: 'ヤマト運輸',
    serviceCode: '0',
    number: trackingNumber(index),
    shipDate: at.slice(0, 10),
    document: 'b'.repeat(64),
    at: Temporal.Instant.from(at).add({ hours: 5 }).toString(),
  };
}

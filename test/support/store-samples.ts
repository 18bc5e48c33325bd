import { emptyAddress, emptyParty, type Order, type Party } from '../../src/core/order.ts';
import type { Shipment } from '../../src/core/shipment.ts';
import type {
  JournalEntry,
  ShipmentChange,
  StoredHold,
  StoredNotice,
  StoredOrder,
  StoredWaybill,
} from '../../src/store/types.ts';

/** Invented people; each text is looked for in the raw database by a test. */
export const secrets = {
  name: '試験野 花子',
  street: '架空町九丁目8-7',
  phone: '090-0000-4321',
  email: 'hanako@example.test',
  note: '置き配はおやめください',
  file: '試験野様の注文.csv',
  cell: '架空町九丁目の欄',
};

export const samplePerson: Party = {
  ...emptyParty,
  name: secrets.name,
  postalCode: '1000001',
  address: { ...emptyAddress, prefecture: '東京都', city: '千代田区', street: secrets.street },
  phone: secrets.phone,
  email: secrets.email,
};

export function sampleOrder(number: string, change: Partial<Order> = {}): Order {
  return {
    number,
    orderedAt: '2026-11-20T10:00:00+09:00',
    payment: { state: 'paid', method: 'カード', paidAt: null, codAmount: null, codTax: null },
    cancelled: false,
    orderer: samplePerson,
    destinations: [
      {
        key: '',
        consignee: samplePerson,
        method: '宅急便',
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
    lines: [
      {
        no: '1',
        destination: '',
        sku: 'SKU-1',
        name: '湯のみ',
        option: '',
        quantity: 2,
        unitPrice: 1200,
        status: 'open',
        fulfilledElsewhere: false,
      },
    ],
    total: 2400,
    note: secrets.note,
    missing: [],
    ...change,
  };
}

export function storedOrder(number: string, change: Partial<StoredOrder> = {}): StoredOrder {
  const revision = change.revision ?? 1;
  return {
    shop: 'sheet',
    order: sampleOrder(number),
    revision,
    contentHash: `hash of ${number} ${revision}`,
    origins: [{ document: 'a'.repeat(64), file: secrets.file, layout: 'order-sheet@1', rows: [2, 3] }],
    at: '2026-11-20T01:00:00Z',
    ...change,
  };
}

export function sampleShipment(orderNumber: string, serial = 1, change: Partial<Shipment> = {}): Shipment {
  return {
    id: `id ${orderNumber} ${serial}`,
    shop: 'sheet',
    orderNumber,
    serial,
    customerNo: `${orderNumber}_${serial}`,
    destination: '',
    part: 1,
    lines: [{ no: '1', sku: 'SKU-1', name: '湯のみ', option: '', quantity: 2 }],
    bundled: [],
    bundledInto: '',
    undone: 0,
    shippedOn: null,
    consignee: samplePerson,
    orderer: samplePerson,
    method: 'takkyubin',
    service: 'prepaid',
    cool: 'normal',
    shipDate: null,
    deliveryDate: '2026-11-25',
    timeSlot: '0812',
    codAmount: null,
    codTax: null,
    packages: 1,
    closureKey: '',
    handling: ['', ''],
    note: secrets.note,
    replaced: ['髙→高'],
    ...change,
  };
}

/** A new shipment (version 0). */
export function newShipment(orderNumber: string, serial = 1, change: Partial<ShipmentChange> = {}): ShipmentChange {
  return {
    shipment: sampleShipment(orderNumber, serial),
    state: 'ready',
    version: 0,
    holds: [],
    orderRevision: 1,
    ...change,
  };
}

export const sampleHold: StoredHold = {
  code: 'database-busy',
  clearedBy: 'operator',
  origin: 'rules',
  fingerprint: 'field 12',
  args: { field: 'お届け先住所' },
  place: { file: secrets.file, row: 4, column: '住所', value: secrets.cell },
  cleared: null,
};

export function sampleWaybill(number: string, customerNo: string): StoredWaybill {
  return {
    customerNo,
    carrier: 'ヤマト運輸',
    serviceCode: '0',
    number,
    shipDate: '2026-11-21',
    document: 'b'.repeat(64),
    at: '2026-11-21T09:00:00Z',
  };
}

export function journalEntry(what: string, change: Partial<JournalEntry> = {}): JournalEntry {
  return {
    at: '2026-11-21T09:00:00Z',
    actor: 'intake',
    what,
    shop: 'sheet',
    orderNumber: 'A-1',
    shipment: '',
    details: { from: 'ready', to: 'issuing', rows: 3, note: null },
    ...change,
  };
}

export function sampleNotice(more: Partial<StoredNotice> = {}): StoredNotice {
  return {
    id: 'n-1',
    shop: 'sheet',
    orderNumber: 'A-1',
    about: 'id A-1 1',
    kind: 'ship',
    state: 'due',
    contentHash: 'hash',
    body: {},
    reservedAt: '2026-11-21T09:00:00Z',
    notBefore: '2026-11-21T09:05:00Z',
    attempts: 0,
    handle: null,
    code: '',
    args: {},
    waitsFor: [],
    parts: [],
    byHand: false,
    at: '2026-11-21T09:00:00Z',
    ...more,
  };
}

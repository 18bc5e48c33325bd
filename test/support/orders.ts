import type { DeliveryMethod } from '../../src/core/masters.ts';
import { type Destination, emptyParty, type Order, type OrderLine, type Party } from '../../src/core/order.ts';
import type { Shop } from '../../src/core/shop.ts';

/** Synthetic records for tests; every maker takes what differs. */
export const party = (more: Partial<Party> = {}): Party => ({
  ...emptyParty,
  name: '試験 太郎',
  postalCode: '1000001',
  address: { prefecture: '東京都', city: '千代田区', street: '千代田９－９－９', building: '' },
  phone: '03-0000-0000',
  ...more,
});

export const destination = (more: Partial<Destination> = {}): Destination => ({
  key: '1',
  consignee: party(),
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
  ...more,
});

export const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  no: '1',
  destination: '1',
  sku: 'SKU-1',
  name: '試験商品',
  option: '',
  quantity: 1,
  unitPrice: 1000,
  status: 'open',
  fulfilledElsewhere: false,
  ...more,
});

export const order = (more: Partial<Order> = {}): Order => ({
  number: 'T-0001',
  orderedAt: '2026-11-20T03:00:00Z',
  payment: { state: 'paid', method: 'クレジットカード', paidAt: null, codAmount: null, codTax: null },
  cancelled: false,
  orderer: party({ name: '注文 花子' }),
  destinations: [destination()],
  lines: [line()],
  total: 1000,
  note: '',
  missing: [],
  ...more,
});

export const shop = (more: Partial<Shop> = {}): Shop => ({
  name: 'sheet',
  title: '試験店',
  marketplace: 'sheet',
  layouts: { read: [], issue: 'b2-csv', notify: 'tracking-numbers' },
  sender: 'seller',
  seller: party({ name: '試験商店' }),
  billing: { customerCode: '0000000000', classCode: '', freightNo: '01' },
  replaceCharacters: false,
  longItemNames: 'hold',
  codTax: { rate: 10, rounding: 'down' },
  addressWithoutNumber: 'hold',
  unlistedPostalCode: 'hold',
  blankShipTo: 'hold',
  dependentCharacters: 'allow',
  issue: 'manual',
  shippedWhen: 'issued',
  defaultMethod: '',
  itemName: '',
  allocate: false,
  setSkus: [],
  holidays: { weekdays: [], national: false, dates: [] },
  ...more,
});

const method = (more: Partial<DeliveryMethod>): DeliveryMethod => ({
  code: 'yamato',
  title: '宅急便',
  carrier: 'ヤマト運輸',
  service: 'prepaid',
  codService: 'collect',
  cool: 'normal',
  keywords: [],
  needsNumber: true,
  codes: {},
  ...more,
});

export const methods: Readonly<Record<string, DeliveryMethod>> = {
  宅急便: method({}),
  クール便: method({ code: 'cool', title: 'クール便', cool: 'chilled' }),
  コンパクト冷蔵: method({
    code: 'compact-cool',
    title: 'コンパクト冷蔵',
    service: 'compact',
    cool: 'chilled',
    codService: '',
  }),
  ネコポス: method({ code: 'nekopos', title: 'ネコポス', service: 'nekopos', codService: '' }),
  佐川急便: method({ code: 'sagawa', title: '佐川急便', carrier: '佐川急便', service: '', codService: '' }),
};

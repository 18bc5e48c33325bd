import { expect, test } from 'vitest';
import type { Connection, HttpAnswer, Io, KnownOrder, Page } from '../../src/connectors/contract.ts';
import { qoo10 } from '../../src/connectors/qoo10/index.ts';
import { splitOptions, withoutSurcharges } from '../../src/connectors/qoo10/options.ts';
import { canBeNumber } from '../../src/connectors/qoo10/tracking.ts';
import { ordersIn } from '../support/connector-suite.ts';

/* What no mock can show: answers that were made up for the case. */

type Rows = readonly Readonly<Record<string, unknown>>[];

const row = (more: Readonly<Record<string, unknown>> = {}) => ({
  ShippingStatus: 'On request(2)',
  PackNo: 120000001,
  OrderNo: 999999961,
  OrderDate: '2026-11-20 10:00:00',
  PaymentDate: '2026-11-20 10:00:01',
  Buyer: '見本 花子',
  BuyerMobile: '+81-90-0000-0001',
  Receiver: '見本 花子',
  ReceiverMobile: '+81-90-0000-0001',
  ZipCode: '150-0002',
  ShippingAddress: '東京都渋谷区渋谷2-2-2',
  ItemNo: '910000001',
  SellerItemCode: 'Q10-TEA',
  ItemTitle: '煎茶',
  Option: '',
  OptionCode: '',
  OrderPrice: 1280,
  OrderQty: 1,
  DeliveryCompany: 'ヤマト宅急便',
  ...more,
});

/** A connection to a Qoo10 that answers so: a search of status 2 with these rows, everything else with nothing. */
function answering(rows: Rows | ((method: string, body: URLSearchParams) => unknown)): Connection {
  const io: Io = {
    async http({ url, body }) {
      const method = url.slice(url.lastIndexOf('/') + 1);
      const form = new URLSearchParams(String(body));
      const isSearch = method.endsWith('GetShippingInfo_v3') && form.get('ShippingStatus') === '2';
      const value = typeof rows === 'function' ? rows(method, form) : isSearch ? rows : [];
      const answer: HttpAnswer = {
        status: 200,
        headers: {},
        quotaUsed: 0,
        bytes: new Uint8Array(),
        text: () => JSON.stringify(value),
        json: () => ({ ResultCode: 0, ResultMsg: 'SUCCESS', ResultObject: value }),
        evidence: () => '200',
      };
      return answer;
    },
    now: () => Temporal.Instant.from('2026-11-21T03:00:00Z'),
    baseUrl: () => 'https://example.invalid',
    secret: () => 'key',
    kept: { read: async () => '', write: async () => {} },
  };
  return qoo10.open(qoo10.settings.parse({ 'user-id': 'lab', 'certification-key': { env: 'KEY' } }), io);
}

async function pulled(rows: Rows) {
  const pages: Page[] = [];
  for await (const page of answering(rows).pullOrders!({ cursor: '', from: '2026-11-14T00:00:00Z' })) pages.push(page);
  return ordersIn(pages, {});
}
const refused = (rows: Rows) =>
  pulled(rows).then(
    () => 'taken in',
    (error: { outcome: { kind: string; code: string } }) => `${error.outcome.kind} ${error.outcome.code}`,
  );

test.each(['PackNo', 'OrderNo', 'OrderDate', 'ShippingStatus'])(
  'a row without %s is no row: the search is asked again, nothing half is taken in',
  async (name) => {
    expect(await refused([row(), row({ OrderNo: 999999963, [name]: undefined })])).toBe('retry shop-garbled');
  },
);

test.each(['ReceiverTel', 'PaymentMethod', 'Gift', 'DesiredDeliveryDate', 'RelatedOrder', 'Option', 'BuyerEmail'])(
  'a row without %s is taken in as far as it goes',
  async (name) => {
    const [order] = await pulled([row({ [name]: undefined })]);
    expect(order?.lines).toMatchObject([{ no: '999999961', sku: 'Q10-TEA' }]);
  },
);

test('a row without its recipient is taken in and held for what is missing, not dropped', async () => {
  const [order] = await pulled([row({ Receiver: undefined, ZipCode: null })]);
  expect(order?.destinations[0]?.consignee).toMatchObject({ name: '', postalCode: '' });
});

test.each(['In orbit(9)', 'New', '7'])('a status that nobody knows (%s) keeps the order back', async (status) => {
  const [order] = await pulled([row({ ShippingStatus: status })]);
  expect(order?.stop).toEqual({ why: 'hold', word: expect.stringContaining(status) });
});

test('numbers as text and text as numbers are the same', async () => {
  const asText = Object.fromEntries(Object.entries(row()).map(([key, value]) => [key, String(value)]));
  const asNumbers = row({ ItemNo: 910000001, SellerItemCode: 12, OrderQty: '1', OrderPrice: '1280' });
  const [one, text, number] = [await pulled([row()]), await pulled([asText]), await pulled([asNumbers])];
  expect(text).toEqual(one);
  expect(number[0]?.lines[0]).toMatchObject({ sku: '12', quantity: 1, unitPrice: 1280 });
});

test('one order number in two answers counts once, in its later status', async () => {
  const rows = [row(), row({ ShippingStatus: 'Awaiting shipping(1)', PaymentDate: '' })];
  const [order, ...more] = await pulled(rows);
  expect(more).toEqual([]);
  expect(order?.lines).toHaveLength(1);
  expect(order?.payment.state).toBe('paid');
});

test('a claim without a day of completion, and one that is no cancel, do not cancel', async () => {
  const known: KnownOrder = {
    number: '120000001',
    orderedAt: '2026-11-20T01:00:00Z',
    lines: [{ no: '999999961', remote: { orderNo: '999999961', sku: 'Q10-TEA', carrier: 'ヤマト宅急便' } }],
  };
  const claim = { packNo: 120000001, orderNo: 999999961, orderDate: '2026-11-20 10:00:00' };
  const read = async (claims: Rows, rows: Rows) => {
    const pages: Page[] = [];
    const connection = answering((method, body) =>
      method.endsWith('GetClaimInfo_V3') ? claims : body.get('ShippingStatus') === '2' ? rows : [],
    );
    for await (const page of connection.readOrders!([known])) pages.push(page);
    return (await ordersIn(pages, {})).map((one) => [one.cancelled, one.lines[0]?.cancelRequested ?? false]);
  };
  expect(await read([{ ...claim, claimStatus: '3', cancelRefundDate: '' }], [row()])).toEqual([[false, false]]);
  expect(await read([{ ...claim, claimStatus: '1', cancelRefundDate: '' }], [row()])).toEqual([[false, true]]);
  expect(await read([{ ...claim, claimStatus: '6', cancelRefundDate: '2026-11-21' }], [row()])).toEqual([
    [false, false],
  ]);
  // Neither listed nor cancelled: not explained, so nothing is said of it.
  expect(await read([{ ...claim, claimStatus: '3', cancelRefundDate: '' }], [])).toEqual([]);
  expect(await read([{ ...claim, claimStatus: '3', cancelRefundDate: '2026-11-21' }], [])).toEqual([[true, false]]);
  expect(await read([{ ...claim, claimStatus: '16', cancelRefundDate: '' }], [])).toEqual([[true, false]]);
});

const wrapping = [
  { name: 'ギフト包装', value: 'あり', price: 300, code: '' },
  { name: 'ギフト包装', value: 'ありがとうカード付', price: 500, code: 'CARD' },
  { name: 'のし', value: '御礼', price: 0, code: 'NOSHI' },
];

test.each([
  ['カラー:NAVY / サイズ:M(+100円)', 'NAVY-M', 'カラー:NAVY / サイズ:M', 'NAVY-M', []],
  ['カラー:NAVY / ギフト包装:あり(+300円)', 'NAVY', 'カラー:NAVY', 'NAVY', ['あり']],
  ['ギフト包装:ありがとうカード付(+500円) / のし:御礼', 'CARD||*NOSHI', '', '', ['ありがとうカード付', '御礼']],
  ['カラー:NAVY / のし:御礼', 'NAVY||*NOSHI', 'カラー:NAVY', 'NAVY', ['御礼']],
  // A value with the separator, a colon and an emoji in it is one value.
  [
    '色🎨/柄:桜🌸 / 白:無地(+0円) / ギフト包装:あり(+300円)',
    'SAKURA-01',
    '色🎨/柄:桜🌸 / 白:無地',
    'SAKURA-01',
    ['あり'],
  ],
  ['', '', '', '', []],
])('options %s', (text, code, combination, own, values) => {
  const chosen = splitOptions(text, code, wrapping);
  expect([chosen.combination, chosen.code]).toEqual([combination, own]);
  expect(chosen.additional.map((one) => one.value)).toEqual(values);
});

test('a surcharge goes, other brackets stay', () => {
  expect(withoutSurcharges('サイズ:M(大きめ)(+1,200円) / 色:白（生成り）')).toBe('サイズ:M(大きめ) / 色:白（生成り）');
});

test.each([
  ['ヤマト宅急便', '400000000013', true],
  ['ヤマト宅急便', '4000-0000-0013', true],
  ['ヤマト宅急便', '400000000014', false],
  ['佐川急便', '40000000001', false],
  ['ゆうパック', 'RR123456785JP', true],
  ['Qxpress', 'QX1234567890', true],
  ['Qxpress', '', false],
  ['ネコポス', '発送済み', false],
])('a number of %s: %s can be one: %s', (carrier, number, expected) => {
  expect(canBeNumber(carrier, number)).toBe(expected);
});

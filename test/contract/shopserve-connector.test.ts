import { expect, test } from 'vitest';
import type { Connection, HttpAnswer, HttpCall, Io, NoticeOf, Page, StockItem } from '../../src/connectors/contract.ts';
import { shopserve } from '../../src/connectors/shopserve/index.ts';
import { fillBody, fillPath, isOneOf, isProposed, proposed } from '../../src/connectors/shopserve/order-api.ts';
import { alone } from '../support/connector-mocks.ts';
import { ordersIn } from '../support/connector-suite.ts';
import { startStand } from '../support/stand.ts';

/* What no mock can show: answers and an order API that were made up for the case. */

type Members = Record<string, unknown>;

const order = (more: { basic?: Members; payment?: Members; deliveries?: Members[] } & Members = {}) => {
  const { basic, payment, deliveries, ...rest } = more;
  return {
    serial_code: '9007199254740993',
    order_no: '10000001',
    basic: { order_date: '2026-11-20T10:00:00+09:00', confirm_status: 'Unconfirmed', completed: 'No', ...basic },
    client: {
      name: '見本 花子',
      zip: '150-0002',
      prefecture: '東京都',
      address1: '渋谷区渋谷2-2-2',
      tel: '090-0000-0001',
    },
    payment: { method: 'CreditCard', payment_status: 'Unpaid', settlement_status: 'AuthOk', ...payment },
    amounts: { grand_total: 1956 },
    cancel: { cancelled: 'No' },
    deliveries: deliveries ?? [
      {
        delivery_no: 1,
        name: '見本 花子',
        zip: '150-0002',
        prefecture: '東京都',
        address1: '渋谷区渋谷2-2-2',
        tel: '090-0000-0001',
        temperature: 'NoControl',
        shipping_company: 'Yamato',
        slip_no: '000000000000',
        shipping_status: 'Unshipped',
        items: [{ line_no: 1, item_code: 'SS-TEA', item_name: '煎茶', quantity: 1, unit_price: 1296, tax_rate: 8 }],
      },
    ],
    ...rest,
  };
};

/** A connection to a shopserve that answers so; `calls` gathers what it was asked. */
function answering(
  answer: (call: HttpCall) => { status?: number; body: unknown },
  api: Members = {},
  calls: HttpCall[] = [],
): Connection {
  const io: Io = {
    async http(call) {
      calls.push(call);
      const { status = 200, body } = answer(call);
      const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const said: HttpAnswer = {
        status,
        headers: {},
        quotaUsed: 0,
        bytes,
        text: () => bytes.toString(),
        json: () => body,
        evidence: () => String(status),
      };
      return said;
    },
    now: () => Temporal.Instant.from('2026-11-21T03:00:00Z'),
    baseUrl: () => 'https://example.invalid',
    secret: () => 'key',
    kept: { read: async () => '', write: async () => {} },
  };
  return shopserve.open(shopserve.settings.parse({ 'shop-id': 'lab', 'manager-key': { env: 'KEY' }, ...api }), io);
}

const pages = async (connection: Connection): Promise<Page[]> =>
  Array.fromAsync(connection.pullOrders!({ cursor: '', from: '2026-11-16T00:00:00Z' }));
const pulled = async (...orders: unknown[]) => {
  let isFirst = true;
  const connection = answering(() => {
    const contents = isFirst ? orders : [];
    isFirst = false;
    return { body: { total_count: contents.length, contents } };
  });
  return ordersIn(await pages(connection), {});
};
const refused = (...orders: unknown[]) =>
  pulled(...orders).then(
    () => 'taken in',
    (error: { outcome: { kind: string; code: string } }) => `${error.outcome.kind} ${error.outcome.code}`,
  );

test.each([
  ['serial_code', order({ serial_code: undefined })],
  ['order_no', order({ order_no: '' })],
  ['order_date', order({ basic: { order_date: undefined } })],
  ['a date that is one', order({ basic: { order_date: 'yesterday' } })],
])('an order without %s is no order: the search is asked again, nothing half is taken in', async (_, given) => {
  expect(await refused(order(), given)).toBe('retry shop-garbled');
});

test('nothing is only nothing when the answer says so', async () => {
  const said = (body: unknown) =>
    pages(answering(() => ({ body }))).then(
      (found) => found.length,
      () => 'again',
    );
  expect(await said({ total_count: 0, contents: [] })).toBe(0);
  expect(await said({ total_count: '0', contents: null })).toBe(0);
  expect(await said({ total_count: 0 })).toBe(0);
  expect(await said({})).toBe('again');
  expect(await said({ total_count: 3 })).toBe('again');
  expect(await said('<html>')).toBe('again');
});

test('a key that is a number keeps its digits; numbers as text and text as numbers are the same', async () => {
  const text = JSON.stringify({ total_count: 1, contents: [order()] });
  const asNumber = text.replace('"9007199254740993"', '9007199254740993').replace('"10000001"', '10000001');
  const read = async (body: string) => {
    let isFirst = true;
    const connection = answering(() => {
      const said = isFirst ? body : { total_count: 0, contents: [] };
      isFirst = false;
      return { body: said };
    });
    return ordersIn(await pages(connection), {});
  };
  expect(await read(asNumber)).toEqual(await read(text));
  expect((await read(asNumber))[0]?.remote?.key).toBe('9007199254740993');
});

test.each([
  ['a status of confirmation', order({ basic: { confirm_status: 'Pending' } })],
  ['a mark of cancelling', order({ cancel: { cancelled: 'Perhaps' } })],
])('%s that nobody knows keeps the order back', async (_, given) => {
  const [found] = await pulled(given);
  expect(found?.stop?.why).toBe('hold');
});

test.each([
  ['CreditCard', 'Paid', 'AuthOk', 'paid'],
  ['CreditCard', 'Unpaid', '', 'unpaid'],
  ['CreditCard', 'Unpaid', 'Strange', 'unpaid'],
  ['BankTransfer', 'Unpaid', 'AuthOk', 'unpaid'],
  ['BankTransfer', 'Paid', '', 'paid'],
  ['Deferred', 'Paid', 'AuthPending', 'unpaid'],
  ['NpDeferred', 'Unpaid', '与信OK', 'paid'],
  ['CashOnDelivery', 'Unpaid', 'None', 'cod'],
  ['Bitcoin', 'Paid', 'AuthOk', 'unknown'],
])('%s, %s, %s is %s', async (method, payment_status, settlement_status, expected) => {
  const [found] = await pulled(order({ payment: { method, payment_status, settlement_status } }));
  expect(found?.payment.state).toBe(expected);
});

const acknowledge: NoticeOf<'acknowledge'> = {
  id: 'a',
  kind: 'acknowledge',
  orderNumber: '10000001',
  keys: { key: '77/1' },
  acknowledge: { lines: [] },
};

test('another order API is written into the settings: addresses, bodies, members and words, no code', async () => {
  const calls: HttpCall[] = [];
  const api = {
    'page-size': 10,
    'order-api': {
      parts: 'basic;detail',
      times: 'plain',
      search: { body: { since: '{since}', limit: '{size}' } },
      read: { body: { codes: '{keys}' } },
      acknowledge: { method: 'POST', path: '/orders/status', body: { target: '{serialCode}', state: 2 } },
      fields: {
        orders: 'result.list',
        total: 'result.count',
        serialCode: 'code',
        orderNumber: 'no',
        orderedAt: 'at',
        confirm: 'state',
      },
      words: { confirmed: ['2'] },
    },
  };
  const contents = [{ code: '77/1', no: '1', at: '2026/11/20 10:00:00', state: 2 }];
  const connection = answering(
    ({ url }) => ({
      body: url.endsWith('/orders/status') ? {} : { result: { count: contents.length, list: contents } },
    }),
    api,
    calls,
  );
  expect(await connection.tell!.acknowledge!([acknowledge])).toMatchObject([{ kind: 'done' }]);
  expect(await connection.look!([acknowledge])).toMatchObject([{ kind: 'done' }]);
  await pages(connection).catch(() => {});
  expect(calls.slice(0, 3).map(({ method, url, body }) => [method, url, JSON.parse(String(body))])).toEqual([
    ['POST', 'https://example.invalid/orders/status', { target: '77/1', state: 2 }],
    ['POST', 'https://example.invalid/orders/_retrieve/basic;detail', { codes: ['77/1'] }],
    ['POST', 'https://example.invalid/orders/_retrieve/basic;detail', { since: '2026-11-16 09:00:00', limit: 10 }],
  ]);
  expect((await connection.probe()).note).toBeUndefined();
  expect((await answering(() => ({ body: {} })).probe()).note).toBe('order-api-assumed');
});

test('the table of the order API: misspelled keys are refused, names are filled in, keys are escaped', () => {
  const wrong = shopserve.settings.safeParse({
    'shop-id': 'x',
    'manager-key': { env: 'K' },
    'order-api': { serch: {} },
  });
  expect(wrong.success).toBe(false);
  expect(isProposed(proposed)).toBe(true);
  expect(fillPath('/orders/{serialCode}/x', { serialCode: 'a/b c' })).toBe('/orders/a%2Fb%20c/x');
  expect(fillBody({ a: ['{keys}', 1], b: 'no {number}' }, { keys: ['x'], number: '5' })).toEqual({
    a: [['x'], 1],
    b: 'no 5',
  });
});

test.each([
  ['回収予定 12/27', true],
  ['回収 済', true],
  ['Collected', true],
  ['CollectedNot', false],
  ['', false],
  ['依頼中', false],
])('words of collected money: %s is %s', (text, expected) => {
  expect(isOneOf(proposed.words.collected, text)).toBe(expected);
});

test('a refusal inside a good answer is a refusal; an empty good answer to a write is a doubt', async () => {
  const inside = answering(() => ({ body: { errors: [{ code: 'NotFound' }] } }));
  expect(await inside.tell!.acknowledge!([acknowledge])).toMatchObject([{ kind: 'fix', code: 'notice-order-unknown' }]);
  const empty = answering(() => ({ body: '' }));
  expect(await empty.tell!.acknowledge!([acknowledge])).toMatchObject([{ kind: 'unsure' }]);
});

test('20,000 products are 20,000 calls and no more: the API takes one at a time', async () => {
  const calls: HttpCall[] = [];
  const items = Array.from(
    { length: 20_000 },
    (_, no): StockItem => ({ item: `I-${no}`, option: '', quantity: no % 50 }),
  );
  const connection = answering(() => ({ body: { stock: {} } }), {}, calls);
  const outcomes = await connection.pushStock!(items, alone);
  expect([calls.length, outcomes.filter((one) => one.kind === 'done').length]).toEqual([20_000, 20_000]);
});

test('a pull of 500 orders with pages of 100 is six calls, whatever their times', async () => {
  const stand = await startStand({ orders: 500 } as never);
  try {
    const { credentials } = stand.lab.systems.shopserve;
    const settings = { 'shop-id': credentials.shopId, 'manager-key': { env: 'K' }, 'page-size': 100 };
    const found = await pages(stand.open(shopserve, settings, { K: credentials.managerKey }));
    expect(found.reduce((sum, one) => sum + one.orders, 0)).toBe(500);
    expect((await stand.requests()).length).toBeLessThanOrEqual(7);
  } finally {
    await stand.close();
  }
});

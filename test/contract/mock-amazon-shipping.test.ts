import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type AmazonClient, amazonClient, labControl, packageOf } from '../support/lab-client.ts';

const start = Date.parse('2026-11-21T03:00:00Z');

interface Held {
  readonly orderId: string;
  readonly status: string;
  readonly fulfilledBy: string;
  readonly lines: readonly { readonly orderItemId: string; readonly sku: string; readonly quantity: number }[];
}

let lab: Lab;
let amazon: AmazonClient;
let control: ReturnType<typeof labControl>;
let orders: readonly Held[];
let token: string;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  amazon = amazonClient(lab);
  control = labControl(lab);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await control.post('/reset', { seed: 'small' });
  orders = (await control.holdings()).orders as Held[];
  token = await amazon.token();
});

const ours = (lines = 1): Held =>
  orders.find((one) => one.status === 'UNSHIPPED' && one.fulfilledBy === 'MERCHANT' && one.lines.length === lines)!;
const confirm = (orderId: string, body: unknown) =>
  amazon.call('POST', `/orders/v0/orders/${orderId}/shipmentConfirmation`, { body, token });
const statusNow = async (orderId: string): Promise<string> =>
  (await control.holdings()).orders!.find((one) => one.orderId === orderId).status;

describe('confirmShipment', () => {
  it('answers 204 without a body, and the order is shipped with its number', async () => {
    const order = ours();
    const answer = await confirm(order.orderId, packageOf(order));
    expect([answer.status, answer.text]).toEqual([204, '']);
    const path = `/orders/2026-01-01/orders/${order.orderId}`;
    const { json } = await amazon.call('GET', path, { query: { includedData: 'FULFILLMENT,PACKAGES' } });
    expect(json.order.fulfillment.fulfillmentStatus).toBe('SHIPPED');
    expect(json.order.lastUpdatedTime).toBe('2026-11-21T03:00:00Z');
    expect(json.order.packages).toEqual([
      {
        packageReferenceId: '1',
        createdTime: '2026-11-21T03:00:00Z',
        packageStatus: { status: 'SHIPPED' },
        carrier: 'YAMATO',
        shipTime: '2026-11-21T03:00:00Z',
        shippingService: '宅急便',
        trackingNumber: '000000000001',
        packageItems: [{ orderItemId: order.lines[0]!.orderItemId, quantity: order.lines[0]!.quantity }],
      },
    ]);
  });

  it('takes several packages of one order, whose quantities add up', async () => {
    const order = ours(2);
    const [first, second] = order.lines;
    const item = (line: typeof first, quantity: number) => [{ orderItemId: line!.orderItemId, quantity }];
    expect((await confirm(order.orderId, packageOf(order, { orderItems: item(first, 1) }))).status).toBe(204);
    expect(await statusNow(order.orderId)).toBe('PARTIALLY_SHIPPED');
    const rest = [...item(first, 1), ...item(second, 1)];
    expect((await confirm(order.orderId, packageOf(order, { packageReferenceId: '2', orderItems: rest }))).status).toBe(
      204,
    );
    expect(await statusNow(order.orderId)).toBe('SHIPPED');
  });

  it('edits the package of the same reference, and changes nothing when it is told the same again', async () => {
    const order = ours();
    await confirm(order.orderId, packageOf(order));
    await confirm(order.orderId, packageOf(order));
    await confirm(order.orderId, packageOf(order, { trackingNumber: '000000000002' }));
    const { packages, confirmations } = await control.holdings();
    expect(packages!.map((one) => one.trackingNumber)).toEqual(['000000000002']);
    expect(confirmations!.map((one) => one.effect)).toEqual(['created', 'unchanged', 'edited']);
  });

  it('refuses another package of an order that is shipped, in the words seen in public', async () => {
    const order = ours();
    await confirm(order.orderId, packageOf(order));
    const answer = await confirm(order.orderId, packageOf(order, { packageReferenceId: '2' }));
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].message).toContain('PackageToUpdateNotFound');
    expect((await control.holdings()).packages!.length).toBe(1);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a reference that is a JSON number', { packageReferenceId: 1 }, 'packageReferenceId'],
    ['a reference that is no number', { packageReferenceId: 'A1' }, 'positive numeric'],
    ['a reference of zero', { packageReferenceId: '0' }, 'positive numeric'],
    ['a carrier code that is on no list', { carrierCode: '20' }, 'carrier code'],
    ['a carrier code in other letters', { carrierCode: 'Yamato' }, 'carrier code'],
    ['Other without a carrier name', { carrierCode: 'Other', carrierName: undefined }, 'carrier name'],
    ['no tracking number', { trackingNumber: undefined }, 'trackingNumber'],
    ['an empty tracking number', { trackingNumber: '' }, 'trackingNumber'],
    ['a date in another form', { shipDate: '02/21/2022' }, 'Invalid Input'],
    ['a date without a time', { shipDate: '2026-11-21' }, 'Invalid Input'],
    ['no lines', { orderItems: [] }, 'orderItems'],
    ['a line of another order', { orderItems: [{ orderItemId: '59999999999999', quantity: 1 }] }, '59999999999999'],
    ['a member that does not exist', { weight: 1 }, 'weight'],
  ])('refuses %s and says which', async (_what, changes, words) => {
    const order = ours();
    const answer = await confirm(order.orderId, packageOf(order, changes));
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].message).toContain(words);
    expect(answer.headers.get('x-amzn-ratelimit-limit')).toBe('2');
    expect(await statusNow(order.orderId)).toBe('UNSHIPPED');
  });

  it('takes Other with a carrier name', async () => {
    const order = ours();
    const answer = await confirm(order.orderId, packageOf(order, { carrierCode: 'Other', carrierName: '赤帽' }));
    expect(answer.status).toBe(204);
  });

  it('refuses more than was ordered, and names the line', async () => {
    const order = ours();
    const line = order.lines[0]!;
    const orderItems = [{ orderItemId: line.orderItemId, quantity: line.quantity + 1 }];
    const answer = await confirm(order.orderId, packageOf(order, { orderItems }));
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].message).toContain(line.orderItemId);
  });

  it('refuses a set product that is split: its parts are no lines of Amazon, and the set itself cannot go twice', async () => {
    const order = orders.find((one) => one.lines[0]!.sku === 'LAB-SET-GIFT' && one.status === 'UNSHIPPED')!;
    const part = { orderItems: [{ orderItemId: '50000000000001', quantity: 1 }] };
    expect((await confirm(order.orderId, packageOf(order, part))).status).toBe(400);
    expect((await confirm(order.orderId, packageOf(order))).status).toBe(204);
    expect((await confirm(order.orderId, packageOf(order, { packageReferenceId: '2' }))).status).toBe(400);
  });

  describe('an order with a set product goes in one piece', () => {
    const placed = async (sku: string, quantity = '2') => {
      const { orderId } = await control.change('place-order', { sku, quantity });
      lab.clock.turn(120_000);
      return (await control.holdings()).orders!.find((one) => one.orderId === orderId) as Held;
    };
    const items = (order: Held, ...quantities: number[]) => ({
      orderItems: quantities.flatMap((quantity, index) =>
        quantity > 0 ? [{ orderItemId: order.lines[index]!.orderItemId, quantity }] : [],
      ),
    });

    it.each([
      ['one of two sets', 'LAB-SET-GIFT', [1]],
      ['the set without the other goods', 'LAB-SET-GIFT,LAB-TEA-01', [2, 0]],
      ['the other goods without the set', 'LAB-TEA-01,LAB-SET-GIFT', [2, 0]],
      ['a part of each', 'LAB-TEA-01,LAB-SET-GIFT', [1, 1]],
    ])('%s is refused, and nothing is booked', async (_what, sku, quantities) => {
      const order = await placed(sku);
      const answer = await confirm(order.orderId, packageOf(order, items(order, ...quantities)));
      expect([answer.status, answer.json.errors[0].message]).toEqual([400, expect.stringContaining('set product')]);
      expect(await statusNow(order.orderId)).toBe('UNSHIPPED');
      expect((await confirm(order.orderId, packageOf(order))).status).toBe(204);
    });

    it('and its parcel may still get another number', async () => {
      const order = await placed('LAB-TEA-01,LAB-SET-GIFT');
      expect((await confirm(order.orderId, packageOf(order))).status).toBe(204);
      expect((await confirm(order.orderId, packageOf(order, { trackingNumber: '000000000002' }))).status).toBe(204);
    });

    it('other goods are split as before', async () => {
      const order = await placed('LAB-TEA-01,LAB-MUG-BL');
      expect((await confirm(order.orderId, packageOf(order, items(order, 1)))).status).toBe(204);
      const rest = { ...items(order, 1, 2), packageReferenceId: '2' };
      expect((await confirm(order.orderId, packageOf(order, rest))).status).toBe(204);
      expect(await statusNow(order.orderId)).toBe('SHIPPED');
    });
  });

  it.each([
    ['an order that Amazon ships', (one: Held) => one.fulfilledBy === 'AMAZON'],
    ['a cancelled order', (one: Held) => one.status === 'CANCELLED'],
    ['a pending order', (one: Held) => one.status === 'PENDING'],
    ['a pre-order without a date', (one: Held) => one.status === 'PENDING_AVAILABILITY'],
  ])('refuses %s', async (_what, pick) => {
    const order = orders.find(pick)!;
    expect((await confirm(order.orderId, packageOf(order))).status).toBe(400);
    expect((await control.holdings()).confirmations).toMatchObject([{ effect: 'refused' }]);
  });

  it('refuses an order of the Ship+ programme', async () => {
    const found = await amazon.call('GET', '/orders/2026-01-01/orders', {
      query: { createdAfter: '2026-01-01' },
      token,
    });
    const id = found.json.orders.find((one: { programs?: string[] }) =>
      one.programs?.includes('FBM_SHIP_PLUS'),
    ).orderId;
    const order = orders.find((one) => one.orderId === id)!;
    const answer = await confirm(id, packageOf(order));
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].message).toContain('Ship+');
  });

  it('knows no order that does not exist, and no number in another form', async () => {
    const order = ours();
    expect((await confirm('250-0000000-0000000', packageOf(order))).status).toBe(404);
    expect((await confirm('250-000-0', packageOf(order))).status).toBe(400);
  });

  it('takes DirectPayment for cash on delivery only', async () => {
    const cod = orders.find((one) => one.lines[0]!.sku === 'LAB-MUG-WH')!;
    const paid = ours();
    const direct = (order: Held) => ({ ...packageOf(order), codCollectionMethod: 'DirectPayment' });
    expect((await confirm(cod.orderId, direct(cod))).status).toBe(204);
    expect((await confirm(paid.orderId, direct(paid))).status).toBe(400);
    expect((await confirm(paid.orderId, { ...packageOf(paid), codCollectionMethod: 'COD' })).status).toBe(400);
  });

  it('refuses the marketplace of another country', async () => {
    const order = ours();
    expect((await confirm(order.orderId, { ...packageOf(order), marketplaceId: 'ATVPDKIKX0DER' })).status).toBe(400);
  });
});

interface FeedFile {
  readonly type?: string;
  readonly contentType?: string;
  readonly text: string;
}

/** The whole way of a feed up to its number. */
async function submit({
  type = 'POST_ORDER_FULFILLMENT_DATA',
  contentType = 'text/xml; charset=UTF-8',
  text,
}: FeedFile) {
  const made = await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType }, token });
  expect(made.status).toBe(201);
  const put = await fetch(made.json.url, { method: 'PUT', body: text, headers: { 'content-type': contentType } });
  expect(put.status).toBe(200);
  const body = { feedType: type, marketplaceIds: ['A1VC38T7YXB528'], inputFeedDocumentId: made.json.feedDocumentId };
  const feed = await amazon.call('POST', '/feeds/2021-06-30/feeds', { body, token });
  expect(feed.status).toBe(202);
  return String(feed.json.feedId);
}

const feedNow = async (id: string) => (await amazon.call('GET', `/feeds/2021-06-30/feeds/${id}`, { token })).json;

/** The processing report of a feed that has ended. */
async function reportOf(id: string): Promise<string> {
  const { resultFeedDocumentId } = await feedNow(id);
  const { json } = await amazon.call('GET', `/feeds/2021-06-30/documents/${resultFeedDocumentId}`, { token });
  const bytes = Buffer.from(await (await fetch(json.url)).arrayBuffer());
  return (json.compressionAlgorithm === 'GZIP' ? gunzipSync(bytes) : bytes).toString('utf8');
}

const envelope = (messages: readonly string[], seller = 'ALABSELLER0001') => `<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>${seller}</MerchantIdentifier></Header>
<MessageType>OrderFulfillment</MessageType>${messages.map((one, at) => `<Message><MessageID>${at + 1}</MessageID><OrderFulfillment>${one}</OrderFulfillment></Message>`).join('')}</AmazonEnvelope>`;

const shipped = (
  order: Held,
  inside = '',
  carrier = '<CarrierCode>YAMATO</CarrierCode><ShippingMethod>ネコポス</ShippingMethod>',
) =>
  `<AmazonOrderID>${order.orderId}</AmazonOrderID><FulfillmentDate>2026-11-21T12:00:00+09:00</FulfillmentDate><FulfillmentData>${carrier}</FulfillmentData>${inside}`;

const item = (id: string, quantity: number) =>
  `<Item><AmazonOrderItemCode>${id}</AmazonOrderItemCode><Quantity>${quantity}</Quantity></Item>`;

describe('feeds', () => {
  it('wait, are worked on, and only then change the orders', async () => {
    const order = ours();
    const id = await submit({ text: envelope([shipped(order)]) });
    expect((await feedNow(id)).processingStatus).toBe('IN_QUEUE');
    lab.clock.turn(60_000);
    expect((await feedNow(id)).processingStatus).toBe('IN_PROGRESS');
    expect(await statusNow(order.orderId)).toBe('UNSHIPPED');
    lab.clock.turn(60_000);
    expect((await feedNow(id)).processingStatus).toBe('DONE');
    expect(await statusNow(order.orderId)).toBe('SHIPPED');
    expect((await control.holdings()).packages).toMatchObject([
      { orderId: order.orderId, trackingNumber: '', createdTime: '2026-11-21T03:02:00Z' },
    ]);
    const report = await reportOf(id);
    expect(report).toContain('<StatusCode>Complete</StatusCode>');
    expect(report).toContain('<MessagesSuccessful>1</MessagesSuccessful>');
    expect(report).not.toContain('<Result>');
  });

  it('name every message that failed, and do the others', async () => {
    const [good, over] = [ours(1), ours(2)];
    const fba = orders.find((one) => one.fulfilledBy === 'AMAZON')!;
    const id = await submit({
      text: envelope([
        shipped(good, item(good.lines[0]!.orderItemId, good.lines[0]!.quantity)),
        shipped(over, item(over.lines[0]!.orderItemId, 99)),
        shipped(fba),
        shipped(over, item('59999999999999', 1)),
        shipped(over, '', '<CarrierCode>23</CarrierCode>'),
        shipped(over, '<Weight>1</Weight>'),
        shipped(over, item(over.lines[1]!.orderItemId, 1), '<CarrierCode>SAGAWA</CarrierCode>'),
      ]),
    });
    lab.clock.turn(120_000);
    const report = await reportOf(id);
    const results = [
      ...report.matchAll(/<MessageID>(\d)<\/MessageID>\s*<ResultCode>(\w+)<\/ResultCode>\s*<ResultMessageCode>(\d+)/g),
    ];
    expect(results.map((one) => one.slice(1, 4).join(' '))).toEqual([
      '2 Error 18021',
      '3 Error 18028',
      '4 Error 18028',
      '5 Error 18028',
      '6 Error 5000',
      '7 Warning 18037',
    ]);
    expect(report).toContain('<MessagesSuccessful>2</MessagesSuccessful>');
    expect(await statusNow(good.orderId)).toBe('SHIPPED');
    expect(await statusNow(over.orderId)).toBe('PARTIALLY_SHIPPED');
  });

  it('change nothing when the same is sent again, and edit the number', async () => {
    const order = ours();
    const number = (text: string) =>
      `<CarrierCode>YAMATO</CarrierCode><ShippingMethod>x</ShippingMethod><ShipperTrackingNumber>${text}</ShipperTrackingNumber>`;
    for (const text of ['1', '1', '2']) {
      await submit({ text: envelope([shipped(order, '', number(text))]) });
      lab.clock.turn(180_000);
    }
    const { confirmations, packages } = await control.holdings();
    expect(confirmations!.map((one) => one.effect)).toEqual(['created', 'unchanged', 'edited']);
    expect(packages!.map((one) => one.trackingNumber)).toEqual(['2']);
  });

  it.each([
    ['no XML', 'not xml at all'],
    ['another root', '<Other/>'],
    ['another seller', envelope(['<AmazonOrderID>x</AmazonOrderID>'], 'SOMEBODY')],
    ['no message', envelope([])],
  ])('end FATAL with a report when the file is %s', async (_what, text) => {
    const id = await submit({ text });
    lab.clock.turn(120_000);
    expect((await feedNow(id)).processingStatus).toBe('FATAL');
    const report = await reportOf(id);
    expect(report).toContain('<StatusCode>Rejected</StatusCode>');
    expect(report).toContain('<ResultMessageCode>5000</ResultMessageCode>');
  });

  it('end FATAL without a report when nothing was uploaded, and for feed types that Amazon took away', async () => {
    const made = await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType: 'text/xml' }, token });
    const inputFeedDocumentId = made.json.feedDocumentId;
    const create = (feedType: string) =>
      amazon.call('POST', '/feeds/2021-06-30/feeds', {
        body: { feedType, marketplaceIds: ['A1VC38T7YXB528'], inputFeedDocumentId },
        token,
      });
    const empty = await create('POST_ORDER_FULFILLMENT_DATA');
    const gone = await create('POST_INVENTORY_AVAILABILITY_DATA');
    lab.clock.turn(300_000);
    for (const { json } of [empty, gone]) {
      const feed = await feedNow(json.feedId);
      expect(feed.processingStatus).toBe('FATAL');
      expect(feed.resultFeedDocumentId).toBeUndefined();
    }
  });

  it('can be made to end FATAL when half of the work is done', async () => {
    await control.change('plan-feed', { fatalAfter: '1' });
    const [first, second] = [ours(1), ours(2)];
    const id = await submit({ text: envelope([shipped(first), shipped(second)]) });
    lab.clock.turn(120_000);
    expect(await feedNow(id)).toMatchObject({ processingStatus: 'FATAL' });
    expect([await statusNow(first.orderId), await statusNow(second.orderId)]).toEqual(['SHIPPED', 'UNSHIPPED']);
  });

  it('are worked on one after the other, and can be cancelled in the queue only', async () => {
    const first = await submit({ text: envelope([shipped(ours())]) });
    const second = await submit({ text: envelope([shipped(ours(2))]) });
    lab.clock.turn(119_000);
    expect([(await feedNow(first)).processingStatus, (await feedNow(second)).processingStatus]).toEqual([
      'IN_PROGRESS',
      'IN_QUEUE',
    ]);
    expect((await amazon.call('DELETE', `/feeds/2021-06-30/feeds/${first}`, { token })).status).toBe(400);
    expect((await amazon.call('DELETE', `/feeds/2021-06-30/feeds/${second}`, { token })).status).toBe(200);
    lab.clock.turn(600_000);
    expect((await feedNow(second)).processingStatus).toBe('CANCELLED');
    expect(await statusNow(ours(2).orderId)).toBe('UNSHIPPED');
  });

  it('let an address live for five minutes, and refuse another content type and API headers there', async () => {
    const contentType = 'text/xml; charset=UTF-8';
    const made = await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType }, token });
    const put = (headers: Record<string, string>) => fetch(made.json.url, { method: 'PUT', body: '<a/>', headers });
    expect((await put({ 'content-type': 'text/xml' })).status).toBe(403);
    expect((await put({ 'content-type': contentType, 'x-amz-access-token': token })).status).toBe(403);
    lab.clock.turn(299_000);
    expect((await put({ 'content-type': contentType })).status).toBe(200);
    lab.clock.turn(1000);
    const late = await put({ 'content-type': contentType });
    expect(late.status).toBe(403);
    expect(await late.text()).toContain('Request has expired');
  });

  it('take one createFeed in two minutes after 15', async () => {
    const made = await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType: 'text/xml' }, token });
    const create = () =>
      amazon.call('POST', '/feeds/2021-06-30/feeds', {
        body: {
          feedType: 'POST_ORDER_FULFILLMENT_DATA',
          marketplaceIds: ['A1VC38T7YXB528'],
          inputFeedDocumentId: made.json.feedDocumentId,
        },
        token,
      });
    for (let i = 0; i < 15; i += 1) expect((await create()).status).toBe(202);
    expect((await create()).status).toBe(429);
    lab.clock.turn(121_000);
    expect((await create()).status).toBe(202);
  });

  it('are listed newest first, in pages', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      ids.push(await submit({ text: envelope([shipped(ours())]) }));
      lab.clock.turn(1000);
    }
    const list = (query: Record<string, string>) => amazon.call('GET', '/feeds/2021-06-30/feeds', { query, token });
    const first = await list({ feedTypes: 'POST_ORDER_FULFILLMENT_DATA', pageSize: '2' });
    const second = await list({ nextToken: first.json.nextToken });
    const seen = [...first.json.feeds, ...second.json.feeds].map((one) => one.feedId);
    expect(seen).toEqual([...ids].reverse());
    expect((await list({ nextToken: first.json.nextToken, pageSize: '2' })).status).toBe(400);
    expect((await list({})).status).toBe(400);
  });

  it('take the tab file of 出荷通知, with its head rows and in CP932', async () => {
    const order = ours();
    const head = [
      'TemplateType=OrderFulfillment\tVersion=2011.1102',
      '注文番号\t注文商品番号',
      'order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\tship-method\tcod-collection-method',
    ];
    const rows = [
      `${order.orderId}\t\t\t2026-11-21\tYAMATO\t\t000000000001\t宅急便\t`,
      `250-0000000-0000000\t\t\t2026-11-21\tYAMATO\t\t1\t\t`,
    ];
    const text = `${[...head, ...rows].join('\r\n')}\r\n`;
    const id = await submit({
      type: 'POST_FLAT_FILE_FULFILLMENT_DATA',
      contentType: 'text/tab-separated-values; charset=UTF-8',
      text,
    });
    lab.clock.turn(120_000);
    expect(await statusNow(order.orderId)).toBe('SHIPPED');
    const report = await reportOf(id);
    expect(report).toContain('Number of records successful\t\t1');
    expect(report).toMatch(/^2\t250-0000000-0000000\t\t18028\tError\t/m);
  });
});

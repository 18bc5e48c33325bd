import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connection, Handle, NoticeOf, Outcome, Page } from '../../src/connectors/contract.ts';
import { decide } from '../../src/core/decide/index.ts';
import type { Order } from '../../src/core/order.ts';
import { labelContent } from '../../src/flow/intake/label-content.ts';
import { openDocument } from '../../src/layout/document.ts';
import { readTable } from '../../src/layout/read.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import { alone, connectorMocks, shipNotice } from '../support/connector-mocks.ts';
import { standard } from '../support/layouts.ts';
import { methods, shop } from '../support/orders.ts';
import { type Stand, startStand } from '../support/stand.ts';

const mock = connectorMocks.amazon!;
let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.close());

const connect = (more: Record<string, unknown> = {}): Connection =>
  stand.open(mock.connector, { ...(mock.settings(stand) as object), ...more }, mock.secrets(stand));
const kinds = (outcomes: readonly (Outcome | undefined)[]) => outcomes.map((one) => one?.kind);
const ship = (connection: Connection, notices: readonly NoticeOf<'ship'>[]) => connection.tell!.ship!(notices);
const change = (notice: NoticeOf<'ship'>, more: Partial<NoticeOf<'ship'>['ship']>): NoticeOf<'ship'> => ({
  ...notice,
  ship: { ...notice.ship!, ...more },
});
const withoutNumber = (notice: NoticeOf<'ship'>): NoticeOf<'ship'> =>
  change(notice, { trackingNumber: '', carrierCode: 'Japan Post', carrierName: '日本郵便', shipMethod: '定形外郵便' });
const world = (what: string, args: Record<string, unknown> = {}) => stand.control(`/systems/amazon/${what}`, args);
const called = async (operation: string) => (await stand.requests()).filter((one) => one.operation === operation);

async function pulled(connection: Connection, cursor = ''): Promise<{ orders: Order[]; pages: Page[] }> {
  const pages: Page[] = [];
  const orders: Order[] = [];
  for await (const page of connection.pullOrders!({ cursor, from: '2026-11-01T00:00:00Z' })) {
    const layout = standard.layouts.read.get(page.layout)!;
    const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };
    const opened = await openDocument((form) => openTable(page.document.bytes, '', form, limits), [layout]);
    if ('problem' in opened) throw new Error(opened.problem.code);
    orders.push(
      ...readTable(opened, { masters: standard.masters, today: '2026-11-21' }).orders.map((one) => one.order),
    );
    pages.push(page);
  }
  return { orders, pages };
}

const holdsOf = (order: Order): string[] =>
  decide({
    order,
    shop: shop({ defaultMethod: 'ヤマト運輸' }),
    today: '2026-11-21',
    prior: [],
    historyHolds: [],
    lastSerial: 0,
    methodFor: () => Object.values(methods)[0]!,
    inspect: (shipment) => ({ shipment, holds: [] }),
  }).flatMap((one) => (one.state === 'cancelled' ? ['cancelled'] : one.holds.map((hold) => hold.code)));

const byStatus = async (status: string) =>
  (await stand.holdings('amazon')).orders!.filter(
    (order) => order.status === status && order.fulfilledBy === 'MERCHANT',
  );

describe('orders', () => {
  test('A1: a pending order comes without an address, is held, and completes itself when it is paid', async () => {
    const connection = connect();
    const first = await pulled(connection);
    const [pending] = await byStatus('PENDING');
    const number = String(pending!.orderId);
    const before = first.orders.find((order) => order.number === number)!;
    expect(holdsOf(before)).toEqual(['unpaid', 'address-pending']);
    await world('pay-order', { order: number });
    stand.turn(10 * 60_000);
    const second = await pulled(connection, first.pages.at(-1)!.cursor);
    const after = second.orders.find((order) => order.number === number)!;
    expect(after.payment.state).toBe('paid');
    expect(after.destinations[0]!.consignee.postalCode).toMatch(/^\d{7}$/);
    expect(holdsOf(after)).toEqual([]);
    // No change of a label that somebody must look at: there was no label yet.
    expect(labelContent(before)).toBeNull();
  });

  test('without the role for personal data every order to ship is held, saying so; cancelled ones are cancelled', async () => {
    await world('withdraw-role', { role: 'direct-to-consumer-shipping' });
    const { orders } = await pulled(connect());
    const open = new Set((await byStatus('UNSHIPPED')).map((order) => order.orderId));
    const held = orders.filter((order) => open.has(order.number)).map(holdsOf);
    expect(held.length).toBeGreaterThan(5);
    for (const holds of held) expect(holds).toContain('address-withheld');
    await world('grant-role', { role: 'direct-to-consumer-shipping' });
    const again = await pulled(connect());
    for (const order of again.orders) expect(holdsOf(order)).not.toContain('address-withheld');
  });

  test('a buyer who wants to cancel holds the order; an order cancelled at Amazon gives no label', async () => {
    const { orders } = await pulled(connect());
    const requested = orders.filter((order) => order.lines.some((line) => line.cancelRequested));
    expect(requested.map(holdsOf)).toEqual([['cancel-requested']]);
    const cancelled = orders.filter((order) => order.cancelled);
    expect(cancelled).toHaveLength((await byStatus('CANCELLED')).length);
    for (const order of cancelled) expect(holdsOf(order)).toEqual(['cancelled']);
  });

  test('the first pull leaves out what was shipped before; later pulls see what somebody else shipped', async () => {
    const [one, other] = await mock.ship!.notices(stand, 2);
    const connection = connect();
    await ship(connection, [one!]);
    const first = await pulled(connection);
    expect(first.orders.map((order) => order.number)).not.toContain(one!.orderNumber);
    await ship(connection, [other!]);
    stand.turn(10 * 60_000);
    const second = await pulled(connection, first.pages.at(-1)!.cursor);
    expect(holdsOf(second.orders.find((order) => order.number === other!.orderNumber)!)).toEqual(['cancelled']);
  });

  test('an order that wants Amazon’s own label is held before a label of ours is printed', async () => {
    const { orders } = await pulled(connect());
    expect(orders.map(holdsOf).filter((holds) => holds.includes('marketplace-label'))).toEqual([['marketplace-label']]);
  });

  test('cash on delivery collects the part that is not paid, and a wished window gives day and time slot', async () => {
    const { orders } = await pulled(connect());
    const cod = orders.filter((order) => order.payment.state === 'cod');
    expect(cod.map((order) => order.payment.codAmount)).toEqual([2800]);
    const wished = orders.flatMap((order) => order.destinations).filter((one) => one.wishedDate !== null);
    expect(wished).toMatchObject([{ wishedDate: '2026-11-23', timeSlot: '1416' }]);
  });

  test('v0 gives the same orders, lines and addresses as v2026', async () => {
    const essence = (orders: readonly Order[]) =>
      orders
        .map(({ number, cancelled, destinations, lines, total }) => ({
          number,
          cancelled,
          // v0 gives no address of cancelled orders.
          consignee: cancelled ? null : destinations[0]!.consignee,
          wish: [destinations[0]!.wishedDate, destinations[0]!.timeSlot],
          lines: cancelled ? [] : lines.map(({ no, sku, quantity }) => [no, sku, quantity]),
          total: cancelled ? 0 : total,
        }))
        .sort((a, b) => (a.number < b.number ? -1 : 1));
    const v0 = await pulled(connect({ 'orders-api': 'v0', 'page-size': 5 }));
    expect(v0.pages.length).toBeGreaterThan(1);
    expect(essence(v0.orders)).toEqual(essence((await pulled(connect())).orders));
  });

  test('v0 without the role is held for the same reason', async () => {
    await world('withdraw-role', { role: 'direct-to-consumer-shipping' });
    const { orders } = await pulled(connect({ 'orders-api': 'v0' }));
    expect(orders.flatMap(holdsOf)).toContain('address-withheld');
  });
});

describe('ship notices one by one', () => {
  test('never meet the limit: calls wait ahead, and no longer than needed', async () => {
    await stand.control('/reset', { seed: { orders: 120 } });
    const notices = await mock.ship!.notices(stand, 60);
    const outcomes = await ship(connect(), notices);
    expect(new Set(kinds(outcomes))).toEqual(new Set(['done']));
    expect((await stand.requests()).filter((one) => one.status === 429)).toEqual([]);
    expect(stand.waited()).toBeLessThanOrEqual(((60 - 9) / 2) * 1000 + 100);
  });

  test('say what Amazon refuses: FBA, Ship+, cancelled, unknown line, too many, no carrier name', async () => {
    const { orders } = await stand.holdings('amazon');
    const of = (where: (order: Record<string, unknown>) => boolean) =>
      shipNotice(orders!.find(where) as { orderId: unknown; lines: unknown }, '400000000002');
    const [good] = await mock.ship!.notices(stand, 1);
    const bought = of(
      (order) =>
        (order.lines as { sku: string; quantity: number }[])[0]!.sku === 'LAB-CABLE-1M' &&
        (order.lines as { quantity: number }[])[0]!.quantity === 1,
    );
    const outcomes = await ship(connect(), [
      of((order) => order.fulfilledBy === 'AMAZON'),
      bought,
      of((order) => order.status === 'CANCELLED'),
      of((order) => order.status === 'PENDING'),
      change(good!, { items: [{ line: '99999999999999', quantity: 1 }] }),
      change(good!, { items: good!.ship!.items.map((item) => ({ ...item, quantity: 99 })) }),
      change(good!, { carrierCode: '', carrierName: '' }),
      change(good!, { items: [] }),
      change(good!, { carrierCode: '', carrierName: '地域の運送' }),
    ]);
    expect(outcomes.map((one) => one.code)).toEqual([
      'notice-not-ours',
      'notice-ship-plus',
      'notice-order-cancelled',
      'notice-refused',
      'notice-line-unknown',
      'notice-quantity-over',
      'notice-carrier-name-missing',
      'notice-line-unknown',
      'notice-told',
    ]);
    expect(outcomes[4]!.args).toMatchObject({ lines: '99999999999999' });
  });

  test('A8: a changed number is an edit of the same parcel; a second parcel is a package of its own', async () => {
    const { orders } = await stand.holdings('amazon');
    const many = orders!.find((order) => (order.lines as unknown[]).length === 3 && order.status === 'UNSHIPPED')!;
    const whole = shipNotice(many as { orderId: unknown; lines: unknown }, '400000000002');
    const [first, ...rest] = whole.ship!.items;
    const one = change(whole, { items: [first!], parcel: 1, parcels: 2 });
    const two = change(whole, { items: rest, parcel: 2, parcels: 2, trackingNumber: '400000000013' });
    const connection = connect();
    expect(kinds(await ship(connection, [one, two]))).toEqual(['done', 'done']);
    expect(kinds(await ship(connection, [change(one, { trackingNumber: '400000000024' })]))).toEqual(['done']);
    const { packages } = await stand.holdings('amazon');
    expect(packages!.map((one) => [one.packageReferenceId, one.trackingNumber])).toEqual([
      ['1', '400000000024'],
      ['2', '400000000013'],
    ]);
  });

  test('A5: cash on delivery is told as DirectPayment, everything else goes out as given', async () => {
    const { orders } = await pulled(connect());
    const number = orders.find((order) => order.payment.state === 'cod')!.number;
    const held = (await stand.holdings('amazon')).orders!.find((order) => order.orderId === number)!;
    const notice = shipNotice(held as { orderId: unknown; lines: unknown }, '400000000002', {
      collect: true,
      parcel: 7,
    });
    expect(kinds(await ship(connect(), [notice]))).toEqual(['done']);
    expect(JSON.parse((await called('confirmShipment'))[0]!.body)).toEqual({
      marketplaceId: 'A1VC38T7YXB528',
      codCollectionMethod: 'DirectPayment',
      packageDetail: {
        packageReferenceId: '7',
        carrierCode: 'YAMATO',
        carrierName: 'ヤマト運輸',
        shippingMethod: '宅急便 〜髙𠮷〜',
        trackingNumber: '400000000002',
        shipDate: '2026-11-21T12:00:00+09:00',
        orderItems: notice.ship!.items.map((item) => ({ orderItemId: item.line, quantity: item.quantity })),
      },
    });
  });

  test.each([
    ['unavailable', ['retry', 'retry', 'retry', 'retry', 'retry', 'retry']],
    ['server-error', ['unsure', 'unsure', 'unsure', 'retry', 'retry', 'retry']],
  ])('when Amazon has trouble (%s) the rest is left for later, unsent', async (kind, expected) => {
    const notices = await mock.ship!.notices(stand, 6);
    await stand.fault('amazon', 'confirmShipment', kind, { count: 100 });
    expect(kinds(await ship(connect(), notices))).toEqual(expected);
    expect(await called('confirmShipment')).toHaveLength(3);
  });

  test('a storm of 429 loses nothing and doubles nothing', async () => {
    const notices = await mock.ship!.notices(stand, 6);
    const connection = connect();
    await stand.fault('amazon', 'confirmShipment', 'too-many', { count: null, probability: 0.5 });
    let left: readonly NoticeOf<'ship'>[] = notices;
    for (let round = 0; left.length > 0 && round < 50; round++) {
      const outcomes = await ship(connection, left);
      expect(kinds(outcomes).filter((kind) => kind !== 'done' && kind !== 'retry')).toEqual([]);
      left = left.filter((_, index) => outcomes[index]!.kind === 'retry');
    }
    const { confirmations } = await stand.holdings('amazon');
    expect(confirmations!.map((one) => one.effect)).toEqual(notices.map(() => 'created'));
  });

  test('a day that does not exist is for the operator, before anything is sent', async () => {
    const [notice] = await mock.ship!.notices(stand, 1);
    const outcomes = await ship(connect(), [
      change(notice!, { shipDate: '2026-02-30' }),
      change(notice!, { shipDate: '' }),
    ]);
    expect(outcomes.map((one) => one.code)).toEqual(['notice-field-refused', 'notice-field-refused']);
    expect(await stand.requests()).toEqual([]);
  });

  test('looking tells an order that was cancelled meanwhile, and one that Amazon does not know', async () => {
    const [notice] = await mock.ship!.notices(stand, 1);
    await world('cancel-order', { order: notice!.orderNumber });
    const unknown: NoticeOf<'ship'> = { ...notice!, orderNumber: '250-9999999-9999999' };
    const found = await connect().look!([notice!, unknown]);
    expect(found.map((one) => one?.code)).toEqual(['notice-order-cancelled', 'notice-order-unknown']);
  });
});

describe('ship notices as a feed', () => {
  const afterwards = async (connection: Connection, outcomes: readonly Outcome[]): Promise<readonly Outcome[]> => {
    const handle = JSON.parse(JSON.stringify(outcomes.find((one) => one.handle)!.handle)) as Handle;
    return (await connection.collect!([handle]))[0]!;
  };

  test('A2: a method without a number goes by feed, and its result is collected by another process', async () => {
    const [plain, bare] = await mock.ship!.notices(stand, 2);
    const outcomes = await ship(connect(), [withoutNumber(bare!), plain!]);
    expect(kinds(outcomes)).toEqual(['pending', 'done']);
    expect(outcomes[0]!.handle).toMatchObject({ kind: 'ship-feed', notices: [bare!.id] });
    const other = connect();
    expect(kinds(await afterwards(other, outcomes))).toEqual(['pending']);
    stand.turn(3 * 60_000);
    expect(kinds(await afterwards(other, outcomes))).toEqual(['done']);
    const { packages } = await stand.holdings('amazon');
    expect(packages!.find((one) => one.orderId === bare!.orderNumber)).toMatchObject({
      trackingNumber: '',
      carrierCode: 'Japan Post',
      shippingMethod: '定形外郵便',
    });
  });

  test('many go as one feed; each line that fails has its own reason, the others are done', async () => {
    const notices = await mock.ship!.notices(stand, 5);
    const given = [
      notices[0]!,
      change(notices[1]!, { items: notices[1]!.ship!.items.map((item) => ({ ...item, quantity: 99 })) }),
      notices[2]!,
      change(notices[3]!, { carrierCode: 'PIGEON' }),
      notices[4]!,
      change(notices[4]!, { carrierName: '', carrierCode: 'Other' }),
    ];
    const connection = connect({ 'feed-from': 3 });
    const outcomes = await ship(connection, given);
    expect(kinds(outcomes)).toEqual(['pending', 'pending', 'pending', 'pending', 'pending', 'fix']);
    expect(await called('createFeed')).toHaveLength(1);
    expect(await called('confirmShipment')).toHaveLength(0);
    stand.turn(3 * 60_000);
    const results = await afterwards(connection, outcomes);
    expect(results.map((one) => one.code)).toEqual([
      'notice-told',
      'notice-nothing-left',
      'notice-told',
      'notice-line-refused',
      'notice-told',
    ]);
    expect(results[3]!.args).toMatchObject({ code: '18028' });
  });

  test.each([['yes'], ['no']])(
    'FATAL is unsure, with a report or not (%s); looking tells which were done',
    async (report) => {
      const notices = await mock.ship!.notices(stand, 4);
      const connection = connect({ 'feed-from': 2 });
      await world('plan-feed', { fatalAfter: 2, report });
      const outcomes = await ship(connection, notices);
      stand.turn(3 * 60_000);
      expect(kinds(await afterwards(connection, outcomes))).toEqual(['unsure', 'unsure', 'unsure', 'unsure']);
      expect(kinds(await connection.look!(notices))).toEqual(['done', 'done', undefined, undefined]);
    },
  );

  test('texts with <, &, quotes and 〜 髙 𠮷 arrive in a feed as they are', async () => {
    const [notice] = await mock.ship!.notices(stand, 1);
    const text = '地域 & <運送> "髙𠮷" 〜';
    const connection = connect({ 'feed-from': 1 });
    const outcomes = await ship(connection, [
      change(notice!, { carrierCode: '', carrierName: text, shipMethod: text }),
    ]);
    stand.turn(3 * 60_000);
    expect(kinds(await afterwards(connection, outcomes))).toEqual(['done']);
    expect((await stand.holdings('amazon')).packages).toMatchObject([
      { carrierCode: 'Other', carrierName: text, shippingMethod: text },
    ]);
  });

  test('a wrong seller id is refused as a whole, for the operator', async () => {
    const notices = await mock.ship!.notices(stand, 2);
    const connection = connect({ 'feed-from': 2, 'seller-id': 'AOTHERSELLER01' });
    const outcomes = await ship(connection, notices);
    stand.turn(3 * 60_000);
    expect((await afterwards(connection, outcomes)).map((one) => one.code)).toEqual([
      'notice-feed-refused',
      'notice-feed-refused',
    ]);
  });

  test('a lost answer to createFeed is unsure, and stays so until the feed is worked off', async () => {
    const notices = await mock.ship!.notices(stand, 2);
    await stand.fault('amazon', 'createFeed', 'lost');
    const connection = connect({ 'feed-from': 2 });
    expect(kinds(await ship(connection, notices))).toEqual(['unsure', 'unsure']);
    expect((await connection.look!(notices)).map((one) => one?.code)).toEqual([
      'feed-still-running',
      'feed-still-running',
    ]);
    stand.turn(3 * 60_000);
    expect(kinds(await connection.look!(notices))).toEqual(['done', 'done']);
  });

  test.each(['createFeedDocument', 'createFeed'])(
    '%s with too many calls: to be tried again, nothing was told',
    async (operation) => {
      const notices = await mock.ship!.notices(stand, 2);
      await stand.fault('amazon', operation, 'too-many');
      const connection = connect({ 'feed-from': 2 });
      expect(kinds(await ship(connection, notices))).toEqual(['retry', 'retry']);
      expect((await stand.holdings('amazon')).feeds).toEqual([]);
      expect(kinds(await ship(connection, notices))).toEqual(['pending', 'pending']);
    },
  );

  test.each(['getFeed', 'getFeedDocument'])(
    'trouble while asking (%s) leaves the notices waiting',
    async (operation) => {
      const notices = await mock.ship!.notices(stand, 2);
      const connection = connect({ 'feed-from': 2 });
      const outcomes = await ship(connection, notices);
      stand.turn(3 * 60_000);
      for (const kind of ['server-error', 'garbage', 'lost']) {
        await stand.fault('amazon', operation, kind);
        expect(kinds(await afterwards(connection, outcomes))).toEqual(['pending', 'pending']);
      }
      expect(kinds(await afterwards(connection, outcomes))).toEqual(['done', 'done']);
    },
  );

  test('a refused key while asking leaves the notices waiting, too: they are on their way', async () => {
    const notices = await mock.ship!.notices(stand, 2);
    const outcomes = await ship(connect({ 'feed-from': 2 }), notices);
    await world('revoke-token');
    expect(kinds(await afterwards(connect(), outcomes))).toEqual(['pending', 'pending']);
    await world('restore-token');
    stand.turn(3 * 60_000);
    expect(kinds(await afterwards(connect(), outcomes))).toEqual(['done', 'done']);
  });

  test('a feed that Amazon does not know any more is unsure', async () => {
    const handle: Handle = { kind: 'ship-feed', id: '999999999999', notices: ['a', 'b'] };
    expect(kinds((await connect().collect!([handle]))[0]!)).toEqual(['unsure', 'unsure']);
  });
});

describe('stock', () => {
  const item = (sku: string, quantity: number) => ({ item: sku, option: '', quantity });
  const stock = async (sku: string) => (await stand.holdings('amazon')).stock!.filter((one) => one.sku === sku);

  test('a few go one by one, keep the lead time, and reach Amazon with every kind of SKU', async () => {
    expect(kinds(await connect().pushStock!([item('LAB-TEA-01', 5), item('LAB PEN/B 0.5%', 0)], alone))).toEqual([
      'done',
      'done',
    ]);
    expect(await stock('LAB-TEA-01')).toMatchObject([{ channel: 'DEFAULT', quantity: 5, leadTimeDays: 2 }]);
    expect(await stock('LAB PEN/B 0.5%')).toMatchObject([{ quantity: 0 }]);
  });

  test('X8: FBA SKUs are refused before anything is sent; known ones are not even asked for', async () => {
    const outcomes = await connect({ 'fba-skus': ['FBA-BAG-02'] }).pushStock!(
      [item('FBA-LAMP-01', 5), item('FBA-BAG-02', 5)],
      alone,
    );
    expect(outcomes.map((one) => one.code)).toEqual(['stock-fba', 'stock-fba']);
    expect(await called('patchListingsItem')).toEqual([]);
    expect(await called('getListingsItem')).toHaveLength(1);
    expect(await stock('FBA-LAMP-01')).toMatchObject([{ channel: 'AMAZON_JP', quantity: 35 }]);
  });

  test('a SKU that went to Amazon meanwhile is noticed within the hour', async () => {
    const connection = connect();
    await connection.pushStock!([item('LAB-TEA-01', 5)], alone);
    await connection.pushStock!([item('LAB-TEA-01', 6)], alone);
    expect(await called('getListingsItem')).toHaveLength(1);
    stand.turn(3_700_000);
    await connection.pushStock!([item('LAB-TEA-01', 7)], alone);
    expect(await called('getListingsItem')).toHaveLength(2);
  });

  test('many go as one feed, each with its own result; FBA SKUs are left out of it', async () => {
    const connection = connect({ 'stock-feed-from': 3 });
    const outcomes = await connection.pushStock!(
      [item('LAB-TEA-01', 1), item('FBA-LAMP-01', 2), item('NO-SUCH', 3), item('LAB-TEA-02', 4)],
      alone,
    );
    expect(kinds(outcomes)).toEqual(['pending', 'fix', 'fix', 'pending']);
    expect(outcomes[0]!.handle).toMatchObject({ kind: 'stock-feed', notices: ['LAB-TEA-01', 'LAB-TEA-02'] });
    stand.turn(3 * 60_000);
    expect(kinds((await connection.collect!([outcomes[0]!.handle!]))[0]!)).toEqual(['done', 'done']);
    expect(await stock('LAB-TEA-02')).toMatchObject([{ quantity: 4, leadTimeDays: 2 }]);
  });

  test('never meets the limit either', async () => {
    const items = Array.from({ length: 60 }, (_, i) => item(['LAB-TEA-01', 'LAB-TEA-02', 'LAB-CASE-S'][i % 3]!, i));
    expect(new Set(kinds(await connect().pushStock!(items, alone)))).toEqual(new Set(['done']));
    expect((await stand.requests()).filter((one) => one.status === 429)).toEqual([]);
  });
});

describe('the limits', () => {
  test('follow the rate that Amazon tells, up', async () => {
    await stand.control('/reset', { seed: { orders: 60 } });
    await world('set-limit', { operation: 'searchOrders', perSecond: 2, burst: 20 });
    await pulled(connect({ 'page-size': 1 }));
    const pages = (await called('searchOrders')).length;
    expect(pages).toBeGreaterThan(40);
    // By the documented rate (one call in 179 s) this takes more than an hour.
    expect(stand.waited()).toBeLessThan(600_000);
    expect((await stand.requests()).filter((one) => one.status === 429)).toEqual([]);
  });
});

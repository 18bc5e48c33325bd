import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { labControl } from '../support/lab-client.ts';
import { type ShopserveClient, shopserveClient } from '../support/shopserve-client.ts';

/* What the lab's shopserve says and remembers. */

const start = Date.parse('2026-11-21T03:00:00Z');
const hour = 3_600_000;
const week = { since: '2026-11-14T12:00:00+09:00' };
const unconfirmed = { ...week, size: 100, filters: [{ confirm_status: ['Unconfirmed'] }] };

let lab: Lab;
let shop: ShopserveClient;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  shop = shopserveClient(lab);
  control = labControl(lab, 'shopserve');
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.run();
  lab.clock.set(start);
  await control.post('/reset', { seed: 'small' });
  await control.change('set-limit', { perSecond: '1000', burst: '1000' });
});

const habit = (name: string, value: string) => control.change('set-habit', { name, value });
const place = async (args: object = {}): Promise<{ serialCode: string; orderNo: string }> =>
  control.change('place-order', args);
const confirmed = async (args: object = {}): Promise<string> => {
  const { serialCode } = await place(args);
  expect(await shop.code('PUT', `/orders/${serialCode}/confirm`, { confirm_status: 'Confirmed' })).toBe('200');
  return serialCode;
};
const settle = (serial: string) => shop.code('POST', `/orders/${serial}/settlement/_request`);
const complete = (serial: string) => shop.code('PUT', `/orders/${serial}/completion`, { completed: 'Yes' });
const acts = async (what: string) =>
  (await control.holdings()).acts!.filter((one) => one.what === what && one.via === 'API').map((one) => one.effect);

describe('the door', () => {
  it('wants shop id and manager key, and locks after five wrong ones for the rest of the hour', async () => {
    for (let i = 0; i < 5; i++) expect((await shop.raw('POST', '/items/_search', {}, 'wrong')).status).toBe(401);
    const locked = await shop.raw('POST', '/items/_search', {});
    expect([locked.status, locked.json.errors[0].code]).toEqual([403, 'Locked']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(3000);
    lab.clock.turn(hour + 2000);
    expect((await shop.raw('POST', '/items/_search', {})).status).toBe(200);
  });

  it('a key that was made anew ends the old one', async () => {
    await control.change('change-key', { key: 'another' });
    expect((await shop.raw('POST', '/items/_search', {})).status).toBe(401);
    expect((await shop.raw('POST', '/items/_search', {}, 'another')).status).toBe(200);
  });

  it('counts calls a second and a day', async () => {
    await control.change('set-limit', { perSecond: '1', burst: '2' });
    lab.clock.freeze();
    expect(await shop.code('POST', '/items/_search', {})).toBe('200');
    expect(await shop.code('POST', '/items/_search', {})).toBe('200');
    expect(await shop.code('POST', '/items/_search', {})).toBe('429 TooManyRequests');
    await control.change('set-limit', { perDay: '3' });
    expect(await shop.code('POST', '/items/_search', {})).toBe('200');
    const last = await shop.raw('POST', '/items/_search', {});
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, String(12 * 3600)]);
    lab.clock.turn(12 * hour);
    expect(await shop.code('POST', '/items/_search', {})).toBe('200');
  });

  it.each(['json', 'page'])(
    'is closed on the third Wednesday of the month from 2 to 8 o’clock in Japan (%s)',
    async (form) => {
      await habit('maintenance', form);
      const statusAt = async (at: string) => {
        lab.clock.set(Date.parse(at));
        return (await shop.raw('POST', '/items/_search', {})).status;
      };
      expect(await statusAt('2026-12-16T01:59:59+09:00')).toBe(200);
      expect(await statusAt('2026-12-16T02:00:00+09:00')).toBe(503);
      expect(await statusAt('2026-12-16T07:59:59+09:00')).toBe(503);
      expect(await statusAt('2026-12-16T08:00:00+09:00')).toBe(200);
      expect(await statusAt('2026-12-23T03:00:00+09:00')).toBe(200);
    },
  );

  it('refuses what it does not know instead of guessing', async () => {
    expect(await shop.code('POST', '/orders/_search', {})).toBe('404 NotFound');
    expect(await shop.code('POST', '/orders/_retrieve/basic;everything', week)).toBe('400 BadRequest');
    expect(await shop.code('POST', '/orders/_retrieve/basic', { ...week, page: 2 })).toBe('400 BadRequest page');
    expect(await shop.code('POST', '/orders/_retrieve/basic', 'no json')).toBe('400 BadRequest');
    expect(await shop.code('POST', '/orders/_retrieve/basic?x=1', week)).toBe('400 BadRequest');
    expect(await shop.code('PUT', '/orders/1/confirm', { confirm_status: 'Confirmed' })).toBe('404 NotFound');
  });
});

describe('orders', () => {
  it('gives the parts that are asked for, oldest first, in pages', async () => {
    const all = (await shop.search(unconfirmed)).json;
    expect(all.total_count).toBe(all.contents.length);
    expect(all.contents.map((one: { basic: { order_date: string } }) => one.basic.order_date)).toEqual(
      all.contents.map((one: { basic: { order_date: string } }) => one.basic.order_date).toSorted(),
    );
    const page = (await shop.search({ ...unconfirmed, from: 2, size: 3 }, 'basic')).json;
    expect(page.contents.map((one: { serial_code: string }) => one.serial_code)).toEqual(
      all.contents.slice(2, 5).map((one: { serial_code: string }) => one.serial_code),
    );
    expect(Object.keys(page.contents[0])).toEqual(['serial_code', 'order_no', 'basic']);
  });

  it('spans a week, reaches two years back, finds single orders at any age', async () => {
    const code = (body: object) => shop.code('POST', '/orders/_retrieve/basic', body);
    expect(await code({ since: '2026-11-14T11:59:59+09:00' })).toBe('400 BadRequest since');
    expect(await code({ since: '2024-11-01T00:00:00+09:00', until: '2024-11-02T00:00:00+09:00' })).toBe(
      '400 BadRequest since',
    );
    expect(await code({})).toBe('400 BadRequest since');
    expect(await code({ ...week, size: 101 })).toBe('400 BadRequest size');
    expect(await code({ filters: [{ serial_code: ['1'] }] })).toBe('200');
    expect(await code({ filters: [{ nothing: ['1'] }] })).toBe('400 BadRequest filters');
  });

  it('there is no carrier without a slip number', async () => {
    const { serialCode } = await place({ slip: 'no' });
    expect((await shop.order(serialCode)).deliveries[0]).toMatchObject({ shipping_company: null, slip_no: null });
    await control.change('set-slip', { order: serialCode, number: '000000000000' });
    expect((await shop.order(serialCode)).deliveries[0]).toMatchObject({
      shipping_company: 'Yamato',
      slip_no: '000000000000',
    });
  });

  it('one number may name two orders; the serial code is theirs alone', async () => {
    const first = await place();
    await control.change('restart-numbers', { from: first.orderNo });
    const second = await place();
    expect(second.orderNo).toBe(first.orderNo);
    expect(second.serialCode).not.toBe(first.serialCode);
    expect(await shop.orders({ filters: [{ order_no: [first.orderNo] }] })).toHaveLength(2);
  });

  it('confirmed ones leave the list of new ones; once more changes nothing', async () => {
    const { serialCode } = await place();
    const confirm = () => shop.raw('PUT', `/orders/${serialCode}/confirm`, { confirm_status: 'Confirmed' });
    expect((await confirm()).json.changed).toBe('Yes');
    expect((await shop.orders(unconfirmed)).map((one) => one.serial_code)).not.toContain(serialCode);
    expect((await confirm()).json.changed).toBe('No');
    expect(await acts('confirm')).toEqual(['done', 'same']);
  });

  it('habits change how nothing, one and numbers look', async () => {
    await habit('empty', 'null');
    expect((await shop.search({ filters: [{ serial_code: ['1'] }] })).json).toEqual({ total_count: 0, contents: null });
    await habit('single', 'object');
    await habit('numbers', 'text');
    const { serialCode } = await place();
    const { contents } = (await shop.search({ filters: [{ serial_code: [serialCode] }] })).json;
    expect(contents.amounts.grand_total).toBe('1956');
  });
});

describe('settlement', () => {
  it('is asked for once, and is planned ten minutes later', async () => {
    const { serialCode } = await place();
    expect(await settle(serialCode)).toBe('202');
    expect((await shop.order(serialCode)).payment.settlement_status).toBe('Requesting');
    expect(await settle(serialCode)).toBe('409 AlreadyRequested');
    lab.clock.turn(10 * 60_000);
    expect((await shop.order(serialCode)).payment.settlement_status).toBe('CollectionPlanned');
    await habit('settlements', 'labels');
    expect((await shop.order(serialCode)).payment.settlement_status).toMatch(/^回収予定 \d\d\/\d\d$/);
    expect(await acts('settle')).toEqual(['done', 'refused']);
  });

  it.each([
    [{ method: 'BankTransfer' }, '409 SettlementNotApplicable'],
    [{ method: 'Deferred', settlement: 'AuthPending' }, '409 SettlementNotReady'],
    [{ settlement: 'Error' }, '409 SettlementNotReady'],
  ])('%o is refused: %s', async (args, expected) => {
    expect(await settle((await place(args)).serialCode)).toBe(expected);
  });

  it('from the fifteenth day on it may fail, as the shop’s credit has ended', async () => {
    const { serialCode } = await place();
    lab.clock.turn(14 * 24 * hour);
    expect(await settle(serialCode)).toBe('202');
    lab.clock.turn(10 * 60_000);
    expect((await shop.order(serialCode)).payment.settlement_status).toBe('Error');
  });
});

describe('shipping and completion', () => {
  it('writes over the provisional number; each destination is shipped by itself, the order when all are', async () => {
    const serial = await confirmed({ lines: 'SS-TEA | SS-CAKE' });
    expect(await complete(serial)).toBe('409 NotShipped');
    expect(await shop.ship(serial)).toBe('200');
    expect((await shop.order(serial)).basic.shipping_status).toBe('Unshipped');
    expect(await shop.ship(serial, { slip_no: '400000000024' }, 2)).toBe('200');
    const order = await shop.order(serial);
    expect(order.basic.shipping_status).toBe('Shipped');
    expect(order.deliveries.map((one: { slip_no: string }) => one.slip_no)).toEqual(['400000000013', '400000000024']);
    expect(await complete(serial)).toBe('200');
    expect(await complete(serial)).toBe('200');
    expect(await acts('complete')).toEqual(['refused', 'done', 'same']);
  });

  it.each([
    [{ slip_no: '' }, '422 SlipRequired slip_no'],
    [{ slip_no: '4000 0000' }, '422 InvalidSlip slip_no'],
    [{ shipping_company: 'Pigeon' }, '422 UnknownCompany shipping_company'],
    [{ shipped_date: '11/21' }, '422 InvalidDate shipped_date'],
    [{ carrier: 'x' }, '400 BadRequest carrier'],
  ])('%o is refused: %s', async (more, expected) => {
    expect(await shop.ship(await confirmed(), more)).toBe(expected);
  });

  it('not of orders that nobody confirmed or that are cancelled; not of destinations that are not there', async () => {
    expect(await shop.ship((await place()).serialCode)).toBe('409 NotConfirmed');
    const serial = await confirmed();
    expect(await shop.ship(serial, {}, 2)).toBe('404 NotFound');
    await control.change('cancel-order', { order: serial });
    expect(await shop.ship(serial)).toBe('409 OrderCancelled');
  });

  it('another number for a shipped one writes over it, or is refused (habit)', async () => {
    const serial = await confirmed();
    expect(await shop.ship(serial)).toBe('200');
    expect(await shop.ship(serial, { slip_no: '400000000024' })).toBe('200');
    await habit('shipped-again', 'refuse');
    expect(await shop.ship(serial)).toBe('409 AlreadyShipped');
    expect(await shop.ship(serial, { slip_no: '400000000024' })).toBe('200');
  });
});

describe('stock', () => {
  const put = (code: string, body: object) => shop.code('PUT', `/items/${code}/stock`, body);
  const stock = async (code: string) => (await shop.raw('GET', `/items/${code}/stock`)).json.stock;

  it('is written by the item or by the exact choices, with its threshold', async () => {
    expect(await put('SS-TEA', { unlimited: 'No', quantity: 7, alert_threshold: 2 })).toBe('200');
    expect((await stock('SS-TEA')).management_item).toMatchObject({ quantity: 7, alert_threshold: 2 });
    const shirt = { variation_name1: '紺', variation_name2: 'M' };
    expect(await put('SS-SHIRT', { unlimited: 'No', quantity: 0, ...shirt })).toBe('200');
    const { patterns } = (await stock('SS-SHIRT')).management_variation;
    expect(patterns.find((one: { pattern: string[] }) => one.pattern.join() === '紺,M')).toMatchObject({ quantity: 0 });
  });

  it('unlimited reads back as 99999999', async () => {
    expect(await put('SS-MUG', { unlimited: 'Yes' })).toBe('200');
    expect((await stock('SS-MUG')).management_item.quantity).toBe(99_999_999);
  });

  it.each([
    ['SS-TEA', { unlimited: 'No', quantity: 10_000 }, '422 OutOfRange quantity'],
    ['SS-TEA', { unlimited: 'No', quantity: 1, alert_threshold: -1 }, '422 OutOfRange alert_threshold'],
    ['SS-TEA', { unlimited: 'Yes', quantity: 1 }, '422 UnlimitedHasNoQuantity quantity'],
    ['SS-TEA', { quantity: 1 }, '422 InvalidFlag unlimited'],
    ['SS-SHIRT', { unlimited: 'No', quantity: 1 }, '422 UnknownVariation variation_name1'],
    ['SS-NONE', { unlimited: 'No', quantity: 1 }, '404 NotFound'],
  ])('%s %o is refused: %s', async (code, body, expected) => {
    expect(await put(code, body)).toBe(expected);
  });
});

it('lives: orders come, are paid for and cancelled, the same at every speed', async () => {
  const lived = async (turns: number) => {
    lab.clock.set(start);
    await control.post('/reset', { seed: 'empty' });
    await control.post('/life', { on: true });
    for (let i = 0; i < turns; i++) {
      lab.clock.turn((24 * hour) / turns);
      await control.holdings();
    }
    const { orders } = await control.holdings();
    await control.post('/life', { on: false });
    return orders!;
  };
  lab.clock.freeze();
  const once = await lived(1);
  expect(once.length).toBeGreaterThan(100);
  expect(once.some((one) => one.isCancelled)).toBe(true);
  expect(new Set(once.map((one) => one.method)).size).toBeGreaterThan(4);
  lab.clock.set(start);
  expect((await lived(24)).map((one) => one.total)).toEqual(once.map((one) => one.total));
});

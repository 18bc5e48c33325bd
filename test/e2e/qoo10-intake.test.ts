import { afterEach, describe, expect, test } from 'vitest';
import { say } from '../../src/core/sentences/index.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { pullRange } from '../../src/flow/pull/index.ts';
import { openQoo10, type Qoo10Shop, type Qoo10ShopOptions } from '../support/qoo10-shop.ts';

/* Q1 to Q8: what is taken in from Qoo10, as コマースロボ's manual wants it. */

let place: Qoo10Shop;
const start = async (options: Qoo10ShopOptions = {}) => {
  place = await openQoo10(options);
};
afterEach(() => place.close());

const search = 'ShippingBasic.GetShippingInfo_v3';
/** Spans that were searched, by status. */
const spans = async () =>
  (await place.bodies(search)).map((body) =>
    ['ShippingStatus', 'SearchStartDate', 'SearchEndDate', 'SearchCondition'].map((name) => body.get(name)).join(' '),
  );
const numbers = async () =>
  (await place.ctx.store.orders({ shop: place.shop })).map((one) => one.order.number).toSorted();
const hours = (count: number) => place.minutes(count * 60);

describe('Q1: 入金待ち and 新規注文 come in', () => {
  test('the first time a week and nine hours back, by order time, each status for itself', async () => {
    await start({ at: '2026-11-21T03:00:00Z' });
    expect(await place.job('pull')).toMatchObject({ counts: { pages: 0 }, changed: false });
    expect(await spans()).toEqual(['1 20261114030000 20261121120000 1', '2 20261114030000 20261121120000 1']);
  });

  test('then from the last order time less nine hours, and nothing comes twice', async () => {
    await start({ at: '2026-11-21T03:00:00Z' });
    const first = await place.place();
    await place.job('pull');
    hours(5);
    const second = await place.place();
    const before = (await spans()).length;
    expect(await place.job('pull')).toMatchObject({ counts: { new: 1, unchanged: 0 } });
    expect((await spans())[before]).toBe('1 20261121030000 20261121170200 1');
    expect(await numbers()).toEqual([first.pack, second.pack].toSorted());
    expect(await place.job('pull')).toMatchObject({ counts: { pages: 0 }, changed: false });
  });

  test('statuses further on are not taken in: somebody already works on them in the seller’s screen', async () => {
    await start();
    const wanted = [await place.place(), await place.place('Q10-CARD', { unpaid: 'yes' })];
    const confirmed = await place.place();
    await place.change('confirm-by-hand', { pack: confirmed.pack, date: '2026-11-25' });
    const gone = await place.place();
    await place.change('cancel-order', { pack: gone.pack });
    await place.job('pull');
    expect(await numbers()).toEqual(wanted.map((one) => one.pack).toSorted());
  });

  test('a range by hand is a week at most and goes piece by piece; the usual pull goes on from where it was', async () => {
    await start({ at: '2026-11-01T00:00:00Z' });
    const old = await place.place();
    hours(20 * 24);
    const young = await place.place();
    await place.job('pull');
    expect(await numbers()).toEqual([young.pack]);
    const before = (await spans()).length;
    const range = { from: '2026-10-31T15:00:00Z', to: '2026-11-15T15:00:00Z' };
    await pullRange(place.ctx, place.shop, range);
    const asked = (await spans()).slice(before).filter((one) => one.startsWith('2 '));
    expect(asked).toEqual([
      '2 20261101000000 20261108000000 1',
      '2 20261108000000 20261115000000 1',
      '2 20261115000000 20261116000000 1',
    ]);
    expect(await numbers()).toEqual([old.pack, young.pack].toSorted());
    const last = (await spans()).length;
    expect(await place.job('pull')).toMatchObject({ counts: { pages: 0 } });
    expect((await spans())[last]).toMatch(/^1 2026112/);
  });

  test('an order taken in is 印刷待ち, and the first job that plans its day makes it 印刷済み', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    const link = async () => (await showOrder(place.ctx, pack))[0]?.linkState;
    expect(await link()).toBe('waiting');
    await place.job('schedule');
    expect(await link()).toBe('printed');
  });

  test('one of several lines that was confirmed by hand does not tear the purchase apart', async () => {
    await start();
    const { pack, orders } = await place.place('Q10-TEA, Q10-SHIRT:NAVY-M');
    await place.change('confirm-by-hand', { order: orders[0]!, date: '2026-11-25' });
    await place.job('pull');
    expect((await place.order(pack))?.order.lines.map((line) => line.no)).toEqual(orders);
  });
});

describe('Q2: the day of payment decides', () => {
  test('with one: paid and 出荷待ち; without: unpaid and held for 入金確認', async () => {
    await start();
    const paid = await place.place();
    const unpaid = await place.place('Q10-TEA', { unpaid: 'yes' });
    await place.job('pull');
    expect((await place.order(paid.pack))?.order.payment).toMatchObject({ state: 'paid' });
    expect((await place.order(unpaid.pack))?.order.payment).toMatchObject({ state: 'unpaid', paidAt: null });
    expect(await place.states(paid.pack)).toEqual(['ready']);
    expect(await place.states(unpaid.pack)).toEqual(['held unpaid']);
  });
});

describe('Q3: unpaid orders carry no carrier', () => {
  test('that of the item’s shipping group is filled in', async () => {
    await start();
    const { pack } = await place.place('Q10-CARD', { unpaid: 'yes' });
    await place.job('pull');
    const [shipment] = await place.shipments(pack);
    expect(shipment?.shipment).toMatchObject({ method: 'nekopos' });
    // Asked for once per product, not per order.
    for (let count = 0; count < 3; count++) await place.place('Q10-CARD', { unpaid: 'yes' });
    await place.job('pull');
    expect(await place.calls('ItemsLookup.GetItemDetailInfo')).toBe(1);
    expect(await place.calls('ItemsLookup.GetSellerDeliveryGroupInfo')).toBe(1);
  });

  test('nobody knows it where the item ships free without a group: the shop’s own method, or held', async () => {
    await start({ shop: { defaultMethod: '' } });
    const { pack } = await place.place('Q10-FREE', { unpaid: 'yes' });
    await place.job('pull');
    expect((await place.states(pack))[0]).toContain('delivery-method-missing');
  });

  test('a paid order of the same carrier is the same shipment as it was unpaid', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA, Q10-CARD', { unpaid: 'yes' });
    await place.job('pull');
    const before = (await place.shipments(pack)).map((one) => one.shipment.id);
    await place.change('pay-order', { pack });
    await place.job('pull');
    expect((await place.shipments(pack)).map((one) => one.shipment.id)).toEqual(before);
    expect(await place.states(pack)).toEqual(['ready', 'ready']);
  });
});

describe('Q4: one cart with several carriers', () => {
  test('becomes one shipment per carrier, known as カート番号-N', async () => {
    await start();
    const { pack, orders } = await place.place('Q10-TEA, Q10-CARD*3, Q10-RICE, Q10-SHIRT:NAVY-M');
    await place.job('pull');
    const shipments = (await place.shipments(pack)).map(({ shipment }) => [
      shipment.customerNo,
      shipment.method,
      shipment.lines.map((line) => line.no),
    ]);
    expect(shipments).toEqual([
      [`${pack}-1_1`, 'yamato', [orders[0], orders[3]]],
      [`${pack}-2_2`, 'nekopos', [orders[1]]],
      [`${pack}-3_3`, 'sagawa', [orders[2]]],
    ]);
  });

  test('a cart of one carrier keeps its number', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA, Q10-SHIRT:NAVY-M');
    await place.job('pull');
    expect((await place.shipments(pack)).map((one) => one.shipment.customerNo)).toEqual([`${pack}_1`]);
  });
});

test('Q5: the orderer’s postal code and address are the recipient’s; the layout of the workspace may say otherwise', async () => {
  await start();
  const { pack } = await place.place();
  await place.job('pull');
  const { order } = (await place.order(pack))!;
  expect(order.orderer.postalCode).toBe(order.destinations[0]!.consignee.postalCode);
  expect(order.orderer.address).toEqual(order.destinations[0]!.consignee.address);
  expect(order.orderer.postalCode).toMatch(/^\d{7}$/);
});

describe('Q6: 品番 is 販売者商品コード, with the option code behind it', () => {
  test.each([
    ['Q10-TEA', {}, 'Q10-TEA'],
    ['Q10-SHIRT:NAVY-M', {}, 'Q10-SHIRT-NAVY-M'],
    ['Q10-SHIRT:NAVY-M', { 'code-separator': '_' }, 'Q10-SHIRT_NAVY-M'],
    ['Q10-SHIRT:NAVY-M', { 'code-separator': '' }, 'Q10-SHIRTNAVY-M'],
    // An additional option is no part of it, with or without a code of its own.
    ['Q10-MUG:BL+あり', {}, 'Q10-MUG-BL'],
    ['Q10-CAKE+御礼', {}, 'Q10-CAKE'],
  ])('%s with %o is %s', async (lines, api, sku) => {
    await start({ api });
    const { pack } = await place.place(lines);
    await place.job('pull');
    expect((await place.order(pack))?.order.lines.map((line) => line.sku)).toEqual([sku]);
  });

  test.each([
    ['a space and a slash', 'Q10 PEN/B', 'Q10 PEN/B'],
    ['Japanese', 'Q10-SOCKS:赤', 'Q10-SOCKS-赤'],
    ['no option code', 'Q10-SOCKS:灰', '（販売者オプションコードなし）'],
  ])('%s: the order is refused with a line that names it, others go on', async (_, lines, shown) => {
    await start();
    const bad = await place.place(lines);
    const good = await place.place();
    const run = await place.job('pull');
    expect(await numbers()).toEqual([good.pack]);
    const problem = run.items.find((one) => one.code === 'qoo10-code-bad');
    expect(problem).toMatchObject({ kind: 'fix' });
    const said = say('qoo10-code-bad', { code: '', ...problem!.args });
    expect(`${problem!.key} ${said.sentence}`).toContain(bad.pack);
    expect(said.sentence).toContain(shown);
  });

  test('a whole cart waits for its bad line, and that is said once, not with every pull', async () => {
    await start();
    const { pack } = await place.place('Q10-TEA, Q10 PEN/B');
    await place.job('pull');
    expect(await place.order(pack)).toBeUndefined();
    // Not said again with every pull.
    expect((await place.job('pull')).items).toEqual([]);
  });
});

test('Q7: MOVE items take the name that Qoo10 made of their attributes', async () => {
  await start();
  const { pack } = await place.place('MV-ONEPIECE:blue-L');
  await place.job('pull');
  const [line] = (await place.order(pack))!.order.lines;
  expect(line).toMatchObject({
    sku: 'MV-ONEPIECE-blue-L',
    name: 'レディース ワンピース コットン 半袖',
    option: 'タイプ:blue / サイズ:L',
  });
});

describe('Q8: additional options', () => {
  const page = async () => {
    const [document] = (await place.ctx.store.documents({ shop: place.shop, direction: 'in' })).filter((one) =>
      one.layout.startsWith('qoo10-orders-v3'),
    );
    const bytes = await place.ctx.store.documentBytes(document!.hash);
    return JSON.parse(Buffer.from(bytes!).toString()) as { orders: { lines: Record<string, string>[] }[] };
  };

  test('off: carried beside the goods, and in the last column of the row', async () => {
    await start();
    const { pack } = await place.place('Q10-MUG:BL+あり+了承しました');
    await place.job('pull');
    const { lines } = (await place.order(pack))!.order;
    expect(lines.map((line) => [line.sku, line.option])).toEqual([
      ['Q10-MUG-BL', 'カラー:青 / ギフト包装:あり / 返品について:了承しました'],
    ]);
    const [row] = (await page()).orders[0]!.lines;
    expect(Object.entries(row!).at(-1)).toEqual(['AdditionalOption', 'ギフト包装:あり / 返品について:了承しました']);
  });

  test('on: each becomes a line of the order, of which Qoo10 is told nothing', async () => {
    await start({ api: { 'additional-options': 'lines' } });
    const { pack, orders } = await place.place('Q10-MUG:BL+あり+了承しました*2, Q10-CAKE+御礼');
    await place.job('pull');
    const { lines } = (await place.order(pack))!.order;
    expect(lines.map((line) => [line.no.split('+')[0], line.sku, line.name, line.quantity, line.unitPrice])).toEqual([
      [orders[0], 'Q10-MUG-BL', 'マグカップ 350ml', 2, 1650],
      [orders[0], expect.stringMatching(/^Q10-MUG-OPT\d$/), 'ギフト包装:あり', 2, 300],
      [orders[0], expect.stringMatching(/^Q10-MUG-OPT\d$/), '返品について:了承しました', 2, 0],
      [orders[1], 'Q10-CAKE', '焼き菓子詰め合わせ', 1, 2400],
      [orders[1], 'NOSHI-1', 'のし:御礼', 1, 0],
    ]);
    await place.job('schedule');
    expect((await place.told('confirm')).map((one) => one.orderNo)).toEqual(orders);
  });
});

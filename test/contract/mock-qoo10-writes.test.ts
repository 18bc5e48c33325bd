import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { labControl } from '../support/lab-client.ts';
import { type Qoo10Client, qoo10Client } from '../support/qoo10-client.ts';

/* What can be told to the lab's Qoo10: days of shipping, tracking numbers, stock. */

const start = Date.parse('2026-11-21T03:00:00Z');
const check = 'ShippingBasic.SetSellerCheckYN_V2';
const checkBulk = 'ShippingBasic.SetSellerCheckYNBulk';
const sending = 'ShippingBasic.SetSendingInfo';
const sendingBulk = 'ShippingBasic.SetSendingInfoBulk';

let lab: Lab;
let qoo10: Qoo10Client;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  qoo10 = qoo10Client(lab);
  control = labControl(lab, 'qoo10');
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.run();
  lab.clock.set(start);
  await control.post('/reset', { seed: 'empty' });
  await control.change('set-limit', { perSecond: '1000', burst: '1000' });
});

const habit = (name: string, value: string) => control.change('set-habit', { name, value });
/** Places one purchase and gives its order numbers. */
const place = async (lines = 'Q10-TEA', more: object = {}): Promise<string[]> =>
  (await control.change('place-order', { lines, ...more })).orders.map(String);
const order = async (number: string) => (await control.holdings()).orders!.find((one) => one.orderNo === number);
/** A twelve-digit number with a right check digit. */
const tracking = (serial: number): string => {
  const stem = 40_000_000_000 + serial;
  return `${stem}${stem % 7}`;
};

describe('SetSellerCheckYN_V2', () => {
  const confirm = (OrderNo: string, more: Readonly<Record<string, string>> = {}) =>
    qoo10.code(check, { OrderNo, ...more });

  it('moves 新規注文 to 配送準備 with the day, and gives packing numbers', async () => {
    const [number = ''] = await place();
    expect(await confirm(number, { EstShipDt: '20261125', DelayType: '1', DelayMemo: '手配中' })).toBe(0);
    expect(await order(number)).toMatchObject({ status: 3, shipOn: '2026-11-25' });
    const [row] = await qoo10.search('3', '20261121', '20261121');
    expect(row).toMatchObject({ EstimatedShippingDate: '2026-11-25', SellerDeliveryNo: '261121-0001' });
    expect(row.PackingNo).toMatch(/^JPP\d{8}$/);
  });

  it('confirms without a day when none is given, as the real one does', async () => {
    const [number = ''] = await place();
    expect(await confirm(number)).toBe(0);
    expect(await order(number)).toMatchObject({ status: 3, shipOn: '' });
  });

  it.each([
    ['today', '20261121', -10018],
    ['yesterday', '20261120', -10018],
    ['tomorrow', '20261122', 0],
    ['the tenth day', '20261201', 0],
    ['the eleventh day', '20261202', -10017],
    ['no day of the calendar', '20261131', -10101],
    ['a day with hyphens', '2026-11-25', -10101],
  ])('takes %s or refuses it by its code', async (_name, EstShipDt, code) => {
    const [number = ''] = await place();
    expect(await confirm(number, { EstShipDt })).toBe(code);
    expect((await order(number)).status).toBe(code === 0 ? 3 : 2);
  });

  it('counts the day in Japan: at 23:59 today is still today', async () => {
    lab.clock.set(Date.parse('2026-11-21T23:59:00+09:00'));
    const [one = '', other = ''] = [...(await place()), ...(await place())];
    expect(await confirm(one, { EstShipDt: '20261201' })).toBe(0);
    lab.clock.set(Date.parse('2026-11-22T00:00:30+09:00'));
    expect(await confirm(other, { EstShipDt: '20261122' })).toBe(-10018);
    expect(await confirm(other, { EstShipDt: '20261202' })).toBe(0);
  });

  it('lets other caps and today pass when told so', async () => {
    const numbers = [...(await place()), ...(await place()), ...(await place())];
    await habit('due-cap', '30');
    await habit('due-today', 'allow');
    expect(await confirm(numbers[0]!, { EstShipDt: '20261221' })).toBe(0);
    expect(await confirm(numbers[1]!, { EstShipDt: '20261222' })).toBe(-10017);
    expect(await confirm(numbers[1]!, { EstShipDt: '20261121' })).toBe(0);
    await habit('due-cap', 'none');
    expect(await confirm(numbers[2]!, { EstShipDt: '20271231' })).toBe(0);
  });

  it('refuses orders in any other state, each by its code', async () => {
    const [unpaid = ''] = await place('Q10-TEA', { unpaid: 'yes' });
    const [cancelled = ''] = await place();
    await control.change('cancel-order', { order: cancelled });
    const [twice = ''] = await place();
    await confirm(twice, { EstShipDt: '20261125' });
    const [sent = ''] = await place();
    await control.change('ship-by-hand', { order: sent, number: tracking(1) });
    const [booked = ''] = await place('Q10-BOOKED');
    await control.change('request-cancel', { order: booked });
    const codes = [];
    for (const number of [unpaid, cancelled, twice, sent, booked, '123', `${twice},${sent}`, ''])
      codes.push(await confirm(number, { EstShipDt: '20261125' }));
    expect(codes).toEqual([-10013, -10013, -10012, -10013, -10013, -10001, -10001, -10001]);
  });

  it('checks the delay and its memo', async () => {
    const [number = ''] = await place();
    expect(await confirm(number, { DelayType: '5' })).toBe(-10101);
    expect(await confirm(number, { DelayMemo: 'あ'.repeat(1001) })).toBe(-10101);
    expect(await confirm(number, { DelayType: '4', DelayMemo: 'あ'.repeat(1000) })).toBe(0);
  });

  it('ignores a misspelt day when it ignores what it does not know: the order is confirmed without one', async () => {
    await habit('unknown-parameters', 'ignore');
    const [number = ''] = await place();
    expect(await confirm(number, { ShippingDate: '20261125' })).toBe(0);
    expect(await order(number)).toMatchObject({ status: 3, shipOn: '' });
  });

  it('takes up to 500 at once, each with its own result', async () => {
    const [good = '', twice = ''] = [...(await place()), ...(await place())];
    await confirm(twice);
    const rows = [
      { OrderNo: good, EstShipDt: '20261125', DelayType: '', DelayMemo: '' },
      { OrderNo: twice, EstShipDt: '20261125' },
      { OrderNo: '999', EstShipDt: '20261125' },
      { OrderNo: good, EstShipDt: '' },
    ];
    const results = await qoo10.call(checkBulk, { SendPlanDtInfoJson: JSON.stringify(rows) });
    expect(results.map((one: { result_cd: number }) => one.result_cd)).toEqual([0, -10012, -10001, -10012]);
    expect(results[0].cont_no).toBe(Number(good));
    await habit('bulk-number', 'position');
    const again = await qoo10.call(checkBulk, { SendPlanDtInfoJson: JSON.stringify([rows[3], rows[2]]) });
    expect(again.map((one: { cont_no: number }) => one.cont_no)).toEqual([1, 2]);
    const [blank = ''] = await place();
    const noDay = await qoo10.call(checkBulk, { SendPlanDtInfoJson: JSON.stringify([{ OrderNo: blank }]) });
    expect(noDay[0].result_cd).toBe(-10016);
    const many = JSON.stringify(Array.from({ length: 501 }, () => rows[0]));
    expect(await qoo10.code(checkBulk, { SendPlanDtInfoJson: many })).toBe(-10011);
    for (const text of ['', '{}', '[1]', '[{"OrderNo":"1","Day":"x"}]', 'null'])
      expect(await qoo10.code(checkBulk, { SendPlanDtInfoJson: text })).toBe(-10101);
  });
});

describe('SetSendingInfo', () => {
  const send = (OrderNo: string, TrackingNo: string, ShippingCorp = 'ヤマト宅急便') =>
    qoo10.code(sending, { OrderNo, ShippingCorp, TrackingNo });

  it('moves one line to 配送中 and leaves the others of the purchase', async () => {
    const [one = '', other = ''] = await place('Q10-TEA, Q10-TEA*2');
    expect(await send(one, tracking(1))).toBe(0);
    expect(await order(one)).toMatchObject({ status: 4, company: 'ヤマト宅急便', trackingNo: tracking(1) });
    expect((await order(one)).sentAt.slice(0, 16)).toBe('2026-11-21T03:00');
    expect((await order(other)).status).toBe(2);
  });

  it.each(['ヤマト宅急便', 'ネコポス', 'ゆうパケット', 'ゆうパック', '佐川急便', '福山通運', '西濃運輸', 'Qxpress'])(
    'takes the carrier %s',
    async (carrier) => {
      const [number = ''] = await place();
      expect(await send(number, tracking(2), carrier)).toBe(0);
    },
  );

  it.each(['クロネコゆうパケット', '008', 'yamato', ''])('refuses the carrier "%s"', async (carrier) => {
    const [number = ''] = await place();
    expect(await send(number, tracking(2), carrier)).toBe(-10101);
    expect((await order(number)).status).toBe(2);
  });

  it.each([
    ['400000000012', 'ヤマト宅急便'],
    ['123', 'ヤマト宅急便'],
    ['40000000001X', '佐川急便'],
    ['', 'ゆうパック'],
    ['日本', 'Qxpress'],
  ])('refuses the number "%s" of %s, or says that it is fine and does nothing', async (number, carrier) => {
    const [target = ''] = await place();
    expect(await send(target, number, carrier)).toBe(-10101);
    await habit('bad-number', 'ignore');
    expect(await send(target, number, carrier)).toBe(0);
    expect((await order(target)).status).toBe(2);
  });

  it.each([
    ['4000-0000-0013', 'ヤマト宅急便'],
    ['RR000000001JP', 'ゆうパック'],
    ['A1234567890', 'Qxpress'],
  ])('takes the number %s of %s', async (number, carrier) => {
    const [target = ''] = await place();
    expect(await send(target, number, carrier)).toBe(0);
    expect((await order(target)).trackingNo).toBe(number);
  });

  it('refuses what cannot be sent: unpaid, asked to cancel, cancelled, gone, unknown, several at once', async () => {
    const [unpaid = ''] = await place('Q10-TEA', { unpaid: 'yes' });
    const [asked = ''] = await place();
    await control.change('confirm-by-hand', { order: asked, date: '2026-12-24' });
    await control.change('request-cancel', { order: asked });
    const [cancelled = ''] = await place();
    await control.change('cancel-order', { order: cancelled });
    const [gone = ''] = await place();
    await send(gone, tracking(3));
    const codes = [];
    for (const number of [unpaid, asked, cancelled, gone, '123', `${gone},${asked}`])
      codes.push(await send(number, tracking(4)));
    expect(codes).toEqual([-10101, -10101, -10101, -10101, -10001, -10001]);
    await control.change('withdraw-cancel', { order: asked });
    expect(await send(asked, tracking(4))).toBe(0);
    await habit('sent-again', 'overwrite');
    expect(await send(gone, tracking(5))).toBe(0);
    expect((await order(gone)).trackingNo).toBe(tracking(5));
    lab.clock.turn(2 * 86_400_000 + 1000);
    expect(await send(gone, tracking(6))).toBe(-10101);
  });

  it('takes up to 500 at once, each with its own result, and says which carrier it understood', async () => {
    const [one = '', two = ''] = [...(await place()), ...(await place())];
    const rows = [
      { OrderNo: one, ShippingCorp: 'ネコポス', TrackingNo: tracking(7) },
      { OrderNo: two, ShippingCorp: '宅配', TrackingNo: tracking(8) },
    ];
    const results = await qoo10.call(sendingBulk, { ShippingInfoJson: JSON.stringify(rows) });
    expect(results).toMatchObject([
      { contr_no: Number(one), result_cd: 0, transc_nm: 'ネコポス' },
      { contr_no: Number(two), result_cd: -10101, transc_nm: '' },
    ]);
    const many = JSON.stringify(Array.from({ length: 501 }, () => rows[0]));
    expect(await qoo10.code(sendingBulk, { ShippingInfoJson: many })).toBe(-10011);
    const { told } = await control.holdings();
    expect(told!.map((row) => [row.orderNo, row.effect])).toEqual([
      [one, 'done'],
      [two, 'refused'],
    ]);
  });

  it('does it although the answer is lost, and twice when it arrives twice', async () => {
    const [one = '', two = ''] = [...(await place()), ...(await place())];
    await control.fault(sending, 'lost');
    await expect(send(one, tracking(9))).rejects.toThrow();
    expect((await order(one)).status).toBe(4);
    await control.fault(sending, 'duplicate');
    expect(await send(two, tracking(10))).toBe(-10101);
    expect((await control.holdings()).told!.map((row) => row.effect)).toEqual(['done', 'done', 'refused']);
  });
});

describe('stock', () => {
  const stock = async (code: string) =>
    (await control.holdings()).stock!.filter((one) => one.sellerCode === code || one.itemNo === code);
  const price = (params: Readonly<Record<string, string>>) => qoo10.code('ItemsOrder.SetGoodsPriceQty', params, '1.1');
  const tea = '910000001';

  it('sets the stock of a product without options, and leaves price and end of sale as they are told', async () => {
    expect(await price({ ItemCode: tea, Qty: '7', ExpireDate: '2030-12-31' })).toBe(0);
    expect(await stock(tea)).toMatchObject([{ quantity: 7, price: 1280, expireDate: '2030-12-31' }]);
    expect(await price({ ItemCode: tea, Qty: 'unchanged', Price: '1300', ExpireDate: '2030-12-31' })).toBe(0);
    expect(await stock(tea)).toMatchObject([{ quantity: 7, price: 1300 }]);
  });

  it('takes a missing quantity for 9999, and a missing end of sale for a year from now', async () => {
    expect(await price({ ItemCode: tea, Price: '1300' })).toBe(0);
    expect(await stock(tea)).toMatchObject([{ quantity: 9999, expireDate: '2027-11-21' }]);
    expect(await price({ ItemCode: tea, Qty: '1', ExpireDate: 'Null' })).toBe(0);
    expect(await stock(tea)).toMatchObject([{ quantity: 1, expireDate: '2027-11-21' }]);
  });

  it.each([
    [{ SellerCode: 'Q10-TEA', Qty: '1' }, -10001],
    [{ ItemCode: '1', Qty: '1' }, -10001],
    [{ ItemCode: '910000001', SellerCode: 'OTHER', Qty: '1' }, -10001],
    [{ ItemCode: '910000001', Qty: '-1' }, -10101],
    [{ ItemCode: '910000001', Qty: '1.5' }, -10101],
    [{ ItemCode: '910000001', Qty: '2147483648' }, -10101],
    [{ ItemCode: '910000001', Qty: '1', Price: '0' }, -10101],
    [{ ItemCode: '910000001', Qty: '1', TaxRate: '5' }, -10101],
    [{ ItemCode: '910000001', Qty: '1', ExpireDate: '2030/12/31' }, -10101],
    [{ ItemCode: '910000004', Qty: '1' }, -10101],
    [{ ItemCode: '910000009', Qty: '1' }, -10101],
  ] as readonly (readonly [Readonly<Record<string, string>>, number])[])(
    'refuses %j with %i and changes nothing',
    async (params, code) => {
      const before = await stock(params.ItemCode ?? 'Q10-TEA');
      expect(await price(params)).toBe(code);
      expect(await stock(params.ItemCode ?? 'Q10-TEA')).toEqual(before);
    },
  );

  it('takes 500 products at once: 0 all well, -1 one failed, -2 too many', async () => {
    const ask = (rows: readonly object[]) =>
      qoo10.raw('ItemsOrder.SetGoodsPriceQtyBulk', { ItemInfoJson: JSON.stringify(rows) }, { version: '1.1' });
    const good = { ItemCode: tea, SellerCode: 'Q10-TEA', Qty: '3', ExpireDate: '2030-12-31' };
    expect((await ask([good])).json).toMatchObject({ ResultCode: 0, ResultObject: { Count: 1 } });
    const partly = (
      await ask([
        { ...good, Qty: '4' },
        { ...good, ItemCode: '1' },
      ])
    ).json;
    expect(partly).toMatchObject({ ResultCode: -1, ResultObject: { Count: 2, Keys: [tea, '1'] } });
    expect(partly.ResultObject.Values.map((one: { ResultCode: number }) => one.ResultCode)).toEqual([0, -10001]);
    expect(await stock(tea)).toMatchObject([{ quantity: 4 }]);
    expect((await ask(Array.from({ length: 501 }, () => good))).json.ResultCode).toBe(-2);
  });

  it('sets one combination by name and value, never by its code alone', async () => {
    const row = { ItemCode: '910000004', OptionName: 'カラー||*サイズ', OptionCode: 'NAVY-M', Qty: '3' };
    const unit = (params: Readonly<Record<string, string>>) =>
      qoo10.code('ItemsOptions.UpdateInventoryQtyUnit', params);
    expect(await unit({ ...row, OptionValue: 'NAVY||*M' })).toBe(0);
    expect((await stock('Q10-SHIRT')).find((one) => one.code === 'NAVY-M').quantity).toBe(3);
    expect(await unit({ ...row, OptionValue: 'NAVY||*XL' })).toBe(-10101);
    expect(await unit({ ...row, OptionValue: 'NAVY||*M', OptionCode: '' })).toBe(-10101);
    expect(await unit({ ...row, OptionValue: 'NAVY||*M', Qty: '-1' })).toBe(-10101);
    const bulk = { ...row, OptionValue: 'WHITE||*S', OptionCode: 'WHITE-S', Price: '0', Qty: '9' };
    const answer = await qoo10.raw('ItemsOptions.UpdateInventoryDataBulk', { ItemInfoJson: JSON.stringify([bulk]) });
    expect(answer.json.ResultCode).toBe(0);
    expect((await stock('Q10-SHIRT')).find((one) => one.code === 'WHITE-S').quantity).toBe(9);
    const dear = await qoo10.code('ItemsOptions.UpdateInventoryDataUnit', { ...bulk, Price: '5000' });
    expect(dear).toBe(-10101);
  });

  it('replaces a whole table of combinations: what is left out is gone', async () => {
    const edit = (InventoryInfo: string) =>
      qoo10.code('ItemsOptions.EditGoodsInventory', { ItemCode: '910000005', InventoryInfo });
    expect(await edit('カラー||*青||*0||*5||*BL$$カラー||*白||*0||*6||*0$$')).toBe(0);
    expect((await stock('Q10-MUG')).map((one) => [one.code, one.quantity])).toEqual([
      ['BL', 5],
      ['', 6],
    ]);
    for (const bad of [
      'カラー||*青||*0||*5',
      'カラー||*青||*0||*x||*BL',
      'カラー||*||*0||*5||*BL',
      'a||*b||*c||*0||*5||*BL',
    ])
      expect(await edit(bad)).toBe(-10002);
    expect(await edit('カラー||*青||*100||*5||*BL')).toBe(-10101);
    expect(await edit('カラー||*青||*0||*5||*BL')).toBe(0);
    expect((await stock('Q10-MUG')).length).toBe(1);
    expect(await edit('')).toBe(0);
    expect(await stock('Q10-MUG')).toEqual([]);
    expect((await control.holdings()).stockChanges!.filter((one) => one.quantity === null).length).toBe(2);
  });

  it('of a MOVE item takes all types and sizes; one that is left out is gone for good, one that never was is not made', async () => {
    const edit = (ItemCode: string, OptionQty: string) =>
      qoo10.code('ItemsOptions.EditMoveGoodsInventory', { ItemCode, OptionQty });
    const move = '1910000007';
    const read = async () =>
      (await qoo10.call('ItemsLookup.GetMoveItemDetailInfo', { ItemCode: move })).OptionQty as string;
    const rows = (await read()).split('$$');
    expect(rows.length).toBe(9);
    expect(rows[0]).toBe('blue||*S||*10||*blue-S');
    expect(await edit(move, [...rows.slice(0, 8), 'red||*XL||*5||*red-XL'].join('$$'))).toBe(0);
    expect((await read()).split('$$')).toEqual(rows.slice(0, 8));
    expect(await edit(move, rows.join('$$'))).toBe(0);
    expect((await read()).split('$$').length).toBe(8);
    expect(await edit('1910000008', 'black||*3||*BK$$ivory||*0||*IV$$')).toBe(0);
    expect((await stock('MV-BAG')).map((one) => one.quantity)).toEqual([3, 0]);
    for (const bad of ['', 'black', 'black||*x||*BK', 'a||*b||*c||*1||*d'])
      expect(await edit('1910000008', bad)).toBe(-10002);
    expect(await edit(tea, 'black||*3||*BK')).toBe(-10101);
    expect(await qoo10.code('ItemsOptions.EditGoodsInventory', { ItemCode: move, InventoryInfo: '' })).toBe(-10101);
  });

  it('reads items, their options and groups; a MOVE item is only found as one', async () => {
    const [detail] = await qoo10.call('ItemsLookup.GetItemDetailInfo', { ItemCode: tea }, '1.2');
    expect(detail).toMatchObject({ SellerCode: 'Q10-TEA', ItemStatus: 'S2', ItemQty: '100', ShippingNo: '501001' });
    expect(Object.values(detail).every((value) => typeof value === 'string')).toBe(true);
    expect(await qoo10.call('ItemsLookup.GetItemDetailInfo', { ItemCode: '1910000007' }, '1.2')).toEqual([]);
    expect(await qoo10.code('ItemsLookup.GetMoveItemDetailInfo', { ItemCode: tea })).toBe(-10001);
    expect(await qoo10.code('ItemsLookup.GetItemDetailInfo', { SellerCode: 'NOBODY' }, '1.2')).toBe(-10001);
    const rows = await qoo10.call('ItemsLookup.GetGoodsInventoryInfo', { SellerCode: 'Q10-SHIRT' });
    expect(rows[0]).toMatchObject({
      Name1: 'カラー',
      Value1: 'WHITE',
      Name2: 'サイズ',
      Value2: 'S',
      Name3: '',
      ItemTypeCode: 'WHITE-S',
    });
    const additional = await qoo10.call('ItemsLookup.GetGoodsOptionInfo', { ItemCode: '910000005' });
    expect(
      additional.map((one: { Name: string; Value: string; Price: number }) => [one.Name, one.Value, one.Price]),
    ).toEqual([
      ['ギフト包装', 'なし', 0],
      ['ギフト包装', 'あり', 300],
      ['返品について', '了承しました', 0],
    ]);
    const list = await qoo10.call('ItemsLookup.GetAllGoodsInfo', { ItemStatus: 'S2' });
    expect([list.TotalItems, list.TotalPages, list.PresentPage, list.Items.length]).toEqual([15, 1, 1, 15]);
    expect(await qoo10.code('ItemsLookup.GetAllGoodsInfo', { ItemStatus: 'S9' })).toBe(-10001);
  });

  it('follows what the seller does in QSM: stops an item, adds an option, changes the group', async () => {
    await control.change('set-item-status', { item: 'Q10-TEA', status: 'S5' });
    expect(await price({ ItemCode: tea, Qty: '1' })).toBe(-10101);
    await control.change('set-item-status', { item: tea, status: 'S1' });
    expect(await price({ ItemCode: tea, Qty: '1' })).toBe(0);
    await control.change('add-option', { item: 'MV-ONEPIECE', values: 'red/XL', code: 'red-XL' });
    expect((await stock('MV-ONEPIECE')).length).toBe(10);
    await control.change('set-shipping-group', { item: 'Q10-TEA', group: '501002' });
    await place();
    expect((await control.holdings()).orders![0].carrier).toBe('ネコポス');
    for (const [change, args] of [
      ['set-item-status', { item: 'Q10-TEA', status: 'S4' }],
      ['add-option', { item: 'MV-ONEPIECE', values: 'red' }],
      ['add-option', { item: 'Q10-TEA', values: 'x' }],
      ['set-shipping-group', { item: 'Q10-TEA', group: '1' }],
      ['set-habit', { name: 'nobody', value: 'x' }],
      ['set-habit', { name: 'codes', value: 'x' }],
    ] as const)
      expect((await control.post(`/systems/qoo10/${change}`, args)).status).toBe(400);
  });
});

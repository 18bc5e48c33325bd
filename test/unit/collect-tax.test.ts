import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { Shop } from '../../src/core/shop.ts';
import { taxInside } from '../../src/core/tax.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { b2Rows } from '../support/issued-data.ts';
import { readCells, standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { csvOf, nextEngineRow, type SheetRow, sheetRow } from '../support/sheet.ts';

interface AmazonOrder {
  readonly orderId: string;
  readonly payment: { readonly paymentExecutions: readonly object[] };
  readonly proceeds: object;
}

let desk: Desk;
afterEach(() => desk?.close());

const byLine = { rate: 'by-line', rounding: 'down' } as const;
const open = async (codTax: Shop['codTax'] = byLine) => {
  const more = { layouts: { read: [], issue: 'b2-csv', notify: '' }, defaultMethod: 'yamato', codTax };
  const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
  desk = await openDesk(
    { codTax, billing },
    ['sheet', 'nextengine'].map((name) => shop({ name, marketplace: name, billing, ...more })),
  );
};
let files = 0;
const take = (rows: readonly SheetRow[], shopName = 'sheet') => desk.take(`cod-${++files}.csv`, csvOf(rows), shopName);
const cod = (more: SheetRow = {}): SheetRow =>
  sheetRow('S1', { 支払方法: '代金引換', 入金状況: '', 代引金額: '3300', ...more });
const holds = async () =>
  (await desk.ctx.store.shipments({})).flatMap((one) =>
    one.holds.filter((hold) => hold.cleared === null).map((hold) => hold.code),
  );
/** 代金引換額 and 内消費税額等 of the labels. */
const labels = async () => {
  const { files: written } = await issueShipments(desk.ctx, {});
  return written.flatMap((file) => b2Rows(readFileSync(file)).map((cells) => [cells[33], cells[34]]));
};

describe('the tax that the source gives stands on the receipt', () => {
  const amazon = (rows: readonly SheetRow[]) => {
    const header =
      'order-id order-item-id purchase-date payments-date buyer-name buyer-phone-number sku product-name quantity-purchased currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax recipient-name ship-address-1 ship-city ship-state ship-postal-code ship-phone-number payment-method cod-collectible-amount'.split(
        ' ',
      );
    const row = (more: SheetRow) =>
      header
        .map(
          (name) =>
            ({
              'order-id': '250-0000001-0000001',
              'purchase-date': '2026-11-20T03:00:00+00:00',
              'payments-date': '2026-11-20T03:00:05+00:00',
              'buyer-name': '購入 花子',
              'product-name': '緑茶',
              'quantity-purchased': '1',
              'recipient-name': '試験 太郎',
              'ship-address-1': '千代田9-9-9',
              'ship-city': '千代田区',
              'ship-state': '東京都',
              'ship-postal-code': '100-0001',
              'ship-phone-number': '03-0000-0101',
              'payment-method': 'COD',
              'cod-collectible-amount': '3300',
              ...more,
            })[name] ?? '',
        )
        .join('\t');
    return desk.take(
      `new-${++files}.txt`,
      Buffer.from([header.join('\t'), ...rows.map(row), ''].join('\r\n')),
      'amazon',
    );
  };

  test.each([
    ['one line', [{ 'order-item-id': '1', 'item-tax': '300' }], '300'],
    ['goods and delivery', [{ 'order-item-id': '1', 'item-tax': '250', 'shipping-tax': '50' }], '300'],
    [
      'goods, delivery and gift wrap',
      [{ 'order-item-id': '1', 'item-tax': '200.00', 'shipping-tax': '50', 'gift-wrap-tax': '50' }],
      '300',
    ],
    [
      'two lines, one of which has none',
      [
        { 'order-item-id': '1', 'item-tax': '240', 'shipping-tax': '0' },
        { 'order-item-id': '2', 'item-tax': '0', 'shipping-tax': '0' },
      ],
      '240',
    ],
  ])('Amazon 新規注文レポート: %s', async (_, rows, tax) => {
    await open();
    await amazon(rows as SheetRow[]);
    expect(await labels()).toEqual([['3300', tax]]);
  });

  test('Amazon in Japan leaves 0 there: that is no tax given, and not 0 on the receipt', async () => {
    await open();
    await amazon([{ 'order-item-id': '1', 'item-tax': '0', 'shipping-tax': '0' }]);
    expect(await holds()).toEqual(['collect-tax-unknown']);
    await desk.close();
    await open({ rate: 10, rounding: 'down' });
    await amazon([{ 'order-item-id': '1', 'item-tax': '0', 'shipping-tax': '0' }]);
    expect(await labels()).toEqual([['3300', '300']]);
  });

  test('汎用受注: 税金, or with 0 there the rate of each line', async () => {
    await open();
    await take(
      [
        nextEngineRow('N1', { 支払方法: '代金引換', 合計金額: '3300', 税金: '300' }),
        nextEngineRow('N2', { 支払方法: '代金引換', 合計金額: '3300', 税金: '0', '消費税率（%）': '10' }),
        nextEngineRow('N3', {
          支払方法: '代金引換',
          合計金額: '3740',
          税金: '0',
          '消費税率（%）': '8',
          商品価格: '1080',
          受注数量: '2',
        }),
        nextEngineRow('N4', { 支払方法: '代金引換', 合計金額: '3300', 税金: '0' }),
      ],
      'nextengine',
    );
    expect(await holds()).toEqual(['collect-tax-unknown']);
    // N3: 2,160 at 8 % and 1,580 (delivery, fee) at 10 %
    expect(await labels()).toEqual([
      ['3300', '300'],
      ['3300', '300'],
      ['3740', String(160 + 143)],
    ]);
  });

  test('受注シート: the tax of the amount to collect before the tax of the order before the rates', async () => {
    await open();
    await take([
      cod({ 代引消費税: '299', 消費税額: '300', 税率: '8' }),
      sheetRow('S2', { 支払方法: '代金引換', 入金状況: '', 代引金額: '3300', 消費税額: '300', 税率: '8' }),
      sheetRow('S3', { 支払方法: '代金引換', 入金状況: '', 代引金額: '3240', 単価: '3240', 税率: '8%' }),
    ]);
    expect(await labels()).toEqual([
      ['3300', '299'],
      ['3300', '300'],
      ['3240', '240'],
    ]);
  });

  const layoutOf = (name: string) => standard.layouts.read.get(name)!;
  const codTaxOf = async (name: string, cells: SheetRow) => {
    const { orders } = await readCells(layoutOf(name), [Object.keys(cells), Object.values(cells)], standard);
    const [first] = orders;
    return [first?.order.payment.state, first?.order.payment.codTax, first?.order.lines[0]?.taxRate];
  };

  test.each([
    [
      'colorme-orders',
      {
        売上ID: '1',
        受注日: '2026/11/20',
        '購入者 名前': 'a',
        配送先ID: '1',
        '配送先 名前': 'b',
        '配送先 郵便番号': '100-0001',
        売上詳細ID: '1',
        '購入商品 販売個数': '1',
        決済方法: '代金引換',
        '消費税(商品合計に対する)': '1,200',
      },
      ['cod', 1200, undefined],
    ],
    [
      'shopify-orders',
      {
        Name: '#1',
        'Financial Status': 'pending',
        'Lineitem quantity': '1',
        'Lineitem name': 'x',
        'Shipping Zip': '100-0001',
        'Shipping Province': 'JP-13',
        'Payment Method': '代金引換',
        Taxes: '300',
      },
      ['cod', 300, undefined],
    ],
    [
      'rakuten-orders',
      {
        注文番号: '1',
        ステータス: '発送待ち',
        送付先ID: '1',
        送付先姓: 'a',
        送付先郵便番号1: '100',
        送付先郵便番号2: '0001',
        商品明細ID: '1',
        個数: '1',
        支払方法名: '代金引換',
        消費税合計: '0',
        商品税率: '0.08',
      },
      ['cod', null, 8],
    ],
    [
      'aiship-orders',
      {
        コントロールカラム: 'u',
        注文番号: '1',
        INDEX: '1',
        商品管理番号: 'x',
        商品名: 'y',
        数量: '1',
        決済方法: '代金引換',
        消費税合計: '90',
      },
      ['cod', 90, undefined],
    ],
    [
      'yahoo-items',
      { OrderId: 's-1', LineId: '1', Title: 'x', Quantity: '1', ItemTaxRatio: '8' },
      ['unknown', null, 8],
    ],
  ] as const)('%s', async (name, cells, expected) => {
    expect(await codTaxOf(name, cells)).toEqual(expected);
  });

  test('Amazon API: the tax among the proceeds, when all of the order is collected', async () => {
    const file = 'layouts/read/amazon-orders-v2026/cases/cancelled-fba-cod-shipped/in.json';
    const document = JSON.parse(readFileSync(file, 'utf8')) as { orders: AmazonOrder[] };
    const tax = { type: 'TAX', subtotal: { amount: '362.00', currencyCode: 'JPY' } };
    const [cash] = document.orders.filter((one) => one.orderId.endsWith('07'));
    const order = (orderId: string, executions: AmazonOrder['payment']) => ({
      ...cash!,
      orderId,
      payment: executions,
      proceeds: { ...cash!.proceeds, breakdowns: [{ type: 'ITEM', subtotal: { amount: '3618' } }, tax] },
    });
    const onDelivery = (amount: string) => ({ paymentMethod: 'CashOnDelivery', paymentAmount: { amount } });
    const orders = [
      order('250-0000009-0000001', { paymentExecutions: [onDelivery('3980.00')] }),
      order('250-0000009-0000002', cash!.payment),
    ];
    await open();
    await desk.take('orders.json', Buffer.from(JSON.stringify({ ...document, orders })), 'amazon');
    expect(await holds()).toEqual(['collect-tax-unknown']);
    expect(await labels()).toEqual([['3980', '362']]);
  });

  test('the tax of the whole order is not that of a part of it', async () => {
    await open();
    await take([
      cod({ 合計金額: '3300', 消費税額: '300' }),
      { ...cod({ 合計金額: '5000', 消費税額: '454' }), 注文番号: 'S2' },
    ]);
    expect(await holds()).toEqual(['collect-tax-unknown']);
    expect(await labels()).toEqual([['3300', '300']]);
  });

  test('a paid order has no tax to collect, and a tax column that cannot be read holds nothing', async () => {
    await open();
    await take([sheetRow('S1', { 消費税額: '税込', 税率: '？' }), sheetRow('S2', { 消費税額: '12.5' })]);
    expect(await desk.states()).toEqual(['S1_1 ready', 'S2_1 ready']);
    const [stored] = await desk.ctx.store.shipments({});
    expect(stored!.shipment).toMatchObject({ codAmount: null, codTax: null });
  });
});

describe('where the source gives none', () => {
  test('it is one hold with a proposal, which a person takes by clearing it', async () => {
    await open();
    const { held } = await take([cod()]);
    expect(await holds()).toEqual(['collect-tax-unknown']);
    expect(held[0]?.remedy).toContain('10％として 300 円');
    await clearHold(desk.ctx, 'S1', '10％の商品');
    expect(await labels()).toEqual([['3300', '300']]);
  });

  test('another amount asks again', async () => {
    await open();
    await take([cod()]);
    await clearHold(desk.ctx, 'S1', '10％の商品');
    await take([cod({ 代引金額: '5500' })]);
    expect(await holds()).toEqual(['content-changed', 'collect-tax-unknown']);
  });

  test.each([
    [{ rate: 10, rounding: 'down' }, '3299', '299'],
    [{ rate: 10, rounding: 'nearest' }, '3299', '300'],
    [{ rate: 10, rounding: 'up' }, '3291', '300'],
    [{ rate: 8, rounding: 'down' }, '3240', '240'],
    [{ rate: 0, rounding: 'down' }, '3300', '0'],
  ] as const)('a shop may say a rate and how to round: %o, %s yen', async (codTax, amount, tax) => {
    await open(codTax);
    await take([cod({ 代引金額: amount })]);
    expect(await labels()).toEqual([[amount, tax]]);
  });

  test('mixed rates need prices, and a discount of an unknown kind is asked about', async () => {
    await open();
    await take([
      cod({ 代引金額: '3240', 単価: '1080', 税率: '8', 商品コード: 'A' }),
      cod({ 代引金額: '3240', 単価: '1100', 税率: '10', 商品コード: 'B' }),
      sheetRow('S2', { 支払方法: '代金引換', 入金状況: '', 代引金額: '1000', 単価: '1080', 税率: '8' }),
      sheetRow('S3', { 支払方法: '代金引換', 入金状況: '', 代引金額: '3240', 税率: '8' }),
    ]);
    expect(await holds()).toEqual(['collect-tax-unknown', 'collect-tax-unknown']);
    // 1,080 at 8 %, 2,160 at 10 %
    expect(await labels()).toEqual([['3240', String(80 + 196)]]);
  });

  test('the tax inside an amount is exact at the borders of rounding', () => {
    expect([taxInside(1100, 10, 'down'), taxInside(1099, 10, 'down'), taxInside(1081, 8, 'up')]).toEqual([100, 99, 81]);
    for (let amount = 1; amount < 3000; amount++) {
      const tax = taxInside(amount, 10, 'down');
      expect(tax * 110 <= amount * 10 && (tax + 1) * 110 > amount * 10).toBe(true);
    }
  });
});

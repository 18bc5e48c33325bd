import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { type Desk, openDesk } from '../support/desk.ts';
import { b2Rows } from '../support/issued-data.ts';
import { shop } from '../support/orders.ts';
import { type TestCell, xlsxOf } from '../support/xlsx.ts';

/* Files as shops drop them (test/cases/dropped-files), with what must become of each order, and more files of the same kind. */

const bytesOf = (name: string) => readFileSync(join('test/cases/dropped-files', name));
const cp932 = (name: string) => iconv.decode(bytesOf(name), 'cp932');
const utf8 = (name: string) => bytesOf(name).toString('utf8');

const layouts = { read: [], issue: 'b2-csv', notify: '' };
const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
const shops = ['rakuten', 'yahoo', 'shopify', 'colorme', 'sheet'].map((name) =>
  shop({ name, marketplace: name, layouts, billing, defaultMethod: 'yamato' }),
);
const giving = shop({
  name: 'giving',
  marketplace: 'shopify',
  layouts,
  billing,
  defaultMethod: 'yamato',
  blankShipTo: 'orderer',
});

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ layouts, billing }, [...shops, giving]);
});
afterEach(() => desk.close());

let files = 0;
type Bytes = Uint8Array | string;
const take = (shopName: string, bytes: Bytes, name = `受注${++files}.csv`) =>
  desk.take(name, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, shopName);
/** `order state reasons` of each shipment. */
const said = async () =>
  (await desk.ctx.store.shipments({})).map(({ shipment, state, holds }) =>
    [shipment.orderNumber, state, ...holds.filter((one) => one.cleared === null).map((one) => one.code)].join(' '),
  );
const labels = async () => {
  const { files: written } = await issueShipments(desk.ctx, {});
  return written.flatMap((file) => b2Rows(readFileSync(file)));
};
/** Takes files in one after the other; what becomes of their orders, and that nothing but ready ones has a label. */
const outcome = async (shopName: string, ...given: readonly Bytes[]) => {
  for (const bytes of given) await take(shopName, bytes);
  const found = await said();
  expect((await labels()).length).toBe(found.filter((line) => line.endsWith(' ready')).length);
  return found;
};

describe('Amazon: the buyer asked to cancel, or picks up', () => {
  const order = '250-1000000-0000001';
  const report = (from: string | RegExp, to: string) => utf8('01-amazon-cancel-requested.txt').replace(from, to);
  const flag = /\ttrue\t[^\t\r\n]*(?=\r\n)/;

  test('01: the file is held as cancel-requested', async () => {
    expect(await outcome('amazon', bytesOf('01-amazon-cancel-requested.txt'))).toEqual([
      `${order} held cancel-requested`,
    ]);
  });

  test.each([
    ['another word for yes', flag, '\tYES\t', 'held cancel-requested'],
    [
      'the column as Amazon spells it elsewhere',
      'is-buyer-requested-cancellation',
      'is-buyer-requested-cancelation',
      'held cancel-requested',
    ],
    ['only a reason', flag, '\t\t気が変わった', 'held cancel-requested'],
    ['no', flag, '\tfalse\t', 'ready'],
    ['a word that nobody knows', flag, '\tperhaps\t', 'held flag-unknown'],
    [
      'a pickup in a store',
      'is-buyer-requested-cancellation',
      'is-ispu-order',
      'held marketplace-label cancel-requested',
    ],
  ])('of the same kind: %s', async (_, from, to, becomes) => {
    expect(report(from, to)).not.toBe(utf8('01-amazon-cancel-requested.txt'));
    expect(await outcome('amazon', report(from, to))).toEqual([`${order} ${becomes}`]);
  });

  test('the flag comes with a later download of a known order, and goes again with another', async () => {
    await take('amazon', report(flag, '\tfalse\t'));
    expect(await said()).toEqual([`${order} ready`]);
    await take('amazon', bytesOf('01-amazon-cancel-requested.txt'));
    expect(await said()).toEqual([`${order} held cancel-requested`]);
    await take('amazon', report(flag, '\tno\t'));
    expect(await said()).toEqual([`${order} ready`]);
  });

  test('the flag comes when the label is out', async () => {
    await take('amazon', report(flag, '\tfalse\t'));
    expect(await labels()).toHaveLength(1);
    await take('amazon', bytesOf('01-amazon-cancel-requested.txt'));
    expect(await said()).toEqual([expect.stringContaining('cancel-requested-after-issue')]);
  });
});

describe('Rakuten: being checked, warnings, states', () => {
  const order = '123456-20261125-0000000001';
  const checked = cp932('03-rakuten-being-checked.csv');
  const plain = checked.replace('"","1","","","","","","","","6200"', '"","0","","","","","","","","6200"');
  const of = (text: string) => iconv.encode(text, 'cp932');

  test('03: held while Rakuten checks it', async () => {
    expect(await outcome('rakuten', bytesOf('03-rakuten-being-checked.csv'))).toEqual([`${order} held shop-checking`]);
  });

  test('04: held for its warning', async () => {
    expect(await outcome('rakuten', bytesOf('04-rakuten-warning-1.csv'))).toEqual([`${order} held shop-hold`]);
  });

  test.each([
    ['発送待ち', 'ready'],
    ['300', 'ready'],
    ['注文確認待ち', 'held shop-checking'],
    ['楽天処理中', 'held shop-checking'],
    ['400', 'held shop-checking'],
    ['発送済', 'held shop-shipped'],
    ['700', 'held shop-shipped'],
    ['キャンセル確定待ち', 'held cancel-requested'],
    ['キャンセル確定', 'cancelled'],
    ['新しい状態', 'held unknown-word'],
  ])('of the same kind: the state %s', async (word, becomes) => {
    expect(await outcome('rakuten', of(plain.replace('"発送待ち"', `"${word}"`)))).toEqual([`${order} ${becomes}`]);
  });

  test.each([
    ['2', 'held shop-hold'],
    ['0', 'ready'],
    ['9', 'held unmapped-word'],
  ])('of the same kind: the warning %s', async (word, becomes) => {
    const warned = cp932('04-rakuten-warning-1.csv').replace(
      '"","","1","","","","","","","6200"',
      `"","","${word}","","","","","","","6200"`,
    );
    expect(await outcome('rakuten', of(warned))).toEqual([`${order} ${becomes}`]);
  });

  test('cash on delivery waits for Rakuten, too', async () => {
    const cod = plain.replace('"発送待ち"', '"楽天処理中"').replace('"クレジットカード"', '"代金引換"');
    expect((await outcome('rakuten', of(cod)))[0]).toContain('held');
  });

  test('cleared by new data', async () => {
    await take('rakuten', bytesOf('03-rakuten-being-checked.csv'));
    await take('rakuten', of(plain));
    expect(await said()).toEqual([`${order} ready`]);
  });

  test('an unknown word is cleared by a file that says it in a known one', async () => {
    await take('rakuten', of(plain.replace('"発送待ち"', '"新しい状態"')));
    expect(await said()).toEqual([`${order} held unknown-word`]);
    await take('rakuten', of(plain));
    expect(await said()).toEqual([`${order} ready`]);
  });

  test('cleared by a person', async () => {
    await take('rakuten', bytesOf('03-rakuten-being-checked.csv'));
    await clearHold(desk.ctx, order, '楽天に確認した');
    expect(await said()).toEqual([`${order} ready`]);
  });
});

describe('Yahoo!: OrderStatus, ShipStatus and 不正保留', () => {
  const pair = (name: string) => [bytesOf(`${name}-orders.csv`), bytesOf(`${name}-items.csv`)];
  const changed = (name: string, from: RegExp, to: string) => [
    iconv.encode(cp932(`${name}-orders.csv`).replace(from, to), 'cp932'),
    bytesOf(`${name}-items.csv`),
  ];

  test.each([
    ['06-yahoo-status-3-hold', 'shop-hold'],
    ['07-yahoo-status-5-done', 'shop-shipped'],
    ['08-yahoo-ship-status-3', 'shop-shipped'],
    ['09-yahoo-fraud-1', 'shop-fraud'],
  ])('%s', async (name, code) => {
    expect(await outcome('yahoo', ...pair(name))).toEqual([`10001 held ${code}`]);
  });

  test('what is wrong in one file stays wrong when the other comes, in whatever order', async () => {
    const [orders, items] = changed('06-yahoo-status-3-hold', /(\d\d:\d\d:\d\d),3,/, '$1,7,');
    expect(await outcome('yahoo', items!, orders!)).toEqual(['10001 held unknown-word']);
    await take(
      'yahoo',
      iconv.encode(cp932('06-yahoo-status-3-hold-items.csv').replace(',1,store', ',2,store'), 'cp932'),
    );
    expect((await said())[0]).toContain('unknown-word');
    await take('yahoo', changed('06-yahoo-status-3-hold', /(\d\d:\d\d:\d\d),3,/, '$1,2,')[0]!);
    expect((await said())[0]).not.toContain('unknown-word');
  });

  test.each([
    ['1', 'held shop-reserved'],
    ['予約中', 'held shop-reserved'],
    ['2', 'ready'],
    ['処理中', 'ready'],
    ['保留', 'held shop-hold'],
    ['4', 'cancelled'],
    ['完了', 'held shop-shipped'],
    ['7', 'held unknown-word'],
  ])('of the same kind: OrderStatus %s', async (word, becomes) => {
    const files = changed('06-yahoo-status-3-hold', /(\d\d:\d\d:\d\d),3,/, `$1,${word},`);
    expect(await outcome('yahoo', ...files)).toEqual([`10001 ${becomes}`]);
  });

  test.each([
    ['0', 'held shop-hold'],
    ['1', 'ready'],
    ['4', 'held shop-shipped'],
    ['出荷済み', 'held shop-shipped'],
    ['8', 'held unknown-word'],
  ])('of the same kind: ShipStatus %s', async (word, becomes) => {
    expect(await outcome('yahoo', ...changed('08-yahoo-ship-status-3', /,3\r\n$/, `,${word}\r\n`))).toEqual([
      `10001 ${becomes}`,
    ]);
  });

  test.each([
    ['0', 'ready'],
    ['2', 'held shop-fraud'],
    ['審査', 'held unmapped-word'],
  ])('of the same kind: FraudHoldStatus %s', async (word, becomes) => {
    expect(await outcome('yahoo', ...changed('09-yahoo-fraud-1', /,1\r\n$/, `,${word}\r\n`))).toEqual([
      `10001 ${becomes}`,
    ]);
  });
});

describe('Shopify: refunds, no ship-to, nothing to ship', () => {
  const refunded = utf8('12-shopify-part-refunded.csv');
  const nowhere = utf8('13-shopify-no-ship-to.csv');
  const virtual = utf8('14-shopify-no-shipping-needed.csv');

  test('12: refunded in part is held, because nobody says which goods', async () => {
    expect(await outcome('shopify', bytesOf('12-shopify-part-refunded.csv'))).toEqual(['#1001 held shop-partly']);
  });

  test.each([
    ['refunded', 'cancelled'],
    ['voided', 'cancelled'],
    ['partially_paid', 'held unpaid'],
    ['paid', 'ready'],
    ['disputed', 'held unmapped-word unknown-word'],
  ])('of the same kind: Financial Status %s', async (word, becomes) => {
    const found = await outcome('shopify', refunded.replaceAll('partially_refunded', word));
    expect(found.map((line) => line.split(' ').sort().join(' '))).toEqual([
      `#1001 ${becomes}`.split(' ').sort().join(' '),
    ]);
  });

  test.each([
    ['on_hold', 'held shop-hold'],
    ['scheduled', 'held shop-reserved'],
    ['lost', 'held unmapped-word'],
  ])('of the same kind: Fulfillment Status %s', async (word, becomes) => {
    const found = await outcome(
      'shopify',
      refunded.replaceAll('partially_refunded', 'paid').replace(',unfulfilled,', `,${word},`),
    );
    expect(found).toEqual([`#1001 ${becomes}`]);
  });

  test('13: no ship-to is held', async () => {
    expect(await outcome('shopify', bytesOf('13-shopify-no-ship-to.csv'))).toEqual(['#1001 held ship-to-missing']);
  });

  test('of the same kind: goes to the orderer where the shop says so', async () => {
    expect(await outcome('giving', nowhere)).toEqual(['#1001 ready']);
    const [one] = await desk.ctx.store.shipments({});
    expect(one?.shipment.consignee.name).not.toBe('');
  });

  test('of the same kind: nobody can clear it, because no address comes of that', async () => {
    await take('shopify', nowhere);
    await clearHold(desk.ctx, '#1001', '電話で確認');
    expect(await said()).toEqual(['#1001 held ship-to-missing']);
    expect(await labels()).toEqual([]);
  });

  test('of the same kind: a later file that says where it goes', async () => {
    await take('shopify', nowhere);
    await take('shopify', refunded.replaceAll('partially_refunded', 'paid'));
    expect((await said())[0]).not.toContain('ship-to-missing');
  });

  test('14: goods that need no shipping get no label', async () => {
    expect(await outcome('shopify', bytesOf('14-shopify-no-shipping-needed.csv'))).toEqual(['#1001 cancelled']);
  });

  test.each([
    ['in capitals', virtual.replaceAll(',false,', ',FALSE,'), 'cancelled'],
    ['goods that need it', virtual.replaceAll(',false,', ',true,'), 'ready'],
    ['sent already', virtual.replace(/,false,([^,]*),[^,]*,/, ',true,$1,fulfilled,'), 'cancelled'],
    ['a word that nobody knows', virtual.replaceAll(',false,', ',maybe,'), 'held unmapped-word'],
  ])('of the same kind: %s', async (_, text, becomes) => {
    expect(text).not.toBe(virtual);
    expect(await outcome('shopify', text)).toEqual([`#1001 ${becomes}`]);
  });

  test('22: never a label with a lone point', async () => {
    await take('shopify', bytesOf('22-shopify-city-dot.csv'));
    expect((await labels()).flat().filter((cell) => /^[.．]$/.test(cell))).toEqual([]);
  });
});

describe('カラーミー: goods that go to two destinations', () => {
  const two = readFileSync('layouts/read/colorme-orders/cases/two-destinations/in.csv');
  const text = (from: string, to: string) => iconv.encode(iconv.decode(two, 'cp932').replaceAll(from, to), 'cp932');
  const lines = async () =>
    (await desk.ctx.store.orders({ shop: 'colorme' })).flatMap(({ order }) =>
      order.lines.map((line) => `${line.no} → ${line.destination} ${line.quantity}`),
    );

  test('one 売上詳細ID under two 配送先ID is two lines, and two labels', async () => {
    expect(await outcome('colorme', text('40000002', '40000001'))).toEqual(['20000001 ready', '20000001 ready']);
    expect(await lines()).toEqual(['40000001 → 30000001 1', '40000001-30000002 → 30000002 1']);
    await take('colorme', text('福田', '福田'));
    expect(await desk.ctx.store.shipments({})).toHaveLength(2);
  });

  test('the same line of the same destination twice is one, with other content nobody knows which', async () => {
    const whole = iconv.decode(text('40000002', '40000001'), 'cp932');
    const last = whole.trimEnd().split(/\r?\n/).at(-1)!;
    await take('colorme', iconv.encode(`${whole.trimEnd()}\n${last}\n`, 'cp932'));
    expect(await lines()).toHaveLength(2);
    const other = iconv.encode(`${whole.trimEnd()}\n${last.replace(/,1,$/, ',2,')}\n`, 'cp932');
    await expect(take('colorme', other)).rejects.toThrow('line-repeated-different');
  });
});

describe('our own sheet', () => {
  test('20: short rows are padded, 20 labels', async () => {
    expect(await outcome('sheet', bytesOf('20-trailing-commas-gone.csv'))).toHaveLength(20);
    expect((await said()).every((line) => line.endsWith(' issuing') || line.endsWith(' issued'))).toBe(true);
  });

  test.each([
    ['from the first row on', (line: string) => line.replace(/,+$/, '')],
    ['one of them too many', (line: string, row: number) => (row > 16 ? `${line},,,,,` : line)],
    ['cut by one', (line: string, row: number) => (row > 3 ? line.replace(/,$/, '') : line)],
  ])('of the same kind as 20: commas at the end, %s', async (_, change) => {
    const [head = '', ...rows] = cp932('20-trailing-commas-gone.csv').trimEnd().split(/\r?\n/);
    const text = [head, ...rows.map(change), ''].join('\r\n');
    const found = await outcome('sheet', iconv.encode(text, 'cp932'));
    expect(found).toEqual(rows.map((row) => `${row.split(',')[0]} ready`));
  });

  test('of the same kind as 20: a row that loses what a label needs is no label', async () => {
    const [head = '', ...rows] = cp932('20-trailing-commas-gone.csv').trimEnd().split(/\r?\n/);
    const text = [head, ...rows.slice(0, 2), rows[2]?.split(',').slice(0, 15).join(','), ''].join('\r\n');
    expect(
      (await outcome('sheet', iconv.encode(text, 'cp932'))).filter((line) => line.endsWith(' ready')),
    ).toHaveLength(2);
  });

  test('06: a bare line break in the last column stays in the note', async () => {
    expect(await outcome('sheet', bytesOf('06-bare-cr-in-last-column.csv'))).toEqual(['FCR-1 ready', 'FCR-2 ready']);
    const [one] = await desk.ctx.store.orders({ shop: 'sheet', numbers: ['FCR-1'] });
    expect(one?.order.note).toMatch(/^置き配\s不在時は隣へ$/);
  });

  test.each([
    ['12-address-last-bare-lf.csv', 'FADR-LF1', 'FADR-LF2'],
    ['12-address-last-bare-cr.csv', 'FADR-CR1', 'FADR-CR2'],
  ])('%s: the whole address is on the label', async (name, broken, whole) => {
    await take('sheet', bytesOf(name));
    expect(await said()).toEqual([`${broken} ready`, `${whole} ready`]);
    const [first] = await labels();
    expect([first?.[11], first?.[12]]).toEqual(['大阪府大阪市北区梅田1-1', '見本マンション305号']);
  });

  test.each([
    ['two breaks', '\n', '大阪市北区\n梅田1-1\n見本マンション305号'],
    ['at the end of the cell', '\n', '大阪市北区梅田1-1 見本マンション305号\n'],
    ['a CR in the middle of a name of a house', '\r', '大阪市北区梅田1-1\r見本マンション\r305号'],
  ])('of the same kind: %s', async (_, __, address) => {
    const text = cp932('12-address-last-bare-lf.csv').replace(/大阪市北区梅田1-1\n見本マンション305号/, address);
    await take('sheet', iconv.encode(text, 'cp932'));
    const [broken, whole] = await said();
    expect(whole).toBe('FADR-LF2 ready');
    const [first] = (await labels()).filter((row) => row[0]?.startsWith('FADR-LF1'));
    expect(broken?.includes(' held') || `${first?.[11]}${first?.[12]}`.replace(/\s/g, '').includes('305号')).toBe(true);
  });
});

describe('workbooks', () => {
  const facts = async () =>
    (await desk.ctx.store.orders({ shop: 'sheet' })).map(({ order }) => ({
      number: order.number,
      ordered:
        order.orderedAt &&
        String(Temporal.Instant.from(order.orderedAt).toZonedDateTimeISO('Asia/Tokyo').toPlainDate()),
      wished: order.destinations[0]?.wishedDate,
      quantity: order.lines[0]?.quantity,
      address: Object.values(order.destinations[0]!.consignee.address).join(''),
    }));

  test('01: dates of the 1904 system behind an extension of the same name', async () => {
    await take('sheet', bytesOf('01-1904-with-x15-workbookPr.xlsx'), '01.xlsx');
    expect(await facts()).toMatchObject([{ ordered: '2026-11-20', wished: '2026-12-10' }]);
  });

  test('02: a cell with two texts is read by its type', async () => {
    await take('sheet', bytesOf('02-inlineStr-with-v.xlsx'), '02.xlsx');
    expect(await facts()).toMatchObject([{ quantity: 1, address: '大阪府大阪市北区梅田1-1-1' }]);
  });

  test('13: a sheet whose state is "show" is read', async () => {
    await take('sheet', bytesOf('13-sheet-state-show.xlsx'), '13.xlsx');
    expect(await facts()).toHaveLength(1);
  });

  test.each(['visible', 'shown'])('of the same kind: the state %s, a number with an inline text', async (state) => {
    const head = ['注文番号', 'お届け先名', 'お届け先郵便番号', 'お届け先住所', 'お届け先電話番号', '商品名', '数量'];
    const row: TestCell[] = ['W1', '見本花子', '530-0001', '大阪府大阪市北区梅田1-1-1', '06-0000-0000', '見本'];
    const quantity = { xml: '<c r="{at}"><v>1</v><is><t>1</t></is></c>' };
    await take('sheet', xlsxOf([head, [...row, quantity]], { state }), 'x.xlsx');
    expect(await facts()).toMatchObject([{ number: 'W1', quantity: 1 }]);
  });
});

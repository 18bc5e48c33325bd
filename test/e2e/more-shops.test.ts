import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplesOf } from '../../src/flow/bridge/samples.ts';
import { cli } from '../support/cli.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';

/* The whole circle of the shops that came by header lists: order file in, B2 file out, numbers back, file for the shop. */

let root: string;
const day = Temporal.Now.zonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();
/** As it stands in the numbers of samples. */
const ymd = day.slice(2).replaceAll('-', '');
const samples = new Map(samplesOf(day).orders.map(({ name, bytes }) => [name, bytes]));

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-more-shops-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const json = async (...args: string[]) => JSON.parse((await cli([...args, '--json', '-C', root])).stdout);

/** Takes samples in by their names, without saying whose they are. */
async function drop(...names: string[]) {
  const files = names.map((name) => {
    const file = join(root, name);
    writeFileSync(file, samples.get(name)!);
    return file;
  });
  return (await json('intake', ...files)).documents as {
    shop: string;
    layout: string;
    orders: { new: number; refused: number };
    problems: { code: string; kind: string }[];
    files: string[];
  }[];
}

let slips = 500;

/** Writes the shop's B2 file, and gives every shipment in it a number as B2 Cloud would: rows of the file, and what lies in the outbox then. */
async function circle(shop: string) {
  const { files, leftOut } = await json('issue', '--shop', shop);
  const rows = (files as string[]).flatMap((file) => b2Rows(readFileSync(file)));
  const numbers = rows.map((row) => ({ customerNo: row[0]!, number: trackingNumber(slips++), day: '2026/11/21' }));
  const issued = join(root, `issued-${shop}.csv`);
  writeFileSync(issued, issuedData(numbers));
  await json('intake', issued);
  const folder = join(root, 'outbox', shop);
  const back = readdirSync(folder)
    .filter((name) => !name.startsWith('b2-') && /\.(?:csv|txt)$/.test(name))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const held = (leftOut as { number: string; code: string }[]).map(({ number, code }) => [number, code]);
  return { rows, numbers: numbers.map((one) => one.number), leftOut: held, back };
}

test('BASE: options are no goods, its own form goes back with carrier and number in the first row of the order', async () => {
  const [orders, form] = await drop('BASE注文.csv', 'BASE発送.csv');
  expect(orders).toMatchObject({ shop: 'base', layout: 'base-orders', orders: { new: 2, refused: 0 } });
  expect(form).toMatchObject({ shop: 'base', layout: 'base-shipping' });
  const { rows, numbers, leftOut, back } = await circle('base');
  expect(rows.map((row) => [row[0], row[10], row[15], row[27], row[29]])).toEqual([
    [`BA5E${ymd}000001_1`, '150-0001', '見本　花子', '名入れグラス', '湯呑み'],
  ]);
  expect(leftOut).toEqual([[`BA5E${ymd}000002`, 'unpaid']]);
  const before = iconv.decode(Buffer.from(samples.get('BASE発送.csv')!), 'cp932').split('\r\n');
  const after = iconv.decode(back.find((one) => one.name.startsWith('base-shipping'))!.bytes, 'cp932').split('\r\n');
  const changed = before.flatMap((line, i) => (line === after[i] ? [] : [[i, after[i]!.split(',').slice(0, 7)]]));
  expect(changed).toEqual([
    [
      1,
      [
        `BA5E${ymd}000001`,
        `${Temporal.PlainDate.from(day).subtract({ days: 1 })} 10:11:12`,
        '見本',
        '花子',
        '1',
        numbers[0],
        '',
      ],
    ],
  ]);
});

/** Cells of the general list of numbers. */
const listed = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('utf8')
    .replace('\ufeff', '')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => [line.split(',')[0], line.split(',')[5]]);

test('STORES: a buyer who gives a present is the sender; 一部発送済み is not shipped', async () => {
  expect(await drop('STORESオーダー.csv')).toMatchObject([
    { shop: 'stores', layout: 'stores-orders', orders: { new: 2, refused: 0 } },
  ]);
  // The file has no codes of goods: no bracket is left empty for them.
  const { stdout: shown } = await cli(['orders', 'show', `3${ymd}01`, '-C', root]);
  expect(shown).toContain('湯呑み 白 × 2');
  const { stdout: tried } = await cli(['layouts', 'try', join(root, 'STORESオーダー.csv'), '-C', root]);
  expect(tried).toContain('湯呑み 白 × 2');
  const { rows, numbers, leftOut, back } = await circle('stores');
  expect(rows.map((row) => [row[0], row[10], row[15], row[24], row[27], row[29]])).toEqual([
    [`3${ymd}01_1`, '460-0008', '例題　次郎', '見本　花子', '湯呑み', '急須'],
  ]);
  expect(leftOut).toEqual([
    [`3${ymd}02`, 'payment-unknown'],
    [`3${ymd}02`, 'shop-partly'],
  ]);
  expect(back.map(({ bytes }) => listed(bytes))).toEqual([[[`3${ymd}01`, numbers[0]]]]);
});

test('EC-CUBE: two 出荷ID are two labels, postage and discount none; the numbers go back by 出荷ID', async () => {
  expect(await drop('EC-CUBE受注.csv')).toMatchObject([
    { shop: 'eccube', layout: 'eccube-orders', orders: { new: 2, refused: 0 } },
  ]);
  const { rows, numbers, leftOut, back } = await circle('eccube');
  expect(rows.map((row) => [row[0], row[10], row[15], row[27]])).toEqual([
    [`7${ymd}1_1`, '150-0001', '見本　花子', '緑茶 100g'],
    [`7${ymd}1_2`, '460-0008', '例題　次郎', '湯呑み'],
  ]);
  expect(leftOut).toEqual([[`7${ymd}2`, 'unpaid']]);
  expect(back.map(({ bytes }) => iconv.decode(bytes, 'cp932'))).toEqual([
    `出荷ID,お問い合わせ番号,出荷日\r\n8${ymd}1,${numbers[0]},2026-11-21\r\n8${ymd}2,${numbers[1]},2026-11-21\r\n`,
  ]);
});

test('minne and Creema: what is paid goes out, a wish to cancel and 入金待ち stay', async () => {
  expect(await drop('minne注文.csv', 'Creema注文.csv')).toMatchObject([
    { shop: 'minne', layout: 'minne-orders', orders: { new: 2, refused: 0 } },
    { shop: 'creema', layout: 'creema-orders', orders: { new: 2, refused: 0 } },
  ]);
  const minne = await circle('minne');
  expect(minne.rows.map((row) => [row[0], row[15], row[24], row[27], row[29]])).toEqual([
    [`45${ymd}01_1`, '例題 次郎', '見本 花子', '刺繍のブローチ', '刺繍のポーチ'],
  ]);
  expect(minne.leftOut).toEqual([[`45${ymd}02`, 'unpaid']]);
  expect(minne.back.map(({ bytes }) => listed(bytes))).toEqual([[[`45${ymd}01`, minne.numbers[0]]]]);
  const creema = await circle('creema');
  expect(creema.rows.map((row) => [row[0], row[15], row[24], row[27]])).toEqual([
    [`6${ymd}01_1`, '見本花子', '見本花子', '革の財布'],
  ]);
  expect(creema.leftOut).toEqual([[`6${ymd}02`, 'cancel-requested']]);
  expect(creema.back.map(({ bytes }) => listed(bytes))).toEqual([[[`6${ymd}01`, creema.numbers[0]]]]);
});

test('ecforce: an order in one row is as many lines, a number like an exponent goes through the whole circle', async () => {
  expect(await drop('ecforce受注.csv')).toMatchObject([
    { shop: 'ecforce', layout: 'ecforce-orders', orders: { new: 4, refused: 0 } },
  ]);
  const { rows, numbers, leftOut, back } = await circle('ecforce');
  expect(rows.map((row) => [row[0], row[10], row[15], row[27], row[29]])).toEqual([
    [`${ymd}04e7_1`, '060-0001', '想定 桜', 'サプリメント30日分', ''],
    [`ec${ymd}01_1`, '150-0001', '見本 花子', 'サプリメント30日分', '同梱チラシ'],
  ]);
  expect(leftOut).toEqual([
    [`ec${ymd}02`, 'collect-tax-unknown'],
    [`ec${ymd}03`, 'unpaid'],
  ]);
  expect(back.map(({ bytes }) => iconv.decode(bytes, 'cp932').split('\r\n').slice(1, 3))).toEqual([
    [`,${ymd}04e7,,${numbers[0]},2026/11/21,ヤマト運輸,`, `,ec${ymd}01,,${numbers[1]},2026/11/21,ヤマト運輸,`],
  ]);
});

test('ショップサーブ: the ledger begins with 受注番号, its provisional number is not read, numbers go back in the list', async () => {
  expect(await drop('ショップサーブ受注.csv')).toMatchObject([
    { shop: 'shopserve', layout: 'shopserve-orders', orders: { new: 3, refused: 0 } },
  ]);
  const { rows, numbers, leftOut, back } = await circle('shopserve');
  expect(rows.map((row) => [row[0], row[3], row[6], row[15], row[27], row[29]])).toEqual([
    [`SS${ymd}01_1`, '', '1820', '木村 桜', '和菓子詰合せ/12個', '羊羹/小'],
  ]);
  expect(leftOut).toEqual([
    [`SS${ymd}02`, 'unpaid'],
    [`SS${ymd}03`, 'not-a-yamato-method'],
  ]);
  expect(back.map(({ bytes }) => listed(bytes))).toEqual([[[`SS${ymd}01`, numbers[0]]]]);
});

test('futureshop: two consignees are two labels, a wish to cancel that is only text stays', async () => {
  expect(await drop('futureshop受注.csv')).toMatchObject([
    { shop: 'futureshop', layout: 'futureshop-orders', orders: { new: 2, refused: 0 } },
  ]);
  const { rows, numbers, leftOut, back } = await circle('futureshop');
  expect(rows.map((row) => [row[0], row[10], row[15], row[27]])).toEqual([
    [`FS${ymd}01_1`, '150-0001', '見本　花子', 'はちみつ'],
    [`FS${ymd}01_2`, '460-0008', '例題　次郎', '紅茶'],
  ]);
  expect(leftOut).toEqual([[`FS${ymd}02`, 'cancel-requested']]);
  expect(back.map(({ bytes }) => listed(bytes))).toEqual([
    [
      [`FS${ymd}01`, numbers[0]],
      [`FS${ymd}01`, numbers[1]],
    ],
  ]);
});

test('メルカリShops: neither telephone nor payment is in the file; a person puts it in, then the order goes its way', async () => {
  expect(await drop('メルカリShops注文.csv')).toMatchObject([
    { shop: 'mercari', layout: 'mercari-shops-orders', orders: { new: 1, refused: 0 } },
  ]);
  const number = `order_M${ymd}aB1`;
  const { files, leftOut } = await json('issue', '--shop', 'mercari');
  expect([files, leftOut.map((one: { code: string }) => one.code)]).toEqual([
    [],
    ['payment-unknown', 'phone-missing', 'shipper-incomplete'],
  ]);
  const said = await cli([
    'orders',
    'edit',
    number,
    '--set',
    'consignee.phone=090-0000-0001',
    '--note',
    '取引画面で確認',
    '-C',
    root,
  ]);
  expect(said.code).toBe(0);
  await json('holds', 'clear', number, '--note', '支払い済みを確認');
  const { rows, numbers, back } = await circle('mercari');
  expect(rows.map((row) => [row[0], row[8], row[15], row[27], row[29]])).toEqual([
    [`${number}_1`, '090-0000-0001', '見本 花子', '【青】マグカップ', '【赤】マグカップ'],
  ]);
  expect(back.map(({ bytes }) => listed(bytes))).toEqual([[[number, numbers[0]]]]);
});

import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type B2Client, b2Client, complaintsOf } from '../support/b2-client.ts';
import { labControl } from '../support/lab-client.ts';

const start = Date.parse('2026-11-21T03:00:00Z');
const day = (days: number) => Temporal.PlainDate.from('2026-11-21').add({ days }).toString().replaceAll('-', '');

let lab: Lab;
let b2: B2Client;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  control = labControl(lab, 'b2cloud');
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await control.post('/reset', { seed: 'empty' });
  b2 = b2Client(lab);
});

type Values = Readonly<Record<string, string>>;
const wish = (delivery_date: string): Values => ({
  delivery_date,
  short_delivery_date_flag: '0',
  is_printing_date: '1',
});
const collect: Values = { service_type: '2', amount: '3300', tax_amount: '300' };
const mail: Values = {
  is_using_shipment_email: '1',
  shipment_email_address: 'a@shop.example',
  input_device_type: '1',
  shipment_message: '発送しました',
};
const long = (count: number) => 'あ'.repeat(count);

describe('a row without fault', () => {
  it.each<[string, Values]>([
    ['発払い', {}],
    ['a wished day with a slot', { ...wish('2026/11/25'), delivery_time_zone: '1416' }],
    ['the shortest day', { delivery_date: '最短日' }],
    ['today and 30 days later', { shipment_date: day(30) }],
    ['a wish 30 days from today', wish(day(30))],
    ['クール冷蔵', { is_cool: '2' }],
    ['コレクト at its limit', { ...collect, amount: '300000' }],
    ['コンパクトコレクト at its limit', { ...collect, service_type: '9', amount: '30000' }],
    ['タイム', { service_type: '4', delivery_time_zone: '0010' }],
    ['着払い without billing', { service_type: '5', invoice_code: '', invoice_freight_no: '' }],
    ['ネコポス', { service_type: 'A' }],
    ['ゆうパケット', { service_type: '7' }],
    [
      'ゆうメール without sender, goods, billing',
      {
        service_type: '3',
        shipper_name: '',
        shipper_address: '',
        shipper_zip_code: '',
        shipper_telephone_display: '',
        item_name1: '',
        invoice_code: '',
        invoice_freight_no: '',
        consignee_telephone_display: '',
      },
    ],
    ['ゆうメール with 御中', { service_type: '3', consignee_title: '御中' }],
    ['コンパクト', { service_type: '8' }],
    [
      'every text at its width',
      {
        consignee_name: long(16),
        consignee_address4: long(16),
        consignee_department1: long(25),
        item_name1: long(25),
        note: long(22),
        handling_information1: long(10),
        shipment_number: 'x'.repeat(50),
      },
    ],
    ['half-width counts one', { consignee_name: 'ﾔﾏﾀﾞ'.repeat(8) }],
    [
      'each address part at its width',
      {
        consignee_address1: '神奈川県',
        consignee_address2: long(12),
        consignee_address3: long(16),
        consignee_address: '',
        consignee_zip_code: '2310023',
      },
    ],
    ['〜 as CP932 has it, 髙, ①', { consignee_name: '髙橋～①㈱' }],
    ['a pick-up office', { is_using_center_service: '1', consignee_center_code: '012345' }],
    ['three parcels', { package_qty: '3', closure_key: 'K1', is_printing_lot: '3' }],
    ['a mail of the planned delivery', mail],
    [
      'a mail of posting',
      {
        service_type: 'A',
        is_using_shipment_post_email: '1',
        shipment_post_email_address: 'a@shop.example',
        shipment_post_message: '投函します',
      },
    ],
    ['a search key', { search_key_title1: '注文', search_key1: 'Order 1' }],
    ['a control character, which is taken out', { consignee_name: '見本\u0007 太郎' }],
  ])('%s', async (_what, changes) => {
    const answer = await b2.register([b2.shipment(changes)]);
    expect(complaintsOf(answer)).toEqual([[]]);
    expect(answer.json.feed.entry[0].shipment.error_flg).toBe('0');
  });

  it('comes back filled up in its own forms', async () => {
    const { shipment } = (
      await b2.register([
        b2.shipment({
          shipment_date: '2026/11/21',
          consignee_zip_code: '060-0001',
          consignee_address: '北海道札幌市中央区北一条西1-1',
        }),
      ])
    ).json.feed.entry[0];
    expect(shipment).toMatchObject({
      shipment_date: '20261121',
      delivery_date: '20261123',
      delivery_time_zone: '0000',
      consignee_zip_code: '0600001',
      consignee_address1: '北海道',
      consignee_address2: '札幌市中央区',
      consignee_address3: '北一条西1-1',
      consignee_title: '様',
      is_printing_lot: '1',
      package_qty: '1',
    });
  });
});

describe('every known rule refuses a row', () => {
  it.each<[string, Values, string | string[]]>([
    ['no service type', { service_type: '' }, 'EL003002 service_type'],
    ['an unknown service type', { service_type: 'B' }, 'EL003002 service_type'],
    ['EAZY without contract', { service_type: '1', ...mail }, 'ES002005 service_type'],
    ['no phone', { consignee_telephone_display: '' }, 'EF011001 consignee_telephone_display'],
    ['a phone with brackets', { consignee_telephone_display: '(03)0000-0000' }, 'ES002007 consignee_telephone_display'],
    [
      'a phone that is too long',
      { consignee_telephone_display: '0'.repeat(16) },
      'EL001009 consignee_telephone_display',
    ],
    ['no name', { consignee_name: '' }, 'EF011002 consignee_name'],
    ['a name of 17 full-width characters', { consignee_name: long(17) }, 'ES001010 consignee_name'],
    ['an emoji', { consignee_name: '見本😀' }, 'EL002016 consignee_name'],
    ['a kanji outside CP932', { consignee_name: '𠮷野' }, 'EL002016 consignee_name'],
    ['full-width kana', { consignee_name_kana: 'ヤマダ' }, 'EL002017 consignee_name_kana'],
    ['a space in kana', { consignee_name_kana: 'ﾔﾏﾀﾞ ﾀﾛｳ' }, 'EL002017 consignee_name_kana'],
    ['no postal code', { consignee_zip_code: '' }, 'EF011004 consignee_zip_code'],
    ['a postal code that does not exist', { consignee_zip_code: '9999999' }, 'EF016001 consignee_zip_code'],
    ['a postal code of six digits', { consignee_zip_code: '150000' }, 'EL002011 consignee_zip_code'],
    ['an address without prefecture', { consignee_address: '渋谷区渋谷1-2-3' }, 'WS003001 consignee_address1'],
    [
      'an address without municipality',
      { consignee_address: '東京都' },
      ['EF011022 consignee_address2', 'EF011009 consignee_address3'],
    ],
    ['an address without street', { consignee_address: '東京都渋谷区' }, 'EF011009 consignee_address3'],
    [
      'a street of 17 full-width characters',
      { consignee_address: `東京都渋谷区${long(17)}` },
      'ES001014 consignee_address3',
    ],
    [
      'a municipality of 13',
      { consignee_address: '', consignee_address1: '東京都', consignee_address2: long(13), consignee_address3: '1' },
      'EL001012 consignee_address2',
    ],
    ['a building of 17', { consignee_address4: long(17) }, 'EL001013 consignee_address4'],
    ['a line feed', { consignee_address4: 'あ\nい' }, 'EL002013 consignee_address4'],
    ['a postal code of elsewhere', { consignee_zip_code: '0600001' }, 'WL016001 consignee_zip_code'],
    ['no phone of the sender', { shipper_telephone_display: '' }, 'EF011059 shipper_telephone_display'],
    ['no name of the sender', { shipper_name: '' }, 'EF011062 shipper_name'],
    ['no postal code of the sender', { shipper_zip_code: '' }, 'EF011006 shipper_zip_code'],
    [
      'no address of the sender',
      { shipper_address: '' },
      ['WS003002 shipper_address1', 'EF011008 shipper_address2', 'EF011063 shipper_address3'],
    ],
    ['no goods', { item_name1: '' }, 'EF011067 item_name1'],
    ['goods of 26', { item_name1: long(26) }, 'EL001028 item_name1'],
    ['a note of 23', { note: long(23) }, 'EL001033 note'],
    ['handling of 11', { handling_information1: long(11) }, 'EL001031 handling_information1'],
    ['a customer number of 51', { shipment_number: 'x'.repeat(51) }, 'EL001001 shipment_number'],
    ['a customer number with #', { shipment_number: '#1001' }, 'EL002001 shipment_number'],
    ['a title with 発払い', { consignee_title: '御中' }, 'EL004018 consignee_title'],
    ['an unknown title', { service_type: '3', consignee_title: '殿様' }, 'EL003018 consignee_title'],

    ['a day of shipment that is over', { shipment_date: day(-1) }, 'ES003001 shipment_date'],
    ['a day of shipment in 31 days', { shipment_date: day(31) }, 'ES003001 shipment_date'],
    ['a day with hyphens', { shipment_date: '2026-11-21' }, 'ES003001 shipment_date'],
    ['a day that does not exist', { shipment_date: '20261131' }, 'ES003001 shipment_date'],
    ['a wish in 31 days', wish(day(31)), 'EL003006 delivery_date'],
    ['a wish before the shipment', { ...wish(day(2)), shipment_date: day(3) }, 'EL003006 delivery_date'],
    ['タイム on the same day', { ...wish(day(0)), service_type: '4' }, 'EL003006 delivery_date'],
    ['a wish that is no day', wish('20261399'), 'EL002006 delivery_date'],
    ['a printed date that is not given', wish(''), 'EF011017 delivery_date'],
    ['a wished day for ネコポス', { ...wish(day(3)), service_type: 'A' }, 'EL004006 delivery_date'],
    ['a slot for ネコポス', { service_type: 'A', delivery_time_zone: '1416' }, 'ES002038 delivery_time_zone'],
    ['a slot of タイム for 発払い', { delivery_time_zone: '0010' }, 'ES002038 delivery_time_zone'],
    ['a slot of 発払い for タイム', { service_type: '4', delivery_time_zone: '1416' }, 'ES002038 delivery_time_zone'],
    ['the slot 12–14 that is gone', { delivery_time_zone: '1214' }, 'ES002038 delivery_time_zone'],
    ['an unknown cool class', { is_cool: '3' }, 'EL003003 is_cool'],

    ['コレクト without amount', { service_type: '2', tax_amount: '0' }, ['EF011020 amount']],
    ['コレクト of 0 yen', { ...collect, amount: '0', tax_amount: '0' }, 'EF011020 amount'],
    ['コレクト of 300,001 yen', { ...collect, amount: '300001' }, 'EL003034 amount'],
    ['コンパクトコレクト of 30,001 yen', { ...collect, service_type: '9', amount: '30001' }, 'EL003034 amount'],
    ['コレクト without tax', { ...collect, tax_amount: '' }, 'EL011035 tax_amount'],
    ['more tax than amount', { ...collect, tax_amount: '3301' }, 'EL003035 tax_amount'],
    ['an amount with a comma', { ...collect, amount: '3,300' }, ['EL002034 amount', 'EF011020 amount']],
    ['an amount with 発払い', { amount: '100', tax_amount: '0' }, 'EL004034 amount'],
    ['no billing code', { invoice_code: '' }, 'EF011082 invoice_code'],
    ['an unknown billing code', { invoice_code: '999999999999' }, 'ES006002 invoice_code'],
    ['the freight number as class', { invoice_code_ext: '01' }, 'ES006002 invoice_code'],
    ['no freight number', { invoice_freight_no: '' }, 'EL011042 invoice_freight_no'],
    [
      'web collect without its numbers',
      { payment_flg: '1' },
      ['EL011044 payment_number', 'EL011045 payment_receipt_no1'],
    ],
    [
      'web collect with コンパクト',
      { service_type: '8', payment_flg: '1', payment_number: '1', payment_receipt_no1: '1' },
      'EL004043 payment_flg',
    ],

    ['parcels with コンパクト', { service_type: '8', package_qty: '2', closure_key: 'K' }, 'EL004038 package_qty'],
    ['parcels with コレクト', { ...collect, package_qty: '2', closure_key: 'K' }, 'EL004038 package_qty'],
    ['no parcel', { package_qty: '0' }, 'EF029001 package_qty'],
    ['100 parcels', { package_qty: '100', closure_key: 'K' }, ['EL001038 package_qty', 'EF029001 package_qty']],
    ['two parcels without key', { package_qty: '2' }, 'EL011074 closure_key'],
    ['a frame with count for ネコポス', { service_type: 'A', is_printing_lot: '3' }, 'EL004039 is_printing_lot'],
    ['an unknown frame', { is_printing_lot: '4' }, 'EL003039 is_printing_lot'],
    ['発払い（複数口） without key', { service_type: '6', short_delivery_date_flag: '0' }, 'ES002622 closure_key'],
    [
      '発払い（複数口） of one parcel',
      { service_type: '6', closure_key: 'K', short_delivery_date_flag: '0' },
      'ES002624 package_qty',
    ],
    [
      'an office for ゆうパケット',
      { service_type: '7', is_using_center_service: '1', consignee_center_code: '012345' },
      'EL004036 is_using_center_service',
    ],
    ['pick-up without office', { is_using_center_service: '1' }, 'EF011003 consignee_center_code'],
    ['a search key without title', { search_key1: 'A' }, 'EL011075 search_key_title1'],
    ['a search key with _', { search_key_title4: '注文', search_key4: 'A_1' }, 'ES002070 search_key4'],

    ['no flag of the delivery mail', { is_using_delivery_email: '' }, 'EL011052 is_using_delivery_email'],
    [
      'a delivery mail without its parts',
      { is_using_delivery_email: '1' },
      ['EF011014 delivery_email_address', 'EF011015 delivery_message'],
    ],
    [
      'a shipment mail without its parts',
      { is_using_shipment_email: '1', input_device_type: '1' },
      ['EF011012 shipment_email_address', 'EF011013 shipment_message'],
    ],
    ['a shipment mail without device', { ...mail, input_device_type: '' }, 'EL011050 input_device_type'],
    [
      'a mail address with +',
      { ...mail, shipment_email_address: 'a+b@shop.example' },
      'EL002049 shipment_email_address',
    ],
    ['half-width in a mail text', { ...mail, shipment_message: '発送 しました' }, 'EL002051 shipment_message'],
    ['a mail text of 75', { ...mail, shipment_message: long(75) }, 'EL001051 shipment_message'],
    ['a shipment mail for ネコポス', { ...mail, service_type: 'A' }, 'EL004048 is_using_shipment_email'],
    [
      'a delivery mail for 着払い',
      {
        service_type: '5',
        is_using_delivery_email: '1',
        delivery_email_address: 'a@shop.example',
        delivery_message: '届きました',
      },
      'EL004052 is_using_delivery_email',
    ],
    [
      'a posting mail for 発払い',
      {
        is_using_shipment_post_email: '1',
        shipment_post_email_address: 'a@shop.example',
        shipment_post_message: '投函',
      },
      'EL004087 is_using_shipment_post_email',
    ],
    [
      'posting mails without their parts',
      {
        service_type: 'A',
        is_using_shipment_post_email: '1',
        is_using_cons_deli_post_email: '2',
        is_using_shipper_deli_post_email: '1',
      },
      [
        'EF021012 shipment_post_email_address',
        'EF021013 shipment_post_message',
        'EF031012 cons_deli_post_email_address',
        'EF031013 cons_deli_post_message',
        'EF041012 shipper_deli_post_email_address',
        'EF041013 shipper_deli_post_message',
      ],
    ],
    ['something in 検索キー5, which is B2’s own', { search_key5: '1' }, 'EL002084 search_key5'],
  ])('%s', async (_what, changes, expected) => {
    const answer = await b2.register([b2.shipment(changes)]);
    expect(complaintsOf(answer)).toEqual([[expected].flat()]);
    const isMild = [expected].flat().every((one) => one.startsWith('W'));
    expect(answer.json.feed.entry[0].shipment.error_flg).toBe(isMild ? '1' : '9');
  });

  it('収納代行 without contract, and with one the twelve fields that it needs', async () => {
    const row = b2.shipment({ is_agent: '1' });
    expect(complaintsOf(await b2.register([row]))[0]?.[0]).toBe('ES017002 is_agent');
    await control.change('contract', { name: 'agent', has: 'on' });
    expect(
      complaintsOf(await b2.register([{ ...row, shipment_number: 'N_2' }]))[0]?.map((one) => one.slice(0, 8)),
    ).toEqual(['24', '26', '27', '28', '29', '30', '31', '32', '33', '34', '35', '36'].map((no) => `EF0110${no}`));
  });

  it('a cool class that the slip type does not have is left out without a word: the goods would travel warm', async () => {
    const rows = await b2.print([b2.shipment({ service_type: '8', is_cool: '2' })]);
    expect(rows[0].shipment.is_cool).toBe('0');
    expect((await control.holdings()).waybills).toMatchObject([{ cool: '0', dropped: ['is_cool'] }]);
  });

  it('duplicates: in one request, in the ledger, with a strange address', async () => {
    const twice = await b2.register([b2.shipment(), b2.shipment()]);
    expect(complaintsOf(twice)).toEqual([['WL009003 shipment_number'], ['WL009003 shipment_number']]);
    await b2.print([b2.shipment({ shipment_number: 'N_9' })]);
    const again = await b2.register([b2.shipment({ shipment_number: 'N_9', consignee_zip_code: '0600001' })]);
    expect(again.json.feed.entry[0].shipment.error_flg).toBe('3');
  });

  it('one key of several parcels cannot serve two destinations', async () => {
    const rows = ['渋谷1-1', '渋谷2-2'].map((street, index) =>
      b2.shipment({
        shipment_number: `N_${index}`,
        service_type: '6',
        closure_key: 'K',
        short_delivery_date_flag: '0',
        consignee_address: `東京都渋谷区${street}`,
      }),
    );
    expect(complaintsOf(await b2.register(rows))).toEqual([['EL005074 closure_key'], ['EL005074 closure_key']]);
  });

  it('a slip type that the contract does not have any more', async () => {
    await control.change('contract', { name: 'A', has: 'off' });
    expect(complaintsOf(await b2.register([b2.shipment({ service_type: 'A' })]))).toEqual([['ES002005 service_type']]);
  });

  it('“today” is Japan’s day', async () => {
    lab.clock.set(Date.parse('2026-11-21T14:59:59Z'));
    expect(complaintsOf(await b2.register([b2.shipment({ shipment_date: '20261121' })]))).toEqual([[]]);
    lab.clock.turn(1000);
    expect(
      complaintsOf(await b2.register([b2.shipment({ shipment_date: '20261121', shipment_number: 'N_2' })])),
    ).toEqual([['ES003001 shipment_date']]);
  });
});

describe('files', () => {
  const headers = ['お客様管理番号', ...Array.from({ length: 94 }, (_, index) => `列${index + 2}`)];
  const cells: Readonly<Record<number, string>> = {
    1: '250-0000001-0000001_1',
    2: '0',
    5: '2026/11/21',
    9: '090-0000-0000',
    11: '150-0002',
    12: '東京都渋谷区渋谷1-2-3',
    16: '見本 太郎',
    20: '03-0000-0001',
    22: '100-0005',
    23: '東京都千代田区丸の内1-1',
    25: '見本商店',
    28: '緑茶',
    40: '000000000000',
    42: '01',
  };
  const row = (changes: Readonly<Record<number, string>> = {}): string[] =>
    Array.from({ length: 95 }, (_, index) => ({ ...cells, ...changes })[index + 1] ?? '');
  const csv = (rows: readonly (readonly string[])[], encoding = 'cp932', eol = '\r\n'): Buffer =>
    iconv.encode(
      rows
        .map(
          (one) => one.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',') + eol,
        )
        .join(''),
      encoding,
    );

  it('95 columns, with and without header, are imported and can be printed and exported', async () => {
    const imported = await b2.importFile(
      csv([headers, row({ 6: '最短日', 28: '緑茶, "特選"' }), row({ 1: 'N_2' })]),
      '?issue=1',
    );
    expect(imported.json).toMatchObject({ rows: 2, errors: [], warnings: [], dropped: [] });
    const numbers: string[] = imported.json.waybills.map((one: { trackingNumber: string }) => one.trackingNumber);
    const file = Buffer.from(await (await fetch(`${b2.api}/b2/p/_export`)).arrayBuffer());
    const lines = iconv.decode(file, 'cp932').split('\r\n');
    expect(lines[0]!.split(',')).toHaveLength(97);
    expect(lines[0]).toContain('"お届け予定（指定）日"');
    expect(lines.slice(1, 3).map((line) => line.split('","').slice(0, 4))).toEqual([
      ['"250-0000001-0000001_1', '0', '0', numbers[0]],
      ['"N_2', '0', '0', numbers[1]],
    ]);
    expect(lines[2]!.split('","')[5]).toBe('');
    const bare = await b2.importFile(csv([row({ 1: 'N_3' })]));
    expect(bare.json).toMatchObject({ rows: 1, errors: [] });
  });

  it('says row, column and reason of every error', async () => {
    const { json } = await b2.importFile(csv([headers, row(), row({ 1: 'N_2', 11: '999-9999', 16: long(17) })]));
    expect(json.errors).toMatchObject([
      { row: 3, column: 16, header: 'お届け先名', code: 'ES001010' },
      { row: 3, column: 11, header: 'お届け先郵便番号', code: 'EF016001' },
    ]);
  });

  it.each([
    ['a value in a spare column', row({ 85: 'x' }), 'EL002085'],
    ['a value in 検索キー5', row({ 84: 'x' }), 'EL002084'],
    ['two parcels of コレクト', row({ 2: '2', 34: '1000', 35: '0', 38: '2' }), 'EL004038'],
  ])('refuses %s', async (_what, cellsOfRow, code) => {
    expect((await b2.importFile(csv([cellsOfRow]))).json.errors.map((one: { code: string }) => one.code)).toEqual([
      code,
    ]);
  });

  it('drops a cool class of another slip type without a word, as B2 does', async () => {
    const { json } = await b2.importFile(csv([row({ 2: 'A', 3: '1' })]));
    expect(json).toMatchObject({ errors: [], dropped: [{ row: 1, property: 'is_cool' }] });
  });

  it.each<[string, () => Buffer]>([
    ['an empty file', () => Buffer.alloc(0)],
    ['UTF-8 with BOM', () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), csv([row()], 'utf8')])],
    ['94 columns', () => csv([row().slice(1)])],
    ['97 columns', () => csv([[...row(), '', '']])],
    ['LF', () => csv([row(), row({ 1: 'N_2' })], 'cp932', '\n')],
    ['an open quote', () => Buffer.concat([csv([row()]), Buffer.from('"abc')])],
    ['a header alone', () => csv([headers])],
    ['1,001 rows', () => csv(Array.from({ length: 1001 }, (_, index) => row({ 1: `N_${index}` })))],
  ])('refuses %s and keeps nothing', async (_what, make) => {
    const answer = await b2.importFile(make());
    expect([answer.status, answer.json.code]).toEqual([400, 'SE0049']);
    expect((await control.holdings()).handOvers).toEqual([]);
  });
});

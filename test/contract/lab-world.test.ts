import excel from 'exceljs';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { ratesOfText } from '../../mocks/world/rates.ts';
import { labControl, said } from '../support/lab-client.ts';

/** 12:00 of Japan. */
const start = Date.parse('2026-11-21T03:00:00Z');
const hour = 3_600_000;
const marketplaces = ['amazon', 'ecforce', 'qoo10', 'shopserve'];

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ now: () => start, seed: 'empty' });
});
afterEach(() => lab.close());

const sendFile = async (body: string | Uint8Array<ArrayBuffer>, query = '', type = 'text/csv') =>
  said(await fetch(`${lab.control}/orders${query}`, { method: 'POST', headers: { 'content-type': type }, body }));

describe('orders from a file', () => {
  it('come from CSV, several lines and systems, with people of their own or made-up ones', async () => {
    const text = `system,order,placed,sku,option,quantity,name,kana,postal-code,prefecture,city,street,building,phone,payment,date,time,note
amazon,A,2026-11-21 09:30,LAB-TEA-01,,2,髙橋 〜子,タカハシ ナミコ,150-0002,東京都,渋谷区,渋谷1-2-3,見本ビル 5F,090-0000-0001,cod,,,
amazon,A,,LAB-MUG-BL,,1,,,,,,,,,,,,
amazon,,,LAB-TEA-02,,,,,,,,,,,unpaid,,,
qoo10,X,,Q10-SHIRT,NAVY-M,3,試験 太郎,シケン タロウ,530-0001,大阪府,大阪市北区,梅田3-3,,090-0000-0002,,2026-11-25,14-16,置き配
shopserve,X,,SS-SHIRT,紺/M,1,,,,,,,,,cod,,,
ecforce,,,EC-TEA,,4,,,,,,,,,paid,2026-11-25,14-16,
`;
    const answer = await sendFile(text);
    expect([answer.status, answer.json.error, answer.json.placed, answer.json.synthetic]).toEqual([
      200,
      undefined,
      5,
      true,
    ]);
    expect(answer.json.orders.map((one: { system: string; row: number }) => [one.system, one.row])).toEqual([
      ['amazon', 2],
      ['amazon', 4],
      ['qoo10', 5],
      ['shopserve', 6],
      ['ecforce', 7],
    ]);
    const [first, unpaid] = (await labControl(lab).holdings()).orders!;
    expect(first).toMatchObject({ createdTime: '2026-11-21T00:30:00Z', status: 'UNSHIPPED', total: 4540 });
    expect(first.lines.map((one: { sku: string; quantity: number }) => `${one.sku}*${one.quantity}`)).toEqual([
      'LAB-TEA-01*2',
      'LAB-MUG-BL*1',
    ]);
    expect(unpaid.status).toBe('PENDING');
    const [line] = (await labControl(lab, 'qoo10').holdings()).orders!;
    expect(line).toMatchObject({ optionCode: 'NAVY-M', quantity: 3, status: 2 });
    expect((await labControl(lab, 'shopserve').holdings()).orders![0]).toMatchObject({ method: 'CashOnDelivery' });
    expect((await labControl(lab, 'ecforce').holdings()).orders![0]).toMatchObject({ lines: 'EC-TEA*4' });
  });

  it('come from Excel and from Shift_JIS with Japanese headings, too', async () => {
    const book = new excel.Workbook();
    const sheet = book.addWorksheet('注文');
    sheet.addRow(['商品コード', '数量', '希望日']);
    sheet.addRow(['LAB-TEA-01', 2, new Date('2026-11-25T00:00:00Z')]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect((await sendFile(bytes, '?system=amazon', type)).json.placed).toBe(1);
    const shiftJis = iconv.encode('システム\t商品コード\t氏名\namazon\tLAB-TEA-02\t見本　花子\n', 'cp932');
    expect((await sendFile(new Uint8Array(shiftJis))).json.placed).toBe(1);
    expect((await labControl(lab).holdings()).orders).toHaveLength(2);
  });

  it('are placed all or none; every problem is told with row, column and value', async () => {
    const text = `system,order,placed,sku,quantity,postal-code,city,payment,option
amazon,1,,LAB-TEA-01,0,1500002,渋谷区,paid,
amazon,2,2027-01-01 00:00,LAB-NONE,1,,,later,
rakuten,3,,X,1,,,,
`;
    const answer = await sendFile(text);
    expect(answer.status).toBe(400);
    expect(answer.json.problems.map((one: Record<string, unknown>) => `${one.row} ${one.column} ${one.value}`)).toEqual(
      [
        '4 system rakuten',
        '2 prefecture ',
        '2 street ',
        '2 quantity 0',
        '3 payment later',
        '3 placed 2027-01-01 00:00',
      ],
    );
    expect(answer.json.error).toContain('row 2, column quantity "0": must be a whole number from 1 to 999');
    const codes = await sendFile('sku,option\nLAB-NONE,\nQ,\n', '?system=amazon');
    expect(codes.json.problems.map((one: { row: number; column: string }) => [one.row, one.column])).toEqual([
      [2, 'sku'],
      [3, 'sku'],
    ]);
    expect((await sendFile('sku,colour\nX,red\n')).json.error).toContain('row 1, column colour: unknown heading');
    expect((await sendFile('')).json.error).toBe('row 1: the file is empty');
    expect((await sendFile('sku\n"LAB')).status).toBe(400);
    expect((await sendFile(new Uint8Array([0x50, 0x4b, 3, 4, 5]))).json.error).toContain('no Excel book');
    for (const system of marketplaces) expect((await labControl(lab, system).holdings()).orders).toEqual([]);
  });
});

describe('orders from a template', () => {
  it.each(marketplaces)(
    'are made up for %s: people that look right, places of the template, shares of payment',
    async (system) => {
      const control = labControl(lab, system);
      const template = {
        lines: [1, 2],
        payment: { paid: 80, unpaid: 20 },
        prefectures: '北海道,沖縄県',
        over: 'PT10H',
      };
      const answer = await control.post('/orders', { system, count: 60, template });
      expect([answer.status, answer.json.error, answer.json.placed]).toEqual([200, undefined, 60]);
      expect(new Set(answer.json.orders.map((one: { number: string }) => one.number)).size).toBe(60);
      const { json } = await control.get(`/holdings/${system}`);
      expect(json.orders.length).toBeGreaterThanOrEqual(60);
      const unknown = await control.post('/orders', { system, count: 1, template: { products: 'NONE' } });
      expect([unknown.status, unknown.json.error]).toEqual([
        400,
        expect.stringContaining('template.products: unknown "NONE"'),
      ]);
    },
  );

  it('have synthetic people with readings, whose numbers nobody has', async () => {
    await labControl(lab).post('/orders', { system: 'qoo10', count: 5 });
    const { api, credentials } = lab.systems.qoo10;
    const query = new URLSearchParams({
      key: credentials.certificationKey,
      ShippingStatus: '2',
      SearchStartDate: '20261120',
      SearchEndDate: '20261121',
    });
    const { json } = await said(await fetch(`${api}/ShippingBasic.GetShippingInfo_v3?${query}`));
    const row = json.ResultObject[0];
    expect(row.ReceiverMobile).toMatch(/[789]0-0000-\d{4}/);
    expect(row.ReceiverKana).toMatch(/^[ァ-ヶー]+ [ァ-ヶー]+$/);
    expect(row.BuyerEmail).toMatch(/\.example\.jp$/);
  });
});

describe('life by rates', () => {
  it('20 orders an hour, 3 % cancelled, 5 % unpaid: that many, on the lab’s clock', async () => {
    const control = labControl(lab);
    const set = await control.post('/life', {
      on: true,
      rates: { ordersPerHour: 20, cancelled: '3%', unpaid: 0.05 },
    });
    expect(set.json.rates).toEqual({ '*': { ordersPerHour: 20, cancelled: 0.03, unpaid: 0.05 } });
    for (let at = 0; at < 40; at += 1) lab.clock.turn(hour);
    const { orders } = await control.holdings();
    expect(orders!.length).toBeGreaterThan(700);
    expect(orders!.length).toBeLessThan(900);
    const share = (status: string) => orders!.filter((one) => one.status === status).length / orders!.length;
    expect(share('PENDING')).toBeGreaterThan(0.02);
    expect(share('PENDING')).toBeLessThan(0.09);
    expect(share('CANCELLED')).toBeGreaterThan(0.01);
    expect(share('CANCELLED')).toBeLessThan(0.06);
  });

  it('may be other ones for a system, above one a minute, and none', async () => {
    const control = labControl(lab);
    await control.post('/life', { on: true, rates: { ordersPerHour: 0 } });
    await control.post('/life', { system: 'shopserve', rates: { ordersPerHour: 300, unpaid: 1 } });
    lab.clock.turn(hour);
    const counts = Object.fromEntries(
      await Promise.all(
        marketplaces.map(async (one) => [one, (await labControl(lab, one).holdings()).orders!.length] as const),
      ),
    );
    expect(counts).toMatchObject({ amazon: 0, qoo10: 0, ecforce: 0 });
    expect(counts.shopserve).toBeGreaterThan(280);
    const unpaid = (await labControl(lab, 'shopserve').holdings()).orders!;
    expect(unpaid.every((one) => !one.isPaid)).toBe(true);
    await control.post('/life', { system: 'shopserve', rates: null });
    expect((await control.get('/life')).json.rates).toEqual({ '*': { ordersPerHour: 0, cancelled: 0, unpaid: 0 } });
  });

  it('are refused where they make no sense', async () => {
    const control = labControl(lab);
    const error = async (body: object) => (await control.post('/life', body)).json.error;
    expect(await error({ rates: { ordersPerHour: -1 } })).toContain('from 0 to 3600');
    expect(await error({ rates: { ordersPerHour: 1, cancelled: '300' } })).toContain('a share such as');
    expect(await error({ rates: { ordersPerHour: 1, lost: 1 } })).toContain('unknown member rates.lost');
    expect(await error({})).toContain('on or rates');
    expect(ratesOfText('orders=20/h, cancelled=3%')).toEqual({ ordersPerHour: 20, cancelled: 0.03, unpaid: 0 });
    expect(() => ratesOfText('many')).toThrow('unknown member rates.many');
  });
});

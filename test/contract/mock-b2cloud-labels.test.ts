import { expect, it } from 'vitest';
import { createPen, type Document } from '../../mocks/b2cloud/label/pen.ts';
import {
  drawCopy,
  drawPayment,
  drawPostSlip,
  drawSlip,
  slipHeight,
  slipWidth,
} from '../../mocks/b2cloud/label/slip.ts';
import { services } from '../../mocks/b2cloud/state/services.ts';
import type { Waybill } from '../../mocks/b2cloud/state/state.ts';
import { width } from '../../mocks/b2cloud/state/text.ts';

/* What a label says stands inside of it, and no text on another: with everything as long as B2 takes it, at once. */

/** A document that only remembers where its texts and symbols stand, mm. */
function paper() {
  const mm = 72 / 25.4;
  const texts: { text: string; left: number; top: number; right: number; bottom: number; size: number }[] = [];
  const symbols: { left: number; top: number; right: number; bottom: number }[] = [];
  let size = 0;
  const self = new Proxy({} as Record<string, unknown>, {
    get: (_, name) => {
      if (name === 'fontSize')
        return (given: number) => {
          size = given;
          return self;
        };
      // The upper part of a line is air: a letter is as high as it is wide.
      if (name === 'text')
        return (text: string, x: number, y: number) => {
          const [left, top] = [x / mm, y / mm + (size * 0.12) / mm];
          texts.push({ text, left, top, right: left + (width(text) * size) / 2 / mm, bottom: top + size / mm, size });
          return self;
        };
      if (name === 'addContent')
        return (content: string) => {
          const boxes = content
            .split(' re')
            .map((one) => one.trim().split(' ').map(Number))
            .filter((one) => one.length === 4);
          symbols.push({
            left: Math.min(...boxes.map((one) => one[0]!)) / mm,
            top: Math.min(...boxes.map((one) => one[1]!)) / mm,
            right: Math.max(...boxes.map((one) => one[0]! + one[2]!)) / mm,
            bottom: Math.max(...boxes.map((one) => one[1]! + one[3]!)) / mm,
          });
          return self;
        };
      return () => self;
    },
  });
  return { doc: self as unknown as Document, texts, symbols };
}

const square = { width: 1, height: 1, boxes: [[0, 0, 1, 1]] } as const;
const codes = { bars: square, square };

const address = (who: string) => ({
  [`${who}_address1`]: '鹿児島県',
  [`${who}_address2`]: '大島郡瀬戸内町',
  [`${who}_address3`]: '大字古仁屋字松江一丁目二千三百四十五番地',
  [`${who}_address4`]: 'ﾏﾝｼｮﾝ髙﨑①Ⅱ㈱ビル12号室甲乙',
});
/** Longest texts of the columns: address 64, building 32, departments 50, name 32, goods 50, handling 20, note 44 in width. */
const longest = {
  is_cool: '2',
  shipment_date: '20261127',
  delivery_date: '20261129',
  delivery_time_zone: '1416',
  is_printing_lot: '3',
  consignee_zip_code: '8941500',
  consignee_telephone_display: '0997-00-0000000',
  consignee_telephone_ext: '12',
  ...address('consignee'),
  consignee_department1: `株式会社${'長'.repeat(21)}`,
  consignee_department2: `営業本部${'部'.repeat(21)}`,
  consignee_name: '髙﨑﨑髙吉田長太郎之助兵衛門殿様',
  consignee_title: '先生',
  shipper_zip_code: '8941500',
  shipper_telephone_display: '0997-00-0000000',
  ...address('shipper'),
  shipper_name: '株式会社とても長い名前の見本商店',
  item_name1: `静岡県産深蒸し煎茶${'茶'.repeat(16)}`,
  item_name2: `宇治抹茶入り玄米茶${'茶'.repeat(16)}`,
  handling_information1: 'ワレモノ注意取扱厳守',
  handling_information2: '天地無用取扱注意厳守',
  note: '不在の時は必ずお電話をお願いいたします当日',
  is_using_center_service: '1',
  consignee_center_code: '012345',
  direct_delivery_type: '07',
  invoice_code: '000000000000',
  invoice_code_ext: '001',
  invoice_freight_no: '01',
  shipment_number: 'ABCDEFGHIJ'.repeat(5),
  amount: '300000',
  tax_amount: '27272',
  agent_amount: '300000',
  agent_tax_amount: '27272',
  agent_invoice_zip_code: '8941500',
  ...address('agent_invoice'),
  agent_invoice_name: '髙﨑﨑髙吉田長太郎之助兵衛門殿様',
  agent_request_name: '株式会社とても長い名前の見本商店',
  agent_request_telephone: '0997-00-0000000',
  agent_content_name: `静岡県産深蒸し煎茶${'茶'.repeat(16)}`,
  agent_number: 'ABCDEFGHIJ1234567890',
  agent_note: 'お支払期限は発行から二週間',
};
const waybill = (service_type: string): Waybill =>
  ({
    trackingNumber: '400000000013',
    parcel: 12,
    parcels: 99,
    values: { ...longest, service_type },
  }) as unknown as Waybill;

/** Texts that leave a box of `w` × `h` mm, and pairs that lie on each other or on a symbol. */
function faults({ texts, symbols }: ReturnType<typeof paper>, w: number, h: number): string[] {
  // Drawn lines are thin and letters have air around them: a quarter of a millimetre is none.
  const near = 0.25;
  const meets = (a: (typeof symbols)[number], b: (typeof symbols)[number]) =>
    a.left < b.right - near && b.left < a.right - near && a.top < b.bottom - near && b.top < a.bottom - near;
  return [
    ...texts
      .filter((a) => a.left < 0 || a.top < 0 || a.right > w + near || a.bottom > h)
      .map((a) => `outside: ${a.text}`),
    ...texts.flatMap((a, index) =>
      texts
        .slice(index + 1)
        .filter((b) => meets(a, b))
        .map((b) => `${a.text} lies on ${b.text}`),
    ),
    ...texts.filter((a) => symbols.some((one) => meets(a, one))).map((a) => `${a.text} lies on a code`),
    ...texts.filter((a) => a.size < 4).map((a) => `too small to read: ${a.text} ${a.size}`),
  ];
}

it.each([...services.keys()])('a slip of type %s holds the longest of everything', (code) => {
  const slip = paper();
  drawSlip(createPen(slip.doc, 0, 0), waybill(code), codes);
  expect(slip.texts.length).toBeGreaterThan(20);
  expect(faults(slip, slipWidth, slipHeight)).toEqual([]);
  const copy = paper();
  drawCopy(createPen(copy.doc, 0, 0), waybill(code), codes, 85, 'ご依頼主控え');
  expect(faults(copy, 85, 88)).toEqual([]);
  // What is collected stands on slips that collect; the receiver has the title that was asked for everywhere.
  const isCollected = ['2', '9'].includes(code);
  for (const sheet of [slip, copy]) {
    expect([code, sheet.texts.some((one) => one.text.includes('300,000'))]).toEqual([code, isCollected]);
    expect(sheet.texts.filter((one) => /髙吉田/.test(one.text)).map((one) => one.text)).toEqual([
      expect.stringMatching(/ 先生$/),
    ]);
  }
});

it.each([
  ['3', 105, 297 / 4],
  ['7', 105, 297 / 3],
  ['A', 105, 297 / 3],
])('a small slip of type %s holds them, too', (code, w, h) => {
  const slip = paper();
  drawPostSlip(createPen(slip.doc, 0, 0), waybill(code), codes, w, h);
  expect(faults(slip, w, h)).toEqual([]);
});

it('so does the payment slip', () => {
  const slip = paper();
  drawPayment(createPen(slip.doc, 0, 0), waybill('0'), codes, 170);
  expect(faults(slip, 170, 110)).toEqual([]);
});

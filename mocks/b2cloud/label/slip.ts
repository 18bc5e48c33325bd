import { spaced } from '../state/numbers.ts';
import { coolTitles, dropTitles, services, slotTitles } from '../state/services.ts';
import type { Values, Waybill } from '../state/state.ts';
import type { Symbol2d } from './codes.ts';
import type { Pen } from './pen.ts';

export interface Codes {
  readonly bars: Symbol2d;
  readonly square: Symbol2d;
}

/** Size of a slip, mm: as a label printer gives it (trust B). */
export const slipWidth = 115;
export const slipHeight = 198;

const get = (values: Values, name: string): string => values[name] ?? '';
const postal = (code: string): string => (code === '' ? '' : `〒${code.slice(0, 3)}-${code.slice(3)}`);
const slash = (day: string): string => day.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1/$2/$3');
const address = (values: Values, who: string): string =>
  [1, 2, 3].map((part) => get(values, `${who}_address${part}`)).join('');
const yen = (amount: string): string => `¥${Number(amount).toLocaleString('ja-JP')}`;

/** With the title that was asked for; `なし` is none. */
function nameOf(values: Values): string {
  const title = get(values, 'consignee_title');
  return `${get(values, 'consignee_name')} ${title === 'なし' ? '' : title || '様'}`;
}

/** What the receiver pays at the door, '' where the slip type collects nothing. */
export function collected({ values }: Waybill): string {
  const amount = get(values, 'amount');
  return services.get(get(values, 'service_type'))!.collect > 0 && Number(amount) > 0 ? yen(amount) : '';
}

const post = new Set(['3', '7', 'A']);

/** One slip like those of B2, in a box of 115 × 198 mm. Made to be looked at: it says 見本 and carries no parcel. */
export function drawSlip(pen: Pen, waybill: Waybill, codes: Codes): void {
  const { values } = waybill;
  const service = services.get(get(values, 'service_type'))!;
  pen.box(2, 2, 111, 194, 0.4);
  head(pen, waybill, service.title);
  const bottom = consignee(pen, values);
  const wish = post.has(service.code) ? bottom : wishes(pen, values, bottom);
  if (service.code === '1') drop(pen, values);
  if (get(values, 'is_using_center_service') === '1') center(pen, values);
  shipper(pen, values, wish);
  goods(pen, values, wish + 28);
  if (service.collect > 0) collect(pen, values);
  if (service.code === '5') freightByReceiver(pen);
  if (service.code === '8' || service.code === '9') compactBox(pen);
  foot(pen, waybill, codes);
}

function head(pen: Pen, waybill: Waybill, title: string): void {
  const { values } = waybill;
  pen.fill(2, 2, 62, 13, 'black');
  pen.text(title, 4, 5, { size: 20, bold: true, within: 58, color: 'white' });
  const cool = get(values, 'is_cool');
  if (cool === '1' || cool === '2') {
    pen.box(66, 3.5, 29, 10, 0.6);
    pen.text(coolTitles[cool]!, 66, 5.6, { size: 14, bold: true, within: 29, align: 'center' });
  }
  pen.text('見本', 97, 4.6, { size: 17, bold: true, within: 14, align: 'right', color: '#888888' });
  pen.line(2, 15, 113, 15, 0.3);
  pen.text('仕分', 4, 16.5, { size: 6 });
  pen.text(sorting(values), 13, 16.5, { size: 25, bold: true });
  pen.text('発行日', 76, 17, { size: 6 });
  pen.text(slash(get(values, 'shipment_date')), 86, 16.6, { size: 9 });
  if (waybill.parcels > 1 || get(values, 'is_printing_lot') === '3') {
    pen.text('個口', 76, 21.8, { size: 6 });
    pen.text(`${waybill.parcel} / ${waybill.parcels}`, 86, 21, { size: 11, bold: true });
  }
  pen.line(2, 27, 113, 27, 0.3);
}

/** Made up from the postal code: the real code comes from Yamato's depots. */
export function sorting(values: Values): string {
  const code = get(values, 'consignee_zip_code').padEnd(7, '0');
  return `${code.slice(0, 2)}-${code.slice(2, 4)}-${code.slice(4, 6)}`;
}

function consignee(pen: Pen, values: Values): number {
  pen.text('お届け先', 4, 28.5, { size: 7, bold: true });
  pen.text(postal(get(values, 'consignee_zip_code')), 19, 28, { size: 12, bold: true });
  const phone = [get(values, 'consignee_telephone_display'), get(values, 'consignee_telephone_ext')]
    .filter(Boolean)
    .join(' 枝');
  pen.text(phone && `TEL ${phone}`, 60, 28.6, { size: 9, within: 51, align: 'right' });
  let y = pen.text(address(values, 'consignee'), 6, 34.5, { size: 13, within: 105, lines: 2 });
  y = pen.text(get(values, 'consignee_address4'), 6, y + 0.5, { size: 12, within: 105 });
  y = pen.text(get(values, 'consignee_department1'), 6, y + 0.8, { size: 10, within: 105 });
  y = pen.text(get(values, 'consignee_department2'), 6, y + 0.3, { size: 10, within: 105 });
  pen.text(nameOf(values), 6, Math.max(y + 1, 62), { size: 19, bold: true, within: 105 });
  pen.line(2, 72, 113, 72, 0.3);
  return 72;
}

function wishes(pen: Pen, values: Values, top: number): number {
  const isPrinted = get(values, 'is_printing_date') !== '0';
  const day = isPrinted ? slash(get(values, 'delivery_date')) : '';
  const slot = slotTitles[get(values, 'delivery_time_zone')] ?? '';
  pen.text('お届け予定日', 4, top + 1.2, { size: 6 });
  pen.text(day || '指定なし', 6, top + 4, { size: 15, bold: day !== '' });
  pen.line(57.5, top, 57.5, top + 11);
  pen.text('配達時間帯', 59.5, top + 1.2, { size: 6 });
  // タイム promises an hour: it stands out.
  const isTime = get(values, 'service_type') === '4' && slot !== '指定なし';
  if (isTime) pen.fill(58, top + 3.4, 54.5, 7.2, 'black');
  pen.text(slot, 61.5, top + 4, {
    size: 15,
    bold: slot !== '指定なし',
    within: 50,
    ...(isTime && { color: 'white' }),
  });
  pen.line(2, top + 11, 113, top + 11, 0.3);
  return top + 11;
}

function shipper(pen: Pen, values: Values, top: number): void {
  pen.text('ご依頼主', 4, top + 1.5, { size: 7, bold: true });
  pen.text(postal(get(values, 'shipper_zip_code')), 19, top + 1.2, { size: 9 });
  const phone = get(values, 'shipper_telephone_display');
  pen.text(phone && `TEL ${phone}`, 60, top + 1.4, { size: 8, within: 51, align: 'right' });
  const y = pen.text(address(values, 'shipper'), 6, top + 6, { size: 9, within: 105, lines: 2 });
  const next = pen.text(get(values, 'shipper_address4'), 6, y + 0.3, { size: 9, within: 105 });
  pen.text(get(values, 'shipper_name'), 6, Math.max(next + 0.5, top + 20), { size: 13, within: 105 });
  pen.line(2, top + 28, 113, top + 28, 0.3);
}

function goods(pen: Pen, values: Values, top: number): void {
  pen.text('品名', 4, top + 1.5, { size: 7, bold: true });
  const y = pen.text(get(values, 'item_name1'), 15, top + 1.2, { size: 10, within: 96, lines: 2 });
  pen.text(get(values, 'item_name2'), 15, y + 0.3, { size: 10, within: 96, lines: 2 });
  pen.text('荷扱い', 4, top + 17, { size: 7, bold: true });
  const handling = ['handling_information1', 'handling_information2'].map((name) => get(values, name)).filter(Boolean);
  handling.forEach((text, index) => {
    pen.box(15 + index * 49, top + 16.2, 47, 6, 0.3);
    pen.text(text, 16 + index * 49, top + 17.1, { size: 11, bold: true, within: 45, align: 'center' });
  });
  pen.text('記事', 4, top + 24.5, { size: 7, bold: true });
  pen.text(get(values, 'note'), 15, top + 24, { size: 9, within: 96 });
}

function collect(pen: Pen, values: Values): void {
  pen.box(54, 141, 57, 15, 0.6);
  pen.text('代金引換額（税込）', 56, 142, { size: 7 });
  pen.text(yen(get(values, 'amount')), 56, 144.6, { size: 18, bold: true, within: 53, align: 'right' });
  pen.text(`（内消費税額等 ${yen(get(values, 'tax_amount') || '0')}）`, 56, 152, {
    size: 7,
    within: 53,
    align: 'right',
  });
}

/** 着払い: the receiver pays the freight. */
function freightByReceiver(pen: Pen): void {
  pen.box(54, 141, 57, 15, 0.6);
  pen.text('着払い', 56, 143.4, { size: 20, bold: true });
  pen.text('運賃はお届け先から', 82, 144, { size: 8, within: 28 });
  pen.text('いただきます', 82, 148.4, { size: 8, within: 28 });
}

/** 宅急便コンパクト travels in a box of its own. */
function compactBox(pen: Pen): void {
  pen.box(6, 141, 46, 9, 0.6);
  pen.text('専用BOX', 6, 143, { size: 14, bold: true, within: 46, align: 'center' });
}

/** 営業所止置き: the receiver fetches the parcel at an office. */
function center(pen: Pen, values: Values): void {
  pen.box(6, 151, 46, 6, 0.6);
  const text = `営業所止置き ${get(values, 'consignee_center_code')}`;
  pen.text(text, 7, 152, { size: 10, bold: true, within: 44, align: 'center' });
}

/** EAZY: where the parcel may be put down. */
function drop(pen: Pen, values: Values): void {
  const place = dropTitles[get(values, 'direct_delivery_type')] ?? dropTitles['00']!;
  pen.box(6, 141, 46, 9, 0.6);
  pen.text(`置き場所：${place}`, 7, 143.4, { size: 10, bold: true, within: 44, align: 'center' });
}

/** A small slip for the post box, several on one sheet: address, name, number. Made to be looked at. */
export function drawPostSlip(pen: Pen, waybill: Waybill, codes: Codes, width: number, height: number): void {
  const { values } = waybill;
  const service = services.get(get(values, 'service_type'))!;
  const within = width - 10;
  pen.box(2, 2, width - 4, height - 4, 0.3);
  pen.fill(2, 2, 50, 8, 'black');
  pen.text(service.title, 4, 3.6, { size: 13, bold: true, within: 46, color: 'white' });
  pen.text('見本', width - 18, 3.4, { size: 12, bold: true, within: 14, align: 'right', color: '#888888' });
  pen.text(postal(get(values, 'consignee_zip_code')), 5, 12, { size: 10, bold: true });
  let y = pen.text(address(values, 'consignee'), 5, 17, { size: 10, within, lines: 2 });
  y = pen.text(get(values, 'consignee_address4'), 5, y + 0.4, { size: 9, within });
  y = pen.text(
    [get(values, 'consignee_department1'), get(values, 'consignee_department2')].filter(Boolean).join(' '),
    5,
    y + 0.4,
    { size: 8, within, lines: 2 },
  );
  pen.text(nameOf(values), 5, Math.max(y + 0.6, 36), { size: 14, bold: true, within });
  const foot = height - 27;
  pen.line(2, foot, width - 2, foot, 0.2);
  const from = [get(values, 'shipper_name'), get(values, 'item_name1')].filter(Boolean).join(' ／ ');
  pen.text(from && `ご依頼主 ${from}`, 5, foot + 1.2, { size: 7, within });
  pen.symbol(codes.bars, 5, foot + 5.5, 58, 10);
  pen.text(spaced(waybill.trackingNumber), 5, foot + 16.6, { size: 10, bold: true });
  pen.text(`管理番号 ${get(values, 'shipment_number')}`, 5, foot + 21, { size: 6.5, within: 58 });
  pen.symbol(codes.square, width - 25, foot + 5, 18, 18);
}

/** 収納代行: the form with which the receiver pays, on a sheet of its own. Its look is our own (trust C). */
export function drawPayment(pen: Pen, waybill: Waybill, codes: Codes, width: number): void {
  const { values } = waybill;
  const within = width - 12;
  pen.box(0, 0, width, 110, 0.4);
  pen.text('払込票（クロネコ収納代行）', 6, 6, { size: 16, bold: true, within });
  pen.text('見本', width - 24, 6, { size: 16, bold: true, within: 18, align: 'right', color: '#888888' });
  let y = 20;
  for (const [label, text] of [
    ['ご請求金額', yen(get(values, 'agent_amount') || '0')],
    ['内消費税額等', yen(get(values, 'agent_tax_amount') || '0')],
    [
      'ご請求先',
      `${postal(get(values, 'agent_invoice_zip_code'))} ${address(values, 'agent_invoice')} ${get(values, 'agent_invoice_address4')}`,
    ],
    ['', `${get(values, 'agent_invoice_name')} 様`],
    ['お問合せ先', `${get(values, 'agent_request_name')} ${get(values, 'agent_request_telephone')}`],
    ['品名', get(values, 'agent_content_name')],
    ['管理番号', get(values, 'agent_number') || get(values, 'shipment_number')],
    ['備考', get(values, 'agent_note')],
  ] as const) {
    pen.text(label, 6, y, { size: 8 });
    y = pen.text(text, 36, y, { size: 11, within: width - 42, lines: 2 }) + 2;
  }
  pen.symbol(codes.bars, 6, 92, 80, 10);
  pen.text(spaced(waybill.trackingNumber), 6, 103, { size: 9, within });
}

function foot(pen: Pen, waybill: Waybill, codes: Codes): void {
  const { values } = waybill;
  pen.line(2, 158, 113, 158, 0.3);
  pen.text('伝票番号', 6, 159.5, { size: 7, bold: true });
  pen.text(spaced(waybill.trackingNumber), 20, 158.9, { size: 14, bold: true });
  pen.symbol(codes.bars, 8, 165.5, 72, 16);
  pen.text(`a${waybill.trackingNumber}a`, 8, 182, { size: 7, within: 72, align: 'center' });
  pen.symbol(codes.square, 88, 161, 21, 21);
  pen.text('お客様管理番号', 6, 186.5, { size: 6 });
  pen.text(get(values, 'shipment_number'), 23, 186, { size: 8, within: 64 });
  pen.text('ご請求先', 6, 190.8, { size: 6 });
  const bill = [get(values, 'invoice_code'), get(values, 'invoice_code_ext')].filter(Boolean).join('-');
  pen.text(bill && `${bill} (${get(values, 'invoice_freight_no')})`, 23, 190.3, { size: 8, within: 64 });
  pen.text('B2クラウド（ラボ）', 88, 191, { size: 6, within: 23, align: 'right' });
}

/** The part that stays with the sender, in a box `width` mm wide. */
export function drawCopy(pen: Pen, waybill: Waybill, codes: Codes, width: number, title: string): void {
  const { values } = waybill;
  const within = width - 6;
  pen.box(0, 0, width, 88, 0.3);
  pen.text(title, 3, 2.5, { size: 11, bold: true, within });
  pen.text(services.get(get(values, 'service_type'))!.title, 3, 8, { size: 9, within });
  pen.text(`伝票番号 ${spaced(waybill.trackingNumber)}`, 3, 13, { size: 11, bold: true, within });
  pen.symbol(codes.bars, 6, 19, Math.min(64, width - 12), 9);
  let y = 31;
  for (const [label, text] of [
    [
      'お届け先',
      `${postal(get(values, 'consignee_zip_code'))} ${address(values, 'consignee')} ${get(values, 'consignee_address4')}`,
    ],
    ['', nameOf(values)],
    ['ご依頼主', get(values, 'shipper_name')],
    ['品名', get(values, 'item_name1')],
    ['出荷日', slash(get(values, 'shipment_date'))],
    ['管理番号', get(values, 'shipment_number')],
    ['代金', collected(waybill)],
  ] as const) {
    if (text.trim() === '') continue;
    pen.text(label, 3, y + 0.3, { size: 6.5 });
    y = pen.text(text, 16, y, { size: 8.5, within: width - 19, lines: 3 }) + 1.5;
  }
}

import type { Complain } from './check-types.ts';
import { columnOf, columns, isWholeAddress, titleOf } from './columns.ts';
import { prefectureOf } from './place.ts';
import type { Service } from './services.ts';
import { complaintOf, width } from './text.ts';
import type { Values } from './values.ts';

const three = (no: number): string => String(no).padStart(3, '0');

/** B2's own codes where they are known (trust B); others are the lab's: EL, then 001 too long, 002 characters, 011 missing, then the column. */
const tooLong: Readonly<Record<string, string>> = { consignee_name: 'ES001010', consignee_address3: 'ES001014' };
const badCharacters: Readonly<Record<string, string>> = {
  consignee_telephone_display: 'ES002007',
  search_key4: 'ES002070',
};
const missing: Readonly<Record<string, string>> = {
  consignee_telephone_display: 'EF011001',
  consignee_name: 'EF011002',
  consignee_zip_code: 'EF011004',
  shipper_telephone_display: 'EF011059',
  shipper_name: 'EF011062',
  shipper_zip_code: 'EF011006',
  item_name1: 'EF011067',
};

/** Width, characters and presence of every text, part by part for addresses. */
export function checkShape(values: Values, service: Service | undefined, complain: Complain): void {
  for (const column of columns) {
    if (column.name === '' || column.no > 95 || column.kind === 'date' || isWholeAddress(column.name)) continue;
    const value = values[column.name] ?? '';
    if (value === '') {
      if (service && column.required.includes(service.group)) missed(column.name, column.no, service, complain);
      continue;
    }
    checkText(column.name, column.no, value, column.kind, column.max, complain);
  }
  checkAddress('consignee', 12, values, true, ['WS003001', 'EF011022', 'EF011009'], complain);
  const needsShipper = service?.group !== 'M';
  checkAddress('shipper', 23, values, needsShipper, ['WS003002', 'EF011008', 'EF011063'], complain);
  const code = values.consignee_zip_code ?? '';
  if (!/^\d{7}$/.test(code)) return;
  const prefecture = prefectureOf(code);
  if (prefecture === '') complain('EF016001', 'consignee_zip_code', 'この郵便番号は存在しません。');
  else if ((values.consignee_address1 ?? '') !== '' && values.consignee_address1 !== prefecture) {
    complain('WL016001', 'consignee_zip_code', `郵便番号は${prefecture}のものですが、住所と違います。`);
  }
}

function missed(name: string, no: number, service: Service, complain: Complain): void {
  // Billing: not for 着払い; the rest of it is checked with the money.
  if (name.startsWith('invoice_')) return;
  complain(
    missing[name] ?? `EL011${three(no)}`,
    name,
    `「${titleOf(name)}」を入力してください（${service.title}では必須です）。`,
  );
}

function checkText(
  name: string,
  no: number,
  value: string,
  kind: Parameters<typeof complaintOf>[0],
  max: number,
  complain: Complain,
): void {
  const title = titleOf(name);
  const complaint = complaintOf(kind, value);
  if (complaint !== '') complain(badCharacters[name] ?? `EL002${three(no)}`, name, `「${title}」：${complaint}`);
  else if (width(value) > max) {
    complain(
      tooLong[name] ?? `EL001${three(no)}`,
      name,
      `「${title}」が長すぎます（全角${max / 2}文字、半角${max}文字まで）。`,
    );
  }
}

/** 4 + 12 + 16 full-width characters: each part counts for itself. Trust B. */
const partWidths = [8, 24, 32];

function checkAddress(
  who: string,
  no: number,
  values: Values,
  isNeeded: boolean,
  codes: readonly string[],
  complain: Complain,
): void {
  const parts = [1, 2, 3].map((part) => values[`${who}_address${part}`] ?? '');
  if (!isNeeded && parts.every((part) => part === '')) return;
  parts.forEach((value, index) => {
    const name = `${who}_address${index + 1}`;
    if (value === '') complain(codes[index]!, name, `「${titleOf(name)}」がわかりません。住所を確認してください。`);
    else checkText(name, no, value, columnOf(`${who}_address`)!.kind, partWidths[index]!, complain);
  });
}

/** Columns of an order file, each by its own name or its Japanese one. One row is one line of goods. */
export const columns = {
  system: ['システム', 'whose order it is; needed unless the call says it'],
  order: ['注文', 'any text: rows of the same text and system are one order. Blank = an order of its own'],
  placed: ['注文日時', '2026-11-21 12:00 of Japan, or an ISO instant, not in the future; blank = now'],
  sku: ['商品コード', 'as the shop has it; needed'],
  option: ['選択肢', 'variation or option, `NAVY/M`; blank = the first'],
  quantity: ['数量', '1 to 999; blank = 1'],
  title: ['商品名', 'of goods that the lab does not have, with price'],
  price: ['単価', 'whole yen, of goods that the lab does not have'],
  name: ['氏名', 'family and given name with a blank between; blank = somebody made up'],
  kana: ['フリガナ', 'reading in katakana'],
  'postal-code': ['郵便番号', '123-4567 or 1234567'],
  prefecture: ['都道府県', ''],
  city: ['市区町村', ''],
  street: ['町名番地', 'town and everything below it but the building'],
  building: ['建物名', ''],
  phone: ['電話番号', ''],
  email: ['メール', ''],
  payment: ['支払', 'paid (支払済), unpaid (未払い), cod (代引); blank = paid'],
  date: ['希望日', '2026-12-24'],
  time: ['希望時間帯', '14-16'],
  note: ['備考', 'what the buyer writes'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type Column = keyof typeof columns;
export type Row = Partial<Readonly<Record<Column, string>>>;

/** The column of a heading; undefined = unknown. */
export function columnOf(heading: string): Column | undefined {
  const text = heading.normalize('NFKC').trim().toLowerCase().replaceAll(/[ _]/g, '-');
  return (Object.keys(columns) as Column[]).find((name) => name === text || columns[name][0].toLowerCase() === text);
}

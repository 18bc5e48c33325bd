import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A public header list of a shop system, with rows of made-up people and the fields that each column really is. */
export interface HeaderList {
  readonly name: string;
  readonly headers: readonly string[];
  /** Fields by column; a column that may also be left alone has '-' among them. */
  readonly truth: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
  /** Kind of value by column. */
  readonly kinds: readonly string[];
}

const folder = join(import.meta.dirname, '../fixtures/headers');

/** Every `test/fixtures/headers/*.tsv`: header, fields, kind of value. */
export function headerLists(): HeaderList[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.tsv'))
    .sort()
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split('\t') as [string, string, string]);
      return {
        name: basename(file, '.tsv'),
        headers: lines.map(([header]) => header),
        truth: lines.map(([, fields]) => fields.split(' ')),
        kinds: lines.map(([, , kind]) => kind),
        rows: orders.flatMap((order, index) =>
          order.lines.map((line, at) => lines.map(([header, , kind]) => value(kind, header, order, line, index, at))),
        ),
      };
    });
}

/** The list as a CSV file. */
export function csvOf({ headers, rows }: Pick<HeaderList, 'headers' | 'rows'>): Buffer {
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return Buffer.from([headers, ...rows].map((row) => row.map(quote).join(',')).join('\r\n') + '\r\n', 'utf8');
}

interface Person {
  readonly family: string;
  readonly given: string;
  readonly familyKana: string;
  readonly givenKana: string;
  readonly postal: string;
  readonly prefecture: string;
  readonly city: string;
  readonly street: string;
  readonly building: string;
  readonly phone: string;
  readonly email: string;
}

const person = (all: string): Person => {
  const [family, given, familyKana, givenKana, postal, prefecture, city, street, building, phone, email] =
    all.split('|');
  return { family, given, familyKana, givenKana, postal, prefecture, city, street, building, phone, email } as Person;
};

const people = [
  person('見本|花子|ミホン|ハナコ|150-0001|東京都|渋谷区|神宮前1-2-3|表参道ハイツ201|090-0000-0001|hanako@example.com'),
  person('試験|太郎|シケン|タロウ|530-0001|大阪府|大阪市北区|梅田3-1-3||06-0000-0002|taro@example.com'),
  person('例題|次郎|レイダイ|ジロウ|460-0008|愛知県|名古屋市中区|栄1-2-3|サンプルビル3F|052-000-0003|jiro@example.com'),
  person('想定|桜|ソウテイ|サクラ|060-0001|北海道|札幌市中央区|北一条西2-1||011-000-0004|sakura@example.com'),
];

interface Line {
  readonly goods: string;
  readonly sku: string;
  readonly option: string;
  readonly price: number;
  readonly count: number;
}

const orders: readonly { readonly orderer: Person; readonly consignee: Person; readonly lines: readonly Line[] }[] = [
  {
    orderer: people[0]!,
    consignee: people[0]!,
    lines: [
      { goods: '深蒸し茶 100g', sku: 'TEA-100', option: '赤', price: 1200, count: 2 },
      { goods: '湯呑み', sku: 'CUP-01', option: '白', price: 800, count: 1 },
    ],
  },
  {
    orderer: people[1]!,
    consignee: people[2]!,
    lines: [{ goods: '急須', sku: '00123', option: '', price: 3500, count: 1 }],
  },
  {
    orderer: people[3]!,
    consignee: people[3]!,
    lines: [{ goods: '玄米茶 200g', sku: 'TEA-200', option: '大', price: 900, count: 12 }],
  },
];

function value(
  kind: string,
  header: string,
  order: (typeof orders)[number],
  line: Line,
  index: number,
  at: number,
): string {
  const isConsignee = /配送先|お届け先|送付先|shipping|^(?:氏名|郵便番号|住所|TEL)$/.test(header);
  const p = isConsignee ? order.consignee : order.orderer;
  const total = order.lines.reduce((sum, one) => sum + one.price * one.count, 0);
  const values: Readonly<Record<string, string>> = {
    blank: '',
    hex: ['A1B2C3D4E5F60718', 'B7C8D9E0F1A2B3C4', 'C0FFEE0000000001'][index]!,
    'digits-order': `12345${index}`,
    'order-index': `${index + 11}`,
    'line-index': `${index * 10 + at + 1}`,
    p18: `P12345678901234567${index}`,
    digits: `${70000001 + index * 10 + at}`,
    date: `2026-11-2${index}`,
    'date-bare': `2026/11/${index + 5}`,
    datetime: `2026-11-2${index} 10:11:12`,
    wish: index === 1 ? '2026-11-28' : '',
    slot: index === 1 ? '14時〜16時' : '',
    name: `${p.family} ${p.given}`,
    family: p.family,
    given: p.given,
    kana: `${p.familyKana} ${p.givenKana}`,
    'family-kana': p.familyKana,
    'given-kana': p.givenKana,
    postal: p.postal,
    prefecture: p.prefecture,
    city: p.city,
    street: p.street,
    building: p.building,
    'city-street': p.city + p.street,
    'prefecture-city-street': p.prefecture + p.city + p.street,
    address: `${p.prefecture}${p.city}${p.street}${p.building === '' ? '' : ` ${p.building}`}`,
    phone: p.phone,
    email: p.email,
    note: index === 0 ? '熨斗をつけてください' : '',
    goods: line.goods,
    sku: line.sku,
    option: line.option,
    price: String(line.price),
    count: String(line.count),
    total: String(total),
    method: ['クレジットカード', '代金引換', '銀行振込'][index]!,
    carrier: '宅急便',
  };
  if (kind.startsWith('=')) return kind.slice(1);
  const known = values[kind];
  if (known === undefined) throw new Error(`${header}: no such kind of value "${kind}"`);
  return known;
}

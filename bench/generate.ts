import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import iconv from 'iconv-lite';

/*
 * A deterministic CP932 order list: 98 columns, about 1 KB a row, CRLF. Synthetic: streets, names and numbers are drawn
 * from short lists. Texts hold characters with trail byte 0x5C (表 ソ 能 予 十), NEC and IBM characters, commas, quotes and
 * line breaks, as real exports do. `npx tsx bench/generate.ts FILE ROWS`
 */

/** Small repeatable random numbers (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const families = ['山田', '髙橋', '佐藤', '鈴木', '﨑山', '十文字', '能登', '表', '五十嵐', '小鳥遊'];
const givens = ['太郎', '花子', '一予', '能子', '健十', '美咲', '大翔', '陽菜'];
const kana = ['ヤマダ', 'タカハシ', 'サトウ', 'スズキ', 'サキヤマ', 'ジュウモンジ', 'ノト', 'オモテ'];
const prefectures = ['北海道', '東京都', '大阪府', '神奈川県', '福岡県', '沖縄県'];
const cities = ['札幌市中央区', '千代田区', '大阪市北区', '横浜市西区', '福岡市博多区', '那覇市'];
const streets = ['表町', '十条', '能見台', '予備橋', 'ソーラー台', '本町'];
const buildings = ['', '', '', '見本マンション', 'ソレイユ能登', 'グランド表参道Ⅱ'];
const goods = [
  'ソフトタオル',
  '表札プレート①',
  '能登の塩',
  '予備フィルター',
  '十割そば',
  'ギフトセット（大）',
  'マグカップ',
];
const payments = ['クレジットカード', '代金引換', '銀行振込', '後払い'];
const methods = ['宅急便', 'ネコポス', 'クール便（冷蔵）', '宅急便コンパクト'];
const slots = ['', '', '午前中', '14時～16時', '16時～18時', '18時～20時', '19時～21時'];

/** Header of the generated table. */
export const header: readonly string[] = [
  ...['受注番号', '受注日', '受注日時', '入金状況', '支払方法', '配送方法', '希望日', '時間帯'],
  ...[
    '注文者名',
    '注文者カナ',
    '注文者郵便番号',
    '注文者都道府県',
    '注文者市区町村',
    '注文者番地',
    '注文者建物',
    '注文者電話',
    '注文者メール',
  ],
  ...[
    '送付先名',
    '送付先カナ',
    '送付先郵便番号',
    '送付先都道府県',
    '送付先市区町村',
    '送付先番地',
    '送付先建物',
    '送付先電話',
  ],
  ...[
    '商品番号',
    '商品名',
    '選択肢',
    '単価',
    '数量',
    '小計',
    '送料',
    '手数料',
    '消費税',
    '合計',
    '備考',
    'ひとことメモ',
    '予備',
  ],
  ...Array.from({ length: 60 }, (_, i) => `項目${i + 1}`),
];

function* rows(count: number): Generator<string> {
  const random = randomNumbers(20261121);
  const pick = (from: readonly string[]) => from[random(from.length)]!;
  const digits = (length: number) => Array.from({ length }, () => random(10)).join('');
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const two = (number: number) => String(number).padStart(2, '0');
  const person = () => {
    const where = random(prefectures.length);
    const street = `${pick(streets)}${1 + random(9)}-${1 + random(30)}-${1 + random(20)}`;
    const building = pick(buildings);
    return [
      `${pick(families)}　${pick(givens)}`,
      `${pick(kana)} ﾀﾛｳ`,
      digits(7),
      prefectures[where]!,
      cities[where]!,
      street,
      building && `${building}${100 + random(900)}号室`,
      `0${random(2) ? '90' : '3'}-${digits(4)}-${digits(4)}`,
    ];
  };
  for (let i = 0; i < count; i++) {
    const day = `2026-${two(1 + random(12))}-${two(1 + random(28))}`;
    const price = 100 * (1 + random(90));
    const quantity = 1 + random(3);
    const product = `${pick(goods)}${random(5) ? '' : ', 白'}${random(9) ? '' : ' 3.5"'}`;
    const cells = [
      `ORD-${two(random(99))}-${String(1000000 + i)}`,
      ...[day, `${day} ${two(random(24))}:${two(random(60))}:00`, random(8) ? '入金済' : '未入金'],
      ...[pick(payments), pick(methods), random(3) ? '' : day, pick(slots)],
      ...person(),
      `user${digits(6)}@example.com`,
      ...person(),
      ...[`SKU-${digits(8)}`, product, random(3) ? '' : '色:表ブラック'],
      ...[price, quantity, price * quantity, 600, 0, Math.floor(price / 11), price * quantity + 600].map(String),
      random(6) ? '' : `玄関前に置いて、${random(2) ? '\n' : ''}ご連絡ください。"至急"`,
      ...[random(4) ? '' : 'いつもありがとうございます。', ''],
      ...Array.from({ length: 60 }, (_, k) =>
        k % 6 === 0
          ? ''
          : k % 6 === 1
            ? pick(goods)
            : k % 6 === 2
              ? digits(10)
              : k % 6 === 3
                ? pick(cities)
                : k % 6 === 4
                  ? '0'
                  : `区分${random(50)}`,
      ),
    ];
    yield cells.map(quote).join(',');
  }
}

/** Writes the table; the same file every time. */
export function generate(file: string, count: number): void {
  const out = openSync(file, 'w');
  let batch = [header.join(',')];
  const write = () => {
    writeSync(out, iconv.encode(batch.join('\r\n') + '\r\n', 'cp932'));
    batch = [];
  };
  for (const row of rows(count)) if (batch.push(row) >= 1000) write();
  if (batch.length > 0) write();
  closeSync(out);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) generate(process.argv[2]!, Number(process.argv[3]));

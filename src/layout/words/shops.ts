import { fold } from '../../core/fold.ts';
import { toAscii } from '../../text/ascii.ts';
import { readDate } from '../../text/datetime.ts';
import { readCode } from '../../text/number.ts';
import { bad, good, type Read } from '../../text/read.ts';
import { phoneParts, postalParts } from './split-cells.ts';
import { windowHours } from './window.ts';
import type { Word } from './word.ts';

const read = (doc: string, convert: Word['convert']): Word => ({ doc, side: 'read', convert });

/** ISO 3166-2:JP numbers in order; trust A (the numbers are those of JIS X 0401). */
const prefectures =
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県'.split(
    ' ',
  );

const dateText = /\d{4}\s*[-/年.]\s*\d{1,2}\s*[-/月.]\s*\d{1,2}\s*日?|\d{1,2}\s*月\s*\d{1,2}\s*日/;
const slotText = /午前中|午前|午後|夜間|\d{1,2}\s*(?:時|:00)?\s*[-~〜～ー－―から]+\s*\d{1,2}\s*(?:時|:00)?|指定なし/;

/** The customer's wish stands in a block that begins with 配送日時指定 (trust B: seen in public code); without it there is none. */
function rakutenWish(text: string): string {
  const at = text.indexOf('配送日時指定');
  return at < 0
    ? ''
    : text
        .slice(at)
        .split(/\r\n|\r|\n/)
        .slice(0, 4)
        .join('\n');
}

/** All that the marketplace writes into an order's コメント by itself: the names of its blocks, and a wish of day and time. */
const rakutenFrame = [
  /\[(?:配送日時指定|備考):?\]/g,
  new RegExp(dateText, 'g'),
  /\([月火水木金土日]\)/g,
  new RegExp(slotText, 'g'),
];

/** Without words of the customer there is nothing to read; with them the whole text stays. */
function rakutenRemark(text: string): string {
  if (!text.includes('配送日時指定')) return text;
  const rest = rakutenFrame.reduce((left, part) => left.replace(part, ''), text.normalize('NFKC'));
  return /^[\s時頃迄/]*$/.test(rest) ? '' : text;
}

/** Lines `key: value` (Shopify note attributes) whose key speaks of the wanted thing. */
function noteValue(text: string, key: RegExp): string {
  for (const line of text.split(/\r\n|\r|\n/)) {
    const match = /^([^:：]+)[:：](.*)$/.exec(line);
    if (match && key.test(fold(match[1]!))) return match[2]!.trim();
  }
  return '';
}

/** One short line: the wish stood in a cell of its own (お届け日指定, お届け時間帯), not in コメント. */
const isWish = (text: string, about: RegExp): boolean =>
  text.length <= 16 && !/[\r\n]/.test(text) && about.test(text) && !text.includes('配送日時指定');

const asksToCancel =
  /キャンセル[のをご\s]*(?:依頼|希望|申請|要請|したい|して|お願い)|(?:注文|購入)を?\s*(?:取り?消し|やめ)/;

function dateIn(text: string, today: string): Read<string> {
  const found = dateText.exec(text);
  return found ? readDate(found[0].replace(/\s/g, ''), { near: today }) : good('');
}

/** Codes of Rakuten's お届け時間帯 in words (C: table seen in API clients); other codes are hours, 1416. */
const rakutenSlots: Readonly<Record<string, string>> = { '0': '', '1': '午前中', '2': '午後', '9': 'その他' };

/** Converters that know one shop system's way of hiding things in text. */
export const shopWords: Readonly<Record<string, Word>> = {
  'rakuten-wish-date': read(
    'Rakuten: a date cell; of a コメント the wished delivery date in the 配送日時指定 block',
    (text, { today }) =>
      isWish(text, /[月日週]|^\d+$|\d[-/]\d/) ? readDate(text, { near: today }) : dateIn(rakutenWish(text), today),
  ),
  'rakuten-wish-slot': read(
    'Rakuten: a time cell (code or words); of a コメント the words of the time in the 配送日時指定 block (then a dictionary)',
    (text) =>
      good(
        isWish(text, /時|午|夜|^\d+$/)
          ? (rakutenSlots[text.trim()] ?? text)
          : (slotText.exec(rakutenWish(text).replace(dateText, ''))?.[0] ?? ''),
      ),
  ),
  'rakuten-remark': read(
    'Rakuten: a コメント that holds nothing but the 配送日時指定 block → blank; with words of the customer all of it stays',
    (text) => good(rakutenRemark(text)),
  ),
  'window-hours': read(
    "Two instants joined by `/` → hours of Japan's clock, `14-16` (then a dictionary); a whole day is no wish",
    windowHours,
  ),
  'postal-parts': read(
    'Postal code from two cells joined with `-`; lost zeros are filled up when the address proves the code',
    (text, { address }) => postalParts(text, address ?? ''),
  ),
  'phone-parts': read(
    'Telephone number from three cells joined with `-`; the area code tells which zeros are lost',
    phoneParts,
  ),
  'yahoo-order-no': read('Yahoo! OrderId without the store account: `store-10001234` → `10001234`', (text) => {
    const code = readCode(text);
    return code.problem === undefined ? good(code.value.replace(/^.*-(?=\d+$)/, ''), code.notes) : code;
  }),
  'note-wish-date': read('`key: value` lines: date of the line whose key speaks of a date', (text, { today }) => {
    const value = noteValue(text, /(日付|希望日|指定日|配達日|配送日|お届け日|到着日|date)/);
    return dateIn(value, today);
  }),
  'note-wish-slot': read(
    '`key: value` lines: value of the line whose key speaks of a time (then a dictionary)',
    (text) => good(noteValue(text, /(時間|time)/)),
  ),
  'jp-province': read('`JP-13` or `13` → 東京都; a Japanese name stays', (text) => {
    const code = /^(?:jp-)?(\d{1,2})$/i.exec(text.trim());
    if (!code) return good(text.trim());
    const name = prefectures[Number(code[1]) - 1];
    return name ? good(name) : bad('bad-province');
  }),
  'cancel-wish': read(
    'Free text that asks to cancel (キャンセル依頼, キャンセルしたい, 注文を取り消し …) → キャンセル依頼; anything else is blank',
    (text) => good(asksToCancel.test(toAscii(text)) ? 'キャンセル依頼' : ''),
  ),
};

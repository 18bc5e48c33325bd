import { numbersIn } from '../../core/tracking.ts';
import { readDate, readInstant } from '../../text/datetime.ts';
import { toFullKana } from '../../text/kana.ts';
import { readName } from '../../text/name.ts';
import { readCode, readCount, readFlag, readStock, readYen } from '../../text/number.ts';
import { readPhone } from '../../text/phone.ts';
import { readPostal } from '../../text/postal.ts';
import { bad, good, type Read } from '../../text/read.ts';
import type { Word } from './word.ts';

const japanese = /[\u3040-\u30ff\u3400-\u9fff]/;

const trimmed = (text: string): string => text.trim();
const plainText = (text: string): Read<string> => good(trimmed(text));

/** A number that was read, as plain digits. */
const digits = (number: Read<number>): Read<string> =>
  number.problem ? number : good(String(number.value), number.notes);

const countOrZero = (text: string): Read<string> => digits(readStock(text));

const read = (doc: string, convert: Word['convert']): Word => ({ doc, side: 'read', convert });

/** Converters of the reading side: what a file says → what the bridge works with. */
export const readWords: Readonly<Record<string, Word>> = {
  text: { doc: 'Text without white space at its ends', side: 'both', convert: plainText },
  raw: { doc: 'Text exactly as it is', side: 'both', convert: (text) => good(text) },
  code: read('Code: guards of Excel removed; exponent form and rounded digits are a problem', readCode),
  name: read("Person's or company's name", readName),
  'name-given-first': read('"Given Family" with one space → "Family Given"; anything else stays as it is', (text) => {
    const parts = trimmed(text).split(/[\s　]+/);
    return readName(parts.length === 2 && japanese.test(text) ? `${parts[1]} ${parts[0]}` : text);
  }),
  kana: read('Reading of a name: half-width kana become full-width', (text) => good(toFullKana(trimmed(text)))),
  postal: read(
    'Postal code → seven digits; a lost leading zero is repaired only when the address proves it',
    (text, context) => readPostal(text, context.address ?? ''),
  ),
  phone: read('Telephone number → digits and hyphens; `-` is blank', readPhone),
  email: read('E-mail address', (text) => {
    const value = trimmed(text);
    return /^[!-~]+@[!-~]+\.[!-~]+$/.test(value) ? good(value) : bad('bad-email');
  }),
  address: read('Address → prefecture, municipality, street, building (only for address fields)', plainText),
  count: read('Whole number ≥ 1', (text) => digits(readCount(text))),
  'count-to-ship': read('Whole number ≥ 0; a line with 0 is left out and said', countOrZero),
  'count-or-cancelled': read(
    'Whole number ≥ 0; a line with 0 was taken out of the order: it counts as cancelled',
    countOrZero,
  ),
  stock: read('Whole number ≥ 0 (stock on hand)', countOrZero),
  yen: read('Whole yen: `1,234`, `¥1,234`, `1234円`', (text) => digits(readYen(text))),
  'yen-or-none': read('Like yen; 0 counts as not given', (text) => {
    const yen = digits(readYen(text));
    return yen.value === '0' ? good('', yen.notes) : yen;
  }),
  flag: read('Yes/no words → true or blank', (text) => {
    const flag = readFlag(text);
    return flag.problem ? flag : good(flag.value ? 'true' : '', flag.notes);
  }),
  filled: read('Anything at all → true (a date of cancellation, for example)', () => good('true')),
  date: read("Business day in Japan; instants give Japan's day", (text, context) =>
    readDate(text, { near: context.today }),
  ),
  instant: read('Point of time; without an offset it is Japan time', (text) => readInstant(text)),
  slot: read('B2 time-slot code of four digits (words go through a dictionary instead)', (text) =>
    /^\d{4}$/.test(text) ? good(text) : bad('bad-field-value', { field: '時間帯' }),
  ),
  tracking: read(
    'Yamato tracking number: 12 digits (クロネコゆうパケット also 11), hyphens and spaces removed',
    (text) => {
      const code = readCode(text);
      if (code.problem) return code;
      const value = code.value.replace(/[-\s　‐－]/g, '');
      return /^\d{11,12}$/.test(value) ? good(value, code.notes) : bad('bad-tracking-number');
    },
  ),
  'tracking-any': read(
    'Tracking numbers of any carrier, several with commas between; hyphens and spaces removed',
    (text) => {
      const code = readCode(text);
      if (code.problem) return code;
      const numbers = numbersIn(code.value);
      const isGood = numbers.length > 0 && numbers.every((one) => /^[A-Z0-9]{8,20}$/i.test(one));
      return isGood ? good(numbers.join(','), code.notes) : bad('bad-tracking-number');
    },
  ),
};

import type { FieldType } from './fields.ts';
import { fold } from './fold.ts';
import { kanjiDigits, kanjiNumber } from './kanji-number.ts';
import type { Address } from './order.ts';

/*
 * Two spellings of one thing are one thing where they are compared, and are never changed where they are printed. What is
 * made here is for comparing only.
 */

/** Kanji numbers that are one for certain: before a unit, before another number, and at the end of a chain of numbers. */
const numerals = [
  `[${kanjiDigits}]+(?=丁目|丁(?!目)|番|号|条|線|地割|区|(?:-|の|ノ)[0-9${kanjiDigits}])`,
  `(?<=丁目|番地|番|[0-9](?:-|の|ノ))[${kanjiDigits}]+(?![\u4e00-\u9fff])`,
].map((pattern) => new RegExp(pattern, 'g'));
const between = /(\d)(?:(?:丁目|丁|番地|番|号)(?:の|ノ)?|の|ノ|之)-?(?=\d)/g;
const behind = /(\d)(?:丁目|番地|号室|番(?![町丁街館地目])|号(?![棟館線]))(?!\d)/g;
const looseHyphen = /-(?![0-9a-z])|(?<![0-9a-z])-/g;

/** A name, a word, a text: width, case, white space, kinds of hyphens and brackets do not count. */
export function wordForm(text: string): string {
  return fold(text);
}

/** A phone number or postal code: its digits. */
export function digitsForm(text: string): string {
  return fold(text).replace(/\D/g, '');
}

/**
 * An address as one text. Beyond `wordForm` it does not count how its numbers are put together (`1丁目2番3号`, `一丁目2の3`,
 * `１－２－３`), nor where the building begins. `1-2 3` stays apart from `1-23`.
 */
export function addressForm(address: Address | string): string {
  const { prefecture, city, street, building } =
    typeof address === 'string' ? { prefecture: '', city: '', street: address, building: '' } : address;
  // A space between two numbers is a border; all others are none.
  const text = [prefecture, city, street, building].join(' ').normalize('NFKC').trim();
  const folded = fold(text.replace(/(\d)\s+(?=\d)/g, '$1-'));
  return numerals
    .reduce((form, pattern) => form.replace(pattern, kanjiNumber), folded)
    .replace(between, '$1-')
    .replace(behind, '$1')
    .replace(looseHyphen, '');
}

/** A value in the form for comparing, by what kind of field it is of: codes, amounts and dates count as they are. */
export function valueForm(type: FieldType | 'address-part' | 'service' | 'cool', value: string | Address): string {
  if (type === 'address' || type === 'address-part' || typeof value === 'object') return addressForm(value);
  if (type === 'phone' || type === 'postal') return digitsForm(value);
  return type === 'text' || type === 'name' || type === 'email' ? wordForm(value) : value;
}

import { readAddress } from '../../../text/address.ts';
import { municipalitiesAt, prefectureAt } from '../../../text/places.ts';
import { postalPlace } from '../../../text/postal.ts';
import { spokenPrefecture } from '../../../text/prefectures.ts';
import { madeUpText } from './text.ts';

interface Place {
  readonly postal: string;
  readonly prefecture: string;
  readonly city: string;
}

let all: readonly Place[] | undefined;

/** Municipalities with one postal code each, by the first codes of each region. */
function places(): readonly Place[] {
  all ??= Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0')).flatMap((region) =>
    ['0000', '0001', '0002'].flatMap((end) =>
      postalPlace(region + end).map(({ prefecture, city }) => ({ postal: region + end, prefecture, city })),
    ),
  );
  return all;
}

/** Address and postal code of one person, as the cells of a file hold them, in the order of the address. */
export interface PlaceCells {
  readonly address: readonly string[];
  readonly postal: readonly string[];
}

/**
 * Made-up cells of the same shape: prefecture and municipality become others of the same length with a postal code of theirs, the rest
 * is made up letter by letter. What is not in the cells is not added. A prefecture's code (`JP-13`) becomes that of another.
 */
export function madeUpPlace({ address, postal }: PlaceCells, turn: number): PlaceCells {
  const [first = '', ...rest] = address;
  const isCode = /^\s*(?:jp-)?\d{1,2}\s*$/i.test(first);
  const parts = isCode ? rest : address;
  const text = parts.join('');
  const start = prefectureAt(text, 0);
  const at = start?.end ?? 0;
  const { found, end } = municipalitiesAt(text, at, start?.name ?? '');
  const [head, city] = [text.slice(0, at), found.length > 0 ? text.slice(at, end) : ''];
  const code = postal.map(digitsOf).join('');
  const isReadable = readAddress(parts.filter((part) => part.trim() !== '')).problem === undefined;
  const place = isReadable ? findPlace(head.trim(), city.trim(), code, turn) : undefined;
  if (!place) {
    const made = address.map((part) => madeUpText(part, turn));
    return { address: made, postal: postal.map((one) => madeUpText(one, turn)) };
  }
  const street = text.slice(Math.max(end, at));
  const made = named(head, place.prefecture) + named(city, place.city) + madeUpStreet(street, turn);
  let from = 0;
  const cut = parts.map((part) => {
    from += part.length;
    return made.slice(from - part.length, from);
  });
  const newCode = code.length < 7 ? place.postal.replace(/^0+/, '') : place.postal;
  let digit = 0;
  const codes = postal.map((one) => one.replace(/[0-9０-９]/g, (char) => inWidthOf(char, newCode[digit++] ?? '0')));
  return { address: isCode ? [codeLike(first, place.prefecture), ...cut] : cut, postal: codes };
}

/** Another municipality whose names are as long; one with zeros in front of its code where the file lost them. */
function findPlace(prefecture: string, city: string, code: string, turn: number): Place | undefined {
  const fitting = places().filter(
    (place) =>
      (prefecture === '' || place.prefecture.length === prefecture.length) &&
      (city === '' || place.city.length === city.length) &&
      (code.length === 7 || code === '' || place.postal.replace(/^0+/, '').length === code.length) &&
      place.city !== city &&
      place.postal !== code,
  );
  const elsewhere = fitting.filter((place) => place.prefecture !== prefecture);
  const list = elsewhere.length > 0 ? elsewhere : fitting;
  return list[turn % Math.max(1, list.length)];
}

/** `JP-27`, `27` → the code of another prefecture, written the same way. */
function codeLike(written: string, prefecture: string): string {
  for (let number = 1; number <= 47; number++) {
    const code = String(number).padStart(2, '0');
    if (spokenPrefecture(`JP-${code}`) === prefecture) return written.replace(/\d{1,2}/, code);
  }
  return written;
}

/** Numbers of a street or house are other numbers; a zero in front would read differently. */
const madeUpStreet = (text: string, turn: number): string =>
  madeUpText(text, turn).replace(/(?<![0-9０-９])[0０]/g, (zero) => (zero === '0' ? '8' : '８'));

/** The new name in place of the old one, spaces around it as they were; nothing for nothing. */
const named = (old: string, name: string): string =>
  old.trim() === '' ? old : /^\s*/.exec(old)![0] + name + /\s*$/.exec(old)![0];

const halfWidth = (digit: string): string => (digit > '9' ? String.fromCharCode(digit.charCodeAt(0) - 0xfee0) : digit);

const digitsOf = (text: string): string => (text.match(/[0-9０-９]/g) ?? []).map(halfWidth).join('');

const inWidthOf = (like: string, digit: string): string =>
  like > '9' ? String.fromCharCode(digit.charCodeAt(0) + 0xfee0) : digit;

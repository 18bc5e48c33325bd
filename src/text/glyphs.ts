import { replacements } from './replacements.ts';

/**
 * Characters that are written for each other in names of places and people, and that are not simply another width; the
 * first of each group stands for all. For comparing only.
 */
export const glyphGroups: readonly string[] =
  'ケヶが カヵ 竜龍 桧檜 籠篭 渕淵渊 薮藪 諫諌 鰺鯵 竈釜竃 壺壷 島嶋嶌 恵惠 麹麴 曽曾 館舘 崎﨑嵜碕 高髙 徳德 条條 梼檮 祇祗 頸頚 砺礪 広廣 桜櫻 国國 沢澤 浜濱濵 辺邊邉 瀬瀨 葛葛 斎斉齋齊 糸絲 塩鹽 豊豐 榛榛 芦蘆 の之ノ 真眞 富冨 桑桒 栄榮 学學 実實 関關 静靜 吉𠮷 柳栁 万萬 円圓 滝瀧 峰峯 槙槇 仏佛'.split(
    ' ',
  );

const plain = new Map<string, string>(replacements);
for (const [first, ...others] of glyphGroups.map((group) => [...group]))
  for (const other of others) plain.set(other, first as string);

/** One glyph for all variants of a character (髙 and 高). For comparing only. */
export function oneGlyph(text: string): string {
  let made = '';
  for (const c of text) made += plain.get(c) ?? c;
  return made;
}

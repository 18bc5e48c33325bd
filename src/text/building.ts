import { isSpace, skipSpaces } from './places.ts';

const number = '(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+(?=丁目|丁(?!目)|番|号|条|線|地割))';
const unit = '(?:丁目|丁(?!目)|番地(?!割)|番(?![町丁街館地目])|号(?![室棟館])|条(?!通)|線|地割|街区)';
const hyphen = '[-‐‑‒–—―−－ーｰ]';
const hyphens = new RegExp(hyphen);
const space = '[ \\u3000\\n]*';
const areaUnit = '(?:丁目|丁|条|線|地割|街区)';

/** A house number: numbers with their units, bound by hyphens, の, or by the unit itself. Area units let a space follow. */
const block = new RegExp(
  `${number}${unit}?(?:(?:${space}${hyphen}${space}|の|ノ|(?<=${areaUnit})${space}|(?<=番地|番)${space}(?=[0-9０-９]+号(?!室))|(?<=[番地]))${number}${unit}?)*`,
  'y',
);
const tail = new RegExp(`(?:${hyphen}[A-Za-zＡ-Ｚａ-ｚ][0-9A-Za-z０-９Ａ-Ｚａ-ｚ]*)+`, 'y');
const branch = /[甲乙丙丁戊己イロハニホヘト](?=$|[ \u3000\n0-9０-９]|[-‐－−][0-9０-９])/y;
const endsInArea = new RegExp(`${areaUnit}$`);
const strongNumber = /丁目|番地|[0-9０-９]番[0-9０-９地]|[0-9０-９]条|地割/;
const twoNumbers = new RegExp(`[0-9０-９]${hyphen}[0-9０-９]`);
/** `北1-2-3` right after 4号: the number before belongs to the town's name. */
const shortWordThenNumbers = new RegExp(`^[^ァ-ヴA-Za-zＡ-Ｚａ-ｚ \\u3000\\n]{0,4}?[0-9０-９]+${hyphen}[0-9０-９]`);
const building =
  /ビル|マンション|ハイツ|ハイム|コーポ|アパート|タワー|ハウス|レジデンス|メゾン|ヒルズ|コート|パーク|荘|寮|館|棟|階|号室|様方|方$|気付|センター|プラザ|住宅|団地|公舎|官舎|宿舎|社宅|会社|病院|学校|ホテル|[0-9０-９][FＦ]/i;
const nameLike = /^[ァ-ヴA-Za-zＡ-Ｚａ-ｚ][ァ-ヴーA-Za-zＡ-Ｚａ-ｚ・'’&＆.]/;
const continues = /^(?:先|地先|付近|内|外|他|ほか|地内|番外|合併|周辺)/;
const placeWord = /^(?:町|丁|番|条|線|区|組|字|大字|地割|通|筋|号線|番町|番丁|街区|の|ノ)/;
const room = /^(?:階|[FＦ]|号室|号棟|号館|棟|室|番館)/i;

function isNumberStart(c: number): boolean {
  return (
    (c >= 0x30 && c <= 0x39) ||
    (c >= 0xff10 && c <= 0xff19) ||
    c === 0x4e00 ||
    c === 0x4e8c ||
    c === 0x4e09 ||
    c === 0x56db ||
    c === 0x4e94 ||
    c === 0x516d ||
    c === 0x4e03 ||
    c === 0x516b ||
    c === 0x4e5d ||
    c === 0x5341 ||
    c === 0x767e ||
    c === 0x3007
  );
}

/**
 * Where the building starts in what follows the municipality; −1 = no building, or not sure (then all stays together).
 * Sure is: after a complete house number, at a space; or, without a space, before a word that only a building has.
 */
export function buildingStart(text: string): number {
  let i = 0;
  while (i < text.length) {
    if (!isNumberStart(text.charCodeAt(i))) {
      i++;
      continue;
    }
    block.lastIndex = i;
    const match = block.exec(text);
    if (!match) {
      i++;
      continue;
    }
    let end = block.lastIndex;
    end = consume(tail, text, end);
    const marked = consume(branch, text, end);
    if (marked > end) {
      block.lastIndex = marked;
      const more = /^[-‐－−]?[0-9０-９]/.test(text.slice(marked, marked + 2));
      end = marked;
      if (more) {
        i = skipHyphen(text, marked);
        continue;
      }
    }
    const next = skipSpaces(text, end);
    if (next >= text.length) return -1;
    const rest = text.slice(next);
    const spaced = next > end;
    const found = judge(match[0], rest, spaced);
    if (found === 'building') return behindHyphens(text, next);
    if (found === 'unsure') return -1;
    i = Math.max(next, end);
  }
  return -1;
}

/** A hyphen between house number and building belongs to the former: no building begins with one. */
function behindHyphens(text: string, at: number): number {
  let next = at;
  while (hyphens.test(text.charAt(next))) next = skipSpaces(text, next + 1);
  return next >= text.length ? -1 : next;
}

function skipHyphen(text: string, at: number): number {
  return /[0-9０-９]/.test(text.charAt(at)) ? at : at + 1;
}

function consume(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** What the text after a house number is: the building, more of the street (`on`), or nobody knows. */
function judge(number: string, rest: string, spaced: boolean): 'building' | 'on' | 'unsure' {
  if (!spaced && (placeWord.test(rest) || continues.test(rest) || shortWordThenNumbers.test(rest))) return 'on';
  if (spaced && (continues.test(rest) || /^(?:番|丁目|号(?!室|棟|館)|の[0-9０-９])/.test(rest))) return 'on';
  const area = endsInArea.test(number);
  if (!spaced && !area && room.test(rest)) return 'unsure';
  const complete = !area && (number.length > 3 || /[^0-9０-９]/.test(number));
  if (area && /^[0-9０-９東西南北]/.test(rest)) return 'on';
  if (strongNumber.test(rest)) return 'on';
  if (!complete && twoNumbers.test(rest)) return 'on';
  if (spaced) {
    if (/^[0-9０-９]/.test(rest)) return complete ? 'building' : 'unsure';
    return area && !building.test(rest) && !nameLike.test(rest) ? 'on' : 'building';
  }
  if (nameLike.test(rest) || building.test(rest)) return 'building';
  return complete ? 'unsure' : 'on';
}

/** Puts the pieces of a text together that were separate cells: a space only where two words or numbers would run into one. */
export function closeGaps(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes('\n')) return trimmed;
  return trimmed.replace(/[ \u3000\n]*\n[ \u3000\n]*/g, (gap, at: number) => {
    const before = trimmed.charCodeAt(at - 1);
    const after = trimmed.charCodeAt(at + gap.length);
    return needsGap(before) && needsGap(after) ? ' ' : '';
  });
}

function needsGap(c: number): boolean {
  return (
    (c > 0x20 && c < 0x7f) ||
    (c >= 0xff01 && c <= 0xff5e) ||
    (c >= 0x2010 && c <= 0x2015) ||
    c === 0x2212 ||
    (c >= 0x30a1 && c <= 0x30fe) ||
    isSpace(c)
  );
}

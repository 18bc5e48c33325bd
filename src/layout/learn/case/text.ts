import { cp932Code } from '../../../text/cp932.ts';

/** Characters to take instead, by kind. Each list has characters of one kind only, so lengths, kinds and widths stay. */
const kinds: readonly (readonly [test: RegExp, made: string])[] = [
  [/[0-9]/, '1234567890'],
  [/[０-９]/, '１２３４５６７８９０'],
  [/[a-z]/, 'abcdefghijklmnopqrstuvwxyz'],
  [/[A-Z]/, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [/[ａ-ｚ]/, 'ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ'],
  [/[Ａ-Ｚ]/, 'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ'],
  [/[\u3041-\u3096]/, 'みほんしけんれいかりのそらうみはなもり'],
  [/[\u30a1-\u30fa]/, 'ミホンシケンレイカリノソラウミハナモリ'],
  [/[\uff66-\uff6f\uff71-\uff9d]/, 'ﾐﾎﾝｼｹﾝﾚｲｶﾘﾉｿﾗｳﾐﾊﾅﾓﾘ'],
];

const kanji = /[\u3400-\u9fff\uf900-\ufaff々\u{20000}-\u{3ffff}]/u;
const plainKanji = '見本例題試験仮名空海花森山川石田村里松竹梅谷原野';
/** In Windows' CP932, but not among the characters of JIS that every printer has. */
const extensionKanji = '髙﨑德彅';
/** Not in CP932 at all, one and two code units long. */
const lackingKanji = '䑓繫';
const astralKanji = '𠮷𡈽';

const isExtension = (code: number): boolean => (code >= 0x8740 && code <= 0x879f) || code >= 0xed00;

function kanjiLike(char: string): string {
  if (char.length === 2) return astralKanji;
  const code = cp932Code(char.charCodeAt(0));
  return code === 0 ? lackingKanji : isExtension(code) ? extensionKanji : plainKanji;
}

/**
 * Made-up text of the same shape: each letter, digit, kana or kanji becomes another one of its kind, everything else (spaces, hyphens,
 * brackets) stays. No character stays the same at its place. The same text with the same `turn` gives the same text.
 */
export function madeUpText(text: string, turn: number): string {
  let at = 0;
  let made = '';
  for (const char of text) {
    const list = kanji.test(char) ? kanjiLike(char) : kinds.find(([test]) => test.test(char))?.[1];
    if (list === undefined) {
      made += char;
      continue;
    }
    const letters = [...list];
    let index = (turn * 7 + at * 3 + at * at) % letters.length;
    if (letters[index] === char) index = (index + 1) % letters.length;
    made += letters[index];
    at++;
  }
  return made;
}

/** As `madeUpText`, but zeros in front stay: `00123` is a code whose zeros matter. */
export function madeUpCode(text: string, turn: number): string {
  const zeros = /^\D*0+/.exec(text)?.[0] ?? '';
  // An exponent form that Excel made must stay one.
  const exponent = /e\+\d+$/i.exec(text)?.[0] ?? '';
  const core = text.slice(zeros.length, text.length - exponent.length);
  return (
    madeUpText(zeros.replace(/0/g, '\u0000'), turn).replaceAll('\u0000', '0') + madeUpDigits(core, turn) + exponent
  );
}

/** Digits that are no zeros, so that none gets lost or added in front. */
function madeUpDigits(text: string, turn: number): string {
  let at = 0;
  return madeUpText(text, turn).replace(/[0-9]/g, (digit) => (digit === '0' ? String(((turn + at++) % 8) + 1) : digit));
}

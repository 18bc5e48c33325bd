const half =
  '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜';

const toHalf = new Map<string, string>();
for (let i = 0; i < half.length; i++) toHalf.set(half.charAt(i), String.fromCharCode(0xff61 + i));
for (const [base, mark] of [
  ['カキクケコサシスセソタチツテトハヒフヘホウ', 'ﾞ'],
  ['ハヒフヘホ', 'ﾟ'],
] as const) {
  for (const c of base) {
    const joined = (c + (mark === 'ﾞ' ? '\u3099' : '\u309a')).normalize('NFC');
    toHalf.set(joined, `${toHalf.get(c)}${mark}`);
  }
}
toHalf.set('\u3099', 'ﾞ');
toHalf.set('\u309a', 'ﾟ');
toHalf.set('ヮ', 'ﾜ');
toHalf.set('ヵ', 'ｶ');
toHalf.set('ヶ', 'ｹ');
toHalf.set('ヴ', 'ｳﾞ');
toHalf.set('\u3000', ' ');

/** Hiragana → katakana; everything else stays. */
export function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖゝゞ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
}

/** Half-width katakana (with their ﾞﾟ) → full-width; everything else stays. */
export function toFullKana(text: string): string {
  return text.replace(/[\uff61-\uff9f]+/g, (run) =>
    run.normalize('NFKC').replaceAll('\u3099', '゛').replaceAll('\u309a', '゜'),
  );
}

/**
 * Kana → half-width katakana (hiragana too), full-width letters, digits and signs → ASCII. `bad` lists each character once
 * that has no half-width form (kanji, ヰヱ …); those stay in `text` as they are.
 */
export function toHalfKana(text: string): { text: string; bad: readonly string[] } {
  const bad: string[] = [];
  let out = '';
  for (const c of toKatakana(text)) {
    const code = c.codePointAt(0) as number;
    const found = toHalf.get(c);
    if (found !== undefined) out += found;
    else if (code < 0x80 || (code >= 0xff61 && code <= 0xff9f)) out += c;
    else if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0);
    else {
      out += c;
      if (!bad.includes(c)) bad.push(c);
    }
  }
  return { text: out, bad };
}

/**
 * Width as B2 Cloud counts it: 1 for characters below U+0080 and half-width katakana (U+FF61–FF9F), 2 for every other
 * code point. Source: B2's own browser script, seen in public; trust B.
 */
export function width(text: string): number {
  const length = text.length;
  let sum = length;
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80 || (c >= 0xff61 && c <= 0xff9f)) continue;
    sum++;
    // A pair is one code point of width 2: two units, already counted as 2 by `length`.
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      sum--;
      i++;
    }
  }
  return sum;
}

/** Marks that belong to the character before: combining marks, variation selectors, half-width ﾞﾟ, joiners. */
function clings(code: number): boolean {
  return (
    (code >= 0x300 && code <= 0x36f) ||
    code === 0x3099 ||
    code === 0x309a ||
    code === 0xff9e ||
    code === 0xff9f ||
    code === 0x200d ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xe0100 && code <= 0xe01ef)
  );
}

/**
 * The longest head of at most `max` width, and the rest; `head + rest` is always the whole text. Never parts a surrogate
 * pair, a mark from its character, or ﾞﾟ from its kana. When not even the first character fits, head is ''.
 */
export function fit(text: string, max: number): { head: string; rest: string } {
  let used = 0;
  let cut = 0;
  let i = 0;
  while (i < text.length) {
    const code = text.codePointAt(i) as number;
    if (i === 0 || !clings(code)) cut = i;
    used += code < 0x80 || (code >= 0xff61 && code <= 0xff9f) ? 1 : 2;
    if (used > max) return { head: text.slice(0, cut), rest: text.slice(cut) };
    i += code > 0xffff ? 2 : 1;
  }
  return { head: text, rest: '' };
}

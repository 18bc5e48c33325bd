import { cp932Code } from './cp932.ts';
import { replacements } from './replacements.ts';

const family = /[\u301c\u2212\u2016\u2014\u00a5\u00a2\u00a3\u00ac\u00a0\u3099\u309a]/;
const familyAll = /[\u301c\u2212\u2016\u2014\u00a5\u00a2\u00a3\u00ac\u00a0]|[\u3041-\u30fe][\u3099\u309a]/g;
const twin: Readonly<Record<string, string>> = {
  '\u301c': '～',
  '\u2212': '－',
  '\u2016': '∥',
  '\u2014': '―',
  '\u00a5': '￥',
  '\u00a2': '￠',
  '\u00a3': '￡',
  '\u00ac': '￢',
  '\u00a0': ' ',
};

/**
 * Characters that look the same and that Windows writes another way → Windows' form (〜→～, −→－, ‖→∥, —→―, ¥→￥,
 * ¢£¬ full-width, no-break space → space), and kana with a separate voiced mark (a Mac's NFD) → one character. Nothing
 * else: no NFC for the rest, which would turn 神 (U+FA19) and its like into other characters unasked.
 */
export function unify(text: string): string {
  if (!family.test(text)) return text;
  return text.replace(familyAll, (c) => twin[c] ?? c.normalize('NFC'));
}

export interface Replacement {
  readonly to: string;
  /** `lacks`: CP932 has no such character. `dependent`: NEC/IBM extension, B2 may not print it. */
  readonly why: 'lacks' | 'dependent';
}

/** JIS X 0208 or one byte: what every receiver can print. */
function isSafe(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const code = cp932Code(unit);
    if (code === 0 || isExtension(code)) return false;
  }
  return true;
}

/** Nothing to unify, nothing that CP932 lacks, nothing environment-dependent: most texts, found out in one look. */
export function isPlainText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    const code = cp932Code(unit);
    if (code === 0 || isExtension(code)) return false;
  }
  return true;
}

function isExtension(code: number): boolean {
  return (code >= 0x8740 && code <= 0x879f) || code >= 0xed00;
}

/**
 * What could stand instead of a character (one code point) that CP932 lacks or that is environment-dependent; null when
 * the character is fine or nobody knows a good one. Only a proposal: applied when the shop allows it, always listed.
 * Source of the need: B2 prints JIS level 1 and 2 (trust B, reported of a Yamato FAQ).
 */
export function proposeReplacement(char: string): Replacement | null {
  if (char === '' || isSafe(char)) return null;
  const why = char.length === 1 && cp932Code(char.charCodeAt(0)) !== 0 ? 'dependent' : 'lacks';
  const to = replacements.get(char) ?? derive(char);
  return to === null ? null : { to, why };
}

/** Compatibility forms and letters with accents, by Unicode's own decomposition. */
function derive(char: string): string | null {
  const code = char.codePointAt(0) as number;
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return '';
  // Zero-width spaces, joiners, marks of direction: nothing that could be printed.
  if (/\p{Cf}/u.test(char)) return '';
  const wide = unify(char);
  if (wide !== char && isSafe(wide)) return wide;
  const plain = char.normalize('NFKC');
  if (plain !== char && isSafe(plain)) return plain;
  const bare = char.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return bare !== char && isSafe(bare) ? bare : null;
}

/** Characters of the text (each once) that CP932 has only as NEC or IBM extension: ① ㈱ 髙 﨑 … */
export function environmentDependent(text: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80 || !isExtension(cp932Code(unit))) continue;
    const char = text.charAt(i);
    if (!found.includes(char)) found.push(char);
  }
  return found;
}

/** Characters of the text (each once, by code point) that CP932 lacks. */
export function lacking(text: string): string[] {
  const found: string[] = [];
  for (const char of scan(text)) if (!found.includes(char)) found.push(char);
  return found;
}

function scan(text: string): readonly string[] {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80 && cp932Code(unit) === 0) {
      return Array.from(text).filter((c) => {
        const first = c.charCodeAt(0);
        return c.length > 1 || (first >= 0x80 && cp932Code(first) === 0);
      });
    }
  }
  return [];
}

/**
 * A character as a sentence may show it: itself, or its code where it cannot be seen, clings to its neighbours or would
 * turn the sentence around (`U+200B`).
 */
export function shownCharacter(char: string): string {
  if (!/^[\p{C}\p{Z}\p{M}]/u.test(char)) return char;
  return `U+${(char.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
}

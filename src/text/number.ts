import { fold } from '../core/fold.ts';
import { toAscii } from './ascii.ts';
import { stripGuard } from './guard.ts';
import { bad, good, noted, type Read } from './read.ts';

const exponent = /^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/i;

/** A number of pieces: a whole number ≥ 1. `１`, `1.0`, `1個` are 1; 0, negative, fraction and text have a problem each. */
export function readCount(raw: string): Read<number> {
  if (raw.length < 6 && /^[1-9]\d*$/.test(raw)) return good(Number(raw));
  const found = amount(raw.replace(/[個点枚本箱]\s*$/, ''));
  if (found === null || Math.abs(found) > 999_999_999) return bad('count-unreadable');
  if (found === 0) return bad('count-zero');
  if (found < 0) return bad('count-negative');
  if (!Number.isInteger(found)) return bad('count-fraction');
  return good(found);
}

/** As `readCount`, but 0 is fine: stock on hand. */
export function readStock(raw: string): Read<number> {
  if (raw === '0') return good(0);
  const read = readCount(raw);
  return read.problem?.code === 'count-zero' ? good(0) : read;
}

/** Whole yen: `1,234` `¥1,234` `1234円` `▲500` `(500)` `1234.00`. Fractions are a problem, text too. */
export function readYen(raw: string): Read<number> {
  if (raw.length < 10 && /^\d+$/.test(raw)) return good(Number(raw));
  const found = amount(raw);
  if (found === null) return bad('yen-unreadable');
  if (!Number.isInteger(found)) return bad('yen-fraction');
  return good(found);
}

/** A plain decimal with the signs that people put on amounts; null when it is none. Never an exponent form. */
function amount(raw: string): number | null {
  let text = toAscii(stripGuard(raw)).replace(/\s/g, '');
  let sign = 1;
  const inBrackets = /^\((.+)\)$/.exec(text);
  if (inBrackets) {
    text = inBrackets[1] as string;
    sign = -1;
  }
  const parts = /^([-+▲△]?)(?:¥|\\|JPY)?([-+▲△]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:円|JPY)?(?:\(税込\))?$/i.exec(
    text,
  );
  if (!parts) return null;
  for (const mark of [parts[1], parts[2]]) if (mark !== '' && mark !== '+') sign = -sign;
  const whole = (parts[3] as string).replaceAll(',', '');
  const value = Number(parts[4] === undefined ? whole : `${whole}.${parts[4]}`);
  if (!Number.isSafeInteger(Math.trunc(value))) return null;
  return value === 0 ? 0 : sign * value;
}

/**
 * A code (order number, sku, tracking number): stays text, only guards and white space around are taken off. Exponent form
 * (4.90715E+11) is a problem, because digits are lost. So is a number of 17 digits or more that has zeros only after the
 * 15th: Excel keeps 15. With exactly 16 digits one code in ten ends in 0 anyway: said, not refused.
 */
export function readCode(raw: string): Read<string> {
  const text = stripGuard(raw);
  if (text.length < 5) return good(text);
  const first = text.charCodeAt(0);
  if (first < 0x2b || first > 0x39) return good(text);
  if (exponent.test(text) && (text.includes('.') || /e\+/i.test(text))) return bad('code-exponent');
  if (text.length > 15 && /^\d{15}0+$/.test(text)) {
    return text.length > 16 ? bad('code-rounded') : noted(text, 'code-maybe-rounded');
  }
  return good(text);
}

/** Words that mean yes and no; compared folded. */
export interface FlagWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

const usual: FlagWords = {
  yes: ['1', 'true', 'yes', 'y', 'on', 'はい', '有', 'あり', '有り', '○', '〇', '◯', '済', '対象', 'する'],
  no: ['', '0', 'false', 'no', 'n', 'off', 'いいえ', '無', 'なし', '無し', '×', '✕', '-', '未', '対象外', 'しない'],
};

/** Yes or no. `words` replaces the usual words; anything else is a problem (an empty cell is no, unless `words` says so). */
export function readFlag(raw: string, words: FlagWords = usual): Read<boolean> {
  const { yes, no } = foldedFlags(words);
  const word = fold(stripGuard(raw));
  if (yes.has(word)) return good(true);
  if (word === '' || no.has(word)) return good(false);
  return bad('flag-unknown');
}

const folded = new WeakMap<FlagWords, Readonly<Record<'yes' | 'no', ReadonlySet<string>>>>();

function foldedFlags(words: FlagWords) {
  let found = folded.get(words);
  if (!found) {
    found = { yes: new Set(words.yes.map(fold)), no: new Set(words.no.map(fold)) };
    folded.set(words, found);
  }
  return found;
}

import { cp932Code, encodeCp932 } from './cp932.ts';

/**
 * Takes off what Excel users put around a value to keep it text: `="007"`, `"=""007"""` (already unquoted by the CSV
 * reader to `="007"`), `=""007""`, a leading `'`, tabs and white space around. Trims in any case.
 */
export function stripGuard(raw: string): string {
  let text = raw.trim();
  const first = text.charCodeAt(0);
  if (first === 0x3d && text.charCodeAt(1) === 0x22 && text.charCodeAt(text.length - 1) === 0x22 && text.length > 2) {
    text = text.slice(2, -1).replaceAll('""', '"').trim();
    if (text.length > 1 && text.startsWith('"') && text.endsWith('"')) text = text.slice(1, -1).trim();
  } else if (first === 0x27 && text.length > 1) {
    text = text.slice(1).trim();
  }
  return text;
}

/** Is it written as `="…"`, which is how spreadsheets are made to keep a text? A formula that joins texts is not. */
export function isGuarded(text: string): boolean {
  if (text.charCodeAt(0) !== 0x3d || text.charCodeAt(1) !== 0x22 || text.length < 3) return false;
  return text.trimEnd().endsWith('"') && !/"\s*[&,+]/.test(text);
}

/**
 * A text as it is written into a file that people open: what a spreadsheet would run as a formula gets a `'` in front, the mark of
 * text. Full-width signs too: spreadsheets of Japan take them for the same. Source: OWASP, CSV Injection, and what csv-stringify
 * does with `escape_formulas` (trust B). `stripGuard` and the converter of codes take it off again.
 */
export const guardFormula = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

const latinRun = /[ãäåæçèéï][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}/;
const cp1252Kana = /[ƒ‚].?[ƒ‚]/;
const lenient = new TextDecoder('utf-8');

/**
 * Text that went through a wrong decoding: UTF-8 read as CP932 (縺/繧/繝 runs, or the text's CP932 bytes are UTF-8),
 * UTF-8 or CP932 read as Latin-1 or Windows-1252, U+FFFD. Made to have few false alarms: ordinary names with one rare kanji pass.
 */
export function mojibake(text: string): boolean {
  let kanaLeads = 0;
  let rare = false;
  let latin = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x80) continue;
    if (c === 0xfffd || c < 0xa0) return true;
    if (c < 0x100) latin = true;
    else if (c >= 0x4e00 && c < 0xa000) {
      if (c === 0x7e3a || c === 0x7e67 || c === 0x7e5d) kanaLeads++;
      if (cp932Code(c) >= 0xe380) rare = true;
    }
  }
  if (kanaLeads >= 2) return true;
  if (latin && latinRun.test(text)) return true;
  if (cp1252Kana.test(text)) return true;
  return rare && readsAsUtf8(text);
}

/**
 * The CP932 bytes of the text are UTF-8 that holds Japanese (a piece may have been lost): then it was UTF-8 before. Rare
 * kanji alone can look like that too (茗荷谷, 茱崎町), so anything in it that is not written in Japan speaks against it.
 */
function readsAsUtf8(text: string): boolean {
  const decoded = lenient.decode(encodeCp932(text).bytes);
  let japanese = 0;
  let broken = 0;
  let other = 0;
  for (let i = 0; i < decoded.length; i++) {
    const c = decoded.charCodeAt(i);
    if (c === 0xfffd) broken++;
    else if (((c > 0x3000 && c < 0xa000) || (c >= 0xff01 && c <= 0xff60)) && cp932Code(c) !== 0) japanese++;
    else if (c >= 0x80 && c !== 0x3000) other++;
  }
  const mixed = /[\uff61-\uff9f縺繧繝]/.test(text);
  if (other * 4 > japanese || (!mixed && japanese < 2)) return false;
  if (broken === 0) return japanese > 0 && (mixed || !/[\u0021-\u007e]/.test(decoded));
  return mixed && japanese >= 2 && japanese >= broken * 2;
}

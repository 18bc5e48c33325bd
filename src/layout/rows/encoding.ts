import { isAscii, isUtf8 } from 'node:buffer';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { cp932Pairs, isHalfKana } from './cp932-pairs.ts';
import { Unreadable } from './row.ts';

export type Encoding = 'ascii' | 'utf-8' | 'cp932' | 'utf-16le' | 'utf-16be';

export interface Detected {
  readonly encoding: Encoding;
  /** Bytes to skip at the front. */
  readonly bom: number;
  /** Something that fits but is worth saying. */
  readonly note?: 'encoding-bom-on-cp932' | 'encoding-ambiguous';
}

/** The first byte that is no CP932: its index, or -1. User-defined characters (F040–F9FC) count as CP932 here. */
export function findBadCp932(bytes: Uint8Array, start = 0, end = bytes.length): number {
  const pairs = cp932Pairs();
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80 || isHalfKana(byte)) continue;
    if (i + 1 >= end || pairs[(byte << 8) | bytes[i + 1]!] === 0) return i;
    i++;
  }
  return -1;
}

/** The first byte that is no UTF-8: its index, or -1. */
export function findBadUtf8(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1;
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i]!;
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (!isUtf8(bytes.subarray(i, i + length))) return i;
    i += length;
  }
  return -1;
}

/**
 * Finds the encoding of a text file from its first bytes: BOM → NUL bytes → strict UTF-8 → strict CP932, and nothing else
 * (statistical guessing calls short Japanese files Russian, stack.md §8). `complete` = `head` is the whole file; otherwise
 * what hangs over at the end is left out of the check. ASCII alone fits every encoding.
 *
 * Throws `Unreadable`, naming row and byte, for bytes that are neither, for UTF-8 rows among CP932 rows, and for
 * ISO-2022-JP and EUC-JP.
 */
export function detectEncoding(head: Uint8Array, complete: boolean): Detected {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const bom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const nul = head.indexOf(0);
  if (nul >= 0) {
    const utf16 = bom === 0 ? utf16WithoutBom(head) : null;
    if (utf16) return { encoding: utf16, bom: 0 };
    throw unreadable('nul-byte', { row: rowAt(head, nul) });
  }
  const bytes = head.subarray(bom, complete ? head.length : lastBoundary(head));
  if (isAscii(bytes)) {
    const switched = findIso2022(bytes);
    if (switched >= 0) throw unreadable('encoding-iso-2022-jp', { row: rowAt(bytes, switched) });
    return { encoding: bom ? 'utf-8' : 'ascii', bom };
  }
  const badCp932 = findBadCp932(bytes);
  if (isUtf8(bytes)) {
    // Japanese in UTF-8 has leads E3–E9; two-byte characters alone may just as well be half-width katakana of CP932.
    const ambiguous = bom === 0 && badCp932 < 0 && !bytes.some((byte) => byte >= 0xe0);
    return { encoding: 'utf-8', bom, ...(ambiguous ? { note: 'encoding-ambiguous' as const } : {}) };
  }
  const whole = withoutCutCharacter(bytes);
  if (whole < bytes.length && isUtf8Row(bytes.subarray(0, whole))) throw explainAt(bytes, whole);
  if (isEucJp(bytes)) throw unreadable('encoding-euc-jp', {});
  if (badCp932 >= 0 || holdsUtf8Row(bytes)) throw explain(bytes);
  return { encoding: 'cp932', bom, ...(bom ? { note: 'encoding-bom-on-cp932' as const } : {}) };
}

export function unreadable(code: SentenceCode, args: SentenceArgs): Unreadable {
  const { row } = args;
  return new Unreadable({ code, kind: 'fix', place: typeof row === 'number' ? { row } : {}, args });
}

/** Row (1-based) in which byte `at` stands. */
function rowAt(bytes: Uint8Array, at: number): number {
  let row = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === 0x0a || (bytes[i] === 0x0d && bytes[i + 1] !== 0x0a)) row++;
  return row;
}

/** Bytes below 0x40 are never part of a character in UTF-8 or CP932: behind the last one nothing is cut in two. */
function lastBoundary(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1]! >= 0x40) end--;
  return end === 0 ? bytes.length : end;
}

/** Length without a UTF-8 character at the end that lacks its last bytes: the mark of a file that was cut off. */
function withoutCutCharacter(bytes: Uint8Array): number {
  let lead = bytes.length - 1;
  while (lead > 0 && bytes.length - lead < 4 && (bytes[lead]! & 0xc0) === 0x80) lead--;
  return bytes[lead]! >= 0xc0 ? lead : bytes.length;
}

function explainAt(bytes: Uint8Array, at: number): Unreadable {
  let from = at;
  while (from > 0 && bytes[from - 1] !== 0x0a && bytes[from - 1] !== 0x0d) from--;
  return badBytes(rowAt(bytes, at), bytes.subarray(from), at - from, 'UTF-8');
}

/** What stands in Japanese tables: ASCII, kana, kanji, full-width forms, and the signs between them. */
const usual = /[\t\r\n\x20-\x7e\u2010-\u203b\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]/g;

/**
 * UTF-16 that lost its BOM: strictly decodable in one byte order, with cells and line ends, and nearly all of it what stands in
 * Japanese tables. Where the NULs stand tells nothing: 一 (U+4E00) holds one, too.
 */
export function utf16WithoutBom(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const orders = ['utf-16le', 'utf-16be'] as const;
  const fits = orders.filter((encoding) => {
    try {
      const even = head.subarray(0, Math.min(head.length, 1 << 16) & ~1);
      const text = new TextDecoder(encoding, { fatal: true }).decode(even, { stream: true });
      if (!/[\t,;]/.test(text) || !/[\r\n]/.test(text)) return false;
      return (text.match(usual)?.length ?? 0) >= text.length * 0.95;
    } catch {
      return false;
    }
  });
  return fits.length === 1 ? fits[0]! : null;
}

/** ESC $ or ESC ( , the switches of ISO-2022-JP. */
function findIso2022(bytes: Uint8Array): number {
  for (let i = bytes.indexOf(0x1b); i >= 0; i = bytes.indexOf(0x1b, i + 1)) {
    if (bytes[i + 1] === 0x24 || bytes[i + 1] === 0x28) return i;
  }
  return -1;
}

/**
 * EUC-JP passes for CP932 when read as half-width katakana. Real CP932 text holds leads 81–9F (hiragana, katakana, common
 * kanji), which EUC-JP cannot hold; so only bytes that are strictly EUC-JP, several pairs long, are called that.
 */
function isEucJp(bytes: Uint8Array): boolean {
  let pairs = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    if (byte === 0x8e ? trail < 0xa1 || trail > 0xdf : byte < 0xa1 || byte > 0xf4 || trail < 0xa1 || trail > 0xfe)
      return false;
    pairs++;
    i++;
  }
  return pairs >= 4;
}

/**
 * Is this row UTF-8 although it also passes for CP932 (縺… when misread)? Only when it reads as three-byte characters
 * throughout: two-byte ones are more likely half-width katakana beside kanji.
 */
export function isUtf8Row(row: Uint8Array): boolean {
  let high = 0;
  while (high < row.length && row[high]! < 0x80) high++;
  // The first character decides cheaply: most CP932 leads are below E2.
  return high < row.length && row[high]! >= 0xe2 && isUtf8(row) && !row.some((byte) => byte >= 0xc2 && byte < 0xe0);
}

function* lines(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 0x0a && bytes[i] !== 0x0d) continue;
    yield bytes.subarray(start, i);
    if (bytes[i] === 0x0d && bytes[i + 1] === 0x0a) i++;
    start = i + 1;
  }
  yield bytes.subarray(start);
}

function holdsUtf8Row(bytes: Uint8Array): boolean {
  for (const line of lines(bytes)) if (isUtf8Row(line)) return true;
  return false;
}

/** Neither encoding holds for the whole: says in which row it broke, and whether that row is the other encoding. */
function explain(bytes: Uint8Array): Unreadable {
  const all = [...lines(bytes)].map((line) => {
    const utf8 = isUtf8(line);
    // A row that fits both is neutral, unless its UTF-8 reading is Japanese.
    const cp932 = findBadCp932(line) < 0 && !isUtf8Row(line);
    return { line, utf8, cp932 };
  });
  const votes = (which: 'utf8' | 'cp932') => all.filter((row) => row[which] && row.utf8 !== row.cp932).length;
  const most = votes('utf8') > votes('cp932') ? 'utf8' : 'cp932';
  const names = { utf8: 'UTF-8', cp932: 'Shift_JIS' };
  const other = most === 'utf8' ? 'cp932' : 'utf8';
  const broken = all.findIndex((row) => !row.utf8 && !row.cp932);
  const row = broken >= 0 ? broken : all.findIndex((each) => !each[most]);
  const found = all[row]!;
  if (broken < 0) return unreadable('encoding-mixed', { row: row + 1, most: names[most], here: names[other] });
  const byte = most === 'utf8' ? findBadUtf8(found.line) : findBadCp932(found.line);
  return badBytes(row + 1, found.line, byte, names[most]);
}

/** The problem of a byte that is no character. `at` = its index in the row's bytes. */
export function badBytes(row: number, line: Uint8Array, at: number, encoding: string): Unreadable {
  const hex = Buffer.from(line.subarray(at, at + 2))
    .toString('hex')
    .toUpperCase();
  return unreadable('encoding-bad-bytes', { row, byte: at + 1, hex, encoding });
}

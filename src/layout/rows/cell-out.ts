import { shownCharacter } from '../../text/characters.ts';
import { encodeCp932Into } from '../../text/cp932.ts';
import { guardFormula } from '../../text/guard.ts';
import type { Remark } from '../../text/read.ts';
import type { WriteLayout } from '../types.ts';
import { type ByteRow, cellFlag } from './byte-rows.ts';

export type WriteForm = Pick<WriteLayout['form'], 'delimiter' | 'encoding' | 'eol' | 'quote' | 'forPeople'>;

/**
 * Takes finished bytes. They are the writer's own buffer: use or copy them before returning.
 */
export type Sink = (bytes: Uint8Array) => void;

/**
 * A row under construction, cell by cell, straight into a byte buffer. A cell that cannot be written gives a remark and
 * leaves the row unfinished: `drop` it. Nothing is ever replaced by `?`.
 */
export interface CellOut {
  text(text: string): Remark | null;
  /** Cell `i` of a row that was read: bytes to bytes when encoding and quoting allow it, otherwise through `textOf`. */
  copy(row: ByteRow, i: number, textOf: (row: ByteRow, i: number) => string): Remark | null;
  /**
   * The cells at `places`, those that are not empty, with `between` between them, as one cell; bytes to bytes. false =
   * nothing was written, because that cannot be done on bytes or takes more than `limit` of them.
   */
  join(row: ByteRow, places: readonly number[], between: Uint8Array, limit: number): boolean;
  /** Bytes from `encode`: quotes, if any, are in them. */
  encoded(bytes: Uint8Array): void;
  /** What `text` would write, to be kept and written again. */
  encode(text: string): { readonly bytes: Uint8Array } | { readonly problem: Remark };
  endRow(): void;
  dropRow(): void;
  /** Hands the finished rows to the sink. */
  flush(): void;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const flushAt = 1 << 18;

/** `from`: how the rows that `copy` takes were read; without it `copy` always goes through text. */
export function createCellOut(
  form: WriteForm,
  sink: Sink,
  from?: { readonly delimiter: string; readonly quoted: boolean; readonly encoding: () => 'ascii' | 'utf-8' | 'cp932' },
): CellOut {
  const delimiter = form.delimiter.charCodeAt(0);
  const cp932 = form.encoding === 'cp932';
  const sameCut = from?.quoted === true && from.delimiter === form.delimiter;
  const wrapAlways = form.quote === 'all';
  const wrapNever = form.quote === 'never';
  // Bytes that need quotes; quotes themselves mean nothing where there are none.
  const special = new Uint8Array(256);
  for (const byte of [delimiter, LF, CR, ...(wrapNever ? [] : [QUOTE])]) special[byte] = 1;
  // Flags of a cell that was read which keep it from being copied as it stands.
  const unlike = cellFlag.breaks | cellFlag.doubled | cellFlag.quoteInside;
  const atOnce = sameCut && !wrapAlways;
  // Flags of a cell that cannot go on byte for byte.
  let notPlain = unlike | cellFlag.high;
  let out = Buffer.allocUnsafeSlow(flushAt * 2);
  let at = 0;
  let rowStart = 0;
  let cells = 0;

  return { text, copy, join, encoded, encode, endRow, dropRow, flush };

  function room(bytes: number) {
    if (at + bytes <= out.length) return;
    flush();
    if (at + bytes <= out.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(out.length * 2, at + bytes));
    out.copy(larger, 0, 0, at);
    out = larger;
  }

  function separate() {
    if (cells++ > 0) out[at++] = delimiter;
  }

  function text(text: string): Remark | null {
    room(text.length * 4 + 4);
    const before = at;
    separate();
    const remark = append(text);
    if (remark) at = before;
    return remark;
  }

  function append(given: string): Remark | null {
    const text = form.forPeople ? guardFormula(given) : given;
    let needs = false;
    let quotes = false;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f || special[unit] === 0) {
        if (unit === 0) return unwritable('\0');
        continue;
      }
      needs = true;
      if (unit === QUOTE) quotes = true;
    }
    if (needs && wrapNever) return { code: 'cell-breaks-row' };
    const wrap = needs || (wrapAlways && !wrapNever);
    if (wrap) out[at++] = QUOTE;
    const whole = quotes ? text.replaceAll('"', '""') : text;
    if (cp932) {
      const end = encodeCp932Into(whole, out, at);
      if (end < 0) return unwritable(String.fromCodePoint(whole.codePointAt(-1 - end)!));
      at = end;
    } else {
      if (!whole.isWellFormed()) return unwritable('\ufffd');
      at += out.write(whole, at, 'utf8');
    }
    if (wrap) out[at++] = QUOTE;
    return null;
  }

  function copy(row: ByteRow, i: number, textOf: (row: ByteRow, i: number) => string): Remark | null {
    if (form.forPeople) return text(textOf(row, i));
    const flags = row.flags[i]!;
    const start = row.start[i]!;
    const end = row.end[i]!;
    if (!atOnce || (flags & notPlain) !== 0) return copyOther(row, i, textOf);
    const length = end - start;
    if (at + length + 4 > out.length) room(length + 4);
    if (cells++ > 0) out[at++] = delimiter;
    put(row.buf, start, end);
    return null;
  }

  /** Copies what is not just bytes to go on as they are. */
  function copyOther(row: ByteRow, i: number, textOf: (row: ByteRow, i: number) => string): Remark | null {
    const flags = row.flags[i]!;
    if ((flags & cellFlag.high) !== 0 && !learnEncoding()) return text(textOf(row, i));
    const start = row.start[i]!;
    const end = row.end[i]!;
    if (!sameCut) {
      if ((flags & unlike) !== 0 || holdsSpecial(row.buf, start, end)) return text(textOf(row, i));
    } else if ((flags & unlike) !== 0 && (wrapNever || (flags & cellFlag.quoteInside) !== 0)) {
      return text(textOf(row, i));
    }
    const wrap = wrapAlways || (flags & unlike) !== 0;
    room(end - start + 4);
    separate();
    if (wrap) out[at++] = QUOTE;
    put(row.buf, start, end);
    if (wrap) out[at++] = QUOTE;
    return null;
  }

  /** Are bytes above ASCII the same in both files? Known for good once such a byte was read. */
  function learnEncoding(): boolean {
    const same = (from?.encoding() === 'cp932') === cp932;
    if (same) notPlain = unlike;
    return same;
  }

  function put(source: Buffer, start: number, end: number) {
    if (end - start < 48) {
      const target = out;
      let to = at;
      for (let k = start; k < end; k++) target[to++] = source[k]!;
    } else {
      source.copy(out, at, start, end);
    }
    at += end - start;
  }

  function join(row: ByteRow, places: readonly number[], between: Uint8Array, limit: number): boolean {
    if (form.forPeople) return false;
    let length = 0;
    for (const i of places) {
      if (i >= row.size) continue;
      const start = row.start[i]!;
      const end = row.end[i]!;
      if (start === end) continue;
      const flags = row.flags[i]!;
      if ((flags & cellFlag.high) !== 0 && !learnEncoding()) return false;
      if ((flags & unlike) !== 0 || mayBeBlank(row.buf[start]!)) return false;
      if (!sameCut && holdsSpecial(row.buf, start, end)) return false;
      length += end - start + (length > 0 ? between.length : 0);
    }
    if (length === 0 || length > limit) return false;
    room(length + 4);
    separate();
    if (wrapAlways) out[at++] = QUOTE;
    const before = at;
    for (const i of places) {
      if (i >= row.size || row.start[i] === row.end[i]) continue;
      if (at > before) for (let k = 0; k < between.length; k++) out[at++] = between[k]!;
      put(row.buf, row.start[i]!, row.end[i]!);
    }
    if (wrapAlways) out[at++] = QUOTE;
    return true;
  }

  function holdsSpecial(buf: Buffer, start: number, end: number): boolean {
    for (let i = start; i < end; i++) {
      const byte = buf[i]!;
      if (special[byte] !== 0) return true;
      // A trail byte of CP932 may look like a delimiter such as `|`.
      if (cp932 && byte >= 0x80 && (byte < 0xa1 || byte > 0xdf)) i++;
    }
    return false;
  }

  function encoded(bytes: Uint8Array) {
    room(bytes.length + 4);
    separate();
    for (let i = 0; i < bytes.length; i++) out[at + i] = bytes[i]!;
    at += bytes.length;
  }

  function encode(text: string): { readonly bytes: Uint8Array } | { readonly problem: Remark } {
    room(text.length * 4 + 4);
    const before = at;
    const problem = append(text);
    const bytes = Uint8Array.from(out.subarray(before, at));
    at = before;
    return problem ? { problem } : { bytes };
  }

  function endRow() {
    room(8);
    // A lone empty cell would be a blank line, which readers skip.
    if (cells === 1 && at === rowStart && !wrapNever) {
      out[at++] = QUOTE;
      out[at++] = QUOTE;
    }
    if (form.eol === 'crlf') out[at++] = CR;
    out[at++] = LF;
    rowStart = at;
    cells = 0;
    if (at >= flushAt) flush();
  }

  function dropRow() {
    at = rowStart;
    cells = 0;
  }

  function flush() {
    if (rowStart === 0) return;
    sink(out.subarray(0, rowStart));
    out.copyWithin(0, rowStart, at);
    at -= rowStart;
    rowStart = 0;
  }
}

const unwritable = (char: string): Remark => ({
  code: 'char-unwritable',
  args: { char: shownCharacter(char), code: `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}` },
});

/**
 * May a cell with this first byte count as blank (white space of any kind, or an Excel guard around nothing)? True for
 * white space, `=`, and the leads of full-width and no-break spaces in CP932 and UTF-8.
 */
export function mayBeBlank(byte: number): boolean {
  if (byte > 0x3d && byte < 0x81) return false;
  return (
    byte <= 0x20 || byte === 0x3d || byte === 0x81 || byte === 0xc2 || (byte >= 0xe1 && byte <= 0xe3) || byte === 0xef
  );
}

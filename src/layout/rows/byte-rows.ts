import { isAscii, isUtf8 } from 'node:buffer';
import { limitWords } from '../../core/size.ts';
import { cp932Pairs, isHalfKana } from './cp932-pairs.ts';
import { badBytes, detectEncoding, findBadCp932, findBadUtf8, isUtf8Row, unreadable } from './encoding.ts';
import { Unreadable } from './row.ts';

/** What a cell's bytes hold; bits of `ByteRow.flags`. */
export const cellFlag = {
  /** Stood in quotes (`start`…`end` is what is between them). */
  quoted: 1,
  /** Holds `""`, which means one `"`. */
  doubled: 2,
  /** Holds the delimiter or a line break. */
  breaks: 4,
  /** Holds bytes above ASCII. */
  high: 8,
  /** Holds a `"` as an ordinary character (cell without quotes). */
  quoteInside: 16,
  /** Holds a user-defined character of CP932 (F040–F9FC). */
  userDefined: 32,
  /** Text after the closing quote, or a quote after leading spaces: where the cell ends is not certain. */
  broken: 64,
} as const;

/** One row as bytes. All of it is overwritten by the next row. */
export interface ByteRow {
  buf: Buffer;
  /** Line on which the row starts, 1-based. */
  no: number;
  /** Number of cells. */
  size: number;
  /** Where cell `i` starts and ends in `buf`, without its quotes. */
  start: Int32Array;
  end: Int32Array;
  flags: Uint8Array;
  /** All flags of all cells. */
  anyFlags: number;
  /** The file ends in this row: no line break, and fewer cells than another row had. Half of a cell may be missing. */
  cutOff: boolean;
  /** A line break of another kind than the file's stands at its beginning or end: whether it ends a row is not certain. */
  loose: boolean;
}

export interface SplitForm {
  /** `ascii` = not known yet: decided at the first byte above ASCII. UTF-16 must be transcoded before. */
  readonly encoding: 'ascii' | 'utf-8' | 'cp932';
  /** One ASCII character. */
  readonly delimiter: string;
  /** false: `"` is an ordinary character. */
  readonly quoted: boolean;
  /** Longest row, bytes. */
  readonly lineBytes: number;
}

export interface Splitter {
  readonly row: ByteRow;
  /** Moves to the next row; false at the end. Throws `Unreadable`. */
  next(): boolean;
  /** Known after the first row. */
  eol(): 'crlf' | 'lf' | 'cr' | 'none';
  encoding(): 'ascii' | 'utf-8' | 'cp932';
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const windowBytes = 1 << 18;
/** Bytes behind the window's end that hold LF, so that no loop needs to look at the end. */
const sentinels = 4;

// Classes of bytes; the loops compare and combine the first two as numbers.
const ORDINARY = 0;
const HIGH = 1;
const LEAD = 2;
const DELIMITER = 3;
const BREAK_LF = 4;
const BREAK_CR = 5;
const QUOTE_MARK = 6;
const NUL = 7;

/**
 * Cuts CSV bytes into rows and cells without decoding them. Exact for UTF-8 and CP932: the bytes that matter are below
 * 0x40 and never part of a longer character; CP932 pairs are stepped over whole, so that even `|` works. Every byte is
 * checked to be of the encoding. Memory is one window (256 KiB, or the longest row).
 *
 * Line ends: the first one tells the file's kind. A break of another kind belongs to the cell, as in exports whose addresses hold bare
 * LFs, unless what follows up to the next line end of the file's own kind is as wide as a row (two files put together); what fits neither
 * is cut and marked (`loose`), because a cell may have been cut in two.
 */
export function splitRows(source: Iterable<Uint8Array>, form: SplitForm): Splitter {
  const chunks = source[Symbol.iterator]();
  const classes = new Uint8Array(256);
  const pairs = cp932Pairs();
  const delimiter = form.delimiter.charCodeAt(0);
  let encoding = form.encoding;
  let buf = Buffer.allocUnsafeSlow(windowBytes + sentinels);
  let pos = 0;
  let end = 0;
  let checked = 0;
  let final = false;
  let chunk: Uint8Array = new Uint8Array(0);
  let chunkAt = 0;
  let line = 1;
  let widest = 0;
  let isDoubtful = false;
  let lookedTo = -1;
  let eol: 'crlf' | 'lf' | 'cr' | 'none' = 'none';
  const row: ByteRow = {
    buf,
    no: 0,
    size: 0,
    start: new Int32Array(256),
    end: new Int32Array(256),
    flags: new Uint8Array(256),
    anyFlags: 0,
    cutOff: false,
    loose: false,
  };
  classify();
  return { row, next, eol: () => eol, encoding: () => encoding };

  function classify() {
    classes.fill(ORDINARY);
    for (let byte = 0x80; byte < 256; byte++) classes[byte] = encoding !== 'cp932' || isHalfKana(byte) ? HIGH : LEAD;
    classes[0] = NUL;
    classes[LF] = BREAK_LF;
    classes[CR] = BREAK_CR;
    if (form.quoted) classes[QUOTE] = QUOTE_MARK;
    classes[delimiter] = DELIMITER;
  }

  function next(): boolean {
    for (;;) {
      if (end > pos || final) {
        if (pos >= end) return false;
        const found = scan();
        if (found) return true;
      }
      fill();
    }
  }

  /** Brings more bytes into the window, in front of them what is left of the row that is not complete yet. */
  function fill() {
    if (pos > 0) {
      buf.copyWithin(0, pos, end);
      end -= pos;
      checked = Math.max(0, checked - pos);
      pos = 0;
    }
    if (end > form.lineBytes) throw tooLong();
    if (end * 2 > buf.length - sentinels) {
      const larger = Buffer.allocUnsafeSlow((buf.length - sentinels) * 2 + sentinels);
      buf.copy(larger, 0, 0, end);
      buf = larger;
      row.buf = larger;
    }
    while (end < buf.length - sentinels) {
      if (chunkAt >= chunk.length) {
        const next = chunks.next();
        if (next.done) {
          final = true;
          // Ctrl-Z, the end mark of DOS.
          while (end > pos && buf[end - 1] === 0x1a) end--;
          break;
        }
        chunk = next.value;
        chunkAt = 0;
      }
      const length = Math.min(chunk.length - chunkAt, buf.length - sentinels - end);
      buf.set(chunk.subarray(chunkAt, chunkAt + length), end);
      chunkAt += length;
      end += length;
    }
    buf.fill(LF, end, end + sentinels);
    check();
  }

  /** Strictness where the scan itself does not look: UTF-8, and ASCII until something else turns up. CP932 is checked by the scan. */
  function check() {
    if (encoding === 'ascii' && !isAscii(buf.subarray(checked, end))) {
      const found = rebased(() => detectEncoding(buf.subarray(pos, end), final));
      encoding = found.encoding === 'cp932' ? 'cp932' : 'utf-8';
      classify();
    }
    if (encoding !== 'utf-8') {
      checked = encoding === 'ascii' ? end : 0;
      return;
    }
    const to = final ? end : wholeCharacters(checked, end);
    if (isUtf8(buf.subarray(checked, to))) {
      checked = to;
      return;
    }
    const at = checked + findBadUtf8(buf.subarray(checked, to));
    let from = at;
    while (from > pos && buf[from - 1] !== LF && buf[from - 1] !== CR) from--;
    let till = at;
    while (till < end && buf[till] !== LF && buf[till] !== CR) till++;
    const no = line + countBreaks(pos, from);
    const there = buf.subarray(from, till);
    if (findBadCp932(there) < 0) throw unreadable('encoding-mixed', { row: no, most: 'UTF-8', here: 'Shift_JIS' });
    throw badBytes(no, there, at - from, 'UTF-8');
  }

  /** Where the last character starts that the window's end may have cut: it is checked next time. */
  function wholeCharacters(from: number, to: number): number {
    let lead = to - 1;
    while (lead > from && to - lead < 4 && (buf[lead]! & 0xc0) === 0x80) lead--;
    return lead >= from && buf[lead]! >= 0xc0 ? lead : to;
  }

  function rebased<T>(detect: () => T): T {
    try {
      return detect();
    } catch (error) {
      const { row, ...rest } = error instanceof Unreadable ? (error.problem.args ?? {}) : {};
      if (!(error instanceof Unreadable) || typeof row !== 'number') throw error;
      throw unreadable(error.problem.code, { ...rest, row: row + line - 1 });
    }
  }

  function countBreaks(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) if (buf[i] === LF || (buf[i] === CR && buf[i + 1] !== LF)) count++;
    return count;
  }

  function tooLong() {
    return unreadable('line-too-long', { row: line, limit: limitWords(form.lineBytes) });
  }

  /** Scans one row from `pos`. false = the window ends before the row does. */
  function scan(): boolean {
    const bytes = buf;
    const stop = end;
    let { start: starts, end: ends, flags: marks } = row;
    let i = pos;
    let n = 0;
    let inner = 0;
    let any = 0;
    let doubt = false;
    let cellUntil = -1;
    if (bytes[i] === 0xef && encoding === 'utf-8' && bytes[i + 1] === 0xbb && bytes[i + 2] === 0xbf) i += 3;
    const first = i;
    for (;;) {
      let flags = 0;
      // Becomes HIGH with the first byte above ASCII.
      let seen = ORDINARY;
      let from = i;
      let to = -1;
      if (classes[bytes[i]!] === QUOTE_MARK) {
        flags = cellFlag.quoted;
        from = ++i;
        for (;;) {
          let kind = classes[bytes[i]!]!;
          while (kind <= HIGH) {
            seen |= kind;
            kind = classes[bytes[++i]!]!;
          }
          if (kind === LEAD) {
            seen = HIGH;
            while (kind === LEAD && pairs[(bytes[i]! << 8) | bytes[i + 1]!] === 1) {
              i += 2;
              kind = classes[bytes[i]!]!;
            }
          }
          if (kind <= HIGH) continue;
          if (kind === LEAD) {
            if (i + 1 >= stop && !final) return false;
            if (pairs[(bytes[i]! << 8) | bytes[i + 1]!] === 0) throw noCharacter(i);
            flags |= cellFlag.userDefined;
            i += 2;
          } else if (kind === QUOTE_MARK) {
            if (i + 1 >= stop && !final) return false;
            if (bytes[i + 1] !== QUOTE || i + 1 >= stop) break;
            flags |= cellFlag.doubled;
            i += 2;
          } else if (kind === DELIMITER) {
            flags |= cellFlag.breaks;
            i++;
          } else if (kind === NUL) {
            throw unreadable('nul-byte', { row: line + inner });
          } else {
            if (i >= stop) {
              if (!final) return false;
              throw unreadable('quote-not-closed', { row: line, cell: n + 1 });
            }
            if (i + 1 >= stop && !final) return false;
            flags |= cellFlag.breaks;
            inner++;
            i += kind === BREAK_CR && bytes[i + 1] === LF && i + 1 < stop ? 2 : 1;
          }
        }
        to = i;
        i++;
        const kind = classes[bytes[i]!]!;
        if (kind !== DELIMITER && kind !== BREAK_LF && kind !== BREAK_CR) {
          if (i >= stop && !final) return false;
          flags |= cellFlag.broken;
          from--;
          to = -1;
        }
      }
      // Outside quotes, up to the delimiter or the row's end.
      let ended = false;
      for (;;) {
        let kind = classes[bytes[i]!]!;
        // The two tight loops take most of the time: keep them free of everything else.
        while (kind <= HIGH) {
          seen |= kind;
          kind = classes[bytes[++i]!]!;
        }
        if (kind === LEAD) {
          seen = HIGH;
          while (kind === LEAD && pairs[(bytes[i]! << 8) | bytes[i + 1]!] === 1) {
            i += 2;
            kind = classes[bytes[i]!]!;
          }
        }
        if (kind === DELIMITER) break;
        if (kind <= HIGH) continue;
        if (kind === LEAD) {
          if (i + 1 >= stop && !final) return false;
          if (pairs[(bytes[i]! << 8) | bytes[i + 1]!] === 0) throw noCharacter(i);
          flags |= cellFlag.userDefined;
          i += 2;
        } else if (kind === QUOTE_MARK) {
          flags |= onlySpaces(bytes, from, i) ? cellFlag.broken : cellFlag.quoteInside;
          i++;
        } else if (kind === NUL) {
          throw unreadable('nul-byte', { row: line + inner });
        } else {
          // A line break: two bytes of look-ahead tell which kind (CR CR LF is what text mode makes of CR LF).
          if (i >= stop) {
            if (!final) return false;
            ended = true;
            break;
          }
          if (i + 2 >= stop && !final) return false;
          const found = kind === BREAK_LF ? 'lf' : bytes[i + 1] === LF && i + 1 < stop ? 'crlf' : 'cr';
          const certain = eol === 'none' || found === eol || (found === 'cr' && isCrCrLf(bytes, i, stop));
          const length = found === 'crlf' ? 2 : 1;
          // What a look ahead found holds for every break up to there: a cell full of breaks is looked at once.
          const means =
            certain || to >= 0 ? 'row' : i < cellUntil ? 'cell' : meaningOf(i + length, n, found !== 'crlf');
          if (means === 'cell' && n + 1 >= widest) cellUntil = Math.max(cellUntil, lookedTo);
          if (means === 'unknown') return false;
          if (means !== 'cell') {
            if (eol === 'none') eol = found;
            doubt = means === 'doubt';
            ended = true;
            break;
          }
          flags |= cellFlag.breaks;
          inner++;
          i += length;
        }
      }
      if (n === starts.length) {
        growCells();
        ({ start: starts, end: ends, flags: marks } = row);
      }
      if (seen === HIGH) flags |= cellFlag.high;
      starts[n] = from;
      ends[n] = to < 0 ? i : to;
      marks[n] = flags;
      any |= flags;
      n++;
      if (ended) break;
      i++;
    }
    if (i - first > form.lineBytes) throw tooLong();
    if ((any & cellFlag.high) !== 0 && encoding === 'cp932') {
      let high = first;
      while (bytes[high]! < 0x80) high++;
      // UTF-8 may pass for CP932 (縺…). Its three-byte leads start at E2, above the common kanji: most rows end here.
      if (bytes[high]! >= 0xe2 && isUtf8Row(bytes.subarray(high, i))) {
        throw unreadable('encoding-mixed', { row: line, most: 'Shift_JIS', here: 'UTF-8' });
      }
    }
    row.no = line;
    row.size = n;
    row.anyFlags = any;
    row.cutOff = i >= stop && n < widest;
    row.loose = doubt || isDoubtful;
    isDoubtful = doubt;
    if (n > widest) widest = n;
    line += inner + 1;
    pos = i >= stop ? stop : bytes[i] === CR && bytes[i + 1] === LF && i + 1 < stop ? i + 2 : i + 1;
    return true;
  }

  /**
   * What a line break of another kind means in cell `n` of a row, by what follows it up to the next line end of the file's own kind.
   * `bare` = a lone LF or CR. `unknown` = the window ends before it can be told.
   */
  function meaningOf(from: number, n: number, bare: boolean): 'row' | 'cell' | 'doubt' | 'unknown' {
    if (bare && n + 1 < widest) return 'cell';
    let delimiters = 0;
    let blank = true;
    let open = false;
    let fresh = true;
    let i = from;
    while (delimiters < widest - 1) {
      if (i + 1 >= end && !final) return 'unknown';
      if (i >= end) break;
      const kind = classes[buf[i]!]!;
      if (open) open = kind !== QUOTE_MARK;
      else if (kind === QUOTE_MARK && fresh) open = true;
      else if (kind === DELIMITER) delimiters++;
      else if (isOwnBreak(i)) break;
      blank &&= buf[i]! <= 0x20;
      fresh = kind === DELIMITER;
      i += kind === LEAD ? 2 : 1;
    }
    lookedTo = i;
    if (delimiters >= widest - 1 || (blank && i >= end)) return 'row';
    if (n + 1 >= widest) return delimiters === 0 ? 'cell' : 'doubt';
    return blank || n + delimiters + 1 > widest ? 'row' : 'doubt';
  }

  function isOwnBreak(i: number): boolean {
    if (eol === 'lf') return buf[i] === LF;
    return buf[i] === CR && (eol === 'cr' || (buf[i + 1] === LF && i + 1 < end));
  }

  function noCharacter(at: number) {
    const from = lineStart(at);
    return badBytes(line + countBreaks(pos, from), buf.subarray(from, at + 2), at - from, 'Shift_JIS');
  }

  function lineStart(at: number): number {
    let from = at;
    while (from > pos && buf[from - 1] !== LF && buf[from - 1] !== CR) from--;
    return from;
  }

  function growCells() {
    const copy = <T extends Int32Array | Uint8Array>(old: T, larger: T): T => {
      larger.set(old);
      return larger;
    };
    row.start = copy(row.start, new Int32Array(row.start.length * 4));
    row.end = copy(row.end, new Int32Array(row.end.length * 4));
    row.flags = copy(row.flags, new Uint8Array(row.flags.length * 4));
  }
}

function onlySpaces(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0x20) return false;
  return true;
}

const isCrCrLf = (bytes: Buffer, i: number, stop: number) => bytes[i + 1] === CR && bytes[i + 2] === LF && i + 2 < stop;

import type { Problem } from '../../core/problem.ts';
import { decodeCp932 } from '../../text/cp932.ts';
import { mojibake } from '../../text/guard.ts';
import { type Splitter, splitRows } from './byte-rows.ts';
import { type Detected, detectEncoding, unreadable } from './encoding.ts';
import type { ReadForm, TableFacts } from './row.ts';
import { sniff } from './sniff.ts';
import { transcodeUtf16 } from './utf16.ts';

export interface CsvLimits {
  /** Longest row, bytes. */
  readonly lineBytes: number;
}

export interface OpenCsv {
  readonly splitter: Splitter;
  /** `encoding` turns from `none` to what it is when the first character above ASCII comes late. */
  readonly facts: TableFacts;
  /** What is worth saying about the file as a whole. */
  readonly notes: readonly Problem[];
}

/** Encoding, delimiter and kind are found out from this much of the file; every later byte is held against them. */
const headBytes = 1 << 20;

/**
 * Opens CSV or TSV bytes: finds out encoding, delimiter and line ends, and hands out the splitter before its first row.
 * Throws `Unreadable` for what is no text, empty, of no known encoding, or double-decoded.
 */
export function openSplitter(source: Iterable<Uint8Array>, form: ReadForm, limits: CsvLimits): OpenCsv {
  const chunks = source[Symbol.iterator]();
  const raw = takeHead(chunks);
  const kind = sniff(raw.head);
  if (kind === 'empty') throw unreadable('file-empty', {});
  if (kind !== 'text' && !(kind === 'binary' && form.encoding === 'utf-16'))
    throw unreadable('file-not-text', { kind: kindTitles[kind] });
  const detected = chooseEncoding(raw.head, raw.complete, form.encoding ?? 'auto');
  let { head } = raw;
  let rest: Iterator<Uint8Array> = chunks;
  let { complete } = raw;
  let { encoding } = detected;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const transcoded = transcodeUtf16(prefixed(head.subarray(detected.bom), chunks), encoding);
    ({ head, complete } = takeHead(transcoded));
    rest = transcoded;
    encoding = 'utf-8';
  } else {
    head = head.subarray(detected.bom);
  }
  if (complete && isBlank(head)) throw unreadable('file-empty', {});
  if (encoding !== 'ascii') refuseMojibake(head, encoding);
  const delimiter = form.delimiter || (form.format === 'tsv' ? '\t' : findDelimiter(head, form.quoted ?? true));
  const splitter = splitRows(prefixed(head, rest), {
    encoding,
    delimiter,
    quoted: form.quoted ?? true,
    lineBytes: limits.lineBytes,
  });
  const facts: TableFacts = {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    get encoding() {
      if (detected.encoding.startsWith('utf-16')) return detected.encoding as 'utf-16le' | 'utf-16be';
      const now = splitter.encoding();
      return now === 'ascii' ? 'none' : now === 'utf-8' && detected.bom ? 'utf-8-bom' : now;
    },
    get eol() {
      return splitter.eol();
    },
    delimiter,
  };
  const notes: Problem[] = detected.note ? [{ code: detected.note, kind: 'done', place: {} }] : [];
  return { splitter, facts, notes };
}

const kindTitles: Readonly<Record<Exclude<ReturnType<typeof sniff>, 'text' | 'empty'>, string>> = {
  zip: 'ZIPまたはExcelブック（.xlsx）',
  ole: '古い形式のExcelブック（.xls）またはパスワード付きのブック',
  html: 'Webページ（HTML）',
  xml: 'XML',
  pdf: 'PDF',
  gzip: 'gzipの圧縮ファイル',
  image: '画像',
  binary: '文字ではないデータ',
};

function takeHead(chunks: Iterator<Uint8Array>): { head: Uint8Array; complete: boolean } {
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (size < headBytes) {
    const next = chunks.next();
    if (next.done) return { head: together(pieces), complete: true };
    // Sources may use their buffer again for the next chunk.
    pieces.push(size + next.value.length < headBytes ? Buffer.from(next.value) : next.value);
    size += next.value.length;
  }
  return { head: together(pieces), complete: false };
}

const together = (pieces: Uint8Array[]) => (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces));

function* prefixed(head: Uint8Array, rest: Iterator<Uint8Array>): Generator<Uint8Array> {
  yield head;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

function chooseEncoding(head: Uint8Array, complete: boolean, wanted: NonNullable<ReadForm['encoding']>): Detected {
  if (wanted === 'cp932') return { encoding: 'cp932', bom: 0 };
  if (wanted === 'utf-8')
    return { encoding: 'utf-8', bom: head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0 };
  const looked = head.subarray(0, headBytes);
  if (wanted === 'auto') return detectEncoding(looked, complete && looked.length === head.length);
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  return { encoding: 'utf-16le', bom: 0 };
}

/** Nothing but white space, Ctrl-Z, and quotes around nothing. */
function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte <= 0x20 && byte !== 0);
}

/**
 * Refuses a file whose first Japanese row, or most of whose Japanese rows, went through a wrong decoding. A single
 * damaged cell is left to the converters: a customer may have typed it.
 */
function refuseMojibake(head: Uint8Array, encoding: 'utf-8' | 'cp932'): void {
  let line = 0;
  let japanese = 0;
  let damaged = 0;
  let first = 0;
  const looked = head.subarray(0, headBytes >> 2);
  for (let start = 0; start < looked.length; ) {
    let end = looked.indexOf(0x0a, start);
    if (end < 0) end = looked.length;
    line++;
    const bytes = looked.subarray(start, end);
    start = end + 1;
    if (!bytes.some((byte) => byte >= 0x80)) continue;
    japanese++;
    if (!mojibake(decodeLine(bytes, encoding))) continue;
    damaged++;
    if (damaged === 1) first = line;
    if (japanese === 1) break;
  }
  if (damaged > 0 && damaged * 2 > japanese) throw unreadable('mojibake', { row: first });
}

function decodeLine(bytes: Uint8Array, encoding: 'utf-8' | 'cp932'): string {
  if (encoding === 'utf-8') return new TextDecoder().decode(bytes);
  try {
    return decodeCp932(bytes);
  } catch {
    return ''; // user-defined characters: reported with their row
  }
}

/** The delimiter that stands most often outside quotes in the first rows; a comma when there is none. */
function findDelimiter(head: Uint8Array, quoted: boolean): string {
  const counts = new Map<number, number>([
    [0x2c, 0],
    [0x09, 0],
    [0x3b, 0],
  ]);
  let inside = false;
  let rows = 0;
  for (let i = 0; i < head.length && rows < 10; i++) {
    const byte = head[i]!;
    if (byte === 0x22 && quoted) inside = !inside;
    else if (inside) continue;
    else if (byte === 0x0a) rows++;
    else if (counts.has(byte)) counts.set(byte, counts.get(byte)! + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
  return String.fromCharCode(best);
}

import { createRequire } from 'node:module';
import { BadCp932, decodeCp932 } from '../../text/cp932.ts';
import { badBytes, detectEncoding, unreadable } from './encoding.ts';
import type { ReadForm, Row, Table } from './row.ts';

/** Can the byte splitter cut at this delimiter? It takes one ASCII character. */
export const isPlainDelimiter = (delimiter: string) =>
  delimiter.length === 1 && delimiter < '\x7f' && !/["\r\n\0]/.test(delimiter);

/**
 * Tables with a delimiter of several characters, or one above ASCII (`||`, `，`): decoded as a whole and cut by csv-parse.
 * A broken quote refuses the file, because csv-parse stops there. `form.delimiter` must be given.
 */
export function openOddCsv(source: Iterable<Uint8Array>, form: ReadForm): Table {
  const bytes = Buffer.concat([...source].map((chunk) => Uint8Array.from(chunk)));
  const { encoding, bom } = detectEncoding(bytes, true);
  const text = decode(bytes.subarray(bom), encoding);
  if (text.trim() === '') throw unreadable('file-empty', {});
  const delimiter = form.delimiter!;
  const eol = /\r\n|\r|\n/.exec(text)?.[0] ?? '';
  return {
    facts: {
      format: 'csv',
      encoding: encoding === 'ascii' ? 'none' : encoding === 'utf-8' && bom ? 'utf-8-bom' : encoding,
      eol: eol === '' ? 'none' : eol === '\n' ? 'lf' : eol === '\r' ? 'cr' : 'crlf',
      delimiter,
    },
    *rows() {
      let no = 1;
      for (const { record, raw } of cut(text, delimiter, form.quoted ?? true)) {
        const row: Row = { no, size: record.length, text: (i) => record[i] ?? '' };
        no += raw.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/).length;
        if (record.some((cell) => cell.trim() !== '')) yield row;
      }
    },
  };
}

interface Cut {
  readonly record: readonly string[];
  readonly raw: string;
}

function cut(text: string, delimiter: string, quoted: boolean): readonly Cut[] {
  // Loaded only here: the command line starts faster without it.
  const { parse } = createRequire(import.meta.url)('csv-parse/sync') as typeof import('csv-parse/sync');
  const how = { delimiter, relax_column_count: true, raw: true, quote: quoted ? '"' : null };
  try {
    return parse(text, how) as unknown as readonly Cut[];
  } catch (error) {
    const { lines, column } = error as { lines?: number; column?: number };
    throw unreadable('quote-broken', { row: lines ?? 1, cell: typeof column === 'number' ? column + 1 : 1 });
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  if (encoding !== 'cp932') return new TextDecoder(encoding === 'ascii' ? 'utf-8' : encoding).decode(bytes);
  try {
    return decodeCp932(bytes);
  } catch (error) {
    if (!(error instanceof BadCp932)) throw error;
    throw badBytes(
      bytes.subarray(0, error.at).filter((byte) => byte === 0x0a).length + 1,
      bytes,
      error.at,
      'Shift_JIS',
    );
  }
}

import { describe, expect, it } from 'vitest';
import { createCsvWriter } from '../../src/layout/rows/csv-write.ts';
import type { WriteLayout } from '../../src/layout/types.ts';

type Form = WriteLayout['form'];
const plain: Form = {
  format: 'csv',
  delimiter: ',',
  encoding: 'cp932',
  eol: 'crlf',
  quote: 'minimal',
  header: true,
  preamble: [],
  rowsPerFile: 0,
  forPeople: false,
};

function write(form: Partial<Form>, names: readonly string[], rows: readonly (readonly string[])[]) {
  const pieces: Buffer[] = [];
  const writer = createCsvWriter({ ...plain, ...form }, (bytes) => pieces.push(Buffer.from(bytes)), names);
  const problems = rows.flatMap((row, i) => writer.row(row, i + 2));
  writer.end();
  return { bytes: Buffer.concat(pieces), problems };
}

describe('writing CSV', () => {
  it('writes CP932 as Windows does: NEC row 13 and IBM extensions, not the NEC-selected codes', () => {
    const { bytes } = write({ header: false }, [], [['①髙﨑', '表']]);
    expect(bytes.toString('hex')).toBe('8740' + 'fbfc' + 'fab1' + '2c' + '955c' + '0d0a');
  });

  it('never writes ? for a character that CP932 lacks: the row stays out and each character is named', () => {
    const { bytes, problems } = write(
      {},
      ['名前', '住所'],
      [
        ['𠮷田', '1〜2'],
        ['山田', '3'],
      ],
    );
    expect(new TextDecoder('shift_jis').decode(bytes)).toBe('名前,住所\r\n山田,3\r\n');
    expect(problems).toEqual([
      {
        code: 'char-unwritable',
        kind: 'fix',
        place: { row: 2, column: '名前', value: '𠮷田' },
        args: { char: '𠮷', code: 'U+20BB7', column: '名前' },
      },
      {
        code: 'char-unwritable',
        kind: 'fix',
        place: { row: 2, column: '住所', value: '1〜2' },
        args: { char: '〜', code: 'U+301C', column: '住所' },
      },
    ]);
  });

  it('does not write ¥ as a backslash', () => {
    expect(write({}, ['a'], [['¥100']]).problems).toMatchObject([{ args: { char: '¥', code: 'U+00A5' } }]);
  });

  it('puts preamble rows first, then the header, behind a BOM where one is wanted', () => {
    const { bytes } = write(
      { encoding: 'utf-8-bom', preamble: [['TemplateType=x', 'Version=1']], eol: 'lf' },
      ['a', 'b'],
      [['1', '2']],
    );
    expect(bytes.toString('utf8')).toBe('\ufeffTemplateType=x,Version=1\na,b\n1,2\n');
  });

  it('refuses a delimiter or line break where there are no quotes, and lets quotes be', () => {
    const { bytes, problems } = write(
      { quote: 'never', delimiter: '\t' },
      ['a', 'b'],
      [
        ['1\t2', 'x'],
        ['1\n2', 'x'],
        ['5" disk', ','],
      ],
    );
    expect(bytes.toString('latin1')).toBe('a\tb\r\n5" disk\t,\r\n');
    expect(problems.map(({ code, place }) => [code, place.row, place.column])).toEqual([
      ['cell-breaks-row', 2, 'a'],
      ['cell-breaks-row', 3, 'a'],
    ]);
  });

  it('quotes a lone empty cell, which would be a blank line', () => {
    expect(write({ header: false }, [], [[''], ['1']]).bytes.toString()).toBe('""\r\n1\r\n');
  });

  it('refuses NUL and half surrogate pairs in every encoding', () => {
    expect(write({ encoding: 'utf-8' }, ['a'], [['x\0'], ['\ud842']]).problems.map((problem) => problem.code)).toEqual([
      'char-unwritable',
      'char-unwritable',
    ]);
  });

  it('hands over large output in pieces that add up', () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => [`${i}`, '表ソ能,予'.repeat(3)]);
    const { bytes } = write({ header: false }, [], rows);
    const text = new TextDecoder('shift_jis').decode(bytes);
    expect(text.split('\r\n')).toHaveLength(30_001);
    expect(text.endsWith('29999,"表ソ能,予表ソ能,予表ソ能,予"\r\n')).toBe(true);
  });

  it('throws when the layout itself cannot be written', () => {
    expect(() => write({}, ['𠮷'], [])).toThrow(/layout's own row/);
  });
});

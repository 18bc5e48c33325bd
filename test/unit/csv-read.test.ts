import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { openCsv } from '../../src/layout/rows/csv-read.ts';
import { type ReadForm, Unreadable } from '../../src/layout/rows/row.ts';

const limits = { lineBytes: 1 << 20 };
const cp932 = (text: string) => iconv.encode(text, 'cp932');

function read(bytes: Uint8Array | string, form: ReadForm = {}, chunk = 0) {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const chunks = [];
  for (let at = 0; chunk > 0 && at < all.length; at += chunk) chunks.push(all.subarray(at, at + chunk));
  const problems: Problem[] = [];
  const shown: string[][] = [];
  const table = openCsv(chunk > 0 ? chunks : [all], form, limits);
  const rows: string[][] = [];
  const numbers: number[] = [];
  const cells = (row: { size: number; text(i: number): string }) =>
    Array.from({ length: row.size }, (_, i) => row.text(i));
  for (const row of table.rows((problem, row) => {
    problems.push(problem);
    if (row) shown.push(cells(row));
  })) {
    rows.push(cells(row));
    numbers.push(row.no);
  }
  return { facts: table.facts, rows, numbers, problems, shown };
}

function refusal(bytes: Uint8Array | string, form: ReadForm = {}): Problem {
  try {
    read(bytes, form);
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
  throw new Error('the file was read');
}

describe('reading CSV by bytes', () => {
  it('reads CP932 with 0x5C trail bytes, NEC and IBM characters as they are', () => {
    const { rows, facts } = read(cp932('表示,ソース\r\n能①,"髙﨑, 予\r\n十"\r\n'));
    expect(rows).toEqual([
      ['表示', 'ソース'],
      ['能①', '髙﨑, 予\r\n十'],
    ]);
    expect(facts).toMatchObject({ format: 'csv', encoding: 'cp932', eol: 'crlf', delimiter: ',' });
  });

  it('counts a row by the line on which it starts, as an editor does', () => {
    expect(read('a,b\n"1\n2",x\n3,y\n').numbers).toEqual([1, 2, 4]);
    expect(read('a,b\r\n"1\r\n2",x\r\n3,y').numbers).toEqual([1, 2, 4]);
  });

  it('gives the same whatever the chunks are', () => {
    const bytes = cp932('品名,数\r\n"表""ソ\n予",1\r\nﾃｽﾄ,\r\n,"2"\r\n');
    const whole = read(bytes);
    for (let chunk = 1; chunk < 9; chunk++) expect(read(bytes, {}, chunk).rows).toEqual(whole.rows);
    expect(whole.rows[1]).toEqual(['表"ソ\n予', '1']);
  });

  it.each([
    ['lf', 'a,b\n1,2\n'],
    ['crlf', 'a,b\r\n1,2\r\n'],
    ['cr', 'a,b\r1,2\r'],
    ['crlf', 'a,b\r\n1,2\n'],
    ['lf', 'a,b\n1,2\r\n'],
    ['lf', 'a,b\n1,2'],
    ['lf', 'a,b\n1,2\x1a'],
    ['crlf', 'a,b\r\n1,2\r\n\x1a'],
    ['crlf', 'a,b\r\n1,2\r\r\n'],
  ])('takes %s line ends: %j', (eol, text) => {
    const found = read(text);
    expect(found.rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(found.facts.eol).toBe(eol);
  });

  it('does not trust a last row that ends in the middle, and takes a short row that ends with a line break', () => {
    const { rows, problems } = read('no,name,cod\n1,山田,500\n2,佐');
    expect(rows).toEqual([
      ['no', 'name', 'cod'],
      ['1', '山田', '500'],
    ]);
    expect(problems).toMatchObject([{ code: 'row-cut-off', kind: 'fix', place: { row: 3 }, args: { cells: 2 } }]);
    expect(read('no,name,cod\n1,山田,500\n2,佐藤\n').problems).toEqual([]);
    expect(read('no,name,cod\n1,山田,500\n2,佐藤,').problems).toEqual([]);
  });

  it('keeps a bare line break in a cell that is followed by the rest of its row', () => {
    const { rows, numbers } = read('no,address,phone\r\n1,1-2-3\n101,03\r\n2,4-5\r6,04\r\n');
    expect(rows.slice(1)).toEqual([
      ['1', '1-2-3\n101', '03'],
      ['2', '4-5\r6', '04'],
    ]);
    expect(numbers).toEqual([1, 2, 4]);
  });

  it.each([
    ['a lone LF', 'no,address\r\n1,大阪市1-1\n305号\r\n2,神戸市2\r\n', '大阪市1-1\n305号'],
    ['a lone CR', 'no,address\r\n1,大阪市1-1\r305号\r\n2,神戸市2\r\n', '大阪市1-1\r305号'],
    ['two of them', 'no,address\r\n1,大阪市\n1-1\n305号\r\n2,神戸市2\r\n', '大阪市\n1-1\n305号'],
    ['a CR in a file of LFs', 'no,address\n1,大阪市1-1\r305号\n2,神戸市2\n', '大阪市1-1\r305号'],
    ['a CRLF in a file of LFs', 'no,address\n1,大阪市1-1\r\n305号\n2,神戸市2\n', '大阪市1-1\r\n305号'],
    ['an LF in a file of CRs', 'no,address\r1,大阪市1-1\n305号\r2,神戸市2\r', '大阪市1-1\n305号'],
  ])('keeps a line break of another kind in the last column: %s', (_, text, address) => {
    const { rows, problems } = read(text);
    expect(rows).toEqual([
      ['no', 'address'],
      ['1', address],
      ['2', '神戸市2'],
    ]);
    expect(problems).toEqual([]);
  });

  it('reads a cell full of line breaks in no time', () => {
    const full = `${'x\n'.repeat(400_000)}y`;
    const begun = performance.now();
    const { rows } = read(`no,name,note\r\n1,a,${full}\r\n2,b,c\r\n`);
    expect(rows.map((row) => row.length)).toEqual([3, 3, 3]);
    expect(rows[1]![2]).toBe(full);
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it('ends a row at a line break of another kind when whole rows follow (two files put together)', () => {
    const { rows, problems } = read('no,name,x\r\n1,a,\r\n2,b,\n3,"c\nc",\n4,d,\n');
    expect(rows.slice(1).map((row) => row.slice(0, 2))).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'c\nc'],
      ['4', 'd'],
    ]);
    expect(problems).toEqual([]);
  });

  it('does not trust either side of a break that may be one of a cell or of a row', () => {
    const { rows, problems } = read('no,name,note,x\r\n1,a,b,不在時は\n隣へ,お願い\r\n2,b,c,d\r\n');
    expect(rows.slice(1)).toEqual([['2', 'b', 'c', 'd']]);
    expect(problems.map(({ code, place }) => [code, place.row])).toEqual([
      ['row-break-uncertain', 2],
      ['row-break-uncertain', 3],
    ]);
  });

  it('reads the same whatever the pieces in which the bytes come', () => {
    const text = 'no,name,note\r\n1,a,b\nc\r\n2,d,e\r\n3,f,g\nh\r\n';
    const { rows } = read(text, {}, 1);
    expect(rows.slice(1)).toEqual([
      ['1', 'a', 'b\nc'],
      ['2', 'd', 'e'],
      ['3', 'f', 'g\nh'],
    ]);
  });

  it('strips a BOM in front of a quoted header, and where files were joined', () => {
    const { rows, facts } = read('\ufeff"注文番号",b\r\n1,2\r\n\ufeff"注文番号",b\r\n3,4\r\n');
    expect(rows[0]).toEqual(['注文番号', 'b']);
    expect(rows[2]).toEqual(['注文番号', 'b']);
    expect(facts.encoding).toBe('utf-8-bom');
  });

  it('reads UTF-16 of both byte orders, also without the BOM', () => {
    const text = '\ufeff注文番号\t名前\r\n1\t𠮷田\r\n';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    const want = [
      ['注文番号', '名前'],
      ['1', '𠮷田'],
    ];
    expect(read(little)).toMatchObject({ rows: want, facts: { encoding: 'utf-16le', format: 'tsv', delimiter: '\t' } });
    expect(read(big)).toMatchObject({ rows: want, facts: { encoding: 'utf-16be' } });
    const bare = Buffer.from('no,name,x\r\n1,a,b\r\n', 'utf16le');
    expect(read(bare).rows[1]).toEqual(['1', 'a', 'b']);
    expect(refusal(little.subarray(0, little.length - 1)).code).toBe('encoding-utf16-broken');
  });

  const sheet =
    '注文番号,お届け先名,お届け先住所,商品名,数量\r\nA1,一條 一郎,東京都千代田区一番町一丁目見本第一ビル一階,湯呑み（一客）,1\r\n'.repeat(
      3,
    );
  it.each([
    ['little', 'utf-16le', Buffer.from(sheet, 'utf16le')],
    ['big', 'utf-16be', Buffer.from(sheet, 'utf16le').swap16()],
  ])(
    'knows UTF-16 without its mark by what stands in it, also where Japanese is dense: %s endian',
    (_, encoding, bytes) => {
      const { rows, facts } = read(bytes);
      expect(facts.encoding).toBe(encoding);
      expect(rows[1]).toEqual(['A1', '一條 一郎', '東京都千代田区一番町一丁目見本第一ビル一階', '湯呑み（一客）', '1']);
    },
  );

  it('names ISO-2022-JP, also where every cell switches', () => {
    const cell = (hex: string) => `\x1b$B${hex}\x1b(B`;
    const row = [cell('EDCf'), cell('ElEr'), cell('9bLZ')].join(',');
    expect(refusal(Buffer.from(`${row}\r\n${row}\r\n`.repeat(20), 'latin1'))).toMatchObject({
      code: 'encoding-iso-2022-jp',
      args: { row: 1 },
    });
  });

  it('finds the delimiter: tab, comma or semicolon', () => {
    expect(read('a\tb, c\td\n1\t2\t3\n').facts.delimiter).toBe('\t');
    expect(read('a;b;c\n1,5;2;3\n').facts.delimiter).toBe(';');
    expect(read('"a;b;c",d\n').facts.delimiter).toBe(',');
    expect(read('only\n1\n').facts.delimiter).toBe(',');
  });

  it('takes quotes as ordinary characters when the layout says so', () => {
    const { rows } = read('sku\tname\n1\t"5" disk\n2\t"open\n', { delimiter: '\t', quoted: false });
    expect(rows.slice(1)).toEqual([
      ['1', '"5" disk'],
      ['2', '"open'],
    ]);
  });

  it.each(['||', '，', 'あ'])('cuts at %j, too', (delimiter) => {
    const text =
      ['番号', '名前', '備考'].join(delimiter) +
      `\r\n1${delimiter}"a${delimiter}\r\nb"${delimiter}\r\n2${delimiter}髙${delimiter}x\r\n`;
    for (const bytes of [cp932(text), Buffer.from(`\ufeff${text}`), iconv.encode(text, 'utf-16le', { addBOM: true })]) {
      const { rows, numbers } = read(bytes, { delimiter });
      expect(rows).toEqual([
        ['番号', '名前', '備考'],
        ['1', `a${delimiter}\r\nb`, ''],
        ['2', '髙', 'x'],
      ]);
      expect(numbers).toEqual([1, 2, 4]);
    }
    expect(refusal(`a${delimiter}b\n1${delimiter}"x"y\n`, { delimiter })).toMatchObject({
      code: 'quote-broken',
      place: { row: 2 },
    });
  });

  it('keeps an inch mark in the middle of an unquoted cell', () => {
    expect(read('a,b\n5" disk,2\n').rows[1]).toEqual(['5" disk', '2']);
  });

  it('skips blank rows and rows of commas, and says so once', () => {
    const { rows, problems } = read('a,b\n,\n\n1,2\n,,\n\n\n');
    expect(rows).toHaveLength(2);
    expect(problems).toEqual([{ code: 'rows-blank', kind: 'done', place: { row: 2 }, args: { count: 3, row: 2 } }]);
  });

  it('says nothing of blank lines at the end', () => {
    expect(read('a,b\n1,2\n\n \n').problems).toEqual([]);
  });

  it('shows the real size of short and long rows and reads missing cells as empty', () => {
    const { rows } = read('a,b,c\n1\n1,2,3,\n1,2,3,4\n');
    expect(rows.map((row) => row.length)).toEqual([3, 1, 4, 4]);
    const table = openCsv([Buffer.from('a,b\n1\n')], {}, limits);
    const short = [...table.rows(() => {})].length;
    expect(short).toBe(2);
    for (const row of openCsv([Buffer.from('1\n')], {}, limits).rows(() => {})) expect(row.text(9)).toBe('');
  });

  it('leaves out a row with text behind the closing quote, and goes on with the next', () => {
    const { rows, problems, shown } = read('no,b,c\n1,"x"y,z\n2,"x",z\n3, "p,q",r\n');
    expect(rows.map((row) => row[0])).toEqual(['no', '2']);
    expect(problems).toMatchObject([
      { code: 'quote-broken', kind: 'fix', place: { row: 2, value: '"x"y' }, args: { cell: 2 } },
      { code: 'quote-broken', place: { row: 4 }, args: { cell: 2 } },
    ]);
    expect(shown.map((row) => row[0])).toEqual(['1', '3']);
  });

  it('leaves out a row with a user-defined character, and names it', () => {
    const bytes = Buffer.concat([cp932('番号,名前\r\n1,山'), Buffer.from([0xf0, 0x40]), cp932('田\r\n2,本田\r\n')]);
    const { rows, problems } = read(bytes);
    expect(rows.map((row) => row[0])).toEqual(['番号', '2']);
    expect(problems).toMatchObject([
      { code: 'character-user-defined', place: { row: 2 }, args: { cell: 2, hex: 'F040' } },
    ]);
  });

  it('refuses a quote that is never closed, naming the row in which it starts', () => {
    expect(refusal('a,b\n1,2\n3,"open\n4,5\n6,7\n')).toMatchObject({
      code: 'quote-not-closed',
      place: { row: 3 },
      args: { cell: 2 },
    });
  });

  it('refuses empty files', () => {
    expect(refusal('').code).toBe('file-empty');
    expect(refusal(' \r\n\t\r\n\x1a').code).toBe('file-empty');
    expect(refusal('\ufeff').code).toBe('file-empty');
    expect(refusal(Buffer.from([0xff, 0xfe])).code).toBe('file-empty');
  });

  it('refuses a NUL byte with its row', () => {
    expect(refusal('a,b\n1,2\n3\0,4\n')).toMatchObject({ code: 'nul-byte', place: { row: 3 } });
  });

  it('refuses a line that is too long without holding it all', () => {
    let made = 0;
    function* endless() {
      yield Buffer.from('a,b\n1,"');
      for (; made < 4000; made++) yield Buffer.alloc(1 << 18, 0x78);
    }
    const table = openCsv(endless(), { delimiter: ',' }, limits);
    expect(() => [...table.rows(() => {})]).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'line-too-long' }) }),
    );
    expect(made).toBeLessThan(20);
  });

  it('refuses what is no text at all', () => {
    expect(refusal(Buffer.from('PK\x03\x04abc', 'latin1'))).toMatchObject({ code: 'file-not-text' });
    expect(refusal('<html><table><tr><td>a</td></tr></table></html>')).toMatchObject({ code: 'file-not-text' });
  });

  it('refuses double-decoded text', () => {
    const bad = iconv
      .decode(Buffer.from('注文番号,お届け先\r\n1,東京都港区あいう\r\n'), 'cp932')
      .replaceAll('\ufffd', '・');
    expect(refusal(bad).code).toBe('mojibake');
    expect(refusal('\ufffd\ufffd\ufffd,\ufffd\r\n1,2\r\n').code).toBe('mojibake');
  });

  it('goes on when one customer typed a damaged character', () => {
    expect(read('注文番号,備考\r\n1,あ\r\n2,\ufffd\r\n').rows).toHaveLength(3);
  });
});

describe('a file larger than the head that encodings are found from', () => {
  const ascii = 'no,name\r\n' + '1,abcdefghij\r\n'.repeat(90_000);

  it.each([
    ['utf-8', Buffer.from('2,山田\r\n')],
    ['cp932', cp932('2,山田\r\n')],
  ])('finds %s when the first Japanese comes late', (encoding, late) => {
    const found = read(Buffer.concat([Buffer.from(ascii), late]), {}, 65_536);
    expect(found.rows.at(-1)).toEqual(['2', '山田']);
    expect(found.facts.encoding).toBe(encoding);
  });

  it('refuses another encoding that comes late, naming the row', () => {
    const utf8 = Buffer.from('番号,名前\r\n' + '1,山田太郎あいうえお\r\n'.repeat(50_000));
    expect(refusal(Buffer.concat([utf8, cp932('2,山田\r\n')]))).toMatchObject({
      code: 'encoding-mixed',
      place: { row: 50_002 },
    });
    const sjis = cp932('番号,名前\r\n' + '1,山田太郎あいうえお\r\n'.repeat(60_000));
    expect(refusal(Buffer.concat([sjis, Buffer.from([0x82, 0x0d, 0x0a])]))).toMatchObject({
      code: 'encoding-bad-bytes',
      place: { row: 60_002 },
    });
    expect(refusal(Buffer.concat([sjis, Buffer.from('2,東京\r\n')]))).toMatchObject({
      code: 'encoding-mixed',
      place: { row: 60_002 },
    });
  });
});

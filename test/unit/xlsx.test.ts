import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { speak } from '../../src/core/problem.ts';
import type { CellKind, Row } from '../../src/layout/rows/row.ts';
import { openXlsx } from '../../src/layout/rows/xlsx.ts';
import { limits, readAll, refusal } from '../support/tables.ts';
import { type TestCell, type TestSheet, xlsxBook, xlsxOf } from '../support/xlsx.ts';

const open = (bytes: Uint8Array, sheet?: string) => openXlsx(bytes, sheet === undefined ? {} : { sheet }, limits);
const texts = async (rows: TestSheet['rows'], more: Omit<TestSheet, 'rows'> = {}) =>
  readAll(await open(xlsxOf(rows, more))).texts;

/** Text and kind of one cell. */
async function cell(content: TestCell, date1904 = false): Promise<[string, CellKind | undefined]> {
  const table = await open(xlsxBook({ sheets: [{ rows: [['x', content]] }], date1904 }));
  const [row] = [...table.rows(() => {})].map((one: Row): [string, CellKind | undefined] => [
    one.text(1),
    one.kind?.(1),
  ]);
  return row!;
}

describe('texts of a workbook', () => {
  it('keep every Japanese character', async () => {
    const row = ['髙橋 﨑', '𠮷野家', '①㈱〜', 'ﾊﾝｶｸ', '葛󠄀', '　全角　空白　', '', 'a&b<c>"'];
    expect(await texts([row])).toEqual([row]);
  });

  it('leave furigana out of names, in shared and in inline strings', async () => {
    const furigana = '<t>髙橋</t><rPh sb="0" eb="2"><t>タカハシ</t></rPh><phoneticPr fontId="1"/>';
    const inline = `<c r="{at}" t="inlineStr"><is>${furigana}</is></c>`;
    expect(await texts([[{ si: furigana }, { xml: inline }]])).toEqual([['髙橋', '髙橋']]);
  });

  it('join rich text, in shared and in inline strings', async () => {
    const rich = '<r><rPr><b/></rPr><t>東京都</t></r><r><t xml:space="preserve"> 千代田区</t></r>';
    const inline = `<c r="{at}" t="inlineStr"><is>${rich}</is></c>`;
    expect(await texts([[{ si: rich }, { xml: inline }]])).toEqual([['東京都 千代田区', '東京都 千代田区']]);
  });

  it('decode _xHHHH_ escapes once, and show Alt+Enter as a line feed', async () => {
    expect(await texts([['a_x000D_\nb', 'a_x005F_x000D_b', 'a\nb', '_xD842__xDFB7_']])).toEqual([
      ['a\r\nb', 'a_x000D_b', 'a\nb', '𠮷'],
    ]);
  });

  it('are whole where a piece of the file ends inside a character', async () => {
    const name = '髙橋﨑𠮷鷗';
    const rows = Array.from({ length: 3000 }, (_, i) => [
      `${'x'.repeat(i % 7)}${name}`,
      { xml: `<c r="{at}" t="str"><v>${name}${i}</v></c>` },
    ]);
    const read = await texts(rows);
    expect(read.every((row, i) => row[0]!.endsWith(name) && row[1] === `${name}${i}`)).toBe(true);
    expect(read).toHaveLength(3000);
  });

  it('are found under any namespace prefix and in CDATA', async () => {
    const bytes = xlsxBook({
      sheets: [{ rows: [['注文番号', { xml: '<c r="{at}" t="inlineStr"><is><t><![CDATA[<様>]]></t></is></c>' }, 5]] }],
      prefix: 'x',
    });
    expect(readAll(await open(bytes)).texts).toEqual([['注文番号', '<様>', '5']]);
  });

  it('are read from UTF-16 parts too', async () => {
    const plain = '<?xml version="1.0" encoding="UTF-16"?><sst xmlns="x"><si><t>髙橋</t></si></sst>';
    const parts = { 'xl/sharedStrings.xml': Buffer.from(`\uFEFF${plain}`, 'utf16le') };
    expect(readAll(await open(xlsxBook({ sheets: [{ rows: [['a']] }], parts }))).texts).toEqual([['髙橋']]);
  });

  it('stay at their column across wide gaps', async () => {
    const row = (no: number) =>
      `<row r="${no}"><c r="A${no}"><v>1</v></c><c r="D${no}"><v>2</v></c><c r="XFD${no}"><v>3</v></c></row>`;
    const sheet = `<worksheet xmlns="m"><sheetData>${row(1)}${row(2)}</sheetData></worksheet>`;
    const bytes = xlsxBook({ sheets: [{ rows: [] }], parts: { 'xl/worksheets/sheet1.xml': sheet } });
    for (const read of readAll(await open(bytes)).texts) {
      expect([read.length, read[0], read[3], read[16_383], read.join('')]).toEqual([16_384, '1', '2', '3', '123']);
    }
  });

  it('stay at their column when cells are missing or carry no reference', async () => {
    expect(await texts([[null, 'b', null, 'd']])).toEqual([['', 'b', '', 'd']]);
    const bare = { xml: '<c><v>1</v></c><c><v>2</v></c>' };
    expect(await texts([[bare]])).toEqual([['1', '2']]);
  });
});

describe('numbers of a workbook', () => {
  const plain = async (number: number | string) => (await cell({ number, format: 0 }))[0];

  it('are written out without exponent and without the dust of binary fractions', async () => {
    expect(await plain('490715123456')).toBe('490715123456');
    expect(await plain('4.90715123456E+11')).toBe('490715123456');
    expect(await plain('1.1000000000000001')).toBe('1.1');
    expect(await plain('0.30000000000000004')).toBe('0.3');
    expect(await plain('1E-7')).toBe('0.0000001');
    expect(await plain('-1234.50')).toBe('-1234.5');
    expect(await plain('999999999999999')).toBe('999999999999999');
    expect(await plain('-0')).toBe('0');
  });

  it('keep the exponent from 16 digits on, because digits may be lost', async () => {
    expect(await plain('1.2345678901234499E+17')).toBe('1.23456789012345E+17');
    expect(await plain('1234567890123456')).toBe('1.23456789012346E+15');
  });

  it.each([
    ['00000000', 1234567, '01234567'],
    ['000-0000', 600001, '060-0001'],
    ['[<=999]000;[<=9999]000-00;000-0000', 600001, '060-0001'],
    ['[<=999]000;[<=9999]000-00;000-0000', 1001, '010-01'],
    ['[<=999]000;[<=9999]000-00;000-0000', 60, '060'],
    ['[<=99999999]####-####;\\(00\\)\\ ####-####', 312345678, '(03) 1234-5678'],
    ['[<=99999999]####-####;\\(00\\)\\ ####-####', 12345678, '12345678'],
    ['0000-00-0000', 901234567, '0901-23-4567'],
    ['000-0000', 12345678, '1234-5678'],
    ['"〒"000-0000', 600001, '〒060-0001'],
    ['"A"0000', 12, 'A0012'],
    ['000-0000;@', 600001, '060-0001'],
  ])('show the zeros of format %s', async (format, number, shown) => {
    expect(await cell({ number, format })).toEqual([shown, 'number']);
  });

  it.each([
    '#,##0',
    '¥#,##0',
    '0.00',
    '0%',
    '#,##0"円"',
    'General',
    'G/標準',
    '@',
    '0_ ',
    '# ?/?',
    '0.00E+00',
    '[Red]0',
    '"¥"#,##0;[Red]"¥"-#,##0',
  ])('are not changed by format %s', async (format) => {
    expect(await cell({ number: 1234.5, format })).toEqual(['1234.5', 'number']);
  });

  it('with zeros from a format are said once for each column, with the first row', async () => {
    const zip = (number: number) => ({ number, format: '000-0000' });
    const bytes = xlsxOf([
      ['名', '〒'],
      ['a', zip(600001)],
      ['b', zip(1500001)],
      ['c', zip(640001)],
    ]);
    const { problems } = readAll(await open(bytes));
    expect(problems.map((problem) => [problem.code, problem.kind, problem.place.row, problem.args])).toEqual([
      ['cells-zeros-shown', 'done', 2, { column: 'B', count: 3, format: '000-0000' }],
    ]);
  });
});

describe('dates of a workbook', () => {
  it.each([14, 15, 16, 17, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58])(
    'are known by built-in format %i',
    async (format) => {
      expect(await cell({ number: 46347, format })).toEqual(['2026/11/21', 'date']);
    },
  );

  it.each([
    'yyyy/m/d',
    'yyyy"年"m"月"d"日"',
    '[$-ja-JP]ggge"年"m"月"d"日"',
    '[$-411]ge.m.d;@',
    'm"月"d"日"',
    'm/d',
    'aaaa',
    '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy',
    'mmm-yy',
  ])('are known by format %s', async (format) => {
    expect(await cell({ number: 46347, format })).toEqual(['2026/11/21', 'date']);
  });

  it('carry their time of day, rounded to the second', async () => {
    expect(await cell({ number: 46347.5, format: 22 })).toEqual(['2026/11/21 12:00:00', 'date']);
    expect(await cell({ number: 46347, format: 'yyyy/m/d h:mm' })).toEqual(['2026/11/21 00:00:00', 'date']);
    expect(await cell({ number: 46347.5, format: 14 })).toEqual(['2026/11/21 12:00:00', 'date']);
    expect(await cell({ number: '46347.999999999', format: 14 })).toEqual(['2026/11/22', 'date']);
    expect(await cell({ number: '46347.590277777781', format: 'yyyy/mm/dd hh:mm:ss' })).toEqual([
      '2026/11/21 14:10:00',
      'date',
    ]);
  });

  it('are times when only the clock is shown', async () => {
    expect(await cell({ number: '0.58333333333333337', format: 20 })).toEqual(['14:00', 'time']);
    expect(await cell({ number: '0.58333333333333337', format: 'h"時"mm"分"' })).toEqual(['14:00', 'time']);
    expect(await cell({ number: 0.5, format: 'h:mm AM/PM' })).toEqual(['12:00', 'time']);
    expect(await cell({ number: 1.5, format: '[h]:mm' })).toEqual(['36:00', 'time']);
    expect(await cell({ number: '46347.583333333336', format: 20 })).toEqual(['2026/11/21 14:00:00', 'date']);
  });

  it('show by their kind that Excel made them from something else: "12-14" typed as a time slot', async () => {
    expect(await cell({ number: 46370, format: 'm"月"d"日"' })).toEqual(['2026/12/14', 'date']);
    expect(await cell('12-14')).toEqual(['12-14', 'text']);
  });

  it('follow the 1900 system with its false leap day', async () => {
    expect((await cell({ number: 1, format: 14 }))[0]).toBe('1900/01/01');
    expect((await cell({ number: 59, format: 14 }))[0]).toBe('1900/02/28');
    expect((await cell({ number: 60, format: 14 }))[0]).toBe('1900/02/29');
    expect((await cell({ number: 61, format: 14 }))[0]).toBe('1900/03/01');
    expect((await cell({ number: 2958465, format: 14 }))[0]).toBe('9999/12/31');
  });

  it('follow the 1904 system of old Macs', async () => {
    expect((await cell({ number: 0, format: 14 }, true))[0]).toBe('1904/01/01');
    expect((await cell({ number: 44885, format: 14 }, true))[0]).toBe('2026/11/21');
  });

  it('are not made up where Excel shows ####', async () => {
    expect(await cell({ number: -1, format: 14 })).toEqual(['-1', 'number']);
    expect(await cell({ number: 2958466, format: 14 })).toEqual(['2958466', 'number']);
  });

  it('are read from ISO cells', async () => {
    expect(await cell({ xml: '<c r="{at}" t="d"><v>2026-11-21T09:30:00</v></c>' })).toEqual([
      '2026/11/21 09:30:00',
      'date',
    ]);
    expect(await cell({ xml: '<c r="{at}" t="d"><v>2026-11-21T00:00:00.000Z</v></c>' })).toEqual([
      '2026/11/21',
      'date',
    ]);
    expect(await cell({ xml: '<c r="{at}" t="d"><v>いつか</v></c>' })).toEqual(['いつか', 'text']);
  });
});

describe('formulas and errors of a workbook', () => {
  it('count by their stored result', async () => {
    expect(await cell({ formula: 'A1&"様"', result: '髙橋様' })).toEqual(['髙橋様', 'text']);
    expect(await cell({ formula: '1+1', result: 2 })).toEqual(['2', 'number']);
    expect(await cell({ formula: 'IF(A1="","",1)', result: '' })).toEqual(['', 'text']);
  });

  it('without a result are told apart from empty cells', async () => {
    expect(await cell({ formula: 'VLOOKUP(1,B:B,1)' })).toEqual(['', 'no-value']);
    expect(await cell({ xml: '<c r="{at}"><f t="shared" si="0"/></c>' })).toEqual(['', 'no-value']);
    expect(await cell({ xml: '<c r="{at}"><f>1+1</f><v></v></c>' })).toEqual(['', 'no-value']);
    expect(await cell({ xml: '<c r="{at}"><f>1+1</f><v/></c>' })).toEqual(['', 'no-value']);
  });

  it.each(['#N/A', '#REF!', '#VALUE!', '#NAME?'])('show %s as an error, not as a text', async (error) => {
    expect(await cell({ error })).toEqual([error, 'error']);
  });

  it('keep a row that holds nothing but a formula without a result', async () => {
    expect(await texts([[{ formula: 'A9' }]])).toEqual([['']]);
  });

  it('show truth values as Excel does', async () => {
    expect(await cell({ xml: '<c r="{at}" t="b"><v>1</v></c>' })).toEqual(['TRUE', 'text']);
    expect(await cell({ xml: '<c r="{at}" t="b"><v>0</v></c>' })).toEqual(['FALSE', 'text']);
  });
});

describe('rows of a workbook', () => {
  it('carry the number that Excel shows, and empty ones are left out', async () => {
    const empty: TestCell[] = [{ number: '', format: 14 }, ' ', '　'];
    const { numbers } = readAll(await open(xlsxOf([['a'], empty, ['b'], [null]], { from: 5 })));
    expect(numbers).toEqual([5, 7]);
  });

  it('far below the data that have only formats do not count', async () => {
    const styled = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>';
    const sheet = `<worksheet xmlns="m"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>${styled}</sheetData></worksheet>`;
    const bytes = xlsxBook({ sheets: [{ rows: [] }], parts: { 'xl/worksheets/sheet1.xml': sheet } });
    expect(readAll(await open(bytes)).numbers).toEqual([1]);
  });

  it('are read with their hidden columns', async () => {
    const cols = '<cols><col min="1" max="1" hidden="1"/></cols>';
    const row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>';
    const sheet = `<worksheet xmlns="m">${cols}<sheetData>${row}</sheetData></worksheet>`;
    const bytes = xlsxBook({ sheets: [{ rows: [] }], parts: { 'xl/worksheets/sheet1.xml': sheet } });
    expect(readAll(await open(bytes)).texts).toEqual([['1', '2']]);
  });

  it('that are hidden say so', async () => {
    const bytes = xlsxOf([['見出し'], ['a'], ['b']], { hidden: [3] });
    expect([...(await open(bytes)).rows(() => {})].map((row) => row.hidden ?? false)).toEqual([false, false, true]);
  });
});

describe('merged cells', () => {
  it('going down read as the same value in each row, and this is said', async () => {
    const rows = [
      ['番号', '品'],
      ['A-1', 'x'],
      [null, 'y'],
      [null, 'z'],
      ['A-2', 'w'],
    ];
    const { texts, problems } = readAll(await open(xlsxOf(rows, { merges: ['A2:A4'] })));
    expect(texts).toEqual([
      ['番号', '品'],
      ['A-1', 'x'],
      ['A-1', 'y'],
      ['A-1', 'z'],
      ['A-2', 'w'],
    ]);
    expect(problems.map((one) => [one.code, one.args])).toEqual([['cells-merged', { column: 'A', count: 1 }]]);
  });

  it('going down keep the kind of their value', async () => {
    const rows = [['日'], [{ number: 46347, format: 14 }, 1], [null, 2]];
    const read = [...(await open(xlsxOf(rows, { merges: ['A2:A3'] }))).rows(() => {})];
    expect([read[2]!.text(0), read[2]!.kind?.(0)]).toEqual(['2026/11/21', 'date']);
  });

  it('going right are empty but for the first', async () => {
    expect(await texts([['受注一覧', null, null, 'd']], { merges: ['A1:C1'] })).toEqual([['受注一覧', '', '', 'd']]);
  });

  it('do not make rows out of nothing', async () => {
    expect(
      await texts(
        [
          ['a', 'b'],
          [null, null],
        ],
        { merges: ['A1:A2', 'B1:B2'] },
      ),
    ).toEqual([['a', 'b']]);
  });

  it('hide values below them as Excel does, and this is said', async () => {
    const { texts, problems } = readAll(
      await open(
        xlsxOf(
          [
            ['A', '1'],
            ['old', '2'],
          ],
          { merges: ['A1:A2'] },
        ),
      ),
    );
    expect(texts).toEqual([
      ['A', '1'],
      ['A', '2'],
    ]);
    expect(problems.find((one) => one.code === 'cells-under-merge')?.args).toEqual({ column: 'A', count: 1 });
  });

  it('that only bind a two-row header are not worth a note', async () => {
    const rows = [
      ['注文番号', 'お届け先', null, '備考'],
      [null, '氏名', '住所', null],
      ['A-1', 'a', 'b', 'c'],
    ];
    const { texts, codes } = readAll(await open(xlsxOf(rows, { merges: ['A1:A2', 'B1:C1', 'D1:D2'] })));
    expect(texts.slice(0, 2)).toEqual([
      ['注文番号', 'お届け先', '', '備考'],
      ['注文番号', '氏名', '住所', '備考'],
    ]);
    expect(codes).toEqual([]);
  });
});

describe('sheets of a workbook', () => {
  const orders: TestSheet = { name: '受注', rows: [['a']] };

  it('are passed over when hidden, empty or a chart', async () => {
    const bytes = xlsxBook({
      sheets: [
        { name: '設定', state: 'veryHidden', rows: [['secret']] },
        { name: 'メモ', state: 'hidden', rows: [] },
        { name: 'グラフ', chart: true, rows: [] },
        { name: '空', rows: [[null, { number: '', format: 14 }]] },
        orders,
      ],
    });
    const table = await open(bytes);
    expect(table.facts).toMatchObject({ format: 'xlsx', sheet: '受注', sheets: ['受注'] });
    expect(readAll(table).texts).toEqual([['a']]);
  });

  it('that hold something and are not read are named', async () => {
    const bytes = xlsxBook({
      sheets: [orders, { name: '11月分', rows: [['b']] }, { name: '控え', state: 'hidden', rows: [['c']] }],
    });
    const { problems } = readAll(await open(bytes));
    expect(problems).toMatchObject([
      {
        code: 'sheets-not-read',
        kind: 'done',
        place: { sheet: '受注' },
        args: { sheet: '受注', others: '11月分、控え' },
      },
    ]);
  });

  it('are found by name, with a space nobody sees at its end, and when hidden', async () => {
    const bytes = xlsxBook({
      sheets: [
        { name: '表紙', rows: [['x']] },
        { ...orders, name: '受注 ', state: 'hidden' },
      ],
    });
    expect(readAll(await open(bytes, '受注')).texts).toEqual([['a']]);
  });

  it('missing or empty refuse the file', async () => {
    expect(await refusal(() => open(xlsxBook({ sheets: [orders] }), '発注'))).toMatchObject({
      code: 'sheet-missing',
      args: { sheet: '発注', sheets: '受注' },
    });
    expect((await refusal(() => open(xlsxBook({ sheets: [{ rows: [] }] })))).code).toBe('workbook-empty');
    const empty = xlsxBook({ sheets: [orders, { name: '空', rows: [] }] });
    expect((await refusal(() => open(empty, '空'))).code).toBe('workbook-empty');
  });
});

describe('a damaged workbook is refused before any row', () => {
  const good = xlsxOf([
    ['注文番号', '髙橋'],
    ['A-1', 5],
  ]);
  const sheetPath = 'xl/worksheets/sheet1.xml';
  const withSheet = (xml: string | Uint8Array) =>
    xlsxBook({ sheets: [{ rows: [['a']] }], parts: { [sheetPath]: xml } });

  it.each([0.2, 0.5, 0.9, 0.99])('cut at %f of its length', async (share) => {
    expect((await refusal(() => open(good.subarray(0, Math.floor(good.length * share))))).code).toBe('zip-broken');
  });

  it.each([
    ['cut inside the sheet', '<worksheet><sheetData><row r="1"><c r="A1"><v>1'],
    ['not XML', '注文番号,名前'],
    [
      'a column that cannot be',
      '<worksheet><sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData></worksheet>',
    ],
    [
      'a shared string that is not there',
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
    ],
    [
      'a merge without sense',
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>',
    ],
    [
      'rows out of order',
      '<worksheet><sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    ],
    [
      'merges that overlap',
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells></worksheet>',
    ],
    [
      'an entity of its own',
      '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>',
    ],
  ])('with %s', async (_, xml) => {
    expect((await refusal(() => open(withSheet(xml)))).code).toBe('workbook-broken');
  });

  it('with bytes that are not UTF-8', async () => {
    const xml = Buffer.from(
      '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>\x83\x5c</v></c></row></sheetData></worksheet>',
      'latin1',
    );
    expect((await refusal(() => open(withSheet(xml)))).code).toBe('workbook-broken');
  });

  it('with a flipped bit in the sheet', async () => {
    const flipped = Buffer.from(good);
    const at = flipped.indexOf(sheetPath) + sheetPath.length + 40;
    flipped[at]! ^= 0x10;
    expect((await refusal(() => open(flipped))).code).toMatch(/^(workbook|zip)-broken$/);
  });

  it('without its workbook part', async () => {
    const parts = { '_rels/.rels': '<Relationships/>', 'xl/workbook.xml': '' };
    expect((await refusal(() => open(xlsxBook({ sheets: [{ rows: [['a']] }], parts })))).code).toBe('workbook-broken');
  });

  it('in a sentence that names the part', async () => {
    const spoken = speak(await refusal(() => open(withSheet('x'))));
    expect(spoken.sentence).toBe(`Excelブックの中身が壊れています（${sheetPath}）。`);
  });
});

it('a workbook written by exceljs reads as it was meant', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('受注');
  sheet.addRow(['髙橋', 12, new Date(Date.UTC(2026, 10, 21, 9, 30)), { formula: '1+1', result: 2 }, { formula: 'B1' }]);
  sheet.addRow([{ richText: [{ text: '東京' }, { text: '都' }] }, 600001, true, { error: '#N/A' }, 'a\nb']);
  sheet.getCell('C1').numFmt = 'yyyy/mm/dd hh:mm';
  sheet.getCell('B2').numFmt = '000-0000';
  sheet.getRow(2).hidden = true;
  const rows = [...(await open(new Uint8Array(await book.xlsx.writeBuffer()))).rows(() => {})];
  expect(rows.map((row) => [0, 1, 2, 3, 4].map((i) => row.text(i)))).toEqual([
    ['髙橋', '12', '2026/11/21 09:30:00', '2', ''],
    ['東京都', '060-0001', 'TRUE', '#N/A', 'a\nb'],
  ]);
  expect([rows[0]!.kind?.(4), rows[1]!.kind?.(3), rows[1]!.hidden]).toEqual(['no-value', 'error', true]);
});

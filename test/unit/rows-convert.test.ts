import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { convertRows } from '../../src/layout/rows-convert.ts';
import type { WriteLayout } from '../../src/layout/types.ts';
import { rowLayout } from '../support/row-layout.ts';

const masters = { methods: [], dictionaries: { 支払: new Map([['代引', '2']]) } };

function convert(input: string | Uint8Array, layout: WriteLayout) {
  const pieces: Buffer[] = [];
  const problems: Problem[] = [];
  const result = convertRows({
    source: [typeof input === 'string' ? iconv.encode(input, 'cp932') : input],
    read: {},
    limits: { lineBytes: 1 << 20 },
    layout,
    masters,
    today: '2026-11-21',
    sink: (bytes) => pieces.push(Buffer.from(bytes)),
    onProblem: (problem) => problems.push(problem),
  });
  const bytes = Buffer.concat(pieces);
  const text = layout.form.encoding === 'cp932' ? iconv.decode(bytes, 'cp932') : bytes.toString('utf8');
  return { ...result, text, lines: text.split('\r\n').slice(0, -1), problems };
}

describe('converting a table row by row', () => {
  it('copies, renames, maps, joins and fills in by the rules of the layout', () => {
    const layout = rowLayout([
      { name: '番号', from: ['受注番号'], required: true },
      { name: '日', from: ['受注日'], as: 'date-slash' },
      { name: '支払', from: ['支払方法'], map: { 代引: '2', '*': '9' } },
      { name: '住所', join: ['県', '市', '番地'] },
      { name: '備考', from: ['備考'], default: 'なし' },
      { name: '店', value: '見本商店' },
      { name: '電話', from: ['携帯', '電話'] },
      { name: '空' },
    ]);
    const { lines, rows, written, bad } = convert(
      '受注番号,受注日,支払方法,県,市,番地,備考,電話\r\n' +
        'A-1,2026-11-21,代引,東京都,,表町1-2,"a,b",03\r\n' +
        'A-2,2026-11-22,後払い,,,,,　,\r\n',
      layout,
    );
    expect(lines).toEqual([
      '番号,日,支払,住所,備考,店,電話,空',
      'A-1,2026/11/21,2,東京都表町1-2,"a,b",見本商店,03,',
      'A-2,2026/11/22,9,,なし,見本商店,,',
    ]);
    expect({ rows, written, bad }).toEqual({ rows: 2, written: 2, bad: 0 });
  });

  it('leaves out a bad row, names row, column and value, and goes on', () => {
    const layout = rowLayout([
      { name: '番号', from: ['no'], required: true, width: 4 },
      { name: '名', from: ['name'], width: 6 },
      { name: '数', from: ['count'], type: 'digits' },
      { name: '区分', from: ['kind'], codes: ['0', '1'] },
      { name: '支払', from: ['pay'], dictionary: '支払' },
    ]);
    const { lines, written, bad, problems } = convert(
      'no,name,count,kind,pay\r\n1,表ソ能,1,0,代引\r\n,表,1,0,代引\r\n3,表ソ能x,1,0,代引\r\n4,a,１,0,代引\r\n5,a,1,7,代引\r\n6,a,1,1,現金\r\n7,a,1,1,代引\r\n',
      layout,
    );
    expect(lines).toEqual(['番号,名,数,区分,支払', '1,表ソ能,1,0,2', '7,a,1,1,2']);
    expect([written, bad]).toEqual([2, 5]);
    expect(problems.map(({ code, place, args }) => [code, place.row, place.column, place.value, args?.column])).toEqual(
      [
        ['write-required-blank', 3, 'no', '', '番号'],
        ['write-too-wide', 4, 'name', '表ソ能x', '名'],
        ['write-wrong-characters', 5, 'count', '１', '数'],
        ['write-unknown-code', 6, 'kind', '7', '区分'],
        ['unknown-word', 7, 'pay', '現金', '支払'],
      ],
    );
  });

  it('reports every problem of a row, not only the first', () => {
    const layout = rowLayout([
      { from: ['a'], required: true },
      { from: ['b'], width: 1 },
    ]);
    expect(convert('a,b\r\n,xx\r\n', layout).problems).toHaveLength(2);
  });

  it('names the character that the written encoding lacks, and unifies the wave dash family', () => {
    const layout = rowLayout([{ name: '名', from: ['name'] }]);
    const { lines, problems } = convert(Buffer.from('name\r\n𠮷田\r\n1〜2\r\n'), layout);
    expect(lines).toEqual(['名', '1～2']);
    expect(problems).toMatchObject([
      { code: 'char-unwritable', place: { row: 2, column: 'name', value: '𠮷田' }, args: { char: '𠮷' } },
    ]);
  });

  it('writes TSV and UTF-8, and refuses a tab in a cell there', () => {
    const layout = rowLayout([{ from: ['a'] }, { from: ['b'] }], {
      delimiter: '\t',
      quote: 'never',
      encoding: 'utf-8',
    });
    const { text, problems } = convert('a,b\r\n表,"5"" x, y"\r\n1\t2,z\r\n', layout);
    expect(text).toBe('列1\t列2\r\n表\t5" x, y\r\n');
    expect(problems).toMatchObject([{ code: 'cell-breaks-row', place: { row: 3 } }]);
  });

  it('finds the header below title lines and folds its names', () => {
    const layout = rowLayout([{ from: ['ｺｰﾄﾞ (A)'] }, { from: ['備考#2'] }]);
    const { lines } = convert('出荷一覧\r\n出力日時,2026\r\nコード（Ａ）,備考,備考\r\n1,x,y\r\n', layout);
    expect(lines.slice(1)).toEqual(['1,y']);
  });

  it('refuses a table that lacks columns, naming all of them', () => {
    const layout = rowLayout([{ from: ['a'] }, { from: ['b', 'c'] }, { join: ['a', 'd'] }]);
    expect(() => convert('a,x\r\n1,2\r\n', layout)).toThrow(
      expect.objectContaining({
        problem: { code: 'columns-missing', kind: 'fix', place: {}, args: { columns: 'b／c、d' } },
      }),
    );
  });

  it('tells shifted rows, damaged rows, blank rows and repeated headers apart', () => {
    const layout = rowLayout([{ from: ['a'] }]);
    const { lines, problems, rows } = convert('a,b\r\n1,2,3\r\n2,3,\r\n"x"y,1\r\n,\r\na,b\r\n3\r\n', layout);
    expect(lines).toEqual(['列1', '2', '3']);
    expect(problems.map(({ code, kind, place }) => [code, kind, place.row])).toEqual([
      ['row-too-many-cells', 'fix', 2],
      ['quote-broken', 'fix', 4],
      ['repeated-header', 'done', 6],
      ['rows-blank', 'done', 5],
    ]);
    expect(rows).toBe(4);
  });

  it('writes only preamble and header for a table without rows', () => {
    const layout = rowLayout([{ name: 'x', from: ['a'] }], { preamble: [['表題']] });
    expect(convert('a\r\n', layout)).toMatchObject({ lines: ['表題', 'x'], rows: 0, written: 0 });
  });

  it('takes no layout that is made for shipments', () => {
    expect(() => convert('a\r\n', { ...rowLayout([{ from: ['a'] }]), takes: 'shipment' })).toThrow(
      /not for converting/,
    );
    expect(() => convert('a\r\n', rowLayout([{ from: ['a'], overflow: 2, width: 2 }]))).toThrow(/column 1/);
  });
});

import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/layout/read.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import { readFormat } from '../../src/layout/rows/xlsx/format.ts';
import { openXlsx } from '../../src/layout/rows/xlsx.ts';
import { opened, readLayout } from '../support/layouts.ts';
import { limits, readAll, refusal } from '../support/tables.ts';
import { type TestBook, type TestCell, xlsxBook, xlsxOf } from '../support/xlsx.ts';
import { zip } from '../support/zip.ts';

/* What writers other than Excel put into workbooks; each of them was met in a public file. */

const open = (bytes: Uint8Array) => openXlsx(bytes, {}, limits);
const texts = async (rows: readonly (readonly TestCell[])[]) => readAll(await open(xlsxOf(rows))).texts;
const workbook = (inner: string, namespaces = '') =>
  `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"${namespaces}>${inner}</workbook>`;
const day: TestBook['sheets'] = [{ rows: [['日付', { number: 44538, format: 14 }]] }];

describe('elements of extensions are not those of the workbook', () => {
  const x15 = ' xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"';
  const sheets = '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>';
  it.each([
    [
      'behind the real one',
      `<workbookPr date1904="1"/>${sheets}<extLst><ext><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>`,
      x15,
    ],
    ['before the real one', `<x15:workbookPr chartTrackingRefBase="1"/><workbookPr date1904="true"/>${sheets}`, x15],
    [
      'under a name without prefix',
      `<workbookPr date1904="1"/>${sheets}<extLst><ext><workbookPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"/></ext></extLst>`,
      '',
    ],
  ])('the flag of 1904 stays: %s', async (_, inner, namespaces) => {
    const bytes = xlsxBook({ sheets: day, parts: { 'xl/workbook.xml': workbook(inner, namespaces) } });
    expect(readAll(await open(bytes)).texts).toEqual([['日付', '2025/12/09']]);
  });

  it('and an extension alone sets nothing', async () => {
    const inner = `<workbookPr/>${sheets}<extLst><ext><x15:workbookPr date1904="1"/></ext></extLst>`;
    const bytes = xlsxBook({ sheets: day, parts: { 'xl/workbook.xml': workbook(inner, x15) } });
    expect(readAll(await open(bytes)).texts).toEqual([['日付', '2021/12/08']]);
  });
});

describe('cells with both a value and an inline text', () => {
  it.each([
    ['a number', '<c r="{at}"><v>1</v><is><t>1</t></is></c>', '1'],
    [
      'an inline text with a leftover value',
      '<c r="{at}" t="inlineStr"><v>1</v><is><t>大阪市1-1</t></is></c>',
      '大阪市1-1',
    ],
    [
      'an inline text before its value',
      '<c r="{at}" t="inlineStr"><is><t>大阪市1-1</t></is><v>大阪市1-1</v></c>',
      '大阪市1-1',
    ],
    ['a text result', '<c r="{at}" t="str"><f>A1</f><v>梅田</v><is><t>梅田</t></is></c>', '梅田'],
    ['an inline text without a type', '<c r="{at}"><is><t>梅田</t></is></c>', '梅田'],
    ['a formula whose result is an inline text', '<c r="{at}" t="inlineStr"><f>B1</f><is><t>梅田</t></is></c>', '梅田'],
  ])('are read by their type: %s', async (_, xml, text) => {
    expect(await texts([['x', { xml }]])).toEqual([['x', text]]);
  });
});

it.each(['show', 'visible', 'Visible', ''])('a sheet whose state is "%s" is visible', async (state) => {
  const bytes = xlsxBook({
    sheets: [
      { rows: [['secret']], state: 'veryHidden' },
      { rows: [['注文番号']], state },
    ],
  });
  expect(readAll(await open(bytes)).texts).toEqual([['注文番号']]);
});

it('brackets alone are elapsed time', () => {
  expect(readFormat(164, '[h]')).toEqual({ kind: 'time', elapsed: true });
  expect(readFormat(164, '[mm]')).toEqual({ kind: 'time', elapsed: true });
  expect(readFormat(164, '[Red]')).toEqual({ kind: 'number' });
});

describe('parts of a workbook', () => {
  it('may stand outside of xl/', async () => {
    const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const relations = (target: string, type: string) =>
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${types}/${type}" Target="${target}"/></Relationships>`;
    const members = zip([
      {
        name: '[Content_Types].xml',
        content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      },
      { name: '_rels/.rels', content: relations('workbook.xml', 'officeDocument') },
      { name: 'workbook.xml', content: workbook('<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>') },
      { name: '_rels/workbook.xml.rels', content: relations('/data/one.xml', 'worksheet') },
      {
        name: 'data/one.xml',
        content:
          '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>注文番号</t></is></c></row></sheetData></worksheet>',
      },
    ]);
    const table = await openTable(members, '受注.xlsx', {}, limits);
    expect(readAll(table).texts).toEqual([['注文番号']]);
  });

  it.each([
    ['little-endian with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['big-endian with a mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['little-endian without a mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['big-endian without a mark', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('may be UTF-16: %s', async (_, encode) => {
    const xml = workbook('<sheets><sheet name="受注" sheetId="1" r:id="rId1"/></sheets>').replace(
      'version="1.0"',
      'version="1.0" encoding="UTF-16"',
    );
    const bytes = xlsxBook({ sheets: [{ rows: [['見本']] }], parts: { 'xl/workbook.xml': encode(xml) } });
    const table = await open(bytes);
    expect(table.facts.sheet).toBe('受注');
    expect(readAll(table).texts).toEqual([['見本']]);
  });

  it('one sheet without a relation is the one part; of several nobody knows which, and the sheet is named', async () => {
    const one = workbook('<sheets><sheet name="受注" sheetId="1" r:id=""/></sheets>');
    expect(readAll(await open(xlsxBook({ sheets: day, parts: { 'xl/workbook.xml': one } }))).texts).toHaveLength(1);
    const two = workbook(
      '<sheets><sheet name="受注" sheetId="1" r:id=""/><sheet name="控え" sheetId="2" r:id="rId2"/></sheets>',
    );
    const bytes = xlsxBook({ sheets: [...day, ...day], parts: { 'xl/workbook.xml': two } });
    expect(await refusal(() => open(bytes))).toMatchObject({ code: 'workbook-sheet-lost', args: { sheet: '受注' } });
  });

  it('whole rows may be merged, whole columns are refused in words', async () => {
    const rows = [
      ['受注一覧', null],
      ['a', 'b'],
    ];
    expect(readAll(await open(xlsxOf(rows, { merges: ['1:1'] }))).texts[1]).toEqual(['a', 'b']);
    for (const range of ['A:A', 'A:C', 'B1:B1048576'])
      expect(await refusal(() => open(xlsxOf(rows, { merges: [range] })))).toMatchObject({
        code: 'workbook-columns-merged',
        args: { range },
      });
  });
});

it('hidden columns that a layout uses are said, others are not', async () => {
  const layout = readLayout(
    'title: t\nsource: { doc: d, checked: 2026-11-21, trust: B }\nread: { yields: order }\nfits: [注文番号, 数量]\nfields:\n  order.number: { from: 注文番号, required: true }\n  line.quantity: { from: 数量, required: true }\n  line.name: { from: 商品名 }\n',
  );
  const rows = [
    ['注文番号', '数量', '旧商品名', '商品名'],
    ['A1', 1, '旧', '新'],
  ];
  const said = async (columns: string) => {
    const table = await open(xlsxOf(rows, { columns }));
    return readTable(await opened(table, [layout]), {
      masters: { methods: [], dictionaries: {} },
      today: '2026-11-21',
    }).problems.map(({ code, args }) => [code, args?.column]);
  };
  expect(await said('<col min="4" max="4" hidden="1"/>')).toEqual([['column-hidden', '商品名']]);
  expect(await said('<col min="1" max="2" width="0"/>')).toEqual([['column-hidden', '注文番号、数量']]);
  expect(await said('<col min="3" max="3" hidden="1"/><col min="4" max="4" width="9"/>')).toEqual([]);
});

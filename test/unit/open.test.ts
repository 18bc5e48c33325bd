import { describe, expect, it } from 'vitest';
import { speak } from '../../src/core/problem.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import type { ReadForm } from '../../src/layout/rows/row.ts';
import { encodeCp932 } from '../../src/text/cp932.ts';
import { limits, readAll, refusal } from '../support/tables.ts';
import { xlsxBook, xlsxOf } from '../support/xlsx.ts';
import { zip } from '../support/zip.ts';

const open = (bytes: Uint8Array | string, name: string, form: ReadForm = {}) =>
  openTable(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name, form, limits);
const ole = (...streams: string[]) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1000),
    ...streams.map((name) => Buffer.from(`${name}\0`, 'utf16le')),
    Buffer.alloc(1000),
  ]);

describe('a file is read by its content', () => {
  it.each([
    ['受注.csv', Buffer.from('注文番号,氏名\r\nA-1,髙橋\r\n')],
    ['受注.txt', Buffer.from('注文番号\t氏名\r\nA-1\t髙橋\r\n')],
    ['受注.CSV', encodeCp932('注文番号,氏名\r\nA-1,髙橋\r\n').bytes],
    [
      '受注.xlsx',
      xlsxOf([
        ['注文番号', '氏名'],
        ['A-1', '髙橋'],
      ]),
    ],
    [
      '受注.xlsm',
      xlsxOf([
        ['注文番号', '氏名'],
        ['A-1', '髙橋'],
      ]),
    ],
  ])('%s', async (name, bytes) => {
    const { texts, codes } = readAll(await open(bytes, name));
    expect(texts).toEqual([
      ['注文番号', '氏名'],
      ['A-1', '髙橋'],
    ]);
    expect(codes).toEqual([]);
  });

  it('and a workbook named .csv is said', async () => {
    const { texts, problems } = readAll(await open(xlsxOf([['a', 'b']]), '受注.csv', { format: 'csv' }));
    expect(texts).toEqual([['a', 'b']]);
    expect(problems).toMatchObject([{ code: 'really-xlsx', kind: 'done', place: { file: '受注.csv' } }]);
  });

  it('and a TSV named .xls or .xlsx is said', async () => {
    for (const name of ['受注.xls', '受注.xlsx']) {
      const { texts, problems } = readAll(await open('a\tb\r\n1\t2\r\n', name, { format: 'xlsx' }));
      expect(texts).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ]);
      expect(problems).toMatchObject([{ code: 'really-text', args: { extension: name.slice(2) } }]);
    }
  });

  it('and every note names the file', async () => {
    const bytes = xlsxBook({
      sheets: [
        { name: '受注', rows: [['a']] },
        { name: '控え', rows: [['b']] },
      ],
    });
    const { problems } = readAll(await open(bytes, '受注.xlsx'));
    expect(problems.map((problem) => problem.place)).toEqual([{ file: '受注.xlsx', sheet: '受注' }]);
  });
});

describe('what is no table is refused with its name, its reason and a remedy', () => {
  const page = '<!DOCTYPE html><html><body><table><tr><td>注文番号</td></tr></table></body></html>';
  it.each([
    ['file-xls', '受注.xls', ole('Root Entry', 'Workbook')],
    ['file-xls', '昔.xls', ole('Root Entry', 'Book')],
    ['file-password', '受注.xlsx', ole('Root Entry', 'EncryptionInfo', 'EncryptedPackage')],
    ['file-office', '手紙.doc', ole('Root Entry', 'WordDocument')],
    [
      'file-xlsb',
      '受注.xlsb',
      zip([
        { name: '[Content_Types].xml', content: '' },
        { name: 'xl/workbook.bin', content: '' },
      ]),
    ],
    [
      'file-office',
      '受注.ods',
      zip([
        { name: 'mimetype', content: '' },
        { name: 'content.xml', content: '' },
      ]),
    ],
    ['file-archive', '受注.zip', zip([{ name: 'a.csv', content: 'a' }])],
    ['file-html', '受注.xls', Buffer.from(page)],
    ['file-html', '受注.csv', Buffer.from(`\uFEFF\r\n${page}`)],
    ['zip-broken', '受注.xlsx', xlsxOf([['a']]).subarray(0, 700)],
    ['file-empty', '受注.csv', Buffer.alloc(0)],
    ['file-not-text', '受注.csv', Buffer.from('%PDF-1.7 ...')],
    ['json-broken', '受注.json', Buffer.from('{"orders": [')],
  ] as const)('%s', async (code, name, bytes) => {
    const problem = await refusal(() => open(bytes, name, name.endsWith('.json') ? { format: 'json' } : {}));
    expect([problem.code, problem.kind, problem.place.file]).toEqual([code, 'fix', name]);
    const { sentence, remedy } = speak(problem);
    expect(sentence + remedy).not.toMatch(/[{}]/);
    expect(remedy).not.toBe('');
  });

  it('also when that is found out only on the way', async () => {
    const table = await open(`a,b\r\n${'x'.repeat(2_000_000)}`, '長.csv').catch((error) => error);
    const problem = await refusal(() => {
      if (table instanceof Error) throw table;
      readAll(table);
    });
    expect([problem.code, problem.place.file]).toEqual(['line-too-long', '長.csv']);
  });
});

import { describe, expect, test } from 'vitest';
import { printTable } from '../../src/cli/output.ts';
import { table } from '../../src/cli/table.ts';
import { width } from '../../src/text/width.ts';

const reason = '入金が確認できていません（支払方法：コンビニ払い）。 / お届け先の電話番号がないか、読み取れません。';
const orders: readonly (readonly string[])[] = [
  ['店舗', '受注番号', '状態', 'お客様管理番号', 'お荷物番号', '保留'],
  ['amazon', '250-0000001-0000001', '保留', '250-0000001-0000001_1', '', Array(6).fill(reason).join(' / ')],
  ['ガラス工房', '1001', '発行中', '1001_1', '400000000001 400000000002', ''],
  ['sheet', 'T-9', '保留', 'T-9_1', '', `長い英語 ${'the quick brown fox '.repeat(20)}ｶﾅ 𠮷野家 髙橋`],
];
const [headings, ...rows] = orders as [readonly string[], ...string[][]];
const lines = (most?: number) => table(headings, rows, most).lines;

describe('a table without a limit', () => {
  test('columns stand under their heading, full-width characters counting two', () => {
    const found = table(
      ['受注番号', 'A'],
      [
        ['1', '山田'],
        ['長い受注番号', 'x'],
        ['ｶﾅ', ''],
      ],
    );
    const column = found.lines
      .slice(0, 4)
      .map((line, i) => width(line.slice(0, line.indexOf(['A', '-'.repeat(4), '山田', 'x'][i]!))));
    expect(new Set([column[0], column[2], column[3]])).toEqual(new Set([14]));
    expect(found.lines[1]).toBe(`${'-'.repeat(12)}  ${'-'.repeat(4)}`);
    expect(found.lines.every((line) => line === line.trimEnd())).toBe(true);
    expect(found.isCut).toBe(false);
  });

  test('a line a row, however long', () => {
    expect(lines()).toHaveLength(2 + rows.length);
    expect(lines().join('\n')).toContain(rows[0]![5]);
  });

  test('a value from a file cannot break the line', () => {
    expect(table(['x'], [['1\n2']]).lines).toHaveLength(3);
  });
});

describe('in a terminal', () => {
  test.each([200, 140, 120, 100, 80, 60, 40])('of %i columns no line is wider', (most) => {
    for (const line of lines(most)) expect(width(line)).toBeLessThanOrEqual(most);
    for (const line of table(['理由'], [[reason]], most).lines) expect(width(line)).toBeLessThanOrEqual(most);
  });

  test.each([200, 140, 100, 80, 40])('of %i columns numbers are never parted', (most) => {
    const text = lines(most).join('\n');
    for (const number of ['250-0000001-0000001', '250-0000001-0000001_1', '400000000001', '400000000002', 'T-9_1'])
      expect(text).toContain(number);
  });

  test('that is wide enough it looks as without one', () => {
    const short = [['amazon', '250-1', '保留']];
    expect(table(['店舗', '受注番号', '状態'], short, 30)).toEqual(table(['店舗', '受注番号', '状態'], short));
  });

  test('long texts are wrapped to three lines and end with …', () => {
    const { lines: found, isCut } = table(headings, rows, 140);
    expect(isCut).toBe(true);
    expect(found.length).toBeLessThanOrEqual(2 + 3 * rows.length);
    expect(found.filter((line) => line.endsWith('…'))).toHaveLength(2);
    expect(found[2]).toContain('入金が確認できて');
  });

  test('where columns do not fit, rows are paragraphs with all of their text', () => {
    const { lines: found, isCut } = table(headings, rows, 60);
    expect(isCut).toBe(false);
    expect(found[0]).toMatch(/^店舗: amazon {2}受注番号: 250-0000001-0000001/);
    const bare = (text: string) => text.replace(/\s/g, '');
    for (const cell of rows.flat()) expect(bare(found.join(''))).toContain(bare(cell));
  });

  test.each([30, 100])('a character with hundreds of marks ends as well in %i columns', (most) => {
    const marked = `a${'\u0301'.repeat(400)}`;
    const { lines: found } = table(['名', '理由'], [[marked, marked + reason]], most);
    expect(found.length).toBeLessThan(200);
    for (const line of found) expect(width(line)).toBeLessThanOrEqual(most);
  });

  test('a surrogate pair or a ﾞ is never parted from its character', () => {
    const text = '𠮷ﾊﾟ'.repeat(40);
    for (let most = 24; most < 40; most++) {
      const found = table(['名'], [[text]], most).lines.slice(2);
      for (const line of found) expect(line).toMatch(/^[^ﾟ\udc00-\udfff].*[^\ud800-\udbff]$/);
    }
  });
});

describe('printing', () => {
  const printed = (columns: number | undefined): string => {
    const { stdout } = process;
    const real = { write: stdout.write, isTTY: stdout.isTTY, columns: stdout.columns };
    let said = '';
    Object.assign(stdout, {
      isTTY: columns !== undefined,
      columns,
      write: (text: string) => {
        said += text;
        return true;
      },
    });
    try {
      printTable(headings, rows);
    } finally {
      Object.assign(stdout, real);
    }
    return said;
  };

  test.each([100, 140])('fits a terminal of %i columns', (columns) => {
    for (const line of printed(columns).split('\n')) expect(width(line)).toBeLessThanOrEqual(columns);
  });

  test('says where the whole text is when it was cut, and only then', () => {
    expect(printed(140)).toContain('全文は --json');
    expect(printed(60)).not.toContain('全文は');
    expect(printed(undefined)).not.toContain('全文は');
  });

  test('is whole where nobody watches: in a pipe, or when the terminal does not know its width', () => {
    expect(printed(undefined)).toContain(rows[0]![5]);
    expect(printed(0)).toContain(rows[0]![5]);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import exceljs from 'exceljs';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, test } from 'vitest';
import { writeSheets } from '../../src/flow/files/text-sheets.ts';
import { writeNotices } from '../../src/flow/notify/index.ts';
import { createCsvWriter } from '../../src/layout/rows/csv-write.ts';
import { convertRows } from '../../src/layout/rows-convert.ts';
import { readCode } from '../../src/text/number.ts';
import { type Desk, openDesk, row } from '../support/desk.ts';
import { standard } from '../support/layouts.ts';
import { rowLayout } from '../support/row-layout.ts';
import { filesIn } from '../support/workspace.ts';

/* 31: what a spreadsheet would run is guarded in files that people open, and never in files that machines read. */

const dangerous = [
  '=1+1',
  '=HYPERLINK("http://example.com","x")',
  '+81-3',
  '-5',
  '@SUM(1)',
  '\tx',
  '\rx',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
];
const harmless = ['', '山田', '1-2-3', 'a=b', ' =1', "'=1", '〜', '0123', 'x\t'];

function written(forPeople: boolean, cells: readonly string[], quote: 'minimal' | 'all' = 'minimal'): string {
  const { form } = rowLayout([], { encoding: 'utf-8', header: false, forPeople, quote });
  const pieces: Buffer[] = [];
  const writer = createCsvWriter(form, (bytes) => pieces.push(Buffer.from(bytes)));
  expect(writer.row(cells)).toEqual([]);
  writer.end();
  return Buffer.concat(pieces).toString('utf8');
}

describe('a cell', () => {
  test.each(dangerous)('%j gets an apostrophe in front, for people only', (text) => {
    const there = (guarded: boolean) =>
      stringify([['x', text]], { escape_formulas: guarded, record_delimiter: '\r\n', quoted_match: /[\t\r]/ }).replace(
        /"(\t?x)"/,
        '$1',
      );
    const plain = (csv: string) => csv.replaceAll('"', '');
    expect(plain(written(true, ['x', text]))).toBe(plain(there(true)));
    expect(written(true, ['x', text])).toContain(`'${text.replaceAll('"', '""')}`);
    expect(written(false, ['x', text])).not.toContain("'");
    expect(written(true, ['x', text], 'all')).toContain(`"'${text[0]}`);
  });

  test.each(harmless)('%j is as it is', (text) => {
    expect(written(true, ['x', text])).toBe(written(false, ['x', text]));
  });

  test.each(['-5', '+81', '=7'])('that is a code (%s) is read back without the apostrophe', (code) => {
    expect(readCode(`'${code}`).value).toBe(readCode(code).value ?? code);
  });
});

test('a table that is converted cell by cell is guarded as well, bytes or not', () => {
  const convert = (forPeople: boolean) => {
    const pieces: Buffer[] = [];
    const layout = rowLayout([{ from: ['a'] }, { join: ['a', 'b'] }, { from: ['b'], default: '-' }, { value: '=x' }], {
      forPeople,
    });
    convertRows({
      source: [iconv.encode('a,b\r\n=1+1,-2\r\n山田,\r\n@x,+3\r\n', 'cp932')],
      read: {},
      limits: { lineBytes: 1 << 20 },
      layout,
      masters: { methods: [], dictionaries: {} },
      today: '2026-11-21',
      sink: (bytes) => pieces.push(Buffer.from(bytes)),
      onProblem: () => {},
    });
    return iconv.decode(Buffer.concat(pieces), 'cp932').split('\r\n').slice(1, -1);
  };
  expect(convert(false)).toEqual(['=1+1,=1+1-2,-2,=x', '山田,山田,-,=x', '@x,@x+3,+3,=x']);
  expect(convert(true)).toEqual(["'=1+1,'=1+1-2,'-2,'=x", "山田,山田,'-,'=x", "'@x,'@x+3,'+3,'=x"]);
});

test('of the standard layouts only those for people are guarded', () => {
  const people = [...standard.layouts.write.values()].filter((one) => one.form.forPeople).map((one) => one.name);
  expect(people).toEqual(['order-csv', 'picking-list', 'shipping-list', 'tracking-numbers']);
});

describe('an order whose buyer is called =cmd', () => {
  let desk: Desk;
  afterEach(() => desk.close());

  test('goes to B2 as it is, into the tracking list with an apostrophe, into the workbook as text', async () => {
    desk = await openDesk({ layouts: { read: [], issue: 'b2-csv', notify: 'tracking-numbers' } });
    await desk.report([row(1, 1, { 'recipient-name': "=cmd|' /C calc'!A0" })]);
    await desk.issueAndNumber();
    await writeNotices(desk.ctx, 'amazon');
    const files = filesIn(desk.ctx.config.outbox).filter((name) => name.endsWith('.csv'));
    const textOf = (name: string) => {
      const bytes = readFileSync(join(desk.ctx.config.outbox, name));
      return bytes[0] === 0xef ? bytes.toString('utf8') : iconv.decode(bytes, 'cp932');
    };
    const b2 = files.find((name) => name.includes('/b2-'))!;
    const list = files.find((name) => !name.includes('/b2-'))!;
    expect(textOf(b2)).toMatch(/(^|,)"?=cmd/m);
    expect(textOf(b2)).not.toContain("'=cmd");
    expect(textOf(list)).toMatch(/(^|,)"?'=cmd/m);
    const report = join(desk.ctx.config.root, 'report.xlsx');
    await writeSheets(report, [{ name: '一覧', header: ['a'], rows: dangerous.map((text) => [text]) }]);
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(report);
    const cells: exceljs.Cell[] = [];
    book.eachSheet((sheet) => sheet.eachRow((one) => one.eachCell((cell) => cells.push(cell))));
    expect(cells).toHaveLength(1 + dangerous.length);
    expect(new Set(cells.map((cell) => cell.type))).toEqual(new Set([exceljs.ValueType.String]));
  });
});

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { type ReportContent, writeReport } from '../../src/flow/desk/report.ts';
import type { HoldView, ShipmentView } from '../../src/flow/types.ts';
import { openXlsx } from '../../src/layout/rows/xlsx.ts';
import { limits, readAll } from '../support/tables.ts';

const shipment: ShipmentView = {
  customerNo: '250-1_1',
  state: 'held',
  triage: '入金待ち',
  service: 'prepaid',
  holds: [{ code: 'x', sentence: '入金を待っています。', remedy: '', clearedBy: 'data' }],
  trackingNumbers: ['012345678901', '012345678912'],
};
const order = {
  shop: 'amazon',
  number: '0012',
  state: 'held',
  triage: '入金待ち',
  payment: 'unpaid',
  revision: 2,
  shipments: [shipment],
};
const hold: HoldView = {
  id: '250-1_1:x',
  shop: 'amazon',
  number: '0012',
  customerNo: '250-1_1',
  code: 'x',
  sentence: '入金を待っています。',
  remedy: '入金を確かめてください。',
  clearedBy: 'operator',
};
const problem: Problem = {
  code: 'cell-error',
  kind: 'fix',
  place: { file: '受注.xlsx', row: 7, column: '住所', value: '=HYPERLINK("http://x")' },
  order: '0013',
};
const content = (more: Partial<ReportContent> = {}): ReportContent => ({
  orders: [order],
  holds: [],
  problems: [],
  ...more,
});
/** The report as bytes of an xlsx. */
async function reportBytes(what: ReportContent): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  try {
    await writeReport(join(folder, 'x.xlsx'), what);
    return await readFile(join(folder, 'x.xlsx'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
const sheet = async (bytes: Uint8Array, name: string) => readAll(await openXlsx(bytes, { sheet: name }, limits)).texts;

describe('the Excel report', () => {
  it('lists one row per shipment, in words that people know', async () => {
    const [header, row] = await sheet(await reportBytes(content()), '受注一覧');
    expect(Object.fromEntries(header!.map((name, i) => [name, row![i]]))).toEqual({
      店舗: 'amazon',
      注文番号: '0012',
      入金: '未入金',
      受注の状態: '保留',
      お客様管理番号: '250-1_1',
      送り状種類: '発払い',
      出荷の状態: '保留',
      お問い合わせ番号: '012345678901\n012345678912',
      保留理由: '入金を待っています。',
      改訂: '2',
    });
  });

  it('shows what else the caller knows, and orders without a shipment', async () => {
    const orders = [
      { ...order, more: { お届け先名: '髙橋 𠮷' } },
      { ...order, number: '0013', shipments: [] },
    ];
    const [header, first, second] = await sheet(
      await reportBytes(content({ orders, more: ['お届け先名'] })),
      '受注一覧',
    );
    expect([header!.at(-1), first!.at(-1), second![1], second![9]]).toEqual(['お届け先名', '髙橋 𠮷', '0013', '2']);
  });

  it('lists holds and problems with place, reason and remedy', async () => {
    const notice: Problem = { code: 'cells-merged', kind: 'done', place: {}, args: { column: 'A', count: 3 } };
    const bytes = await reportBytes(content({ holds: [hold], problems: [problem, notice] }));
    const [, held, told, said] = await sheet(bytes, '保留・問題一覧');
    expect(held).toEqual([
      '保留',
      'amazon',
      '0012',
      '250-1_1',
      '',
      '',
      '',
      '',
      '入金を待っています。',
      '入金を確かめてください。',
      '担当者の確認',
    ]);
    expect(told!.slice(0, 8)).toEqual(['問題', '', '0013', '', '受注.xlsx', '7', '住所', '=HYPERLINK("http://x")']);
    expect(said![0]).toBe('お知らせ');
  });

  it('holds text cells only: no formula, no lost zero, a header that stays in sight', async () => {
    const evil = { ...order, number: '=cmd|"/c calc"!A1', more: { 備考: '+81 90', 番号: '0012', 印: '@x', 引: '-1' } };
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(
      Buffer.from(
        await reportBytes(content({ orders: [evil], more: Object.keys(evil.more), problems: [problem] })),
      ) as never,
    );
    for (const page of book.worksheets) {
      expect(page.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
      page.eachRow((row) => {
        row.eachCell((cell) => {
          expect(cell.type).toBe(ExcelJS.ValueType.String);
          expect(cell.numFmt).toBe('@');
        });
      });
    }
    expect(book.worksheets[0]!.getCell('B2').value).toBe('=cmd|"/c calc"!A1');
  });

  it('survives whatever characters a customer typed', async () => {
    const more = {
      a: '改行\nあり',
      b: '_x000D_',
      c: 'NUL\0と\x1b',
      d: '片割れ\ud842',
      e: `${'長'.repeat(40_000)}`,
      f: '<&>"',
    };
    const [, row] = await sheet(
      await reportBytes(content({ orders: [{ ...order, more }], more: Object.keys(more) })),
      '受注一覧',
    );
    const [a, b, c, d, e, f] = row!.slice(10);
    expect([a, b, c, d, f]).toEqual(['改行\nあり', '_x000D_', 'NUL\ufffdと\ufffd', '片割れ\ufffd', '<&>"']);
    expect(e).toMatch(/^長{32267}…（長いため、ここまで）$/);
  });

  it('with nothing in it still has both sheets and their headers', async () => {
    const bytes = await reportBytes({ orders: [], holds: [], problems: [] });
    expect(await sheet(bytes, '受注一覧')).toHaveLength(1);
    expect(await sheet(bytes, '保留・問題一覧')).toHaveLength(1);
  });

  it('is written whole or not at all, and replaces an older one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'report-'));
    try {
      const file = join(folder, '受注一覧.xlsx');
      await writeFile(file, 'old');
      await writeReport(file, content());
      expect(await readdir(folder)).toEqual(['受注一覧.xlsx']);
      expect((await sheet(await readFile(file), '受注一覧'))[1]![1]).toBe('0012');
      await expect(writeReport(join(folder, 'no', 'x.xlsx'), content())).rejects.toThrow('ENOENT');
      expect(await readdir(folder)).toEqual(['受注一覧.xlsx']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

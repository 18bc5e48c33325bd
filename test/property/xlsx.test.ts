import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../src/flow/intake/unpack.ts';
import { Unreadable } from '../../src/layout/rows/row.ts';
import { openXlsx } from '../../src/layout/rows/xlsx.ts';
import { limits, readAll } from '../support/tables.ts';
import { xlsxOf } from '../support/xlsx.ts';
import { zip } from '../support/zip.ts';

/** Any text that XML can hold, rich in what breaks careless readers. CR alone is made a line feed by XML itself. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.constantFrom('髙', '𠮷', '〜', '_x000D_', '_', '&', '<', ']]>', '\n', '　', '"'),
    ),
  )
  .map((parts) =>
    parts
      .join('')
      .toWellFormed()
      .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, ''),
  );
const grid = fc.array(fc.array(text, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
const isBlank = (row: readonly string[]) => row.every((cell) => cell.trim() === '');
const untilLast = (row: readonly string[]) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1);
const escaped = (cell: string) => cell.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

describe('a workbook', () => {
  it('gives back every text that was put in, whoever wrote it', async () => {
    await fc.assert(
      fc.asyncProperty(grid, fc.boolean(), async (rows, byExceljs) => {
        let bytes: Uint8Array;
        if (byExceljs) {
          const book = new ExcelJS.Workbook();
          const sheet = book.addWorksheet('s');
          for (const row of rows) sheet.addRow(row.map(escaped));
          bytes = new Uint8Array(await book.xlsx.writeBuffer());
        } else {
          bytes = xlsxOf(rows.map((row) => row.map(escaped)));
        }
        const wanted = rows.filter((row) => !isBlank(row)).map(untilLast);
        const opened = await openXlsx(bytes, {}, limits).catch((error: unknown) => error);
        if (opened instanceof Unreadable && wanted.length === 0) return;
        if (opened instanceof Error) throw opened;
        expect(readAll(opened as never).texts.map(untilLast)).toEqual(wanted);
      }),
      { numRuns: 100 },
    );
  });

  it('shows every safe number so that it reads back as the same number', async () => {
    const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), fc.maxSafeInteger()), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(numbers, async (row) => {
        const { texts } = readAll(await openXlsx(xlsxOf([['x', ...row]]), {}, limits));
        const close = (a: number, b: number) =>
          a === b || Math.abs(a - b) <= Math.abs(b) * 1e-14 || Math.abs(a - b) < 1e-20;
        expect(row.filter((number, i) => !close(Number(texts[0]![i + 1]), number))).toEqual([]);
        expect(texts[0]!.filter((shown) => /e/i.test(shown) && Math.abs(Number(shown)) < 1e15)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('counts days as the calendar does', async () => {
    const serial = fc.integer({ min: 61, max: 2_958_465 });
    await fc.assert(
      fc.asyncProperty(fc.array(serial, { minLength: 1 }), async (row) => {
        const { texts } = readAll(await openXlsx(xlsxOf([row.map((number) => ({ number, format: 14 }))]), {}, limits));
        // Unix day 0 is serial 25569: an independent way to count.
        const wanted = row.map((day) =>
          new Date((day - 25_569) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '/'),
        );
        expect(texts[0]).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });
});

describe('damage to any byte', () => {
  const rows = Array.from({ length: 40 }, (_, i) => [`A-${i}`, `髙橋${i}`, i, { number: 46347 + i, format: 14 }]);
  const workbook = xlsxOf([['番号', '氏名', '数', '日'], ...rows], { merges: ['A2:A3'] });
  const archive = zip([{ name: '受注.csv', content: '注文番号,氏名\r\nA-1,髙橋\r\n'.repeat(20) }]);
  const damage = fc.oneof(
    fc.record({ cut: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), to: fc.nat(255) }),
  );
  const damaged = (bytes: Buffer, how: { cut: number } | { at: number; to: number }) => {
    if ('cut' in how) return bytes.subarray(0, Math.floor(bytes.length * how.cut));
    const copy = Buffer.from(bytes);
    copy[Math.floor(copy.length * how.at)] = how.to;
    return copy;
  };

  it('of a workbook gives the same cells or a named refusal, never others and never a crash', async () => {
    const whole = readAll(await openXlsx(workbook, {}, limits)).texts;
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        try {
          const table = await openXlsx(damaged(workbook, how), {}, limits);
          expect(readAll(table).texts).toEqual(whole);
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
          expect(error.problem.kind).toBe('fix');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of an archive gives the same files or a named problem, never a crash', async () => {
    const whole = (await unpack(archive, limits)).members[0]!.bytes;
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        try {
          const { members, problems } = await unpack(damaged(archive, how), limits);
          expect(members.length + problems.length).toBe(1);
          for (const member of members) expect(Buffer.from(member.bytes).equals(Buffer.from(whole))).toBe(true);
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import type { Masters } from '../../src/core/masters.ts';
import { type Complaint, complaintText } from '../../src/layout/complaint.ts';
import { type Opened, openDocument } from '../../src/layout/document.ts';
import { type LayoutFile, loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { type ReadResult, readTable } from '../../src/layout/read.ts';
import type { Row, Table } from '../../src/layout/rows/row.ts';
import type { LayoutSet, ReadLayout, WriteLayout } from '../../src/layout/types.ts';

export const noMasters: Masters = { methods: [], dictionaries: {} };

/** Loads layouts given as `read/name` → YAML text; each counts as having a case unless `cases` says otherwise. */
export function loadTexts(
  texts: Readonly<Record<string, string>>,
  masters: Masters = noMasters,
  more: Partial<LayoutFile> = {},
): { layouts: LayoutSet; complaints: string[] } {
  const files = Object.entries(texts).map(([path, text]): LayoutFile => {
    const [direction, folder] = path.split('/') as ['read' | 'write', string];
    return { direction, folder, shown: `${folder}.yaml`, text, cases: ['one'], origin: 'standard', ...more };
  });
  const { layouts, complaints } = loadLayouts(files, masters);
  return { layouts, complaints: complaints.map((complaint: Complaint) => complaintText(complaint)) };
}

/** One read layout, which must load. */
export function readLayout(text: string, masters: Masters = noMasters): ReadLayout {
  const { layouts, complaints } = loadTexts({ 'read/one': text }, masters);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return layouts.read.get('one')!;
}

export function writeLayout(text: string, masters: Masters = noMasters): WriteLayout {
  const { layouts, complaints } = loadTexts({ 'write/one': text }, masters);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return layouts.write.get('one')!;
}

/** A table of cells; `hidden` are row numbers, `kinds` what a workbook holds in `row:place` (1-based row, 0-based place). */
export function tableOf(
  cells: readonly (readonly string[])[],
  more: {
    hidden?: readonly number[];
    kinds?: Readonly<Record<string, 'date' | 'error'>>;
    format?: 'csv' | 'xlsx';
  } = {},
): Table {
  return {
    facts: { format: more.format ?? 'csv', encoding: 'utf-8', eol: 'lf', delimiter: ',' },
    *rows() {
      // One row object for all rows, as readers may do.
      let no = 0;
      const row: Row = {
        get no() {
          return no;
        },
        get size() {
          return cells[no - 1]!.length;
        },
        text: (i) => cells[no - 1]![i] ?? '',
        get hidden() {
          return more.hidden?.includes(no) ?? false;
        },
        ...(more.kinds ? { kind: (i: number) => more.kinds![`${no}:${i}`] ?? ('text' as const) } : {}),
      };
      for (no = 1; no <= cells.length; no++) yield row;
    },
  };
}

/** Cells written as lines with `|` between them. */
export const grid = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

export async function opened(table: Table, layouts: readonly ReadLayout[]): Promise<Opened> {
  const found = await openDocument(() => table, layouts);
  if ('problem' in found) throw new Error(`${found.problem.code} ${JSON.stringify(found.problem.args)}`);
  return found;
}

export async function readCells(
  layout: ReadLayout,
  cells: readonly (readonly string[])[],
  more: Parameters<typeof tableOf>[1] & { masters?: Masters } = {},
): Promise<ReadResult> {
  return readTable(await opened(tableOf(cells, more), [layout]), {
    masters: more.masters ?? noMasters,
    today: '2026-11-21',
  });
}

/** `fix count-zero 3 数量` */
export const brief = (problems: ReadResult['problems']): string[] =>
  problems.map(({ kind, code, place }) => [kind, code, place.row ?? '', place.column ?? ''].join(' ').trim());

/** The standard layouts and masters, loaded once. */
export const standard = (() => {
  const files = readLayoutFiles(standardLayoutsFolder());
  const { masters, complaints } = loadMasters(files.masters);
  const loaded = loadLayouts(files.layouts, masters);
  return { masters, layouts: loaded.layouts, complaints: [...complaints, ...loaded.complaints].map(complaintText) };
})();

import { refuse } from '../zip.ts';

/** A range of merged cells, 0-based columns, 1-based rows. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The last row that Excel has, and one more than its last column. */
export const mostRows = 1_048_576;
export const mostColumns = 16_384;

/** `AB12` → 27. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** 27 → `AB`. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** `A1:B3` → its rows and columns; whole rows (`2:3`) go to the sheet's end, whole columns are refused. `part` = part name for the refusal. */
export function readMerge(reference: string, part: string): Merge {
  const [from = '', to = from] = reference.split(':');
  const rowOf = (cell: string) => Number(cell.replace(/^[A-Z]+/, ''));
  const rows = /^\d+$/.test(from) && /^\d+$/.test(to);
  const merge = rows
    ? { top: Number(from), bottom: Number(to), left: 0, right: mostColumns - 1 }
    : { top: rowOf(from), bottom: rowOf(to), left: columnOf(from), right: columnOf(to) };
  // One cell down to the sheet's end: below it nobody sees anything.
  if (/^[A-Z]+:[A-Z]+$/.test(reference) || merge.bottom >= mostRows)
    throw refuse('workbook-columns-merged', { range: reference });
  if (!(merge.top > 0 && merge.bottom >= merge.top && merge.left >= 0 && merge.right >= merge.left)) {
    throw refuse('workbook-broken', { part });
  }
  return merge;
}

import { refuse } from '../zip.ts';

/** A range of merged cells, 0-based columns, 1-based rows. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

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

/** `A1:B3` → its rows and columns. `part` = part name for the refusal. */
export function readMerge(reference: string, part: string): Merge {
  const [from = '', to = from] = reference.split(':');
  const rowOf = (cell: string) => Number(cell.replace(/^[A-Z]+/, ''));
  const merge = { top: rowOf(from), bottom: rowOf(to), left: columnOf(from), right: columnOf(to) };
  if (!(merge.top > 0 && merge.bottom >= merge.top && merge.left >= 0 && merge.right >= merge.left)) {
    throw refuse('workbook-broken', { part });
  }
  return merge;
}

import { isBlank } from '../rule.ts';
import type { Header } from './header.ts';
import { type Look, looks } from './looks.ts';
import { type HeaderWords, type Understood, understand } from './understand.ts';

/** One column of the file: what its header says and what its cells look like. */
export interface Column extends Understood {
  /** Position in the file, 0-based. */
  readonly at: number;
  /** Header text as people see it. */
  readonly name: string;
  /** How a layout names it (`name`, or `name#2` for the second of that name); '' = it has no name. */
  readonly ref: string;
  /** Cells, one per row. */
  readonly cells: readonly string[];
  readonly filled: number;
  /** Different filled cells. */
  readonly distinct: number;
  /** Share of the filled cells that look like it, 0…1; 1 of an empty column. */
  share(look: Look): number;
}

/** A dictionary may say so much of a column's cells: most of them, not all, because files hold mistakes. */
export const most = 0.8;

/** Columns of a table, whose cells may be fewer than its header has. */
export function columnsOf(header: Header, rows: readonly (readonly string[])[], words: HeaderWords): Column[] {
  return header.names.map((name, at) => {
    const cells = rows.map((row) => row[at] ?? '');
    const counts = new Map<string, number>();
    for (const cell of cells) if (!isBlank(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
    const filled = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const shares = new Map<Look, number>();
    const share = (look: Look): number => {
      let known = shares.get(look);
      if (known === undefined) {
        let good = 0;
        for (const [cell, count] of counts) if (looks[look](cell)) good += count;
        known = filled === 0 ? 1 : good / filled;
        shares.set(look, known);
      }
      return known;
    };
    return { ...understand(name, words), at, name, ref: header.refs[at]!, cells, filled, distinct: counts.size, share };
  });
}

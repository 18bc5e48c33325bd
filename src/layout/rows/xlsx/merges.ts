import type { Merge } from './reference.ts';
import type { RawCell, RawRow } from './sheet.ts';

/** What merged cells did to a column, told once at the end. */
export interface MergeCounts {
  /** Vertical merges of data, by column: their rows were read as the same value. */
  readonly same: Map<number, number>;
  /** Values that no one can see under a merged cell, by column: not read. */
  readonly covered: Map<number, number>;
}

/**
 * Fills rows the way a person sees merged cells: down a merge every row has the value of its first row, to the right
 * the cells are empty. `rows` must come from the top. Merges that only bind a two-row header are not counted.
 */
export function createMerger(merges: readonly Merge[], counts: MergeCounts): (row: RawRow) => void {
  let next = 0;
  let active: { merge: Merge; value: RawCell }[] = [];
  const groupRows = new Set(merges.filter(isGroupName).map((merge) => merge.top));
  const bindsHeader = (merge: Merge) => merge.bottom === merge.top + 1 && groupRows.has(merge.top);
  return ({ no, cells }) => {
    while (next < merges.length && merges[next]!.top <= no) {
      const merge = merges[next++]!;
      active.push({ merge, value: merge.top === no ? (cells[merge.left] ?? '') : '' });
      const tall = merge.bottom > merge.top;
      if (tall && merge.top === no && cells[merge.left] && !bindsHeader(merge)) count(counts.same, merge.left);
    }
    if (active.length === 0) return;
    active = active.filter(({ merge }) => merge.bottom >= no);
    for (const { merge, value } of active) {
      // Beyond its last cell a row is empty anyhow.
      const right = Math.max(merge.left, Math.min(merge.right, cells.length - 1));
      for (let i = merge.left; i <= right; i++) {
        if (i === merge.left && merge.top === no) continue;
        const seen = i === merge.left ? value : '';
        const own = cells[i] ?? '';
        if (own !== '' && own !== seen) count(counts.covered, i);
        if (own === seen) continue;
        while (cells.length < i) cells.push('');
        cells[i] = seen;
      }
    }
  };
}

const count = (counts: Map<number, number>, column: number) => counts.set(column, (counts.get(column) ?? 0) + 1);

/** The upper row of a two-row header: a name over several columns. What is two rows high beside it has no group. */
const isGroupName = (merge: Merge) => merge.top === merge.bottom && merge.right > merge.left;

import { fold } from '../core/fold.ts';
import type { Match } from './match.ts';
import type { OnRowProblem, Row } from './rows/row.ts';
import { isBlank } from './rule.ts';

/** How a layout means the rows of a table, where that is not as they stand. */
export interface RowMeaning {
  /** The row with what stands above in cells that say "as above". Takes every row, in the order of the file. */
  readonly filled?: (row: Row) => Row;
  /** The row, or a row per entry where it is a whole order with lists in its cells. */
  readonly parted?: (row: Row, onProblem: OnRowProblem) => readonly Row[];
}

export function meaningOf({ layout, columns }: Match): RowMeaning {
  const { sameAsAbove, lists } = layout;
  const at = (names: readonly string[]) => names.map((name) => columns.find(name)).filter((place) => place >= 0);
  const count = lists ? (at(lists.count)[0] ?? -1) : -1;
  const places = lists ? at(lists.columns) : [];
  return {
    ...(sameAsAbove === undefined ? {} : { filled: cellsAbove(sameAsAbove) }),
    ...(count < 0 ? {} : { parted: (row, onProblem) => listsParted(row, count, places, columns.names, onProblem) }),
  };
}

/** The first row has nothing above it: there the word stands for a blank. */
function cellsAbove(word: string): (row: Row) => Row {
  const folded = fold(word);
  const isWord = (text: string) => text.length <= word.length + 4 && fold(text) === folded;
  let above: readonly string[] = [];
  return (row) => {
    const own = Array.from({ length: row.size }, (_, i) => row.text(i));
    const cells = own.map((text, i) => (isWord(text) ? (above[i] ?? '') : text));
    above = cells;
    return { ...changed(row, cells), isAbove: (i) => isWord(own[i] ?? '') };
  };
}

/** As many rows as the column of quantities has entries. Lists of another length cannot be told apart: the row's order is refused. */
function listsParted(
  row: Row,
  count: number,
  lists: readonly number[],
  names: readonly string[],
  onProblem: OnRowProblem,
): readonly Row[] {
  const entries = partsOf(row.text(count)).length;
  if (entries === 1) return [row];
  const parted = new Map<number, readonly string[]>();
  for (const place of [count, ...lists]) {
    const text = row.text(place);
    const parts = isBlank(text) ? new Array<string>(entries).fill('') : partsOf(text);
    if (parts.length !== entries) {
      const args = { counts: names[count] ?? '', entries, others: parts.length };
      const at = { row: row.no, column: names[place] ?? '', value: text };
      onProblem({ code: 'list-lengths-differ', kind: 'fix', place: at, args }, row);
      return [];
    }
    parted.set(place, parts);
  }
  const cellsOf = (entry: number) => Array.from({ length: row.size }, (_, i) => parted.get(i)?.[entry] ?? row.text(i));
  return Array.from({ length: entries }, (_, entry) => changed(row, cellsOf(entry)));
}

const partsOf = (text: string): readonly string[] => text.split(/[,，]/).map((part) => part.trim());

/** The row with other texts, for as long as it is the reader's current one. */
const changed = (row: Row, cells: readonly string[]): Row => ({
  no: row.no,
  size: row.size,
  text: (i) => cells[i] ?? '',
  ...(row.hidden === undefined ? {} : { hidden: row.hidden }),
  ...(row.kind ? { kind: (i: number) => row.kind!(i) } : {}),
});

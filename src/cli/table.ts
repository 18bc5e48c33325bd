import { fit as headOf, width } from '../text/width.ts';
import { oneLine } from './one-line.ts';

/** Lines of one cell at most. */
const mostLines = 3;
/** No column of text gets narrower than this, for it would be a ribbon that nobody reads. */
const readable = 24;
const gap = '  ';

export interface Table {
  readonly lines: readonly string[];
  /** Some cell is longer than what is shown of it. */
  readonly isCut: boolean;
}

/**
 * A table for people: columns aligned by East Asian width, two spaces between, no trailing blanks. What is wider than `most`
 * is wrapped, the longest texts first; a cell goes over three lines at most and then ends with …. Numbers and names are never
 * parted: where they do not fit side by side, each row is a paragraph of `heading: value`, with all of its text.
 *
 * @param most columns of the terminal; Infinity = one line a row, whatever its length
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  most = Number.POSITIVE_INFINITY,
): Table {
  const all = [headings, ...rows].map((row) => headings.map((_, column) => oneLine(row[column] ?? '')));
  const widths = allot(all, most - gap.length * (headings.length - 1));
  if (!widths) return { lines: paragraphs(all, most), isCut: false };
  let isCut = false;
  const linesOf = (row: readonly string[]): string[] => {
    const cells = row.map((cell, column) => {
      const { lines, rest } = wrap(cell, widths[column]!, mostLines);
      isCut ||= rest;
      return lines;
    });
    return Array.from({ length: Math.max(...cells.map((lines) => lines.length)) }, (_, at) =>
      cells
        .map((lines, column) => (lines[at] ?? '') + ' '.repeat(widths[column]! - width(lines[at] ?? '')))
        .join(gap)
        .trimEnd(),
    );
  };
  const rule = widths.map((wide) => '-'.repeat(wide)).join(gap);
  const [head, ...body] = all.map(linesOf);
  return { lines: [...head!, rule, ...body.flat()], isCut };
}

/** Every column gets what it wants up to a common limit, but not less than it needs. `undefined` = not even that fits. */
function allot(rows: readonly (readonly string[])[], room: number): readonly number[] | undefined {
  const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]!));
  const wanted = columns.map((cells) => cells.reduce((widest, cell) => Math.max(widest, width(cell)), 0));
  const needed = columns.map((cells, column) =>
    cells.slice(1).every((cell) => !/[\s\u0080-\uffff]/.test(cell))
      ? wanted[column]!
      : Math.min(wanted[column]!, readable),
  );
  const at = (limit: number) => wanted.map((most, column) => Math.max(needed[column]!, Math.min(most, limit)));
  const sum = (widths: readonly number[]) => widths.reduce((total, one) => total + one, 0);
  let limit = Math.max(...wanted);
  if (sum(wanted) <= room) return wanted;
  if (sum(needed) > room) return undefined;
  while (sum(at(limit)) > room) limit -= 1;
  return at(limit);
}

/** A text as lines of so many columns; `rest` = it is longer than the lines that are allowed. */
function wrap(text: string, wide: number, most = Number.POSITIVE_INFINITY): { lines: string[]; rest: boolean } {
  const lines: string[] = [];
  for (let left = text; ; ) {
    if (width(left) <= wide) return { lines: [...lines, left], rest: false };
    if (lines.length === most - 1) return { lines: [...lines, `${headOf(left, wide - 2).head}…`], rest: true };
    // A character with more marks than a line has columns is parted all the same.
    const head = headOf(left, wide).head || [...left].slice(0, wide >> 1).join('');
    lines.push(head.trimEnd());
    left = left.slice(head.length).trimStart();
  }
}

/** `heading: value` one after the other, in a new line where the next does not fit any more. */
function paragraphs([headings = [], ...rows]: readonly (readonly string[])[], most: number): string[] {
  return rows.flatMap((row) => {
    const lines: string[] = [];
    row.forEach((cell, column) => {
      if (cell === '') return;
      const part = `${headings[column]}: ${cell}`;
      const last = lines.at(-1);
      if (last !== undefined && width(last) + gap.length + width(part) <= most)
        lines.push(`${lines.pop()}${gap}${part}`);
      else
        lines.push(
          ...wrap(part, Math.max(4, most - gap.length)).lines.map((line, at) =>
            last === undefined && at === 0 ? line : gap + line,
          ),
        );
    });
    return [...lines, ''];
  });
}

import type { Problem } from '../core/problem.ts';
import type { Opened } from './document.ts';
import type { Row } from './rows/row.ts';
import { isBlank } from './rule.ts';

/** A text row with values beyond the last column of the header has probably slipped: none of its cells can be trusted. */
export function tooManyCells(row: Row, opened: Opened): Problem | undefined {
  const columns = opened.match.columns.names.length;
  if (row.size <= columns || opened.facts.format === 'xlsx') return undefined;
  for (let i = columns; i < row.size; i++)
    if (!isBlank(row.text(i)))
      return { code: 'too-many-cells', kind: 'fix', place: { row: row.no }, args: { columns, cells: row.size } };
  return undefined;
}

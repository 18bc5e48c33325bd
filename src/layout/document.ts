import type { Problem } from '../core/problem.ts';
import { headerRows, type Match, matchLayout } from './match.ts';
import { meaningOf } from './row-meaning.ts';
import type { OnRowProblem, ReadForm, Row, Table, TableFacts } from './rows/row.ts';
import type { ReadLayout } from './types.ts';

/** Opens the same bytes in a given form; called a second time when the layout wants another form than what was found out. A workbook has only one form. */
export type OpenTable = (form: ReadForm) => Table | Promise<Table>;

/** A table whose layout is known, standing before its first data row. */
export interface Opened {
  readonly match: Match;
  readonly facts: TableFacts;
  /** Data rows; may be walked once. */
  rows(onProblem: OnRowProblem): Iterable<Row>;
}

/** How a layout wants its file cut. What the layout leaves open is found out from the bytes; xlsx is known by its content. */
export function readForm(layout: ReadLayout): ReadForm {
  const { format, delimiter, quoted, encoding, records, lines } = layout.form;
  return {
    ...(format === 'json' ? { format } : {}),
    ...(delimiter !== '' ? { delimiter } : {}),
    ...(quoted ? {} : { quoted }),
    ...(encoding === 'auto' ? {} : { encoding }),
    ...(records === undefined ? {} : { records }),
    ...(lines === undefined ? {} : { lines }),
  };
}

/**
 * Finds the layout of a document and puts it before its first data row. Throws `Unreadable` when the bytes are no table at
 * all; a table that no layout fits comes back as a problem, before any row was read.
 */
export async function openDocument(
  open: OpenTable,
  candidates: readonly ReadLayout[],
): Promise<Opened | { readonly problem: Problem }> {
  const only = candidates.length === 1 ? candidates[0]! : undefined;
  const first = begin(await open(only ? readForm(only) : {}));
  const found = matchLayout(first.head, candidates);
  if ('problem' in found) return (await onOtherSheet(open, first.facts, candidates)) ?? found;
  const form = readForm(found.layout);
  if (only || first.facts.format === 'xlsx' || Object.keys(form).length === 0) return first.opened(found);
  const second = begin(await open(form));
  const again = matchLayout(second.head, [found.layout]);
  return 'problem' in again ? again : second.opened(again);
}

/** A workbook whose first sheet is a cover or an instruction: the first other visible sheet that a layout fits. */
async function onOtherSheet(
  open: OpenTable,
  { sheet: first, sheets = [] }: TableFacts,
  candidates: readonly ReadLayout[],
): Promise<Opened | undefined> {
  for (const sheet of sheets) {
    if (sheet === first) continue;
    const begun = begin(await open({ sheet }));
    const found = matchLayout(begun.head, candidates);
    if (!('problem' in found)) return begun.opened(found);
  }
  return undefined;
}

interface Begun {
  readonly head: readonly Row[];
  readonly facts: TableFacts;
  opened(match: Match): Opened;
}

/** Takes the first rows off a table; rows are handed on later in the same order. */
function begin(table: Table): Begun {
  const early: { problem: Problem; row?: Row }[] = [];
  let report: OnRowProblem = (problem, row) => {
    early.push(row ? { problem, row: keep(row) } : { problem });
  };
  const iterator = table.rows((problem, row) => report(problem, row))[Symbol.iterator]();
  const head: Row[] = [];
  while (head.length < headerRows) {
    const next = iterator.next();
    if (next.done) break;
    head.push(keep(next.value));
  }
  return {
    head,
    facts: table.facts,
    opened: (match) => ({
      match,
      facts: table.facts,
      *rows(onProblem) {
        const { filled, parted } = meaningOf(match);
        const mean = (row: Row): Row => (filled ? filled(row) : row);
        report = (problem, row) => onProblem(problem, row && mean(row));
        const tellBefore = (no: number) => {
          while (early[0] && (early[0].row?.no ?? 0) < no) {
            const { problem, row } = early.shift()!;
            report(problem, row);
          }
        };
        for (const row of head.slice(match.dataFrom)) {
          tellBefore(row.no);
          if (parted) yield* parted(mean(row), onProblem);
          else yield mean(row);
        }
        tellBefore(Infinity);
        for (let next = iterator.next(); !next.done; next = iterator.next())
          if (parted) yield* parted(mean(next.value), onProblem);
          else yield mean(next.value);
      },
    }),
  };
}

/** A copy of a row that stays as it is (readers may reuse their row object). */
function keep(row: Row): Row {
  const cells = Array.from({ length: row.size }, (_, i) => row.text(i));
  const kinds = row.kind ? cells.map((_, i) => row.kind!(i)) : undefined;
  return {
    no: row.no,
    size: row.size,
    text: (i) => cells[i] ?? '',
    ...(row.hidden === undefined ? {} : { hidden: row.hidden }),
    ...(kinds ? { kind: (i: number) => kinds[i] ?? 'text' } : {}),
  };
}

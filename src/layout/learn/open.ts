import type { Masters } from '../../core/masters.ts';
import type { Problem } from '../../core/problem.ts';
import type { OpenTable } from '../document.ts';
import { cellsOf, headerRows } from '../match.ts';
import type { ReadForm, Row, TableFacts } from '../rows/row.ts';
import { findHeader, type Header } from './header.ts';
import { headerWords } from './understand.ts';

/** A file that no layout reads, cut into header and rows. */
export interface OpenedForLearning {
  readonly header: Header;
  /** Texts of the data rows, without hidden ones; at most `mostRows`. */
  readonly rows: readonly (readonly string[])[];
  readonly facts: TableFacts;
  /** false: a quotation mark is an ordinary character in this file. */
  readonly quoted: boolean;
}

/** Rows that are looked at: enough to see how a file is built, whatever its size. */
export const mostRows = 5000;

/**
 * Opens a file and finds its header. What no table reader takes is thrown as `Unreadable`; a table without a header, without rows,
 * or JSON comes back as the problem.
 */
export async function openForLearning(
  open: OpenTable,
  masters: Masters,
): Promise<OpenedForLearning | { readonly problem: Problem }> {
  const cut = await cutRows(open, {});
  // A quotation mark that breaks rows in a file of tabs is an ordinary character (Amazon's reports); so it is in JSON.
  const isBroken = cut.problems.some((one) => one.code.startsWith('quote-'));
  const isPlain = isBroken && (cut.facts.format === 'tsv' || cut.rows.length === 0);
  const { facts, rows } = isPlain ? await cutRows(open, { quoted: false }) : cut;
  if (/^\s*[[{]/.test(rows[0]?.text(0) ?? '')) return { problem: refuse('learn-json') };
  const words = headerWords(masters.dictionaries['header-words'] ?? new Map());
  const found = findHeader(rows.slice(0, headerRows), words);
  if ('missing' in found) return { problem: refuse(found.missing) };
  const data = rows.slice(found.dataFrom).filter((row) => !row.hidden);
  return { header: found, rows: data.map(cellsOf), facts, quoted: !isPlain };
}

const refuse = (code: Problem['code']): Problem => ({ code, kind: 'fix', place: {} });

async function cutRows(
  open: OpenTable,
  form: ReadForm,
): Promise<{ facts: TableFacts; rows: Row[]; problems: Problem[] }> {
  const table = await open(form);
  const rows: Row[] = [];
  const problems: Problem[] = [];
  for (const row of table.rows((problem) => problems.push(problem))) {
    rows.push(keep(row));
    if (rows.length >= mostRows) break;
  }
  return { facts: table.facts, rows, problems };
}

/** Readers reuse their row object. */
function keep(row: Row): Row {
  const cells = cellsOf(row);
  return { no: row.no, size: row.size, text: (i) => cells[i] ?? '', ...(row.hidden && { hidden: true }) };
}

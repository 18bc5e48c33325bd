import { cellsOf, columnsOf, firstLine, headerRows, twoRows } from '../match.ts';
import type { Row } from '../rows/row.ts';
import { isBlank } from '../rule.ts';
import { type Look, looks } from './looks.ts';
import { type HeaderWords, understand } from './understand.ts';

/** The header of a table, found among its first rows. */
export interface Header {
  /** Column names by position; of two header rows group and name together. */
  readonly names: readonly string[];
  /** How a layout names each column; '' = it cannot be named. */
  readonly refs: readonly string[];
  /** The header's rows as they stand in the file (1 or 2). */
  readonly lines: readonly (readonly string[])[];
  /** How many of the rows that were looked at come before the first data row. */
  readonly dataFrom: number;
}

export type NoHeader = 'learn-no-header' | 'learn-only-header' | 'learn-empty';

/** Looks that a cell of a header never has. */
const values: readonly Look[] = ['email', 'postal-listed', 'phone', 'date', 'number'];

/**
 * Finds the header: the row (or two neighbouring rows, group above name) with most names that the dictionary understands and
 * nothing that looks like a value. Title lines above it are passed over.
 */
export function findHeader(first: readonly Row[], words: HeaderWords): Header | { readonly missing: NoHeader } {
  const cells = first.slice(0, headerRows).map(cellsOf);
  if (cells.every((row) => row.every(isBlank))) return { missing: 'learn-empty' };
  let best: { header: Header; score: number } | undefined;
  const consider = (ways: readonly (readonly string[])[], at: number, count: number) => {
    const names = ways.map((way) => firstLine(way[0] ?? ''));
    const score = scoreOf(names, words);
    // Two rows only when they say more than the lower one alone.
    if (score < 2 || (best && score <= best.score)) return;
    const columns = columnsOf(ways);
    const header = {
      names,
      refs: names.map((name, place) => refOf(name, place, columns.find)),
      lines: cells.slice(at, at + count),
      dataFrom: at + count,
    };
    best = { header, score };
  };
  for (const [at, row] of cells.entries()) {
    const one = row.map((text) => [text]);
    consider(one, at, 1);
    const next = cells[at + 1];
    if (next && !isData(row) && !isData(next)) consider(twoRows(row, next), at, 2);
  }
  if (!best) return { missing: 'learn-no-header' };
  return first.length > best.header.dataFrom ? best.header : { missing: 'learn-only-header' };
}

/**
 * Names that are understood, and different things that they say (in a header of two rows the lower one says the same of two people);
 * a row with values in it is no header.
 */
function scoreOf(names: readonly string[], words: HeaderWords): number {
  if (isData(names)) return 0;
  const said = new Set<string>();
  let score = 0;
  for (const name of names) {
    if (name === '') continue;
    const { meaning, whole, index } = understand(name, words);
    if (meaning.kind === 'unknown') continue;
    score += whole ? 1 : 0.25;
    if (whole) said.add(JSON.stringify([meaning, index]));
  }
  return score + said.size;
}

function isData(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => !isBlank(cell));
  const likeValues = filled.filter((cell) => values.some((look) => looks[look](cell)));
  return likeValues.length > 0 && likeValues.length * 10 > filled.length;
}

/** The name under which `find` gives this very column: the name itself, or with `#2` … behind it. */
function refOf(name: string, place: number, find: (name: string) => number): string {
  if (name === '') return '';
  if (find(name) === place) return name;
  for (let copy = 2; copy < 1000; copy++) if (find(`${name}#${copy}`) === place) return `${name}#${copy}`;
  return '';
}

import { fold } from '../core/fold.ts';
import type { Problem } from '../core/problem.ts';
import { isGuarded, stripGuard } from '../text/guard.ts';
import type { Row } from './rows/row.ts';
import { isBlank } from './rule.ts';
import type { ReadLayout, Rule } from './types.ts';
import { words } from './words.ts';

/** The columns of a table by their folded names. */
export interface Columns {
  /** Header texts as the file spells them, by position. */
  readonly names: readonly string[];
  /** Position of a column, −1 when it is not there. `name#2` = the second column of that name. */
  find(name: string): number;
}

export interface Match {
  readonly layout: ReadLayout;
  readonly columns: Columns;
  /** Index of the first data row among the rows that were looked at. */
  readonly dataFrom: number;
}

/** Rows in which a header is looked for. */
export const headerRows = 10;

/**
 * Finds the layout that fits a table by its first rows: the header may stand below title lines, or in two rows (group and
 * name). Of several layouts that fit, the one that knows most of the columns wins; a tie is refused. Files without a
 * header are tried last, by position. `first` must be rows that stay as they are (at most `headerRows`).
 */
export function matchLayout(
  first: readonly Row[],
  candidates: readonly ReadLayout[],
): Match | { readonly problem: Problem } {
  const headers = possibleHeaders(first);
  let best: { match: Match; score: number }[] = [];
  for (const layout of candidates) {
    const own = bestHeader(layout, headers);
    if (own) best.push(own);
  }
  if (best.length === 0)
    for (const layout of candidates) {
      const match = matchHeadless(first, layout);
      if (match) best.push({ match, score: 0 });
    }
  const most = Math.max(...best.map((one) => one.score));
  best = best.filter((one) => one.score === most);
  if (best.length === 1) return best[0]!.match;
  if (best.length > 1) {
    const layouts = best.map((one) => `${one.match.layout.title}（${one.match.layout.name}）`).join('、');
    return { problem: { code: 'ambiguous-headers', kind: 'fix', place: {}, args: { layouts } } };
  }
  return { problem: nearestLayout(first, headers, candidates) };
}

interface Header {
  readonly columns: Columns;
  readonly dataFrom: number;
}

function bestHeader(layout: ReadLayout, headers: readonly Header[]): { match: Match; score: number } | undefined {
  let best: { match: Match; score: number } | undefined;
  for (const { columns, dataFrom } of headers) {
    if (!fits(layout, columns)) continue;
    const score = knownColumns(layout, columns);
    if (!best || score > best.score) best = { match: { layout, columns, dataFrom }, score };
  }
  return best;
}

/** All of `fits`, none of `unless`, and a source for every required field. */
function fits(layout: ReadLayout, columns: Columns): boolean {
  return missingColumns(layout, columns).length === 0 && !layout.unless.some((name) => columns.find(name) >= 0);
}

/** What a table must have: each entry one column, or one of several names for it. */
function requirements(layout: ReadLayout): readonly (readonly string[])[] {
  const wanted = new Map(layout.fits.map((name) => [fold(name), [name] as readonly string[]]));
  for (const rule of Object.values(layout.fields)) {
    const sources = sourcesOf(rule);
    if (!rule.required || sources.length === 0 || rule.default !== undefined) continue;
    if (!sources.some((name) => wanted.has(fold(name)))) wanted.set(fold(sources[0]!), sources);
  }
  return [...wanted.values()];
}

function missingColumns(layout: ReadLayout, columns: Columns): string[] {
  return requirements(layout)
    .filter((names) => !names.some((name) => columns.find(name) >= 0))
    .map(([name]) => name!);
}

function knownColumns(layout: ReadLayout, columns: Columns): number {
  const known = new Set(layout.fits.map((name) => columns.find(name)));
  for (const rule of Object.values(layout.fields)) for (const name of sourcesOf(rule)) known.add(columns.find(name));
  known.delete(-1);
  return known.size;
}

const sourcesOf = (rule: Rule): readonly string[] => rule.from ?? rule.join ?? [];

/** Every single row, and every two neighbouring rows read as group names and names. */
function possibleHeaders(first: readonly Row[]): Header[] {
  const cells = first.map(cellsOf);
  const single = cells.map((row, index) => ({ columns: columnsOf(row.map((text) => [text])), dataFrom: index + 1 }));
  const double = cells.slice(0, -1).map((upper, index) => ({
    columns: columnsOf(twoRows(upper, cells[index + 1]!)),
    dataFrom: index + 2,
  }));
  return [...single, ...double];
}

export function cellsOf(row: Row): string[] {
  return Array.from({ length: row.size }, (_, i) => row.text(i));
}

/** Names of a two-row header: the lower name alone and after its group (whose cell is merged: blanks belong to the left). */
export function twoRows(upper: readonly string[], lower: readonly string[]): string[][] {
  let group = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, i) => {
    const top = upper[i]?.trim() ?? '';
    const name = lower[i]?.trim() ?? '';
    if (top !== '') group = top;
    if (name === '') return [top];
    return group === '' ? [name] : [`${group} ${name}`, name];
  });
}

/** A header cell may explain itself below its name, and be written as `="…"` like the rest of the file. */
export const firstLine = (text: string): string =>
  (isGuarded(text) ? stripGuard(text) : text)
    .trim()
    .split(/\r\n|\r|\n/)[0]!
    .trim();

/** Columns by every way to name them: the whole header cell, or its first line alone. */
export function columnsOf(names: readonly (readonly string[])[]): Columns {
  const places = new Map<string, number>();
  const put = (name: string, place: number) => {
    const folded = fold(name);
    if (folded === '') return;
    let key = folded;
    for (let copy = 2; places.has(key); copy++) {
      if (places.get(key) === place) return;
      key = `${folded}#${copy}`;
    }
    places.set(key, place);
  };
  names.forEach((ways, place) => {
    for (const way of ways) {
      put(way, place);
      const line = firstLine(way);
      if (line !== way) put(line, place);
    }
  });
  const memory = new Map<string, number>();
  return {
    names: names.map((ways) => firstLine(ways[0] ?? '')),
    find: (name) => {
      let place = memory.get(name);
      if (place === undefined) {
        place = places.get(fold(name)) ?? -1;
        memory.set(name, place);
      }
      return place;
    },
  };
}

function matchHeadless(first: readonly Row[], layout: ReadLayout): Match | undefined {
  const { headless } = layout;
  if (layout.header !== 'optional' || !headless || first.length === 0) return undefined;
  const columns = columnsOf(layout.positions.map((name) => [name]));
  const place = columns.find(headless.column);
  const convert = words[headless.as]?.convert;
  if (!convert || first.some((row) => !headless.sizes.includes(row.size))) return undefined;
  const texts = first.map((row) => row.text(place)).filter((text) => !isBlank(text));
  const good = texts.length > 0 && texts.every((text) => convert(text, { today: '' }).problem === undefined);
  return good ? { layout, columns, dataFrom: 0 } : undefined;
}

/**
 * Why no layout fits. The nearest is named only when it is near: at least half of what it must have is there, and it knows
 * a third of the file's columns; a goods code alone makes no order list of a stock sheet.
 */
function nearestLayout(first: readonly Row[], headers: readonly Header[], candidates: readonly ReadLayout[]): Problem {
  let best: { layout: ReadLayout; missing: string[]; share: number; row: number } | undefined;
  let known: { count: number; row: number } | undefined;
  for (const layout of candidates)
    for (const { columns, dataFrom } of headers) {
      const count = knownColumns(layout, columns);
      if (count === 0) continue;
      const row = first[dataFrom - 1]?.no ?? 1;
      if (!known || count > known.count) known = { count, row };
      const missing = missingColumns(layout, columns);
      const share = 1 - missing.length / requirements(layout).length;
      const ofFile = count / columns.names.filter((name) => name !== '').length;
      if (share < 1 / 2 || ofFile < 1 / 3) continue;
      if (!best || share > best.share) best = { layout, missing, share, row };
    }
  if (best) {
    const extra = best.layout.unless.length > 0 && best.missing.length === 0;
    const args = {
      nearest: best.layout.title,
      missing: extra ? '（別の形式の列があります）' : best.missing.join('、'),
    };
    return { code: 'unknown-headers', kind: 'fix', place: { row: best.row }, args };
  }
  if (known) return { code: 'unknown-kind', kind: 'fix', place: { row: known.row } };
  return { code: 'no-header', kind: 'fix', place: {}, args: { rows: Math.min(first.length, headerRows) } };
}

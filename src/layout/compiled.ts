import type { Field } from '../core/fields.ts';
import type { Place, Problem } from '../core/problem.ts';
import { isGuarded, stripGuard } from '../text/guard.ts';
import type { Remark } from '../text/read.ts';
import { fieldAt } from './check-read.ts';
import type { Opened } from './document.ts';
import { firstLine } from './match.ts';
import type { ReadEnv } from './read-result.ts';
import type { Row, TableFacts } from './rows/row.ts';
import { type CompiledRule, compileRule, isBlank } from './rule.ts';
import { defaultWord } from './words.ts';

/** One target field, made ready for one table. */
export interface CompiledField {
  readonly path: string;
  readonly field: Field;
  readonly required: boolean;
  readonly rule: CompiledRule;
  /** Places of its sources that are there. */
  readonly cells: readonly number[];
  /** Holds people's words: they may have gone through a wrong decoding. */
  readonly isWritten: boolean;
  /** A company, a department, a reading: only a dot or a dash is nothing. */
  readonly mayBePlaceholder: boolean;
  /** Of a postal code: the address of the same party, which proves (or not) that zeros were lost. */
  readonly address?: CompiledRule;
}

/** A row with only the cells that the layout uses. */
export interface TakenRow {
  readonly no: number;
  readonly cells: readonly string[];
  readonly hidden: boolean;
  /** Cells that the workbook holds as something else than text, by place in `cells`. */
  readonly kinds?: ReadonlyMap<number, string>;
}

export interface CompiledTable {
  readonly fields: ReadonlyMap<string, CompiledField>;
  /** Takes the used cells of a row. */
  take(row: Row): TakenRow;
  /** Header text of a place in `cells`. */
  header(place: number): string;
  /** Nothing stands in any of the used cells. */
  isBlank(taken: TakenRow): boolean;
  /** The row repeats the header. */
  isHeader(taken: TakenRow): boolean;
  /** What was repaired in the cells that were taken, and hidden columns that are used: once for the file. */
  remarks(): readonly Problem[];
  /** Position in `cells` of a column, −1 when it is not there or no field uses it. */
  place(column: string): number;
}

/** Compiles all rules of a matched layout; `extra` names columns that are needed besides those of the rules. */
export function compileTable(
  { match, facts }: Pick<Opened, 'match' | 'facts'>,
  env: ReadEnv,
  extra: readonly string[] = [],
): CompiledTable {
  const { layout, columns } = match;
  const positions: number[] = [];
  const places = new Map<number, number>();
  const use = (column: string): number => {
    const position = columns.find(column);
    if (position < 0) return -1;
    let place = places.get(position);
    if (place === undefined) {
      place = positions.push(position) - 1;
      places.set(position, place);
    }
    return place;
  };
  const known = (path: string): Field => fieldAt(layout.yields, path)!;
  const fields = new Map<string, CompiledField>();
  // Addresses first: the postal code beside them wants to see them.
  const rules = Object.entries(layout.fields).sort(([a], [b]) => rank(known(a)) - rank(known(b)));
  for (const [path, rule] of rules) {
    const field = known(path);
    const compiled = compileRule(rule, {
      resolve: use,
      side: 'read',
      masters: env.masters,
      word: defaultWord[field.type],
      field,
      layout: layout.name,
    });
    const address = field.type === 'postal' ? fields.get(path.replace(/postalCode$/, 'address'))?.rule : undefined;
    fields.set(path, {
      path,
      field,
      required: rule.required ?? false,
      rule: compiled,
      cells: compiled.at.filter((place) => place >= 0),
      isWritten: field.type === 'text' || field.type === 'name' || field.type === 'address',
      mayBePlaceholder: /\.(?:company|department|kana)$/.test(path),
      ...(address && { address }),
    });
  }
  for (const column of extra) use(column);
  const guards = new Map<number, Guarded>();
  const headers = positions.map((position) => columns.names[position] ?? '');
  return {
    fields,
    take: (row) => take(row, positions, guards),
    remarks: () => [...guardRemarks(guards, headers), ...hiddenRemarks(positions, headers, facts.hiddenColumns)],
    header: (place) => headers[place] ?? '',
    isBlank: ({ cells }) => cells.every(isBlank),
    isHeader: ({ cells }) => cells.length > 0 && cells.every((cell, place) => firstLine(cell) === headers[place]),
    place: use,
  };
}

const rank = (field: Field): number => (field.type === 'address' ? 0 : 1);

/** People do not see what stands in hidden columns: it may be old. */
function hiddenRemarks(
  positions: readonly number[],
  headers: readonly string[],
  hidden: TableFacts['hiddenColumns'] = [],
): readonly Problem[] {
  const used = positions.flatMap((position, place) =>
    hidden.some(([first, last]) => first <= position && position <= last) ? [headers[place] ?? ''] : [],
  );
  return used.length === 0
    ? []
    : [{ code: 'column-hidden', kind: 'done', place: {}, args: { column: used.join('、') } }];
}

/** Cells of a column that were written as `="…"`. */
interface Guarded {
  count: number;
  /** The first of them. */
  readonly row: number;
}

/** One remark for the file: a program that writes cells so does it everywhere. */
function guardRemarks(guards: ReadonlyMap<number, Guarded>, headers: readonly string[]): readonly Problem[] {
  if (guards.size === 0) return [];
  const found = [...guards].sort(([one], [other]) => one - other);
  const count = found.reduce((sum, [, one]) => sum + one.count, 0);
  const columns = found.map(([place]) => headers[place] ?? '').join('、');
  const row = Math.min(...found.map(([, one]) => one.row));
  return [{ code: 'cells-guarded', kind: 'done', place: { row }, args: { columns, count } }];
}

function take(row: Row, positions: readonly number[], guards: Map<number, Guarded>): TakenRow {
  const cells = new Array<string>(positions.length);
  for (let i = 0; i < positions.length; i++) {
    const text = row.text(positions[i]!);
    cells[i] = text;
    if (!isGuarded(text)) continue;
    cells[i] = stripGuard(text);
    const known = guards.get(i);
    if (known) known.count += 1;
    else guards.set(i, { count: 1, row: row.no });
  }
  const hidden = row.hidden === true;
  if (!row.kind) return { no: row.no, cells, hidden };
  const kinds = new Map<number, string>();
  positions.forEach((position, place) => {
    const kind = row.kind!(position);
    if (kind !== 'text' && kind !== 'number') kinds.set(place, kind);
  });
  return { no: row.no, cells, hidden, kinds };
}

/** A remark about a field of a row as a problem with its place. */
export function placed(
  remark: Remark,
  kind: 'fix' | 'done',
  table: CompiledTable,
  field: CompiledField,
  row: TakenRow,
  env: ReadEnv,
  cell = usedPlace(field, row),
): Problem {
  const at = cell;
  const place: Place = {
    ...(env.file === undefined ? {} : { file: env.file }),
    row: row.no,
    ...(at < 0 ? {} : { column: table.header(at), value: row.cells[at] ?? '' }),
  };
  return {
    code: remark.code,
    kind,
    place,
    ...(remark.args ? { args: remark.args } : {}),
    field: field.path,
  };
}

/** The cell that a field's value came from; of a blank field the first cell that it may come from. */
function usedPlace(field: CompiledField, row: TakenRow): number {
  return field.cells.find((place) => !isBlank(row.cells[place] ?? '')) ?? field.cells[0] ?? -1;
}

/** Something that the workbook did to a cell that this field uses and that must not be taken for a value. */
export function cellFault(field: CompiledField, row: TakenRow): Remark | undefined {
  if (!row.kinds || row.kinds.size === 0) return undefined;
  const type = field.field.type;
  for (const place of field.rule.at) {
    const kind = row.kinds.get(place);
    if (kind === 'error' || kind === 'no-value') return { code: 'cell-error' };
    if ((kind === 'date' || kind === 'time') && type === 'slot') return { code: 'slot-became-date' };
    if (
      (kind === 'date' || kind === 'time') &&
      type !== 'date' &&
      type !== 'instant' &&
      type !== 'text' &&
      type !== 'flag'
    )
      return { code: 'cell-became-date', args: { field: field.field.label } };
  }
  return undefined;
}

import { serviceOptions } from '../core/b2-matrix.ts';
import type { Masters } from '../core/masters.ts';
import type { Problem } from '../core/problem.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import { lacking, shownCharacter, unify } from '../text/characters.ts';
import { width } from '../text/width.ts';
import { kinds } from './cell-kinds.ts';
import { type RenderInput, sourceReader } from './render-source.ts';
import { type CompiledRule, compileRule } from './rule.ts';
import { carry, wholeWords } from './spill.ts';
import type { Step, WriteColumn, WriteLayout } from './types.ts';

export type { RenderInput } from './render-source.ts';

export interface Rendered {
  /** One text per column, in the order of the numbers. */
  readonly cells: readonly string[];
  /** Why the row must not be written; `place.column` = header name, `args.no` = column number. Never cut, never `?`. */
  readonly problems: readonly Problem[];
}

export interface CompiledWrite {
  readonly layout: WriteLayout;
  render(input: RenderInput): Rendered;
  /** How one column's cell came about: its sources by field path with their values, and the steps. */
  trace(
    input: RenderInput,
    no: number,
  ): { readonly sources: readonly Source[]; readonly steps: readonly Step[]; readonly cell: string };
}

/** One field path that a cell was made of. */
export interface Source {
  readonly path: string;
  readonly value: string;
}

interface Column {
  readonly column: WriteColumn;
  /** Absent: the column stays blank (but may take an overflow). */
  readonly rule?: CompiledRule;
}

/** Greatest widths of the three parts that B2 takes an address box apart into (b2-address); trust B. */
const addressLimits = [8, 24, 32] as const;
const addressNames = ['都道府県', '市区町村', '町・番地'] as const;

/** Prepares a write layout once; `render` is pure and cheap. */
export function compileWrite(layout: WriteLayout, masters: Masters): CompiledWrite {
  const paths: string[] = [];
  const readers: ((input: RenderInput) => string)[] = [];
  const resolve = (path: string): number => {
    const known = paths.indexOf(path);
    if (known >= 0) return known;
    readers.push(sourceReader(path));
    return paths.push(path) - 1;
  };
  const columns: readonly Column[] = layout.columns.map((column) =>
    column.from || column.join || column.value !== undefined
      ? {
          column,
          rule: compileRule(column, { resolve, side: 'write', masters, label: column.name, layout: layout.name }),
        }
      : { column },
  );
  const cp932 = layout.form.encoding === 'cp932';
  const demanding = layout.columns.filter((one) => one.required || one.requiredFor.length > 0 || one.neededWith);

  const render = (input: RenderInput, steps?: Map<number, Step[]>): Rendered => {
    const values = readers.map((read) => read(input));
    const group = slipGroup(input);
    const order = orderNumber(input);
    const cells: string[] = [];
    const problems: Problem[] = [];
    const carried = new Map<number, string>();
    let column: WriteColumn;
    const report = (code: SentenceCode, args: SentenceArgs, value: string) =>
      problems.push({
        code,
        kind: 'fix',
        place: { column: column.name, value },
        args: { column: column.name, no: column.no, ...args },
        ...(order === '' ? {} : { order }),
      });
    for (const one of columns) {
      column = one.column;
      const { rule } = one;
      if (!rule && !carried.has(column.no)) {
        cells.push('');
        steps?.set(column.no, []);
        continue;
      }
      const trail: Step[] | undefined = steps && [];
      let text = '';
      let rest = '';
      if (rule) {
        const result = rule.run(values, input, trail);
        if (result.problem) report(result.problem.code, result.problem.args ?? {}, result.raw);
        text = result.value;
        if (column.as === 'b2-address') [text, rest] = addressBox(rule.parts(values), report);
      }
      const front = carried.get(column.no);
      if (front !== undefined) {
        text = text === '' ? front : `${front} ${text}`;
        trail?.push({ what: 'overflow', value: text });
      }
      if (text === '' && rest === '') {
        cells.push('');
        steps?.set(column.no, trail!);
        continue;
      }
      if (cp932) [text, rest] = [unify(text), unify(rest)];
      if (column.width > 0 && width(text) > column.width && column.overflow > 0) {
        const fitted = wholeWords(text, column.width);
        text = fitted.head;
        rest = carry(fitted.rest, rest);
      }
      if (rest !== '' && column.overflow > 0) {
        carried.set(column.overflow, rest);
        trail?.push({ what: `overflow to ${column.overflow}`, value: rest });
      } else if (rest !== '') {
        const excess = width(rest);
        report('write-too-wide', { width: column.width, excess }, text + rest);
      }
      cells.push(text);
      check(column, text, cp932, report);
      steps?.set(column.no, trail!);
    }
    for (const blank of demanding)
      if (cells[blank.no - 1] === '' && isRequired(blank, group, cells)) {
        const place = { column: blank.name, value: '' };
        const args = { column: blank.name, no: blank.no };
        problems.push({ code: 'write-required-blank', kind: 'fix', place, args, ...(order === '' ? {} : { order }) });
      }
    return { cells, problems };
  };

  return {
    layout,
    render: (input) => render(input),
    trace: (input, no) => {
      const steps = new Map<number, Step[]>();
      const { cells } = render(input, steps);
      const own = columns.filter(({ column }) => column.no === no || column.overflow === no);
      const sources = own.flatMap(({ rule }) =>
        (rule?.at ?? []).map((at) => ({ path: paths[at]!, value: readers[at]!(input) })),
      );
      return { sources, steps: steps.get(no) ?? [], cell: cells[no - 1] ?? '' };
    },
  };
}

type Report = (code: SentenceCode, args: SentenceArgs, value: string) => void;

/** Prefecture, municipality and street as one box; what is too wide of the street comes back as the rest. */
function addressBox(parts: readonly string[], report: Report): [string, string] {
  const [prefecture = '', city = '', ...more] = parts;
  const street = more.join('');
  [prefecture, city].forEach((part, index) => {
    const limit = addressLimits[index]!;
    const excess = width(part) - limit;
    if (excess > 0) report('write-address-part', { part: addressNames[index]!, width: limit, excess }, part);
  });
  const { head, rest } = wholeWords(street, addressLimits[2], { strict: true });
  return [prefecture + city + head, rest];
}

function check(column: WriteColumn, text: string, cp932: boolean, report: Report): void {
  if (text === '') return;
  const excess = column.width > 0 ? width(text) - column.width : 0;
  if (excess > 0) report('write-too-wide', { width: column.width, excess }, text);
  if (cp932) {
    const bad = lacking(text);
    if (bad.length > 0) report('write-char-lacking', { characters: bad.map(shownCharacter).join('') }, text);
  }
  if (column.codes.length > 0) {
    if (!column.codes.includes(text)) report('write-unknown-code', {}, text);
    return;
  }
  const kind = kinds[column.type];
  if (!kind.takes(text)) report('write-wrong-characters', { kind: kind.title }, text);
}

function isRequired(column: WriteColumn, group: string, cells: readonly string[]): boolean {
  if (column.required || column.requiredFor.includes('always')) return true;
  if (group !== '' && column.requiredFor.includes(group)) return true;
  const { neededWith } = column;
  return neededWith?.is.includes(cells[neededWith.no - 1] ?? '') ?? false;
}

/** Slip-type group (T, M, P, N) of the shipment's service, '' when it has none. */
function slipGroup(input: RenderInput): string {
  const service = (input.shipment as { service?: unknown } | undefined)?.service;
  return typeof service === 'string' && service in serviceOptions
    ? serviceOptions[service as keyof typeof serviceOptions].group
    : '';
}

function orderNumber(input: RenderInput): string {
  const number = (input.order as { number?: unknown } | undefined)?.number;
  return typeof number === 'string' ? number : '';
}

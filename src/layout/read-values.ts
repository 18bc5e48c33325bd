import type { Address } from '../core/order.ts';
import type { Problem } from '../core/problem.ts';
import { valueForm } from '../core/spelling.ts';
import { readAddress } from '../text/address.ts';
import { excelDamage, isMasked, isPlaceholder } from '../text/damage.ts';
import { mojibake } from '../text/guard.ts';
import type { Read, Remark } from '../text/read.ts';
import { isTemplate } from '../text/template.ts';
import { type CompiledField, type CompiledTable, cellFault, placed, type TakenRow } from './compiled.ts';
import type { ReadEnv } from './read-result.ts';
import { type CompiledRule, isBlank, nothingThere, type RuleResult } from './rule.ts';
import type { ReadLayout } from './types.ts';
import type { WordContext } from './words.ts';

/** Converted fields of a row: everything as text, addresses in their parts. */
export interface Values {
  readonly text: Record<string, string>;
  readonly addresses: Record<string, Address>;
}

/** What is wrong with the order that is being made, and what is only said. */
export interface Findings {
  readonly holds: Problem[];
  readonly notes: Problem[];
  readonly refusals: Problem[];
}

/** A table that is being read. */
export interface Reading {
  readonly layout: ReadLayout;
  readonly table: CompiledTable;
  readonly env: ReadEnv;
  /** The address that was split last: orderer and consignee are often the same. */
  readonly split: { key: string; read: Read<Address> | undefined };
}

/** Of a group of fields each one blank, to begin with: objects of one shape are filled faster than they grow. */
const blanks = new WeakMap<readonly CompiledField[], Record<string, string>>();

function blankText(fields: readonly CompiledField[]): Record<string, string> {
  let blank = blanks.get(fields);
  if (!blank) {
    blank = Object.fromEntries(fields.map((field) => [field.path, '']));
    blanks.set(fields, blank);
  }
  return { ...blank };
}

/** Converts fields of a row; bad values of required fields refuse the order, others hold it. */
export function convert(fields: readonly CompiledField[], row: TakenRow, reading: Reading, found: Findings): Values {
  const { env, table } = reading;
  const values: Values = { text: blankText(fields), addresses: {} };
  for (const field of fields) {
    const must = field.required || field.path === 'line.quantity';
    const given = field.rule.run(row.cells, contextOf(field, row, env));
    const { type } = field.field;
    const isLookedInto = type === 'name' || type === 'address';
    if (given === nothingThere && !must && !isLookedInto && row.kinds === undefined) continue;
    const result = field.mayBePlaceholder ? withoutPlaceholder(given) : given;
    const fault = cellFault(field, row) ?? result.problem ?? unfilled(field, must, result.value);
    if (fault) {
      (must ? found.refusals : found.holds).push(placed(fault, 'fix', table, field, row, env));
      continue;
    }
    if (must && result.value === '') {
      const missing: Remark = { code: 'value-missing', args: { field: field.field.label } };
      found.refusals.push(placed(missing, 'fix', table, field, row, env));
    }
    for (const note of result.notes) found.notes.push(placed(note, 'done', table, field, row, env));
    if (field.isWritten && mojibake(result.value))
      found.holds.push(
        placed({ code: 'text-garbled', args: { field: field.field.label } }, 'fix', table, field, row, env),
      );
    values.text[field.path] = result.value;
    if (isLookedInto) unusable(field, row, result.value, reading, found);
  }
  for (const field of fields) if (field.field.type === 'address') splitAddress(field, row, values, reading, found);
  return values;
}

/** A place of a sample or a form that nobody filled in. */
export function unfilled({ field, isWritten }: CompiledField, must: boolean, value: string): Remark | undefined {
  if (!(must || isWritten) || !isTemplate(value, must)) return undefined;
  return { code: 'template-unfilled', args: { field: field.label, text: value } };
}

/** Companies, departments and readings that are only a dot or a dash are blank; names and addresses see to it themselves. */
function withoutPlaceholder(result: RuleResult): RuleResult {
  const { value, notes } = result;
  if (!isPlaceholder(value)) return result;
  return { ...result, value: '', notes: [...notes, { code: 'placeholder-dropped' }] };
}

/** A name or an address that is masked, and cells of an address of which Excel made something else: nobody can deliver there. */
function unusable(
  field: CompiledField,
  row: TakenRow,
  value: string,
  { table, env }: Reading,
  { holds }: Findings,
): void {
  const { cells } = field;
  const say = (code: 'text-masked' | 'address-damaged', place: number) =>
    holds.push(placed({ code, args: { field: field.field.label } }, 'fix', table, field, row, env, place));
  const masked = cells.find((place) => isMasked(row.cells[place] ?? ''));
  const hidden = masked ?? (isMasked(value) ? cells[0] : undefined);
  if (hidden !== undefined) say('text-masked', hidden);
  if (field.field.type !== 'address') return;
  const damaged = cells.find((place) => excelDamage(row.cells[place] ?? ''));
  if (damaged !== undefined) say('address-damaged', damaged);
}

/** What a converter may know: the day, and for a postal code the address of the same party as the file has it. */
export function contextOf({ address }: CompiledField, row: TakenRow, env: ReadEnv): WordContext {
  return address ? new BesideAddress(env.today, address, row, env) : env;
}

/** Puts the address together only when somebody asks: nearly every postal code is whole. */
class BesideAddress implements WordContext {
  readonly today: string;
  readonly #address: CompiledRule;
  readonly #row: TakenRow;
  readonly #env: ReadEnv;
  constructor(today: string, address: CompiledRule, row: TakenRow, env: ReadEnv) {
    this.today = today;
    this.#address = address;
    this.#row = row;
    this.#env = env;
  }
  get address(): string {
    return this.#address.run(this.#row.cells, this.#env).raw;
  }
}

function splitAddress(field: CompiledField, row: TakenRow, values: Values, reading: Reading, found: Findings): void {
  const { env, split, table } = reading;
  if (values.text[field.path] === '') return;
  const parts = field.rule.parts(row.cells);
  const postal = values.text[field.path.replace(/address$/, 'postalCode')] ?? '';
  const key = `${postal}\u0000${parts.join('\u0000')}`;
  if (split.key !== key || !split.read) {
    split.key = key;
    split.read = readAddress(parts, postal);
  }
  const address = split.read;
  if (address.problem) {
    (field.required ? found.refusals : found.holds).push(placed(address.problem, 'fix', table, field, row, env));
    return;
  }
  for (const note of address.notes) found.notes.push(placed(note, 'done', table, field, row, env));
  values.addresses[field.path] = address.value;
}

/**
 * Says when later rows have another value than the first: another spelling is only noted, another value is the given
 * problem (`spelling-differs`: noted whatever it is). Blank later rows are fine where the format leaves them blank.
 */
export function differing(
  field: CompiledField,
  first: TakenRow,
  others: readonly TakenRow[],
  code: 'order-differs' | 'destination-differs' | 'spelling-differs',
  reading: Reading,
  found: Findings,
): void {
  const { env, layout, table } = reading;
  let noted = false;
  for (const row of others) {
    if (field.rule.at.every((place) => place < 0 || row.cells[place] === first.cells[place])) continue;
    const mine = field.rule.run(row.cells, env);
    if (layout.continuation === 'blank-is-same' && isBlank(mine.raw)) continue;
    const before = field.rule.run(first.cells, env);
    const isSound = mine.problem === undefined && before.problem === undefined;
    if (isSound && mine.value === before.value) continue;
    if (code === 'spelling-differs' && (isBlank(mine.raw) || isBlank(before.raw))) continue;
    const args = { field: field.field.label, first: first.no, second: row.no };
    if (code === 'spelling-differs' || isAlike(field, first, row, env)) {
      if (!noted) found.notes.push(placed({ code: 'spelling-differs', args }, 'done', table, field, row, env));
      noted = true;
      continue;
    }
    found.holds.push(placed({ code, args }, 'fix', table, field, row, env));
    return;
  }
}

/** Do two rows mean the same by a field, whatever its spelling? Values that cannot be read are alike to nothing. */
export function isAlike(field: CompiledField, one: TakenRow, other: TakenRow, env: ReadEnv): boolean {
  if (field.rule.at.every((place) => place < 0 || one.cells[place] === other.cells[place])) return true;
  const [a, b] = [field.rule.run(one.cells, env), field.rule.run(other.cells, env)];
  if (a.problem !== undefined || b.problem !== undefined) return false;
  return valueForm(field.field.type, a.value) === valueForm(field.field.type, b.value);
}

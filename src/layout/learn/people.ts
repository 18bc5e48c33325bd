import { readAddress } from '../../text/address.ts';
import type { Rule } from '../types.ts';
import { type Column, most } from './columns.ts';
import type { Thing, Who } from './concepts.ts';
import type { Look } from './looks.ts';
import type { ProposedField, Reason } from './types.ts';
import type { PersonColumn } from './whose.ts';

/** A field of a person, and whether the cells say the same as the header. */
export interface PersonField {
  readonly field: ProposedField;
  readonly sure: boolean;
}

const base: Readonly<Record<Who, string>> = { orderer: 'order.orderer', consignee: 'line.consignee' };

/** Makes the fields of one person of the columns that are its own. */
export function personFields(who: Who, all: readonly PersonColumn[]): PersonField[] {
  const own = all.filter((one) => one.who === who);
  const of = (...things: Thing[]) =>
    own
      .filter((one) => things.includes(one.thing))
      .map((one) => one.column)
      .sort((a, b) => a.index - b.index || a.at - b.at);
  const reasonsOf = (columns: readonly Column[]): Reason[] => {
    const reasons = own.filter((one) => columns.includes(one.column)).map((one) => one.reason);
    return reasons.filter((one, i) => reasons.findIndex((other) => other.code === one.code) === i);
  };
  const fields: PersonField[] = [];
  const put = (name: string, columns: readonly Column[], rule: Rule, sure: boolean, ...more: Reason[]) => {
    if (columns.length === 0) return;
    const agrees: Reason = columns.every((one) => one.filled === 0)
      ? { code: 'column-empty' }
      : { code: sure ? 'cells-agree' : 'cells-disagree' };
    const reasons = [...reasonsOf(columns), agrees, ...more];
    const at = columns.map((column) => column.at);
    fields.push({ field: { path: `${base[who]}.${name}`, rule, columns: at, reasons }, sure });
  };
  const plain = (name: string, look: Look, rule: Partial<Rule>, ...things: Thing[]) => {
    const columns = of(...things);
    put(name, columns, { from: refs(columns), ...rule }, all_(columns, look));
  };

  const names = nameColumns(of('name'), of('given-or-name'), of('family'), of('given'));
  const isSplit = names.length > 1;
  put(
    'name',
    names,
    isSplit ? { join: refs(names), with: '　' } : { from: refs(names) },
    all_(names, 'name'),
    ...(isSplit ? [{ code: 'family-and-given' } as const] : []),
  );
  const kana = of('kana').slice(0, 1);
  const kanas = kana.length > 0 ? kana : [...of('family-kana').slice(0, 1), ...of('given-kana').slice(0, 1)];
  put(
    'kana',
    kanas,
    kanas.length > 1 ? { join: refs(kanas), with: '　', as: 'kana' } : { from: refs(kanas), as: 'kana' },
    all_(kanas, 'kana'),
  );
  plain('company', 'text', {}, 'company');
  plain('department', 'text', {}, 'department');
  const postal = postalRule(of('postal'));
  put('postalCode', postal.columns, postal.rule, postal.sure, ...postal.reasons);
  const address = addressColumns(own);
  const joined = address.length > 1 ? ({ join: refs(address) } as const) : { from: refs(address) };
  put('address', address, joined, isAddress(address), ...(address.length > 1 ? [{ code: 'in-pieces' } as const] : []));
  const phone = phoneRule(of('phone'), of('mobile'));
  put('phone', phone.columns, phone.rule, phone.sure, ...phone.reasons);
  plain('email', 'email', {}, 'email');
  return fields;
}

const refs = (columns: readonly Column[]): string[] => columns.map((column) => column.ref);

/** Most cells of every column look so; empty columns say nothing against it. */
const all_ = (columns: readonly Column[], look: Look): boolean => columns.every((column) => column.share(look) >= most);

/** One whole name, or family and given name; 名 is the given name beside 姓. */
function nameColumns(
  whole: readonly Column[],
  either: readonly Column[],
  family: readonly Column[],
  given: readonly Column[],
): readonly Column[] {
  const first = family.length > 0 ? (given[0] ?? either[0]) : undefined;
  const names = family.length > 0 ? whole : [...whole, ...either];
  const filled = names.find((column) => column.filled > 0) ?? names[0];
  if (filled && (filled.filled > 0 || family.every((column) => column.filled === 0))) return [filled];
  if (family[0]) return first ? [family[0], first] : [family[0]];
  return given[0] ? [given[0]] : [];
}

interface PartsRule {
  readonly columns: readonly Column[];
  readonly rule: Rule;
  readonly sure: boolean;
  readonly reasons: readonly Reason[];
}

function postalRule(columns: readonly Column[]): PartsRule {
  const [left, right] = columns;
  if (left && right && columns.length === 2 && left.share('postal-3') >= most && right.share('postal-4') >= most) {
    const isFilled = left.filled > 0;
    const rule: Rule = { join: refs(columns), with: '-', as: 'postal-parts' };
    // Two empty columns numbered 1 and 2 are the two halves all the same: nobody has two postal codes.
    return { columns, rule, sure: isFilled || left.index === 1, reasons: [{ code: 'in-pieces' }] };
  }
  return { columns, rule: { from: refs(columns) }, sure: all_(columns, 'postal'), reasons: [] };
}

function phoneRule(phones: readonly Column[], mobiles: readonly Column[]): PartsRule {
  const isNumbered = phones.length === 3 && phones.every((column, i) => column.index === i + 1);
  if (isNumbered && all_(phones, 'phone-part')) {
    const rule: Rule = { join: refs(phones), with: '-', as: 'phone-parts' };
    return { columns: phones, rule, sure: true, reasons: [{ code: 'in-pieces' }] };
  }
  const columns = [...phones, ...mobiles];
  const rule: Rule = columns.length > 1 ? { from: refs(columns), blank: 'no-wish' } : { from: refs(columns) };
  return { columns, rule, sure: all_(columns, 'phone'), reasons: [] };
}

/** Prefecture, municipality, street, building, in this order whatever the file's. */
function addressColumns(own: readonly PersonColumn[]): readonly Column[] {
  const of = (...things: Thing[]) => own.filter((one) => things.includes(one.thing)).map((one) => one.column);
  const numbered = (columns: readonly Column[]) => [...columns].sort((a, b) => a.index - b.index || a.at - b.at);
  const addresses = of('address');
  // A street column that only repeats the address lines would stand twice on the label.
  const streets = of('street').filter((column) => addresses.length === 0 || !repeats(column, addresses));
  return withoutRepeats([
    ...of('prefecture').slice(0, 1),
    ...of('city').slice(0, 1),
    ...numbered([...addresses, ...streets]),
    ...of('building'),
  ]);
}

/** 住所 that says everything that 住所1, 住所2 … say once more stands alone. */
function withoutRepeats(columns: readonly Column[]): readonly Column[] {
  const whole = columns.find((column) => {
    const others = columns.filter((one) => one !== column);
    const isSaid = column.cells.every((cell, row) => {
      const rest = squeeze(others.map((one) => one.cells[row] ?? '').join(''));
      return rest === '' || squeeze(cell).includes(rest);
    });
    return isSaid && others.filter((one) => one.filled > 0).length > 1;
  });
  return whole ? [whole] : columns;
}

const squeeze = (text: string): string => text.replace(/[\s\u3000,]/g, '');

/** Every filled cell says no more than the others of its row; an empty column adds nothing either. */
function repeats(column: Column, others: readonly Column[]): boolean {
  return column.cells.every((cell, row) => {
    const rest = squeeze(others.map((one) => one.cells[row] ?? '').join(''));
    const own = squeeze(cell);
    return own === '' || rest.includes(own) || own.includes(rest);
  });
}

/** The pieces of most rows, put together, have a prefecture (or are empty). */
function isAddress(columns: readonly Column[]): boolean {
  const rows = columns[0]?.cells.length ?? 0;
  let filled = 0;
  let good = 0;
  for (let row = 0; row < rows; row++) {
    const parts = columns.map((column) => column.cells[row] ?? '').filter((part) => part.trim() !== '');
    if (parts.length === 0) continue;
    filled++;
    const read = readAddress(parts);
    if (read.problem === undefined && read.value.prefecture !== '' && read.value.street !== '') good++;
  }
  return filled === 0 || good / filled >= most;
}

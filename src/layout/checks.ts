import {
  type Field,
  orderFields,
  productFields,
  returnFormFields,
  stockFields,
  waybillFields,
  writeFields,
} from '../core/fields.ts';
import type { Masters } from '../core/masters.ts';
import { fold } from '../text/fold.ts';
import { width } from '../text/width.ts';
import { type Complaint, didYouMean, type YamlFile } from './complaint.ts';
import type { ColumnYaml, ReadYaml, RuleYaml, WriteYaml } from './schema.ts';
import type { ReadLayout, Yields } from './types.ts';
import { words } from './words.ts';

type Complain = YamlFile['complain'];
type Path = readonly (string | number)[];

/** Fields that a read layout may fill, by what it yields. */
export const fieldsOf: Readonly<Record<Yields, Readonly<Record<string, Field>>>> = {
  order: orderFields,
  waybill: waybillFields,
  stock: stockFields,
  product: productFields,
  'return-form': returnFormFields,
};

/** Without these an object of the kind cannot be made, so a layout must fill them and mark them required. */
const indispensable: Readonly<Record<Yields, readonly string[]>> = {
  order: ['order.number'],
  waybill: ['waybill.customerNo', 'waybill.number'],
  stock: ['stock.sku', 'stock.onHand'],
  product: ['product.sku', 'product.item'],
  'return-form': ['form.orderNumber'],
};

/** Names, fields and dictionaries of a read layout that the grammar alone cannot check. */
export function checkRead(yaml: ReadYaml, masters: Masters, complain: Complain): Complaint[] {
  const known = fieldsOf[yaml.read.yields];
  const found: Complaint[] = [];
  for (const [path, rule] of Object.entries(yaml.fields)) {
    const at = ['fields', path];
    if (!(path in known))
      found.push(complain(['fields'], `unknown field "${path}"${didYouMean(path, Object.keys(known))}`, path));
    found.push(...checkRule(rule, at, 'read', masters, complain));
    const isAddress = known[path]?.type === 'address';
    if (rule.as === 'address' && !isAddress) found.push(complain([...at, 'as'], '"address" fits address fields only'));
    if (isAddress && (rule.map || rule.dictionary || !['address', 'jp-province'].includes(rule.as ?? 'address')))
      found.push(
        complain(at, `${path}: an address field takes no map, dictionary or other converter than jp-province`),
      );
    if (yaml.read.header === 'optional')
      for (const column of [...(rule.from ?? []), ...(rule.join ?? [])]) {
        const aliases = rule.from ?? [column];
        if (!aliases.some((alias) => yaml.positions.includes(alias)))
          found.push(complain(at, `column "${column}" is not in positions${didYouMean(column, yaml.positions)}`));
      }
  }
  for (const path of neededFields(yaml))
    if (!yaml.fields[path]) found.push(complain(['fields'], `field "${path}" is missing`));
    else if (!yaml.fields[path].required) found.push(complain(['fields', path], `field "${path}" must be required`));
  found.push(...checkHeadless(yaml, complain));
  for (const column of yaml.unless)
    if (yaml.fits.some((other) => fold(other) === fold(column)))
      found.push(complain(['unless'], `column "${column}" stands in fits and in unless`));
  return found;
}

function neededFields(yaml: ReadYaml): readonly string[] {
  const base = indispensable[yaml.read.yields];
  return yaml.read.yields === 'order' && yaml.read.part !== 'header' ? [...base, 'line.quantity'] : base;
}

function checkHeadless(yaml: ReadYaml, complain: Complain): Complaint[] {
  const { header, headless } = yaml.read;
  const found: Complaint[] = [];
  if (header === 'required') {
    if (headless) found.push(complain(['read', 'headless'], 'headless needs header: optional'));
    if (yaml.positions.length > 0) found.push(complain(['positions'], 'positions needs header: optional'));
    return found;
  }
  if (yaml.positions.length === 0) found.push(complain(['read', 'header'], 'header: optional needs positions'));
  if (!headless) return [...found, complain(['read', 'header'], 'header: optional needs headless')];
  if (!yaml.positions.includes(headless.column))
    found.push(
      complain(
        ['read', 'headless'],
        `column "${headless.column}" is not in positions${didYouMean(headless.column, yaml.positions)}`,
      ),
    );
  found.push(...checkConverter(headless.as, ['read', 'headless', 'as'], 'read', complain));
  return found;
}

function checkRule(
  rule: RuleYaml | ColumnYaml,
  at: Path,
  side: 'read' | 'write' | 'row',
  masters: Masters,
  complain: Complain,
): Complaint[] {
  const found: Complaint[] = [];
  if (rule.as !== undefined) found.push(...checkConverter(rule.as, [...at, 'as'], side, complain));
  for (const key of ['dictionary', 'blank'] as const) {
    const name = rule[key];
    if (name !== undefined && !masters.dictionaries[name])
      found.push(
        complain([...at, key], `unknown dictionary "${name}"${didYouMean(name, Object.keys(masters.dictionaries))}`),
      );
  }
  return found;
}

function checkConverter(name: string, at: Path, side: 'read' | 'write' | 'row', complain: Complain): Complaint[] {
  const word = words[name];
  const usable = Object.keys(words).filter((key) => fitsSide(words[key]!.side, side));
  if (!word) return [complain(at, `unknown converter "${name}"${didYouMean(name, usable)}`)];
  if (!fitsSide(word.side, side)) return [complain(at, `converter "${name}" is for the ${word.side} side only`)];
  return [];
}

const fitsSide = (word: 'read' | 'write' | 'both', side: 'read' | 'write' | 'row'): boolean =>
  word === 'both' || side === 'row' || word === side;

/** Numbers, sources, widths and references of a write layout. */
export function checkWrite(yaml: WriteYaml, masters: Masters, complain: Complain): Complaint[] {
  const found: Complaint[] = [];
  const numbers = new Map<number, number>();
  yaml.columns.forEach((column, index) => {
    const first = numbers.get(column.no);
    if (first !== undefined)
      found.push(
        complain(
          ['columns', index, 'no'],
          `column number ${column.no} is there twice (also "${yaml.columns[first]!.name}")`,
        ),
      );
    else numbers.set(column.no, index);
  });
  const last = yaml.write.columns ?? Math.max(...numbers.keys());
  const holes = Array.from({ length: last }, (_, index) => index + 1).filter((no) => !numbers.has(no));
  if (holes.length > 0) found.push(complain(['columns'], `column numbers are missing: ${ranges(holes)}`));
  const beyond = [...numbers.keys()].filter((no) => no > last || no < 1);
  if (beyond.length > 0) found.push(complain(['columns'], `column numbers beyond ${last}: ${ranges(beyond)}`));
  yaml.columns.forEach((column, index) => {
    const at = ['columns', index];
    found.push(...checkRule(column, at, yaml.write.takes === 'row' ? 'row' : 'write', masters, complain));
    if (yaml.write.takes !== 'row') found.push(...checkSources(column, at, complain));
    found.push(...checkValues(column, at, masters, complain), ...checkReferences(column, at, numbers, complain));
  });
  return found;
}

function checkSources(column: ColumnYaml, at: Path, complain: Complain): Complaint[] {
  return [...(column.from ?? []), ...(column.join ?? [])]
    .filter((source) => !(source in writeFields))
    .map((source) => complain(at, `unknown source "${source}"${didYouMean(source, Object.keys(writeFields))}`));
}

/** Every fixed or mapped value must fit the column and be one of its codes. */
function checkValues(column: ColumnYaml, at: Path, masters: Masters, complain: Complain): Complaint[] {
  const found: Complaint[] = [];
  const check = (value: string, where: Path, what: string) => {
    if (column.width > 0 && width(value) > column.width)
      found.push(complain(where, `${what} "${value}" is wider than the column (${width(value)} > ${column.width})`));
    if (value !== '' && column.codes.length > 0 && !column.codes.includes(value))
      found.push(complain(where, `${what} "${value}" is not one of the column's codes`));
  };
  if (column.value !== undefined) check(column.value, [...at, 'value'], 'value');
  if (column.map)
    for (const [word, value] of Object.entries(column.map)) check(value, [...at, 'map', word], 'mapped value');
  else if (column.dictionary)
    for (const value of masters.dictionaries[column.dictionary]?.values() ?? [])
      check(value, [...at, 'dictionary'], 'dictionary value');
  return found;
}

function checkReferences(
  column: ColumnYaml,
  at: Path,
  numbers: ReadonlyMap<number, number>,
  complain: Complain,
): Complaint[] {
  const found: Complaint[] = [];
  if (column.overflow !== 0) {
    const fault = !numbers.has(column.overflow)
      ? 'which is not there'
      : column.overflow <= column.no
        ? 'which does not stand behind it'
        : '';
    if (fault !== '') found.push(complain([...at, 'overflow'], `overflow goes to column ${column.overflow}, ${fault}`));
    if (column.width === 0 && column.as !== 'b2-address')
      found.push(complain([...at, 'overflow'], 'overflow needs a width'));
  }
  const needed = column['needed-with'];
  if (needed && !numbers.has(needed.no))
    found.push(complain([...at, 'needed-with'], `needed-with names column ${needed.no}, which is not there`));
  for (const group of column['required-for'])
    if (!['T', 'M', 'P', 'N', 'always'].includes(group))
      found.push(complain([...at, 'required-for'], `unknown slip-type group "${group}" (T, M, P, N, always)`));
  return found;
}

function ranges(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    parts.push(end > i ? `${sorted[i]}-${sorted[end]}` : `${sorted[i]}`);
    i = end + 1;
  }
  return parts.join(', ');
}

/** Standard layouts that would fit the same headers; a workspace's copies may, because a shop names the ones that it takes. */
export function indistinguishable(
  files: readonly { layout: ReadLayout; yaml: YamlFile; origin: 'standard' | 'workspace' }[],
): Complaint[] {
  const found: Complaint[] = [];
  const standard = files.filter((file) => file.origin === 'standard');
  standard.forEach((one, index) => {
    for (const other of standard.slice(index + 1)) {
      if (tellsApart(one.layout, other.layout) || tellsApart(other.layout, one.layout)) continue;
      if (!sameSet(folded(one.layout.fits), folded(other.layout.fits))) continue;
      found.push(
        other.yaml.complain(
          ['fits'],
          `fits the same headers as layout "${one.layout.name}": add a column to fits or unless`,
        ),
      );
    }
  });
  return found;
}

const folded = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(fold));

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name));
}

/** A column that `a` always has and `b` must not have. */
function tellsApart(a: ReadLayout, b: ReadLayout): boolean {
  const needs = new Set(a.fits.map(fold));
  for (const rule of Object.values(a.fields))
    if (rule.required && rule.from?.length === 1) needs.add(fold(rule.from[0]!));
  return b.unless.some((name) => needs.has(fold(name)));
}

import {
  type Field,
  goodsFields,
  orderField,
  orderFields,
  productFields,
  returnFormFields,
  setFields,
  stockFields,
  waybillFields,
} from '../core/fields.ts';
import { fold } from '../core/fold.ts';
import type { Masters } from '../core/masters.ts';
import { type Complain, checkConverter, checkRule } from './check-rule.ts';
import { checkStatus } from './check-status.ts';
import { type Complaint, didYouMean, type YamlFile } from './complaint.ts';
import type { Lost } from './mend.ts';
import type { ReadYaml } from './schema.ts';
import type { ReadLayout, Yields } from './types.ts';

/** Fields that a read layout may fill, by what it yields. */
export const fieldsOf: Readonly<Record<Yields, Readonly<Record<string, Field>>>> = {
  order: orderFields,
  waybill: waybillFields,
  stock: stockFields,
  product: productFields,
  goods: goodsFields,
  set: setFields,
  'return-form': returnFormFields,
};

/** The field of a path in a layout of this kind; undefined when there is none. */
export function fieldAt(yields: Yields, path: string): Field | undefined {
  return yields === 'order' ? orderField(path) : fieldsOf[yields][path];
}

/** Without these an object of the kind cannot be made, so a layout must fill them and mark them required. */
const indispensable: Readonly<Record<Yields, readonly string[]>> = {
  order: ['order.number'],
  waybill: ['waybill.customerNo', 'waybill.number'],
  stock: ['stock.sku', 'stock.onHand'],
  product: ['product.sku', 'product.item'],
  goods: ['goods.sku'],
  set: ['set.sku', 'set.part', 'set.quantity'],
  'return-form': ['form.orderNumber'],
};

/**
 * Names, fields and dictionaries of a read layout that the grammar alone cannot check. `lost`: parts that the grammar
 * refused, from which nothing may be concluded.
 */
export function checkRead(yaml: ReadYaml, masters: Masters, complain: Complain, lost: Lost = new Set()): Complaint[] {
  const known = fieldsOf[yaml.read.yields];
  const found: Complaint[] = [];
  const anyLost = (...parts: string[]) => parts.some((part) => lost.has(part));
  for (const [path, rule] of Object.entries(yaml.fields)) {
    const at = ['fields', path];
    const field = fieldAt(yaml.read.yields, path);
    if (!field)
      found.push(complain(['fields'], `unknown field "${path}"${didYouMean(path, Object.keys(known))}`, path));
    found.push(...checkRule(rule, at, 'read', masters, complain));
    if (field && yaml.read.yields === 'order') found.push(...checkStatus(path, field.type, rule, masters, complain));
    const isAddress = field?.type === 'address';
    if (rule.as === 'address' && !isAddress) found.push(complain([...at, 'as'], '"address" fits address fields only'));
    if (isAddress && (rule.map || rule.dictionary || !['address', 'jp-province'].includes(rule.as ?? 'address')))
      found.push(
        complain(at, `${path}: an address field takes no map, dictionary or other converter than jp-province`),
      );
    if (yaml.read.header === 'optional' && !lost.has('positions'))
      for (const column of [...(rule.from ?? []), ...(rule.join ?? [])]) {
        const aliases = rule.from ?? [column];
        if (!aliases.some((alias) => yaml.positions.includes(alias)))
          found.push(complain(at, `column "${column}" is not in positions${didYouMean(column, yaml.positions)}`));
      }
  }
  const isWhole = !anyLost('read', 'read.yields', 'read.part', 'fields');
  for (const path of isWhole ? neededFields(yaml) : [])
    if (!yaml.fields[path]) found.push(complain(['fields'], `field "${path}" is missing`));
    else if (!yaml.fields[path].required) found.push(complain(['fields', path], `field "${path}" must be required`));
  if (!anyLost('read', 'read.header', 'read.headless', 'positions')) found.push(...checkHeadless(yaml, complain));
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

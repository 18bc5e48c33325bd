import { type Field, type FieldType, orderFields } from '../fields.ts';
import type { Address, Destination, Order, OrderLine } from '../order.ts';

/** What a field is a part of: the order, one of its destinations, one of its lines. */
export type EditPlace = 'order' | 'destination' | 'line';

export type EditType = FieldType | 'service' | 'cool' | 'address-part';

/** A value as it stands in the order. Blank: '' of texts and codes, null of days, points of time and amounts, false of flags. */
export type EditValue = string | number | boolean | null | Address;

export interface EditableField {
  /** Full path, e.g. `line.consignee.phone`. */
  readonly path: string;
  readonly type: EditType;
  readonly label: string;
  readonly place: EditPlace;
}

/** What a layout cannot fill: the delivery method says it, unless a person does. */
const byPersonOnly: Readonly<Record<string, { readonly type: EditType; readonly label: string }>> = {
  'line.delivery.service': { type: 'service', label: '送り状種類' },
  'line.delivery.cool': { type: 'cool', label: 'クール区分' },
};

/** Words that say several things at once: each of these things is a field of its own. */
const derived = new Set(['order.status', 'order.tax', 'line.tax', 'line.taxRate']);

/** They tell which order, line or destination is meant: another one would be another order. */
const identities = new Set(['order.number', 'line.no', 'line.delivery.key', 'line.delivery.shipmentNumber']);

/** Parts of an address. What is stored is always the whole address: parts of two addresses must never be mixed. */
export const addressParts = {
  prefecture: '都道府県',
  city: '市区町村',
  street: '町・番地',
  building: '建物',
} as const satisfies Readonly<Record<keyof Address, string>>;

/** Everything that a person may change in an order, by full path. */
export const editableFields: ReadonlyMap<string, EditableField> = new Map(
  [...Object.entries(orderFields), ...Object.entries(byPersonOnly)]
    .flatMap(([path, field]) =>
      identities.has(path) || derived.has(path) ? [] : [editable(path, field), ...partsOf(path, field)],
    )
    .map((field) => [field.path, field]),
);

function editable(path: string, { type, label }: Field | { type: EditType; label: string }): EditableField {
  return { path, type, label, place: placeOf(path) };
}

function partsOf(path: string, { type, label }: { readonly type: EditType; readonly label: string }): EditableField[] {
  if (type !== 'address') return [];
  return Object.entries(addressParts).map(([part, title]) => ({
    path: path.replace(/address$/, part),
    type: 'address-part',
    label: label.replace(/住所$/, title),
    place: placeOf(path),
  }));
}

function placeOf(path: string): EditPlace {
  if (path.startsWith('order.')) return 'order';
  return /^line\.(consignee|delivery)\./.test(path) ? 'destination' : 'line';
}

/** A field by its full path or without what it is a part of (`consignee.phone`, `payment.state`, `quantity`). */
export function findField(name: string): EditableField | undefined {
  return editableFields.get(name) ?? editableFields.get(`line.${name}`) ?? editableFields.get(`order.${name}`);
}

export function isIdentity(name: string): boolean {
  return [name, `line.${name}`, `order.${name}`].some((path) => identities.has(path));
}

export function isDerived(name: string): boolean {
  return derived.has(name) || derived.has(`order.${name}`);
}

/** The path as people write it: without `order.` and `line.`. */
export function shortName(path: string): string {
  return path.replace(/^(order|line)\./, '');
}

/** Holder and member names of a path: `order.payment.state` → the order, `payment`, `state`. */
function way(path: string): readonly string[] {
  const names = path.split('.').slice(1);
  return names[0] === 'delivery' ? names.slice(1) : names;
}

/** Members that are there only when they say something; their blank value. */
const optional: Readonly<Record<string, EditValue>> = {
  'line.delivery.addressWithheld': false,
  'line.delivery.marketplaceLabel': false,
  'line.cancelRequested': false,
  'line.delivery.service': '',
  'line.delivery.cool': '',
};

type Holder = Order | Destination | OrderLine;

/** The value of a field (not of an address part) in what it is a part of. */
export function fieldValue(holder: Holder, path: string): EditValue {
  let at: unknown = holder;
  for (const name of way(path)) at = (at as Record<string, unknown>)[name];
  return (at as EditValue | undefined) ?? optional[path] ?? null;
}

/** A copy of the holder with another value. Blank optional members are left out, so that nothing differs from never said. */
export function withValue<T extends Holder>(holder: T, path: string, value: EditValue): T {
  const isBlank = path in optional && value === optional[path];
  const set = (at: object, names: readonly string[]): object => {
    const [name = '', ...rest] = names;
    if (rest.length > 0) return { ...at, [name]: set((at as Record<string, object>)[name]!, rest) };
    const { [name]: _, ...others } = at as Record<string, unknown>;
    return isBlank ? others : { ...at, [name]: value };
  };
  return set(holder, way(path)) as T;
}

/** Is nothing there? */
export function isBlankValue(value: EditValue): boolean {
  if (value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.values(value).every((part) => part === '');
}

import type { Address, Destination, Order, OrderLine } from '../order.ts';
import { anchorOf, applyEdits, type Edit, isSame } from './apply.ts';
import { type EditableField, type EditValue, editableFields, fieldValue } from './editable.ts';

/** What a person asks for: another value, or (without one) what the source says. Address parts are given as such. */
export interface Change {
  readonly field: EditableField;
  /** Key of the destination or number of the line; '' for fields of the order. */
  readonly of: string;
  readonly value: EditValue | undefined;
}

export interface Changed {
  readonly path: string;
  readonly of: string;
  readonly before: EditValue;
  readonly after: EditValue;
}

export interface Editor {
  readonly by: string;
  readonly at: string;
  readonly note: string;
}

/**
 * The edits of an order after a person changed fields of it. The newest word about a field takes the place of the older one,
 * and what the source says now is its base: so saying a value again settles a dispute. What the source says already needs no edit.
 *
 * @param source what the documents say, without edits.
 * @returns `changed`: fields whose value in the order differs now; a settled dispute may leave it empty.
 */
export function changeOrder(
  source: Order,
  edits: readonly Edit[],
  changes: readonly Change[],
  editor: Editor,
): { readonly order: Order; readonly edits: readonly Edit[]; readonly changed: readonly Changed[] } {
  const first = applyEdits(source, edits);
  let { order } = first;
  let all = first.edits;
  for (const { field, of, value } of changes) {
    const { path, wanted } = wholeValue(order, field, of, value);
    const base = read(source, path, of);
    const others = all.filter((edit) => edit.path !== path || edit.of !== of);
    const isSource = wanted === undefined || isSame(wanted, base);
    all = isSource ? others : [...others, { path, of, anchors: [], value: wanted, base, ...editor }];
    all = all.map((edit) =>
      edit.path === path && edit.of === of ? { ...edit, ...anchored(source, source, edit) } : edit,
    );
    ({ order } = applyEdits(source, all));
  }
  const { disputes } = applyEdits(source, all);
  const isUnclear = (edit: Edit) =>
    disputes.some((one) => one.theirs === undefined && one.field.path === edit.path && one.of === edit.of);
  all = all.map((edit) => (isUnclear(edit) ? edit : { ...edit, ...anchored(source, order, edit) }));
  const touched = new Map(
    changes.map(({ field, of }) => [`${wholePath(field)} ${of}`, { path: wholePath(field), of }]),
  );
  const changed = [...touched.values()].flatMap(({ path, of }): Changed[] => {
    const [before, after] = [read(first.order, path, of), read(order, path, of)];
    return isSame(before, after) ? [] : [{ path, of, before, after }];
  });
  return { order, edits: all, changed };
}

/** A part of an address stands for the whole address with this part changed. */
function wholeValue(order: Order, field: EditableField, of: string, value: EditValue | undefined) {
  const path = wholePath(field);
  if (path === field.path || value === undefined) return { path, wanted: value };
  const part = field.path.slice(field.path.lastIndexOf('.') + 1);
  const whole = read(order, path, of) as Address;
  return { path, wanted: { ...whole, [part]: String(value) } };
}

function wholePath({ path, type }: EditableField): string {
  return type === 'address-part' ? path.replace(/[^.]+$/, 'address') : path;
}

function holder(order: Order, path: string, of: string) {
  const { place } = editableFields.get(path)!;
  if (place === 'order') return order;
  return place === 'line' ? order.lines.find((one) => one.no === of) : order.destinations.find((one) => one.key === of);
}

/** @throws when the order has no such line or destination: the caller looks first. */
function read(order: Order, path: string, of: string): EditValue {
  const found = holder(order, path, of);
  if (!found) throw new Error(`${path}: order ${order.number} has no ${of}`);
  return fieldValue(found, path);
}

/** By what the edit's destination or line is known again. One that is not there now keeps what it had. */
function anchored(source: Order, order: Order, { path, of, anchors }: Edit): Pick<Edit, 'anchors' | 'only'> {
  const { place } = editableFields.get(path)!;
  if (place === 'order') return { anchors: [] };
  const known = [source, order].map((one) => holder(one, path, of));
  if (known.includes(undefined)) return { anchors };
  if (place === 'line') return { anchors: distinct((known as OrderLine[]).map((one) => one.sku)) };
  const only = source.destinations.length === 1;
  return { anchors: distinct((known as Destination[]).map(anchorOf)), ...(only && { only: true as const }) };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

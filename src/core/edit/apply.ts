import { contentHash } from '../ids.ts';
import { type Address, type Destination, fileKey, type Order, type OrderLine, type Party } from '../order.ts';
import { addressForm, digitsForm, valueForm, wordForm } from '../spelling.ts';
import { type EditableField, type EditValue, editableFields, fieldValue, withValue } from './editable.ts';

/** One field that a person changed. What the documents said stays beside it (`StoredOrder.source`). */
export interface Edit {
  readonly path: string;
  /** Key of the destination or number of the line; '' for fields of the order. */
  readonly of: string;
  /** Know the destination or line again in formats whose keys are only positions: as the source had it, and as edited. */
  readonly anchors: readonly string[];
  /** It was the only destination of its order. */
  readonly only?: true;
  readonly value: EditValue;
  /** What the source said when the person looked. */
  readonly base: EditValue;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly note: string;
}

/** What a stored order keeps of a person's corrections; without any, the source is the order itself. */
export interface EditedOrder {
  /** What the documents say. */
  readonly source?: Order;
  readonly edits?: readonly Edit[];
}

/** The source changed what a person had changed too: a person decides. */
export interface Dispute {
  readonly field: EditableField;
  readonly of: string;
  readonly ours: EditValue;
  /** undefined: the destination or line that was meant cannot be told for certain any more. */
  readonly theirs: EditValue | undefined;
}

export interface Applied {
  readonly order: Order;
  /** Edits that go on: without those that the source says itself by now. */
  readonly edits: readonly Edit[];
  readonly disputes: readonly Dispute[];
}

/**
 * Who wins, per field: the person, as long as the source says what it said when the person looked; nobody needs to, once the
 * source says the same. When the source says a third thing, the person's value stands and the field is in dispute. Fields
 * without an edit are the source's. An edit whose line or destination is gone waits for it without effect.
 */
export function applyEdits(source: Order, edits: readonly Edit[]): Applied {
  let order = source;
  const kept: Edit[] = [];
  const disputes: Dispute[] = [];
  for (const edit of edits) {
    const field = editableFields.get(edit.path);
    if (!field) continue;
    const found = holderOf(source, field, edit);
    if (found === 'gone') kept.push(edit);
    else if (found === 'unclear') {
      kept.push(edit);
      disputes.push({ field, of: edit.of, ours: edit.value, theirs: undefined });
    } else {
      const theirs = fieldValue(found.holder, edit.path);
      if (isSame(theirs, edit.value)) continue;
      order = setValue(order, field, found.of, edit.value);
      kept.push(found.of === edit.of ? edit : { ...edit, of: found.of });
      if (!means(field, theirs, edit.base) && !means(field, theirs, edit.value)) {
        disputes.push({ field, of: found.of, ours: edit.value, theirs });
      }
    }
  }
  return { order, edits: kept, disputes };
}

/** What is in dispute in a stored order. */
export function disputesOf({ source, edits = [] }: EditedOrder): readonly Dispute[] {
  return source ? applyEdits(source, edits).disputes : [];
}

type Holder = Order | Destination | OrderLine;
type Found = { readonly holder: Holder; readonly of: string } | 'gone' | 'unclear';

function holderOf(source: Order, { place }: EditableField, edit: Edit): Found {
  if (place === 'order') return { holder: source, of: '' };
  return place === 'line' ? lineOf(source, edit) : destinationOf(source, edit);
}

/** Line numbers may be positions: then the goods tell whether it is still the same line. */
function lineOf({ lines }: Order, { of, anchors }: Edit): Found {
  const same = lines.filter((line) => anchors.includes(line.sku));
  const own = lines.find((line) => line.no === of);
  const line = own && same.includes(own) ? own : same.length === 1 ? same[0] : undefined;
  if (line) return { holder: line, of: line.no };
  return own || same.length > 0 ? 'unclear' : 'gone';
}

function destinationOf({ destinations }: Order, { of, anchors, only }: Edit): Found {
  const own = destinations.find((one) => one.key === of);
  if (fileKey(of) !== '') return own ? { holder: own, of } : 'gone';
  const same = destinations.filter((one) => anchors.includes(anchorOf(one)));
  const [first] = destinations;
  const found =
    same.length === 1
      ? same[0]
      : same.length > 1
        ? same.find((one) => one.key === of)
        : only && destinations.length === 1
          ? first
          : undefined;
  if (found) return { holder: found, of: found.key };
  return destinations.length === 0 ? 'gone' : 'unclear';
}

/** Tells a destination from its neighbours by who lives there. */
export function anchorOf({ consignee }: Destination): string {
  const { name, company, postalCode, address } = consignee satisfies Party;
  return contentHash([wordForm(name), wordForm(company), digitsForm(postalCode), addressForm(address)]);
}

/** A copy of the order with another value of one field. */
export function setValue(order: Order, field: EditableField, of: string, value: EditValue): Order {
  const { place, path } = field;
  if (place === 'order') return withValue(order, path, value);
  if (place === 'line') {
    return { ...order, lines: order.lines.map((one) => (one.no === of ? withValue(one, path, value) : one)) };
  }
  const destinations = order.destinations.map((one) => (one.key === of ? withValue(one, path, value) : one));
  return { ...order, destinations };
}

export function isSame(a: EditValue, b: EditValue): boolean {
  return contentHash(a) === contentHash(b);
}

const isWritten = (value: EditValue): value is string | Address =>
  typeof value === 'string' || (typeof value === 'object' && value !== null);

/** Two spellings of one thing (`core/spelling.ts`). */
function means({ type }: EditableField, a: EditValue, b: EditValue): boolean {
  if (isSame(a, b)) return true;
  return isWritten(a) && isWritten(b) && valueForm(type, a) === valueForm(type, b);
}

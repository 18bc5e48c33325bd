import {
  type EditableField,
  editableFields,
  findField,
  isDerived,
  isIdentity,
  shortName,
} from '../../core/edit/editable.ts';
import { nearest } from '../../core/near.ts';
import { fileKey, type Order } from '../../core/order.ts';
import { placeWords, valueWords } from '../../core/sentences/editing.ts';
import type { StoredShipment } from '../../store/types.ts';
import { type AtDesk, refuse } from './arranging.ts';

/** A correction as a person writes it. */
export interface WantedEdit {
  /** Field, in full or short (`consignee.phone`). */
  readonly name: string;
  /** Line number, or destination: its key, its お客様管理番号 or its position. undefined = the only one. */
  readonly of?: string | undefined;
  /** undefined: back to what the source says. */
  readonly text?: string | undefined;
}

export interface EditTarget {
  readonly field: EditableField;
  readonly of: string;
}

/** The field of a correction; refuses unknown names with the one that was probably meant. */
export function fieldOf(number: string, name: string): EditableField {
  if (isIdentity(name)) refuse(number, 'edit-identity', { name });
  if (isDerived(name)) refuse(number, 'edit-derived', { name });
  const field = findField(name);
  if (field) return field;
  const near = nearest(
    name,
    [...editableFields.keys()].flatMap((path) => [shortName(path), path]),
  );
  refuse(number, 'edit-no-field', { name, hint: near === undefined ? '' : valueWords.hint(near) });
}

/**
 * Which line or destination a correction means.
 *
 * @param own the shipment that the person named instead of the order: its destination is meant where none is said.
 */
export function targetOf(desk: AtDesk, { name, of }: WantedEdit, own: StoredShipment | undefined): EditTarget {
  const { order } = desk.stored;
  const field = fieldOf(order.number, name);
  const args = { field: field.label, name: shortName(field.path), kind: placeWords[field.place], of: of ?? '' };
  if (field.place === 'order') {
    if (of !== undefined) refuse(order.number, 'edit-order-field-of', args);
    return { field, of: '' };
  }
  const choices = field.place === 'line' ? lineChoices(order, own) : destinationChoices(desk, own);
  const known = [...new Set(choices.map((one) => one.names[0]!))].join(' ');
  if (of === undefined) {
    const likely = choices.filter((one) => one.likely);
    if (likely.length !== 1) refuse(order.number, 'edit-which', { ...args, known });
    return { field, of: likely[0]!.key };
  }
  const found = choices.filter((one) => one.names.includes(of));
  if (found.length !== 1) refuse(order.number, 'edit-no-place', { ...args, known });
  return { field, of: found[0]!.key };
}

interface Choice {
  readonly key: string;
  /** What it may be called, the usual name first. */
  readonly names: readonly string[];
  /** Meant where none is said, when it is the only such one. */
  readonly likely: boolean;
}

function lineChoices({ lines }: Order, own: StoredShipment | undefined): Choice[] {
  const mine = own && new Set(own.shipment.lines.map((line) => line.no));
  return lines.map((line) => ({ key: line.no, names: [line.no], likely: !mine || mine.has(line.no) }));
}

function destinationChoices({ stored, shipments }: AtDesk, own: StoredShipment | undefined): Choice[] {
  return stored.order.destinations.map((one, index) => {
    const parcels = shipments.filter(({ shipment }) => shipment.destination === one.key);
    const customerNos = parcels.map(({ shipment }) => shipment.customerNo);
    const key = fileKey(one.key) === '' ? String(index + 1) : one.key;
    const likely = own ? own.shipment.destination === one.key : !one.deleted;
    return { key: one.key, names: [...customerNos, key], likely };
  });
}

import { type Change, changeOrder } from '../../core/edit/change.ts';
import { type EditableField, fieldValue, shortName } from '../../core/edit/editable.ts';
import type { Address, Order } from '../../core/order.ts';
import { say } from '../../core/sentences/index.ts';
import { japanDay } from '../../core/time.ts';
import { readEdit } from '../../layout/edit-value.ts';
import type { StoredShipment } from '../../store/types.ts';
import type { Remark } from '../../text/read.ts';
import type { Context } from '../types.ts';
import { type AtDesk, Refusal, type Said, said } from './arranging.ts';
import { type EditTarget, targetOf, type WantedEdit } from './edit-target.ts';

export interface ReadEdits {
  readonly changes: readonly Change[];
  /** What was repaired or filled in. */
  readonly notes: readonly Said[];
}

/**
 * Corrections as they were typed → changes, every mistake at once. Address and postal code of one person are read together, as
 * they will be.
 *
 * @throws Refusal
 */
export function readEdits(
  ctx: Context,
  desk: AtDesk,
  wanted: readonly WantedEdit[],
  own: StoredShipment | undefined,
): ReadEdits {
  const { order } = desk.stored;
  const refused: Said[] = [];
  const notes: Said[] = [];
  const targets: { readonly target: EditTarget; readonly text: string | undefined }[] = [];
  const seen = new Set<string>();
  for (const one of wanted) {
    try {
      const target = targetOf(desk, one, own);
      const key = `${target.field.path} ${target.of}`;
      if (seen.has(key)) refused.push(said(order.number, 'edit-twice', { field: target.field.label }));
      seen.add(key);
      targets.push({ target, text: one.text });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(...error.reasons);
    }
  }
  const changes: Change[] = [];
  for (const { target, text } of targets.toSorted(
    (a, b) => rank(a.target.field, a.text) - rank(b.target.field, b.text),
  )) {
    if (text === undefined) {
      changes.push({ ...target, value: undefined });
      continue;
    }
    const { field } = target;
    const today = japanDay(ctx.now());
    const beside = besideIt(order, changes, target);
    const read = readEdit(field, text, { masters: ctx.masters, today, ...beside });
    if (read.problem) {
      refused.push(unreadable(order.number, field, read.problem));
      continue;
    }
    changes.push({ ...target, value: read.value });
    for (const note of read.notes) {
      notes.push(said(order.number, 'edit-repaired', { field: field.label, note: say(note.code, note.args).sentence }));
    }
  }
  if (refused.length > 0) throw new Refusal(refused);
  return { changes, notes };
}

/** A whole postal code helps to read an address; one that lost its zero needs the address. */
function rank({ type }: EditableField, text = ''): number {
  if (type === 'postal') return text.replace(/\D/g, '').length === 7 ? 0 : 2;
  return 1;
}

/** The same person's address and postal code, as they stand after what was read so far. */
function besideIt(
  order: Order,
  changes: readonly Change[],
  { field, of }: EditTarget,
): { address?: Address; postalCode?: string } {
  const person = /^(order\.orderer|line\.consignee)\./.exec(field.path)?.[1];
  if (person === undefined) return {};
  const said = changes.filter((one) => one.value !== undefined);
  const { order: then } = changeOrder(order, [], said, { by: '', at: '', note: '' });
  const holder = field.place === 'order' ? then : then.destinations.find((one) => one.key === of);
  if (!holder) return {};
  return {
    address: fieldValue(holder, `${person}.address`) as Address,
    postalCode: String(fieldValue(holder, `${person}.postalCode`)),
  };
}

/** What the converters say of a cell, with the field's name and where to put the right value. */
function unreadable(number: string, field: EditableField, { code, args }: Remark): Said {
  if (code.startsWith('edit-')) return said(number, code, args);
  const { sentence: reason, remedy: how } = say(code, args, 'typed');
  return said(number, 'edit-bad-value', { field: field.label, name: shortName(field.path), reason, how });
}

import { isAnswered } from '../../core/decide/edit-holds.ts';
import { disputesOf } from '../../core/edit/apply.ts';
import { type Changed, changeOrder } from '../../core/edit/change.ts';
import { editableFields, shortName } from '../../core/edit/editable.ts';
import { shownValue } from '../../core/edit/shown.ts';
import type { Hold } from '../../core/shipment.ts';
import type { StoredOrder, StoredShipment, Writes } from '../../store/types.ts';
import { redecide } from '../decide/index.ts';
import type { Context } from '../types.ts';
import {
  type Arranged,
  type Arranger,
  type AtDesk,
  arranging,
  bring,
  entry,
  refuse,
  type Said,
  said,
} from './arranging.ts';
import { afterLabels } from './edit-labels.ts';
import type { WantedEdit } from './edit-target.ts';
import { readEdits } from './edit-values.ts';

export interface EditRequest extends Arranger {
  readonly edits: readonly WantedEdit[];
  /** Why; stays in the history. */
  readonly note: string;
  /** The revision that the person looked at: refused when the order is another one by now. Missing = whatever it is. */
  readonly revision?: number | undefined;
}

export interface Edited extends Arranged {
  /** Fields that have another value now, in people's words. */
  readonly changed: readonly {
    readonly field: string;
    readonly label: string;
    readonly of: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/**
 * 受注の修正: a person's word about fields of an order. A new revision, decided and inspected anew; no document of the same content
 * overwrites it, and where the source changes the same field later, both are shown as a hold (`core/edit`). Labels that are out
 * stay as they are, and what the correction means for them is said.
 *
 * @param number order number, or お客様管理番号 of the shipment whose destination is meant.
 */
export async function editOrder(ctx: Context, number: string, request: EditRequest): Promise<Edited> {
  const { edits: wanted, note, shop, actor = 'operator' } = request;
  let changed: Edited['changed'] = [];
  const arranged = await arranging(ctx, async (tx) => {
    const { desk, own } = await bringNamed(ctx, tx, number, shop);
    const { stored } = desk;
    const { order } = stored;
    if (stored.forgotten) refuse(order.number, 'edit-forgotten');
    if (request.revision !== undefined && request.revision !== stored.revision)
      refuse(order.number, 'edit-conflict', { revision: stored.revision });
    if (wanted.length === 0) refuse(order.number, 'edit-nothing');
    const { changes, notes } = readEdits(ctx, desk, wanted, own);
    for (const { field, of, value } of changes) {
      const isEdited = stored.edits?.some((edit) => edit.of === of && isOf(edit.path, field.path));
      if (value === undefined && !isEdited) refuse(order.number, 'edit-not-edited', { field: field.label });
    }
    const at = ctx.now().toString();
    const source = stored.source ?? order;
    const result = changeOrder(source, stored.edits ?? [], changes, { by: actor, at, note });
    const settled = disputesOf(stored).filter(
      (one) => !disputesOf({ source, ...result }).some((now) => now.field.path === one.field.path && now.of === one.of),
    );
    if (result.changed.length === 0 && settled.length === 0) refuse(order.number, 'edit-no-change');
    const next = nextRevision(stored, result, source, at);
    const labels = await afterLabels(ctx, tx, desk, next);
    await tx.saveOrders([next]);
    const names = new Set([...result.changed.map((one) => one.path), ...settled.map((one) => one.field.path)]);
    const fields = [...names].map(shortName).join(' ');
    await tx.addJournal([{ ...entry(ctx, desk, actor, 'order-edited', { revision: next.revision, fields }), note }]);
    const isOver = (hold: Hold) => isAnswered(hold, next.order, result.edits);
    await tx.saveShipments(labels.changes);
    await redecide(ctx, tx, desk.shop, next, actor, isOver);
    await tx.addJournal(labels.journal(actor));
    const carrier = await decideCarrier(ctx, tx, desk, actor);
    const carried =
      carrier === undefined || !result.changed.some(isOfParcel)
        ? []
        : [said(order.number, 'edit-carried', { carrier })];
    const quietly = settled.filter(
      (one) => !result.changed.some(({ path, of }) => path === one.field.path && of === one.of),
    );
    changed = result.changed.map(inWords);
    return {
      shop: desk.shop.name,
      numbers: [order.number],
      notes: [
        ...notes,
        ...quietly.map(({ field }): Said => said(order.number, 'edit-settled', { field: field.label })),
        ...carried,
        ...labels.notes,
      ],
    };
  });
  return { ...arranged, changed: arranged.refused.length > 0 ? [] : changed };
}

function inWords({ path, of, before, after }: Changed): Edited['changed'][number] {
  const field = editableFields.get(path)!;
  const shown = { before: shownValue(field, before), after: shownValue(field, after) };
  return { field: shortName(path), label: field.label, of, ...shown };
}

const isOf = (path: string, wanted: string): boolean =>
  path === wanted ||
  (editableFields.get(wanted)?.type === 'address-part' && path === wanted.replace(/[^.]+$/, 'address'));

const isOfParcel = ({ path }: Changed): boolean => editableFields.get(path)?.place === 'destination';

function nextRevision(
  stored: StoredOrder,
  { order, edits }: Pick<ReturnType<typeof changeOrder>, 'order' | 'edits'>,
  source: StoredOrder['order'],
  at: string,
): StoredOrder {
  const { source: _, edits: __, ...rest } = stored;
  return { ...rest, order, ...(edits.length > 0 && { source, edits }), revision: stored.revision + 1, at };
}

/** An order by its number, or by the お客様管理番号 of one of its shipments (people copy either). */
async function bringNamed(
  ctx: Context,
  tx: Writes,
  number: string,
  shop: string | undefined,
): Promise<{ readonly desk: AtDesk; readonly own: StoredShipment | undefined }> {
  const within = shop ? { shop } : {};
  const isOrder = (await tx.orders({ ...within, numbers: [number] })).length > 0;
  const [own] = isOrder ? [] : await tx.shipments({ ...within, customerNos: [number] });
  const desk = own
    ? await bring(ctx, tx, own.shipment.orderNumber, own.shipment.shop)
    : await bring(ctx, tx, number, shop);
  return { desk, own };
}

/** Goods that travel in another order's parcel: what is in that parcel changed with them. Gives its order number. */
async function decideCarrier(ctx: Context, tx: Writes, { shop, arrangement }: AtDesk, actor: string) {
  const number = arrangement.bundledInto?.order;
  if (number === undefined) return undefined;
  const [carrier] = await tx.orders({ shop: shop.name, numbers: [number] });
  if (carrier) await redecide(ctx, tx, shop, carrier, actor);
  return number;
}

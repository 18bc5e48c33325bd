import type { Part } from '../../core/arrangement.ts';
import { shippableLines } from '../../core/decide/match.ts';
import type { Destination } from '../../core/order.ts';
import { isBeyondRecall, stateTitles } from '../../core/shipment.ts';
import type { Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';
import {
  type Arranged,
  type Arranger,
  type AtDesk,
  arranging,
  bring,
  entry,
  mustBeBeforeIssue,
  rearrange,
  refuse,
  said,
} from './arranging.ts';

export interface SplitRequest extends Arranger {
  /** Lines and pieces that go into a parcel of their own. */
  readonly lines?: readonly { readonly no: string; readonly quantity: number }[];
  /** Instead: every line of this destination goes into its own parcel ('' = the order's only destination). */
  readonly destination?: string | undefined;
}

/**
 * 分割: takes pieces of an order out of a shipment that has no label yet, into a parcel of their own with the next serial.
 * A split order that holds a set product is done and said: Amazon refuses its notice (A3).
 */
export function splitOrder(ctx: Context, number: string, request: SplitRequest): Promise<Arranged> {
  const actor = request.actor ?? 'operator';
  return arranging(ctx, async (tx) => {
    const desk = await bring(ctx, tx, number, request.shop);
    const { stored, arrangement, shop } = desk;
    if (arrangement.bundled.length > 0 || arrangement.bundledInto) refuse(number, 'split-bundled');
    if (stored.order.payment.state === 'cod') refuse(number, 'split-collects');
    const wanted = request.lines ? [request.lines] : linesApart(desk, request.destination ?? '');
    const last = Math.max(1, ...arrangement.parts.map((part) => part.number));
    const added = wanted.map((lines, index): Part => ({ number: last + index + 1, lines }));
    checkParts(desk, added);
    const parts = [...arrangement.parts, ...added];
    // From here on it is a person's: no rule works it out anew.
    const { splitBy: _, keptWhole: __, ...rest } = arrangement;
    await tx.addJournal([entry(ctx, desk, actor, 'order-split', { parts: added.length, lines: text(added) })]);
    await rearrange(ctx, tx, desk, { ...rest, parts }, actor);
    const skus = new Set(stored.order.lines.map((line) => line.sku));
    const sets = shop.setSkus.filter((sku) => skus.has(sku));
    const notes = sets.length > 0 ? [said(number, 'split-holds-set', { skus: sets.join(' ') })] : [];
    return { shop: shop.name, numbers: [number], notes };
  });
}

/** Puts everything back into one parcel, while none of them has a label. */
export function undoSplit(
  ctx: Context,
  number: string,
  { shop, actor = 'operator' }: Arranger = {},
): Promise<Arranged> {
  return arranging(ctx, async (tx: Writes) => {
    const desk = await bring(ctx, tx, number, shop);
    const { arrangement, shipments } = desk;
    if (arrangement.parts.length === 0) refuse(number, 'split-not-split');
    mustBeBeforeIssue(number, shipments);
    await tx.addJournal([entry(ctx, desk, actor, 'order-split-undone', { parts: arrangement.parts.length })]);
    const { splitBy, ...rest } = arrangement;
    const kept = splitBy === undefined ? {} : { keptWhole: true as const };
    await rearrange(ctx, tx, desk, { ...rest, ...kept, parts: [] }, actor);
    return { shop: desk.shop.name, numbers: [number] };
  });
}

const text = (parts: readonly Part[]) =>
  parts.map((part) => part.lines.map((line) => `${line.no}:${line.quantity}`).join(',')).join(' / ');

/** Each line of the destination's remaining shipment but the first, whole. */
function linesApart(desk: AtDesk, key: string): Part['lines'][] {
  const { order } = desk.stored;
  const only = order.destinations.length === 1 ? order.destinations[0] : undefined;
  const destination = order.destinations.find((one) => one.key === key) ?? (key === '' ? only : undefined);
  if (!destination) refuse(order.number, 'split-unknown-destination', { destination: key });
  const lines = remaining(desk, destination)?.shipment.lines ?? [];
  if (lines.length < 2) refuse(order.number, 'split-one-line-only');
  return lines.slice(1).map(({ no, quantity }) => [{ no, quantity }]);
}

/** The shipment that parts are taken from. */
function remaining({ shipments, stored }: AtDesk, destination: Destination) {
  const numbers = new Set(
    stored.order.lines.filter((line) => line.destination === destination.key).map((line) => line.no),
  );
  return shipments.find((one) => one.shipment.part === 1 && one.shipment.lines.some((line) => numbers.has(line.no)));
}

function checkParts(desk: AtDesk, added: readonly Part[]): void {
  const { order } = desk.stored;
  const { number } = order;
  const wanted = added.flatMap((part) => part.lines);
  const keys = new Set<string>();
  for (const { no } of wanted) {
    const line = order.lines.find((one) => one.no === no);
    const destination = order.destinations.find((one) => one.key === line?.destination);
    if (!destination || !shippableLines(order, destination).some((one) => one.no === no)) {
      refuse(number, 'split-unknown-line', { line: no });
    }
    keys.add(destination.key);
  }
  if (keys.size !== 1) refuse(number, 'split-several-destinations');
  const destination = order.destinations.find((one) => keys.has(one.key))!;
  const from = remaining(desk, destination);
  if (!from || from.state === 'cancelled') {
    refuse(number, 'arrange-nothing-to-ship', { state: stateTitles[from?.state ?? 'cancelled'] });
  }
  if (isBeyondRecall(from.state)) mustBeBeforeIssue(number, [from]);
  const left = new Map(from.shipment.lines.map((line) => [line.no, line.quantity]));
  for (const { no, quantity } of wanted) {
    const most = left.get(no) ?? 0;
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > most) {
      refuse(number, 'split-quantity-too-large', { line: no, most, quantity });
    }
    left.set(no, most - quantity);
  }
  if ([...left.values()].every((count) => count === 0)) refuse(number, 'split-nothing-left');
}

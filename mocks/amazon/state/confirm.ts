import { setProducts } from '../catalog.ts';
import { carrierCodes } from './carriers.ts';
import { type AmazonOrder, type Package, shippedOf, statusOf } from './order.ts';
import type { AmazonState, Confirmation } from './state.ts';

/** A parcel as the seller tells of it. `items` empty = everything that is not yet shipped (only a feed may say so). */
export interface Parcel {
  /** '' = the next free one. */
  readonly ref: string;
  readonly carrierCode: string;
  readonly carrierName: string;
  readonly shippingMethod: string;
  readonly trackingNumber: string;
  readonly shippedAt: number;
  readonly cod: boolean;
  readonly items: readonly { readonly line: string; readonly quantity: number | undefined }[];
}

export type Why =
  | 'unknown-order'
  | 'not-ours'
  | 'state'
  | 'program'
  | 'carrier'
  | 'cod'
  | 'line'
  | 'quantity'
  | 'package'
  | 'set';

export type Verdict =
  | { readonly effect: 'created' | 'edited' | 'unchanged'; readonly order: AmazonOrder; readonly ref: string }
  | { readonly why: Why; readonly message: string; readonly line?: string };

/** Books one parcel of an order and writes the ledger. The only place that ships an order of the seller. */
export function confirmParcel(
  state: AmazonState,
  orderId: string,
  parcel: Parcel,
  via: Confirmation['via'],
  now: number,
): Verdict {
  const verdict = book(state.orders.get(orderId), orderId, parcel, now);
  const done = 'effect' in verdict;
  state.confirmations.push({
    at: now,
    orderId,
    packageReferenceId: done ? verdict.ref : parcel.ref,
    trackingNumber: parcel.trackingNumber,
    via,
    effect: done ? verdict.effect : 'refused',
    reason: done ? '' : verdict.message,
  });
  return verdict;
}

function book(order: AmazonOrder | undefined, orderId: string, parcel: Parcel, now: number): Verdict {
  if (!order || !isVisible(order, now)) return refused('unknown-order', `Order ${orderId} was not found.`);
  const refusal = refuseOrder(order) ?? refuseCarrier(parcel) ?? refuseCod(order, parcel);
  if (refusal) return refusal;
  const wanted = itemsOf(order, parcel);
  if ('why' in wanted) return wanted;
  const before = packageToEdit(order, parcel, wanted.items);
  for (const item of wanted.items) {
    const line = order.lines.find((one) => one.id === item.line)!;
    const open = line.quantity - shippedOf(order, line.id, before?.ref);
    if (item.quantity <= open) continue;
    if (!before && statusOf(order) === 'SHIPPED') {
      return refused(
        'package',
        'Failed to create package because the order is already fulfilled. PackageToUpdateNotFound',
        line.id,
      );
    }
    return refused(
      'quantity',
      `The quantity ${item.quantity} of order item ${line.id} is more than the ${open} that can still be fulfilled.`,
      line.id,
    );
  }
  const partOfSet = refuseSplitSet(order, wanted.items, before?.ref);
  if (partOfSet) return partOfSet;
  const { items: _items, ...rest } = parcel;
  const after: Package = {
    ...rest,
    ref: before?.ref ?? (parcel.ref || nextRef(order)),
    items: wanted.items,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  if (before && same(before, after)) return { effect: 'unchanged', order, ref: after.ref };
  order.packages = before ? order.packages.map((one) => (one === before ? after : one)) : [...order.packages, after];
  order.updatedAt = now;
  return { effect: before ? 'edited' : 'created', order, ref: after.ref };
}

/** Orders are seen about two minutes after they were made (trust A for v0). */
export const visibilityLag = 120_000;
export const isVisible = (order: AmazonOrder, now: number): boolean =>
  order.createdAt + visibilityLag <= now && (order.hiddenUntil ?? 0) <= now;

function refuseOrder(order: AmazonOrder): Verdict | undefined {
  if (order.shippedByAmazon)
    return refused('not-ours', 'The order is fulfilled by Amazon and cannot be confirmed by the seller.');
  if (order.programs.includes('FBM_SHIP_PLUS')) {
    return refused('program', 'Shipment confirmation is not supported for orders of the Ship+ program.');
  }
  const status = statusOf(order);
  if (status === 'CANCELLED' || status === 'PENDING' || status === 'PENDING_AVAILABILITY') {
    return refused('state', `An order in status ${status} cannot be confirmed.`);
  }
  return undefined;
}

function refuseCarrier(parcel: Parcel): Verdict | undefined {
  if (!carrierCodes.has(parcel.carrierCode)) {
    return refused('carrier', `The carrier code "${parcel.carrierCode}" is not in the list of carriers.`);
  }
  if (parcel.carrierCode === 'Other' && parcel.carrierName.trim() === '') {
    return refused('carrier', 'The carrier name is required when the carrier code is Other.');
  }
  return undefined;
}

function refuseCod(order: AmazonOrder, parcel: Parcel): Verdict | undefined {
  if (!parcel.cod || order.payments.some((one) => one.method === 'CashOnDelivery')) return undefined;
  return refused('cod', 'codCollectionMethod is only for cash on delivery orders.');
}

/**
 * An order with a set product ships in one piece. Trust A that Amazon answers with an error when such an order was split
 * (manual of an order system), C for the rule behind it and the words.
 */
function refuseSplitSet(
  order: AmazonOrder,
  items: readonly { line: string; quantity: number }[],
  ref: string | undefined,
): Verdict | undefined {
  const set = order.lines.find((one) => setProducts.has(one.sku));
  if (!set) return undefined;
  const told = new Map(items.map((item) => [item.line, item.quantity]));
  const isWhole = order.lines.every(
    (line) => shippedOf(order, line.id, ref) + (told.get(line.id) ?? 0) === line.quantity,
  );
  if (isWhole) return undefined;
  return refused('set', `Order ${order.id} holds a set product (${set.sku}) and cannot be fulfilled in parts.`, set.id);
}

function itemsOf(
  order: AmazonOrder,
  parcel: Parcel,
): { readonly items: readonly { line: string; quantity: number }[] } | Extract<Verdict, { why: Why }> {
  const pieces = new Map<string, number>();
  for (const item of parcel.items) {
    const line = order.lines.find((one) => one.id === item.line);
    if (!line) return refused('line', `The order item id ${item.line} is invalid for this order.`, item.line);
    const quantity = item.quantity ?? line.quantity;
    pieces.set(line.id, (pieces.get(line.id) ?? 0) + quantity);
  }
  if (parcel.items.length === 0) {
    const known = parcel.ref === '' ? undefined : order.packages.find((one) => one.ref === parcel.ref);
    if (!known) {
      for (const line of order.lines) {
        const open = line.quantity - shippedOf(order, line.id);
        if (open > 0) pieces.set(line.id, open);
      }
    }
    // A known package keeps its pieces; the whole order again means those of its first one.
    if (pieces.size === 0) {
      for (const item of (known ?? order.packages[0])?.items ?? []) pieces.set(item.line, item.quantity);
    }
  }
  return { items: [...pieces].map(([line, quantity]) => ({ line, quantity })) };
}

/**
 * The same reference again edits that package (trust A). A feed gives none: there a package of exactly the same pieces is
 * taken for the same parcel once nothing else is open (trust C: the edit rule of feeds is unknown).
 */
function packageToEdit(
  order: AmazonOrder,
  parcel: Parcel,
  items: readonly { line: string; quantity: number }[],
): Package | undefined {
  if (parcel.ref !== '') return order.packages.find((one) => one.ref === parcel.ref);
  const fits = (line: string, quantity: number) =>
    quantity <= order.lines.find((one) => one.id === line)!.quantity - shippedOf(order, line);
  if (items.every((item) => fits(item.line, item.quantity))) return undefined;
  return order.packages.find((one) => key(one.items) === key(items));
}

const key = (items: readonly { line: string; quantity: number }[]): string =>
  items
    .map((item) => `${item.line}×${item.quantity}`)
    .sort()
    .join(' ');

function same(a: Package, b: Package): boolean {
  return (
    key(a.items) === key(b.items) &&
    a.carrierCode === b.carrierCode &&
    a.carrierName === b.carrierName &&
    a.shippingMethod === b.shippingMethod &&
    a.trackingNumber === b.trackingNumber &&
    a.shippedAt === b.shippedAt &&
    a.cod === b.cod
  );
}

const nextRef = (order: AmazonOrder): string =>
  String(1 + order.packages.reduce((most, one) => Math.max(most, Number(one.ref) || 0), 0));

const refused = (why: Why, message: string, line?: string): Extract<Verdict, { why: Why }> => ({
  why,
  message,
  ...(line === undefined ? {} : { line }),
});

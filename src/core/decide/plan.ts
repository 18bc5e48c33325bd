import { noArrangement, type Portion } from '../arrangement.ts';
import type { DeliveryMethod } from '../masters.ts';
import type { Destination, OrderLine } from '../order.ts';
import { openWords } from '../sentences/b2-link.ts';
import type { Hold, Shipment } from '../shipment.ts';
import { collectTax } from './collect-tax.ts';
import { hold } from './hold.ts';
import { leftOpen } from './left-open.ts';
import { shippableLines } from './match.ts';
import { senderOf } from './sender.ts';
import { collects, serviceOf } from './slip-type.ts';
import type { DecideInput, Prior } from './types.ts';

/** The shipment of a destination (or of a part of it) as the order and the shop's settings want it, with what speaks against that. */
export function plan(
  input: DecideInput,
  destination: Destination,
  { part, lines, fits }: Portion,
  { id, serial, customerNo }: Pick<Shipment, 'id' | 'serial' | 'customerNo'>,
  prior: Prior | null,
): { shipment: Shipment; holds: readonly Hold[] } {
  const { order, shop, arrangement = noArrangement } = input;
  const holds: Hold[] = [];
  const words = destination.method || shop.defaultMethod;
  const method = input.methodFor(words);
  if (!method) {
    holds.push(
      words === '' ? hold('delivery-method-missing', 'settings') : unusable(words, input.methodOfOtherDays?.(words)),
    );
  }
  // Better before the label than after it: the marketplace would never learn that the goods have gone.
  if (method && input.canTell && !input.canTell(method)) {
    holds.push(hold('delivery-method-untold', 'operator', { method: method.title }));
  }
  const onScreen = leftOpen(destination, method);
  if (method && onScreen && !input.hasScreen) {
    holds.push(hold('delivery-method-on-screen', 'settings', { method: method.title, what: openWords[onScreen] }));
  }
  const service = serviceOf(order, destination, method, holds);
  const collect = collects(service);
  if (collect && order.destinations.length > 1) holds.push(hold('collect-several-destinations', 'data'));
  if (collect && arrangement.parts.length > 0) holds.push(hold('collect-split', 'data'));
  if (collect && arrangement.copyOf !== '') holds.push(hold('copy-collects', 'operator'));
  if (!fits) holds.push(hold('split-does-not-fit', 'data'));
  const codAmount = collect ? (order.payment.codAmount ?? order.total) : null;
  const collected = collect ? collectTax(order, codAmount, shop) : { tax: null };
  if (collected.hold) holds.push(collected.hold);
  const planned = destination.rentalDispatchDate ?? destination.plannedShipDate;
  const shipment: Shipment = {
    id,
    shop: shop.name,
    orderNumber: order.number,
    serial,
    customerNo,
    destination: destination.key,
    part,
    lines: goodsOf(lines),
    bundled: bundledGoods(input, id),
    bundledInto: arrangement.bundledInto?.shipment ?? '',
    undone: prior?.shipment.undone ?? 0,
    shippedOn: null,
    consignee: destination.consignee,
    orderer: senderOf(order.orderer, destination.consignee),
    method: method?.code ?? '',
    service,
    cool: destination.cool ?? method?.cool ?? 'normal',
    // A planned day that has gone by means: late, so the day of export (B5).
    shipDate: planned !== null && planned > input.today ? planned : null,
    deliveryDate: destination.wishedDate,
    timeSlot: destination.timeSlot,
    codAmount,
    codTax: collected.tax,
    // Parcels that were counted before the split stay as many: each part takes one.
    packages: part === 1 ? Math.max(1, destination.packages - partCount(input, destination)) : 1,
    // Of the id, not of the number: the first 20 characters of long numbers are the same, and B2 refuses a shared key.
    closureKey: service === 'multi' ? id.slice(0, 20) : '',
    handling: ['', ''],
    note: destination.note,
    replaced: [],
    ...(onScreen && { onScreen }),
    ...(prior?.shipment.handedOver && { handedOver: true as const }),
  };
  return { shipment, holds };
}

function goodsOf(lines: readonly OrderLine[]): Shipment['lines'] {
  return lines.map(({ no, sku, name, option, quantity }) => ({ no, sku, name, option, quantity }));
}

/** Goods of other orders as they are today; an order that was cancelled since then brings none. */
function bundledGoods({ arrangement, bundledOrders = [] }: DecideInput, id: string): Shipment['bundled'] {
  const links = arrangement?.bundled.filter((one) => one.shipment === id) ?? [];
  return links.flatMap((link) => {
    const order = bundledOrders.find((one) => one.number === link.order);
    if (!order || order.cancelled) return [];
    const lines = order.destinations.filter((one) => !one.deleted).flatMap((one) => shippableLines(order, one));
    return lines.length === 0 ? [] : [{ orderNumber: order.number, lines: goodsOf(lines) }];
  });
}

function partCount({ order, arrangement = noArrangement }: DecideInput, destination: Destination): number {
  if (arrangement.parts.length === 0) return 0;
  const own = new Set(order.lines.filter((line) => line.destination === destination.key).map((line) => line.no));
  return arrangement.parts.filter((part) => part.lines.some((line) => own.has(line.no))).length;
}

/** Words that mean no method today. */
const unusable = (words: string, other: DeliveryMethod | undefined): Hold =>
  other
    ? hold('delivery-method-ended', 'settings', {
        method: other.title,
        from: other.from ?? '－',
        until: other.until ?? '－',
      })
    : hold('delivery-method-unknown', 'settings', { method: words });

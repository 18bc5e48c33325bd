import type { Field } from '../../../core/fields.ts';
import {
  goodsFields,
  orderField,
  orderFields,
  productFields,
  returnFormFields,
  setFields,
  stockFields,
  waybillFields,
} from '../../../core/fields.ts';
import type { Destination, Order, OrderLine } from '../../../core/order.ts';
import { help } from '../../../core/sentences/help.ts';
import { slotTitle } from '../../../core/service.ts';
import { goodsText, yenText } from '../../../text/goods-text.ts';
import { partyText } from '../../../text/party-text.ts';

/** Name and value of something that was read, for people; never blank. */
export type ReadFact = readonly [label: string, value: string];

/** An order as it was read, in the words of its fields. */
export interface OrderFacts {
  readonly number: string;
  readonly facts: readonly ReadFact[];
  readonly orderer: readonly ReadFact[];
  /** Destinations with their goods; goods of no destination stand in the last one. */
  readonly destinations: readonly { readonly consignee: readonly ReadFact[]; readonly facts: readonly ReadFact[] }[];
}

/** What was read of an order; what is blank is left out. Personal data: for the operator's eyes, never for a log. */
export function orderFactsOf(order: Order, time: (instant: string) => string): OrderFacts {
  const { payment, orderer, destinations, lines } = order;
  const loose = lines.filter((line) => !destinations.some((one) => one.key === line.destination));
  return {
    number: order.number,
    facts: filled([
      ['order.orderedAt', order.orderedAt ? time(order.orderedAt) : ''],
      ['order.cancelled', order.cancelled ? help.yes : ''],
      ['order.payment.method', payment.method],
      ['order.payment.state', help.payments[payment.state] ?? payment.state],
      ['order.payment.paidAt', payment.paidAt ? time(payment.paidAt) : ''],
      ['order.payment.codAmount', yenText(payment.codAmount)],
      ['order.payment.codTax', yenText(payment.codTax)],
      ['order.total', yenText(order.total)],
      ['order.note', order.note],
    ]),
    orderer: filled([[help.order.orderer, partyText(orderer)]]),
    destinations: [
      ...destinations.map((one) => destinationFacts(one, lines)),
      ...(loose.length > 0 ? [{ consignee: [], facts: loose.flatMap(goodsFact) }] : []),
    ],
  };
}

function destinationFacts(one: Destination, lines: readonly OrderLine[]): OrderFacts['destinations'][number] {
  return {
    consignee: filled([[help.order.consignee, partyText(one.consignee)]]),
    facts: [
      ...filled([
        ['line.delivery.key', one.key],
        ['line.delivery.method', one.method],
        ['line.delivery.wishedDate', one.wishedDate ?? ''],
        ['line.delivery.timeSlot', slotTitle(one.timeSlot)],
        ['line.delivery.plannedShipDate', one.plannedShipDate ?? ''],
        ['line.delivery.rentalDispatchDate', one.rentalDispatchDate ?? ''],
        ['line.delivery.packages', one.packages > 1 ? String(one.packages) : ''],
        ['line.delivery.trackingNumber', one.trackingNumber],
        ['line.delivery.addressPending', one.addressPending ? help.yes : ''],
        ['line.delivery.deleted', one.deleted ? help.yes : ''],
        ['line.delivery.note', one.note],
      ]),
      ...lines.filter((line) => line.destination === one.key).flatMap(goodsFact),
    ],
  };
}

function goodsFact(line: OrderLine): ReadFact[] {
  const state = line.status === 'open' ? '' : ` ${help.lineStates[line.status] ?? line.status}`;
  return filled([[help.order.goods, goodsText(line) + state]]);
}

/** A record of another kind (number, stock, product) in the words of its fields. */
export function recordFacts(record: object): ReadFact[] {
  const kinds = {
    waybill: waybillFields,
    stock: stockFields,
    product: productFields,
    set: setFields,
    goods: goodsFields,
    form: returnFormFields,
  };
  const keys = Object.keys(record);
  const [kind] = Object.entries(kinds).find(([at, fields]) => keys.every((key) => `${at}.${key}` in fields)) ?? [''];
  return filled(Object.entries(record).map(([key, value]): ReadFact => [`${kind}.${key}`, String(value ?? '')]));
}

const all: Readonly<Record<string, Field>> = {
  ...orderFields,
  ...waybillFields,
  ...stockFields,
  ...productFields,
  ...setFields,
  ...goodsFields,
  ...returnFormFields,
};

const labelOf = (field: string): string => (all[field] ?? orderField(field))?.label ?? field;

const filled = (facts: readonly ReadFact[]): ReadFact[] =>
  facts.filter(([, value]) => value !== '').map(([field, value]) => [labelOf(field), value]);

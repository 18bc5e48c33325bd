import type { Field } from '../core/fields.ts';
import {
  orderField,
  orderFields,
  productFields,
  returnFormFields,
  stockFields,
  waybillFields,
} from '../core/fields.ts';
import type { Destination, Order, OrderLine } from '../core/order.ts';
import { help } from '../core/sentences/help.ts';
import { slotTitle } from '../core/service.ts';
import { partyText } from '../text/party-text.ts';
import { goodsText, yen } from './order-text.ts';
import { oneLine } from './output.ts';
import { japanTime } from './times.ts';

type Fact = readonly [field: string, value: string];

/** `layouts try` for people: an order as it was read, in the words of its fields; what is blank is left out. */
export function readOrderLines(order: Order): string[] {
  const { payment, orderer, destinations, lines } = order;
  const facts: readonly Fact[] = [
    ['order.orderedAt', order.orderedAt ? japanTime(order.orderedAt) : ''],
    ['order.cancelled', order.cancelled ? help.yes : ''],
    ['order.payment.method', payment.method],
    ['order.payment.state', help.payments[payment.state] ?? payment.state],
    ['order.payment.paidAt', payment.paidAt ? japanTime(payment.paidAt) : ''],
    ['order.payment.codAmount', yen(payment.codAmount)],
    ['order.payment.codTax', yen(payment.codTax)],
    ['order.total', yen(order.total)],
    ['order.note', order.note],
  ];
  return [
    `  ${labelOf('order.number')}: ${order.number}`,
    ...shown(facts, 4),
    ...shown([[help.order.orderer, partyText(orderer)]], 4),
    ...destinations.flatMap((one) => destinationLines(one, lines)),
    ...lines.filter((line) => !destinations.some((one) => one.key === line.destination)).flatMap(goodsLine),
  ].map(oneLine);
}

function destinationLines(one: Destination, lines: readonly OrderLine[]): string[] {
  const facts: readonly Fact[] = [
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
  ];
  return [
    ...shown([[help.order.consignee, partyText(one.consignee)]], 4),
    ...shown(facts, 6),
    ...lines.filter((line) => line.destination === one.key).flatMap(goodsLine),
  ];
}

function goodsLine(line: OrderLine): string[] {
  const state = line.status === 'open' ? '' : ` ${help.lineStates[line.status] ?? line.status}`;
  return shown([[help.order.goods, goodsText(line) + state]], 6);
}

/** A record of another kind (number, stock, product) in the words of its fields. */
export function readRecordLines(record: object): string[] {
  const kinds = { waybill: waybillFields, stock: stockFields, product: productFields, form: returnFormFields };
  const keys = Object.keys(record);
  const [kind] = Object.entries(kinds).find(([at, fields]) => keys.every((key) => `${at}.${key}` in fields)) ?? [''];
  const facts = Object.entries(record).map(([key, value]): Fact => [`${kind}.${key}`, String(value ?? '')]);
  return shown(facts, 4).map(oneLine);
}

const all: Readonly<Record<string, Field>> = {
  ...orderFields,
  ...waybillFields,
  ...stockFields,
  ...productFields,
  ...returnFormFields,
};

const labelOf = (field: string): string => (all[field] ?? orderField(field))?.label ?? field;

function shown(facts: readonly Fact[], indent: number): string[] {
  return facts
    .filter(([, value]) => value !== '')
    .map(([field, value]) => `${' '.repeat(indent)}${labelOf(field)}: ${value}`);
}

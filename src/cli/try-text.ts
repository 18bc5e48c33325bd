import { orderField } from '../core/fields.ts';
import type { Order } from '../core/order.ts';
import { orderFactsOf, type ReadFact, recordFacts } from '../flow/desk/layouts/facts.ts';
import { oneLine } from './output.ts';
import { japanTime } from './times.ts';

/** `layouts try` for people: an order as it was read, in the words of its fields; what is blank is left out. */
export function readOrderLines(order: Order): string[] {
  const { number, facts, orderer, destinations } = orderFactsOf(order, japanTime);
  return [
    `  ${orderField('order.number')?.label}: ${number}`,
    ...shown(facts, 4),
    ...shown(orderer, 4),
    ...destinations.flatMap((one) => [...shown(one.consignee, 4), ...shown(one.facts, 6)]),
  ].map(oneLine);
}

/** A record of another kind (number, stock, product) in the words of its fields. */
export const readRecordLines = (record: object): string[] => shown(recordFacts(record), 4).map(oneLine);

const shown = (facts: readonly ReadFact[], indent: number): string[] =>
  facts.map(([label, value]) => `${' '.repeat(indent)}${label}: ${value}`);

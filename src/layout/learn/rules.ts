import type { Rule } from '../types.ts';
import type { Look } from './looks.ts';

/** How a field is filled from its columns. */
export interface FieldSpec {
  /** What most cells of its column must look like. */
  readonly look?: Look;
  /** Several columns for it: only the preferred one, the first that is filled, or all put together. */
  readonly several: 'one' | 'first' | 'join';
  /** Its value belongs to the order: rows of one order must not differ in it. */
  readonly ofOrder?: boolean;
  /** Rule keys besides the source. */
  readonly rule?: Partial<Rule>;
  readonly with?: string;
}

/** Fields that are filled straight from columns, in the order in which a layout lists them. People are in `people.ts`. */
export const specs: Readonly<Record<string, FieldSpec>> = {
  'order.number': { look: 'code', several: 'one', rule: { required: true } },
  'order.orderedAt': { look: 'date', several: 'one', ofOrder: true, rule: { as: 'instant' } },
  'order.status': { several: 'one', ofOrder: true, rule: { dictionary: 'order-status' } },
  'order.cancelled': { several: 'one', ofOrder: true, rule: { dictionary: 'yes-no' } },
  'order.total': { look: 'yen', several: 'first', ofOrder: true },
  'order.tax': { look: 'yen', several: 'one', ofOrder: true },
  'order.note': { several: 'join', ofOrder: true, with: ' / ' },
  'order.payment.method': { several: 'one', ofOrder: true },
  'order.payment.state': { several: 'one', ofOrder: true, rule: { dictionary: 'payment-states' } },
  'order.payment.paidAt': { look: 'date', several: 'one', ofOrder: true, rule: { blank: 'no-wish', as: 'instant' } },
  'order.payment.codAmount': { look: 'yen', several: 'one', ofOrder: true, rule: { as: 'yen-or-none' } },
  'order.payment.codTax': { look: 'yen', several: 'one', ofOrder: true, rule: { as: 'yen-or-none' } },
  'line.no': { look: 'code', several: 'one' },
  'line.sku': { look: 'code', several: 'first' },
  'line.name': { several: 'one' },
  'line.option': { several: 'join', with: ' / ' },
  'line.quantity': { look: 'count', several: 'one', rule: { required: true } },
  'line.taxRate': { several: 'one' },
  'line.unitPrice': { look: 'yen', several: 'one' },
  'line.delivery.key': { look: 'code', several: 'one' },
  'line.delivery.method': { several: 'one' },
  'line.delivery.status': { several: 'one', rule: { dictionary: 'order-status' } },
  'line.delivery.wishedDate': { look: 'date', several: 'one', rule: { blank: 'no-wish' } },
  'line.delivery.timeSlot': { several: 'one', rule: { dictionary: 'time-slots' } },
  'line.delivery.plannedShipDate': { look: 'date', several: 'one', rule: { blank: 'no-wish' } },
  'line.delivery.packages': { look: 'count', several: 'one' },
  'line.delivery.trackingNumber': { look: 'code', several: 'first' },
};

/** The rule of a field for columns that are named in their order. */
export function ruleOf(path: string, refs: readonly string[], more: Partial<Rule> = {}): Rule {
  const spec = specs[path];
  const join = spec?.several === 'join' && refs.length > 1;
  const source = join ? { join: refs, ...(spec.with === undefined ? {} : { with: spec.with }) } : { from: refs };
  return { ...source, ...spec?.rule, ...more };
}

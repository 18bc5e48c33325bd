import { fromIso } from '../../clock.ts';
import { confirmParcel } from '../state/confirm.ts';
import type { AmazonState } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { invalid, Refused } from './errors.ts';
import { orderId } from './find-orders.ts';
import { onlyMembers, readBody } from './query.ts';

export const packageMembers = [
  'packageReferenceId',
  'carrierCode',
  'carrierName',
  'shippingMethod',
  'trackingNumber',
  'shipDate',
  'shipFromSupplySourceId',
  'orderItems',
];

/** v0 confirmShipment: one package a call, 204 without a body (trust A). */
export const confirmShipment = (state: AmazonState): Guarded => ({
  name: 'confirmShipment',
  method: 'post',
  path: '/orders/v0/orders/:orderId/shipmentConfirmation',
  role: 'inventory-and-order-tracking',
  answer(call) {
    const id = orderId(call.params.orderId ?? '');
    const body = readBody(call.body);
    onlyMembers(body, ['marketplaceId', 'codCollectionMethod', 'packageDetail'], 'the request');
    const { marketplaceId, codCollectionMethod: cod, packageDetail: detail } = body;
    if (typeof marketplaceId !== 'string') throw invalid('marketplaceId is required.');
    if (cod !== undefined && cod !== 'DirectPayment') throw invalid('codCollectionMethod must be DirectPayment.');
    if (typeof detail !== 'object' || detail === null) throw invalid('packageDetail is required.');
    const parcel = readParcel(detail as Record<string, unknown>, cod !== undefined);
    const order = state.orders.get(id);
    if (order && order.marketplace.id !== marketplaceId) throw invalid('The marketplace id is not that of the order.');
    const verdict = confirmParcel(state, id, parcel, 'confirmShipment', call.now);
    if ('why' in verdict) {
      throw verdict.why === 'unknown-order' ? new Refused(404, 'NotFound', verdict.message) : invalid(verdict.message);
    }
    return { status: 204, headers: {}, body: '' };
  },
});

function readParcel(detail: Record<string, unknown>, cod: boolean) {
  onlyMembers(detail, packageMembers, 'packageDetail');
  const text = (name: string, isRequired: boolean): string => {
    const value = detail[name];
    if (value === undefined && !isRequired) return '';
    if (typeof value !== 'string' || (isRequired && value.trim() === ''))
      throw invalid(`${name} must be a text that is not empty.`);
    return value;
  };
  const ref = text('packageReferenceId', true);
  // A JSON number is refused since January 2026 (trust B).
  if (!/^[1-9]\d*$/.test(ref)) throw invalid('The package reference id must be a positive numeric value.');
  const shipDate = text('shipDate', true);
  const shippedAt = fromIso(shipDate);
  if (shippedAt === undefined || !shipDate.includes('T')) {
    throw new Refused(400, 'Invalid Input', 'Invalid Input', 'shipDate must be a date and time in ISO 8601.');
  }
  const items = detail.orderItems;
  if (!Array.isArray(items) || items.length === 0) throw invalid('orderItems is required.');
  return {
    ref,
    carrierCode: text('carrierCode', true),
    carrierName: text('carrierName', false),
    shippingMethod: text('shippingMethod', false),
    trackingNumber: text('trackingNumber', true),
    shippedAt,
    cod,
    items: items.map(readItem),
  };
}

function readItem(value: unknown): { line: string; quantity: number } {
  const item = (value ?? {}) as Record<string, unknown>;
  onlyMembers(item, ['orderItemId', 'quantity', 'transparencyCodes'], 'orderItems');
  if (typeof item.orderItemId !== 'string') throw invalid('orderItemId must be a text.');
  if (typeof item.quantity !== 'number' || !Number.isInteger(item.quantity) || item.quantity < 1) {
    throw invalid('quantity must be a whole number from 1.');
  }
  return { line: item.orderItemId, quantity: item.quantity };
}

import type { Field } from '../../system.ts';
import { carrierCodes } from '../state/carriers.ts';
import { packageMembers } from '../wire/confirm-shipment.ts';
import { unsupported } from '../wire/orders-v0.ts';
import { statuses } from '../wire/orders-v2026.ts';
import { v0Statuses } from '../wire/render-v0.ts';
import { dataSets } from '../wire/render-v2026.ts';
import { elements } from '../wire/tokens.ts';
import { list, member, must, part, query, time } from './field.ts';

const orderId = part('orderId', 'order number, 3-7-7 digits');
const included = list('includedData', 'sections of the order', { values: dataSets });
const nextToken = query('NextToken', 'of the page before');

const packageFields: Readonly<Record<string, Field>> = {
  packageReferenceId: member('packageDetail.packageReferenceId', 'positive number as text; the same again edits', must),
  carrierCode: member('packageDetail.carrierCode', 'text; Other wants carrierName', {
    ...must,
    values: [...carrierCodes],
  }),
  carrierName: member('packageDetail.carrierName', 'text', { required: 'carrierCode Other' }),
  shippingMethod: member('packageDetail.shippingMethod', 'text'),
  trackingNumber: member('packageDetail.trackingNumber', 'text', must),
  shipDate: member('packageDetail.shipDate', 'date and time, ISO 8601', must),
  shipFromSupplySourceId: member('packageDetail.shipFromSupplySourceId', 'text; not looked at'),
  orderItems: member('packageDetail.orderItems', 'list', must),
};

/** Orders v2026-01-01, v0, and the restricted tokens of v0. */
export const orderFields: Readonly<Record<string, readonly Field[]>> = {
  searchOrders: [
    time('createdAfter', 'unless lastUpdatedAfter; not both'),
    time('createdBefore'),
    time('lastUpdatedAfter', 'unless createdAfter; not both'),
    time('lastUpdatedBefore'),
    list('fulfillmentStatuses', 'status', { values: statuses }),
    list('marketplaceIds', 'id of a marketplace', { max: 50 }),
    list('fulfilledBy', 'who ships', { values: ['MERCHANT', 'AMAZON'] }),
    query('maxResultsPerPage', 'number from 1; left out = 100', { max: 100 }),
    query('paginationToken', 'nextToken of the page before, with the same other parameters'),
    included,
  ],
  getOrder: [orderId, included],
  'v0.getOrders': [
    list('MarketplaceIds', 'id of a marketplace', { ...must, max: 50 }),
    time('CreatedAfter', 'unless LastUpdatedAfter or AmazonOrderIds; not with LastUpdatedAfter'),
    time('CreatedBefore'),
    time('LastUpdatedAfter', 'unless CreatedAfter or AmazonOrderIds'),
    time('LastUpdatedBefore'),
    list('OrderStatuses', 'status', { values: [...Object.values(v0Statuses), 'Unfulfillable', 'InvoiceUnconfirmed'] }),
    list('FulfillmentChannels', 'who ships', { values: ['MFN', 'AFN'] }),
    list('PaymentMethods', 'way to pay', { values: ['COD', 'CVS', 'Other'] }),
    list('AmazonOrderIds', 'order number', { max: 50 }),
    query('MaxResultsPerPage', 'number from 1; left out = 100', { max: 100 }),
    nextToken,
    ...unsupported.map((name) => query(name, 'refused: no order of this lab could be found by it')),
  ],
  'v0.getOrder': [orderId],
  getOrderAddress: [orderId],
  getOrderBuyerInfo: [orderId],
  getOrderItems: [orderId, nextToken],
  getOrderItemsBuyerInfo: [orderId, nextToken],
  confirmShipment: [
    orderId,
    member('marketplaceId', 'id of the marketplace', must),
    member('codCollectionMethod', 'cash on delivery only', { values: ['DirectPayment'] }),
    ...packageMembers.map((name) => packageFields[name]!),
    member('packageDetail.orderItems[].orderItemId', 'id of the line', must),
    member('packageDetail.orderItems[].quantity', 'number from 1', must),
    member('packageDetail.orderItems[].transparencyCodes', 'list of texts; not looked at'),
  ],
  createRestrictedDataToken: [
    member('targetApplication', 'text; not looked at'),
    member('restrictedResources', 'list', { ...must, max: 50 }),
    member('restrictedResources[].method', 'of the call', { ...must, values: ['GET', 'PUT', 'POST', 'DELETE'] }),
    member('restrictedResources[].path', 'of the call; a part in {} stands for all', must),
    member('restrictedResources[].dataElements', 'list of texts', {
      values: elements,
      required: 'orders, an order, its items',
    }),
  ],
};

import type { Page } from '../contract.ts';
import type { Client } from './client.ts';
import { type Attributes, type List, type Resource, textOf } from './json-api.ts';
import type { EcforceSettings } from './settings.ts';

/** Read layout of the pages that we make. */
export const ordersLayout = 'ecforce-orders-v2';

/** A page: orders as ecforce gave them, each with its addresses and items, and what the settings say of its state. */
export function makePage(client: Client, rows: readonly Resource[], list: List, cursor: string, name: string): Page {
  const orders = rows.map((row) => pageOrder(row, list, client.settings));
  const stamp = client.io.now().toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
  return {
    document: {
      name: `ecforce-${name}-${stamp}.json`,
      mediaType: 'application/json',
      bytes: Buffer.from(JSON.stringify({ endpoint: 'admin/orders', orders })),
    },
    layout: ordersLayout,
    cursor,
    orders: rows.length,
  };
}

/** Stands for the import state and 出荷作業中 alike: our own move from one to the other is no news about the order. */
export const openState = 'open';

/** An order with a slip number that stands in the import state was put back there. */
function stateOf(state: string, slip: string, { import: first, working }: EcforceSettings['states']): string {
  return state === working || (state === first && slip === '') ? openState : state;
}

/** Words that keep an order back where something about it is not understood. */
const words = {
  tbc: '要対応',
  deleted: '削除された受注',
  destinations: '商品ごとのお届け先が分からない受注',
  payment: '決済状況: ',
  noPayment: '（決済状況なし）',
};

/**
 * Codes of 決済状況 that are trouble (a client's own list, trust B): the goods must not go, even if the money was there before. That it is
 * not there yet (examination, transfer) is no trouble.
 */
const trouble: ReadonlySet<string> = new Set([
  'auth_failed',
  'credit_exam_failed',
  'failed',
  'registration_failed',
  'sales_failed',
  'shipment_report_failed',
  'update_failed',
  'void',
  'void_failed',
  'voided',
]);

/** An order as it stands in a page. What stands beside its own members begins with a capital letter. */
function pageOrder(row: Resource, list: List, { states }: EcforceSettings): Readonly<Record<string, unknown>> {
  const { attributes: order } = row;
  const state = textOf(order.state);
  const address = (name: string) => attributesOf(list, 'address', row.related(name)[0]);
  const places = row.related('shipping_addresses');
  const single = row.related('shipping_address')[0] ?? places[0];
  const isSeveral = places.length > 1 || textOf(order.multiple_shipping) === 'true';
  const isShipped = state === states.shipped;
  let isUnclear = false;
  const items = row.related('order_items');
  const lines = (items.length > 0 ? items : ['']).map((id) => {
    const item = list.included('order_item', id);
    const own = item?.related('shipping_address')[0];
    if (isSeveral && own === undefined) isUnclear = true;
    const place = own ?? single;
    return {
      item: item?.attributes ?? { id },
      Key: isSeveral ? (place ?? '') : '',
      ship: attributesOf(list, 'address', place),
    };
  });
  const known = [states.import, states.working, states.shipped, ...states.cancelled, ...states.returned];
  const word = textOf(order.human_state).trim();
  const slip = textOf(order.shipping_slip).trim();
  const payment = textOf(order.payment_human_state).trim() || textOf(order.payment_state).trim();
  const stops = [
    textOf(order.deleted_at) === '' ? '' : words.deleted,
    known.includes(state) ? '' : word === '' || word === state ? state : `${word}（${state}）`,
    trouble.has(textOf(order.payment_state)) ? `${words.payment}${payment}` : '',
    textOf(order.tbc) === 'true' ? words.tbc : '',
    isUnclear ? words.destinations : '',
  ];
  return {
    Number: textOf(order.number),
    order: { ...order, id: row.id },
    billing: address('billing_address'),
    Cancelled: states.cancelled.includes(state) ? 'true' : '',
    Returned: states.returned.includes(state) ? 'returned' : '',
    // On its way already: somebody shipped it by hand, or we did.
    Elsewhere: isShipped ? 'true' : '',
    ShippedNumber: isShipped ? slip || '発送済み' : slip,
    Stop: stops.find((one) => one !== '') ?? '',
    Payment: payment || words.noPayment,
    State: stateOf(state, slip, states),
    lines,
  };
}

const attributesOf = (list: List, type: string, id: string | undefined): Attributes =>
  (id !== undefined && list.included(type, id)?.attributes) || {};

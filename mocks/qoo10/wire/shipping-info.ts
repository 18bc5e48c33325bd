import type { Answer } from '../../system.ts';
import { type Cart, isCancelled, type Order, statusOf } from '../state/order.ts';
import { findOrder, type Qoo10State } from '../state/state.ts';
import { processing } from '../state/verdict.ts';
import type { Ask, Method } from './door.ts';
import { param, searchTime } from './fields.ts';
import { renderClaim } from './render-claim.ts';
import { renderOlder, renderV3 } from './render-order.ts';
import { found, type Reply } from './reply.ts';
import { isWithin, readSpan, type Span, searchDays } from './search-time.ts';

const statuses = ['0', '1', '2', '3', '4', '5'];
const conditions = ['1', '2', '3', '4'];
const searchFields = (status: string, start: string, end: string, condition: string) => [
  param(status, '1 unpaid, 2 to be confirmed, 3 to be sent, 4 on its way, 5 delivered; 0 or left out = 1 and 2', {
    values: statuses,
  }),
  searchTime(start),
  searchTime(end),
  param(condition, 'dates are of 1 order, 2 payment, 3 sending, 4 delivery; left out = 1', { values: conditions }),
];
const searchLimits = [`${searchDays} days a search`];

/** Orders by status and time, one row an order number, all in one answer: there are no pages (trust A). */
export const getShippingInfoV3 = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.GetShippingInfo_v3',
  versions: ['1.0'],
  sends: searchFields('ShippingStatus', 'SearchStartDate', 'SearchEndDate', 'SearchCondition'),
  limits: searchLimits,
  answer(ask) {
    const rows = search(state, ask, 'ShippingStatus', 'SearchStartDate', 'SearchEndDate', 'SearchCondition');
    if ('code' in rows) return rows;
    return found(rows.map(({ cart, order }) => renderV3(cart, order, state.access.userId, state.habits)));
  },
});

/** No longer in the guide and still answering (trust B). */
export const getShippingInfoV2 = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.GetShippingInfo_v2',
  versions: ['1.0'],
  sends: searchFields('ShippingStat', 'search_Sdate', 'search_Edate', 'search_condition'),
  limits: searchLimits,
  answer(ask) {
    const rows = search(state, ask, 'ShippingStat', 'search_Sdate', 'search_Edate', 'search_condition');
    if ('code' in rows) return rows;
    return found(rows.map(({ cart, order }) => renderV2(state, cart, order)));
  },
});

function renderV2(state: Qoo10State, cart: Cart, order: Order): Readonly<Record<string, unknown>> {
  const v3 = renderV3(cart, order, state.access.userId, state.habits);
  return {
    ...renderOlder(cart, order, state.access.userId, state.habits),
    EstShippingDate: v3.EstimatedShippingDate,
    ShippingDate: v3.ShippingDate,
    DeliveryCompany: v3.DeliveryCompany,
    TrackingNo: v3.TrackingNo,
    RelatedOrder: v3.RelatedOrder,
    SettlePrice: v3.SettlePrice,
    SellerDiscount: v3.SellerDiscount,
    ShippingRate: v3.ShippingRate,
    Currency: v3.Currency,
  };
}

/** The rows of v3 as v2 writes them; only of JSON answers. */
export function olderShippingInfo(state: Qoo10State): Readonly<Record<string, (answer: Answer) => Answer>> {
  return {
    'ShippingBasic.GetShippingInfo_v3'(answer) {
      if (!/json/.test(answer.headers['content-type'] ?? '')) return answer;
      const value = JSON.parse(answer.body.toString()) as { ResultObject?: unknown };
      if (!Array.isArray(value.ResultObject)) return answer;
      const rows = (value.ResultObject as { OrderNo?: unknown; orderNo?: unknown }[]).flatMap((row) => {
        const placed = findOrder(state, String(row.OrderNo ?? row.orderNo));
        return placed ? [renderV2(state, placed.cart, placed.order)] : [];
      });
      return { ...answer, body: JSON.stringify({ ...value, ResultObject: rows }) };
    },
  };
}

/** One order with its claim: the only call that tells payment and the end of a cancel together (trust A). */
export const getByOrderNo = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2',
  versions: ['1.0'],
  sends: [param('OrderNo', 'order number', { required: true })],
  answer({ text }) {
    const number = text('OrderNo');
    if (!/^\d{1,10}$/.test(number)) return processing('OrderNo must be up to ten digits');
    const placed = findOrder(state, number);
    if (!placed) return found([]);
    const { cart, order } = placed;
    const claim = renderClaim(order, state.habits);
    return found([{ ...renderOlder(cart, order, state.access.userId, state.habits), ...claim, pickupzipCode: '' }]);
  },
});

interface Row {
  readonly cart: Cart;
  readonly order: Order;
}

function search(
  state: Qoo10State,
  { text, now }: Ask,
  statusName: string,
  startName: string,
  endName: string,
  conditionName: string,
): readonly Row[] | Reply {
  const status = text(statusName);
  if (status !== '' && !statuses.includes(status)) return processing(`${statusName} must be 0 to 5`);
  const condition = text(conditionName) || '1';
  if (!conditions.includes(condition)) return processing(`${conditionName} must be 1 to 4`);
  const span = readSpan(text(startName), text(endName), now, false);
  if ('code' in span) return span;
  // 0 and blank mean 1 and 2 (trust A: guide of 2026-10; an older text says 1 to 3).
  const wanted = status === '' || status === '0' ? ['1', '2'] : [status];
  return select(state, span, condition, (cart, order) => wanted.includes(String(statusOf(cart, order))));
}

/** Cancelled orders are in no status (trust B). Oldest purchase first (trust C). */
function select(
  state: Qoo10State,
  span: Span,
  condition: string,
  fits: (cart: Cart, order: Order) => boolean,
): readonly Row[] {
  const rows: Row[] = [];
  for (const cart of state.carts.values()) {
    for (const order of cart.orders) {
      const at = { 1: cart.createdAt, 2: cart.paidAt, 3: order.sent?.at, 4: order.deliveredAt }[condition];
      if (!isCancelled(order) && isWithin(at, span) && fits(cart, order)) rows.push({ cart, order });
    }
  }
  return rows.sort((a, b) => a.cart.createdAt - b.cart.createdAt || a.order.orderNo - b.order.orderNo);
}

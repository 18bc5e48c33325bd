import { type Company, settleable } from './codes.ts';
import { type Delivery, isShipped, type Order } from './order.ts';
import type { Act, ShopserveState } from './state.ts';
import { day } from './times.ts';

/** Refused: HTTP status and code. Undefined in place of it = done; `same` = it was so already. */
export type Verdict = { readonly status: number; readonly code: string; readonly field?: string } | 'same' | undefined;

type Via = Act['via'];

function note(
  state: ShopserveState,
  order: Order,
  verdict: Verdict,
  act: Pick<Act, 'what' | 'value' | 'via' | 'at' | 'delivery'>,
): Verdict {
  const effect = verdict === undefined ? 'done' : verdict === 'same' ? 'same' : 'refused';
  const code = typeof verdict === 'object' ? verdict.code : '';
  const { serialCode, orderNo } = order;
  state.acts.push({ ...act, serialCode, orderNo, effect, code });
  return verdict;
}

/** 未確認 → 確認済. A cancelled order can be confirmed, too: it leaves the list of new ones (trust C). */
export function confirm(state: ShopserveState, order: Order, at: number, via: Via): Verdict {
  const verdict = order.confirmedAt === undefined ? undefined : 'same';
  order.confirmedAt ??= at;
  return note(state, order, verdict, { what: 'confirm', value: '', delivery: '', via, at });
}

/** 決済依頼: asynchronous, once (the labels and times: trust A; what is refused: C). */
export function settle(state: ShopserveState, order: Order, at: number, via: Via): Verdict {
  const verdict = ((): Verdict => {
    if (order.cancelledAt !== undefined) return { status: 409, code: 'OrderCancelled' };
    if (!settleable.has(order.method)) return { status: 409, code: 'SettlementNotApplicable' };
    if (['Requesting', 'Requested', 'SlipPosted', 'CollectionPlanned', 'Collected'].includes(order.settlement))
      return { status: 409, code: 'AlreadyRequested' };
    if (order.method !== 'ConvenienceSlip' && order.settlement !== 'AuthOk')
      return { status: 409, code: 'SettlementNotReady' };
    return undefined;
  })();
  if (verdict === undefined) {
    order.settlement = 'Requesting';
    order.settlementAt = at;
  }
  return note(state, order, verdict, { what: 'settle', value: '', delivery: '', via, at });
}

/** Ten minutes for cards, two for the others (trust A for cards). */
const settling = (order: Order): number => (order.method === 'CreditCard' ? 10 : 2) * 60_000;

/** What becomes of payments and settlements by the clock. */
export function settlePayments(state: ShopserveState, now: number): void {
  for (const order of state.orders.values()) {
    if (order.cancelledAt !== undefined) continue;
    if (order.paidAt === undefined && order.paysAt !== undefined && order.paysAt <= now) order.paidAt = order.paysAt;
    if (order.settlement === 'AuthPending' && order.authAt !== undefined && order.authAt <= now) {
      order.settlement = 'AuthOk';
      order.settlementAt = order.authAt;
    }
    const since = order.settlementAt ?? 0;
    if (order.settlement === 'Requesting' && since + settling(order) <= now) {
      order.settlementAt = since + settling(order);
      // From day 15 on the credit is asked for anew, and may be refused (trust A).
      const isLate = order.method === 'CreditCard' && since >= order.createdAt + 14 * day;
      if (isLate && state.habits['late-settlement'] === 'fails') order.settlement = 'Error';
      else if (order.method === 'CreditCard') order.settlement = 'CollectionPlanned';
      else order.settlement = order.method === 'ConvenienceSlip' ? 'SlipPosted' : 'Requested';
    } else if (order.settlement === 'CollectionPlanned' && since + 30 * day <= now) {
      order.settlement = 'Collected';
      order.settlementAt = since + 30 * day;
      order.paidAt ??= order.settlementAt;
    }
  }
}

export interface Shipping {
  readonly company: Company;
  readonly slipNo: string;
  readonly date: string;
}

/** Carrier and slip number of one destination, → 発送済. Whatever number stood there is written over. */
export function ship(
  state: ShopserveState,
  order: Order,
  delivery: Delivery,
  { company, slipNo, date }: Shipping,
  at: number,
  via: Via,
): Verdict {
  const isSame = delivery.company === company && delivery.slipNo === slipNo && delivery.shippedDate === date;
  const verdict = ((): Verdict => {
    if (order.cancelledAt !== undefined) return { status: 409, code: 'OrderCancelled' };
    if (order.confirmedAt === undefined) return { status: 409, code: 'NotConfirmed' };
    if (delivery.shippedAt === undefined) return undefined;
    if (isSame) return 'same';
    return state.habits['shipped-again'] === 'refuse' ? { status: 409, code: 'AlreadyShipped' } : undefined;
  })();
  if (verdict === undefined) {
    Object.assign(delivery, { company, slipNo, shippedDate: date });
    delivery.shippedAt ??= at;
  }
  const value = `${company} ${slipNo} ${date}`;
  return note(state, order, verdict, { what: 'ship', value, delivery: delivery.no, via, at });
}

/** 取引完了フォルダへ. The settlement is not looked at: that is the client's rule. */
export function complete(state: ShopserveState, order: Order, at: number, via: Via): Verdict {
  const verdict: Verdict =
    order.completedAt !== undefined ? 'same' : isShipped(order) ? undefined : { status: 409, code: 'NotShipped' };
  if (verdict === undefined) order.completedAt = at;
  return note(state, order, verdict, { what: 'complete', value: '', delivery: '', via, at });
}

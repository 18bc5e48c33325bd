import { canBeNumber, carriers } from './carriers.ts';
import { hasCancelRequest, isCancelled, statusOf } from './order.ts';
import { findOrder, type Qoo10State } from './state.ts';
import { processing, success, type Verdict } from './verdict.ts';

export interface SendWish {
  readonly orderNo: string;
  readonly company: string;
  readonly trackingNo: string;
}

/** 出荷実績: 配送準備 (or 新規注文, trust B) → 配送中. One order number, so one line of a purchase, at a time. */
export function send(state: Qoo10State, wish: SendWish, via: string, now: number): Verdict {
  const { verdict, effect } = decide(state, wish);
  const found = findOrder(state, wish.orderNo);
  if (effect === 'done' && found) {
    found.order.sent = { at: now, company: wish.company, trackingNo: wish.trackingNo, via: 'api' };
  }
  state.told.push({
    at: now,
    what: 'send',
    orderNo: wish.orderNo,
    value: `${wish.company} ${wish.trackingNo}`,
    via,
    effect,
    ...verdict,
  });
  return verdict;
}

interface Decided {
  readonly verdict: Verdict;
  readonly effect: 'done' | 'refused' | 'ignored';
}

const refused = (verdict: Verdict): Decided => ({ verdict, effect: 'refused' });

/** The codes of the refusals are not known: the guide lists only the common ones (trust C). */
function decide(state: Qoo10State, { orderNo, company, trackingNo }: SendWish): Decided {
  if (!/^\d{1,10}$/.test(orderNo)) return refused({ code: -10001, message: 'Please check the OrderNo.' });
  const found = findOrder(state, orderNo);
  if (!found) return refused({ code: -10001, message: 'Not exists seller info' });
  if (isCancelled(found.order)) return refused(processing('the order is cancelled'));
  if (hasCancelRequest(found.order)) return refused(processing('the buyer has asked to cancel'));
  const status = statusOf(found.cart, found.order);
  if (status === 1) return refused(processing('the order is not paid'));
  if (status >= 4 && state.habits['sent-again'] === 'refuse') {
    return refused(processing('the order is on delivery already'));
  }
  if (status === 5) return refused(processing('the order is delivered'));
  if (company === '' || company.length > 200 || !carriers.includes(company)) {
    return refused(processing(`ShippingCorp ${company} is unknown`));
  }
  if (!canBeNumber(company, trackingNo)) {
    if (state.habits['bad-number'] === 'ignore') return { verdict: success, effect: 'ignored' };
    return refused(processing('TrackingNo is not a valid number'));
  }
  return { verdict: success, effect: 'done' };
}

import { hasCancelRequest, isCancelled, statusOf } from './order.ts';
import { findOrder, type Qoo10State } from './state.ts';
import { addDays, fromDigits, japanDay } from './times.ts';
import { processing, success, type Verdict } from './verdict.ts';

/** Reasons of a delay, and the longest text beside it. */
export const delayTypes = ['1', '2', '3', '4'];
export const longestMemo = 1000;

export interface ConfirmWish {
  readonly orderNo: string;
  /** `YYYYMMDD`, '' = without a day. */
  readonly shipOn: string;
  readonly delayType: string;
  readonly delayMemo: string;
}

/**
 * 発送予定日登録: 新規注文 → 配送準備. From then on the buyer can no longer cancel without being accepted.
 *
 * @param needsDay the bulk call refuses a row without a day (trust A), the single one does not (trust B)
 */
export function confirm(state: Qoo10State, wish: ConfirmWish, needsDay: boolean, via: string, now: number): Verdict {
  const verdict = decide(state, wish, needsDay, now);
  const found = findOrder(state, wish.orderNo);
  if (verdict.code === 0 && found) {
    const shipOn = wish.shipOn && `${wish.shipOn.slice(0, 4)}-${wish.shipOn.slice(4, 6)}-${wish.shipOn.slice(6)}`;
    setConfirmed(state, wish.orderNo, shipOn, { type: wish.delayType, memo: wish.delayMemo }, 'api', now);
  }
  state.told.push({
    at: now,
    what: 'confirm',
    orderNo: wish.orderNo,
    value: wish.shipOn,
    via,
    effect: verdict.code === 0 ? 'done' : 'refused',
    ...verdict,
  });
  return verdict;
}

/** Makes it so, by the API or by hand in QSM, where any day is possible. */
export function setConfirmed(
  state: Qoo10State,
  orderNo: string,
  shipOn: string,
  delay: { readonly type: string; readonly memo: string },
  via: 'api' | 'QSM',
  now: number,
): void {
  const found = findOrder(state, orderNo);
  if (!found) return;
  state.counters.packing += 1;
  const serial = state.counters.packing;
  const today = japanDay(now).slice(2).replaceAll('-', '');
  found.order.confirmed = {
    at: now,
    shipOn,
    delayType: delay.type,
    delayMemo: delay.memo,
    packingNo: `JPP${String(22_000_000 + serial)}`,
    deliveryNo: `${today}-${String(serial % 10_000).padStart(4, '0')}`,
    via,
  };
}

function decide(state: Qoo10State, wish: ConfirmWish, needsDay: boolean, now: number): Verdict {
  // Several numbers in one call are refused in these words' place (trust B).
  if (!/^\d{1,10}$/.test(wish.orderNo)) return { code: -10001, message: 'Please check the OrderNo.' };
  const found = findOrder(state, wish.orderNo);
  if (!found) return { code: -10001, message: 'Not exists seller info' };
  const status = statusOf(found.cart, found.order);
  if (isCancelled(found.order)) return notRequested;
  if (status === 3) return { code: -10012, message: 'This order has been confirmed already.' };
  if (status !== 2 || hasCancelRequest(found.order)) return notRequested;
  if (wish.delayType !== '' && !delayTypes.includes(wish.delayType))
    return processing('DelayType must be 1, 2, 3 or 4');
  if (wish.delayMemo.length > longestMemo) return processing(`DelayMemo is longer than ${longestMemo}`);
  if (wish.shipOn === '') return needsDay ? { code: -10016, message: 'EstShipDt is null' } : success;
  return decideDay(state, wish.shipOn, now);
}

const notRequested: Verdict = { code: -10013, message: 'This order is not in the status of delivery request.' };

function decideDay(state: Qoo10State, text: string, now: number): Verdict {
  const at = text.length === 8 ? fromDigits(text) : undefined;
  if (at === undefined) return processing('EstShipDt must be yyyyMMdd');
  const wanted = japanDay(at);
  const today = japanDay(now);
  const isTooEarly = state.habits['due-today'] === 'allow' ? wanted < today : wanted <= today;
  if (isTooEarly) return { code: -10018, message: 'The estimated shipping date should be after today.' };
  const cap = state.habits['due-cap'];
  if (cap !== 'none' && wanted > addDays(today, Number(cap))) {
    return { code: -10017, message: 'The estimated shipping date exceeds the maximum date.' };
  }
  return success;
}

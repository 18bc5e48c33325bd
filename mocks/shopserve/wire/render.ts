import { payments } from '../state/codes.ts';
import { type Delivery, grandTotal, isShipped, itemTotal, type Order, type Person } from '../state/order.ts';
import type { ShopserveState } from '../state/state.ts';
import { japanDay, japanTime } from '../state/times.ts';

/** Parts of an order that `_retrieve` may be asked for. `basic` is seen in a real address (trust B), the others are ours (C). */
export const parts = ['basic', 'client', 'payment', 'amounts', 'cancel', 'deliveries'] as const;
export type Part = (typeof parts)[number];

const flag = (value: boolean): 'Yes' | 'No' => (value ? 'Yes' : 'No');
const at = (ms: number | undefined): string | null => (ms === undefined ? null : japanTime(ms));
const text = (value: string): string | null => value || null;

export function renderOrder(state: ShopserveState, order: Order, wanted: readonly Part[]): Record<string, unknown> {
  const all: Record<Part, () => unknown> = {
    basic: () => ({
      order_date: japanTime(order.createdAt),
      confirm_status: order.confirmedAt === undefined ? 'Unconfirmed' : 'Confirmed',
      shipping_status: isShipped(order) ? 'Shipped' : 'Unshipped',
      completed: flag(order.completedAt !== undefined),
      shop_memo: order.shopMemo,
      customer_note: order.customerNote,
    }),
    client: () => ({ account: order.client.account, ...person(order.client), mail_address: order.client.mail }),
    payment: () => ({
      method: order.method,
      method_name: payments[order.method],
      payment_status: order.paidAt === undefined ? 'Unpaid' : 'Paid',
      paid_date: at(order.paidAt),
      settlement_status: state.habits.settlements === 'codes' ? order.settlement : labelOf(order),
      settlement_date: order.settlement === 'None' ? null : at(order.settlementAt),
    }),
    amounts: () => {
      const total = grandTotal(order);
      const reduced = order.deliveries
        .flatMap((one) => one.items)
        .filter((one) => one.taxRate === 8)
        .reduce((sum, one) => sum + one.unitPrice * one.quantity, 0);
      return {
        item_total: itemTotal(order),
        shipping_charge: order.shippingCharge,
        settlement_fee: order.settlementFee,
        coupon_discount: order.couponDiscount,
        tax_8: Math.floor((reduced * 8) / 108),
        tax_10: Math.floor(((total - reduced) * 10) / 110),
        grand_total: total,
      };
    },
    cancel: () => ({
      cancelled: flag(order.cancelledAt !== undefined),
      cancelled_date: at(order.cancelledAt),
      reason: order.cancelReason,
    }),
    deliveries: () => order.deliveries.map(delivery),
  };
  return {
    serial_code: order.serialCode,
    order_no: order.orderNo,
    ...Object.fromEntries(wanted.map((part) => [part, all[part]()])),
  };
}

const person = (one: Person) => ({
  name: one.name,
  name_kana: one.kana,
  company: text(one.company),
  zip: one.zip,
  prefecture: one.prefecture,
  address1: one.address1,
  address2: text(one.address2),
  tel: one.tel,
});

/** There is no carrier without a slip number (trust A: writing one alone is an error on the screen, too). */
const delivery = (one: Delivery) => ({
  delivery_no: one.no,
  ...person(one.receiver),
  requested_date: text(one.requestedDate),
  requested_time: text(one.requestedTime),
  temperature: one.temperature,
  noshi: text(one.noshi),
  wrapping: text(one.wrapping),
  message: text(one.message),
  shipping_company: one.slipNo === '' ? null : (one.company ?? null),
  slip_no: text(one.slipNo),
  shipping_plan_date: text(one.planDate),
  shipped_date: text(one.shippedDate),
  shipping_status: one.shippedAt === undefined ? 'Unshipped' : 'Shipped',
  items: one.items.map((item) => ({
    line_no: item.lineNo,
    item_code: item.code,
    item_name: item.name,
    variation: item.variation.length === 0 ? null : item.variation.join('/'),
    options: item.options.length === 0 ? null : item.options.map(({ name, value }) => `${name}:${value}`).join(' / '),
    quantity: item.quantity,
    unit_price: item.unitPrice,
    tax_rate: item.taxRate,
  })),
});

/** As the admin's screen says it: planned and posted ones carry a day (trust A). */
function labelOf({ settlement, settlementAt }: Order): string {
  const day = japanDay((settlementAt ?? 0) + 30 * 86_400_000)
    .slice(5)
    .replace('-', '/');
  const labels: Record<Order['settlement'], string> = {
    None: '',
    AuthPending: '与信審査中',
    AuthOk: '与信OK',
    AuthNg: '与信NG',
    Requesting: '依頼中',
    Requested: '決済依頼済',
    SlipPosted: `ハガキ発送済み ${day}`,
    CollectionPlanned: `回収予定 ${day}`,
    Collected: '回収済',
    Error: 'エラー',
  };
  return labels[settlement];
}

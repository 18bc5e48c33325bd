import type { Answer, Field } from '../../system.ts';
import { type Company, companies } from '../state/codes.ts';
import { complete, confirm, settle, ship, type Verdict } from '../state/moves.ts';
import type { Order } from '../state/order.ts';
import type { ShopserveState } from '../state/state.ts';
import { type Ask, bad, type Endpoint } from './door.ts';
import { refusal, reply } from './reply.ts';

const confirmed = 'Confirmed';
const shipped = 'Shipped';
const completed = 'Yes';
/** Longest slip number. */
const longestSlip = 30;

const serial: Field = { name: 'serial', in: 'path', type: 'serial_code of the order', required: true };
const oneOf = (name: string, ...values: readonly string[]): Field => ({
  name,
  in: 'body',
  type: 'text',
  required: true,
  values,
});
const shippingFields: readonly Field[] = [
  serial,
  { name: 'delivery', in: 'path', type: 'delivery_no of the delivery', required: true },
  oneOf('shipping_company', ...companies),
  { name: 'slip_no', in: 'body', type: 'letters, digits, -', required: true, max: longestSlip },
  { name: 'shipped_date', in: 'body', type: 'day YYYY-MM-DD', required: true },
  oneOf('shipping_status', shipped),
];

/**
 * Writes of orders, by serial code. That updates name it is known (trust B); 注文状態更新API is V2-M-0012, its address and body, and those
 * of the others, are ours (trust C).
 */
export const orderWrites = (state: ShopserveState): readonly Endpoint[] => [
  {
    name: 'confirmOrder',
    method: 'put',
    path: '/orders/:serial/confirm',
    sends: [serial, oneOf('confirm_status', confirmed)],
    answer: (ask) =>
      onOrder(state, ask, (order) => {
        if (ask.body.confirm_status !== confirmed) return bad('confirm_status is Confirmed', 'confirm_status');
        return said(state, confirm(state, order, ask.now, 'API'), { confirm_status: 'Confirmed' });
      }),
  },
  {
    name: 'requestSettlement',
    method: 'post',
    path: '/orders/:serial/settlement/_request',
    sends: [serial],
    answer: (ask) =>
      onOrder(state, ask, (order) =>
        said(state, settle(state, order, ask.now, 'API'), { settlement_status: 'Requesting' }, 202),
      ),
  },
  {
    name: 'registerShipping',
    method: 'put',
    path: '/orders/:serial/deliveries/:delivery/shipping',
    sends: shippingFields,
    answer: (ask) => onOrder(state, ask, (order) => shipping(state, order, ask)),
  },
  {
    name: 'completeOrder',
    method: 'put',
    path: '/orders/:serial/completion',
    sends: [serial, oneOf('completed', completed)],
    answer: (ask) =>
      onOrder(state, ask, (order) => {
        if (ask.body.completed !== completed) return bad('completed is Yes', 'completed');
        return said(state, complete(state, order, ask.now, 'API'), { completed: 'Yes' });
      }),
  },
];

function onOrder(state: ShopserveState, { params }: Ask, work: (order: Order) => Answer): Answer {
  const order = state.orders.get(params.serial ?? '');
  return order ? work(order) : refusal({ status: 404, code: 'NotFound', message: 'no such order' });
}

function said(state: ShopserveState, verdict: Verdict, value: Record<string, unknown>, status = 200): Answer {
  if (typeof verdict === 'object') return refusal({ ...verdict, message: verdict.code });
  return reply(state.habits, { ...value, changed: verdict === 'same' ? 'No' : 'Yes' }, status);
}

function shipping(state: ShopserveState, order: Order, { params, body, now }: Ask): Answer {
  const delivery = order.deliveries.find((one) => String(one.no) === params.delivery);
  if (!delivery) return refusal({ status: 404, code: 'NotFound', message: 'no such delivery' });
  const wrong = (field: string, code: string) => refusal({ status: 422, code, message: `${field} is wrong`, field });
  const { shipping_company: company, slip_no: slipNo, shipped_date: date, shipping_status: status } = body;
  if (typeof slipNo !== 'string' || slipNo.trim() === '') return wrong('slip_no', 'SlipRequired');
  if (!/^[0-9A-Za-z-]+$/.test(slipNo) || slipNo.length > longestSlip) return wrong('slip_no', 'InvalidSlip');
  if (!companies.includes(company as Company)) return wrong('shipping_company', 'UnknownCompany');
  if (typeof date !== 'string' || !/^20\d\d-\d\d-\d\d$/.test(date)) return wrong('shipped_date', 'InvalidDate');
  if (status !== shipped) return wrong('shipping_status', 'InvalidStatus');
  const verdict = ship(state, order, delivery, { company: company as Company, slipNo, date }, now, 'API');
  return said(state, verdict, { shipping_status: 'Shipped' });
}

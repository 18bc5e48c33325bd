import type { Field } from '../../system.ts';
import type { Order } from '../state/order.ts';
import type { EcforceState } from '../state/state.ts';
import { bulkAnswer, type RowResult, shownId, written } from './bulk.ts';
import { bodyOf, type Endpoint } from './door.ts';
import { orderResource } from './render.ts';
import { failed, json } from './reply.ts';

/** Rows that one bulk call takes; the real size is not known (trust C). */
const mostRows = 100;

type Row = Readonly<Record<string, unknown>>;

const id: Field = { name: 'id', in: 'path', type: 'id of the order', required: true };
const member = (name: string, type: string, required?: Field['required']): Field => ({
  name,
  in: 'body',
  type,
  ...(required && { required }),
});
/** Members of an order that may be written; others vanish without a word (trust B). */
const stateFields = (of: string) => [member(`${of}.state`, 'code of a state'), member(`${of}.remark`, 'text')];
const longestSlip = 30;
const shippingFields: readonly Field[] = [
  member('orders[].id', 'id of the order', true),
  { ...member('orders[].shipping_slip', '5 or more letters, digits, -', true), max: longestSlip },
  member('orders[].shipped_at', 'day YYYY-MM-DD or YYYY/MM/DD', true),
  member('orders[].shipping_carrier_id', 'id of a carrier'),
  member('orders[].shipping_address_id', 'id of the address', 'for an order with several addresses'),
];

const unknownOrder = { code: 'AOR2001', message: '受注が見つかりません。' };

export function orderWrites(state: EcforceState): Endpoint[] {
  const find = (id: unknown): Order | undefined => {
    const order = /^\d+$/.test(String(id)) ? state.orders.get(Number(id)) : undefined;
    return order?.deletedAt === undefined ? order : undefined;
  };
  const note = (
    at: number,
    what: 'state' | 'shipping' | 'payment',
    order: Order | undefined,
    id: unknown,
    value: string,
    code = '',
    parcel = '',
  ) =>
    state.told.push({
      at,
      what,
      about: order?.number ?? String(id),
      ...(parcel !== '' && { parcel }),
      value,
      effect: code === '' ? 'done' : 'refused',
      code,
    });

  /** Members that may be written; others vanish without a word (trust B). */
  const setState = (order: Order | undefined, row: Row, at: number): RowResult['error'] => {
    const wanted = row.state === undefined ? undefined : String(row.state);
    const error = !order
      ? unknownOrder
      : wanted !== undefined && !state.states.has(wanted)
        ? { code: 'AOR3002', message: 'stateが不正です。' }
        : undefined;
    note(at, 'state', order, row.id, wanted ?? '', error?.code);
    if (error) return error;
    if (wanted !== undefined) order!.state = wanted;
    if (row.remark !== undefined) order!.remark = String(row.remark);
    order!.updatedAt = at;
    return undefined;
  };

  const setShipping = (order: Order | undefined, row: Row, at: number): RowResult['error'] => {
    const slip = String(row.shipping_slip ?? '');
    const shippedAt = String(row.shipped_at ?? '').replaceAll('/', '-');
    const address = row.shipping_address_id === undefined ? '' : String(row.shipping_address_id);
    const carrier = row.shipping_carrier_id;
    const isKnownCarrier = carrier === undefined || state.carriers.some((one) => String(one.id) === String(carrier));
    const error = !order
      ? unknownOrder
      : !/^[0-9A-Za-z-]{5,}$/.test(slip) || slip.length > longestSlip
        ? { code: 'AOR3003', message: 'shipping_slipが不正です。' }
        : !/^\d{4}-\d\d-\d\d$/.test(shippedAt)
          ? { code: 'AOR3004', message: 'shipped_atが不正です。' }
          : !isKnownCarrier
            ? { code: 'AOR3005', message: 'shipping_carrier_idが不正です。' }
            : order.shipping.length > 1 && !order.shipping.some((one) => String(one.id) === address)
              ? { code: 'AOR3006', message: 'shipping_address_idが不正です。' }
              : undefined;
    const value = `${slip} ${shippedAt} ${String(carrier ?? '')}`.trim();
    note(at, 'shipping', order, row.id, value, error?.code, order && order.shipping.length > 1 ? address : '');
    if (error) return error;
    order!.slip = slip;
    order!.shippedAt = shippedAt;
    if (address !== '') order!.slips = { ...order!.slips, [address]: slip };
    if (carrier !== undefined) order!.carrierId = Number(carrier);
    if (state.habits.automation === 'on') order!.state = 'shipped';
    order!.updatedAt = at;
    return undefined;
  };

  const bulk = (
    name: string,
    path: string,
    rows: readonly Field[],
    known: readonly string[],
    apply: typeof setState,
    shown: (row: Row) => unknown,
  ): Endpoint => ({
    name,
    method: 'put',
    path,
    sends: [...rows, ...known.map((one) => member(one, 'flag'))],
    limits: [`${mostRows} orders a call`],
    answer(call) {
      const body = bodyOf(call);
      const given = body?.orders;
      const strange = Object.keys(body ?? {}).find((key) => key !== 'orders' && !known.includes(key));
      if (!Array.isArray(given) || given.length === 0) return failed(400, 'AOR3001', 'ordersが不正です。');
      if (strange) return failed(400, 'AOR3001', `unknown parameter ${strange}`);
      if (given.length > mostRows) return failed(400, 'AOR3001', `ordersは${mostRows}件までです。`);
      const results = (given as Row[]).map((row): RowResult => {
        const error = apply(find(row.id), row, call.now);
        return { shown: shown(row), id: shown(row), ...(error && { error }) };
      });
      return bulkAnswer(state, 'AOR0000', results);
    },
  });
  const idOf = (row: Row) => (/^\d+$/.test(String(row.id)) ? shownId(state, Number(row.id)) : row.id);

  return [
    bulk(
      'orders.bulk_update',
      '/admin/orders/bulk_update',
      [member('orders[].id', 'id of the order', true), ...stateFields('orders[]')],
      ['check_duplicate_link_numbers'],
      setState,
      idOf,
    ),
    bulk(
      'orders.shipping',
      '/admin/orders/shipping',
      shippingFields,
      ['with_sale', 'with_async'],
      setShipping,
      (row) =>
        row.shipping_address_id === undefined ? idOf(row) : `${String(row.id)}-${String(row.shipping_address_id)}`,
    ),
    {
      name: 'orders.update',
      method: 'put',
      path: '/admin/orders/:id',
      sends: [id, ...stateFields('order')],
      answer(call) {
        const id = (call.params.id ?? '').replace(/\.json$/, '');
        const order = find(id);
        const row = bodyOf(call)?.order;
        if (typeof row !== 'object' || row === null) return failed(400, 'AOR3001', 'orderが不正です。');
        const error = setState(order, { ...(row as Row), id }, call.now);
        if (error) return failed(error.code === 'AOR2001' ? 404 : 422, error.code, error.message);
        const habit = state.habits['write-body'];
        return habit === 'full' ? json(200, { data: orderResource(state, order!, [], false) }) : written(habit);
      },
    },
    // Money and subscriptions hang on these: the bridge must never call them, and the ledger shows when it did.
    ...['/admin/orders/:id/payment_status', '/admin/orders/payment_status/bulk_update'].map(
      (path, at): Endpoint => ({
        name: at === 0 ? 'orders.payment_status' : 'orders.payment_status.bulk_update',
        method: 'post',
        path,
        sends: [
          ...(at === 0 ? [id] : []),
          { name: 'the body', in: 'body', type: 'not looked at: every call is refused and noted' },
        ],
        answer(call) {
          note(
            call.now,
            'payment',
            undefined,
            call.params.id ?? 'bulk',
            call.body.toString('utf8').slice(0, 200),
            '501',
          );
          return failed(501, 'AOR9999', 'not in the lab: payments are not ours to change');
        },
      }),
    ),
  ];
}

import type { Call } from '../../system.ts';
import type { Order } from '../state/order.ts';
import type { EcforceState } from '../state/state.ts';
import type { Endpoint } from './door.ts';
import { listAnswer, listLimits } from './list.ts';
import { BadQuery, conditionsOf, type Searchable, searches } from './query.ts';
import { includedOf, orderResource } from './render.ts';
import { failed, json } from './reply.ts';

/** Attributes that orders may be searched by (trust B; the real list is longer). */
const attributes = [
  'id',
  'number',
  'subs_order_id',
  'state',
  'payment_state',
  'email',
  'total',
  'shipping_carrier_id',
  'times',
  'scheduled_to_be_shipped_at',
  'created_at',
  'updated_at',
];
const times = ['created_at', 'updated_at', 'scheduled_to_be_shipped_at'];

/** What may be asked for along (trust B). */
const includable = [
  'customer',
  'subs_order',
  'billing_address',
  'shipping_address',
  'shipping_addresses',
  'order_items',
];

const searchable = (order: Order): Searchable => ({
  id: order.id,
  number: order.number,
  subs_order_id: order.subscription?.id ?? null,
  state: order.state,
  payment_state: order.paymentState,
  email: order.email,
  shipping_carrier_id: order.carrierId,
  times: order.subscription?.times ?? null,
  created_at: order.createdAt,
  updated_at: order.updatedAt,
});

export function orderReads(state: EcforceState): Endpoint[] {
  return [
    {
      name: 'orders.list',
      method: 'get',
      path: '/admin/orders',
      query: ['q', 'page', 'per', 'sort', 'include', 'lighter'],
      sends: [...searches(attributes), { name: 'q[with_deleted]', in: 'query', type: '1 = deleted ones as well' }],
      limits: listLimits,
      answer(call) {
        const includes = includesOf(call);
        const sorted = sorter(call.query.get('sort') ?? '-id');
        if (!includes || !sorted) return failed(400, 'AOR3001', 'unknown include or sort');
        let fits: (row: Searchable) => boolean;
        try {
          fits = conditionsOf(call.query, attributes, times);
          const withDeleted = call.query.get('q[with_deleted]') === '1';
          const found = [...state.orders.values()].filter(
            (one) => (withDeleted || one.deletedAt === undefined) && fits(searchable(one)),
          );
          return listAnswer(state, call, found.sort(sorted), (page) => ({
            data: page.map((one) => orderResource(state, one, includes, isLighter(call))),
            ...(includes.length > 0 && { included: includedOf(state, page, includes) }),
          }));
        } catch (error) {
          if (error instanceof BadQuery) return failed(400, 'AOR3001', error.message);
          throw error;
        }
      },
    },
    {
      name: 'orders.get',
      method: 'get',
      path: '/admin/orders/:id',
      query: ['include', 'lighter'],
      sends: [{ name: 'id', in: 'path', type: 'id of the order', required: true }],
      answer(call) {
        const order = state.orders.get(Number((call.params.id ?? '').replace(/\.json$/, '')));
        const includes = includesOf(call);
        if (!includes) return failed(400, 'AOR3001', 'unknown include');
        if (!order || order.deletedAt !== undefined) return failed(404, 'AOR2001', '受注が見つかりません。');
        const included = includes.length > 0 && { included: includedOf(state, [order], includes) };
        return json(200, { data: orderResource(state, order, includes, isLighter(call)), ...included });
      },
    },
  ];
}

const isLighter = (call: Call): boolean => call.query.get('lighter') === '1';

function includesOf(call: Call): readonly string[] | undefined {
  const names = (call.query.get('include') ?? '').split(',').filter((one) => one !== '');
  return names.every((one) => includable.includes(one)) ? names : undefined;
}

function sorter(text: string): ((a: Order, b: Order) => number) | undefined {
  const keys = {
    id: (one: Order) => one.id,
    created_at: (one: Order) => one.createdAt,
    updated_at: (one: Order) => one.updatedAt,
  };
  const parts = text.split(',').map((part) => ({
    sign: part.startsWith('-') ? -1 : 1,
    key: keys[part.replace(/^-/, '') as keyof typeof keys],
  }));
  if (parts.some((one) => one.key === undefined)) return undefined;
  return (a, b) => {
    for (const { sign, key } of parts) {
      const difference = key(a) - key(b);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  };
}

import type { EcforceState } from '../state/state.ts';
import type { Endpoint } from './door.ts';
import { listAnswer } from './list.ts';
import type { Resource } from './render.ts';
import { failed, json } from './reply.ts';

/** The shop's own tables: carriers, ways to pay, subscriptions. */
export function masterReads(state: EcforceState): Endpoint[] {
  const carrier = ({ id, name }: { id: number; name: string }): Resource => ({
    id: String(id),
    type: 'shipping_carrier',
    attributes: { id, name, state: 'active', human_state: '有効', default: id === 1 },
  });
  return [
    {
      name: 'shipping_carriers.list',
      method: 'get',
      path: '/admin/shipping_carriers',
      query: ['page', 'per', 'include', 'q'],
      answer: (call) => listAnswer(state, call, state.carriers, (page) => ({ data: page.map(carrier) })),
    },
    {
      name: 'shipping_carriers.get',
      method: 'get',
      path: '/admin/shipping_carriers/:id',
      query: ['include'],
      sends: [{ name: 'id', in: 'path', type: 'id of the carrier', required: true }],
      answer(call) {
        const found = state.carriers.find((one) => String(one.id) === (call.params.id ?? '').replace(/\.json$/, ''));
        return found ? json(200, { data: carrier(found) }) : failed(404, 'ASC2001', '配送業者が見つかりません。');
      },
    },
    {
      name: 'payment_methods.list',
      method: 'get',
      path: '/admin/payment_methods',
      query: ['page', 'per', 'q'],
      answer: (call) =>
        listAnswer(state, call, state.methods, (page) => ({
          data: page.map(({ id, name }) => ({
            id: String(id),
            type: 'payment_method',
            attributes: { id, name, active: true },
          })),
        })),
    },
    {
      name: 'subs_orders.list',
      method: 'get',
      path: '/admin/subs_orders',
      query: ['page', 'per', 'q', 'sort', 'include'],
      answer(call) {
        const own = [...state.orders.values()].flatMap((one) => one.subscription ?? []);
        const newest = new Map(own.map((one) => [one.id, one]));
        return listAnswer(state, call, [...newest.values()], (page) => ({
          data: page.map(({ id, number, times }) => ({
            id: String(id),
            type: 'subs_order',
            attributes: { id, number, times, state: 'active' },
          })),
        }));
      },
    },
  ];
}

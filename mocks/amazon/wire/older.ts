import type { Answer } from '../../system.ts';
import type { AmazonState } from '../state/state.ts';
import { renderV0 } from './render-v0.ts';

/** Persons are closed to whoever has no restricted token, as v0 keeps it. */
const closed = { address: false, buyer: false };

/** The orders of v2026-01-01 as v0 writes them: what a client sees whose requests go to the older version (trust C that it happens). */
export function olderOrders(state: AmazonState): Readonly<Record<string, (answer: Answer, now: number) => Answer>> {
  const render = (orders: readonly { readonly orderId: string }[], now: number) =>
    orders.flatMap(({ orderId }) => {
      const order = state.orders.get(orderId);
      return order ? [renderV0(order, closed, now)] : [];
    });
  return {
    searchOrders: (answer, now) =>
      changed(answer, (value) => ({
        payload: {
          Orders: render((value.orders ?? []) as readonly { orderId: string }[], now),
          ...(value.createdBefore ? { CreatedBefore: value.createdBefore } : {}),
          ...(value.lastUpdatedBefore ? { LastUpdatedBefore: value.lastUpdatedBefore } : {}),
          ...next(value.pagination),
        },
      })),
    getOrder: (answer, now) =>
      changed(answer, (value) => ({ payload: render([value.order as { orderId: string }], now)[0] })),
  };
}

const next = (pagination: unknown) => {
  const token = (pagination as { nextToken?: string } | undefined)?.nextToken;
  return token === undefined ? {} : { NextToken: token };
};

function changed(answer: Answer, write: (value: Record<string, unknown>) => unknown): Answer {
  if (answer.status !== 200) return answer;
  return { ...answer, body: JSON.stringify(write(JSON.parse(answer.body.toString()) as Record<string, unknown>)) };
}

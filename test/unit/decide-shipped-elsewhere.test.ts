import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide/index.ts';
import type { Decided, Prior } from '../../src/core/decide/types.ts';
import type { Order } from '../../src/core/order.ts';
import { line, methods, order, shop } from '../support/orders.ts';

const decideIt = (given: Order, prior: readonly Prior[] = []): readonly Decided[] =>
  decide({
    order: given,
    shop: shop(),
    today: '2026-11-21',
    prior,
    historyHolds: [],
    lastSerial: prior.length,
    methodFor: (words) => methods[words] ?? null,
    inspect: (shipment) => ({ shipment, holds: [] }),
  });
const issued = (): Prior[] => decideIt(order()).map(({ shipment, holds }) => ({ shipment, holds, state: 'issued' }));

test('an issued order whose lines the shop calls fulfilled later raises no alarm', () => {
  const [again] = decideIt(order({ lines: [line({ fulfilledElsewhere: true })] }), issued());
  expect(again).toMatchObject({ state: 'issued', holds: [] });
});

test('an issued order whose lines are all cancelled later does', () => {
  const [again] = decideIt(order({ lines: [line({ status: 'cancelled' })] }), issued());
  expect(again?.holds.map((hold) => hold.code)).toEqual(['cancelled-after-issue']);
});

test('a new order whose lines are all fulfilled by somebody else gets no label', () => {
  const [one] = decideIt(order({ lines: [line({ fulfilledElsewhere: true })] }));
  expect(one?.state).toBe('cancelled');
});

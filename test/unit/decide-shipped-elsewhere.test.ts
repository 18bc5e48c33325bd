import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide/index.ts';
import type { Decided, Prior } from '../../src/core/decide/types.ts';
import type { Order } from '../../src/core/order.ts';
import { destination, line, methods, order, shop } from '../support/orders.ts';

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

/* 発送済み・他所で: the marketplace says that somebody else shipped what is ours to ship. */

const codes = (one: Decided | undefined) => one?.holds.filter((hold) => !hold.cleared).map((hold) => hold.code);
const planned = (): Prior[] => decideIt(order()).map(({ shipment, holds, state }) => ({ shipment, holds, state }));
const gone = order({ lines: [line({ fulfilledElsewhere: true })] });
const numbered = (number: string) => order({ destinations: [destination({ trackingNumber: number })] });
const clear = (one: Decided): Prior => ({
  ...one,
  holds: one.holds.map((hold) => ({ ...hold, cleared: { at: '', by: 'x', note: 'y' } })),
});

test.each([
  ['its lines', gone, 'shop-shipped'],
  ['another number', numbered('400000000036'), 'number-already-registered'],
  ['its word', numbered('発送済み'), 'shop-shipped'],
])(
  'a ready order that somebody else shipped, by %s: 発送済み・他所で, with its goods, until a person lets it go',
  (_, said, code) => {
    const [away] = decideIt(said, planned());
    expect([away?.state, codes(away)]).toEqual(['elsewhere', [code]]);
    expect(away?.shipment.lines).toHaveLength(1);
    const [again] = decideIt(said, [away!]);
    expect([again?.state, again?.unchanged]).toEqual(['elsewhere', true]);
    const [let_] = decideIt(said, [clear(away!)]);
    expect([let_?.state, let_?.shipment.lines.length]).toEqual(['ready', 1]);
    // The marketplace took it back.
    expect(decideIt(order(), [away!])[0]?.state).toBe('ready');
  },
);

test('an order that was shipped before we met it is left out as ever', () => {
  const [first] = decideIt(numbered('400000000036'));
  expect(first?.state).toBe('held');
  expect(decideIt(numbered('400000000036'), [first!])[0]?.state).toBe('held');
});

const label = (state: Prior['state'], number = '400000000003'): Prior[] =>
  planned().map((one) => ({ ...one, state, waybills: state === 'issuing' ? [] : [{ number }] }));

test.each(['issuing', 'issued', 'shipped'] as const)(
  '%s: another number at the marketplace is asked about',
  (state) => {
    const [one] = decideIt(numbered('400000000036'), label(state));
    expect([one?.state, codes(one)]).toEqual([state, ['shipped-elsewhere']]);
  },
);

test('in hand-over: shipped at the marketplace without a number of ours is asked about', () => {
  for (const said of [numbered('発送済み'), gone])
    expect(codes(decideIt(said, label('issuing'))[0])).toEqual(['shipped-elsewhere']);
});

test('in hand-over a second time (再発行): that our first number was told raises no alarm, another number does', () => {
  const again = label('issued').map((one) => ({ ...one, state: 'issuing' as const }));
  expect(codes(decideIt(gone, again)[0])).toEqual([]);
  expect(codes(decideIt(numbered('999999999994'), again)[0])).toEqual(['shipped-elsewhere']);
});

test('our own number, in any spelling, raises no alarm; nor does what was told and is over', () => {
  for (const number of ['400000000003', '4000-0000-0003', '400000000003,400000000014'])
    expect(codes(decideIt(numbered(number), label('shipped'))[0])).toEqual([]);
  expect(codes(decideIt(numbered('400000000036'), label('closed'))[0])).toEqual([]);
});

test.each([
  [false, ['shipped-elsewhere']],
  [true, []],
  [undefined, []],
])('shipped, and our notice sent: %s', (told, expected) => {
  const [one] = decide({
    order: gone,
    shop: shop(),
    today: '2026-11-21',
    prior: label('shipped'),
    historyHolds: [],
    lastSerial: 1,
    methodFor: (words) => methods[words] ?? null,
    ...(told !== undefined && { isTold: () => told }),
    inspect: (shipment) => ({ shipment, holds: [] }),
  });
  expect(codes(one)).toEqual(expected);
});

test.each([
  ['of the destination', { destinations: [destination({ remote: { slip: '4000-0000-0036' } })] }],
  ['of the order', { remote: { slip: '4000-0000-0036' } }],
])('the number that a marketplace keeps apart %s is said; ours raises no alarm', (_, more) => {
  const said = order({ lines: [line({ fulfilledElsewhere: true })], ...more });
  const [one] = decideIt(said, label('issuing'));
  expect(one?.holds.find((hold) => hold.code === 'shipped-elsewhere')?.args).toEqual({ number: '4000-0000-0036' });
  const own: Prior[] = planned().map((each) => ({
    ...each,
    state: 'issuing' as const,
    waybills: [{ number: '400000000036' }],
  }));
  expect(codes(decideIt(said, own)[0])).toEqual([]);
});

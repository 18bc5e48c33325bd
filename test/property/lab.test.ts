import fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalog } from '../../mocks/amazon/catalog.ts';
import { makeLine, makeOrder } from '../../mocks/amazon/make-order.ts';
import { confirmParcel, type Parcel } from '../../mocks/amazon/state/confirm.ts';
import { freshState } from '../../mocks/amazon/state/fresh.ts';
import { shippedOf, statusOf } from '../../mocks/amazon/state/order.ts';
import type { AmazonState } from '../../mocks/amazon/state/state.ts';
import { createLimits } from '../../mocks/limits.ts';
import { createRandom } from '../../mocks/random.ts';

function stateWith(quantities: readonly number[]) {
  const random = createRandom(1);
  const lines = quantities.map((quantity) => makeLine(random, catalog[0], quantity));
  const order = makeOrder(random, 1, 0, { lines });
  const state: AmazonState = {
    ...freshState(),
    limits: createLimits(),
    random: () => random,
    orders: new Map([[order.id, order]]),
  };
  return { state, order };
}

const parcels = fc.array(
  fc.record({
    ref: fc.constantFrom('', '1', '2', '3'),
    number: fc.constantFrom('10', '20'),
    items: fc.array(
      fc.record({ line: fc.nat(2), quantity: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }) }),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 12 },
);

it('whatever is told in whatever order: no line is shipped beyond its quantity, and the ledger tells every attempt', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
      parcels,
      (quantities, told) => {
        const { state, order } = stateWith(quantities);
        for (const [at, one] of told.entries()) {
          const parcel: Parcel = {
            ref: one.ref,
            carrierCode: 'YAMATO',
            carrierName: '',
            shippingMethod: '',
            trackingNumber: one.number,
            shippedAt: 0,
            cod: false,
            items: one.items.map((item) => ({ line: order.lines[item.line]!.id, quantity: item.quantity })),
          };
          const before = JSON.stringify(order.packages);
          const first = confirmParcel(state, order.id, parcel, 'feed', 1_000_000 + at);
          if ('why' in first) expect(JSON.stringify(order.packages)).toBe(before);
          else if (parcel.ref !== '') {
            // The same again is the same: nothing is booked twice.
            const after = JSON.stringify(order.packages);
            expect(confirmParcel(state, order.id, parcel, 'feed', 2_000_000 + at)).toMatchObject({
              effect: 'unchanged',
            });
            expect(JSON.stringify(order.packages)).toBe(after);
            state.confirmations.pop();
          }
          expect(state.confirmations.length).toBe(at + 1);
          for (const line of order.lines) expect(shippedOf(order, line.id)).toBeLessThanOrEqual(line.quantity);
          expect(new Set(order.packages.map((box) => box.ref)).size).toBe(order.packages.length);
        }
        const shipped = order.lines.every((line) => shippedOf(order, line.id) === line.quantity);
        expect(statusOf(order) === 'SHIPPED').toBe(shipped);
      },
    ),
  );
});

it('a bucket never lets more through than its burst and what was refilled since, even when the clock jumps', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.005, max: 5, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
      fc.array(fc.integer({ min: -5000, max: 60_000 }), { minLength: 1, maxLength: 200 }),
      (perSecond, burst, steps) => {
        const limits = createLimits();
        let now = 1_000_000;
        let forward = 0;
        let passed = 0;
        for (const step of steps) {
          now += step;
          forward += Math.max(0, step);
          if (limits.take('key', perSecond, burst, now)) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(burst + (forward / 1000) * perSecond + 1e-3);
      },
    ),
  );
});

it('a client that waits one refill is never refused', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.005, max: 20, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      (perSecond, burst) => {
        const limits = createLimits();
        let now = 0;
        for (let i = 0; i < burst; i += 1) expect(limits.take('key', perSecond, burst, now)).toBe(true);
        for (let i = 0; i < 50; i += 1) {
          now += Math.ceil(1000 / perSecond);
          expect(limits.take('key', perSecond, burst, now)).toBe(true);
        }
      },
    ),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Arrangement, noArrangement } from '../../src/core/arrangement.ts';
import { decide } from '../../src/core/decide/index.ts';
import type { Prior } from '../../src/core/decide/types.ts';
import type { Order } from '../../src/core/order.ts';
import type { ShipmentState } from '../../src/core/shipment.ts';
import { line, methods, order, shop } from '../support/orders.ts';

const revision = fc.record({
  quantities: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
  cancelled: fc.boolean(),
  parts: fc.array(fc.record({ no: fc.integer({ min: 0, max: 3 }), quantity: fc.integer({ min: 1, max: 6 }) }), {
    maxLength: 2,
  }),
  /** Which shipment is printed after this revision, if any. */
  print: fc.option(fc.integer({ min: 0, max: 3 })),
});

function orderOf({ quantities, cancelled }: { quantities: readonly number[]; cancelled: boolean }): Order {
  return order({ cancelled, lines: quantities.map((quantity, no) => line({ no: String(no), quantity })) });
}

test('X9: over any revisions, splits and printings, ids and serials stay unique, what is printed never changes, and every piece that is not printed stands in one shipment', () => {
  fc.assert(
    fc.property(fc.array(revision, { minLength: 1, maxLength: 5 }), (revisions) => {
      let prior: Prior[] = [];
      for (const one of revisions) {
        const arrangement: Arrangement = {
          ...noArrangement,
          parts: one.parts.map(({ no, quantity }, index) => ({
            number: index + 2,
            lines: [{ no: String(no), quantity }],
          })),
        };
        const given = orderOf(one);
        const before = new Map(prior.map((p) => [p.shipment.id, p]));
        const decided = decide({
          order: given,
          shop: shop(),
          today: '2026-11-21',
          prior,
          arrangement,
          historyHolds: [],
          lastSerial: Math.max(0, ...prior.map((p) => p.shipment.serial)),
          methodFor: (words) => methods[words] ?? null,
          inspect: (shipment) => ({ shipment, holds: [] }),
        });
        expect(new Set(decided.map((d) => d.shipment.id)).size).toBe(decided.length);
        expect(new Set(decided.map((d) => d.shipment.customerNo)).size).toBe(decided.length);
        for (const known of prior) expect(decided.map((d) => d.shipment.id)).toContain(known.shipment.id);
        for (const { shipment, state } of decided) {
          const known = before.get(shipment.id);
          expect(known?.shipment.serial ?? shipment.serial).toBe(shipment.serial);
          if (known?.state !== 'issuing') continue;
          expect(state).toBe('issuing');
          expect(shipment).toEqual(known.shipment);
        }
        if (!prior.some((p) => p.state === 'issuing')) {
          const live = decided.filter((d) => d.state !== 'cancelled').flatMap((d) => d.shipment.lines);
          const sum = live.reduce((total, { quantity }) => total + quantity, 0);
          const ordered = one.cancelled ? 0 : one.quantities.reduce((total, quantity) => total + quantity, 0);
          expect(sum).toBe(ordered);
        }
        const printable = decided.filter((d) => d.state === 'ready');
        const printed = one.print === null ? undefined : printable[one.print];
        prior = decided.map(({ shipment, state, holds }) => ({
          shipment,
          holds,
          state: shipment === printed?.shipment ? ('issuing' as ShipmentState) : state,
        }));
      }
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Part, portions } from '../../src/core/arrangement.ts';
import { line } from '../support/orders.ts';

const quantities = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const parts = fc.array(
  fc.array(fc.record({ no: fc.integer({ min: 0, max: 5 }).map(String), quantity: fc.integer({ min: 1, max: 12 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  { maxLength: 3 },
);

test('X9: whatever the parts ask for, every piece travels exactly once', () => {
  fc.assert(
    fc.property(quantities, parts, (counts, asked) => {
      const lines = counts.map((quantity, no) => line({ no: String(no), quantity }));
      const own = asked.map((wanted, index): Part => ({ number: index + 2, lines: wanted }));
      const dealt = portions(lines, lines, own);
      const sum = new Map<string, number>();
      for (const { lines: given } of dealt) {
        for (const { no, quantity } of given) {
          expect(quantity).toBeGreaterThan(0);
          sum.set(no, (sum.get(no) ?? 0) + quantity);
        }
      }
      expect(Object.fromEntries(sum)).toEqual(Object.fromEntries(lines.map((one) => [one.no, one.quantity])));
      expect(dealt[0]?.part).toBe(1);
    }),
  );
});

test('X9: parts that ask for more than there is say so', () => {
  const lines = [line({ no: '1', quantity: 2 })];
  const asks = (quantity: number) => portions(lines, lines, [{ number: 2, lines: [{ no: '1', quantity }] }]);
  expect(asks(1).map((one) => one.fits)).toEqual([true, true]);
  expect(asks(3).map((one) => one.fits)).toEqual([false, false]);
});

test('X9: a part of another destination is none of this one', () => {
  const lines = [line({ no: '1' })];
  expect(portions(lines, lines, [{ number: 2, lines: [{ no: '9', quantity: 1 }] }])).toEqual([
    { part: 1, lines, fits: true },
  ]);
});

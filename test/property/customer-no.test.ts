import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerBase, customerNo, orderNumberOf } from '../../src/core/ids.ts';

/* B4: the part before `_` leads back to the order, whatever characters its number has. */

const plain = fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/);
const odd = fc.string({
  unit: fc.constantFrom('x', 'u', '-', '_', '2', '3', 'f', '#', 'あ', '＃', ' ', '=', '𠮷'),
  maxLength: 12,
});
const numbers = fc.oneof(plain, odd, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }));

test('B4: every order number is spelled in characters that B2 takes, and read back from them', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const base = customerBase(number);
      expect(base).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(orderNumberOf(base)).toBe(number);
    }),
    { numRuns: 5000 },
  );
});

test('B4: two order numbers never share one', () => {
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      fc.pre(one !== other);
      expect(customerBase(one)).not.toBe(customerBase(other));
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['250-0000001-0000001', '250-0000001-0000001_1'],
  ['あ1', 'xu3042-1_1'],
  ['い1', 'xu3044-1_1'],
  ['=1+1', 'xu3d-1xu2b-1_1'],
  ['#1001', 'xu23-1001_1'],
  ['１００１', 'xuff11uff10uff10uff11-_1'],
  ['A 1', 'Axu20-1_1'],
  ['AXu23-1', 'AXu23-1_1'],
  ['xu23-1', 'xu78-u23-1_1'],
  ['box-12', 'box-12_1'],
  ['𠮷1', 'xu20bb7-1_1'],
])('B4: %s becomes %s', (number, expected) => {
  expect(customerNo(number, 1)).toBe(expected);
});

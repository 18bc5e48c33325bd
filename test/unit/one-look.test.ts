import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/core/ids.ts';
import { environmentDependent, isPlainText, lacking, unify } from '../../src/text/characters.ts';
import { readInstant } from '../../src/text/datetime.ts';

/* Short ways must lead where the long ones lead. */

test('a text that passes at one look is one of which nothing would be changed or said', () => {
  let plain = 0;
  for (let unit = 0; unit < 0x10000; unit++) {
    const text = `あ${String.fromCharCode(unit)}`;
    if (!isPlainText(text)) continue;
    plain++;
    expect([unit, unify(text), lacking(text), environmentDependent(text)]).toEqual([unit, text, [], []]);
  }
  expect(plain).toBeGreaterThan(6000);
});

test.each([
  [{ b: 1, a: [{ d: null, c: 'x' }], e: undefined }, '{"a":[{"c":"x","d":null}],"b":1}'],
  [{ 'a\u0000b': 1 }, '{"a\\u0000b":1}'],
  [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  [{ a: 1, b: 2 }, '{"a":1,"b":2}'],
  [{ 'b\u0000a': 1 }, '{"b\\u0000a":1}'],
])('%j has sorted keys, also when a kind like it came before', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
  expect(canonicalJson(value)).toBe(text);
});

test.each([
  ['2026-11-20T03:00:05+00:00', '2026-11-20T03:00:05Z'],
  ['2026-11-20T03:00:05Z', '2026-11-20T03:00:05Z'],
  ['2026-11-20T03:00:05+09:00', '2026-11-19T18:00:05Z'],
  ['2026-02-30T03:00:05Z', 'date-impossible'],
  ['2026-11-20T24:00:05Z', 'date-impossible'],
  ['1980-11-20T03:00:05Z', 'date-impossible'],
])('an instant as programs write it: %s is %s', (given, expected) => {
  const { value, problem } = readInstant(given);
  expect(value ?? problem?.code).toBe(expected);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readSettings } from '../../src/config/settings.ts';

const word = fc.constantFrom(
  ...'inbox outbox data watch limits shippers defaults shops amazon main seller sender billing customer-code holidays dates weekdays layouts read name phone 土 012 x'.split(
    ' ',
  ),
);
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), fc.double(), fc.constant('2026-02-30'));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.dictionary(word, tie('tree'), { maxKeys: 5 }),
    fc.array(tie('tree'), { maxLength: 3 }),
  ),
}));

test('whatever stands in bridge.yaml, it is read or complained about with places inside the text', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const text = stringify(value);
      const lines = text.split('\n');
      const { settings, complaints } = readSettings(text);
      expect(settings === undefined).toBe(complaints.length > 0);
      for (const { line, column, sentence, remedy } of complaints) {
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeGreaterThan(0);
        expect(sentence + remedy).not.toMatch(/\{[a-z]+\}|undefined|\[object/);
      }
    }),
    { numRuns: 400 },
  );
});

test('text that is no YAML at all never breaks the reader', () => {
  const piece = fc.constantFrom(
    'shops:',
    ' ',
    '\n',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a',
    '*a',
    '*b',
    '<<: ',
    '!!x',
    '|',
    '#',
    ':',
    '\t',
    'a',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const { settings, complaints } = readSettings(pieces.join(''));
      expect(settings === undefined).toBe(complaints.length > 0);
    }),
    { numRuns: 1000 },
  );
});

test('a circle of anchors and a bomb of aliases are refused, not followed', () => {
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(10)}]`),
  ];
  for (const text of ['shops: &a { amazon: *a }\n', `${bomb.join('\n')}\n`, 'shops: *nowhere\n']) {
    expect(readSettings(text).complaints.length).toBeGreaterThan(0);
  }
});

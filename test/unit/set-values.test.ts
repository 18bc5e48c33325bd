import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { setValues, valueAt } from '../../src/config/set-values.ts';
import { diffLines } from '../../src/core/line-diff.ts';
import { mergeLines } from '../../src/core/merge-lines.ts';

/* Values are written into a YAML file that people keep by hand: nothing else of it may move. */

const sample = readFileSync(join(import.meta.dirname, '../../bridge.yaml'), 'utf8');
const changes = (text: string, before = sample) =>
  diffLines(before, text).flatMap(({ kind, text: line }) =>
    kind === 'same' ? [] : [`${kind === 'new' ? '+' : '-'}${line}`],
  );

describe('of the sample, only the line itself changes', () => {
  test.each([
    ['defaults.sender', 'seller', ['-  sender: orderer', '+  sender: seller']],
    [
      'defaults.billing.customer-code',
      '0123456789',
      ['-    customer-code: "000000000000"', '+    customer-code: "0123456789"'],
    ],
    ['defaults.item-name', '海の幸 # 1', ['-  item-name: ""', '+  item-name: "海の幸 # 1"']],
    ['defaults.item-name', undefined, ['-  item-name: ""']],
    ['defaults.wait-after-order', '30m', ['+  wait-after-order: 30m']],
    ['watch.polling', true, ['-  polling: false', '+  polling: true']],
    [
      'shops.qoo10-api.api.certification-key',
      { stored: 'key' },
      ['-      certification-key: { env: QOO10_CERTIFICATION_KEY }', '+      certification-key: { stored: key }'],
    ],
    [
      'defaults.holidays.weekdays',
      ['土', '日'],
      ['-    weekdays: []        # 例: [土, 日]', '+    weekdays: [土, 日]        # 例: [土, 日]'],
    ],
    ['retention.orders', '365d', ['+retention:', '+  orders: 365d']],
  ] as const)('%s = %j', (path, value, expected) => {
    const steps = path.split('.');
    const text = setValues(sample, [{ path: steps, value }]);
    expect(changes(text)).toEqual(expected);
    expect(valueAt(parse(text), steps)).toEqual(value);
    const crlf = setValues(sample.replaceAll('\n', '\r\n'), [{ path: steps, value }]);
    expect(crlf).toBe(text.replaceAll('\n', '\r\n'));
  });

  test('and taken out again nothing is left', () => {
    const path = ['mail', 'smtp', 'host'];
    const text = setValues(sample, [{ path, value: 'smtp.example.jp' }]);
    expect(setValues(text, [{ path, value: undefined }])).toBe(sample);
  });

  test.each(['a, b', '[x]', '{y', "it's", '"', '- z', '012', 'yes', 'null', '', ' ', '#', 'a: b', '&x', '一\n二'])(
    'the text %j stays a text, in a list and in a map on one line too',
    (value) => {
      const text = 'a: { b: old, c: [old, other] } # why\nd: old # because\ne: 1\n';
      for (const path of [['a', 'b'], ['d']])
        expect(valueAt(parse(setValues(text, [{ path, value }])), path)).toBe(value);
      const list = setValues(text, [{ path: ['a', 'c'], value: [value, 'x'] }]);
      expect(valueAt(parse(list), ['a', 'c'])).toEqual([value, 'x']);
      expect(list).toContain('# why');
    },
  );
});

describe('two changed versions of one text', () => {
  const base = 'a\nb\nc\nd\ne\nf\n';
  test.each([
    ['a\nB\nc\nd\ne\nf\n', 'a\nb\nc\nd\nE\nf\n', 'a\nB\nc\nd\nE\nf\n'],
    ['a\nc\nd\ne\nf\n', 'a\nb\nc\nd\ne\nf\ng\n', 'a\nc\nd\ne\nf\ng\n'],
    ['0\na\nb\nc\nd\ne\nf\n', base, '0\na\nb\nc\nd\ne\nf\n'],
  ])('are one where they do not touch', (mine, theirs, both) => {
    expect(mergeLines(base, mine, theirs)).toBe(both);
    expect(mergeLines(base, theirs, mine)).toBe(both);
    expect(mergeLines(base.replaceAll('\n', '\r\n'), mine, theirs)).toBe(both.replaceAll('\n', '\r\n'));
  });

  test('are not one where they do', () => {
    expect(mergeLines(base, 'a\nB\nc\nd\ne\nf\n', 'a\nX\nc\nd\ne\nf\n')).toBeUndefined();
    expect(mergeLines(base, 'a\nB\nc\nd\ne\nf\n', 'a\nb\nC\nd\ne\nf\n')).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import type { Masters } from '../../src/core/masters.ts';
import { carrierNamed, usedMethod } from '../../src/layout/used-method.ts';
import { standard } from '../support/layouts.ts';

/* A5, A6, B9: what a marketplace is told is how the parcel really went, not how it was planned. */

const { masters } = standard;
const method = (code: string) => masters.methods.find((one) => one.code === code) ?? null;
const used = (planned: string, carrier: string, serviceCode = '', of: Masters = masters) => {
  const found = usedMethod(of, method(planned), { carrier, serviceCode });
  return found.unknown === undefined ? (found.method?.code ?? null) : `? ${found.unknown}`;
};

test.each([
  // the plan, where it fits
  ['yamato', 'ヤマト運輸', '', 'yamato'],
  ['yamato', 'ヤマト運輸', '0', 'yamato'],
  ['nekopos', 'ヤマト運輸', 'A', 'nekopos'],
  ['yamato-b2v5', 'ヤマト運輸', '0', 'yamato-b2v5'],
  ['sagawa-mail', '佐川急便', '', 'sagawa-mail'],
  ['letterpack-light', '日本郵便', '', 'letterpack-light'],
  ['yamato-chilled', 'ヤマト運輸', '2', 'yamato-chilled'],
  ['yamato-compact', 'ヤマト運輸', '9', 'yamato-compact'],
  ['', '', '', null],
  // another slip type than planned
  ['yamato', 'ヤマト運輸', 'A', 'nekopos'],
  ['yamato', 'ヤマト運輸', '2', 'yamato-collect'],
  ['nekopos', 'ヤマト運輸', '0', 'yamato'],
  ['yamato', 'ヤマト運輸', '3', 'kuroneko-yumail'],
  ['yamato', 'ヤマト運輸', '8', 'yamato-compact'],
  ['yamato', 'ヤマト運輸', '6', 'yamato'],
  ['yamato-frozen', 'ヤマト運輸', '4', 'yamato-time'],
  ['nekopos', 'ヤマト運輸', '発払い', 'yamato'],
  // another carrier
  ['yamato', '佐川急便', '', 'sagawa'],
  ['yamato', '佐川', '', 'sagawa'],
  ['yamato', '佐川メール便', '', 'sagawa-mail'],
  ['nekopos', '日本郵便', '', 'yupack'],
  ['sagawa', 'ヤマト運輸', '', 'yamato'],
  ['sagawa', 'ヤマト運輸', 'A', 'nekopos'],
  ['sagawa', 'クロネコヤマト', '', 'yamato'],
  ['yamato', 'ヤマト運輸（ネコポス）', '', 'nekopos'],
  ['yamato', '西濃運輸', '0', 'seino'],
  // nobody's
  ['yamato', '見本急送', '', '? 見本急送'],
  ['yamato', 'ヤマト運輸', 'Z', '? ヤマト運輸 Z'],
])('planned %s, sent as "%s" %s: %s', (planned, carrier, slip, expected) => {
  expect(used(planned, carrier, slip)).toBe(expected);
});

test('a method that a person named after the label counts before the waybill', () => {
  expect(usedMethod(masters, method('nekopos'), { carrier: '見本急送', serviceCode: '' }, true).method?.code).toBe(
    'nekopos',
  );
});

test('a workspace whose master has no method of Yamato keeps its plan', () => {
  const own = { ...masters, methods: masters.methods.filter((one) => one.carrier !== 'ヤマト運輸') };
  expect(used('sagawa', 'ヤマト運輸', '0', own)).toBe('sagawa');
  expect(carrierNamed(own, 'ヤマト運輸')).toEqual({ carrier: 'ヤマト運輸' });
  expect(carrierNamed({ methods: [], dictionaries: {} }, '佐川急便')).toBeUndefined();
});

test('B2 slip types all lead to a method of the standard master but those that nobody can guess', () => {
  const unknown = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A'].filter((one) =>
    String(used('yamato', 'ヤマト運輸', one)).startsWith('?'),
  );
  expect(unknown).toEqual([]);
});

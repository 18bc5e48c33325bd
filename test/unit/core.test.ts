import { describe, expect, it } from 'vitest';
import { checkB2File, checkB2Row } from '../../src/core/b2-rules.ts';
import { canonicalJson, customerNo } from '../../src/core/ids.ts';
import { mergeOrders } from '../../src/core/merge.ts';
import { type SentenceCode, say, sentences } from '../../src/core/sentences/index.ts';
import { slotTitle } from '../../src/core/service.ts';
import { transitions } from '../../src/core/shipment.ts';
import { japanDay, japanStamp } from '../../src/core/time.ts';
import { isYamatoNumber } from '../../src/core/tracking.ts';
import { labelContent } from '../../src/flow/intake/label-content.ts';
import { destination, line, order, party } from '../support/orders.ts';

describe('customer numbers', () => {
  it('keep what B2 takes and refuse what cannot lead back', () => {
    expect(customerNo('250-0000001-0000001', 1)).toBe('250-0000001-0000001_1');
    expect(customerNo('', 1)).toBeNull();
    expect(customerNo('9'.repeat(49), 1)).toBeNull();
    expect(customerNo('9'.repeat(48), 1)).toHaveLength(50);
  });
});

describe("Japan's day", () => {
  it('turns at 15:00 UTC', () => {
    expect(japanDay(Temporal.Instant.from('2026-11-21T14:59:59Z'))).toBe('2026-11-21');
    expect(japanDay(Temporal.Instant.from('2026-11-21T15:00:00Z'))).toBe('2026-11-22');
    expect(japanDay(Temporal.Instant.from('2026-11-21T14:00:00Z'))).toBe('2026-11-21');
    expect(japanDay(Temporal.Instant.from('1969-12-31T14:59:59Z'))).toBe('1969-12-31');
    expect(japanStamp(Temporal.Instant.from('2026-11-21T15:00:00.5Z'))).toBe('20261122-000000');
  });
});

describe('tracking numbers', () => {
  it.each(['123456789013', '400000000002', '999999999994'])('%s has the right check digit', (number) => {
    expect(isYamatoNumber(number)).toBe(true);
  });
  it.each(['123456789012', '12345678901', '12345678901a', ''])('%s is refused', (number) => {
    expect(isYamatoNumber(number)).toBe(false);
  });
});

describe('merging what two files say', () => {
  it('keeps paid and cancelled whatever the order of the files', () => {
    const unpaid = order({ payment: { ...order().payment, state: 'unpaid' } });
    expect(mergeOrders(unpaid, order()).payment.state).toBe('paid');
    expect(mergeOrders(order(), unpaid).payment.state).toBe('paid');
    expect(mergeOrders(order({ cancelled: true }), order()).cancelled).toBe(true);
  });
  it('joins an orders file and an items file in either order to the same order', () => {
    const header = order({ lines: [], missing: ['lines'] });
    const items = order({
      destinations: [destination({ key: '', consignee: party({ name: '' }) })],
      missing: ['header'],
      total: null,
    });
    const there = mergeOrders(header, items);
    const back = mergeOrders(items, header);
    expect(there).toEqual(back);
    expect(there).toMatchObject({ missing: [], total: 1000, lines: [{ destination: '1' }] });
    expect(labelContent(header)).toBeNull();
    expect(labelContent(there)).not.toBeNull();
  });
  it('sees a changed address but not a changed mail address', () => {
    const moved = order({ destinations: [destination({ consignee: party({ name: '引越 済' }) })] });
    const mailed = order({ destinations: [destination({ consignee: party({ email: 'a@example.jp' }) })] });
    expect(labelContent(moved)).not.toBe(labelContent(order()));
    expect(labelContent(mailed)).toBe(labelContent(order()));
    expect(labelContent(order({ lines: [line({ quantity: 2 })] }))).not.toBe(labelContent(order()));
  });
});

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe(canonicalJson({ a: null, b: [1, { c: 2, d: 1 }] }));
  });
});

describe('sentences', () => {
  it.each(Object.keys(sentences) as SentenceCode[])(
    '%s is Japanese, ends like a sentence and says what to do',
    (code) => {
      const { sentence, remedy } = say(code);
      expect(sentence).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(remedy === '{remedy}' ? '別の文' : remedy).toMatch(/[ぁ-んァ-ヶ一-龠]/);
    },
  );
});

describe('X5: the transition table', () => {
  it('leads back from issuing to ready only through a person, and never out of returned', () => {
    expect(transitions.issuing).toEqual(['issued', 'ready', 'cancelled']);
    expect(transitions.returned).toEqual([]);
  });
});

describe("B2's rules between columns", () => {
  const row = (cells: Record<number, string> = {}) => {
    const all = Array.from({ length: 95 }, () => '');
    const base: Record<number, string> = { 1: 'T-1_1', 2: '0', 5: '2026/11/21' };
    for (const [no, value] of Object.entries({ ...base, ...cells })) all[Number(no) - 1] = value;
    return all;
  };
  const today = '2026-11-21';
  it('let a plain row pass', () => {
    expect(checkB2Row(row(), today)).toEqual([]);
  });
  it.each<[string, Record<number, string>, SentenceCode]>([
    ['an unknown slip type', { 2: 'Z' }, 'b2-service-unknown'],
    ['a customer number with #', { 1: '#1' }, 'b2-customer-no'],
    ['cool on コンパクト', { 2: '8', 3: '2' }, 'b2-cool'],
    ['a tracking number of our own', { 4: '123456789013' }, 'b2-must-be-blank'],
    ['a ship date of yesterday', { 5: '2026/11/20' }, 'b2-ship-date'],
    ['a ship date in 31 days', { 5: '2026/12/22' }, 'b2-ship-date'],
    ['a date on ネコポス', { 2: 'A', 6: '2026/11/25' }, 'b2-delivery-date-impossible'],
    ['a date before shipping', { 5: '2026/11/25', 6: '2026/11/24' }, 'b2-delivery-date'],
    ['タイム on the day of shipping', { 2: '4', 5: '2026/11/25', 6: '2026/11/25' }, 'b2-delivery-date'],
    ['the slot 1214', { 7: '1214' }, 'b2-slot'],
    ['a slot on ゆうメール', { 2: '3', 7: '0812' }, 'b2-slot'],
    ['a title on 発払い', { 18: '様' }, 'b2-title'],
    ['an amount without collect', { 34: '1000' }, 'b2-collect-not-allowed'],
    ['collect without amount', { 2: '2', 35: '0' }, 'b2-collect-amount'],
    ['コンパクトコレクト over 30,000 yen', { 2: '9', 34: '30001', 35: '0' }, 'b2-collect-amount'],
    ['a tax over the amount', { 2: '2', 34: '100', 35: '101' }, 'b2-collect-tax'],
    ['pick-up on ゆうパケット', { 2: '7', 36: '1' }, 'b2-pick-up'],
    ['100 parcels', { 38: '100' }, 'b2-parcels'],
    ['two parcels of コレクト', { 2: '2', 34: '100', 35: '0', 38: '2' }, 'b2-parcels-not-allowed'],
    ['複数口 without a key', { 2: '6', 38: '2' }, 'b2-closure-key'],
    ['複数口 of one parcel', { 2: '6', 38: '1', 74: 'k' }, 'b2-multi-count'],
    ['a search key with a hyphen', { 75: 't', 76: 'a-b' }, 'b2-search-key'],
    ['a search key without a title', { 76: 'ab' }, 'b2-search-key-title'],
  ])('refuse %s', (_name, cells, code) => {
    expect(checkB2Row(row(cells), today).map((fault) => fault.code)).toEqual([code]);
  });
  it('refuse 1,001 rows, a number twice, and one key for two destinations', () => {
    const many = Array.from({ length: 1001 }, (_, index) => row({ 1: `T_${index}` }));
    expect(checkB2File(many).map((one) => one.code)).toEqual(['b2-too-many-rows']);
    expect(checkB2File([row(), row()]).map((one) => one.code)).toEqual(['b2-customer-no-twice']);
    const shared = [row({ 74: 'k', 16: '甲' }), row({ 1: 'T-2_1', 74: 'k', 16: '乙' })];
    expect(checkB2File(shared).map((one) => one.code)).toEqual(['b2-closure-key-shared']);
  });
});

it('time slots are said as people say them', () => {
  expect(['0812', '1214', '1921', '0017', ''].map(slotTitle)).toEqual([
    '午前中',
    '12～14時',
    '19～21時',
    '午後5時まで',
    '',
  ]);
});

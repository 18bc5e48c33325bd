import { expect, test } from 'vitest';
import { words } from '../../src/layout/words.ts';

const convert = (word: string, text: string) => {
  const read = words[word]!.convert(text, { today: '2026-11-21' });
  return read.problem === undefined ? read.value : { problem: read.problem.code };
};
const block = '[配送日時指定:]\n2026-11-25(水)\n午前中\n\n[備考:]\n12月1日に留守にします';

test('a delivery window of two instants becomes hours of Japan', () => {
  expect(convert('window-hours', '2026-11-25T05:00:00+00:00/2026-11-25T07:00:00+00:00')).toBe('14-16');
  expect(convert('window-hours', '2026-11-25T08:00:00+09:00/2026-11-25T12:00:00+09:00')).toBe('8-12');
  expect(convert('window-hours', '2026-11-25T08:30:00+09:00/2026-11-25T12:00:00+09:00')).toBe('8:30-12');
});

test('a window of a whole day or of several days is no wish for a time', () => {
  expect(convert('window-hours', '2026-11-25T00:00:00+09:00/2026-11-25T23:59:59+09:00')).toBe('');
  expect(convert('window-hours', '2026-11-25T10:00:00+09:00/2026-11-26T12:00:00+09:00')).toBe('');
});

test('half a window is a problem, not a guess', () => {
  expect(convert('window-hours', '2026-11-25T10:00:00+09:00')).toEqual({ problem: 'bad-field-value' });
});

test('the wish of a Rakuten comment is read from its block only', () => {
  expect(convert('rakuten-wish-date', block)).toBe('2026-11-25');
  expect(convert('rakuten-wish-slot', block)).toBe('午前中');
  expect(convert('rakuten-wish-date', '先日はありがとうございました。またお願いします。')).toBe('');
  expect(convert('rakuten-wish-slot', '12月1日の午前中に使いますので、よろしくお願いいたします。')).toBe('');
});

test('a Rakuten comment without words of the customer is no remark', () => {
  expect(convert('rakuten-remark', '[配送日時指定:]\n2026-11-26(木)\n18時～20時\n\n[備考:]\n')).toBe('');
  expect(convert('rakuten-remark', '[配送日時指定:]\n指定なし')).toBe('');
  for (const words of [
    '[配送日時指定:]\n午前中\n\n[備考:]\n玄関前に',
    '[配送日時指定:]\n12月上旬',
    '午前中',
    '[備考:]\nのし',
  ])
    expect(convert('rakuten-remark', words)).toBe(words);
});

test('a Rakuten wish in a cell of its own is read as it is, and an unreadable one is a problem', () => {
  expect(convert('rakuten-wish-date', '2026-11-25')).toBe('2026-11-25');
  expect(convert('rakuten-wish-slot', '14時-16時')).toBe('14時-16時');
  expect(convert('rakuten-wish-slot', '1')).toBe('午前中');
  expect(convert('rakuten-wish-slot', '1416')).toBe('1416');
  expect(convert('rakuten-wish-date', '12月上旬')).toMatchObject({ problem: expect.any(String) });
});

test('the store account in front of a Yahoo! order id does not count', () => {
  expect(convert('yahoo-order-no', 'my-store-10001234')).toBe('10001234');
  expect(convert('yahoo-order-no', '10001234')).toBe('10001234');
});

test('split postal codes and telephone numbers get their lost zeros back where that is certain', () => {
  const address = '北海道札幌市東区北四十四条東1-2-3';
  const postal = (text: string) => {
    const read = words['postal-parts']!.convert(text, { today: '2026-11-21', address });
    return read.problem === undefined ? [read.value, ...read.notes.map((note) => note.code)] : read.problem.code;
  };
  expect(postal('7-844')).toEqual(['0070844', 'postal-repaired']);
  expect(postal('007-0844')).toEqual(['0070844']);
  expect(postal('100-1')).toBe('postal-length');
  expect(convert('phone-parts', '90-0-12')).toBe('090-0000-0012');
  expect(convert('phone-parts', '11-0-73')).toBe('011-000-0073');
  expect(convert('phone-parts', '3-0-5')).toBe('03-0000-0005');
  expect(convert('phone-parts', '090-0000-0012')).toBe('090-0000-0012');
  expect(convert('phone-parts', '120-12-3')).toBe('0120-012-003');
  expect(convert('phone-parts', '090-0000')).toEqual({ problem: 'phone-length' });
});

test('the frame for several parcels is only asked for where the slip type has one', () => {
  expect(convert('b2-frame', 'prepaid:3')).toBe('3');
  expect(convert('b2-frame', 'prepaid:1')).toBe('');
  expect(convert('b2-frame', 'nekopos:3')).toBe('');
  expect(convert('b2-frame', ':3')).toBe('');
});

test('a count of one parcel is not written', () => {
  expect(convert('more-than-one', '1')).toBe('');
  expect(convert('more-than-one', '12')).toBe('12');
});

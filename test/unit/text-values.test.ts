import { describe, expect, test } from 'vitest';
import { japanDay, readDate, readInstant, readSerial, serialText } from '../../src/text/datetime.ts';
import { readCode, readCount, readFlag, readStock, readYen } from '../../src/text/number.ts';
import { readPhone } from '../../src/text/phone.ts';
import { knownPostal, postalFits, postalPlace, readPostal } from '../../src/text/postal.ts';
import type { Read } from '../../src/text/read.ts';

/** The value, with `!` when something is said about it, or the problem's code. */
function brief<T>(read: Read<T>): T | string {
  if (read.problem) return read.problem.code;
  return read.notes.length > 0 ? `${read.value} !${read.notes.map((n) => n.code).join(',')}` : read.value;
}

function check<T>(read: (raw: string) => Read<T>, table: readonly [string, T | string][]): void {
  expect(table.map(([raw]) => [raw, brief(read(raw))])).toEqual(table);
}

describe('postal codes', () => {
  test('every way to write seven digits is read', () => {
    check(readPostal, [
      ['0600001', '0600001'],
      ['060-0001', '0600001'],
      ['〒060-0001', '0600001'],
      ['〒 ０６０－０００１', '0600001'],
      ['０６０ー０００１', '0600001'],
      ['060−0001', '0600001'],
      ['060 0001', '0600001'],
      ["'0600001", '0600001'],
      ['="0600001"', '0600001'],
      ['1000005.0', '1000005'],
      ['', ''],
      ['-', ''],
    ]);
  });

  test('a code with lost zeros is not guessed without an address', () => {
    check(readPostal, [
      ['600001', 'postal-short'],
      ['60-0001', 'postal-short'],
      ['12345678', 'postal-length'],
      ['12', 'postal-length'],
      ['06-00001', 'postal-length'],
      ['0600-001', 'postal-length'],
      ['6E+05', 'postal-unreadable'],
      ['不明', 'postal-unreadable'],
      ['SW1A 1AA', 'postal-unreadable'],
    ]);
  });

  test('a lost zero is put back only where the code is listed and the address agrees', () => {
    const at = (address: string) => (raw: string) => readPostal(raw, address);
    check(at('北海道札幌市中央区北一条西1-1'), [
      ['600001', '0600001 !postal-repaired'],
      ['60-0001', '0600001 !postal-repaired'],
      ['600001.0', '0600001 !postal-repaired'],
      ['600999', 'postal-short'],
    ]);
    check(at('札幌市中央区北一条西1-1'), [['600001', '0600001 !postal-repaired']]);
    check(at('札幌市北一条'), [['600001', '0600001 !postal-repaired']]);
    check(at('北海道旭川市'), [
      ['700844', 'postal-short'],
      ['70844', 'postal-short'],
    ]);
    check(at('東京都千代田区'), [['600001', 'postal-short']]);
    check(at('北一条西1-1'), [['600001', 'postal-short']]);
  });

  test('the place of a code is known', () => {
    expect(postalPlace('1000005')).toEqual([{ prefecture: '東京都', city: '千代田区', towns: ['丸の内'] }]);
    expect(postalPlace('9999999')).toEqual([]);
    expect(postalPlace('１００')).toEqual([]);
    expect(knownPostal('0600001')).toBe(true);
    expect(knownPostal('0000000')).toBe(false);
  });

  test('a code fits an address, lies elsewhere, or cannot be compared', () => {
    expect(postalFits('1000005', '東京都千代田区丸の内1-1')).toBe('fits');
    expect(postalFits('1000005', '千代田区丸の内1-1')).toBe('fits');
    expect(postalFits('1000005', '東京都丸の内1-1')).toBe('fits');
    expect(postalFits('1000005', '東京都港区芝公園4-2-8')).toBe('elsewhere');
    expect(postalFits('1000005', '北海道')).toBe('elsewhere');
    expect(postalFits('1000005', '丸の内1-1')).toBe('unknown');
    expect(postalFits('4308652', '静岡県浜松市中区元城町103-2')).not.toBe('elsewhere');
  });
});

describe('phone numbers', () => {
  test('Japanese numbers are read with the hyphens as given', () => {
    check(readPhone, [
      ['03-1234-5678', '03-1234-5678'],
      ['0312345678', '0312345678'],
      ['09012345678', '09012345678'],
      ['０９０－１２３４－５６７８', '090-1234-5678'],
      ['090ー1234ー5678', '090-1234-5678'],
      ['03(1234)5678', '03-1234-5678'],
      ['(03)1234-5678', '03-1234-5678'],
      ['090 1234 5678', '090-1234-5678'],
      ['TEL:03-1234-5678', '03-1234-5678'],
      ['+81 90-1234-5678', '090-1234-5678'],
      ['+819012345678', '09012345678'],
      ['+81--', ''],
      ['+81-', ''],
      ['+81(0)90-1234-5678', '090-1234-5678'],
      ['0120-123-456', '0120-123-456'],
      ['03-0000-0001', '03-0000-0001'],
      ['06-0000-0001', '06-0000-0001'],
      ['0800-123-4567', '0800-123-4567'],
      ["'09012345678", '09012345678'],
      ['="0312345678"', '0312345678'],
      ['', ''],
      ['-', ''],
      ['ー', ''],
    ]);
  });

  test('a lost leading zero is put back where only one number is possible', () => {
    check(readPhone, [
      ['9012345678', '09012345678 !phone-repaired'],
      ['90-1234-5678', '090-1234-5678 !phone-repaired'],
      ['5012345678', '05012345678 !phone-repaired'],
      ['9000000001', '09000000001 !phone-repaired'],
      ['312345678', '0312345678 !phone-repaired'],
      ['9012345678.0', '09012345678 !phone-repaired'],
      ['819012345678', '09012345678 !phone-repaired'],
      ['6012345678', 'phone-length'],
      ['901234567', 'phone-length'],
      ['12345678', 'phone-length'],
    ]);
  });

  test('what is no single Japanese number is a problem', () => {
    check(readPhone, [
      ['9.01235E+09', 'phone-exponent'],
      ['9E+10', 'phone-exponent'],
      ['0901234567', 'phone-length'],
      ['03-1234-567', 'phone-length'],
      ['031234567890', 'phone-length'],
      ['0000000000', 'phone-length'],
      ['+1 212 555 0100', 'phone-foreign'],
      ['03-1234-5678 / 090-1234-5678', 'phone-several'],
      ['03-1234-5678、090-1234-5678', 'phone-several'],
      ['なし', 'phone-unreadable'],
      ['03-1234-5678 内線12', 'phone-unreadable'],
    ]);
  });
});

describe('dates', () => {
  test('every usual way to write a day is read', () => {
    check(
      (raw) => readDate(raw),
      [
        ['2026/1/5', '2026-01-05'],
        ['2026-01-05', '2026-01-05'],
        ['2026.1.5', '2026-01-05'],
        ['２０２６／０１／０５', '2026-01-05'],
        ['20260105', '2026-01-05'],
        ['2026年1月5日', '2026-01-05'],
        ['2026年01月05日(月)', '2026-01-05'],
        ['2026/01/05(月)', '2026-01-05'],
        ['2026/01/05（月）', '2026-01-05'],
        ['令和8年1月5日', '2026-01-05'],
        ['令和元年5月1日', '2019-05-01'],
        ['R8.1.5', '2026-01-05'],
        ['r8/1/5', '2026-01-05'],
        ['平成31年4月30日', '2019-04-30'],
        ['2026/1/5 10:30', '2026-01-05'],
        ['2026-01-05T23:30:00+09:00', '2026-01-05'],
        ['2026-01-05T15:30:00Z', '2026-01-06'],
        ['2026-01-05 20:00:00 -0800', '2026-01-06'],
        ['="2026/1/5"', '2026-01-05'],
        ['46027', '2026-01-05 !date-from-serial'],
        ['46027.5', '2026-01-05 !date-from-serial'],
        ['2028-02-29', '2028-02-29'],
      ],
    );
  });

  test('days that do not exist and texts that are no date are problems', () => {
    check(
      (raw) => readDate(raw),
      [
        ['2026/2/29', 'date-impossible'],
        ['2026/13/1', 'date-impossible'],
        ['2026-04-31', 'date-impossible'],
        ['20261301', 'date-impossible'],
        ['0000-00-00', 'date-impossible'],
        ['1900/1/1', 'date-impossible'],
        ['2026/1/5 25:00', 'date-impossible'],
        ['1月5日(月)', 'date-needs-year'],
        ['1/5', 'date-needs-year'],
        ['1/5/2026', 'date-ambiguous'],
        ['26/1/5', 'date-ambiguous'],
        ['2026/1-5', 'date-unreadable'],
        ['123', 'date-unreadable'],
        ['99999', 'date-unreadable'],
        ['明日', 'date-unreadable'],
        ['', 'date-unreadable'],
        ['2026-01-05 あさ', 'date-unreadable'],
      ],
    );
  });

  test('a date without a year is the next one from the reference day', () => {
    const near = (raw: string) => readDate(raw, { near: '2026-12-20' });
    check(near, [
      ['12月20日', '2026-12-20'],
      ['12月19日', '2027-12-19'],
      ['1月5日(火)', '2027-01-05'],
      ['1/5', '2027-01-05'],
      ['2/29', '2028-02-29'],
      ['2/30', 'date-impossible'],
    ]);
  });

  test('the order of day and month is taken from the caller, never guessed', () => {
    expect(brief(readDate('1/5/2026', { slash: 'mdy' }))).toBe('2026-01-05');
    expect(brief(readDate('1/5/2026', { slash: 'dmy' }))).toBe('2026-05-01');
    expect(brief(readDate('26/1/5', { slash: 'ymd' }))).toBe('2026-01-05');
    expect(brief(readInstant('1/5/2026 1:30:00 PM', { slash: 'mdy' }))).toBe('2026-01-05T04:30:00Z');
  });

  test('serial numbers are read in both date systems', () => {
    expect(brief(readSerial(46027, false))).toBe('2026-01-05');
    expect(brief(readSerial(44565, true))).toBe('2026-01-05');
    expect(brief(readSerial(46027.99999, false))).toBe('2026-01-05');
    expect(brief(readSerial(1, false))).toBe('date-impossible');
    expect(brief(readSerial(Number.NaN, false))).toBe('date-impossible');
    expect(brief(serialText(46027.4375, false))).toBe('2026-01-05 10:30:00');
    expect(brief(serialText(46027, false))).toBe('2026-01-05');
  });

  test('instants without an offset are Japanese time', () => {
    check(
      (raw) => readInstant(raw),
      [
        ['2026/1/5 10:30', '2026-01-05T01:30:00Z'],
        ['2026-01-05 10:30:15', '2026-01-05T01:30:15Z'],
        ['2026-01-05T10:30:15.000+09:00', '2026-01-05T01:30:15Z'],
        ['2026-01-05T10:30:15Z', '2026-01-05T10:30:15Z'],
        ['2026-01-05 10:30:15 +0900', '2026-01-05T01:30:15Z'],
        ['2026-01-05 10:30:15 JST', '2026-01-05T01:30:15Z'],
        ['2026年1月5日 午後3時05分', '2026-01-05T06:05:00Z'],
        ['2026年1月5日 10時30分15秒', '2026-01-05T01:30:15Z'],
        ['20260105103015', '2026-01-05T01:30:15Z'],
        ['202601051030', '2026-01-05T01:30:00Z'],
        ['2026/1/5', '2026-01-04T15:00:00Z'],
        ['46027.4375', '2026-01-05T01:30:00Z !date-from-serial'],
        ['きょう', 'instant-unreadable'],
      ],
    );
  });

  test("Japan's day changes at 15:00 UTC", () => {
    expect(japanDay('2026-01-05T14:59:59Z')).toBe('2026-01-05');
    expect(japanDay('2026-01-05T15:00:00Z')).toBe('2026-01-06');
    expect(japanDay(Temporal.Instant.from('2026-12-31T15:00:00Z'))).toBe('2027-01-01');
  });
});

describe('numbers', () => {
  test('counts are whole and at least 1, each failure by its own name', () => {
    check(readCount, [
      ['1', 1],
      ['１２', 12],
      ['1.0', 1],
      ['1,000', 1000],
      ['3個', 3],
      [' 2 ', 2],
      ['="5"', 5],
      ['0', 'count-zero'],
      ['0.0', 'count-zero'],
      ['-1', 'count-negative'],
      ['▲2', 'count-negative'],
      ['1.5', 'count-fraction'],
      ['', 'count-unreadable'],
      ['二', 'count-unreadable'],
      ['1e3', 'count-unreadable'],
      ['1,00', 'count-unreadable'],
      ['9999999999', 'count-unreadable'],
    ]);
    expect(brief(readStock('0'))).toBe(0);
    expect(brief(readStock('-1'))).toBe('count-negative');
  });

  test('yen are whole, with the signs that people write', () => {
    check(readYen, [
      ['1234', 1234],
      ['1,234', 1234],
      ['¥1,234', 1234],
      ['￥1,234', 1234],
      ['\\1,234', 1234],
      ['1234円', 1234],
      ['１，２３４円', 1234],
      ['▲500', -500],
      ['-500', -500],
      ['¥-500', -500],
      ['(500)', -500],
      ['1234.00', 1234],
      ['0', 0],
      ['-0', 0],
      ['1234.5', 'yen-fraction'],
      ['', 'yen-unreadable'],
      ['無料', 'yen-unreadable'],
      ['1.2E+05', 'yen-unreadable'],
      ['1,23', 'yen-unreadable'],
      ['$12', 'yen-unreadable'],
    ]);
  });

  test('codes stay text; guards go, lost digits are refused', () => {
    check(readCode, [
      ['007', '007'],
      ['="007"', '007'],
      ["'0012345", '0012345'],
      ['503-1234567-1234567\t', '503-1234567-1234567'],
      ['490715123456', '490715123456'],
      ['12E3456', '12E3456'],
      ['1E5', '1E5'],
      ['ＡＢＣ', 'ＡＢＣ'],
      ['4.90715E+11', 'code-exponent'],
      ['4E+11', 'code-exponent'],
      ['12345678901234500', 'code-rounded'],
      ['1234567890123450000', 'code-rounded'],
      ['1234567890123450', '1234567890123450 !code-maybe-rounded'],
      ['1234567890123456', '1234567890123456'],
      ['', ''],
    ]);
  });

  test('flags know the usual words and those of the caller', () => {
    check(readFlag, [
      ['1', true],
      ['TRUE', true],
      ['有', true],
      ['○', true],
      ['0', false],
      ['無し', false],
      ['', false],
      ['たぶん', 'flag-unknown'],
    ]);
    expect(brief(readFlag('キャンセル', { yes: ['キャンセル'], no: ['通常'] }))).toBe(true);
    expect(brief(readFlag('1', { yes: ['キャンセル'], no: ['通常'] }))).toBe('flag-unknown');
  });
});

import { describe, expect, test } from 'vitest';
import { dueDay } from '../../src/connectors/qoo10/due-day.ts';
import { qoo10Settings } from '../../src/connectors/qoo10/settings.ts';
import { weekdayOf } from '../../src/core/calendar.ts';
import { shop } from '../support/orders.ts';

/* Q9: 発送予定日, counted as コマースロボ's manual counts it. */

const settings = (more: Readonly<Record<string, unknown>>) =>
  qoo10Settings.parse({ 'user-id': 'lab', 'certification-key': { env: 'KEY' }, ...more });
const closed = (...dates: string[]) => shop({ holidays: { weekdays: [], national: false, dates } });
const days = (more: Readonly<Record<string, unknown>>, today: string, wished: string | null = null, own = closed()) =>
  dueDay(settings(more), own, today, wished);

describe('Q9: the three examples of the manual', () => {
  test('2021-10-14 (木) and three days: 2021-10-19 (火)', () => {
    expect([weekdayOf('2021-10-14'), weekdayOf('2021-10-19')]).toEqual([4, 2]);
    expect(days({ 'due-days': 3 }, '2021-10-14')).toEqual({ day: '2021-10-19' });
  });

  // The manual's weekend rule reads like "three days on, then Monday", which would be the 18th: its own example says the 19th.
  test('it counts working days, and does not roll a Sunday to Monday', () => {
    expect(days({ 'due-days': 3 }, '2021-10-14')).not.toEqual({ day: '2021-10-18' });
  });

  test('three days back from a wish of 2021-10-19 (火): 2021-10-14 (木)', () => {
    expect(days({ 'due-days-before-wish': 3 }, '2021-10-12', '2021-10-19')).toEqual({ day: '2021-10-14' });
  });

  test('2023-10-31 and three days, 11-03 (金) closed: 2023-11-06 (月)', () => {
    // The manual calls 2023-10-31 a Thursday; it is a Tuesday, and only so its sum is right.
    expect([weekdayOf('2023-10-31'), weekdayOf('2023-11-03'), weekdayOf('2023-11-06')]).toEqual([2, 5, 1]);
    expect(days({ 'due-days': 3 }, '2023-10-31', null, closed('2023-11-03'))).toEqual({ day: '2023-11-06' });
    expect(days({ 'due-days': 3, 'due-holidays': false }, '2023-10-31', null, closed('2023-11-03'))).toEqual({
      day: '2023-11-03',
    });
  });
});

describe('Q9: other days', () => {
  test.each([
    ['from a Friday', { 'due-days': 1 }, '2026-11-20', null, { day: '2026-11-23' }],
    ['from a Saturday', { 'due-days': 1 }, '2026-11-21', null, { day: '2026-11-23' }],
    [
      'without a wish the forward rule counts',
      { 'due-days-before-wish': 3 },
      '2026-11-16',
      null,
      { day: '2026-11-19' },
    ],
    ['a wish does not count unless it is switched on', {}, '2026-11-16', '2026-11-30', { day: '2026-11-19' }],
    // Qoo10 takes no day that is not after today.
    [
      'a near wish gives the next working day',
      { 'due-days-before-wish': 3 },
      '2026-11-16',
      '2026-11-17',
      { day: '2026-11-17' },
    ],
    ['a wish that has gone by, too', { 'due-days-before-wish': 3 }, '2026-11-20', '2026-11-10', { day: '2026-11-23' }],
  ])('%s', (_, more, today, wished, expected) => {
    expect(days(more, today, wished)).toEqual(expected);
  });

  test('national holidays and the shop’s weekdays count as the shop says', () => {
    const own = shop({ holidays: { weekdays: [3], national: true, dates: [] } });
    // 2026-11-23 is 勤労感謝の日, the 25th a Wednesday.
    expect(days({ 'due-days': 2 }, '2026-11-20', null, own)).toEqual({ day: '2026-11-26' });
  });
});

describe('Q9: never more than ten days ahead', () => {
  test('the tenth day is taken', () => {
    expect(days({ 'due-days-before-wish': 1 }, '2026-11-16', '2026-11-27')).toEqual({ day: '2026-11-26' });
  });

  test('a later one waits until it is within, and says from when', () => {
    expect(days({ 'due-days-before-wish': 1 }, '2026-11-16', '2026-12-02')).toEqual({
      wanted: '2026-12-01',
      from: '2026-11-21',
    });
    // Then it is taken.
    expect(days({ 'due-days-before-wish': 1 }, '2026-11-21', '2026-12-02')).toEqual({ day: '2026-12-01' });
  });

  test('seven working days from a Friday are eleven days: or the last working day within, where the shop wants that', () => {
    expect(days({ 'due-days': 7 }, '2026-11-20')).toEqual({ wanted: '2026-12-01', from: '2026-11-21' });
    expect(days({ 'due-days': 7, 'due-beyond-limit': 'last-day' }, '2026-11-20')).toEqual({ day: '2026-11-30' });
    // The limit itself is a Sunday: the Friday before it.
    expect(days({ 'due-days': 9, 'due-beyond-limit': 'last-day' }, '2026-11-19')).toEqual({ day: '2026-11-27' });
  });

  test('a shop that is never open has no such day', () => {
    const never = shop({ holidays: { weekdays: [1, 2, 3, 4, 5, 6, 7], national: false, dates: [] } });
    expect(days({}, '2026-11-16', null, never)).toEqual({ none: true });
  });
});

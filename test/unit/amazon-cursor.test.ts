import { describe, expect, test } from 'vitest';
import { afterPage, type Cursor, openCursor } from '../../src/connectors/amazon/cursor.ts';
import { shipInstant } from '../../src/connectors/amazon/ship-date.ts';
import { userAgent } from '../../src/connectors/amazon/user-agent.ts';

const now = Temporal.Instant.from('2026-11-21T03:00:00Z');
const from = '2026-11-01T00:00:00Z';
const text = (cursor: Cursor) => JSON.stringify(cursor);

describe('where a pull goes on', () => {
  test('the first pull begins at its look-back and leaves shipped orders out; a range by hand does not', () => {
    expect(openCursor({ cursor: '', from }, now)).toEqual({ after: from, first: true });
    expect(openCursor({ cursor: '', from, to: '2026-11-02T00:00:00Z' }, now)).toEqual({
      after: from,
      before: '2026-11-02T00:00:00Z',
    });
  });

  test('a range that ends now ends two minutes ago: Amazon refuses a later end', () => {
    expect(openCursor({ cursor: '', from, to: now.toString() }, now)).toEqual({
      after: from,
      before: '2026-11-21T02:57:30Z',
    });
  });

  test('inside a search it carries the page and the bound of the first page', () => {
    const one = afterPage({ after: from, first: true }, 'p2', '2026-11-21T02:58:00Z', now.toString());
    expect(one).toEqual({ after: from, first: true, token: 'p2', at: now.toString(), bound: '2026-11-21T02:58:00Z' });
    const two = afterPage(one, 'p3', '2026-11-21T02:59:00Z', now.toString());
    expect(two.bound).toBe('2026-11-21T02:58:00Z');
    expect(openCursor({ cursor: text(two), from }, now)).toEqual(two);
  });

  test('a page token older than a day is left: the same search begins anew', () => {
    const old = afterPage({ after: from }, 'p2', '2026-11-21T02:58:00Z', '2026-11-20T03:00:00Z');
    expect(openCursor({ cursor: text(old), from }, now)).toEqual({ after: from });
  });

  test('the next search begins five minutes before the bound that Amazon applied, never before this one', () => {
    const bound = '2026-11-21T02:58:00Z';
    expect(afterPage({ after: from, first: true, token: 'p9' }, undefined, bound, now.toString())).toEqual({
      after: '2026-11-21T02:53:00Z',
    });
    expect(afterPage({ after: bound }, undefined, bound, now.toString())).toEqual({ after: bound });
  });

  test('without a bound nothing is skipped: the same search again', () => {
    expect(afterPage({ after: from }, undefined, undefined, now.toString())).toEqual({ after: from });
  });
});

describe('the day of shipping as an instant', () => {
  test.each([
    ['2026-11-20', '2026-11-20T23:59:59+09:00'],
    ['2026-11-21', '2026-11-21T12:00:00+09:00'],
    ['2026-11-30', '2026-11-21T12:00:00+09:00'],
  ])('%s → %s: never in the future', (day, told) => {
    expect(shipInstant(day, now)).toBe(told);
  });

  test.each([
    ['2026-11-21T14:59:59Z', '2026-11-21T23:59:59+09:00'],
    ['2026-11-21T15:00:00Z', '2026-11-21T23:59:59+09:00'],
    ['2026-11-20T23:00:00Z', '2026-11-21T08:00:00+09:00'],
  ])('at %s the day in Japan stays 2026-11-21', (at, told) => {
    expect(shipInstant('2026-11-21', Temporal.Instant.from(at))).toBe(told);
  });
});

test('the user agent escapes what Amazon wants escaped', () => {
  expect(userAgent('b2-bridge/0.1', { Language: 'TypeScript' })).toBe('b2-bridge/0.1 (Language=TypeScript)');
  expect(userAgent('a\\b/1(2', { 'La=n': 'x;y)z' })).toBe('a\\\\b/1\\(2 (La\\=n=x\\;y\\)z)');
});

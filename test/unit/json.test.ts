import { describe, expect, it } from 'vitest';
import { type JsonShape, openJson } from '../../src/layout/rows/json.ts';
import { readAll, refusal } from '../support/tables.ts';

const read = (value: unknown, shape?: JsonShape) =>
  readAll(openJson(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)), shape)).texts;

describe('JSON as a table', () => {
  it('gives one row per order line with the order repeated, nested names dotted', () => {
    const document = {
      payload: {
        Orders: [
          {
            id: 'A-1',
            to: { name: '髙橋', city: null },
            items: [
              { sku: 'x', qty: 2 },
              { sku: 'y', gift: true },
            ],
          },
          { id: 'A-2', to: { name: '佐藤' }, items: [] },
        ],
      },
    };
    expect(read(document, { records: 'payload.Orders', lines: 'items' })).toEqual([
      ['id', 'to.name', 'to.city', 'items.sku', 'items.qty', 'items.gift'],
      ['A-1', '髙橋', '', 'x', '2', ''],
      ['A-1', '髙橋', '', 'y', '', 'true'],
      ['A-2', '佐藤', '', '', '', ''],
    ]);
  });

  it('finds the records by itself, and numbers what stands in inner lists', () => {
    expect(read({ meta: { page: 1 }, result: { list: [{ a: 1, tags: ['x', 'y'] }] } })).toEqual([
      ['a', 'tags.0', 'tags.1'],
      ['1', 'x', 'y'],
    ]);
    expect(read([{ a: 1 }, { b: 2 }])).toEqual([
      ['a', 'b'],
      ['1', ''],
      ['', '2'],
    ]);
  });

  it('gives a list of objects whole, too, for converters that look through it', () => {
    expect(read({ list: [{ a: '1', parts: [{ b: 'x' }, { b: 12345678901234567890n.toString() }] }] })).toEqual([
      ['a', 'parts[]', 'parts.0.b', 'parts.1.b'],
      ['1', '[{"b":"x"},{"b":"12345678901234567890"}]', 'x', '12345678901234567890'],
    ]);
  });

  it('keeps long numbers digit by digit', () => {
    expect(read('[{"number": 12345678901234567890, "price": 1.50}]')[1]).toEqual(['12345678901234567890', '1.50']);
  });

  it('reads a byte order mark away, and counts rows from the header', () => {
    const { texts, numbers } = readAll(openJson(Buffer.from('\uFEFF[{"a":1},{"a":2}]')));
    expect([texts, numbers]).toEqual([
      [['a'], ['1'], ['2']],
      [1, 2, 3],
    ]);
  });

  it.each([
    ['json-broken', '{"orders": [', {}],
    ['json-broken', Buffer.from([0x7b, 0x83, 0x5c]), {}],
    ['json-no-lines', '{"orders": 5}', {}],
    ['json-no-lines', '[1, 2]', {}],
    ['json-no-lines', '{"orders": [{"a": 1}]}', { records: 'data.orders' }],
  ])('refuses with %s', async (code, text, shape) => {
    expect((await refusal(() => openJson(Buffer.from(text as string), shape))).code).toBe(code);
  });
});

import { describe, expect, test } from 'vitest';
import { contentHash } from '../../src/core/ids.ts';
import { mergeOrders } from '../../src/core/merge.ts';
import { labelContent } from '../../src/flow/intake/label-content.ts';
import { grid, noMasters, readCells, readLayout } from '../support/layouts.ts';
import { line, order } from '../support/orders.ts';

/* What only a marketplace's connector understands: its keys and status words, kept beside the order and never on a label. */

const text = `title: 受注
source: { doc: d, checked: 2026-11-21, trust: B }
read: { yields: order }
fits: [番号, 数量]
fields:
  order.number: { from: 番号, required: true }
  order.remote.serial_code: { from: 管理番号 }
  order.remote.settlement_status: { from: 決済 }
  line.no: { from: 明細 }
  line.quantity: { from: 数量, required: true }
  line.remote.OrderNo: { from: 注文番号 }
  line.delivery.remote.delivery_no: { from: 届け先番号 }
`;
const head = '番号|明細|数量|管理番号|決済|注文番号|届け先番号';

describe('a layout', () => {
  test('puts a marketplace’s own facts beside the order, its lines and its destinations; blank ones are left out', async () => {
    const layout = readLayout(text, noMasters);
    const { orders } = await readCells(
      layout,
      grid(`${head}\nA|1|1|S-9|与信OK|700|1\nA|2|1|S-9|与信OK|701|1\nB|1|1|||702|`),
      {
        masters: noMasters,
      },
    );
    const [a, b] = orders.map((one) => one.order);
    expect(a).toMatchObject({
      remote: { serial_code: 'S-9', settlement_status: '与信OK' },
      lines: [{ remote: { OrderNo: '700' } }, { remote: { OrderNo: '701' } }],
      destinations: [{ remote: { delivery_no: '1' } }],
    });
    expect(b).not.toHaveProperty('remote');
    expect(b?.destinations[0]).not.toHaveProperty('remote');
  });

  test.each(['order.remote', 'order.remote.', 'line.remote.決済', 'remote.x', 'order.remote.a.b'])(
    'is refused a fact called %s',
    (path) => {
      expect(() => readLayout(text.replace('order.remote.serial_code', path), noMasters)).toThrow(/unknown field/);
    },
  );
});

describe('joined with what is known', () => {
  const known = order({
    number: 'A',
    remote: { id: '7', state: 'complete' },
    lines: [line({ no: '1', remote: { OrderNo: '700' } }), line({ no: '2' })],
  });

  test('a file without them takes nothing away', () => {
    const file = order({ number: 'A', lines: [line({ no: '1', quantity: 2 }), line({ no: '2' })] });
    const merged = mergeOrders(known, file);
    expect(merged.remote).toEqual({ id: '7', state: 'complete' });
    expect(merged.lines.map((one) => [one.quantity, one.remote])).toEqual([
      [2, { OrderNo: '700' }],
      [1, undefined],
    ]);
  });

  test('new words take the place of the old ones, as a whole', () => {
    const page = { ...known, remote: { id: '7' } };
    expect(mergeOrders(known, page, true).remote).toEqual({ id: '7' });
  });

  test('the same in another order of coming', () => {
    const file = order({ number: 'A', lines: known.lines.map(({ remote: _, ...one }) => one) });
    expect(contentHash(mergeOrders(mergeOrders(null, file), known))).toBe(
      contentHash(mergeOrders(mergeOrders(null, known), file)),
    );
  });

  test('another status changes nothing of the label', () => {
    expect(labelContent({ ...known, remote: { state: 'working' } })).toBe(labelContent(known));
  });
});

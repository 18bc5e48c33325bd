import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide/index.ts';
import type { Shipment } from '../../src/core/shipment.ts';
import { inspector } from '../../src/flow/decide/inspect.ts';
import { itemNames } from '../../src/flow/decide/item-names.ts';
import { compileWrite } from '../../src/layout/write.ts';
import { width } from '../../src/text/width.ts';
import { standard } from '../support/layouts.ts';
import { destination, line, methods, order, party, shop } from '../support/orders.ts';

const layout = standard.layouts.write.get('b2-csv')!;
const today = '2026-11-22';
const consignee = party({ address: { prefecture: '東京都', city: '千代田区', street: '千代田9-9-9', building: '' } });

function decided(names: readonly string[], own: Partial<ReturnType<typeof shop>>) {
  const rendered = new Map<string, readonly string[]>();
  const chosen = shop({ billing: { customerCode: '000000000000', classCode: '', freightNo: '01' }, ...own });
  const [one] = decide({
    order: order({
      orderer: consignee,
      destinations: [destination({ consignee })],
      lines: names.map((name, i) => line({ no: String(i + 1), name })),
    }),
    shop: chosen,
    today,
    prior: [],
    historyHolds: [],
    lastSerial: 0,
    methodFor: (words) => methods[words] ?? null,
    inspect: inspector(chosen, layout, compileWrite(layout, standard.masters), today, rendered),
  });
  const cells = rendered.get(one!.shipment.id) ?? [];
  return { ...one!, cells: [cells[27], cells[29]], codes: one!.holds.map((hold) => hold.code) };
}

const long = 'あいうえお'.repeat(12); // width 120

test('a name too wide for the label holds the shipment, and the reason names the setting', () => {
  expect(decided([long], { longItemNames: 'hold' })).toMatchObject({ state: 'held', codes: ['item-name-too-wide'] });
  expect(decided(['茶', long], { longItemNames: 'hold' })).toMatchObject({ codes: ['item-name-too-wide'] });
});

test('a shop that shortens gets both item names filled and an ellipsis, and the shipment says so', () => {
  const { state, cells, shipment } = decided([long], { longItemNames: 'shorten' });
  expect([state, cells]).toEqual(['ready', [long.slice(0, 25), `${long.slice(25, 49)}…`]]);
  expect(shipment.replaced).toEqual(['品名を短縮']);
});

test('with two kinds each name has its own room', () => {
  const { cells } = decided([long, '茶'], { longItemNames: 'shorten' });
  expect(cells).toEqual([`${long.slice(0, 24)}…`, '茶']);
});

test('what fits is never touched or listed, nor a fixed name', () => {
  const fits = 'あ'.repeat(50);
  expect(decided([fits], { longItemNames: 'shorten' })).toMatchObject({
    cells: ['あ'.repeat(25), 'あ'.repeat(25)],
    shipment: { replaced: [] },
  });
  expect(decided([long], { longItemNames: 'shorten', itemName: '食品' })).toMatchObject({
    cells: ['食品', ''],
    shipment: { replaced: [] },
  });
});

test('whatever the names are, what is printed fits, and what is cut off stood at the end', () => {
  const { shipment } = decided(['x'], {});
  const word = fc.string({ unit: fc.constantFrom('あ', 'a', 'ｶ', 'ﾞ', '𠮷', '髙', ' ', 'か\u3099'), maxLength: 90 });
  const own = shop({ longItemNames: 'shorten' });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (names) => {
      const given: Shipment = {
        ...shipment,
        lines: names.map((name, i) => ({ no: String(i), sku: 'S', name, option: '', quantity: 1 })),
      };
      const plain = itemNames(given, shop());
      const { names: printed, shortened } = itemNames(given, own);
      const one = names.length === 1;
      expect(width(one ? printed[0] : '')).toBeLessThanOrEqual(100);
      if (!one) for (const name of printed) expect(width(name)).toBeLessThanOrEqual(50);
      for (const i of [0, 1] as const) {
        const kept = printed[i].endsWith('…') ? printed[i].slice(0, -1) : printed[i];
        expect(plain.names[i].startsWith(kept)).toBe(true);
      }
      expect(shortened).toBe(printed.some((name, i) => name !== plain.names[i]));
    }),
    { numRuns: 300 },
  );
});

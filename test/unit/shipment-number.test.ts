import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide/index.ts';
import type { Decided, DecideInput, Prior } from '../../src/core/decide/types.ts';
import type { Order } from '../../src/core/order.ts';
import { destination, line, methods, order, shop } from '../support/orders.ts';

/* B4, food and gift mode: お客様管理番号 = order number, `_`, the shipment's own number (出荷番号). */

const food = shop({ customerNo: 'shipment-number' });

function plan(given: Order, more: Partial<DecideInput> = {}): readonly Decided[] {
  return decide({
    order: given,
    shop: food,
    today: '2026-11-21',
    prior: [],
    historyHolds: [],
    lastSerial: 0,
    taken: new Map(),
    methodFor: (words) => methods[words] ?? null,
    inspect: (shipment) => ({ shipment, holds: [] }),
    ...more,
  });
}

/** An order with a destination for each of these 出荷番号; '' = the file gives none. */
const withNumbers = (...numbers: readonly string[]): Order =>
  order({
    destinations: numbers.map((shipmentNumber, at) =>
      destination({ key: `D${at + 1}`, ...(shipmentNumber !== '' && { shipmentNumber }) }),
    ),
    lines: numbers.map((_, at) => line({ no: String(at + 1), destination: `D${at + 1}` })),
  });

const asPrior = (decided: readonly Decided[], more: Partial<Prior> = {}): Prior[] =>
  decided.map(({ shipment, state, holds }) => ({ shipment, state, holds, ...more }));
const cleared = (prior: readonly Prior[]): Prior[] =>
  prior.map((one) => ({
    ...one,
    holds: one.holds.map((each) => ({ ...each, cleared: { at: '2026-11-21T00:00:00Z', by: 'test', note: '連番' } })),
  }));
const numbersOf = (decided: readonly Decided[]) => decided.map((one) => one.shipment.customerNo);
const open = (decided: readonly Decided[]) =>
  decided.map((one) => one.holds.flatMap(({ code, cleared: by }) => (by === null ? [code] : [])));
const takenBy = (prior: readonly Prior[]) => new Map(prior.map(({ shipment }) => [shipment.customerNo, shipment.id]));

test('B4: every destination has its own 出荷番号, as aiship writes them', () => {
  const given = { ...withNumbers('193590', '193591'), number: '173358885443' };
  const made = plan(given);
  expect(numbersOf(made)).toEqual(['173358885443_193590', '173358885443_193591']);
  expect(open(made)).toEqual([[], []]);
});

test('B4: without the setting the number in the file changes nothing', () => {
  expect(numbersOf(plan(withNumbers('193590'), { shop: shop() }))).toEqual(['T-0001_1']);
});

test.each([
  ['1', 'T-0001_1'],
  ['00012', 'T-0001_00012'],
  ['１９３', 'T-0001_193'],
  [' 193 ', 'T-0001_193'],
  ['9'.repeat(43), `T-0001_${'9'.repeat(43)}`],
])('B4: 出荷番号 "%s" gives %s', (number, expected) => {
  const made = plan(withNumbers(number));
  expect([numbersOf(made), open(made)]).toEqual([[expected], [[]]]);
});

test.each(['A-193', '193_2', '193-2', '百', '1.5E5', '-1', '9'.repeat(44)])(
  'B4: 出荷番号 "%s" cannot stand: held under the running number, which counts once a person says so',
  (number) => {
    const made = plan(withNumbers(number));
    expect(numbersOf(made)).toEqual(['T-0001_1']);
    expect(open(made)).toEqual([['shipment-number-unusable']]);
    const [after] = plan(withNumbers(number), { prior: cleared(asPrior(made)), lastSerial: 1 });
    expect(after).toMatchObject({ state: 'ready', shipment: { customerNo: 'T-0001_1' } });
  },
);

describe('B4: a file without 出荷番号', () => {
  test('holds, and the number that comes later is given', () => {
    const first = plan(withNumbers(''));
    expect(open(first)).toEqual([['shipment-number-missing']]);
    const prior = asPrior(first);
    const [after] = plan(withNumbers('77'), { prior, lastSerial: 1, taken: takenBy(prior) });
    expect(after).toMatchObject({ state: 'ready', shipment: { customerNo: 'T-0001_77', serial: 1 } });
  });

  test('goes with the running number when a person says so, and keeps it whatever comes later', () => {
    const prior = cleared(asPrior(plan(withNumbers(''))));
    const gone = plan(withNumbers(''), { prior, lastSerial: 1, taken: takenBy(prior) });
    expect([numbersOf(gone), open(gone)]).toEqual([['T-0001_1'], [[]]]);
    const later = plan(withNumbers('77'), { prior: asPrior(gone), lastSerial: 1, taken: takenBy(prior) });
    expect([numbersOf(later), open(later)]).toEqual([['T-0001_1'], [[]]]);
  });

  test('and cancelled meanwhile: it waits for its number again when it comes back', () => {
    const cancelled = plan(withNumbers(''), { order: { ...withNumbers(''), cancelled: true } });
    const prior = asPrior(cancelled);
    expect(prior.map((one) => one.state)).toEqual(['cancelled']);
    const back = plan(withNumbers(''), { prior, lastSerial: 1, taken: takenBy(prior) });
    expect(open(back)).toEqual([['shipment-number-missing']]);
  });

  test('is looked at again only where the numbers of the whole store are known', () => {
    const prior = asPrior(plan(withNumbers('')));
    const { taken: _, ...blind } = { taken: undefined, prior, lastSerial: 1 };
    const again = decide({
      order: withNumbers('77'),
      shop: food,
      today: '2026-11-21',
      historyHolds: [],
      methodFor: (words) => methods[words] ?? null,
      inspect: (shipment) => ({ shipment, holds: [] }),
      ...blind,
    });
    expect([numbersOf(again), open(again)]).toEqual([['T-0001_1'], [['shipment-number-missing']]]);
  });
});

describe('B4: no number is given twice', () => {
  test('another shop has it: held, and never the number of the other', () => {
    const taken = new Map([['T-0001_5', 'of another shop']]);
    const made = plan(withNumbers('5'), { taken, lastSerial: 5 });
    expect([numbersOf(made), open(made)]).toEqual([['T-0001_6'], [['shipment-number-taken']]]);
    const [after] = plan(withNumbers('5'), {
      prior: cleared(asPrior(made)),
      lastSerial: 6,
      taken: new Map([...taken, ['T-0001_6', made[0]!.shipment.id]]),
    });
    expect(after).toMatchObject({ state: 'ready', shipment: { customerNo: 'T-0001_6' } });
  });

  test('a running number of another shop steps over what is a 出荷番号 here', () => {
    const taken = new Map([
      ['T-0001_1', 'a'],
      ['T-0001_2', 'b'],
    ]);
    expect(numbersOf(plan(withNumbers(''), { shop: shop(), taken, lastSerial: 0 }))).toEqual(['T-0001_3']);
  });

  test('the same 出荷番号 twice in an order: the second one waits', () => {
    const made = plan(withNumbers('8', '8'));
    expect([numbersOf(made), open(made)]).toEqual([
      ['T-0001_8', 'T-0001_2'],
      [[], ['shipment-number-taken']],
    ]);
  });

  test('a running number steps over the 出荷番号 of another parcel of the order', () => {
    const made = plan(withNumbers('', '1'));
    expect(numbersOf(made)).toEqual(['T-0001_2', 'T-0001_1']);
    expect(open(made)).toEqual([['shipment-number-missing'], []]);
  });

  test('numbers that are swapped in a later file stay where they were planned', () => {
    const prior = asPrior(plan(withNumbers('10', '11')));
    const swapped = plan(withNumbers('11', '10'), { prior, lastSerial: 2, taken: takenBy(prior) });
    expect(numbersOf(swapped)).toEqual(['T-0001_10', 'T-0001_11']);
    expect(swapped.map((one) => one.unchanged)).toEqual([true, true]);
  });

  test('a new destination with the number of one that is gone', () => {
    const prior = asPrior(plan(withNumbers('10')));
    const moved = order({
      destinations: [destination({ key: 'E', shipmentNumber: '10', consignee: destination().consignee })],
      lines: [line({ no: '9', destination: 'E' })],
    });
    const made = plan(moved, { prior, lastSerial: 1, taken: takenBy(prior), likeness: () => 'different' });
    expect(new Set(numbersOf(made)).size).toBe(made.length);
    expect(made.find((one) => one.shipment.destination === 'E')?.shipment.customerNo).not.toBe('T-0001_10');
  });
});

describe('B4: the setting changes in the middle', () => {
  test.each(['ready', 'issuing', 'issued', 'shipped'] as const)('%s: the number stays, in both directions', (state) => {
    for (const [before, after] of [
      [food, shop()],
      [shop(), food],
    ]) {
      const prior = asPrior(plan(withNumbers('42'), { shop: before! }), { state });
      const now = plan(withNumbers('42'), { shop: after!, prior, lastSerial: 1, taken: takenBy(prior) });
      expect(numbersOf(now)).toEqual(prior.map((one) => one.shipment.customerNo));
      expect(open(now)).toEqual([[]]);
    }
  });

  test('only what is planned from then on has the other kind', () => {
    const prior = asPrior(plan(withNumbers('42'), { shop: shop() }));
    const now = plan(withNumbers('42', '43'), { prior, lastSerial: 1, taken: takenBy(prior) });
    expect(numbersOf(now)).toEqual(['T-0001_1', 'T-0001_43']);
  });

  test('what waits for its number goes on with the running one when the shop no longer wants it', () => {
    const prior = asPrior(plan(withNumbers('')));
    const now = plan(withNumbers(''), { shop: shop(), prior, lastSerial: 1, taken: takenBy(prior) });
    expect([numbersOf(now), open(now)]).toEqual([['T-0001_1'], [[]]]);
  });
});

describe('B4: parcels that people arrange', () => {
  const two = order({
    destinations: [destination({ shipmentNumber: '193590' })],
    lines: [line({ no: '1' }), line({ no: '2' })],
  });
  const parts = [{ number: 2, lines: [{ no: '2', quantity: 1 }] }];
  const arrangement = { parts, bundled: [], bundledInto: null, copyOf: '', copies: [] };

  test('the parts of a split have two digits more', () => {
    const prior = asPrior(plan(two));
    const split = plan(two, { prior, arrangement, lastSerial: 1, taken: takenBy(prior) });
    expect(numbersOf(split)).toEqual(['T-0001_193590', 'T-0001_19359002']);
    const again = plan(two, { prior: asPrior(split), arrangement, lastSerial: 2, taken: takenBy(asPrior(split)) });
    expect(numbersOf(again)).toEqual(numbersOf(split));
  });

  test('that a person let go with the running number are not asked about again when they are split', () => {
    const bare = { ...two, destinations: [destination({})] };
    const prior = cleared(asPrior(plan(bare)));
    const split = plan(bare, { prior, arrangement, lastSerial: 1, taken: takenBy(prior) });
    expect(numbersOf(split)).toEqual(['T-0001_1', 'T-0001_2']);
    expect(open(split)).toEqual([[], []]);
  });

  test('a copy has the order number of the copy before its 出荷番号', () => {
    const copy = plan(
      { ...two, number: 'T-0001-copy-1' },
      { arrangement: { ...arrangement, parts: [], copyOf: 'T-0001' } },
    );
    expect(numbersOf(copy)).toEqual(['T-0001-copy-1_193590']);
  });

  test('goods that travel in another parcel keep their own number', () => {
    const prior = asPrior(plan(two));
    const inside = plan(two, {
      prior,
      lastSerial: 1,
      taken: takenBy(prior),
      arrangement: { ...arrangement, parts: [], bundledInto: { order: 'T-9', shipment: 'x' } },
    });
    expect(inside.map((one) => [one.state, one.shipment.customerNo])).toEqual([['cancelled', 'T-0001_193590']]);
  });
});

test('B4: an order number that makes no お客様管理番号 at all has one reason, not two', () => {
  const made = plan({ ...withNumbers('5'), number: 'x'.repeat(60) });
  expect(open(made)).toEqual([['customer-no-impossible']]);
  expect(numbersOf(made)).toEqual([made[0]!.shipment.id]);
});

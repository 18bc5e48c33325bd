import { describe, expect, it } from 'vitest';
import { newlyCancelled, withCancelled } from '../../src/core/cancelled-lines.ts';
import { decide } from '../../src/core/decide/index.ts';
import type { Decided, DecideInput, Prior } from '../../src/core/decide/types.ts';
import type { Order } from '../../src/core/order.ts';
import { destination, line, methods, order, shop } from '../support/orders.ts';

const two = order({ lines: [line({ no: '1', sku: 'A' }), line({ no: '2', sku: 'B' })] });
const cancel = (no: string, from: Order = two): Order => ({
  ...from,
  lines: from.lines.map((one) => (one.no === no ? { ...one, status: 'cancelled' as const } : one)),
});

describe('newly cancelled lines', () => {
  it.each([
    ['one of two', two, cancel('2'), ['2']],
    ['the same again', cancel('2'), cancel('2'), []],
    ['of an order that is cancelled as a whole', two, { ...cancel('2'), cancelled: true }, []],
    ['of an order that was not known', null, cancel('2'), []],
    ['a line that is only gone', two, { ...two, lines: [two.lines[0]!] }, []],
  ] as const)('%s', (_name, before, now, nos) => {
    expect(newlyCancelled(before, now).map((one) => one.no)).toEqual(nos);
  });

  it('leave everything else as it was', () => {
    expect(withCancelled(two, newlyCancelled(two, cancel('2')))).toEqual(cancel('2'));
    expect(withCancelled(two, [])).toBe(two);
  });
});

function decideIt(given: Order, more: Partial<DecideInput> = {}): readonly Decided[] {
  return decide({
    order: given,
    shop: shop(),
    today: '2026-11-21',
    prior: [],
    historyHolds: [],
    lastSerial: 0,
    methodFor: (words) => methods[words] ?? null,
    inspect: (shipment) => ({ shipment, holds: [] }),
    ...more,
  });
}
const asPrior = (decided: readonly Decided[], more: Partial<Prior> = {}): Prior[] =>
  decided.map(({ shipment, state, holds }) => ({ shipment, state, holds, ...more }));
const open = (decided: Decided | undefined) => decided!.holds.filter((one) => one.cleared === null);

describe('a shipment of which a line is cancelled', () => {
  it('goes on without it as long as there is no label', () => {
    const [one] = decideIt(cancel('2'), { prior: asPrior(decideIt(two)), lastSerial: 1 });
    expect([one?.state, one?.shipment.lines.map((goods) => goods.sku), open(one)]).toEqual(['ready', ['A'], []]);
  });

  it('says which goods to take out of the parcel once the label is out, until a person has looked', () => {
    const prior = asPrior(decideIt(two), { state: 'issued' });
    const [one] = decideIt(cancel('2'), { prior, lastSerial: 1 });
    expect(open(one)).toMatchObject([{ code: 'line-cancelled-after-issue', args: { skus: 'B' } }]);
    const looked = asPrior([one!]).map((each) => ({
      ...each,
      holds: each.holds.map((hold) => ({ ...hold, cleared: { at: '', by: 'test', note: '抜いた' } })),
    }));
    expect(open(decideIt(cancel('2'), { prior: looked, lastSerial: 1 })[0])).toEqual([]);
    const both = decideIt(cancel('1', cancel('2')), { prior: looked, lastSerial: 1 });
    expect(open(both[0]).map((hold) => hold.code)).toEqual(['cancelled-after-issue']);
  });
});

describe('parts that people know by a number of their own', () => {
  const split = order({
    number: '120000007',
    numberedParts: true,
    destinations: [destination({ key: 'ヤマト宅急便' }), destination({ key: 'ネコポス' })],
    lines: [line({ no: '1', destination: 'ヤマト宅急便' }), line({ no: '2', destination: 'ネコポス' })],
  });

  it('carry it in their お客様管理番号', () => {
    expect(decideIt(split).map((one) => one.shipment.customerNo)).toEqual(['120000007-1_1', '120000007-2_2']);
    const whole = { ...split, destinations: split.destinations.slice(0, 1), lines: split.lines.slice(0, 1) };
    expect(decideIt(whole).map((one) => one.shipment.customerNo)).toEqual(['120000007_1']);
  });

  it('keep it when another part appears or goes', () => {
    const first = decideIt(split);
    const third = {
      ...split,
      destinations: [destination({ key: '佐川急便' }), ...split.destinations],
      lines: [line({ no: '3', destination: '佐川急便' }), ...split.lines],
    };
    const again = decideIt(third, { prior: asPrior(first), lastSerial: 2 });
    expect(again.map((one) => one.shipment.customerNo)).toEqual(['120000007-3_3', '120000007-1_1', '120000007-2_2']);
  });
});

describe('a delivery method of which the marketplace cannot be told', () => {
  it('holds before the label, and goes when a person says so', () => {
    const canTell = () => false;
    const [one] = decideIt(two, { canTell });
    expect(one?.state).toBe('held');
    expect(open(one)).toMatchObject([{ code: 'delivery-method-untold', clearedBy: 'operator' }]);
    expect(decideIt(two, { canTell: () => true })[0]?.state).toBe('ready');
  });
});

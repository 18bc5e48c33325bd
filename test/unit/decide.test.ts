import { describe, expect, it } from 'vitest';
import { historyHold } from '../../src/core/decide/hold.ts';
import { decide } from '../../src/core/decide/index.ts';
import type { Decided, DecideInput, Prior } from '../../src/core/decide/types.ts';
import type { Order } from '../../src/core/order.ts';
import { destination, line, methods, order, party, shop } from '../support/orders.ts';

const today = '2026-11-21';

function decideIt(given: Order, more: Partial<DecideInput> = {}): readonly Decided[] {
  return decide({
    order: given,
    shop: shop(),
    today,
    prior: [],
    historyHolds: [],
    lastSerial: 0,
    methodFor: (words) => methods[words] ?? null,
    inspect: (shipment) => ({ shipment, holds: [] }),
    ...more,
  });
}

const codes = (decided: Decided | undefined) =>
  decided?.holds.filter((one) => one.cleared === null).map((one) => one.code);
const asPrior = (decided: readonly Decided[], more: Partial<Prior> = {}): Prior[] =>
  decided.map(({ shipment, state, holds }) => ({ shipment, state, holds, ...more }));
const clearAll = (prior: readonly Prior[]): Prior[] =>
  prior.map((one) => ({
    ...one,
    holds: one.holds.map((hold) => ({
      ...hold,
      cleared: { at: '2026-11-21T00:00:00Z', by: 'test', note: '確認済み' },
    })),
  }));

describe('a plain order', () => {
  it('becomes one ready shipment named {order}_{serial}', () => {
    const [one, ...others] = decideIt(order());
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      state: 'ready',
      holds: [],
      shipment: { customerNo: 'T-0001_1', service: 'prepaid', serial: 1 },
    });
  });

  it('gets the same id and serial when it is decided again', () => {
    const first = decideIt(order());
    const [again] = decideIt(order(), { prior: asPrior(first), lastSerial: 1 });
    expect(again?.shipment).toEqual(first[0]?.shipment);
    expect(again?.unchanged).toBe(true);
  });

  it('counts serials on over the whole store, so that two shops never share a customer number', () => {
    expect(decideIt(order(), { lastSerial: 4 })[0]?.shipment.customerNo).toBe('T-0001_5');
  });
});

describe('X4: holds', () => {
  const cases: [string, Order, string[]][] = [
    ['unpaid', order({ payment: { ...order().payment, state: 'unpaid', method: '銀行振込' } }), ['unpaid']],
    [
      'unknown payment words',
      order({ payment: { ...order().payment, state: 'unknown', method: 'ぴったり払い' } }),
      ['payment-unknown'],
    ],
    [
      'unknown delivery method',
      order({ destinations: [destination({ method: '宇宙便' })] }),
      ['delivery-method-unknown'],
    ],
    ['no delivery method', order({ destinations: [destination({ method: '' })] }), ['delivery-method-missing']],
    ['another carrier', order({ destinations: [destination({ method: '佐川急便' })] }), ['not-a-yamato-method']],
    ['cool on compact', order({ destinations: [destination({ method: 'コンパクト冷蔵' })] }), ['cool-impossible']],
    [
      'slot on nekopos',
      order({ destinations: [destination({ method: 'ネコポス', timeSlot: '0812' })] }),
      ['slot-impossible'],
    ],
    ['the slot 1214 that is gone', order({ destinations: [destination({ timeSlot: '1214' })] }), ['slot-unknown']],
    [
      'a wished date in the past',
      order({ destinations: [destination({ wishedDate: '2026-11-20' })] }),
      ['wished-date-past'],
    ],
    [
      'a wished date before the ship date',
      order({ destinations: [destination({ wishedDate: '2026-11-22', plannedShipDate: '2026-11-25' })] }),
      ['wished-date-before-shipping'],
    ],
    [
      'a wished date beyond 30 days',
      order({ destinations: [destination({ wishedDate: '2026-12-22' })] }),
      ['wished-date-too-far'],
    ],
    [
      'a ship date beyond 30 days',
      order({ destinations: [destination({ plannedShipDate: '2026-12-22' })] }),
      ['ship-date-too-far'],
    ],
    [
      'a gift without an address',
      order({ destinations: [destination({ addressPending: true })] }),
      ['address-pending'],
    ],
    [
      'a number that the marketplace has',
      order({ destinations: [destination({ trackingNumber: '123456789013' })] }),
      ['number-already-registered'],
    ],
    ['100 parcels', order({ destinations: [destination({ packages: 100 })] }), ['parcels-out-of-range']],
    ['only the items file', order({ destinations: [destination()], missing: ['header'] }), ['header-part-missing']],
    [
      'an order number that is too long once spelled out',
      order({ number: '注文'.repeat(6) }),
      ['customer-no-impossible'],
    ],
  ];
  it.each(cases)('names %s', (_name, given, expected) => {
    const [one] = decideIt(given);
    expect(codes(one)).toEqual(expected);
    expect(one?.state).toBe('held');
  });

  it('lets the 30th day pass', () => {
    expect(decideIt(order({ destinations: [destination({ wishedDate: '2026-12-21' })] }))[0]?.state).toBe('ready');
  });

  it('treats a planned ship date that has gone by as today (B5)', () => {
    expect(
      decideIt(order({ destinations: [destination({ plannedShipDate: '2026-11-10' })] }))[0]?.shipment.shipDate,
    ).toBeNull();
  });

  it('takes the rental dispatch date before the planned date (B5)', () => {
    const rental = destination({ plannedShipDate: '2026-11-25', rentalDispatchDate: '2026-11-24' });
    expect(decideIt(order({ destinations: [rental] }))[0]?.shipment.shipDate).toBe('2026-11-24');
  });
});

describe('cash on delivery', () => {
  const cod = (more: object, rest: Partial<Order> = {}) =>
    order({
      payment: { ...order().payment, state: 'cod', method: '代金引換', codAmount: 3300, codTax: 300, ...more },
      ...rest,
    });

  it('becomes a collect slip with amount and tax', () => {
    expect(decideIt(cod({}))[0]).toMatchObject({
      state: 'ready',
      shipment: { service: 'collect', codAmount: 3300, codTax: 300 },
    });
  });
  it('is held when the amount is missing, too high, or below its tax', () => {
    expect(codes(decideIt(cod({ codAmount: null }, { total: null }))[0])).toEqual(['collect-amount-missing']);
    expect(codes(decideIt(cod({ codAmount: 300_001 }))[0])).toEqual(['collect-over-limit']);
    expect(codes(decideIt(cod({ codAmount: 100 }))[0])).toEqual(['collect-tax-over-amount']);
  });
  it('is held when the method cannot collect, or when it would have to be collected at two doors', () => {
    expect(codes(decideIt(cod({}, { destinations: [destination({ method: 'ネコポス' })] }))[0])).toEqual([
      'collect-impossible',
    ]);
    const two = [destination(), destination({ key: '2', consignee: party({ name: '別の 人' }) })];
    const lines = [line(), line({ no: '2', destination: '2' })];
    expect(codes(decideIt(cod({}, { destinations: two, lines }))[0])).toEqual(['collect-several-destinations']);
  });
});

describe('X4: what a person clears', () => {
  it('stays cleared at the next decision, and a wish that was given up is gone from the shipment', () => {
    const given = order({
      destinations: [destination({ method: 'ネコポス', timeSlot: '0812', wishedDate: '2026-11-25' })],
    });
    const first = decideIt(given);
    const [again] = decideIt(given, { prior: clearAll(asPrior(first)), lastSerial: 1 });
    expect(again).toMatchObject({ state: 'ready', shipment: { timeSlot: '', deliveryDate: null } });
  });
  it('does not cover another fact of the same kind', () => {
    const first = decideIt(order({ destinations: [destination({ wishedDate: '2026-11-19' })] }));
    const other = order({ destinations: [destination({ wishedDate: '2026-11-20' })] });
    expect(decideIt(other, { prior: clearAll(asPrior(first)), lastSerial: 1 })[0]?.state).toBe('held');
  });
});

describe('several destinations', () => {
  const two = order({
    destinations: [
      destination(),
      destination({ key: '2', consignee: party({ name: '別の 人' }), addressPending: true }),
    ],
    lines: [line(), line({ no: '2', destination: '2' })],
  });
  it('give several shipments, and only the affected one is held (B3)', () => {
    expect(decideIt(two).map((one) => [one.shipment.customerNo, one.state])).toEqual([
      ['T-0001_1', 'ready'],
      ['T-0001_2', 'held'],
    ]);
  });
  it('cancel the shipment of a destination that disappears', () => {
    const prior = asPrior(decideIt(two));
    const decided = decideIt(order({ destinations: [two.destinations[0]!], lines: [two.lines[0]!] }), {
      prior,
      lastSerial: 2,
    });
    expect(decided.map((one) => one.state)).toEqual(['ready', 'cancelled']);
  });
});

describe('revisions', () => {
  it('never make a second shipment when the address or the line order changes', () => {
    const prior = asPrior(decideIt(order()));
    const moved = order({
      destinations: [destination({ key: '9', consignee: party({ name: '引越 済' }) })],
      lines: [line({ no: '0', destination: '9' }), line({ destination: '9' })],
    });
    const decided = decideIt(moved, { prior, lastSerial: 1, historyHolds: [historyHold('content-changed', 'x')] });
    expect(decided).toHaveLength(1);
    expect(decided[0]?.shipment.id).toBe(prior[0]?.shipment.id);
    expect(codes(decided[0])).toEqual(['content-changed']);
  });
  it('keep the content-changed hold when the calendar turns, until a person clears it', () => {
    const prior = asPrior(decideIt(order(), { historyHolds: [historyHold('content-changed', 'x')] }));
    expect(codes(decideIt(order(), { prior, lastSerial: 1 })[0])).toEqual(['content-changed']);
    expect(decideIt(order(), { prior: clearAll(prior), lastSerial: 1 })[0]?.state).toBe('ready');
  });
  it('never change a shipment whose label may exist: what is new is said as a hold', () => {
    const prior = asPrior(decideIt(order()), { state: 'issuing' });
    const moved = order({ destinations: [destination({ consignee: party({ name: '引越 済' }) })] });
    const [one] = decideIt(moved, { prior, lastSerial: 1, historyHolds: [historyHold('content-changed', 'x')] });
    expect(one).toMatchObject({ state: 'issuing', shipment: { consignee: { name: '試験 太郎' } } });
    expect(codes(one)).toEqual(['changed-after-issue']);
    const [cancelled] = decideIt(order({ cancelled: true }), { prior, lastSerial: 1 });
    expect(cancelled).toMatchObject({ state: 'issuing' });
    expect(codes(cancelled)).toEqual(['cancelled-after-issue']);
  });
});

describe('nothing to ship (B3)', () => {
  it.each([
    ['a cancelled order', order({ cancelled: true })],
    [
      'every line cancelled or returned',
      order({ lines: [line({ status: 'cancelled' }), line({ no: '2', status: 'returned' })] }),
    ],
    ['a deleted destination', order({ destinations: [destination({ deleted: true })] })],
    ['lines that the marketplace ships itself', order({ lines: [line({ fulfilledElsewhere: true })] })],
  ])('%s makes a cancelled shipment without holds', (_name, given) => {
    expect(decideIt(given)[0]).toMatchObject({ state: 'cancelled', holds: [] });
  });
});

describe('content that changes more than once', () => {
  const changed = (content: string) => [historyHold('content-changed', content)];
  const open = (decided: readonly Decided[]) => decided[0]?.holds.filter((one) => one.cleared === null);

  it('is one reason, not one for each change', () => {
    const first = decideIt(order());
    const second = decideIt(order(), { prior: asPrior(first), historyHolds: changed('B') });
    const third = decideIt(order(), { prior: asPrior(second), historyHolds: changed('C') });
    expect(open(third)).toMatchObject([{ code: 'content-changed', fingerprint: 'C' }]);
  });

  it('back to what a person agreed to before: is asked again, because something else came in between', () => {
    const first = decideIt(order());
    const second = clearAll(asPrior(decideIt(order(), { prior: asPrior(first), historyHolds: changed('B') })));
    const third = clearAll(asPrior(decideIt(order(), { prior: second, historyHolds: changed('A') })));
    expect(open(decideIt(order(), { prior: third }))).toEqual([]);
    expect(open(decideIt(order(), { prior: third, historyHolds: changed('B') }))).toMatchObject([{ fingerprint: 'B' }]);
  });

  it('does the same when its label is out', () => {
    const out = asPrior(decideIt(order()), { state: 'issuing' });
    const second = decideIt(order(), { prior: out, historyHolds: changed('B') });
    const third = decideIt(order(), { prior: asPrior(second), historyHolds: changed('A') });
    expect(open(third)).toMatchObject([{ code: 'changed-after-issue', fingerprint: 'A' }]);
    const fourth = decideIt(order(), { prior: clearAll(asPrior(third)), historyHolds: changed('A') });
    expect(open(fourth)).toMatchObject([{ code: 'changed-after-issue', fingerprint: 'A' }]);
  });
});

describe('the header file of a two-file format that came first', () => {
  it('keeps its shipment when the lines come', () => {
    const first = decideIt(order({ lines: [], missing: ['lines'] }));
    const second = decideIt(order(), { prior: asPrior(first), lastSerial: 1 });
    expect(second.map((one) => [one.shipment.customerNo, one.state])).toEqual([['T-0001_1', 'ready']]);
  });
});

describe('several parcels under one waybill', () => {
  it('have a key of their own for each destination, however long the order number is', () => {
    const decided = decideIt(
      order({
        number: '123456-20261122-0000000001',
        destinations: [destination({ key: '1', method: '複数口' }), destination({ key: '2', method: '複数口' })],
        lines: [line({ no: '1', destination: '1' }), line({ no: '2', destination: '2' })],
      }),
      { methodFor: () => ({ ...methods.宅急便!, service: 'multi' }) },
    );
    const keys = decided.map((one) => one.shipment.closureKey);
    expect(keys.every((key) => /^[0-9a-f]{20}$/.test(key))).toBe(true);
    expect(new Set(keys).size).toBe(2);
  });
});

describe('corrected data for a shipment that asked for it', () => {
  const changed = [historyHold('content-changed', 'B')];
  const lacking = order({ total: null, payment: { ...order().payment, state: 'cod', codAmount: null } });

  it('goes out without another question', () => {
    const first = decideIt(lacking);
    expect(codes(first[0])).toEqual(['collect-amount-missing']);
    const [one] = decideIt(order(), { prior: asPrior(first), lastSerial: 1, historyHolds: changed });
    expect([one?.state, codes(one)]).toEqual(['ready', []]);
  });

  it('keeps an older question that nobody answered', () => {
    const first = decideIt(order());
    const worse = decideIt(lacking, { prior: asPrior(first), lastSerial: 1, historyHolds: changed });
    expect(codes(worse[0])).toEqual(['content-changed', 'collect-amount-missing']);
    const better = { prior: asPrior(worse), lastSerial: 1, historyHolds: [historyHold('content-changed', 'C')] };
    expect(codes(decideIt(order(), better)[0])).toEqual(['content-changed']);
  });

  it('is a question all the same when the shipment only waited for a person, or its label is out', () => {
    const unpaid = decideIt(order({ payment: { ...order().payment, state: 'unpaid' } }));
    expect(codes(decideIt(order(), { prior: asPrior(unpaid), historyHolds: changed })[0])).toEqual(['content-changed']);
    const out = asPrior(decideIt(lacking), { state: 'issuing' });
    expect(codes(decideIt(order(), { prior: out, historyHolds: changed })[0])).toContain('changed-after-issue');
  });
});

describe('an order that the shop itself keeps back', () => {
  it.each([['checking'], ['reserved'], ['fraud'], ['hold']] as const)('is held by name: %s', (why) => {
    const [one] = decideIt(order({ stop: { why, word: '店の言葉' } }));
    expect(one?.state).toBe('held');
    expect(one?.holds).toMatchObject([{ code: `shop-${why}`, clearedBy: 'operator', args: { word: '店の言葉' } }]);
  });

  it('goes on when new data says nothing of it any more, and after a person said so', () => {
    const held = decideIt(order({ stop: { why: 'checking', word: '要確認' } }));
    expect(decideIt(order(), { prior: asPrior(held) })[0]).toMatchObject({ state: 'ready', holds: [] });
    const cleared = decideIt(order({ stop: { why: 'checking', word: '要確認' } }), { prior: clearAll(asPrior(held)) });
    expect(cleared[0]?.state).toBe('ready');
    const other = decideIt(order({ stop: { why: 'hold', word: '保留' } }), { prior: clearAll(asPrior(held)) });
    expect(other[0]?.state).toBe('held');
  });
});

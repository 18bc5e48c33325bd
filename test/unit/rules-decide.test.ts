import { describe, expect, it } from 'vitest';
import { noArrangement } from '../../src/core/arrangement.ts';
import { decide } from '../../src/core/decide/index.ts';
import type { Decided, DecideInput, Prior } from '../../src/core/decide/types.ts';
import type { Order } from '../../src/core/order.ts';
import { nothingKnown } from '../../src/flow/decide/known-facts.ts';
import { rulingFor } from '../../src/flow/decide/ruling.ts';
import { findMethod } from '../../src/layout/masters.ts';
import { destination, line, order, party, shop } from '../support/orders.ts';
import { ruleMasters, rulesOf } from '../support/rules.ts';

const at = '2026-11-21T01:00:00Z';
const today = '2026-11-21';
const methodFor = (words: string) => findMethod(ruleMasters, words) ?? null;

/** Decides an order under these rules (`- { name … }` rows). */
function under(
  rows: readonly string[],
  given: Order = order(),
  {
    prior = [],
    edits = [],
    goods = [],
    tags = [],
    ...more
  }: Partial<DecideInput> & {
    edits?: readonly { path: string; of: string }[];
    goods?: readonly { sku: string; preorderDay?: string; cool?: 'frozen' | 'normal' }[];
    tags?: readonly string[];
  } = {},
): readonly Decided[] {
  const rules = rulesOf(`rules:\n${rows.map((row) => `  - ${row}\n`).join('')}`);
  const own = more.shop ?? shop({ sender: 'orderer' });
  const config = { shippers: { other: party({ name: '別館' }) } };
  const known = { ...nothingKnown, goods: new Map(goods.map((one) => [one.sku, one])) };
  const ruling = rulingFor({ rules, masters: ruleMasters, config } as never, own, { at, today }, methodFor, known);
  return decide({
    order: given,
    shop: own,
    today,
    prior,
    historyHolds: [],
    lastSerial: 0,
    methodFor,
    inspect: (shipment) => ({ shipment, holds: [] }),
    ...(ruling && { ruling: ruling(given, { edits: edits as never }, tags) }),
    ...more,
  });
}

const row = (what: string, when = 'payment: paid', name = 'a') =>
  `{ name: ${name}, title: ルール${name}, on: yes, when: { ${when} }, then: { ${what} } }`;
const open = (one: Decided | undefined) => one?.holds.filter((hold) => hold.cleared === null) ?? [];
const asPrior = (decided: readonly Decided[]): Prior[] =>
  decided.map(({ shipment, state, holds }) => ({ shipment, state, holds }));

describe('each action', () => {
  const cases: [string, string, Partial<Decided['shipment']>][] = [
    ['a delivery method', 'delivery-method: nekopos', { method: 'nekopos', service: 'nekopos' }],
    ['a slip type', 'slip-type: compact', { service: 'compact' }],
    ['cool', 'cool: chilled', { cool: 'chilled' }],
    ['packages', 'packages: 3', { packages: 3 }],
    ['one handling', 'handling: ワレ物注意', { handling: ['ワレ物注意', ''] }],
    ['two handlings', 'handling: [ワレ物注意, 下積厳禁]', { handling: ['ワレ物注意', '下積厳禁'] }],
    ['a packing note', 'packing-note: 袋あり', { note: '袋あり' }],
    ['a day', 'ship-date: 2026-11-30', { shipDate: '2026-11-30' }],
    ['days after the order', 'ship-date: { after-order: 3 }', { shipDate: '2026-11-23' }],
    ['tags', 'tag: [急ぎ, 確認]', { tags: ['急ぎ', '確認'] }],
    ['a proposal to bundle', 'bundle: candidate', { bundle: 'candidate' }],
  ];
  it.each(cases)('X3: sets %s, and it stands with the shipment who did', (_, what, shipment) => {
    const [one] = under([row(what)]);
    expect(one).toMatchObject({
      state: 'ready',
      shipment: {
        ...shipment,
        rules: expect.arrayContaining([expect.objectContaining({ rule: 'a', title: 'ルールa' })]),
      },
    });
    const [not] = under([row(what, 'payment: cod')]);
    expect(not?.shipment.rules).toBeUndefined();
    expect(not?.shipment).toMatchObject({ method: 'yamato', service: 'prepaid', cool: 'normal', packages: 1 });
  });

  it.each([
    ['orderer', '注文 花子'],
    ['seller', '試験商店'],
    ['other', '別館'],
  ])('sender %s prints %s', (sender, name) => {
    expect(under([row(`sender: ${sender}`)])[0]?.shipment.sender?.name).toBe(name);
  });

  it('a sender who is nobody holds, instead of printing the wrong one', () => {
    expect(open(under([row('sender: nobody')])[0])).toMatchObject([
      { code: 'rule-sender-unknown', clearedBy: 'settings' },
    ]);
  });

  it.each([
    ['operator', 'rule-hold'],
    ['data', 'rule-hold-data'],
    ['settings', 'rule-hold-settings'],
  ])('holds with its reason, cleared by %s', (by, code) => {
    const [one] = under([row(`hold: { reason: 確かめる, cleared-by: ${by} }`)]);
    expect(one?.state).toBe('held');
    expect(open(one)).toMatchObject([{ code, clearedBy: by, args: { title: 'ルールa', reason: '確かめる' } }]);
  });

  it('a hold that a person cleared stays cleared, and goes when the rule goes', () => {
    const first = under([row('hold: 確かめる')]);
    const cleared = asPrior(first).map((one) => ({
      ...one,
      holds: one.holds.map((hold) => ({ ...hold, cleared: { at, by: 'test', note: '見た' } })),
    }));
    expect(under([row('hold: 確かめる')], order(), { prior: cleared })[0]?.state).toBe('ready');
    expect(under([row('hold: 別の理由')], order(), { prior: cleared })[0]?.state).toBe('held');
    expect(under([row('hold: 確かめる', 'payment: cod')], order(), { prior: asPrior(first) })[0]).toMatchObject({
      state: 'ready',
      holds: [],
    });
  });

  it('keeps what the customer noted before the words of the rule, and says nothing twice', () => {
    const given = order({ destinations: [destination({ note: '午前希望' })] });
    const [one] = under([row('packing-note: 袋あり')], given);
    expect(one?.shipment.note).toBe('午前希望 袋あり');
    const twice = order({ destinations: [destination({ note: '袋あり' })] });
    expect(under([row('packing-note: 袋あり')], twice)[0]?.shipment.note).toBe('袋あり');
  });

  it('ships pre-orders on their day, and on the next one when the shop is closed', () => {
    const goods = [{ sku: 'SKU-1', preorderDay: '2026-12-05' }];
    const preorder = row('ship-date: preorder-day', 'goods-preorder: [all, some]');
    expect(under([preorder], order(), { goods })[0]?.shipment.shipDate).toBe('2026-12-05');
    const closed = shop({ holidays: { weekdays: [6, 7], national: false, dates: [] } });
    expect(under([preorder], order(), { goods, shop: closed })[0]?.shipment.shipDate).toBe('2026-12-07');
  });

  it('counts back from the wished day; without a wish nothing changes', () => {
    const wished = order({ destinations: [destination({ wishedDate: '2026-11-30' })] });
    expect(under([row('ship-date: { before-wished: 2 }')], wished)[0]?.shipment.shipDate).toBe('2026-11-28');
    expect(under([row('ship-date: { before-wished: 2 }')])[0]).toMatchObject({
      state: 'ready',
      shipment: { shipDate: null },
    });
  });

  it('steps over the days on which the shop is closed: backwards from a wish, a written date not at all', () => {
    const closed = shop({ holidays: { weekdays: [6, 7], national: true, dates: ['2026-11-27'] } });
    const wished = order({ destinations: [destination({ wishedDate: '2026-11-30' })] }); // a Monday
    const dayOf = (what: string, given = order()) => under([row(what)], given, { shop: closed })[0]?.shipment.shipDate;
    expect(dayOf('ship-date: { before-wished: 1 }', wished)).toBe('2026-11-26');
    expect(dayOf('ship-date: { before-wished: 4 }', wished)).toBe('2026-11-26');
    // Ordered on Friday the 20th; Monday the 23rd is a national holiday.
    expect(dayOf('ship-date: { after-order: 1 }')).toBe('2026-11-24');
    expect(dayOf('ship-date: 2026-11-29')).toBe('2026-11-29');
    const always = shop({ holidays: { weekdays: [1, 2, 3, 4, 5, 6, 7], national: false, dates: [] } });
    const [one] = under([row('ship-date: { before-wished: 1 }')], wished, { shop: always });
    expect(one?.shipment.shipDate).toBe('2026-11-29');
  });

  it('an order that tells no time holds where a day is counted from it', () => {
    const [one] = under([row('ship-date: { after-order: 3 }')], order({ orderedAt: null }));
    expect(open(one)).toMatchObject([{ code: 'rule-unsure', args: { title: 'ルールa' } }]);
  });
});

describe('split', () => {
  const goods = [
    { sku: 'ICE', cool: 'frozen' as const },
    { sku: 'TEA', cool: 'normal' as const, preorderDay: '' },
    { sku: 'NEW', preorderDay: '2026-12-05' },
  ];
  const of = (...skus: string[]) =>
    order({ lines: skus.map((sku, at) => line({ no: String(at + 1), sku, quantity: 2 })) });

  it('goods that belong apart hold their parcel with the lines to take out, until a person has split it', () => {
    const rule = row('split: temperature');
    const given = of('TEA', 'ICE', 'TEA');
    const [one] = under([rule], given, { goods });
    expect(open(one)).toMatchObject([
      { code: 'rule-split', clearedBy: 'data', args: { number: 'T-0001', lines: '2:2' } },
    ]);
    const parts = [{ number: 2, lines: [{ no: '2', quantity: 2 }] }];
    const split = under([rule], given, { goods, arrangement: { ...noArrangement, parts } });
    expect(split.map((each) => [each.state, each.shipment.lines.length])).toEqual([
      ['ready', 2],
      ['ready', 1],
    ]);
    expect(under([rule], of('ICE', 'ICE'), { goods })[0]?.state).toBe('ready');
  });

  it('pre-orders go apart from what is there, and what is not known waits', () => {
    expect(open(under([row('split: preorder')], of('TEA', 'NEW'), { goods })[0])).toMatchObject([
      { code: 'rule-split' },
    ]);
    expect(open(under([row('split: preorder')], of('TEA', 'ICE'), { goods })[0])).toMatchObject([
      { code: 'rule-unsure' },
    ]);
  });
});

describe('unknown never means ship', () => {
  it.each(['tag: x, cool: chilled', 'hold: 重い', 'delivery-method: nekopos', 'packages: 2'])(
    'a rule that does { %s } and cannot be judged holds with the facts that are missing',
    (what) => {
      const [one] = under([row(what, 'weight: { over: 10000 }')]);
      expect(open(one)).toMatchObject([{ code: 'rule-unsure', args: { rule: 'a', facts: '重さ（グラム）' } }]);
      expect(one?.shipment.rules).toBeUndefined();
    },
  );

  it('a tag alone keeps nobody back', () => {
    expect(under([row('tag: 重い', 'weight: { over: 10000 }')])[0]).toMatchObject({ state: 'ready', holds: [] });
  });

  it('a release that cannot be judged releases nothing', () => {
    const given = order({ note: 'のし' });
    const own = shop({ switches: { remarks: 'hold' } });
    const [one] = under([row('release: remark-present', 'weight: { under: 10 }')], given, { shop: own });
    expect(open(one).map((hold) => hold.code)).toEqual(['remark-present']);
  });
});

describe('release', () => {
  const remarks = shop({ switches: { remarks: 'hold' } });
  const given = order({ note: 'よろしく' });
  const release = row('release: remark-present', 'remark: よろしく');

  it('X3: lets go what a rule may let go, with the rule beside it, only as long as the rule says so', () => {
    const first = under([release], given, { shop: remarks });
    expect(first).toMatchObject([
      { state: 'ready', holds: [{ code: 'remark-present', cleared: { by: 'rules', note: 'ルールa', rule: 'a', at } }] },
    ]);
    const later = under([release], given, { shop: remarks, prior: asPrior(first) });
    expect(later[0]?.unchanged).toBe(true);
    const off = under([row('tag: x')], given, { shop: remarks, prior: asPrior(first) });
    expect(off).toMatchObject([{ state: 'held', holds: [{ code: 'remark-present', cleared: null }] }]);
  });

  it('drops a wish that the service cannot carry, as a person who clears it does', () => {
    const wish = order({ destinations: [destination({ method: 'ネコポス', timeSlot: '1416' })] });
    expect(under([row('release: slot-impossible')], wish)[0]).toMatchObject({
      state: 'ready',
      shipment: { timeSlot: '' },
    });
  });

  it('never touches another rule, and nothing that stands beside it', () => {
    const unpaid = order({ note: 'よろしく', payment: { ...order().payment, state: 'unpaid' } });
    const both = [row('release: remark-present', 'remark: よろしく'), row('hold: 確かめる', 'remark: よろしく', 'b')];
    const [one] = under(both, unpaid, { shop: remarks });
    expect(open(one).map((hold) => hold.code)).toEqual(['unpaid', 'rule-hold']);
  });
});

describe('several rules', () => {
  it('two that set one thing differently: the first wins, the other is shown', () => {
    const [one] = under([row('cool: chilled'), row('cool: frozen', 'payment: paid', 'b')]);
    expect(one).toMatchObject({
      state: 'ready',
      shipment: {
        cool: 'chilled',
        rules: [
          { rule: 'a', what: 'cool', value: 'chilled' },
          { rule: 'b', what: 'cool', value: 'frozen', lostTo: 'a' },
        ],
      },
    });
  });

  it('two that say the same are no conflict', () => {
    const [one] = under([row('cool: chilled'), row('cool: chilled', 'payment: paid', 'b')]);
    expect(one?.shipment.rules).toHaveLength(1);
  });

  it('none sees what another did: a method that a rule sets is no fact of the next', () => {
    const [one] = under([row('delivery-method: nekopos'), row('hold: ネコポス', 'delivery-method: nekopos', 'b')]);
    expect(one).toMatchObject({ state: 'ready', shipment: { method: 'nekopos' } });
    const [tagged] = under([row('tag: 急ぎ'), row('hold: 急ぎ', 'tag: 急ぎ', 'b')]);
    expect(tagged?.state).toBe('ready');
    expect(under([row('hold: 急ぎ', 'tag: 急ぎ')], order(), { tags: ['急ぎ'] })[0]?.state).toBe('held');
  });

  it('are asked for each destination by itself', () => {
    const okinawa = party({ address: { prefecture: '沖縄県', city: '那覇市', street: '１', building: '' } });
    const given = order({
      destinations: [destination(), destination({ key: '2', consignee: okinawa })],
      lines: [line(), line({ no: '2', destination: '2' })],
    });
    const decided = under([row('hold: 船便', 'prefecture: 沖縄県')], given);
    expect(decided.map((one) => one.state)).toEqual(['ready', 'held']);
  });
});

describe('a person is stronger than a rule', () => {
  it.each([
    ['method', 'delivery-method: nekopos', { method: 'yamato' }],
    ['cool', 'cool: frozen', { cool: 'normal' }],
    ['packages', 'packages: 4', { packages: 1 }],
    ['plannedShipDate', 'ship-date: 2026-11-30', { shipDate: null }],
  ])('who corrected %s', (field, what, shipment) => {
    const edits = [{ path: `line.delivery.${field}`, of: '1' }];
    expect(under([row(what)], order(), { edits })[0]?.shipment).toMatchObject(shipment);
    const elsewhere = [{ path: `line.delivery.${field}`, of: '2' }];
    expect(under([row(what)], order(), { edits: elsewhere })[0]?.shipment).not.toMatchObject(shipment);
  });
});

describe('what rules leave alone', () => {
  it('a label that is out stays as it is', () => {
    const issued = asPrior(under([row('tag: x')])).map((one) => ({ ...one, state: 'issued' as const }));
    const [one] = under([row('cool: frozen, hold: x')], order(), { prior: issued });
    expect(one).toMatchObject({ state: 'issued', shipment: { cool: 'normal' }, holds: [] });
  });

  it('an order of which a part is missing, or that is cancelled, is not judged', () => {
    expect(under([row('hold: x')], order({ missing: ['lines'] }))[0]?.shipment.rules).toBeUndefined();
    expect(under([row('hold: x')], order({ cancelled: true }))[0]).toMatchObject({ state: 'cancelled', holds: [] });
  });

  it('a rule that is off, or for another shop, does nothing', () => {
    const off = row('hold: x').replace('on: yes', 'on: no');
    const other = row('hold: x', 'payment: paid', 'b').replace('on: yes', 'on: yes, shops: [amazon]');
    expect(under([off, other])[0]).toMatchObject({ state: 'ready', holds: [] });
  });
});

describe('built-in rules', () => {
  const codes = (given: Order, switches: NonNullable<ReturnType<typeof shop>['switches']>) =>
    open(under([row('tag: x')], given, { shop: shop({ switches }) })[0]).map((one) => one.code);
  const unpaid = order({ payment: { ...order().payment, state: 'unpaid' } });
  const cod = (codAmount: number | null, total = 1000) =>
    order({ total, payment: { ...order().payment, state: 'cod', codAmount, codTax: 0 } });

  it('unpaid waits, unless it is switched off', () => {
    expect(codes(unpaid, {})).toEqual(['unpaid']);
    expect(codes(unpaid, { unpaid: 'allow' })).toEqual([]);
  });

  it('a remark waits where it is switched on, until it says something else', () => {
    expect(codes(order({ note: 'のし' }), { remarks: 'hold' })).toEqual(['remark-present']);
    expect(codes(order({ note: '　' }), { remarks: 'hold' })).toEqual([]);
    expect(codes(order({ note: 'のし' }), { remarks: 'allow' })).toEqual([]);
  });

  it('a high amount to collect waits from the amount on', () => {
    expect(codes(cod(49_999), { highCodAmount: 50_000 })).toEqual([]);
    expect(codes(cod(50_000), { highCodAmount: 50_000 })).toEqual(['cod-amount-high']);
    expect(codes(cod(null, 60_000), { highCodAmount: 50_000 })).toEqual(['cod-amount-high']);
    expect(codes(order({ total: 60_000 }), { highCodAmount: 50_000 })).toEqual([]);
  });
});

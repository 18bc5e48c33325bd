import { describe, expect, it } from 'vitest';
import { compileRule } from '../../src/core/rules/evaluate.ts';
import { type Facts, factNames } from '../../src/core/rules/fact-list.ts';
import { factsOf } from '../../src/flow/decide/rule-facts.ts';
import { findMethod } from '../../src/layout/masters.ts';
import { destination, line, order, party } from '../support/orders.ts';
import { loadText, plainFacts, ruleMasters } from '../support/rules.ts';

/** Does a rule with this condition apply to a plain order with these facts? */
function ask(condition: string, facts: Facts, key = 'when'): string {
  const when = key === 'when' ? condition : 'quantity: 1';
  const text = `rules:
  - name: one
    title: 試験
    on: yes
    when: { ${when} }${key === 'unless' ? `\n    unless: { ${condition} }` : ''}
    then: { tag: x }
`;
  for (const answer of ['yes', 'no', 'unknown']) {
    const { rules, complaints } = loadText(text, { one: `- { case: x, applies: ${answer} }\n` });
    const real = complaints.filter((one) => !one.includes('expected "'));
    if (real.length > 0) throw new Error(real.join('\n'));
    const [found] = rules.rules;
    if (!found) continue;
    const applies = compileRule(found)({ ...plainFacts, ...facts });
    return applies.answer === undefined ? `unknown: ${applies.open.join(' ')}` : applies.answer ? 'yes' : 'no';
  }
  throw new Error('no answer fitted');
}

describe('each fact with several values', () => {
  const cases: [string, Facts, string][] = [
    ['shop: amazon', { shop: 'amazon' }, 'yes'],
    ['shop: [amazon, qoo10]', { shop: 'sheet' }, 'no'],
    ['payment: unpaid', { payment: 'unpaid' }, 'yes'],
    ['payment: [paid, cod]', { payment: 'unpaid' }, 'no'],
    ['payment: paid', { payment: undefined }, 'unknown: payment'],
    ['payment-words: 後払い', { 'payment-words': 'NP後払い' }, 'yes'],
    ['payment-words: ｸﾚｼﾞｯﾄ', { 'payment-words': 'クレジットカード' }, 'yes'],
    ['payment-words: { is: 後払い }', { 'payment-words': 'NP後払い' }, 'no'],
    ['delivery-method: nekopos', { 'delivery-method': 'nekopos' }, 'yes'],
    ['delivery-method: nekopos', { 'delivery-method': undefined }, 'unknown: delivery-method'],
    ['delivery-words: 置き配', { 'delivery-words': '宅急便（置き配）' }, 'yes'],
    ['prefecture: [北海道, 沖縄県]', { prefecture: '沖縄県' }, 'yes'],
    ['prefecture: 沖縄県', { prefecture: '東京都' }, 'no'],
    ['prefecture: 沖縄県', { prefecture: undefined }, 'unknown: prefecture'],
    ['island: yes', { island: true }, 'yes'],
    ['island: no', { island: true }, 'no'],
    ['island: yes', { island: undefined }, 'unknown: island'],
    ['postal-area: ["100", "04"]', { 'postal-area': '0400001' }, 'yes'],
    ['postal-area: "100"', { 'postal-area': '2100001' }, 'no'],
    ['sku: [A-1, B-2]', { sku: ['C-3', 'B-2'] }, 'yes'],
    ['sku: "TEA-*"', { sku: ['tea-100'] }, 'yes'],
    ['sku: { all: [A-1, B-2] }', { sku: ['A-1'] }, 'no'],
    ['sku: { all: [A-1, B-2] }', { sku: ['A-1', 'B-2', 'C-3'] }, 'yes'],
    ['sku: { only: ["A-*"] }', { sku: ['A-1', 'A-2'] }, 'yes'],
    ['sku: { only: ["A-*"] }', { sku: ['A-1', 'B-2'] }, 'no'],
    ['sku: A-1', { sku: { values: ['B-2'] } }, 'unknown: sku'],
    ['sku: A-1', { sku: { values: ['A-1'] } }, 'yes'],
    ['sku: { only: A-1 }', { sku: { values: ['A-1'] } }, 'unknown: sku'],
    ['goods-cool: [chilled, frozen]', { 'goods-cool': ['normal', 'frozen'] }, 'yes'],
    ['goods-cool: { only: normal }', { 'goods-cool': ['normal'] }, 'yes'],
    ['goods-cool: chilled', { 'goods-cool': { values: [] } }, 'unknown: goods-cool'],
    ['goods-mail-size: all', { 'goods-mail-size': 'all' }, 'yes'],
    ['goods-mail-size: all', { 'goods-mail-size': 'some' }, 'no'],
    ['goods-fragile: [all, some]', { 'goods-fragile': 'some' }, 'yes'],
    ['goods-fragile: none', { 'goods-fragile': undefined }, 'unknown: goods-fragile'],
    ['goods-preorder: some', { 'goods-preorder': 'some' }, 'yes'],
    ['preorder-in-days: { over: 7 }', { 'preorder-in-days': 8 }, 'yes'],
    ['preorder-in-days: { over: 7 }', { 'preorder-in-days': null }, 'no'],
    ['amount: { at-least: 5000 }', { amount: 5000 }, 'yes'],
    ['amount: { over: 5000 }', { amount: 5000 }, 'no'],
    ['amount: { at-least: 1000, under: 5000 }', { amount: 4999 }, 'yes'],
    ['amount: { at-least: 5000 }', { amount: undefined }, 'unknown: amount'],
    ['cod-amount: { at-least: 1 }', { 'cod-amount': null }, 'no'],
    ['cod-amount: { at-least: 1 }', { 'cod-amount': 300 }, 'yes'],
    ['quantity: { at-most: 2 }', { quantity: 2 }, 'yes'],
    ['quantity: 3', { quantity: 2 }, 'no'],
    ['weight: { over: 10000 }', { weight: 10001 }, 'yes'],
    ['weight: { over: 10000 }', { weight: undefined }, 'unknown: weight'],
    ['line-count: { over: 1 }', { 'line-count': 2 }, 'yes'],
    ['name-length: { over: 32 }', { 'name-length': 33 }, 'yes'],
    ['address-length: { over: 64 }', { 'address-length': 64 }, 'no'],
    ['phone-length: { under: 10 }', { 'phone-length': 9 }, 'yes'],
    ['remark: のし', { remark: 'の し を お願いします' }, 'yes'],
    ['remark: { filled: yes }', { remark: '何か' }, 'yes'],
    ['remark: { filled: no }', { remark: '' }, 'yes'],
    ['remark: のし', { remark: '' }, 'no'],
    ['gift: yes', { gift: true }, 'yes'],
    ['gift: no', { gift: undefined }, 'unknown: gift'],
    ['customer: first', { customer: 'first' }, 'yes'],
    ['customer: repeat', { customer: undefined }, 'unknown: customer'],
    ['wished-date: no', { 'wished-date': false }, 'yes'],
    ['wished-in-days: { at-most: 2 }', { 'wished-in-days': 2 }, 'yes'],
    ['wished-in-days: { at-most: 2 }', { 'wished-in-days': null }, 'no'],
    ['ordered-hour: { at-least: 10, under: 14 }', { 'ordered-hour': 13 }, 'yes'],
    ['ordered-weekday: [土, 日]', { 'ordered-weekday': '日' }, 'yes'],
    ['ordered-weekday: [土, 日]', { 'ordered-weekday': undefined }, 'unknown: ordered-weekday'],
    ['tag: 確認済み', { tag: ['確認済み'] }, 'yes'],
    ['tag: 確認済み', { tag: [] }, 'no'],
    ['cancel-request: yes', { 'cancel-request': true }, 'yes'],
  ];
  it.each(cases)('{ %s } of %j is answered with %s', (condition, facts, answer) => {
    expect(ask(condition, facts)).toBe(answer);
  });

  it('has every fact of the closed list among them', () => {
    const tried = new Set(cases.map(([condition]) => condition.split(':')[0]));
    expect(factNames.filter((name) => !tried.has(name))).toEqual([]);
  });

  it('a condition that fails decides, whatever else is unknown', () => {
    expect(ask('payment: cod, weight: { over: 1 }', { weight: undefined })).toBe('no');
    expect(ask('payment: paid, weight: { over: 1 }', { weight: undefined })).toBe('unknown: weight');
  });

  it('"unless" takes a rule away, and what it does not know makes the rule unknown', () => {
    expect(ask('prefecture: 沖縄県', { prefecture: '沖縄県' }, 'unless')).toBe('no');
    expect(ask('prefecture: 沖縄県', { prefecture: '東京都' }, 'unless')).toBe('yes');
    expect(ask('prefecture: 沖縄県', { prefecture: undefined }, 'unless')).toBe('unknown: prefecture');
  });
});

describe('facts of an order', () => {
  const source = {
    shop: 'sheet',
    defaultMethod: '',
    today: '2026-11-21',
    masters: ruleMasters,
    methodFor: (words: string) => findMethod(ruleMasters, words) ?? null,
    goods: (sku: string) =>
      ({
        MAIL: { sku: 'MAIL', cool: 'normal' as const, mailSize: true, fragile: false, preorderDay: '', weight: 100 },
        ICE: {
          sku: 'ICE',
          cool: 'frozen' as const,
          mailSize: false,
          fragile: true,
          preorderDay: '2026-12-01',
          weight: 900,
        },
        HALF: { sku: 'HALF', mailSize: true },
      })[sku],
    unlisted: 'unknown' as const,
  };
  const facts = (given = order(), more = {}, aside: Parameters<typeof factsOf>[3] = { tags: [] }) =>
    factsOf(given, given.destinations[0]!, { ...source, ...more }, aside);

  it('says every fact of the closed list of a plain order, but what nobody looked for', () => {
    const known = facts(order({ lines: [line({ sku: 'MAIL' })] }), {}, { tags: [], customer: 'first' });
    expect(factNames.filter((name) => known[name] === undefined)).toEqual([]);
    expect(Object.keys(known).sort()).toEqual([...factNames].sort());
  });

  it('reads where it goes, when it was ordered and what it costs', () => {
    const given = order({
      orderedAt: '2026-11-20T15:30:00Z', // already Saturday in Japan
      orderer: party({ name: '注文 花子', phone: '03-9999-9999' }),
      destinations: [
        destination({
          method: 'ネコポス',
          wishedDate: '2026-11-24',
          note: '置き配',
          consignee: party({
            address: { prefecture: '沖縄県', city: '石垣市', street: '1', building: '' },
            postalCode: '9070000',
          }),
        }),
      ],
      payment: { state: 'cod', method: '代引', paidAt: null, codAmount: 5000, codTax: null },
      note: 'のし',
    });
    expect(facts(given)).toMatchObject({
      payment: 'cod',
      'delivery-method': 'nekopos',
      prefecture: '沖縄県',
      island: true,
      'postal-area': '9070000',
      'cod-amount': 5000,
      'wished-in-days': 3,
      'ordered-hour': 0,
      'ordered-weekday': '土',
      remark: 'のし\n置き配',
      gift: true,
    });
  });

  it('counts what is in it, measures what stands on the label, and takes along what was said beside the order', () => {
    const given = order({
      destinations: [
        destination({
          method: '宅急便コンパクト希望',
          consignee: party({
            name: 'Ａｂ 太郎',
            phone: '03-1234-567',
            address: { prefecture: '東京都', city: '千代田区', street: '1-2', building: '' },
          }),
        }),
      ],
      lines: [
        line({ sku: 'MAIL', quantity: 2 }),
        line({ no: '2', sku: 'ICE', quantity: 1, cancelRequested: true }),
        line({ no: '3', sku: 'GONE', quantity: 9, status: 'cancelled' }),
      ],
      payment: { state: 'unpaid', method: 'NP後払い', paidAt: null, codAmount: null, codTax: null },
      total: 4321,
    });
    expect(facts(given, { shop: 'amazon' }, { tags: ['確認済み'], customer: 'repeat' })).toMatchObject({
      shop: 'amazon',
      payment: 'unpaid',
      'payment-words': 'NP後払い',
      'delivery-words': '宅急便コンパクト希望',
      sku: ['MAIL', 'ICE'],
      amount: 4321,
      'cod-amount': null,
      quantity: 3,
      weight: 1100,
      'line-count': 2,
      'name-length': 9, // 全角 counts two
      'address-length': 17,
      'phone-length': 9,
      remark: '',
      customer: 'repeat',
      'wished-date': false,
      'wished-in-days': null,
      tag: ['確認済み'],
      'cancel-request': true,
    });
    const alone = order({ orderer: party({ name: '試験 太郎' }) });
    expect(facts(alone)).toMatchObject({ gift: false, 'cancel-request': false, tag: [] });
    const cod = { state: 'cod' as const, method: '代引', paidAt: null, codAmount: null, codTax: null };
    // Who does not say what to collect collects the total.
    expect(facts(order({ payment: cod, total: 700 }))['cod-amount']).toBe(700);
    expect(facts(order({ payment: cod, total: null }))['cod-amount']).toBeUndefined();
  });

  it('never says "no" where it does not know', () => {
    const given = order({
      orderedAt: null,
      total: null,
      payment: { state: 'unknown', method: '？', paidAt: null, codAmount: null, codTax: null },
      destinations: [
        destination({
          method: '宇宙便',
          consignee: party({ postalCode: '', address: { prefecture: '', city: '', street: '', building: '' } }),
        }),
      ],
      lines: [line({ sku: '' })],
    });
    const unknown = [
      'payment',
      'delivery-method',
      'prefecture',
      'island',
      'postal-area',
      'goods-mail-size',
      'goods-fragile',
      'goods-preorder',
      'preorder-in-days',
      'amount',
      'cod-amount',
      'weight',
      'customer',
      'ordered-hour',
      'ordered-weekday',
    ] as const;
    const known = facts(given);
    for (const name of unknown) expect([name, known[name]]).toEqual([name, undefined]);
    expect(known.sku).toEqual({ values: [] });
    expect(known['goods-cool']).toEqual({ values: [] });
  });

  it('sums up the product table: all, some, none, and what is not known', () => {
    const of = (...skus: string[]) =>
      facts(order({ lines: skus.map((sku, at) => line({ no: String(at), sku, quantity: 2 })) }));
    expect(of('MAIL', 'ICE')).toMatchObject({
      'goods-cool': ['normal', 'frozen'],
      'goods-mail-size': 'some',
      'goods-fragile': 'some',
      'goods-preorder': 'some',
      'preorder-in-days': 10,
      weight: 2000,
    });
    expect(of('MAIL')).toMatchObject({ 'goods-mail-size': 'all', 'goods-preorder': 'none', 'preorder-in-days': null });
    expect(of('MAIL', 'HALF')).toMatchObject({
      'goods-mail-size': 'all',
      'goods-fragile': undefined,
      weight: undefined,
    });
    expect(of('MAIL', 'NEW')['goods-mail-size']).toBeUndefined();
    const ordinary = facts(order({ lines: [line({ sku: 'NEW' })] }), { unlisted: 'ordinary' });
    expect(ordinary).toMatchObject({ 'goods-cool': ['normal'], 'goods-mail-size': 'none', weight: undefined });
  });

  it('counts only what is ours to ship to this destination', () => {
    const given = order({
      lines: [
        line(),
        line({ no: '2', status: 'cancelled' }),
        line({ no: '3', fulfilledElsewhere: true }),
        line({ no: '4', destination: '2' }),
      ],
    });
    expect(facts(given)).toMatchObject({ 'line-count': 1, quantity: 1, sku: ['SKU-1'] });
  });
});

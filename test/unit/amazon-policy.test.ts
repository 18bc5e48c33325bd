import { describe, expect, test } from 'vitest';
import { amazon } from '../../src/connectors/amazon/index.ts';
import type { AmazonSettings } from '../../src/connectors/amazon/settings.ts';
import type { PolicyFacts, PolicyShipment } from '../../src/connectors/contract.ts';
import { decide } from '../../src/core/decide/index.ts';
import { contentHash } from '../../src/core/ids.ts';
import type { DeliveryMethod } from '../../src/core/masters.ts';
import { standard } from '../support/layouts.ts';
import { line, methods, order, shop } from '../support/orders.ts';

const settings = amazon.settings.parse({
  'seller-id': 'ATEST00001',
  lwa: { 'client-id': 'c', 'client-secret': { env: 'A' }, 'refresh-token': { stored: 'b' } },
  'set-skus': ['SET-1'],
}) as AmazonSettings;

const yamato: DeliveryMethod = {
  ...methods.宅急便!,
  codes: { amazon: { carrierCode: 'YAMATO', carrierName: 'ヤマト運輸', shipMethod: '宅急便' } },
};
const letter: DeliveryMethod = {
  ...yamato,
  code: 'letter',
  needsNumber: false,
  codes: { amazon: { carrierCode: 'Japan Post', carrierName: '日本郵便', shipMethod: '定形外郵便' } },
};

const base = order({
  number: '250-0000001-0000001',
  lines: [line({ no: '1', quantity: 2 }), line({ no: '2', sku: 'SKU-2' })],
});
const planned = decide({
  order: base,
  shop: shop(),
  today: '2026-11-21',
  prior: [],
  historyHolds: [],
  lastSerial: 0,
  methodFor: () => yamato,
  inspect: (shipment) => ({ shipment, holds: [] }),
})[0]!.shipment;

const waybill = (number: string) => ({
  customerNo: 'x',
  carrier: 'ヤマト運輸',
  serviceCode: '0',
  number,
  shipDate: '2026-11-20',
});
const shipped = (
  more: Partial<PolicyShipment> = {},
  ship: Partial<PolicyShipment['shipment']> = {},
): PolicyShipment => ({
  shipment: { ...planned, ...ship },
  state: 'shipped',
  waybill: waybill('400000000002'),
  method: yamato,
  shippedOn: '2026-11-21',
  confirmations: 1,
  holds: [],
  ...more,
});
const policy = (shipments: readonly PolicyShipment[], more: Partial<PolicyFacts> = {}) =>
  amazon.policy!(
    {
      order: base,
      shipments,
      shop: shop(),
      today: '2026-11-21',
      kinds: ['ship'],
      told: [],
      linkState: null,
      isCopyRelated: false,
      ...more,
    },
    settings,
  );
const codes = (result: ReturnType<typeof policy>) => result.problems.map((one) => one.code);
const part = (number: number, no: string, more: Partial<PolicyShipment> = {}) =>
  shipped(more, {
    id: `part-${number}`,
    part: number,
    serial: number,
    lines: planned.lines.filter((one) => one.no === no),
  });

describe('A2: a ship notice is due', () => {
  test('when the shipment is shipped and has a number, with everything that Amazon is told (A5)', () => {
    const { due, problems } = policy([shipped()]);
    expect(problems).toEqual([]);
    expect(due).toMatchObject([
      {
        about: planned.id,
        notice: {
          kind: 'ship',
          orderNumber: '250-0000001-0000001',
          ship: {
            parcel: planned.serial,
            parcels: 1,
            items: [
              { line: '1', quantity: 2 },
              { line: '2', quantity: 1 },
            ],
            shipDate: '2026-11-21',
            carrierCode: 'YAMATO',
            carrierName: 'ヤマト運輸',
            shipMethod: '宅急便',
            trackingNumber: '400000000002',
            collect: false,
          },
        },
      },
    ]);
  });

  test.each(['held', 'ready', 'issuing', 'issued', 'cancelled'] as const)('not while it is %s', (state) => {
    expect(policy([shipped({ state })])).toEqual({ due: [], problems: [] });
  });

  test.each(['1111, 2222', '1111，2222', ' 1111、2222'])('of several numbers (%s) the first goes out', (number) => {
    expect(policy([shipped({ waybill: waybill(number) })]).due[0]!.notice.ship!.trackingNumber).toBe('1111');
  });

  test('without a number it waits, and says so', () => {
    expect(codes(policy([shipped({ waybill: null })]))).toEqual(['notice-waits-number']);
    expect(codes(policy([shipped({ waybill: waybill('') })]))).toEqual(['notice-waits-number']);
  });

  test('a method that needs no number goes without', () => {
    const { due } = policy([shipped({ waybill: null, method: letter })]);
    expect(due[0]!.notice.ship).toMatchObject({
      trackingNumber: '',
      carrierCode: 'Japan Post',
      shipMethod: '定形外郵便',
    });
  });

  test('a method that the master does not know goes as Other with the name on the slip; without one it is for the operator', () => {
    expect(policy([shipped({ method: null })]).due[0]!.notice.ship).toMatchObject({
      carrierCode: 'Other',
      carrierName: 'ヤマト運輸',
    });
    const nameless = shipped({ method: null, waybill: { ...waybill('1'), carrier: '' } });
    expect(codes(policy([nameless]))).toEqual(['notice-method-unknown']);
  });

  test.each([
    ['そのままの文言', '配送業者を指定してください', ''],
    ['伝票も「その他」', undefined, 'その他'],
    ['伝票に名前がない', '', ''],
    ['未定', 'その他', '未定'],
  ])('A6: その他 without the name of a carrier is not told (%s); with one it is', (_, carrierName, carrier) => {
    const codesOf = (name: string | undefined) => ({
      amazon: { carrierCode: 'Other', shipMethod: 'その他', ...(name !== undefined && { carrierName: name }) },
    });
    const method = { ...letter, carrier: 'その他', needsNumber: true };
    const slip = { ...waybill('123'), carrier };
    const nameless = policy([shipped({ method: { ...method, codes: codesOf(carrierName) }, waybill: slip })]);
    expect([nameless.due, codes(nameless)]).toEqual([[], ['notice-carrier-name-missing']]);
    const named = policy([shipped({ method: { ...method, codes: codesOf('赤帽') }, waybill: slip })]);
    expect(named.due[0]!.notice.ship).toMatchObject({ carrierCode: 'Other', carrierName: '赤帽' });
  });

  test('cash on delivery is collected', () => {
    const cod = { ...base, payment: { ...base.payment, state: 'cod' as const } };
    expect(policy([shipped()], { order: cod }).due[0]!.notice.ship!.collect).toBe(true);
  });

  test('an order that was cancelled at Amazon is not told, and that is said', () => {
    const result = policy([shipped()], { order: { ...base, cancelled: true } });
    expect([result.due, codes(result)]).toEqual([[], ['notice-order-cancelled']]);
  });

  test('a line that Amazon does not have cannot be told', () => {
    expect(
      codes(policy([shipped({}, { lines: [{ no: 'set-part', sku: 'x', name: '', option: '', quantity: 1 }] })])),
    ).toEqual(['notice-lines-unknown']);
  });
});

describe('A3: a split order', () => {
  test('waits until every part is shipped and has its number', () => {
    expect(codes(policy([part(1, '1'), part(2, '2', { state: 'issued' })]))).toEqual(['notice-waits-parts']);
    const waiting = policy([part(1, '1'), part(2, '2', { waybill: null })]);
    expect([waiting.due, codes(waiting)]).toEqual([[], ['notice-waits-parts', 'notice-waits-parts']]);
    expect(waiting.problems[0]!.args).toEqual({ parts: 1 });
  });

  test('then all parts are told, as parcels that add up to the order', () => {
    const { due } = policy([part(1, '1'), part(2, '2', { waybill: null, method: letter })]);
    expect(due.map(({ notice }) => [notice.ship!.parcel, notice.ship!.parcels, notice.ship!.items])).toEqual([
      [1, 2, [{ line: '1', quantity: 2 }]],
      [2, 2, [{ line: '2', quantity: 1 }]],
    ]);
  });

  test('with a set product is not sent but said, wherever the set is named', () => {
    const withSet = (sku: string) => [
      part(1, '1'),
      shipped({}, { serial: 2, part: 2, lines: [{ ...planned.lines[1]!, sku }] }),
    ];
    expect(codes(policy(withSet('SET-1')))).toEqual(['notice-set-split', 'notice-set-split']);
    expect(codes(policy(withSet('SET-2'), { shop: shop({ setSkus: ['SET-2'] }) }))).toEqual([
      'notice-set-split',
      'notice-set-split',
    ]);
    // Whole, it is no problem.
    expect(policy([shipped({}, { lines: [{ ...planned.lines[0]!, sku: 'SET-1' }] })]).due).toHaveLength(1);
  });

  test('a part that was dropped does not count', () => {
    expect(policy([part(1, '1'), part(2, '2', { state: 'cancelled' })]).due).toHaveLength(1);
  });
});

describe('A4', () => {
  test('goods that travel in another parcel are told with its number, day and carrier, and their own lines', () => {
    const carrier = shipped(
      { waybill: waybill('400000000013'), shippedOn: '2026-11-19' },
      { id: 'other', orderNumber: 'other' },
    );
    const own = shipped(
      { state: 'cancelled', waybill: null, shippedOn: null, carriedBy: carrier },
      { bundledInto: 'other' },
    );
    const { due } = policy([own]);
    expect(due).toMatchObject([
      {
        about: planned.id,
        notice: {
          orderNumber: base.number,
          ship: {
            trackingNumber: '400000000013',
            shipDate: '2026-11-19',
            items: [
              { line: '1', quantity: 2 },
              { line: '2', quantity: 1 },
            ],
          },
        },
      },
    ]);
    const waiting = { ...own, carriedBy: { ...carrier, state: 'issued' as const } };
    expect(policy([waiting])).toEqual({ due: [], problems: [] });
  });

  test('copies and what was copied are never told', () => {
    const result = policy([shipped()], { isCopyRelated: true });
    expect([result.due, codes(result)]).toEqual([[], ['notice-copied']]);
  });
});

describe('A8: what is told again', () => {
  const hash = (one: PolicyShipment) => contentHash(policy([one]).due[0]!.content);
  test('a changed number, method, quantity or a new confirmation; not a corrected carrier name or the day', () => {
    const before = hash(shipped());
    const sameMethod = {
      ...yamato,
      codes: { amazon: { carrierCode: 'YamatoTransport', carrierName: 'クロネコ', shipMethod: 'x' } },
    };
    expect(hash(shipped({ method: sameMethod, shippedOn: '2026-11-22' }))).toBe(before);
    const changed = [
      shipped({ waybill: waybill('400000000013') }),
      shipped({ method: { ...yamato, code: 'yamato-2' } }),
      shipped({ confirmations: 2 }),
      shipped({}, { undone: 1 }),
      shipped({}, { lines: [{ ...planned.lines[0]!, quantity: 1 }] }),
    ];
    for (const one of changed) expect(hash(one)).not.toBe(before);
  });
});

test('A6: every method of the standard master says something that Amazon takes, or is not for Amazon', () => {
  for (const method of standard.masters.methods) {
    const codes = method.codes.amazon;
    if (!codes) continue;
    const { due } = policy([shipped({ method })]);
    expect(due[0]!.notice.ship!.carrierName.length).toBeGreaterThan(0);
    expect(codes.carrierCode).not.toMatch(/^\d+$/);
  }
  expect(standard.masters.methods.filter((method) => method.codes.amazon).length).toBeGreaterThanOrEqual(20);
});

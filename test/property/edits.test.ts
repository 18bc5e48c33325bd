import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Edit, setValue } from '../../src/core/edit/apply.ts';
import { type Change, changeOrder } from '../../src/core/edit/change.ts';
import { type EditableField, type EditValue, editableFields, fieldValue } from '../../src/core/edit/editable.ts';
import type { Order } from '../../src/core/order.ts';
import { destination, line, order, party } from '../support/orders.ts';

const editor = { by: '担当', at: '2026-11-21T01:00:00Z', note: '電話で確認' };

/** Fields of each place and kind that the tests draw from. */
const drawn = [
  'order.note',
  'order.total',
  'order.payment.state',
  'order.cancelled',
  'order.orderer.phone',
  'line.consignee.name',
  'line.consignee.phone',
  'line.consignee.postalCode',
  'line.consignee.address',
  'line.consignee.building',
  'line.delivery.method',
  'line.delivery.service',
  'line.delivery.cool',
  'line.delivery.wishedDate',
  'line.delivery.timeSlot',
  'line.delivery.packages',
  'line.delivery.marketplaceLabel',
  'line.quantity',
  'line.name',
  'line.cancelRequested',
].map((path) => editableFields.get(path)!);

const whole = drawn.filter((field) => field.type !== 'address-part');

const texts = fc.constantFrom('', 'ア', 'イ', '山田　花子', '髙橋', '𠮷野');

function valueFor({ type, path }: EditableField): fc.Arbitrary<EditValue> {
  switch (type) {
    case 'address':
      return fc.record({ prefecture: texts, city: texts, street: texts, building: texts });
    case 'flag':
      return fc.boolean();
    case 'count':
      return fc.integer({ min: 1, max: 9 });
    case 'yen':
      return fc.option(fc.integer({ min: 0, max: 9999 }));
    case 'date':
      return fc.option(fc.constantFrom('2026-11-25', '2026-11-26'));
    case 'phone':
      return fc.constantFrom('', '090-0000-0001', '09000000001', '03-0000-0002');
    case 'payment-state':
      return fc.constantFrom('paid', 'unpaid', 'cod');
    case 'service':
      return fc.constantFrom('', 'prepaid', 'nekopos');
    case 'cool':
      return fc.constantFrom('', 'frozen', 'chilled');
    default:
      return path.endsWith('Code') ? fc.constantFrom('', '1000001', '1500002') : texts;
  }
}

/** An order with own destination keys and line numbers, or with positions only. */
const base = fc.record({ owned: fc.boolean(), second: fc.boolean() }).map(({ owned, second }): Order => {
  const keys = owned ? ['A', 'B'] : ['', '#2'];
  return order({
    destinations: [
      destination({ key: keys[0]! }),
      ...(second ? [destination({ key: keys[1]!, consignee: party({ name: '別人 次郎' }) })] : []),
    ],
    lines: [
      line({ no: '1', destination: keys[0]!, sku: 'S-1' }),
      ...(second ? [line({ no: '2', destination: keys[1]!, sku: 'S-2' })] : []),
    ],
  });
});

function placesOf({ destinations, lines }: Order, { place }: EditableField): string[] {
  if (place === 'order') return [''];
  return place === 'line' ? lines.map((one) => one.no) : destinations.map((one) => one.key);
}

const changeOf = (source: Order, fields = drawn): fc.Arbitrary<Change> =>
  fc
    .constantFrom(...fields)
    .chain((field) =>
      fc.record({ field: fc.constant(field), of: fc.constantFrom(...placesOf(source, field)), value: valueFor(field) }),
    );

const scene = base.chain((source) =>
  fc.record({
    source: fc.constant(source),
    edits: fc.array(changeOf(source), { maxLength: 5 }),
    /** What the source changes later; never who lives where, which would make positions unclear. */
    later: fc.array(
      changeOf(
        source,
        whole.filter(({ path }) => !/consignee\.(name|postalCode|address)/.test(path)),
      ),
      { maxLength: 5 },
    ),
  }),
);

const valueAt = (holder: Order, { path, place }: EditableField, of: string): EditValue => {
  if (place === 'order') return fieldValue(holder, path);
  const found =
    place === 'line' ? holder.lines.find((one) => one.no === of) : holder.destinations.find((one) => one.key === of);
  return fieldValue(found!, path);
};

const changed = (source: Order, later: readonly Change[]): Order =>
  later.reduce((at, { field, of, value }) => setValue(at, field, of, value as EditValue), source);

const plain = (value: EditValue) => JSON.stringify(value);

describe('who wins, per field', () => {
  test('without edits the source is the order', () => {
    fc.assert(
      fc.property(base, (source) => {
        expect(applyEdits(source, [])).toEqual({ order: source, edits: [], disputes: [] });
      }),
    );
  });

  test('what a person said stands in the order, the last word of each field', () => {
    fc.assert(
      fc.property(scene, ({ source, edits }) => {
        const { order: result } = changeOrder(source, [], edits, editor);
        const last = new Map(edits.map((one) => [`${one.field.path} ${one.of}`, one]));
        for (const { field, of, value } of last.values()) {
          if (field.type === 'address-part' || field.type === 'address') continue;
          expect(plain(valueAt(result, field, of))).toBe(plain(value!));
        }
      }),
    );
  });

  test('the same source again changes nothing and disputes nothing', () => {
    fc.assert(
      fc.property(scene, ({ source, edits }) => {
        const first = changeOrder(source, [], edits, editor);
        const again = applyEdits(source, first.edits);
        expect(again).toEqual({ order: first.order, edits: first.edits, disputes: [] });
      }),
    );
  });

  test('a later change of the source wins where nobody edited; where both changed, the person stands and it is disputed', () => {
    fc.assert(
      fc.property(scene, ({ source, edits, later }) => {
        const first = changeOrder(source, [], edits, editor);
        const now = changed(source, later);
        const result = applyEdits(now, first.edits);
        for (const field of whole) {
          for (const of of placesOf(source, field)) {
            const edit = first.edits.find((one) => one.path === field.path && one.of === of);
            const [theirs, ours] = [valueAt(now, field, of), valueAt(result.order, field, of)];
            const dispute = result.disputes.find((one) => one.field.path === field.path && one.of === of);
            expect(plain(ours)).toBe(plain(edit ? edit.value : theirs));
            const isThird = edit && plain(theirs) !== plain(edit.base) && plain(theirs) !== plain(edit.value);
            if (dispute) expect(isThird).toBe(true);
            // A telephone number that is only written in another way is the same number.
            else if (isThird) expect(field.type).toBe('phone');
          }
        }
      }),
    );
  });

  test('an edit that the source says itself by now is over, and the source goes on', () => {
    fc.assert(
      fc.property(scene, ({ source, edits }) => {
        const first = changeOrder(source, [], edits, editor);
        const caughtUp = applyEdits(first.order, first.edits);
        const others = caughtUp.edits.filter(({ path }) => !/consignee/.test(path));
        expect(others).toEqual([]);
        expect(caughtUp.disputes.filter((one) => one.theirs !== undefined)).toEqual([]);
      }),
    );
  });

  test('edits of different fields do not depend on their order', () => {
    fc.assert(
      fc.property(scene, ({ source, edits }) => {
        const key = ({ field, of }: Change) => `${field.path.replace(/(building)$/, 'address')} ${of}`;
        const distinct = [...new Map(edits.map((one) => [key(one), one])).values()];
        const one = changeOrder(source, [], distinct, editor);
        const other = changeOrder(source, [], distinct.toReversed(), editor);
        expect(other.order).toEqual(one.order);
      }),
    );
  });

  test('taking every edit back gives the source, and saying a value again settles its dispute', () => {
    fc.assert(
      fc.property(scene, ({ source, edits, later }) => {
        const first = changeOrder(source, [], edits, editor);
        const now = changed(source, later);
        const held = applyEdits(now, first.edits);
        const back = held.edits.map(
          ({ path, of }): Change => ({ field: editableFields.get(path)!, of, value: undefined }),
        );
        expect(changeOrder(now, held.edits, back, editor)).toMatchObject({ order: now, edits: [] });
        const said = held.disputes.map(({ field, of, ours }): Change => ({ field, of, value: ours }));
        const settled = changeOrder(now, held.edits, said, editor);
        expect(applyEdits(now, settled.edits).disputes).toEqual([]);
        expect(settled.order).toEqual(held.order);
      }),
    );
  });
});

describe('destinations that have only positions', () => {
  const two = order({
    destinations: [
      destination({ key: '', consignee: party({ name: '甲野 一郎', phone: '' }) }),
      destination({ key: '#2', consignee: party({ name: '乙野 二郎', phone: '' }) }),
    ],
    lines: [line({ no: '1', destination: '' }), line({ no: '2', destination: '#2', sku: 'S-2' })],
  });
  const phone = editableFields.get('line.consignee.phone')!;
  const edited = (source: Order, of: string): readonly Edit[] =>
    changeOrder(source, [], [{ field: phone, of, value: '090-0000-0009' }], editor).edits;
  const phones = (result: Order) => result.destinations.map((one) => [one.consignee.name, one.consignee.phone]);

  test('an edit follows its person when the rows come in another order', () => {
    const [first, second] = two.destinations;
    const swapped = {
      ...two,
      destinations: [
        { ...second!, key: '' },
        { ...first!, key: '#2' },
      ],
    };
    expect(phones(applyEdits(swapped, edited(two, '#2')).order)).toEqual([
      ['乙野 二郎', '090-0000-0009'],
      ['甲野 一郎', ''],
    ]);
  });

  test('an edit never goes to somebody else: who cannot be told for certain is disputed', () => {
    const [first] = two.destinations;
    const other = destination({ key: '#2', consignee: party({ name: '丙野 三郎', phone: '' }) });
    const strange = applyEdits({ ...two, destinations: [first!, other] }, edited(two, '#2'));
    expect(phones(strange.order).map(([, number]) => number)).toEqual(['', '']);
    expect(strange.disputes).toMatchObject([{ theirs: undefined, ours: '090-0000-0009' }]);
    // Another edit meanwhile does not make it somebody's.
    const note = { field: editableFields.get('order.note')!, of: '', value: 'メモ' };
    const after = changeOrder({ ...two, destinations: [first!, other] }, strange.edits, [note], editor);
    expect(phones(after.order).map(([, number]) => number)).toEqual(['', '']);
    expect(phones(applyEdits(two, after.edits).order)).toEqual([
      ['甲野 一郎', ''],
      ['乙野 二郎', '090-0000-0009'],
    ]);
    // The other one only is left: its key is the first position now.
    const alone = applyEdits({ ...two, destinations: [first!] }, edited(two, '#2'));
    expect(phones(alone.order)).toEqual([['甲野 一郎', '']]);
    expect(alone.disputes).toHaveLength(1);
  });

  test('the only destination keeps its edit when the marketplace corrects its address', () => {
    const one = order({ destinations: [destination({ key: '', consignee: party({ phone: '' }) })] });
    const moved = order({
      destinations: [destination({ key: '', consignee: party({ name: '試験 次郎', phone: '' }) })],
    });
    const result = applyEdits(moved, edited(one, ''));
    expect(phones(result.order)).toEqual([['試験 次郎', '090-0000-0009']]);
    expect(result.disputes).toEqual([]);
  });

  test('a line is known again by its goods', () => {
    const quantity = editableFields.get('line.quantity')!;
    const { edits } = changeOrder(two, [], [{ field: quantity, of: '2', value: 3 }], editor);
    const [first, second] = two.lines;
    const turned = {
      ...two,
      lines: [
        { ...second!, no: '1' },
        { ...first!, no: '2' },
      ],
    };
    expect(applyEdits(turned, edits).order.lines.map((one) => [one.sku, one.quantity])).toEqual([
      ['S-2', 3],
      ['SKU-1', 1],
    ]);
  });
});

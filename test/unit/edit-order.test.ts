import { afterEach, describe, expect, test } from 'vitest';
import { completeOrders } from '../../src/flow/desk/amazon/complete.ts';
import { type EditRequest, editOrder } from '../../src/flow/desk/edit-order.ts';
import type { WantedEdit } from '../../src/flow/desk/edit-target.ts';
import { explainOrder } from '../../src/flow/desk/explain.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { writeNotices } from '../../src/flow/notify/write-notice-files.ts';
import { allHolds } from '../support/all-orders.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';

let desk: Desk;
afterEach(() => desk.close());

const set = (name: string, text: string, of?: string): WantedEdit => ({ name, text, of });
const edit = (number: string, edits: readonly WantedEdit[], more: Partial<EditRequest> = {}) =>
  editOrder(desk.ctx, number, { edits, note: '電話で確認', actor: '佐藤', ...more });
const codes = (said: readonly { code: string }[]) => said.map((one) => one.code);
const holds = async () => (await allHolds(desk.ctx)).map((one) => one.id.replace(/^.*:/, ''));
const shipment = async (customerNo: string) => {
  const [one] = await desk.ctx.store.shipments({ customerNos: [customerNo] });
  return one!;
};
const one = `${orderNo(1)}_1`;
/** The cells of the last B2 file, by row. */
const lastFile = async () => {
  const file = (await desk.ctx.store.outbox({ purpose: 'issue' })).at(-1)!;
  return new TextDecoder('shift_jis').decode(await desk.ctx.store.documentBytes(file.document));
};

describe('before the label', () => {
  test('a missing telephone number is given by a person: the order is decided and inspected anew', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, { 'buyer-phone-number': '' })]);
    expect(await holds()).toEqual(['phone-missing']);
    const result = await edit(orderNo(1), [
      set('consignee.phone', '０９０ー０００００００１'),
      set('orderer.phone', '03-0000-0102'),
    ]);
    expect(codes(result.refused)).toEqual([]);
    expect(result.changed).toEqual([
      { field: 'consignee.phone', label: 'お届け先電話番号', of: '', before: '（なし）', after: '090-00000001' },
      { field: 'orderer.phone', label: '注文者電話番号', of: '', before: '（なし）', after: '03-0000-0102' },
    ]);
    expect(await desk.states()).toEqual([`${one} ready`]);
    await issueShipments(desk.ctx, {});
    expect(await lastFile()).toContain('090-00000001');
  });

  test.each([
    ['delivery.method', 'ネコポス', { method: 'nekopos', service: 'nekopos' }],
    ['delivery.service', '宅急便コンパクト', { service: 'compact' }],
    ['line.delivery.service', '8', { service: 'compact' }],
    ['delivery.cool', '冷凍', { cool: 'frozen' }],
    ['delivery.wishedDate', '2026/11/25', { deliveryDate: '2026-11-25' }],
    ['delivery.timeSlot', '午前中', { timeSlot: '0812' }],
    ['delivery.plannedShipDate', '11/24', { shipDate: '2026-11-24' }],
    ['delivery.packages', '3', { packages: 3 }],
    ['delivery.note', '置き配希望', { note: '置き配希望' }],
    ['quantity', '5', { lines: [{ no: '11', sku: 'SKU-1', name: '緑茶 100g', option: '', quantity: 5 }] }],
    ['line.name', '紅茶', { lines: [{ no: '11', sku: 'SKU-1', name: '紅茶', option: '', quantity: 1 }] }],
  ])('%s=%s is on the shipment', async (name, text, expected) => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const result = await edit(orderNo(1), [set(name, text)]);
    expect(codes(result.refused)).toEqual([]);
    expect((await shipment(one)).shipment).toMatchObject(expected);
  });

  test('a part of an address leaves the rest as it is; a whole one is cut like that of a file', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('consignee.building', '試験ビル301')]);
    const address = { prefecture: '東京都', city: '千代田区', street: '千代田9-9-9', building: '試験ビル301' };
    expect((await shipment(one)).shipment.consignee.address).toEqual(address);
    const result = await edit(orderNo(1), [
      set('consignee.address', '大阪市北区梅田1-1-1'),
      set('consignee.postalCode', '530-0001'),
    ]);
    expect(codes(result.notes)).toEqual(['edit-repaired']);
    expect((await shipment(one)).shipment.consignee).toMatchObject({
      postalCode: '5300001',
      address: { prefecture: '大阪府', city: '大阪市北区', street: '梅田1-1-1', building: '' },
    });
    expect(await desk.states()).toEqual([`${one} ready`]);
  });

  test('a value that the label cannot carry is a hold as it would be from a file', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('consignee.postalCode', '999-9999')]);
    expect(await holds()).toEqual(['postal-unlisted-elsewhere']);
    await edit(orderNo(1), [set('consignee.postalCode', '100-0001'), set('consignee.name', '𠮷田 𩸽子')]);
    expect(await holds()).toEqual(['char-not-in-cp932', 'char-without-replacement']);
    await edit(orderNo(1), [set('delivery.service', 'コレクト'), set('consignee.name', '吉田 花子')]);
    expect(await holds()).toContain('service-collects-again');
  });

  test('what a document could not say and a person said is no reason any more, also when the file comes again', async () => {
    desk = await openDesk();
    const bad = row(1, 11, { 'buyer-phone-number': '090-12' });
    await desk.report([bad]);
    expect(await holds()).toContain('phone-length');
    await edit(orderNo(1), [set('consignee.phone', '090-0000-0001'), set('orderer.phone', '090-0000-0001')]);
    expect(await holds()).toEqual([]);
    const again = await desk.report([bad, row(2, 21)]);
    expect(again.orders).toMatchObject({ new: 1, unchanged: 1, revised: 0 });
    expect(await desk.states()).toEqual([`${one} ready`, `${orderNo(2)}_1 ready`]);
  });

  test('a problem names the field and the remedy; every mistake at once, and nothing is changed', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(1, 12)]);
    const result = await edit(orderNo(1), [
      set('consignee.phon', '03-0000-0000'),
      set('consignee.phone', '03-12'),
      set('delivery.method', 'ネコボス'),
      set('delivery.cool', 'つめたい'),
      set('order.number', 'X'),
      set('status', 'あ'),
      set('line.status', 'あ', '11'),
      set('quantity', '2'),
      set('quantity', '2', '99'),
      set('note', 'a', '1'),
      set('quantity', '', '11'),
      set('consignee.prefecture', '江戸'),
    ]);
    expect(codes(result.refused).sort()).toEqual(
      [
        'edit-no-field',
        'edit-bad-value',
        'edit-method-unknown',
        'edit-word-unknown',
        'edit-identity',
        'edit-derived',
        'edit-word-unknown',
        'edit-which',
        'edit-no-place',
        'edit-order-field-of',
        'edit-never-blank',
        'edit-word-unknown',
      ].sort(),
    );
    const said = (code: string) => result.refused.find((each) => each.code === code)!;
    expect(said('edit-no-field').sentence).toContain('「consignee.phone」ではありませんか');
    expect(said('edit-bad-value').sentence).toContain('お届け先電話番号');
    expect(said('edit-bad-value').remedy).toContain('市外局番');
    const zero = await edit(orderNo(1), [set('quantity', '0', '11')]);
    expect(zero.refused.map((each) => each.remedy)).toEqual([
      '1以上の整数にしてください。商品を送らないときは、明細の状態（line.status）をキャンセルにします。直した値（quantity）で、もう一度実行してください。',
    ]);
    expect(said('edit-method-unknown').sentence).toContain('「ネコポス」ではありませんか');
    expect(said('edit-which').remedy).toContain('11 12');
    expect((await desk.ctx.store.orders({}))[0]!.revision).toBe(1);
  });

  test('no sentence about a correction holds a value that was typed', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const result = await edit(orderNo(1), [set('consignee.phone', '山田花子の電話')]);
    expect(JSON.stringify(result.refused)).not.toContain('山田花子');
  });

  test('several destinations and lines: by お客様管理番号, by position, or by the shipment that was named', async () => {
    desk = await openDesk();
    const other = {
      'recipient-name': '別人 次郎',
      'ship-address-1': '丸の内1-1-1',
      'buyer-phone-number': '03-0000-0909',
    };
    await desk.report([row(1, 11), row(1, 12, other)]);
    const two = `${orderNo(1)}_2`;
    expect(codes((await edit(orderNo(1), [set('consignee.phone', '03-0000-0009')])).refused)).toEqual(['edit-which']);
    await edit(orderNo(1), [set('consignee.phone', '03-0000-0009', two), set('delivery.method', 'ネコポス', '1')]);
    await edit(two, [set('consignee.building', '２階'), set('quantity', '4')]);
    expect((await shipment(one)).shipment).toMatchObject({ service: 'nekopos', consignee: { phone: '03-0000-0101' } });
    expect((await shipment(two)).shipment).toMatchObject({
      service: 'prepaid',
      consignee: { phone: '03-0000-0009', address: { building: '２階' } },
      lines: [{ quantity: 4 }],
    });
  });

  test('paid by a person: the order leaves 入金待ち, and the marketplace that still says unpaid changes nothing', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, { 'payments-date': '' })]);
    await edit(orderNo(1), [set('payment.state', '入金済み')]);
    expect(await desk.states()).toEqual([`${one} ready`]);
    await desk.report([row(1, 11, { 'payments-date': '' }), row(2, 21)]);
    expect((await desk.states())[0]).toBe(`${one} ready`);
  });
});

describe('the source changes later', () => {
  const phone = (number: string) => ({ 'buyer-phone-number': number });

  test('the same field: a hold that shows both; clearing it keeps the person’s value', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, phone('03-0000-0101'))]);
    await edit(orderNo(1), [set('consignee.phone', '090-0000-0001')]);
    await desk.report([row(1, 11, phone('03-0000-0202'))]);
    const [hold, ...more] = (await allHolds(desk.ctx)).filter((each) => each.code === 'edited-field-changed');
    expect(more).toEqual([]);
    expect(hold).toMatchObject({ values: '修正した値「090-0000-0001」／店舗の値「03-0000-0202」' });
    expect(hold!.sentence).toContain('お届け先電話番号');
    expect(hold!.sentence + hold!.remedy).not.toContain('090-0000');
    expect((await shipment(one)).state).toBe('held');
    await clearHold(desk.ctx, orderNo(1), '修正した値でよい');
    expect((await shipment(one)).state).toBe('ready');
    expect((await shipment(one)).shipment.consignee.phone).toBe('090-0000-0001');
    // The same content again says nothing anew; a third value does.
    await desk.report([row(1, 11, phone('03-0000-0202')), row(2, 21)]);
    expect((await shipment(one)).state).toBe('ready');
    await desk.report([row(1, 11, phone('03-0000-0303'))]);
    expect(await holds()).toContain('edited-field-changed');
  });

  test('the same field: taken back, or said anew, it is settled', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    for (const no of [1, 2]) await edit(orderNo(no), [set('consignee.building', '１０１')]);
    await desk.report([row(1, 11, { 'ship-address-2': '２０２' }), row(2, 21, { 'ship-address-2': '２０２' })]);
    expect((await holds()).filter((code) => code === 'edited-field-changed')).toHaveLength(2);
    await edit(orderNo(1), [{ name: 'consignee.address' }]);
    const result = await edit(orderNo(2), [set('consignee.building', '１０１')]);
    expect(codes(result.notes)).toEqual(['edit-settled']);
    expect((await holds()).filter((code) => code === 'edited-field-changed')).toEqual([]);
    const buildings = (await desk.ctx.store.orders({})).map((each) => each.order.destinations[0]!.consignee.address);
    expect(buildings.map((each) => each.building || each.street)).toEqual(['２０２', '１０１']);
  });

  test('another field: both stand, by the rules that are there already', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('consignee.phone', '090-0000-0001')]);
    await desk.report([row(1, 11, { 'recipient-name': '試験 次郎' })]);
    expect(await holds()).toEqual(['content-changed']);
    expect((await shipment(one)).shipment.consignee).toMatchObject({ name: '試験 次郎', phone: '090-0000-0001' });
  });

  test('the source comes to the same value: the correction is over, and nobody is asked', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('consignee.name', '試験 次郎')]);
    await desk.report([row(1, 11, { 'recipient-name': '試験 次郎' })]);
    expect(await desk.states()).toEqual([`${one} ready`]);
    const [stored] = await desk.ctx.store.orders({});
    expect(stored).not.toHaveProperty('edits');
    expect(stored).not.toHaveProperty('source');
  });

  test('a cancellation by the source is never edited away by an old correction', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('quantity', '2')]);
    await desk.report([row(1, 11, { 'quantity-to-ship': '0' }), row(2, 21)]);
    await edit(orderNo(1), [set('cancelled', 'はい')]);
    expect((await desk.states())[0]).toBe(`${one} cancelled`);
  });

  test('goods that travel in another parcel change in that parcel too', async () => {
    desk = await openDesk();
    const { bundleOrders } = await import('../../src/flow/desk/bundle.ts');
    await desk.report([row(1, 11), row(2, 21)]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
    const result = await edit(orderNo(2), [set('quantity', '3'), set('consignee.phone', '03-0000-0009')]);
    expect(codes(result.notes)).toEqual(['edit-carried']);
    expect((await shipment(one)).shipment.bundled).toMatchObject([{ lines: [{ quantity: 3 }] }]);
    expect((await shipment(one)).shipment.consignee.phone).toBe('03-0000-0101');
  });
});

describe('after the label', () => {
  test('issuing: the CSV stays as it is, and it is said how a new label is made', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await issueShipments(desk.ctx, {});
    const before = await shipment(one);
    const result = await edit(orderNo(1), [set('consignee.phone', '090-0000-0001')]);
    expect(codes(result.notes)).toEqual(['edit-not-on-label-file']);
    expect(result.notes[0]!.remedy).toContain('issue --undo amazon/b2-amazon-');
    const after = await shipment(one);
    expect(after.state).toBe('issuing');
    expect(after.shipment).toEqual({ ...before.shipment, outdated: true });
  });

  test('printed: said; a reissue writes the corrected content, and only then', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    await desk.issueAndNumber();
    const result = await edit(orderNo(1), [set('consignee.phone', '090-0000-0001'), set('email', '')]);
    expect(codes(result.refused)).toEqual(['edit-no-field']);
    expect(codes((await edit(orderNo(1), [set('consignee.phone', '090-0000-0001')])).notes)).toEqual([
      'edit-not-on-label',
    ]);
    expect((await shipment(one)).shipment.consignee.phone).toBe('03-0000-0101');
    const reissued = await issueShipments(desk.ctx, {
      orders: [one, `${orderNo(2)}_1`],
      reissue: { note: '電話番号' },
    });
    expect(reissued.leftOut).toEqual([]);
    const file = await lastFile();
    expect(file).toContain('090-0000-0001');
    expect(file.split('\r\n').filter((line) => line.includes('03-0000-0101'))).toHaveLength(1); // the other one
    expect((await shipment(one)).shipment).toMatchObject({ consignee: { phone: '090-0000-0001' } });
    expect((await shipment(one)).shipment).not.toHaveProperty('outdated');
    expect((await shipment(one)).state).toBe('shipped');
  });

  test('a corrected label that cannot be printed is left out of the reissue with its reason', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    await edit(orderNo(1), [set('consignee.postalCode', '999-9999')]);
    const reissued = await issueShipments(desk.ctx, { orders: [one], reissue: { note: '直した' } });
    expect(codes(reissued.leftOut)).toEqual(['postal-unlisted-elsewhere']);
    expect(reissued.files).toEqual([]);
  });

  test.each([
    ['delivery.method', 'ネコポス'],
    ['delivery.service', 'ネコポス'],
    ['delivery.service', 'A'],
  ])('A8: %s=%s after printing is told again', async (name, text) => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    expect((await writeNotices(desk.ctx)).shipments).toEqual([one]);
    expect((await shipment(one)).state).toBe('closed');
    expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
    const result = await edit(orderNo(1), [set(name, text)]);
    expect(codes(result.notes)).toEqual(['edit-tells-again']);
    expect((await shipment(one)).shipment).toMatchObject({ method: 'nekopos', service: 'nekopos' });
    expect((await writeNotices(desk.ctx)).shipments).toEqual([one]);
    expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
  });

  test('a slip type that several methods have asks for the method', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    const { methods } = desk.ctx.masters;
    const several = methods.filter((each) => each.service === 'compact' || each.codService === 'compact');
    const twin = { ...several[0]!, code: 'compact-2', title: 'コンパクト２' };
    Object.assign(desk.ctx.masters, { methods: [...methods, twin] });
    const result = await edit(orderNo(1), [set('delivery.service', '宅急便コンパクト')]);
    Object.assign(desk.ctx.masters, { methods });
    expect(codes(result.refused)).toEqual(['edit-slip-which-method']);
    expect((await shipment(one)).shipment.service).toBe('prepaid');
  });

  test('a dispute after the label is said on the shipment that is out', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('consignee.phone', '090-0000-0001')]);
    await desk.issueAndNumber();
    await desk.report([row(1, 11, { 'buyer-phone-number': '03-0000-0202' })]);
    expect(await holds()).toContain('edited-field-changed');
    expect((await shipment(one)).shipment.consignee.phone).toBe('090-0000-0001');
  });

  test('an unconfirmed order and A9 still know their parcels', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11, pieces(2))]);
    await desk.issueAndNumber();
    await edit(orderNo(1), [set('delivery.method', 'ネコポス')]);
    const rows = (await completeOrders(desk.ctx, {}, { dryRun: true })).rows;
    expect(rows).toMatchObject([{ customerNo: one }]);
    await desk.take('again.csv', issuedData([{ customerNo: one, number: trackingNumber(77) }]), '');
    expect((await shipment(one)).waybills).toHaveLength(1);
  });
});

describe('history', () => {
  test('orders show and explain name who edited what and why; the journal holds no value', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('consignee.phone', '090-0000-0001'), set('delivery.service', 'ネコポス')], {
      note: '山田様から電話',
    });
    const [shown] = await showOrder(desk.ctx, orderNo(1));
    expect(shown!.edits).toMatchObject([
      { label: 'お届け先電話番号', value: '090-0000-0001', base: '03-0000-0101', by: '佐藤', note: '山田様から電話' },
      { label: '送り状種類', value: 'ネコポス', base: '（なし）' },
    ]);
    const journal = shown!.journal.find((each) => each.what === 'order-edited')!;
    expect(journal).toMatchObject({
      actor: '佐藤',
      note: '山田様から電話',
      details: { revision: 2, fields: 'consignee.phone delivery.service' },
    });
    const phone = (await explainOrder(desk.ctx, orderNo(1), { cell: 9 }))[0]!;
    expect(phone.value).toBe('090-0000-0001');
    expect(phone.sources.map((each) => [each.edited?.by, each.column, each.value])).toEqual([
      ['佐藤', null, '090-0000-0001'],
      [undefined, 'buyer-phone-number', '03-0000-0101'],
    ]);
  });

  test('a copy begins with what counts today, without its corrections', async () => {
    desk = await openDesk();
    const { copyOrder } = await import('../../src/flow/desk/copy.ts');
    await desk.report([row(1, 11)]);
    await edit(orderNo(1), [set('consignee.phone', '090-0000-0001')]);
    await copyOrder(desk.ctx, orderNo(1));
    const [copy] = await desk.ctx.store.orders({ numbers: [`${orderNo(1)}-copy-1`] });
    expect(copy!.order.destinations[0]!.consignee.phone).toBe('090-0000-0001');
    expect(copy).not.toHaveProperty('edits');
  });
});

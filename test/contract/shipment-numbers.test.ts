import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, test } from 'vitest';
import type { Shop } from '../../src/core/shop.ts';
import { copyOrder } from '../../src/flow/desk/copy.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { findOrders } from '../../src/flow/desk/orders.ts';
import { splitOrder } from '../../src/flow/desk/split.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { undoIssue } from '../../src/flow/issue/undo-issue.ts';
import { openDesk } from '../support/desk.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';
import { shop } from '../support/orders.ts';
import { csvOf, type SheetRow, sheetRow } from '../support/sheet.ts';
import { newStorePlace, storeKinds } from '../support/stores.ts';

/* B4, food and gift mode, from an aiship file to the label and back, on both databases (a number is unique over all shops). */

const layouts = { read: [], issue: 'b2-csv', notify: '' };
const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
const own = (name: string, more: Partial<Shop> = {}) =>
  shop({ name, marketplace: name, layouts, billing, defaultMethod: 'yamato', ...more });

/** A row of aiship's 受注データ for 出荷番号 `shipment` of an order. */
const row = (number: string, line: string, shipment: string, name: string, more: SheetRow = {}): SheetRow => ({
  コントロールカラム: '',
  注文番号: number,
  INDEX: line,
  商品管理番号: `G-${line}`,
  商品名: 'ジャム',
  数量: '2',
  管理ステータス: '受注',
  入金済ステータス: '入金済み',
  配送方法: '宅急便',
  注文者氏名: '阿部 涼',
  注文者郵便番号: '980-0021',
  注文者都道府県: '宮城県',
  注文者住所1: '仙台市青葉区中央1-2-3',
  注文者電話番号: '022-000-0061',
  お届け先氏名: name,
  お届け先郵便番号: '060-0001',
  お届け先都道府県: '北海道',
  お届け先住所1: name.startsWith('前') ? '札幌市中央区北1条西2-3' : '札幌市中央区南4条西5-6',
  お届け先電話番号: '011-000-0062',
  出荷番号: shipment,
  ...more,
});

let close: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of close.toReversed()) await one();
  close = [];
});

describe.each(storeKinds)('%s', (kind) => {
  async function open() {
    const place = await newStorePlace(kind);
    const desk = await openDesk({}, [own('aiship', { customerNo: 'shipment-number' }), own('sheet')], place.target);
    close.push(
      () => place.remove(),
      () => desk.close(),
    );
    let files = 0;
    return {
      desk,
      aiship: (rows: readonly SheetRow[]) =>
        desk.take(`a-${++files}.csv`, iconv.encode(Buffer.from(csvOf(rows)).toString('utf8'), 'cp932'), 'aiship'),
      sheet: (number: string) => desk.take(`s-${++files}.csv`, csvOf([sheetRow(number)]), 'sheet'),
      said: async () =>
        (await desk.ctx.store.shipments({})).map(({ shipment, state, holds }) =>
          [shipment.customerNo, state, ...holds.flatMap((one) => (one.cleared === null ? [one.code] : []))].join(' '),
        ),
    };
  }

  test('B4: the label has the 出荷番号, the number of B2 comes back by it, and `_` leads back to the order', async () => {
    const { desk, aiship, said } = await open();
    const number = '173358885443';
    await aiship([row(number, '1', '193590', '前田 望'), row(number, '2', '193591', '小林 空')]);
    const { files } = await issueShipments(desk.ctx, {});
    const cells = files.flatMap((file) => b2Rows(readFileSync(file)));
    expect(cells.map((one) => [one[0], one[15]])).toEqual([
      [`${number}_193590`, '前田 望'],
      [`${number}_193591`, '小林 空'],
    ]);
    const numbers: Record<string, string> = {
      [`${number}_193591`]: trackingNumber(2),
      [`${number}_193590`]: trackingNumber(1),
    };
    const rows = Object.entries(numbers).map(([customerNo, one]) => ({ customerNo, number: one }));
    await desk.take('issued.csv', issuedData(rows), '');
    expect(await said()).toEqual([`${number}_193590 shipped`, `${number}_193591 shipped`]);
    for (const { shipment, waybills } of await desk.ctx.store.shipments({})) {
      expect(waybills.map((one) => one.number)).toEqual([numbers[shipment.customerNo]]);
      for (const asked of [shipment.customerNo, shipment.customerNo.replace(/_[^_]*$/, '')])
        expect((await findOrders(desk.ctx, asked)).map((one) => one.order.order.number)).toEqual([number]);
    }
  });

  test('B4: two shops with one order number: whoever comes second gets no number that is taken', async () => {
    const { aiship, sheet, said, desk } = await open();
    await sheet('77');
    await aiship([row('77', '1', '1', '前田 望'), row('77', '2', '2', '小林 空')]);
    await sheet('88');
    expect(await said()).toEqual(['77_3 held shipment-number-taken', '77_2 ready', '77_1 ready', '88_1 ready']);
    expect((await clearHold(desk.ctx, '77_3', '連番でよい')).cleared).toHaveLength(1);
    expect(new Set((await issueShipments(desk.ctx, {})).shipments)).toEqual(new Set(['77_1', '77_2', '77_3', '88_1']));
  });

  test('B4: the other way round: a running number steps over the 出荷番号 of another shop', async () => {
    const { aiship, sheet, said } = await open();
    await aiship([row('77', '1', '2', '前田 望')]);
    await sheet('77');
    expect(await said()).toEqual(['77_2 ready', '77_3 ready']);
  });

  test('B4: a file without 出荷番号 holds; the right file gives the number, the same file again changes nothing', async () => {
    const { aiship, said } = await open();
    await aiship([row('5', '1', '', '前田 望')]);
    expect(await said()).toEqual(['5_1 held shipment-number-missing']);
    await aiship([row('5', '1', '4711', '前田 望')]);
    expect(await said()).toEqual(['5_4711 ready']);
    await aiship([row('5', '1', '4711', '前田 望')]);
    expect(await said()).toEqual(['5_4711 ready']);
  });

  test('B4: 出荷番号 that change places in a later file are never moved from one parcel to another', async () => {
    const { desk, aiship } = await open();
    await aiship([row('6', '1', '10', '前田 望'), row('6', '2', '11', '小林 空')]);
    await aiship([row('6', '1', '11', '前田 望'), row('6', '2', '10', '小林 空')]);
    const all = await desk.ctx.store.shipments({});
    // Each 出荷番号 has another address now: people look, and nothing of it is issued.
    expect(all.map((one) => one.shipment.customerNo).sort()).toEqual(['6_10', '6_11']);
    expect(all.every((one) => one.state === 'held')).toBe(true);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
  });

  test('B4: issued, taken back, read anew with another 出荷番号: the number that may stand on paper stays', async () => {
    const { desk, aiship, said } = await open();
    await aiship([row('7', '1', '10', '前田 望', { 配送先番号: '1' })]);
    const { files } = await issueShipments(desk.ctx, {});
    await undoIssue(desk.ctx, { file: files[0]!, note: '印刷していない' });
    await aiship([row('7', '1', '99', '前田 望', { 配送先番号: '1' })]);
    expect((await said()).map((one) => one.split(' ')[0])).toEqual(['7_10']);
  });

  test('B4: split and copied parcels have numbers of their own that lead back to their order', async () => {
    const { desk, aiship, said } = await open();
    await aiship([row('8', '1', '193590', '前田 望')]);
    await splitOrder(desk.ctx, '8', { lines: [{ no: '1', quantity: 1 }] });
    await copyOrder(desk.ctx, '8');
    expect(await said()).toEqual(['8_193590 ready', '8_19359002 ready', '8-copy-1_193590 ready']);
    for (const [asked, number] of [
      ['8_19359002', '8'],
      ['8-copy-1_193590', '8-copy-1'],
    ] as const)
      expect((await findOrders(desk.ctx, asked)).map((one) => one.order.order.number)).toEqual([number]);
  });
});

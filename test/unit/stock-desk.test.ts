import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setStock } from '../../src/flow/desk/set-stock.ts';
import { splitOrder, undoSplit } from '../../src/flow/desk/split.ts';
import { listSets, listStock, showStock } from '../../src/flow/desk/stock.ts';
import type { IntakeDocument } from '../../src/flow/types.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';

/* X8: what is on hand, reserved and free, whatever a person or an order does. */

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

let files = 0;
const file = (header: string, ...rows: string[]): Promise<IntakeDocument> =>
  desk.take(`file-${++files}.csv`, Buffer.from([header, ...rows, ''].join('\r\n')), '');
const sheet = (...rows: string[]) => file('商品コード,在庫数', ...rows);
const map = (...rows: string[]) => file('商品コード,店舗,店舗商品コード', ...rows);
const sets = (...rows: string[]) => file('セット商品コード,構成商品コード,数量', ...rows);
const figure = async (sku = 'SKU-1') => {
  const { figure: found } = (await showStock(desk.ctx, sku))!;
  return found && [found.onHand, found.sent, found.reserved, found.free];
};
const by = { actor: '佐藤', note: '棚卸し' };
const said = ({ problems }: IntakeDocument) =>
  problems.map(({ code, kind, row: at, column, value }) => [code, kind, at, column, value]);

const cancel = (no: number) =>
  desk.take(
    `cancel-${no}.json`,
    Buffer.from(
      JSON.stringify({
        orders: [
          {
            orderId: orderNo(no),
            createdTime: '2026-11-20T03:00:00Z',
            salesChannel: { channelName: 'AMAZON' },
            fulfillment: { fulfillmentStatus: 'CANCELLED', fulfilledBy: 'MERCHANT' },
            orderItems: [{ orderItemId: `${no}1`, quantityOrdered: 2, product: { sellerSku: 'SKU-1', title: '緑茶' } }],
          },
        ],
      }),
    ),
  );

describe('X8: reserved and free', () => {
  test('an order reserves, its cancel gives back', async () => {
    await sheet('SKU-1,10');
    await desk.report([row(1, 11, pieces(2))]);
    expect(await figure()).toEqual([10, 0, 2, 8]);
    await cancel(1);
    expect(await figure()).toEqual([10, 0, 0, 10]);
  });

  test('a split reserves the same pieces, in two shipments; taken back, in one', async () => {
    await sheet('SKU-1,10');
    await desk.report([row(1, 11, pieces(3))]);
    await splitOrder(desk.ctx, orderNo(1), { lines: [{ no: '11', quantity: 1 }] });
    expect(await figure()).toEqual([10, 0, 3, 7]);
    const reserved = async () =>
      (await showStock(desk.ctx, 'SKU-1'))!.reservedBy.map((one) => [one.customerNo, one.pieces]);
    expect(await reserved()).toEqual([
      [`${orderNo(1)}_1`, 2],
      [`${orderNo(1)}_2`, 1],
    ]);
    await undoSplit(desk.ctx, orderNo(1));
    expect(await figure()).toEqual([10, 0, 3, 7]);
    expect(await reserved()).toEqual([[`${orderNo(1)}_1`, 3]]);
  });

  test('what left is gone from the shelf; what comes back (返品) lies there again', async () => {
    await sheet('SKU-1,10');
    await desk.report([row(1, 11, pieces(2))]);
    await desk.issueAndNumber();
    expect(await figure()).toEqual([10, 2, 0, 8]);
    const [shipped] = await desk.ctx.store.shipments({ numbers: [orderNo(1)] });
    await desk.ctx.store.write((tx) => tx.saveShipments([{ ...shipped!, state: 'returned' }]));
    expect(await figure()).toEqual([10, 0, 0, 10]);
  });
});

describe('X8: stock by hand', () => {
  test('a count speaks of now: what left before is not in it', async () => {
    await sheet('SKU-1,10');
    await desk.report([row(1, 11, pieces(2)), row(2, 21, pieces(3))]);
    await desk.issueAndNumber();
    await desk.report([row(3, 31, pieces(1))]);
    desk.wait({ minutes: 1 });
    expect(await setStock(desk.ctx, 'SKU-1', { to: 20 }, by)).toMatchObject({ before: 5, onHand: 20 });
    expect(await figure()).toEqual([20, 0, 1, 19]);
    const { record } = (await showStock(desk.ctx, 'SKU-1'))!;
    expect([record!.writer, record!.note]).toEqual([expect.stringMatching(/^佐藤（2026-11-21 10:01）$/), '棚卸し']);
    expect(await desk.ctx.store.journal({ limit: 1 })).toMatchObject([
      { actor: '佐藤', what: 'stock-set', details: { sku: 'SKU-1', from: 5, to: 20 }, note: '棚卸し' },
    ]);
  });

  test('what is added comes on top of what is there now; below zero and unknown goods are refused', async () => {
    await sheet('SKU-1,10');
    await desk.report([row(1, 11, pieces(2))]);
    await desk.issueAndNumber();
    desk.wait({ minutes: 1 });
    expect(await setStock(desk.ctx, 'SKU-1', { add: 5 }, by)).toMatchObject({ onHand: 13 });
    expect(await setStock(desk.ctx, 'SKU-1', { add: -3 }, by)).toMatchObject({ onHand: 10 });
    expect(await setStock(desk.ctx, 'SKU-1', { add: -11 }, by)).toMatchObject({
      done: false,
      code: 'stock-below-zero',
    });
    expect(await setStock(desk.ctx, 'NEW', { add: 1 }, by)).toMatchObject({ done: false, code: 'stock-no-such-sku' });
    expect(await figure()).toEqual([10, 0, 0, 10]);
  });

  test('goods that waited for stock go on at once', async () => {
    await desk.close();
    desk = await openDesk({ allocate: true });
    await desk.report([row(1, 11)]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 backordered`]);
    await setStock(desk.ctx, 'SKU-1', { to: 5 }, by);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`]);
  });

  test('the list comes by SKU, for one beginning or one shop, with who wrote each', async () => {
    await sheet('B-1,1', 'A-1,2', 'A-2,3');
    await map('A-2,amazon,X');
    const list = async (filter: Parameters<typeof listStock>[1]) =>
      (await listStock(desk.ctx, filter, { limit: 10 })).rows.map((one) => `${one.sku} ${one.free}`);
    expect(await list({})).toEqual(['A-1 2', 'A-2 3', 'B-1 1']);
    expect(await list({ sku: 'A' })).toEqual(['A-1 2', 'A-2 3']);
    expect(await list({ shop: 'amazon' })).toEqual(['A-2 3']);
    const [first] = (await listStock(desk.ctx, {}, { limit: 1 })).rows;
    expect(first!.writer).toMatch(/^file-\d+\.csv（2026-11-21/);
  });

  test('of what nothing is known, nothing is shown', async () => {
    expect(await showStock(desk.ctx, 'NOBODY')).toBeUndefined();
  });
});

describe('X8: set products', () => {
  test('are as many as their scarcest part makes; selling one reserves the parts', async () => {
    await sheet('TEA,10', 'CUP,4');
    await sets('SKU-1,TEA,2', 'SKU-1,CUP,1');
    expect(await figure('SKU-1')).toEqual([4, 0, 0, 4]);
    await desk.report([row(1, 11, pieces(3))]);
    expect([await figure('TEA'), await figure('CUP'), await figure('SKU-1')]).toEqual([
      [10, 0, 6, 4],
      [4, 0, 3, 1],
      [4, 0, 0, 1],
    ]);
    expect((await showStock(desk.ctx, 'TEA'))!.reservedBy).toMatchObject([{ number: orderNo(1), pieces: 6 }]);
    await desk.issueAndNumber();
    expect([await figure('TEA'), await figure('CUP')]).toEqual([
      [10, 6, 0, 4],
      [4, 3, 0, 1],
    ]);
    expect(await listSets(desk.ctx)).toMatchObject([{ sku: 'SKU-1', free: 1 }]);
  });

  test('sets within sets; parts that were counted at different times each from their own', async () => {
    await sheet('TEA,10');
    await sets('SKU-1,BOX,2', 'BOX,TEA,2', 'BOX,CUP,1');
    await desk.report([row(1, 11, pieces(1))]);
    await desk.issueAndNumber();
    desk.wait({ minutes: 5 });
    await sheet('CUP,9');
    expect([await figure('TEA'), await figure('CUP'), await figure('SKU-1')]).toEqual([
      [10, 4, 0, 6],
      [9, 0, 0, 9],
      [2, 0, 0, 1],
    ]);
  });

  test('a set of which a part is not counted has no figure', async () => {
    await sheet('TEA,10');
    await sets('SKU-1,TEA,1', 'SKU-1,CUP,1');
    expect(await figure('SKU-1')).toBeNull();
  });

  test('a circle is refused and named, the other sets get in; so is one that closes later', async () => {
    const first = await sets('A,B,1', 'B,A,1', 'GOOD,TEA,1', 'SELF,SELF,1');
    expect(said(first)).toEqual([
      ['set-circle', 'fix', 2, 'セット商品コード', 'A'],
      ['set-circle', 'fix', 3, 'セット商品コード', 'B'],
      ['set-circle', 'fix', 5, 'セット商品コード', 'SELF'],
    ]);
    await sets('X,Y,1');
    expect(said(await sets('Y,Z,1', 'Z,X,1')).map(([code, , at]) => [code, at])).toEqual([
      ['set-circle', 2],
      ['set-circle', 3],
    ]);
    expect((await desk.ctx.store.setParts()).map((one) => one.sku)).toEqual(['GOOD', 'X']);
  });

  test('a set gets in whole or not at all', async () => {
    const taken = await sets('A,TEA,1', 'A,CUP,0', 'B,TEA,1', 'B,TEA,2', 'C,TEA,3');
    expect(said(taken).map(([code, kind, at]) => [code, kind, at])).toEqual([
      ['count-zero', 'fix', 3],
      ['set-part-twice', 'fix', 5],
      ['set-row-bad', 'fix', 2],
    ]);
    expect(await desk.ctx.store.setParts()).toEqual([{ sku: 'C', part: 'TEA', quantity: 3 }]);
  });

  test('has no level of its own', async () => {
    await sheet('TEA,10');
    await sets('SET,TEA,1');
    expect(said(await sheet('SET,99', 'TEA,8'))).toEqual([['stock-of-set', 'done', 2, '商品コード', 'SET']]);
    expect(await setStock(desk.ctx, 'SET', { to: 5 }, by)).toMatchObject({ done: false, code: 'stock-set-has-parts' });
    expect(await figure('SET')).toEqual([8, 0, 0, 8]);
  });
});

describe('X8: bad rows are named with file, row, column and value; good rows go on', () => {
  test('the bytes of an earlier sheet are a count of today when somebody said something else since', async () => {
    const first = Buffer.from('商品コード,在庫数\r\nA,20\r\nB,5\r\n');
    const levels = async () =>
      (await listStock(desk.ctx, {}, { limit: 10 })).rows.map(({ sku, onHand }: { sku: string; onHand: number }) => [
        sku,
        onHand,
      ]);
    await desk.take('月.csv', first, '');
    expect((await desk.take('月（コピー）.csv', first, '')).seenBefore).toBe(true);
    await sheet('A,21');
    const again = await desk.take('水.csv', first, '');
    expect([again.seenBefore, again.registered.stock]).toEqual([false, 2]);
    expect(await levels()).toEqual([
      ['A', 20],
      ['B', 5],
    ]);
    await setStock(desk.ctx, 'B', { to: 1 }, by);
    await desk.take('木.csv', first, '');
    expect(await levels()).toEqual([
      ['A', 20],
      ['B', 5],
    ]);
    expect((await desk.take('金.csv', first, '')).seenBefore).toBe(true);
  });

  test('a SKU twice with different counts is not taken; twice the same is', async () => {
    const taken = await sheet('A,1', 'B,2', 'A,3', 'B,2');
    expect(said(taken)).toEqual([['stock-sku-twice', 'fix', 4, '商品コード', 'A']]);
    expect(await desk.ctx.store.stock()).toEqual([{ sku: 'B', onHand: 2 }]);
    expect(taken.registered).toEqual({ stock: 1 });
  });

  test('negative, broken and Excel-damaged rows', async () => {
    expect(said(await sheet('A,-3', 'B,1.5', '1.23E+11,4', 'C,7')).map(([code, , at]) => [code, at])).toEqual([
      ['count-negative', 2],
      ['count-fraction', 3],
      ['code-exponent', 4],
    ]);
    expect(await desk.ctx.store.stock()).toEqual([{ sku: 'C', onHand: 7 }]);
  });

  test('a SKU that lost its zeros or its width is asked about, one that nobody sells is only said', async () => {
    await map('0012,amazon,X', 'TEA-1,amazon,Y');
    const taken = await sheet('12,5', 'ｔｅａ-1,6', 'PAPER,7', 'TEA-1,8');
    expect(said(taken)).toEqual([
      ['stock-sku-near', 'fix', 2, '商品コード', '12'],
      ['stock-sku-near', 'fix', 3, '商品コード', 'ｔｅａ-1'],
      ['stock-sku-unmapped', 'done', 4, '商品コード', 'PAPER'],
    ]);
    expect(taken.problems[0]!.sentence).toContain('0012 のことではありませんか');
    expect(await desk.ctx.store.stock()).toEqual([
      { sku: 'PAPER', onHand: 7 },
      { sku: 'TEA-1', onHand: 8 },
    ]);
  });

  test('many goods that nobody sells are said in one line', async () => {
    await map('A,amazon,X');
    const taken = await sheet(...Array.from({ length: 30 }, (_, no) => `N-${no},1`));
    expect(said(taken).filter(([code]) => code === 'stock-sku-unmapped')).toHaveLength(20);
    expect(taken.problems.at(-1)).toMatchObject({ code: 'stock-skus-unmapped', args: { count: 10 } });
  });

  test('a product map with an unknown shop, a share over 100, or one item for two goods', async () => {
    const taken = await file(
      '商品コード,店舗,店舗商品コード,配分率',
      'A,amazn,1,',
      'B,amazon,2,101',
      'C,amazon,3,',
      'D,amazon,3,',
      'E,amazon,4,50',
    );
    expect(said(taken)).toEqual([
      ['product-shop-unknown', 'fix', 2, '店舗', 'amazn'],
      ['product-share-bad', 'fix', 3, '配分率', '101'],
      ['product-twice', 'fix', 5, '店舗商品コード', '3'],
    ]);
    expect(await desk.ctx.store.products()).toEqual([
      { shop: 'amazon', item: '4', option: '', sku: 'E', name: '', share: 50 },
    ]);
  });
});

import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { explainOrder } from '../../src/flow/desk/explain.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { followUp, issueShipments, type UndoRequest, undoIssue } from '../../src/flow/issue/index.ts';
import type { StoredHandOver } from '../../src/store/types.ts';
import { allHolds } from '../support/all-orders.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { filesIn } from '../support/workspace.ts';

let desk: Desk;
afterEach(() => desk.close());

const one = `${orderNo(1)}_1`;
const two = `${orderNo(2)}_1`;
const undo = (file: string, more: Partial<UndoRequest> = {}) =>
  undoIssue(desk.ctx, { file, note: 'B2で印刷していないことを確認', actor: '佐藤', ...more });
const codes = (said: readonly { code: string }[]) => said.map((each) => each.code);
const outbox = () => filesIn(desk.ctx.config.outbox);
const issue = async (...orders: string[]) => {
  const { files } = await issueShipments(desk.ctx, orders.length > 0 ? { orders } : {});
  return files[0]!;
};
const numbersCame = (...customerNos: string[]) =>
  desk.take(
    `issued-${customerNos.length}-${customerNos[0]}.csv`,
    issuedData(customerNos.map((customerNo, index) => ({ customerNo, number: trackingNumber(index + 50) }))),
    '',
  );

describe('issue --undo', () => {
  test('takes the file aside and the shipments back to 出荷待ち; issued again they are in one new file', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    const file = await issue();
    const report = await undo(basename(file));
    expect(report).toMatchObject({ undone: [one, two], leftOut: [], refused: [], unfinished: false });
    expect(existsSync(file)).toBe(false);
    expect(existsSync(report.movedTo)).toBe(true);
    expect(outbox().map((path) => path.split('/')[0])).toEqual(['_undone', '_undone']);
    expect(await desk.states()).toEqual([`${one} ready`, `${two} ready`]);
    const journal = await desk.ctx.store.journal({ orderNumber: orderNo(1) });
    expect(journal.slice(-2)).toMatchObject([
      { what: 'issue-undo-asked', actor: '佐藤', note: 'B2で印刷していないことを確認' },
      { what: 'issue-undone', details: { from: 'issuing', to: 'ready' } },
    ]);
    desk.wait({ seconds: 5 });
    const again = await issue();
    expect(again).not.toBe(file);
    expect(outbox().filter((path) => path.startsWith('amazon/'))).toHaveLength(2);
    expect(codes((await undo(basename(file))).refused)).toEqual(['undo-done-before']);
    expect(await desk.states()).toEqual([`${one} issuing`, `${two} issuing`]);
  });

  test.each([
    ['its name', (path: string) => basename(path)],
    ['its path under outbox', (path: string) => `amazon/${basename(path)}`],
    ['its manifest', (path: string) => `${path}.manifest.json`],
    ['its path on the disk', (path: string) => path],
    ['a Windows path', (path: string) => `C:\\shop\\outbox\\amazon\\${basename(path)}`],
  ])('knows the file by %s', async (_how, named) => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const file = await issue();
    expect((await undo(named(file))).undone).toEqual([one]);
    expect(existsSync(file)).toBe(false);
  });

  test('knows a file that a person renamed in the outbox, and takes that one aside', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const file = await issue();
    const renamed = join(desk.ctx.config.outbox, 'amazon', '今日の分（1）.csv');
    renameSync(file, renamed);
    expect((await undo(renamed)).undone).toEqual([one]);
    expect(existsSync(renamed)).toBe(false);
  });

  test('a file that somebody took needs a second word: it may have been imported', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const file = await issue();
    const elsewhere = join(desk.ctx.config.root, 'desktop.csv');
    copyFileSync(file, elsewhere);
    rmSync(file);
    for (const given of [basename(file), elsewhere]) {
      expect(codes((await undo(given)).refused)).toEqual(['undo-file-taken']);
      expect(await desk.states()).toEqual([`${one} issuing`]);
    }
    expect(await undo(elsewhere, { taken: true })).toMatchObject({ undone: [one], movedTo: '' });
    expect(existsSync(elsewhere)).toBe(true);
  });

  test('refuses what is printed; a file that is printed in part needs every other shipment named', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21), row(3, 31)]);
    const file = await issue();
    await numbersCame(one);
    const refused = await undo(file);
    expect(codes(refused.refused)).toEqual(['undo-numbers-came']);
    expect(refused.refused[0]!.sentence).toContain(one);
    expect(codes((await undo(file, { orders: [two] })).refused)).toEqual(['undo-numbers-came']);
    expect(await desk.states()).toEqual([`${one} shipped`, `${two} issuing`, `${orderNo(3)}_1 issuing`]);
    const report = await undo(file, { orders: [two, orderNo(3)] });
    expect(report.undone).toEqual([two, `${orderNo(3)}_1`]);
    expect(codes(report.leftOut)).toEqual(['undo-has-number']);
    expect(await desk.states()).toEqual([`${one} shipped`, `${two} ready`, `${orderNo(3)}_1 ready`]);
  });

  test('refuses when everything is printed, and files that are none of ours', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const file = await issue();
    await numbersCame(one);
    expect(codes((await undo(file)).refused)).toEqual(['undo-has-number']);
    for (const name of ['b2-amazon-20200101-000000-01.csv', '../../etc/passwd', '', 'amazon/']) {
      expect(codes((await undo(name)).refused)).toEqual(['undo-no-such-file']);
    }
  });

  test('refuses what was handed over to B2 Cloud', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const file = await issue();
    const [stored] = await desk.ctx.store.shipments({});
    const handOver: StoredHandOver = {
      id: 'h-1',
      route: 'screen',
      state: 'open',
      notifyHash: 'x',
      payload: '',
      shipments: [stored!.shipment.id],
      handle: {},
      looks: 0,
      notBefore: '2026-11-21T01:00:00Z',
      code: '',
      args: {},
      createdAt: '2026-11-21T01:00:00Z',
      at: '2026-11-21T01:00:00Z',
    };
    await desk.ctx.store.write((tx) => tx.putHandOver(handOver, true));
    const report = await undo(file);
    expect(codes(report.refused)).toEqual(['undo-handed-over']);
    expect(report.refused[0]!.remedy).toContain('b2 release h-1');
    expect(await desk.states()).toEqual([`${one} issuing`]);
  });

  test('a shipment that stands in another file as well stays 発行中 until that one is taken back too', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const first = await issue();
    desk.wait({ seconds: 5 });
    const { files } = await issueShipments(desk.ctx, { orders: [one], reissue: { note: '破損' } });
    expect(codes((await undo(first)).refused)).toEqual(['undo-in-other-file']);
    expect(existsSync(first)).toBe(true);
    expect(await desk.states()).toEqual([`${one} issuing`]);
    expect(codes((await undo(files[0]!)).refused)).toEqual(['undo-in-other-file']);
  });

  test('an order that was cancelled meanwhile is not ready again', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    const file = await issue();
    await editOrder(desk.ctx, orderNo(1), { edits: [{ name: 'cancelled', text: 'はい' }], note: '電話' });
    expect((await undo(file)).undone).toEqual([one, two]);
    expect(await desk.states()).toEqual([`${one} cancelled`, `${two} ready`]);
  });

  test('corrected, taken back and issued again: the new label has the new content, the old file never counts again', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    const file = await issue();
    await editOrder(desk.ctx, orderNo(1), {
      edits: [{ name: 'consignee.phone', text: '090-0000-0001' }],
      note: '電話',
    });
    await undo(file);
    desk.wait({ seconds: 5 });
    await issue();
    const [cell] = await explainOrder(desk.ctx, orderNo(1), { cell: 9 });
    expect(cell!.value).toBe('090-0000-0001');
    expect((await desk.ctx.store.shipments({}))[0]!.shipment).not.toHaveProperty('outdated');
  });

  test('a shop that issues by itself does not issue it again before a person says so', async () => {
    desk = await openDesk({ issue: 'auto' });
    await desk.report([row(1, 11)]);
    const file = await issue();
    await undo(file);
    expect(await desk.states()).toEqual([`${one} held`]);
    expect((await allHolds(desk.ctx)).map((each) => each.code)).toEqual(['issue-undone']);
    await followUp(desk.ctx, 'amazon', true);
    expect(outbox().filter((path) => path.startsWith('amazon/'))).toEqual([]);
    await clearHold(desk.ctx, one, '発行してよい');
    await followUp(desk.ctx, 'amazon', true);
    expect(await desk.states()).toEqual([`${one} issuing`]);
  });

  test('a number that comes for a shipment that was taken back is registered: it was printed after all', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await undo(await issue());
    await numbersCame(one);
    expect(await desk.states()).toEqual([`${one} shipped`]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
  });

  test('the same bytes issued again are another file, although their content is known', async () => {
    desk = await openDesk();
    await desk.take('r.txt', amazonReport([row(1, 11)], 'utf-8'));
    const file = await issue();
    await undo(file);
    desk.wait({ milliseconds: 1 });
    const again = await issue();
    expect(again).toBe(file);
    expect(existsSync(again)).toBe(true);
    expect((await undo(again)).undone).toEqual([one]);
  });
});

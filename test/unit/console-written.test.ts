import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { deliver, putFile } from '../../src/flow/outbox/index.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';

/* A written B2 file on its own page: 発行取消 and 再発行, with the question before what cannot be undone. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;

beforeAll(async () => {
  desk = await openDesk();
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/files');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

/** Writes these orders into one B2 file and gives the address of its page. */
async function written(...numbers: number[]): Promise<string> {
  await desk.report(numbers.map((no) => row(no, no)));
  const { files } = await issueShipments(desk.ctx, { orders: numbers.map(orderNo) });
  expect(files.length).toBe(1);
  const [newest] = (await desk.ctx.store.listOutbox({}, { limit: 1 })).rows;
  return `/files/written/${newest!.id}`;
}
const no = (number: number) => `${orderNo(number)}_1`;
const state = async (number: number) =>
  (await desk.states()).find((one) => one.startsWith(`${no(number)} `))?.split(' ')[1];
async function done(path: string, fields: Record<string, string | string[]>): Promise<string> {
  const answer = await visitor.post(path, fields);
  expect(answer.status).toBe(303);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
}
const asked = async () =>
  (await desk.ctx.store.journal({ limit: 1000 })).filter((one) => one.what === 'issue-undo-asked');

test('nothing is taken back before the question was answered; then the file is aside and its shipments are ready', async () => {
  const here = await written(1, 2);
  const page = (await visitor.get(here)).text;
  expect(page).toContain('このファイルの出荷（2 件）');
  expect((await visitor.get('/files/written')).text).toContain(`href="${here}"`);
  const question = (await visitor.get(`${here}/undo`)).text;
  expect(question).toContain('出荷 2 件を「出荷待ち」に戻します');
  expect(question).toContain('同じ荷物が2つ発送されます');
  expect(await done(`${here}/undo`, { note: ' ' })).toContain('確かめた内容を書いてください');
  expect(await state(1)).toBe('issuing');
  const after = await done(`${here}/undo`, { note: '発行履歴に1件もない' });
  expect(after).toContain('2 件の出荷を出荷待ちに戻しました');
  expect(after).toContain('取り消し済み（使わない）');
  expect([await state(1), await state(2)]).toEqual(['ready', 'ready']);
  expect(readdirSync(join(desk.ctx.config.outbox, '_undone')).filter((name) => name.endsWith('.csv')).length).toBe(1);
  expect((await asked()).map((one) => one.note)).toEqual(['発行履歴に1件もない', '発行履歴に1件もない']);
  // Whoever has the page open still, or presses twice, changes nothing more.
  expect(await done(`${here}/undo`, { note: 'もう一度' })).toContain('すでに取り消してあります');
  expect((await visitor.get(here)).text).not.toContain(`${here}/undo`);
});

test('a file that somebody took needs their word; one of which numbers came needs it for each of the rest', async () => {
  const here = await written(3, 4, 5);
  const [file] = await desk.ctx.store.outbox({ ids: [here.split('/').at(-1)!] });
  const path = join(desk.ctx.config.outbox, file!.path);
  expect(existsSync(path)).toBe(true);
  await desk.take('issued-3.csv', issuedData([{ customerNo: no(3), number: trackingNumber(31) }]), '');
  const question = (await visitor.get(`${here}/undo`)).text;
  expect(question).toContain('一部が印刷されています');
  expect(question).toContain('出荷 2 件を「出荷待ち」に戻します');
  expect(question).toContain(`そのまま残る出荷（1 件）`);
  expect(question).not.toContain('--');
  const half = await done(`${here}/undo`, { note: '履歴を見た', parcel: no(4) });
  expect(half).toContain('残りの出荷すべてに印を付けて');
  expect(await state(4)).toBe('issuing');

  rmSync(path);
  const taken = await done(`${here}/undo`, { note: '履歴を見た', parcel: [no(4), no(5)] });
  expect(taken).toContain('持ち出し');
  expect(taken).not.toContain('--taken');
  expect(await state(4)).toBe('issuing');
  const after = await done(`${here}/undo`, { note: '履歴を見た', parcel: [no(4), no(5)], taken: 'yes' });
  expect(after).toContain('2 件の出荷を出荷待ちに戻しました');
  expect([await state(3), await state(4), await state(5)]).toEqual(['shipped', 'ready', 'ready']);
});

test('再発行: only ticked parcels, with a note, after a question; a filter never means it', async () => {
  const here = await written(6, 7);
  await desk.take('issued-6.csv', issuedData([{ customerNo: no(6), number: trackingNumber(61) }]), '');
  desk.wait({ minutes: 1 });
  const order = `/orders/amazon/${orderNo(6)}`;
  expect((await visitor.get(order)).text).toContain('この荷物の送り状を再発行する');
  const files = async () => (await desk.ctx.store.listOutbox({}, { limit: 100 })).rows.length;
  const before = await files();
  for (const fields of [{}, { all: '1', filter: '' }, { order: `amazon/${orderNo(6)}` }]) {
    const wrong = { action: 'reissue', back: here, note: '破損', ...fields };
    expect(await done('/orders/question', wrong)).toContain('受注が選ばれていません');
    expect(await done('/orders/do', wrong)).toContain('対象になる出荷がありません');
  }
  const question = await visitor.post('/orders/question', { action: 'reissue', back: here, parcel: no(6) });
  expect(question.status).toBe(200);
  expect(question.text).toContain('前の送り状は必ず捨ててください');
  expect(question.text).toContain(no(6));
  expect(question.text).not.toContain(no(7));
  expect(await done('/orders/do', { action: 'reissue', back: here, parcel: no(6) })).toContain('確認した内容を書いて');
  expect(await files()).toBe(before);
  const after = await done('/orders/do', { action: 'reissue', back: here, parcel: no(6), note: '送り状を破損' });
  expect(after).toContain('1 件の出荷をCSVに書き出しました');
  expect(after).toContain('このファイルの出荷（2 件）');
  expect(await files()).toBe(before + 1);
  const journal = await desk.ctx.store.journal({ limit: 1000 });
  expect(journal.filter((one) => one.what === 'reissued').map((one) => [one.shipment, one.note])).toEqual([
    [no(6), '送り状を破損'],
  ]);
  // A second one is refused as long as the first may still be imported.
  const twice = await done('/orders/do', { action: 'reissue', back: here, parcel: no(6), note: 'もう一度' });
  expect(twice).not.toContain('書き出しました');
  expect(await files()).toBe(before + 1);
});

test('tags that rules ask for are given and taken on the order’s page', async () => {
  const here = `/orders/amazon/${orderNo(7)}`;
  expect(await done(`${here}/tags`, { add: ' 贈り物 ' })).toContain('タグ（贈り物）');
  expect(await done(`${here}/tags`, { add: '急ぎ', remove: '贈り物' })).toContain('タグ（急ぎ）');
  const journal = await desk.ctx.store.journal({ limit: 1000 });
  expect(journal.filter((one) => one.what === 'order-tagged').map((one) => one.details.tags)).toEqual([
    '贈り物',
    '急ぎ',
  ]);
});

test('the day from which a shop is shipped: a question stands before it, and a day is needed', async () => {
  const here = '/settings/shops/open/amazon';
  expect((await visitor.get('/settings/shops/open/none')).status).toBe(404);
  expect((await visitor.get(here)).text).toContain('発送を始める日（注文日）');
  const question = (await visitor.get(`${here}?from=2026-11-10`)).text;
  expect(question).toContain('注文日が 2026-11-10 からの受注を出荷に回します');
  expect(await desk.ctx.store.cursorsOf('amazon')).toEqual([]);
  expect(await done(here, { from: '2026-13-40' })).toContain('日付を選んでください');
  expect(await done(here, { from: '2026-11-10' })).toContain('2026-11-10 からの受注を発送します');
  const opened = (await desk.ctx.store.journal({ limit: 1000 })).filter((one) => one.what === 'shop-opened');
  expect(opened.map((one) => one.details.from)).toEqual(['2026-11-10']);
});

test('orders that may travel together are listed, and bundled after the question', async () => {
  await desk.report([row(21, 21), row(22, 22), row(23, 23, { 'recipient-name': '別人 花子' })]);
  const page = (await visitor.get('/orders/together')).text;
  expect(page).toContain(orderNo(21));
  expect(page).not.toContain(orderNo(23));
  const fields = { action: 'bundle', back: '/orders/together', order: [21, 22].map((no) => `amazon/${orderNo(no)}`) };
  expect((await visitor.post('/orders/question', fields)).text).toContain(orderNo(22));
  expect(await state(22)).toBe('ready');
  expect(await done('/orders/do', { ...fields, carrier: orderNo(21) })).toContain('1 件の受注をまとめました');
  expect((await visitor.get('/orders/together')).text).not.toContain(orderNo(22));
});

test('labels come down as the PDF that they are, under their name', async () => {
  const file = {
    shop: '',
    purpose: 'labels',
    path: 'labels/b2-送り状-1.pdf',
    bytes: Buffer.from('%PDF-1.7'),
    layout: '',
  } as const;
  const { id } = await desk.ctx.store.write((tx) => putFile(desk.ctx, tx, { ...file, shipments: [] }));
  await deliver(desk.ctx);
  const { status, headers, text } = await visitor.get(`/files/written/${id}/download`);
  expect([status, headers.get('content-type'), text]).toEqual([200, 'application/pdf', '%PDF-1.7']);
  const name = `filename*=UTF-8''${encodeURIComponent('b2-送り状-1.pdf')}`;
  expect(headers.get('content-disposition')).toContain(name);
});

test('whoever may only look sees the file and no way to change it', async () => {
  const [newest] = (await desk.ctx.store.listOutbox({ purpose: 'issue' }, { limit: 1 })).rows;
  await addUser(desk.ctx, 'viewer', 'view');
  const guest = operators.visitor();
  expect((await guest.signIn('viewer', goodPassword)).status).toBe(303);
  const { status, text } = await guest.get(`/files/written/${newest!.id}`);
  expect([status, text]).toEqual([200, expect.stringContaining(no(6))]);
  expect(text).not.toMatch(/再発行する|発行を取り消す<|download>/);
  expect((await guest.get('/files/written/none')).status).toBe(404);
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { liveContext, loadLayoutFolders, loadWorkspaceConfig } from '../../src/flow/loading/index.ts';
import type { Context, Reloaded } from '../../src/flow/types.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, row } from '../support/desk.ts';
import { csv } from '../support/learn.ts';

/* レイアウト試着: a file is read on trial; an unknown one is mapped by pointing, saved with a case of made-up people, and read by the bridge. */

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;
/** What the running bridge says to edited files, as long as they have mistakes. */
let refusal: Reloaded | undefined;

const unknownFile = csv(`
受付No|受付日|配達先のお名前|配達先〒|配達先住所|配達先TEL|商品|個数|店の進み具合|箱の色
A-1|2026/11/20|試験 花子|100-0001|東京都千代田区千代田1-1|03-1234-5678|湯呑み|2|準備中|青
A-2|2026/11/20|試験 太郎|150-0002|東京都渋谷区渋谷2-2-2|03-1234-9999|皿|1|準備中|赤
`);

beforeAll(async () => {
  desk = await openDesk();
  const live = liveContext(desk.ctx);
  // A running bridge reads the whole workspace; here there are only layouts and what a shop reads with.
  const reload = () => {
    if (refusal) return refusal;
    const { root } = live.context.config;
    const { layouts } = loadLayoutFolders(root);
    const amazon = { ...live.context.config.shops.amazon!, layouts: loadWorkspaceConfig(root).shops.amazon!.layouts };
    live.replace({ ...live.context, rules: undefined, layouts, config: { ...live.context.config, shops: { amazon } } });
    return { kind: 'taken' } as const;
  };
  ctx = Object.assign(live.context, { reload });
  writeFileSync(join(ctx.config.root, 'bridge.yaml'), '# 店の設定\nshops:\n  amazon: {} # 本店\n');
  operators = await openTestConsole(ctx);
  visitor = operators.visitor();
  await visitor.get('/layouts');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

async function send(name: string, bytes: Uint8Array, more: Record<string, string> = {}, who = visitor) {
  const form = new FormData();
  form.set('token', who.token());
  form.append('sample', new Blob([Uint8Array.from(bytes)]), name);
  for (const [key, value] of Object.entries(more)) form.set(key, value);
  const origin = operators.address.replace(/\/$/, '');
  const headers = { cookie: who.cookie(), origin };
  const answer = await fetch(`${origin}/layouts/sample`, { method: 'POST', redirect: 'manual', body: form, headers });
  return answer.headers.get('location') ?? '';
}

/** The select of a column: what is chosen, and its name in the form. */
function columnOf(page: string, title: string) {
  const found = new RegExp(`<select name="(c\\d+)" aria-label="「${title}」の項目"[^>]*>(.*?)</select>`, 's').exec(
    page,
  );
  const chosen = /<option value="([^"]*)" selected/.exec(found?.[2] ?? '')?.[1] ?? '';
  return { name: found?.[1] ?? '', chosen };
}

describe('a file that a layout knows', () => {
  test('is shown as rows, orders and cells of B2, with its problems in place, and nothing is stored', async () => {
    const { amazonReport } = await import('../support/amazon-report.ts');
    const bytes = Buffer.from(amazonReport([row(1, 1), row(2, 1, { 'ship-postal-code': '12' })], 'utf-8'));
    const { text, status } = await visitor.get(await send('report.txt', bytes));
    expect(status).toBe(200);
    for (const part of ['読み取った受注', 'ファイルの行', 'B2クラウドの行', 'お届け先郵便番号', 'ship-postal-code'])
      expect(text).toContain(part);
    expect(text).toMatch(/受注 2 件|受付不可 1 件/);
    expect((await ctx.store.listOrders({}, { limit: 10 })).rows).toEqual([]);
    expect((await ctx.store.listDocuments({}, { limit: 10 })).rows).toEqual([]);
  });

  test('of another session, or that is gone, is not shown', async () => {
    const to = await send('report.txt', unknownFile);
    const other = operators.visitor();
    await other.get('/');
    const answer = await other.get(to);
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('残っていません')]);
    expect((await visitor.get('/layouts/try?file=d.zz')).status).toBe(404);
    expect(
      (await visitor.get(`/layouts/try?file=${encodeURIComponent('r.2026-11-21.../../bridge.yaml')}`)).status,
    ).toBe(404);
  });
});

describe('a file that nobody knows', () => {
  test('leads from ファイル to pointing: sure columns are chosen, unsure ones marked and not taken', async () => {
    const day = '2026-11-21';
    const folder = join(ctx.config.inbox, '_error', day);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'x.csv'), unknownFile);
    writeFileSync(join(folder, 'x.csv.txt'), '結果：取り込めませんでした\r\n');
    const report = await visitor.get(`/files/report?day=${day}&where=_error&name=x.csv`);
    const to = /href="(\/layouts\/try[^"]+)"/.exec(report.text)?.[1] ?? '';
    const tried = await visitor.get(to.replaceAll('&amp;', '&'));
    expect(tried.text).toContain('列を指して読み方を作る');
    const { text } = await visitor.get('/layouts/learn?file=r.2026-11-21.x.csv');
    expect(columnOf(text, '配達先住所').chosen).toBe('line.consignee.address');
    expect(columnOf(text, '個数').chosen).toBe('line.quantity');
    expect(columnOf(text, '箱の色').chosen).toBe('');
    expect(text).toContain('試験 花子');
  });

  test('is pointed, tried, saved with a first case of made-up people, switched on, and read by the bridge', async () => {
    const page = await visitor.get((await send('店の注文.csv', unknownFile)).replace('/layouts/try', '/layouts/learn'));
    const file = /name="file" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const point = (title: string, path: string) => ({ [columnOf(page.text, title).name]: path });
    const fields: Record<string, string> = {
      file,
      ...point('受付No', 'order.number'),
      ...point('配達先のお名前', 'line.consignee.name'),
      ...point('商品', 'line.name'),
      ...point('店の進み具合', 'order.status'),
    };
    const half = await visitor.post('/layouts/learn', fields);
    expect(half.text).toContain('「準備中」（2 行）はどういう意味ですか');
    expect(half.text).toContain('先頭の行を読んだ結果');
    const answers = { 'a.all-paid': 'yes', 'a.word:order.status:準備中': 'ready' };
    const { text } = await visitor.post('/layouts/learn', { ...fields, ...answers });
    expect(text).toMatch(/受注 2 件、受付不可 0 件/);
    expect(text).toContain('B2クラウドの行');
    expect(text).not.toContain('×</span> 準備中');
    const saved = await visitor.post('/layouts/learn/save', {
      ...fields,
      ...answers,
      name: 'shop-list',
      shop: 'amazon',
    });
    expect(saved.status).toBe(303);
    const after = await visitor.get(saved.headers.get('location') ?? '');
    expect(after.text).toContain('検査の例とともに保存しました');
    const folder = join(ctx.config.root, 'layouts', 'read', 'shop-list');
    expect(readFileSync(join(folder, 'layout.yaml'), 'utf8')).toContain(
      'line.consignee.name: { from: 配達先のお名前 }',
    );
    expect(readFileSync(join(folder, 'cases', 'first', 'in.csv'), 'utf8')).not.toMatch(/花子|渋谷2-2-2/);
    expect(readFileSync(join(ctx.config.root, 'bridge.yaml'), 'utf8')).toMatch(/# 店の設定[\s\S]*shop-list/);
    const [taken] = await intakeFile(ctx, { name: 'x.csv', bytes: unknownFile, shop: 'amazon', layout: '' });
    expect([taken?.refused, taken?.newOrders]).toEqual([false, ['A-1', 'A-2']]);
    const journal = (await ctx.store.journal({ limit: 100 })).map((one) => one.what);
    expect(journal).toEqual(expect.arrayContaining(['layout-made', 'layout-used']));
    const list = await visitor.get('/layouts');
    expect(list.text).toContain('1 件すべて合格');
  });

  test('without the number, with two numbers, or under a bad name, nothing is saved and it is said why', async () => {
    const other = csv('受付No|配達先のお名前|配達先住所|個数|番号2\nB-1|試験 花子|東京都千代田区千代田1-1|1|9\n');
    const page = await visitor.get((await send('y.csv', other)).replace('/layouts/try', '/layouts/learn'));
    const file = /name="file" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const point = (title: string, path: string) => ({ [columnOf(page.text, title).name]: path });
    const none = await visitor.post('/layouts/learn', { file, ...point('受付No', ''), ...point('番号2', '') });
    expect(none.text).toContain('「注文番号」の列を選んでください');
    const both = { ...point('受付No', 'order.number'), ...point('番号2', 'order.number') };
    expect((await visitor.post('/layouts/learn', { file, ...both })).text).toContain('指せる列は 1 つです');
    const bad = await visitor.post('/layouts/learn/save', { file, ...point('受付No', 'order.number'), name: '../x' });
    expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('レイアウトの名前に使えません')]);
  });
});

test('a layout that is saved or copied while the bridge refuses its files is not said to be in effect', async () => {
  refusal = { kind: 'refused', place: 'rules.yaml:3:5', more: 2 };
  try {
    const standard = [...ctx.layouts.read.values()].find((one) => !one.own && one.marketplace === 'amazon')!.name;
    const copied = await visitor.post('/layouts/copy', { from: standard, name: 'not-yet' });
    const after = (await visitor.get(copied.headers.get('location') ?? '')).text;
    expect(after).toContain('「not-yet」を作りました');
    expect(after).toContain('変更を読み込みませんでした（rules.yaml:3:5、ほか 2 件）');

    const other = csv('受付番号2|配達先のお名前|配達先住所|個数\nB-1|試験 花子|東京都千代田区千代田1-1|1\n');
    const page = await visitor.get((await send('z.csv', other)).replace('/layouts/try', '/layouts/learn'));
    const file = /name="file" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const number = { [columnOf(page.text, '受付番号2').name]: 'order.number' };
    const fields = { file, ...number, 'a.all-paid': 'yes', name: 'learned-then' };
    const saved = await visitor.post('/layouts/learn/save', fields);
    expect([saved.status, saved.text]).toEqual([303, expect.any(String)]);
    const said = (await visitor.get(saved.headers.get('location') ?? '')).text;
    expect(said).toContain('変更を読み込みませんでした（rules.yaml:3:5、ほか 2 件）');
  } finally {
    refusal = undefined;
  }
});

test('a standard layout is copied, compared and switched on and off; who only works may not', async () => {
  const copied = await visitor.post('/layouts/copy', { from: 'amazon-unshipped', name: 'my-amazon' });
  expect((await visitor.get(copied.headers.get('location') ?? '')).text).toMatch(/my-amazon|ありません/);
  const standard = [...ctx.layouts.read.values()].find((one) => !one.own && one.marketplace === 'amazon')!.name;
  await visitor.post('/layouts/copy', { from: standard, name: 'mine' });
  expect(ctx.layouts.read.get('mine')?.own).toBe(true);
  expect((await visitor.get('/layouts/diff/mine')).text).toContain(`標準の ${standard}`);
  const use = async (on: string) => {
    const answer = await visitor.post('/layouts/use', { layout: 'mine', shop: 'amazon', on });
    return (await visitor.get(answer.headers.get('location') ?? '')).text;
  };
  expect(await use('yes')).toContain('「mine」を使うようにしました');
  expect(ctx.config.shops.amazon?.layouts.read).toContain('mine');
  expect(await use('no')).toContain('使うのをやめました');
  expect(ctx.config.shops.amazon?.layouts.read).not.toContain('mine');
  expect((await visitor.get('/layouts/check')).text).toContain('すべて合格しました');
  await addUser(ctx, '作業者', 'work');
  const worker = operators.visitor();
  await worker.signIn('作業者', goodPassword);
  await worker.get('/layouts');
  expect((await worker.post('/layouts/copy', { from: standard, name: 'theirs' })).status).toBe(403);
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readRuleText } from '../../src/flow/desk/rules/files.ts';
import { liveContext } from '../../src/flow/loading/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { loadRules } from '../../src/layout/rules/load.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';

/* ルール試着 and the rules of ロボット: tried before they are on, switched, ordered and added with the file's comments kept. */

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;

const text = `# 店のルール
rules:
  # 東京への注文
  - name: tokyo
    title: 東京
    on: no # まだ
    shops: all
    when: { prefecture: 東京都 }
    then: { tag: 都内 }

  # 沖縄への注文
  - name: okinawa
    title: 沖縄
    on: no
    shops: all
    when: { prefecture: 沖縄県 }
    then: { hold: { reason: 沖縄です, cleared-by: operator } }
  - name: all-hold
    title: 東京は確かめる
    on: no
    shops: all
    when: { prefecture: 東京都 }
    then: { hold: { reason: 確かめる, cleared-by: operator } }
# おわり
`;
const okinawa = {
  'ship-postal-code': '900-0015',
  'ship-state': '沖縄県',
  'ship-city': '那覇市',
  'ship-address-1': '久茂地1-1-1',
};
const cases = { tokyo: '東京都', okinawa: '沖縄県', 'all-hold': '東京都' };
const file = () => join(ctx.config.root, 'layouts', 'rules', 'rules.yaml');
const written = () => readFileSync(file(), 'utf8');

beforeAll(async () => {
  desk = await openDesk();
  const { masters } = desk.ctx;
  const folder = join(desk.ctx.config.root, 'layouts', 'rules', 'cases');
  mkdirSync(folder, { recursive: true });
  const found = Object.entries(cases).map(([rule, prefecture]) => {
    const one = `- { case: x, facts: { prefecture: ${prefecture} }, applies: yes }\n`;
    writeFileSync(join(folder, `${rule}.yaml`), one);
    return { rule, shown: rule, text: one };
  });
  const { rules } = loadRules({ rules: { shown: 'rules.yaml', text, origin: 'workspace' }, cases: found }, masters);
  const live = liveContext({ ...desk.ctx, rules });
  // A running bridge reads the whole workspace; here there are only rules.
  const reload = () => {
    live.replace({ ...live.context, rules: readRuleText(live.context, written()).rules });
    return { kind: 'taken' } as const;
  };
  ctx = Object.assign(live.context, { reload });
  writeFileSync(file(), text);
  await desk.report([row(1, 1), row(2, 1, okinawa)]);
  operators = await openTestConsole(ctx);
  visitor = operators.visitor();
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

let seen = '';
beforeEach(async () => {
  seen = /name="seen" value="([^"]+)"/.exec((await visitor.get('/jobs')).text)?.[1] ?? '';
});

async function done(path: string, fields: Record<string, string | readonly string[]>): Promise<string> {
  const answer = await visitor.post(path, { seen, ...fields });
  expect(answer.status).toBe(303);
  return (await visitor.get((answer.headers.get('location') ?? '').split('#')[0]!)).text;
}

async function tryForm(fields: Record<string, string | readonly string[]>): Promise<string> {
  const { text: page, status } = await visitor.post('/rules/try', fields);
  expect(status).toBe(200);
  return page;
}

describe('ルール試着', () => {
  test('shows before and after, counts and rules that never matched, and changes nothing', async () => {
    const page = await tryForm({ rule: ['all-hold', 'okinawa'], orders: 'last-week' });
    expect(page).toContain('受注 2 件のうち 2 件が変わります');
    expect(page).toMatch(new RegExp(`${orderNo(1)}_1[\\s\\S]*出荷待ち[\\s\\S]*保留`));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 ready`]);
    expect(written()).toBe(text);
  });

  test('of a text that is not saved: what is wrong with its line and column; a good one is tried', async () => {
    const wrong = await tryForm({ text: text.replace('prefecture: 沖縄県', 'prefectur: 沖縄県'), orders: 'last-week' });
    expect(wrong).toContain('この内容には誤りがあります');
    expect(wrong).toMatch(/16:\d+ .*prefectur/);
    const fresh = text.replace('when: { prefecture: 沖縄県 }', 'when: { prefecture: [沖縄県, 東京都] }');
    expect(await tryForm({ text: fresh, rule: 'okinawa', orders: 'last-week' })).toContain('2 件が変わります');
    const never = text.replaceAll('東京都', '青森県').replace('# おわり', '');
    const page = await tryForm({ text: never, rule: 'tokyo', orders: 'last-week' });
    expect(page).toContain('一度も当てはまりません');
    expect(written()).toBe(text);
  });

  test('without a file where a file is wanted says so', async () => {
    expect((await visitor.post('/rules/try', { orders: 'file' })).status).toBe(422);
  });
});

describe('ロボット', () => {
  test('a rule is switched on: one word of the file, the running bridge, open orders', async () => {
    const page = await done('/rules/switch', { rule: 'okinawa', on: 'yes' });
    expect(page).toContain('ルール「沖縄」を使います');
    expect(page).toContain('変わった受注: 1 件');
    expect(written()).toBe(text.replace('title: 沖縄\n    on: no', 'title: 沖縄\n    on: yes'));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 held`]);
    await desk.report([row(3, 1, okinawa)]);
    expect(await desk.states()).toContain(`${orderNo(3)}_1 ready`);
    expect(await intoConsole(4)).toBe('held');
    seen = /name="seen" value="([^"]+)"/.exec((await visitor.get('/jobs')).text)?.[1] ?? '';
    expect(await done('/rules/switch', { rule: 'okinawa', on: 'no' })).toContain('使わないようにしました');
    expect(written()).toBe(text);
    const journal = await ctx.store.journal({ limit: 100 });
    expect(journal.find((one) => one.what === 'rules-changed')?.details).toMatchObject({ rules: 'okinawa' });
  });

  test('a rule goes up and down with its comment; everything else stays where it is', async () => {
    await done('/rules/move', { rule: 'okinawa', to: 'up' });
    const moved = written();
    expect(ctx.rules?.rules.map((one) => one.name)).toEqual(['okinawa', 'tokyo', 'all-hold']);
    expect(moved.indexOf('# 沖縄への注文')).toBeLessThan(moved.indexOf('# 東京への注文'));
    expect(moved.split('\n').sort()).toEqual(text.split('\n').sort());
    expect(moved.endsWith('# おわり\n')).toBe(true);
    seen = /name="seen" value="([^"]+)"/.exec((await visitor.get('/jobs')).text)?.[1] ?? '';
    await done('/rules/order', { rule: ['tokyo', 'okinawa', 'all-hold'] });
    expect(written()).toBe(text);
  });

  test('a file that changed meanwhile is not overwritten', async () => {
    writeFileSync(file(), text.replace('# おわり', '# 手で直した'));
    expect(await done('/rules/switch', { rule: 'tokyo', on: 'yes' })).toContain('画面を開いたあとに変わっています');
    expect(written()).toContain('# 手で直した');
    // Of a whole text both are shown; saved again it is with the other's in view.
    const mine = text.replace('title: 東京\n', 'title: 都内\n');
    const both = await visitor.post('/rules/save', { seen, text: mine });
    expect(both.status).toBe(422);
    for (const part of ['# 手で直した', 'title: 都内', '画面を開いたあとに変わった内容'])
      expect(both.text).toContain(part);
    expect(written()).not.toContain('title: 都内');
    const fresh = /name="seen" value="([^"]+)"/.exec(both.text)?.[1] ?? '';
    expect((await visitor.post('/rules/save', { seen: fresh, text: mine })).status).toBe(303);
    expect(written()).toBe(mine);
    writeFileSync(file(), text.replace('# おわり', '# 手で直した'));
    expect(written()).not.toContain('on: yes');
    writeFileSync(file(), text);
  });

  test('a simple rule is added with its case, off; what is wrong with it is said by field, and nothing is written', async () => {
    // Fields in the order of the ルール表: name, title, shops, remark, payment, delivery, prefecture, SKU, from, to, what, content.
    const cell = (values: Record<number, string>) =>
      Object.fromEntries(Object.entries(values).map(([at, value]) => [`cell${at}`, value]));
    const bad = await done('/rules/add', cell({ 0: 'Bad Name', 6: '東京', 10: 'タグ', 11: 'x' }));
    expect(bad).toContain('「名前」名前は半角');
    expect(bad).toContain('「都道府県」');
    expect(await done('/rules/add', cell({ 0: 'tokyo', 6: '東京都', 10: 'タグ', 11: 'x' }))).toContain(
      'すでにあります',
    );
    expect(written()).toBe(text);
    const good = await done('/rules/add', cell({ 0: 'gift', 1: '贈り物', 3: 'のし、熨斗', 10: 'タグ', 11: '贈答' }));
    expect(good).toContain('ルール「贈り物」を加えました');
    expect(written()).toContain('name: gift');
    expect(readFileSync(join(file(), '..', 'cases', 'gift.yaml'), 'utf8')).toContain('のし');
    expect(ctx.rules?.rules.at(-1)).toMatchObject({ name: 'gift', on: false, cases: 1 });
  });

  test('an edited text is saved whole or not at all; who only works may not', async () => {
    const before = written();
    const wrong = await visitor.post('/rules/save', { seen, text: before.replace('沖縄県', '沖縄国') });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('沖縄国')]);
    expect(written()).toBe(before);
    expect(await done('/rules/save', { text: before.replace('東京は確かめる', '確かめる') })).toContain('保存しました');
    expect(written()).toContain('title: 確かめる');
    await addUser(ctx, '作業者', 'work');
    const worker = operators.visitor();
    await worker.signIn('作業者', goodPassword);
    const page = await worker.get('/jobs');
    expect(page.text).not.toContain('/rules/switch');
    expect((await worker.post('/rules/switch', { seen, rule: 'tokyo', on: 'yes' })).status).toBe(403);
  });
});

/** Takes an order for Okinawa in with the context that the console runs in; gives its state. */
async function intoConsole(no: number): Promise<string | undefined> {
  const { intakeFile } = await import('../../src/flow/intake/index.ts');
  const { amazonReport } = await import('../support/amazon-report.ts');
  const rows = [row(no, 1, okinawa)];
  const bytes = Buffer.from(amazonReport(rows, 'utf-8'));
  await intakeFile(ctx, { name: `r${no}.txt`, bytes, shop: 'amazon', layout: '' });
  return (await desk.states()).find((one) => one.startsWith(orderNo(no)))?.split(' ')[1];
}

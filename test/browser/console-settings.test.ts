import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readWorkspace } from '../../src/flow/loading/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { type OwnBrowser, openBrowser } from '../support/browser.ts';
import { openTestConsole, type TestConsole } from '../support/console.ts';
import { browse, checkLooks } from '../support/console-browser.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* 設定 in a real browser: a shop is added, somebody else was quicker, users are made. */

const sample = `# 店の設定
shippers:
  main:
    name: 見本商店<b>&"
    postal-code: "100-0001"
    prefecture: 東京都
    city: 千代田区
    street: 千代田9-99-99
    phone: "03-0000-0000"
shops:
  amazon:
    title: とても長い名前の店舗その二号店オンライン本店アウトレット館 # 本店
  qoo10-api:
    marketplace: qoo10
    api: { user-id: sample, certification-key: { env: QOO10_KEY }, key-issued-on: 2026-01-01 }
`;

const rulesFile = (root: string) => join(root, 'layouts', 'rules', 'rules.yaml');
const rule = (name: string) => `  # ${name}のメモ
  - name: ${name}
    title: ${name}の決まり
    on: no
    shops: all
    when: { prefecture: 東京都 }
    then: { tag: ${name} }
`;
const rules = `rules:\n${['first', 'second', 'third'].map(rule).join('')}`;

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let own: OwnBrowser;
const file = () => join(ctx.config.root, 'bridge.yaml');
const text = () => readFileSync(file(), 'utf8');

beforeAll(async () => {
  desk = await openDesk();
  const { root, data } = desk.ctx.config;
  writeFileSync(join(root, 'bridge.yaml'), sample);
  writeFileSync(join(data, 'bridge.key'), Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });
  mkdirSync(join(root, 'layouts', 'rules', 'cases'), { recursive: true });
  writeFileSync(rulesFile(root), rules);
  for (const name of ['first', 'second', 'third'])
    writeFileSync(
      join(root, 'layouts', 'rules', 'cases', `${name}.yaml`),
      '- { case: x, facts: { prefecture: 東京都 }, applies: yes }\n',
    );
  ctx = { ...desk.ctx, ...readWorkspace(root, process.env) };
  [operators, own] = await Promise.all([openTestConsole(ctx), openBrowser({ contexts: true })]);
});
afterAll(async () => {
  await own?.close();
  await operators?.close();
  await desk?.close();
});
beforeEach(() => writeFileSync(file(), sample));

describe.each([
  ['with script', true],
  ['without script', false],
] as const)('%s', (_way, javaScriptEnabled) => {
  test('a shop is added by its questions; its key is typed last, and somebody else was quicker', async () => {
    await browse(own, { javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}settings`);
      await page.getByRole('link', { name: '店舗', exact: true }).click();
      await page.getByRole('link', { name: '店舗を加える' }).click();
      await page.getByRole('link', { name: /ショップサーブ|shopserve/i }).click();
      await page.getByLabel(/店舗の名前/).fill('wine');
      await page.getByLabel('ショップID').fill('wine01');
      await page.getByRole('button', { name: '変わるところを確かめる' }).click();
      await page.getByText('manager-key: { stored: wine-manager-key }').waitFor();
      const others = sample.replace('# 店の設定', '# みんなの店の設定');
      writeFileSync(file(), others);
      await page.getByLabel('マネージャー認証キー').fill('K-123');
      await page.getByRole('button', { name: 'この内容で書き込む' }).click();
      await page.getByText('先に同じファイルを変えていました').waitFor();
      if (javaScriptEnabled) await checkLooks(page);
      expect(text()).toBe(others);
      await page.getByRole('button', { name: '両方の変更を合わせて確かめる' }).click();
      await page.getByLabel('マネージャー認証キー').fill('K-123');
      await page.getByRole('button', { name: 'この内容で書き込む' }).click();
      await page.getByText('bridge.yaml に書き込みました').waitFor();
      await page.getByRole('heading', { name: 'wine の設定' }).waitFor();
    });
    expect(text()).toContain('# みんなの店の設定');
    expect(text()).toContain('shop-id: wine01');
    expect(text()).not.toContain('K-123');
  });

  test('a mistake is said before anything is written', async () => {
    await browse(own, { javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}settings/retention`);
      await page.getByLabel('受注の個人情報と原本').fill('2年');
      await page.getByRole('button', { name: '変わるところを確かめる' }).click();
      await page.getByText('保管期間が読めません').waitFor();
      if (javaScriptEnabled) await checkLooks(page);
      expect(await page.getByRole('button', { name: 'この内容で書き込む' }).count()).toBe(0);
    });
    expect(text()).toBe(sample);
  });
});

describe.each([1366, 390])('at a width of %i', (width) => {
  test('nothing is cut off, and axe-core calls nothing serious', async () => {
    const paths = ['', '/shops', '/shops/new', '/shops/new?marketplace=amazon', '/shops/of/qoo10-api', '/masters'];
    const more = ['/masters/delivery-methods', '/holidays', '/senders/main', '/mail', '/b2', '/users', '/file'];
    await browse(own, { width }, async (page) => {
      for (const path of [...paths, ...more]) {
        const answer = await page.goto(`${operators.address}settings${path}`);
        expect([path, answer?.status()]).toEqual([path, 200]);
        await checkLooks(page);
      }
    });
  });
});

test('rules are dragged into another order, and nothing is written before the button that appears', async () => {
  const written = () => readFileSync(rulesFile(ctx.config.root), 'utf8');
  const order = () => [...written().matchAll(/- name: (\w+)/g)].map(([, name]) => name);
  await browse(own, {}, async (page) => {
    await page.goto(`${operators.address}jobs`);
    const row = (name: string) => page.locator(`tr[data-name="${name}"]`);
    const save = page.getByRole('button', { name: 'この順番で保存する' });
    expect(await save.isVisible()).toBe(false);
    // Over the upper half of a row: before it.
    const target = await row('first').locator('th').boundingBox();
    await row('third')
      .locator('td.handle')
      .dragTo(row('first').locator('th'), { targetPosition: { x: 5, y: Math.min(5, (target?.height ?? 10) / 4) } });
    await save.waitFor();
    expect(await page.locator('tr[data-drag]').evaluateAll((all) => all.map((one) => one.dataset.name))).toEqual([
      'third',
      'first',
      'second',
    ]);
    await checkLooks(page);
    expect(written()).toBe(rules);
    await save.click();
    await page.locator('.results').waitFor();
  });
  expect(order()).toEqual(['third', 'first', 'second']);
  // What stands above a rule goes with it.
  expect(written()).toContain(rule('third') + rule('first') + rule('second'));
  writeFileSync(rulesFile(ctx.config.root), rules);
});

// From here on the console asks who somebody is.
test('the first user is made, and signs in', async () => {
  await browse(own, {}, async (page) => {
    await page.goto(`${operators.address}settings/users`);
    await page.getByLabel('名前').fill('店長<b>');
    await page.getByLabel(/パスワード/).fill('送り状 を 正しく 刷る');
    await page.getByLabel('もう一度').fill('送り状 を 正しく 刷る');
    await page.getByRole('button', { name: 'ユーザーを加える' }).click();
    await page.getByLabel('ユーザー名').fill('店長<b>');
    await page.getByLabel('パスワード').fill('送り状 を 正しく 刷る');
    await page.getByRole('button', { name: 'サインインする' }).click();
    await page.getByText('店長<b>（管理）').waitFor();
    await page.goto(`${operators.address}settings/users`);
    await page.getByRole('link', { name: '店長<b>' }).click();
    expect(await page.getByRole('button', { name: 'このユーザーを消す' }).count()).toBe(0);
    await checkLooks(page);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readWorkspace } from '../../src/flow/loading/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { openTestConsole, type Page, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* 設定: what is in effect, and every change shown before it is written; comments stay, nobody's change is lost. */

const sample = `# 店の設定
name: 見本商店
defaults:
  sender: orderer   # 注文者
  seller: main
  billing: { customer-code: "000000000000" }
shippers:
  main:
    name: 見本商店
    postal-code: "100-0001"
    prefecture: 東京都
    city: 千代田区
    street: 千代田9-99-99
    phone: "03-0000-0000"
shops:
  amazon:
    title: Amazon   # 本店
  qoo10-api:
    marketplace: qoo10
    api:
      user-id: sample
      certification-key: { env: QOO10_KEY }
      key-issued-on: 2026-01-01 # 更新を忘れない
`;

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;
const file = () => join(ctx.config.root, 'bridge.yaml');
const text = () => readFileSync(file(), 'utf8');

beforeAll(async () => {
  desk = await openDesk();
  writeFileSync(join(desk.ctx.config.root, 'bridge.yaml'), sample);
  writeFileSync(join(desk.ctx.config.data, 'bridge.key'), Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });
  ctx = { ...desk.ctx, ...readWorkspace(desk.ctx.config.root, process.env) };
  operators = await openTestConsole(ctx);
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});
beforeEach(async () => {
  writeFileSync(file(), sample);
  visitor = operators.visitor();
  await visitor.get('/settings');
});

const plain = (value: string) =>
  value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Values of a page's form with this action: what a browser would send. */
function formOf({ text: html }: Page, action: string): Record<string, string | string[]> {
  const form =
    html
      .split('<form')
      .find((one) => one.includes(`action="${action}"`))
      ?.split('</form>')[0] ?? '';
  expect([action, form]).toEqual([action, expect.stringContaining('name="token"')]);
  const fields: Record<string, string | string[]> = {};
  for (const [tag] of form.matchAll(/<input(?:\s[\w:-]+(?:="[^"]*")?)*\s*\/?>/g)) {
    const get = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    const name = get('name');
    if (name === undefined || name === 'token' || (/type="checkbox"/.test(tag) && !/\schecked/.test(tag))) continue;
    fields[plain(name)] = plain(get('value') ?? '');
  }
  for (const [, name = '', inner = ''] of form.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
    fields[plain(name)] = plain(/<option value="([^"]*)" selected/.exec(inner)?.[1] ?? '');
  for (const [, name = '', inner = ''] of form.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)<\/textarea>/gs))
    fields[plain(name)] = plain(inner);
  return fields;
}

/** Opens a form, changes fields of it and asks what that would do. */
async function ask(path: string, change: Record<string, string | string[]>, action = path): Promise<Page> {
  return visitor.post(action, { ...formOf(await visitor.get(path), action), ...change });
}

/** Says yes to the question. */
async function write(review: Page, more: Record<string, string> = {}): Promise<Page> {
  const answer = await visitor.post('/settings/write', { ...formOf(review, '/settings/write'), ...more });
  return answer.status === 303 ? visitor.get(answer.headers.get('location') ?? '') : answer;
}

const journal = async () => (await ctx.store.journal({ limit: 100 })).map((one) => [one.what, one.details]);

describe('設定', () => {
  test('says what is in effect, and when the file became another one', async () => {
    const now = (await visitor.get('/settings')).text;
    expect(now).toContain(ctx.config.root);
    expect(now).toContain(`版 ${ctx.config.textHash?.slice(0, 8)}`);
    expect(now).not.toContain('始め直し待ち');
    writeFileSync(file(), `${sample}# もう一行\n`);
    expect((await visitor.get('/settings')).text).toContain('始め直し待ち');
    writeFileSync(file(), sample.replace('sender: orderer', 'sender: nobody'));
    const wrong = (await visitor.get('/settings')).text;
    expect(wrong).toContain('間違いあり');
    expect(wrong).toContain('bridge.yaml 4行目');
  });

  test('a form shows the lines that change, then writes them: comments stay, the history knows', async () => {
    const review = await ask('/settings/retention', { 'v:retention.orders': '365d' });
    expect(text()).toBe(sample);
    expect(review.text).toContain('+ retention:');
    expect(review.text).toContain('まだ何も書いていません');
    const done = await write(review);
    expect(done.text).toContain('bridge.yaml に書き込みました');
    expect(done.text).toContain('始め直してから');
    expect(text()).toBe(`${sample}retention:\n  orders: 365d\n`);
    expect(await journal()).toContainEqual([
      'settings-changed',
      expect.objectContaining({ file: 'bridge.yaml', added: 2 }),
    ]);
    // And out again.
    await write(await ask('/settings/retention', { 'v:retention.orders': '' }));
    expect(text()).toBe(sample);
  });

  test('a value in the middle changes in its place, with its comment', async () => {
    await write(await ask('/settings/b2', { 'v:defaults.sender': 'seller' }));
    expect(text()).toBe(sample.replace('sender: orderer ', 'sender: seller '));
  });

  test('what start would refuse is not written, with the words of the command line', async () => {
    const review = await ask('/settings/retention', { 'v:retention.link-history': '3d' });
    expect(review.status).toBe(422);
    expect(review.text).toContain('保管期間が読めません');
    expect(review.text).not.toContain('action="/settings/write"');
    const method = await ask('/settings/b2', { 'v:defaults.default-method': 'yamoto' });
    expect(method.text).toContain('yamato');
    expect(text()).toBe(sample);
  });

  test('a secret is typed once, kept sealed and never shown again; a changed file keeps it out', async () => {
    const change = {
      'v:mail.to': 'a@example.jp\r\nb@example.jp',
      'v:mail.from': 'shop@example.jp',
      'v:mail.smtp.host': 'smtp.example.jp',
      'v:mail.smtp.port': '465',
      'v:mail.smtp.secure': 'true',
      'v:mail.smtp.password': 'new',
    };
    const review = await ask('/settings/mail', change);
    expect(review.text).toContain('password: { stored: mail-password }');
    expect(review.text).toContain('type="password"');
    const blank = await write(review, { 'secret:mail-password': '' });
    expect(blank.text).toContain('入力されていません');
    expect(text()).toBe(sample);
    const done = await write(review, { 'secret:mail-password': 'ひみつ-の-<値>' });
    expect(done.text).toContain('鍵・パスワードを保存しました');
    expect(text()).toContain('to: [ a@example.jp, b@example.jp ]');
    const shown = (await visitor.get('/settings/mail')).text;
    expect(shown).toContain('保存済み（mail-password）');
    for (const one of [done.text, shown, text(), JSON.stringify(await journal())]) expect(one).not.toContain('ひみつ');
    const { openSecrets } = await import('../../src/store/secrets.ts');
    const { loadKeys } = await import('../../src/store/key.ts');
    const data = ctx.config.data;
    const secrets = openSecrets(join(data, 'secrets.json'), () =>
      loadKeys({ env: process.env.B2_BRIDGE_KEY, file: join(data, 'bridge.key') }),
    );
    expect(secrets.get('mail-password')).toBe('ひみつ-の-<値>');
  });
});

describe('two people', () => {
  test('at the same file: the second sees both changes, and nothing is overwritten', async () => {
    const mine = await ask('/settings/retention', { 'v:retention.orders': '365d' });
    const others = sample.replace('title: Amazon ', 'title: 本店 ');
    writeFileSync(file(), others);
    const conflict = await write(mine);
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain('先に同じファイルを変えていました');
    expect(conflict.text).toContain('title: 本店');
    expect(conflict.text).toContain('orders: 365d');
    expect(text()).toBe(others);
    const merged = await visitor.post('/settings/merge', formOf(conflict, '/settings/merge'));
    await write(merged);
    expect(text()).toBe(`${others}retention:\n  orders: 365d\n`);
  });

  test('at the same line: nothing is merged', async () => {
    const mine = await ask('/settings/b2', { 'v:defaults.sender': 'seller' });
    writeFileSync(file(), sample.replace('sender: orderer ', 'sender: seller  '));
    const conflict = await write(mine);
    expect(conflict.text).toContain('自動では合わせられません');
    expect(conflict.text).not.toContain('action="/settings/merge"');
  });

  test('a form that was opened before the other one wrote is found out before the question', async () => {
    const opened = formOf(await visitor.get('/settings/retention'), '/settings/retention');
    writeFileSync(file(), `${sample}retention: { orders: 90d }\n`);
    const answer = await visitor.post('/settings/retention', { ...opened, 'v:retention.files': '7d' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('retention: { orders: 90d }');
    expect(answer.text).toContain('files: 7d');
  });
});

describe('bridge.yaml as text', () => {
  test('is shown as it is, whatever stands in it, and checked before it is written', async () => {
    const nasty = `${sample}# </textarea><script>alert(1)</script> "&amp;"\n`;
    writeFileSync(file(), nasty);
    const page = await visitor.get('/settings/file');
    expect(page.text).not.toContain('<script>alert');
    expect(formOf(page, '/settings/file').text).toBe(nasty);
    const wrong = await ask('/settings/file', { text: `${nasty}shop: {}\n` });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('「shop」');
    await write(await ask('/settings/file', { text: nasty.replaceAll('\n', '\r\n').replace('見本商店', '海の店') }));
    expect(text()).toBe(nasty.replace('見本商店', '海の店'));
  });

  test('that is broken can be mended here, and only here', async () => {
    writeFileSync(file(), 'shops: [');
    expect((await visitor.get('/settings/mail')).text).toContain('読めないため');
    expect((await visitor.get('/settings')).status).toBe(200);
    await write(await ask('/settings/file', { text: sample }));
    expect(text()).toBe(sample);
  });

  test('goes nowhere else', async () => {
    const review = formOf(await ask('/settings/retention', { 'v:retention.orders': '365d' }), '/settings/write');
    for (const name of ['../x', 'masters/../../x.yaml', '/etc/passwd', ''])
      expect((await visitor.post('/settings/write', { ...review, file: name })).status).toBe(404);
    const answer = await visitor.post('/settings/write', { ...review, back: 'https://evil.example/' });
    expect(answer.headers.get('location')).toMatch(/^\/settings\?r=/);
  });
});

describe('店舗', () => {
  test('are listed with the end of their keys', async () => {
    const page = (await visitor.get('/settings/shops')).text;
    expect(page).toContain('Amazon');
    expect(page).toContain('qoo10-api');
    expect(page).toMatch(/2027-01-0\d（あと \d+ 日）|2026-12-31（あと \d+ 日）/);
  });

  test('one is added with the questions of the command line; its key goes to the sealed store', async () => {
    const path = '/settings/shops/new?marketplace=shopserve';
    const action = '/settings/shops/new';
    expect((await visitor.get(action)).text).toContain('ecforce');
    const missing = await ask(path, { shop: 'wine', title: 'ワインの店' }, action);
    expect(missing.status).toBe(422);
    expect(text()).toBe(sample);
    const review = await ask(path, { shop: 'wine', title: 'ワイン & <店>', 'a:api.shop-id': 'wine01' }, action);
    expect(review.text).toContain('manager-key: { stored: wine-manager-key }');
    const done = await write(review, { 'secret:wine-manager-key': 'K-123' });
    expect(done.text).toContain('始め直すと動きます');
    expect(text()).toContain('title: ワイン & <店>');
    expect(text().startsWith(sample)).toBe(true);
    expect(text()).not.toContain('K-123');
    const again = await ask(path, { shop: 'wine', 'a:api.shop-id': 'x' }, action);
    expect(again.text).toContain('はもうあります');
    const bad = await ask(path, { shop: 'Bad Name', 'a:api.shop-id': 'x' }, action);
    expect(bad.status).toBe(422);
  });

  test('are changed; the key is replaced without being shown; the connection is tried', async () => {
    const path = '/settings/shops/of/qoo10-api';
    const review = await ask(path, {
      'v:shops.qoo10-api.title': 'Qoo10',
      'v:shops.qoo10-api.api.certification-key': 'new',
    });
    expect(review.text).toContain('certification-key: { stored: qoo10-api-certification-key }');
    await write(review, { 'secret:qoo10-api-certification-key': 'NEW-KEY' });
    expect(text()).toContain('key-issued-on: 2026-01-01 # 更新を忘れない');
    expect(text()).toContain('title: Qoo10');
    const answer = await visitor.post('/settings/shops/probe', { shop: 'qoo10-api', back: 'shop' });
    expect(answer.headers.get('location')).toMatch(/^\/settings\/shops\/of\/qoo10-api\?r=/);
    expect((await journal()).map(([what]) => what)).toEqual(expect.arrayContaining(['shop-probed', 'secret-kept']));
    const unknown = await visitor.post('/settings/shops/probe', { shop: 'none' });
    expect((await visitor.get(unknown.headers.get('location') ?? '')).text).toContain('はありません');
  });
});

describe('マスタ', () => {
  const own = () => join(ctx.config.root, 'layouts', 'masters', 'yes-no.yaml');

  test('are tables, and changed as text: a standard one is copied first', async () => {
    expect((await visitor.get('/settings/masters')).text).toContain('delivery-methods.yaml');
    for (const name of ['delivery-methods', 'carrier-codes', 'islands'])
      expect((await visitor.get(`/settings/masters/${name}`)).text).toContain('<table');
    const path = '/settings/masters/yes-no';
    const before = String(formOf(await visitor.get(path), path).text);
    const wrong = await ask(path, { text: `${before}はい: "true"\n` });
    expect(wrong.status).toBe(422);
    const review = await ask(path, { text: `${before}ヤー: "true"\n` });
    expect(review.text).toContain('作業フォルダーに写し');
    await write(review);
    expect(readFileSync(own(), 'utf8')).toBe(`${before}ヤー: "true"\n`);
    expect((await visitor.get('/settings/masters')).text).toContain('作業フォルダー');
    expect((await visitor.get('/settings')).text).toContain('始め直し待ち');
  });

  test('a delivery method that the settings name cannot go', async () => {
    writeFileSync(file(), sample.replace('  seller: main\n', '  seller: main\n  default-method: yamato\n'));
    const path = '/settings/masters/delivery-methods';
    const before = String(formOf(await visitor.get(path), path).text);
    const answer = await ask(path, { text: before.replace('- code: yamato\n', '- code: yamato-old\n') });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('yamato');
  });

  test('holidays are a simple form, for all shops or one', async () => {
    const path = '/settings/holidays';
    await write(await ask(path, { weekday: ['土', '日'], national: 'yes', 'v:dates': '2026-12-31\r\n2027-01-01' }));
    expect(text()).toContain('weekdays: [ 土, 日 ]');
    expect(text()).toContain('dates: [ 2026-12-31, 2027-01-01 ]');
    const bad = await ask(`${path}?shop=amazon`, { 'v:dates': '2026-02-30' }, path);
    expect(bad.text).toContain('実在しない日付');
    expect((await visitor.get(`${path}?shop=none`)).status).toBe(404);
  });

  test('a sender is added and changed', async () => {
    const path = '/settings/senders/new';
    const fields = {
      name: 'west',
      'v:shippers.new.name': '西の倉庫',
      'v:shippers.new.postal-code': '530-0001',
      'v:shippers.new.prefecture': '大阪府',
      'v:shippers.new.city': '大阪市北区',
      'v:shippers.new.street': '梅田9-9-9',
    };
    const missing = await ask(path, fields);
    expect(missing.status).toBe(422);
    await write(await ask(path, { ...fields, 'v:shippers.new.phone': '06-0000-0000' }));
    expect(text()).toContain('west:\n    name: 西の倉庫');
    expect((await ask(path, { ...fields, name: 'main' })).text).toContain('はもうあります');
    expect((await visitor.get('/settings/senders')).text).toContain('西の倉庫');
  });
});

describe('what the settings said before', () => {
  const earlier = async () =>
    [...(await visitor.get('/settings/earlier')).text.matchAll(/href="(\/settings\/earlier\/[^"]+)"/g)].map(
      ([, path]) => path!,
    );
  const field = (page: Page, name: string) =>
    plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '');

  test('is kept with each change, shown with what differs, and put back by the question of every change', async () => {
    const before = (await earlier()).length;
    const shown = await visitor.get('/settings/file');
    const changed = sample.replace('見本商店', '新しい商店');
    const review = await visitor.post('/settings/file', {
      hash: field(shown, 'hash'),
      base: sample,
      text: changed,
    });
    const written = await visitor.post('/settings/write', {
      ...{ file: 'bridge.yaml', hash: field(review, 'hash'), base: sample, back: '/settings/file' },
      text: changed,
    });
    expect([written.status, text()]).toEqual([303, changed]);
    const [newest, ...others] = await earlier();
    expect(others.length).toBe(before);

    const back = await visitor.get(newest!);
    expect(back.status).toBe(200);
    expect(back.text).toMatch(/<del>- *name: 新しい商店/);
    expect(back.text).toMatch(/<ins>\+ *name: 見本商店/);
    expect(text()).toBe(changed);
    const form = { file: 'bridge.yaml', hash: field(back, 'hash'), base: changed, text: field(back, 'text') };
    // Somebody else changes it while the question is open.
    writeFileSync(file(), `${changed}# von Hand\n`);
    const conflict = await visitor.post('/settings/write', { ...form, back: '/settings/earlier' });
    expect([conflict.status, text()]).toEqual([409, `${changed}# von Hand\n`]);
    writeFileSync(file(), changed);
    const done = await visitor.post('/settings/write', { ...form, back: '/settings/earlier' });
    expect([done.status, done.headers.get('location'), text()]).toEqual([
      303,
      expect.stringMatching(/^\/settings\/earlier\?r=/),
      sample,
    ]);
    // What was taken away can be brought back again.
    expect((await earlier()).length).toBe(before + 2);
  });

  test('is refused where it would not start any more, and nothing but what is kept is read', async () => {
    const folder = join(ctx.config.data, 'earlier-settings');
    writeFileSync(join(folder, 'bridge.yaml.20200101T000000Z.0123456789ab'), 'shops: [');
    const page = await visitor.get('/settings/earlier/bridge.yaml.20200101T000000Z.0123456789ab');
    expect(page.status).toBe(422);
    expect(page.text).not.toContain('action="/settings/write"');
    for (const id of ['..%2Fbridge.key', 'bridge.key', 'bridge.yaml.20200101T000000Z.ffffffffffff', '..%2F..'])
      expect((await visitor.get(`/settings/earlier/${id}`)).status).toBe(404);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderPath } from '../../src/web/parts/links.tsx';
import { type OwnBrowser, openBrowser } from '../support/browser.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole } from '../support/console.ts';
import { browse, checkLooks, seriousFaults } from '../support/console-browser.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';

/* The console in a real browser: each page's main path with and without script, and what axe-core says of it. */

let desk: Desk;
let operators: TestConsole;
let own: OwnBrowser;

beforeAll(async () => {
  desk = await openDesk();
  const rows = Array.from({ length: 30 }, (_, no) => row(no + 1, 1));
  await desk.report([...rows, row(50, 1, { 'ship-postal-code': '' }), row(51, 1, pieces(3))]);
  await desk.report([row(60, 1, { 'recipient-name': '試験 𠮷太郎' }), row(61, 1, { 'recipient-name': '試験 𠮷次郎' })]);
  [operators, own] = await Promise.all([openTestConsole(desk.ctx), openBrowser({ contexts: true })]);
});
afterAll(async () => {
  await own?.close();
  await operators?.close();
  await desk?.close();
});

const pathOf = (no: number) => orderPath('amazon', orderNo(no)).slice(1);

const inBrowser = (options: Parameters<typeof browse>[1], work: Parameters<typeof browse>[2]) =>
  browse(own, options, work);

const ways = [
  ['with script', true],
  ['without script', false],
] as const;

describe.each(ways)('%s', (_way, javaScriptEnabled) => {
  test('今日 leads to the orders that need a person, and a correction lets one go', async () => {
    const no = javaScriptEnabled ? 50 : 52;
    if (!javaScriptEnabled) await desk.report([row(52, 1, { 'ship-postal-code': '' })]);
    await inBrowser({ javaScriptEnabled }, async (page) => {
      await page.goto(operators.address);
      await page.getByRole('link', { name: /郵便番号がない/ }).click();
      await page.getByRole('link', { name: orderNo(no) }).click();
      await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toContain(orderNo(no));
      await page.getByRole('link', { name: '内容を修正する' }).first().click();
      await page.getByLabel('お届け先郵便番号').fill('100-0001');
      await page.getByLabel(/修正した理由/).fill('電話で確認');
      // A second click must not meet the first one's result as somebody else's change; without script it would be told so.
      const save = page.getByRole('button', { name: '修正を保存する' });
      await (javaScriptEnabled ? save.dblclick() : save.click());
      await page.getByText('に直しました').waitFor();
    });
    expect(await desk.states()).toContain(`${orderNo(no)}_1 ready`);
  });

  test('受注一覧: search, tick, answer the question, and it is done', async () => {
    const numbers = javaScriptEnabled ? [1, 2] : [3, 4];
    await inBrowser({ javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}orders`);
      await page.getByLabel('検索').fill('試験');
      await page.getByRole('button', { name: '絞り込む' }).click();
      await page.waitForURL(/search=/);
      for (const no of numbers) await page.getByLabel(`${orderNo(no)} を選ぶ`).check();
      if (javaScriptEnabled) await page.getByText('2 件を選択中').waitFor();
      await page.getByRole('button', { name: 'CSV出力' }).click();
      await page.getByText('対象の出荷 2 件').waitFor();
      await page.getByRole('button', { name: 'CSVを出力する' }).click();
      await page.getByText('2 件の出荷をCSVに書き出しました').waitFor();
      expect(page.url()).toContain('search=');
    });
    for (const no of numbers) expect(await desk.states()).toContain(`${orderNo(no)}_1 issuing`);
  });

  test('受注の修正: the label is seen before saving, and what it does not take is replaced', async () => {
    const no = javaScriptEnabled ? 62 : 63;
    await desk.report([row(no, 1, { 'recipient-name': '試験 𠮷四郎' })]);
    await inBrowser({ javaScriptEnabled }, async (page) => {
      await page.goto(operators.address + pathOf(no));
      await page.getByRole('link', { name: 'ラベルで確かめる' }).click();
      const label = page.locator('#label-preview');
      await label.getByText('このままでは保留になります').waitFor();
      await page.getByLabel('お届け先建物').fill('見本ビル');
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'ラベルで確かめる' }).click();
      await label.getByText('見本ビル').waitFor();
      await page.getByRole('button', { name: 'お届け先名の文字を置き換える' }).click();
      await label.getByText('このまま送り状を作れます').waitFor();
      expect(await page.getByLabel('お届け先名').inputValue()).toBe('試験 吉四郎');
      expect(await desk.states()).toContain(`${orderNo(no)}_1 held`);
      await page.getByLabel(/修正した理由/).fill('吉でよい');
      await page.getByRole('button', { name: '修正を保存する' }).click();
      await page.getByText('に直しました').first().waitFor();
    });
    expect(await desk.states()).toContain(`${orderNo(no)}_1 ready`);
  });

  test('受注一覧: a narrowed list gets a name, opens from 今日, and its picking list is made', async () => {
    await inBrowser({ javaScriptEnabled, width: 390 }, async (page) => {
      await page.goto(`${operators.address}orders?state=ready`);
      await page.getByText('保存した条件', { exact: true }).click();
      await page.getByLabel('条件の名前').fill(`出荷待ち ${javaScriptEnabled}`);
      await page.getByRole('button', { name: '今の条件を保存する' }).click();
      await page.getByText('を保存しました').waitFor();
      await page.getByText('メニュー').click();
      await page.getByRole('link', { name: '今日' }).click();
      await page.getByRole('link', { name: `出荷待ち ${javaScriptEnabled}` }).click();
      await page.getByRole('link', { name: 'この条件のピッキングリスト' }).click();
      await page.getByRole('heading', { name: '荷物ごと' }).waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: '両方（Excel）' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^ピッキングリスト.*\.xlsx$/);
    });
  });

  test('実行履歴: the running run is followed, and its end is shown', async () => {
    const id = `run-${javaScriptEnabled}`;
    const at = desk.ctx.now().toString();
    const run = { id, job: 'notify', shop: 'amazon', startedAt: at, counts: {}, items: [] };
    await desk.ctx.store.write((tx) => tx.putRun({ ...run, finishedAt: null, result: 'running' }));
    await inBrowser({ javaScriptEnabled }, async (page) => {
      await page.goto(`${operators.address}runs/${id}`);
      await page.getByText('進みぐあいは自動で変わります').waitFor();
      await desk.ctx.store.write((tx) => tx.putRun({ ...run, finishedAt: at, result: 'done' }));
      await page.getByText('進みぐあいは自動で変わります').waitFor({ state: 'detached' });
      await page.getByText('所要').waitFor();
    });
  });

  test('受注: a hold is cleared with a note', async () => {
    const no = javaScriptEnabled ? 60 : 61;
    await inBrowser({ javaScriptEnabled }, async (page) => {
      await page.goto(operators.address + pathOf(no));
      await page.getByRole('button', { name: '保留を解除する' }).first().click();
      await page.getByLabel(/確認した内容/).fill('吉でよい');
      await page.getByRole('button', { name: '保留を解除する' }).click();
      await page.getByText('を解除しました').first().waitFor();
    });
    expect(await desk.states()).toContain(`${orderNo(no)}_1 ready`);
  });
});

test('the keyboard goes through the list: j k x and /', async () => {
  await inBrowser({}, async (page) => {
    await page.goto(`${operators.address}orders`);
    for (const key of ['j', 'j', 'k', 'j', 'x']) await page.keyboard.press(key);
    await expect.poll(() => page.locator('input[name="order"]:checked').count()).toBe(1);
    expect(await page.locator('tr[data-row]').nth(1).locator('input').isChecked()).toBe(true);
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    await page.keyboard.type('jk');
    expect(await page.getByLabel('検索').inputValue()).toBe('jk');
  });
});

test('the counter under a field says at once when the label does not hold it', async () => {
  await inBrowser({}, async (page) => {
    await page.goto(`${operators.address}${pathOf(5)}/edit`);
    const name = page.getByLabel('お届け先名');
    await name.fill('あ'.repeat(16));
    await page.getByText('幅 32 / 32').waitFor();
    await name.fill('あ'.repeat(17));
    await page.getByText('幅 34 / 32 入りきりません').waitFor();
  });
});

test('script in the fields of an order does not run', async () => {
  const nasty = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
  await desk.report([row(70, 1, { 'recipient-name': nasty, 'buyer-name': nasty, 'product-name': nasty })]);
  await inBrowser({}, async (page) => {
    for (const path of [
      '',
      'orders',
      pathOf(70),
      `${pathOf(70)}/edit`,
      `${pathOf(70)}/explain`,
      `${pathOf(70)}/source`,
    ]) {
      await page.goto(operators.address + path);
      expect(await page.evaluate('window.broken')).toBeUndefined();
      expect(await page.locator('main img').count()).toBe(0);
    }
  });
});

const pages = [
  ['今日', () => ''],
  ['受注一覧', () => 'orders'],
  ['受注一覧, narrowed', () => 'orders?state=held'],
  ['受注一覧, empty', () => 'orders?search=nobody-at-all'],
  ['受注', () => pathOf(51)],
  ['受注の修正', () => `${pathOf(51)}/edit`],
  ['由来', () => `${pathOf(51)}/explain`],
  ['元のデータ', () => `${pathOf(51)}/source`],
  ['連携結果確認', () => 'link-history'],
  ['実行履歴', () => 'runs'],
  ['ピッキングリスト', () => 'picking?state=ready'],
  ['送れなかったメール', () => 'mails'],
  ['通知', () => 'notices'],
  ['通知 of a shop, with 再送', () => 'notices/shop/amazon'],
  ['ツアー', () => 'tour'],
  ['a page that is not there', () => 'nothing-here'],
] as const;

// One browser for all pages of a width: to start one for each took longer than the looks themselves.
test.each([1366, 390])(
  'at a width of %i no page has anything that axe-core calls serious, and nothing is cut off',
  async (width) => {
    await inBrowser({ width }, async (page) => {
      for (const [name, path] of pages) {
        await page.goto(operators.address + path());
        await checkLooks(page).catch((error: Error) => {
          throw new Error(`${name}: ${error.message}`, { cause: error });
        });
      }
    });
  },
);

test('the first page is small: everything it loads is below 150 KB where the device has a Japanese font', async () => {
  const visitor = operators.visitor();
  const { text } = await visitor.get('/');
  let bytes = Buffer.byteLength(text);
  const files = new Set([...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((found) => found[1] ?? ''));
  expect(files.size).toBe(5);
  for (const file of files) {
    const answer = await fetch(operators.address + file.slice(1), { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    bytes += Number(answer.headers.get('content-length') ?? (await answer.arrayBuffer()).byteLength);
  }
  expect(bytes).toBeLessThan(150 * 1024);
});

test('on a phone the heading of a value breaks between its words', async () => {
  await inBrowser({ width: 390 }, async (page) => {
    await page.goto(`${operators.address}orders`);
    const cell = page.locator('td[data-label="送り状・お荷物番号"]').first();
    expect(await cell.evaluate((one) => getComputedStyle(one, '::before').wordBreak)).toBe('keep-all');
  });
});

test('signing in, what a role may do, and signing out', async () => {
  await addUser(desk.ctx, '管理者', 'manage');
  await addUser(desk.ctx, '見る人', 'view');
  await inBrowser({}, async (page) => {
    await page.goto(`${operators.address}orders`);
    await page.getByLabel('ユーザー名').fill('見る人');
    await page.getByLabel('パスワード').fill(goodPassword);
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'サインインする' }).click();
    await page.getByText('見る人（見る）').waitFor();
    expect(page.url()).toContain('/orders');
    expect(await page.getByRole('button', { name: 'CSV出力' }).count()).toBe(0);
    await page.getByRole('button', { name: 'サインアウト' }).click();
    await page.getByRole('heading', { name: 'サインイン' }).waitFor();
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orderPath } from '../../src/web/parts/links.tsx';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, pieces, row } from '../support/desk.ts';

/* The pages without script: forms and links, as an old office PC uses them. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;
const nasty = '<script>alert(1)</script>"\'&<img src=x onerror=alert(2)>';
const pathOf = (no: number) => orderPath('amazon', orderNo(no));

beforeAll(async () => {
  desk = await openDesk();
  await desk.report([
    row(1, 1),
    row(2, 1, { 'ship-postal-code': '' }),
    row(3, 1, pieces(3)),
    row(3, 2),
    row(4, 1, {
      'recipient-name': nasty,
      'ship-address-2': nasty,
      'product-name': nasty,
      'buyer-name': nasty,
      'delivery-Instructions': nasty,
    }),
    row(5, 1, { 'recipient-name': '試験 𠮷次郎' }),
    row(6, 1, { 'recipient-name': '試験 𠮷三郎' }),
    row(7, 1),
    row(8, 1),
    row(9, 1),
  ]);
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

/** The page that a form leads to, with what it says was done. */
async function follow(answer: { status: number; headers: Headers; text: string }) {
  expect([answer.status, answer.text]).toEqual([303, expect.any(String)]);
  return visitor.get(answer.headers.get('location') ?? '');
}

const ask = (action: string, numbers: readonly number[], more: Record<string, string> = {}) =>
  visitor.post('/orders/question', { action, order: numbers.map((no) => `amazon/${orderNo(no)}`), ...more });

const perform = async (action: string, numbers: readonly number[], more: Record<string, string> = {}) =>
  follow(await visitor.post('/orders/do', { action, order: numbers.map((no) => `amazon/${orderNo(no)}`), ...more }));

describe('今日', () => {
  test('counts what needs a person, and each number leads to its list', async () => {
    const { text } = await visitor.get('/');
    expect(text).toMatch(/href="\/orders\?hold=postal-missing"><span>郵便番号がない<\/span><b>1 件/);
    expect(text).toContain('/orders?state=ready');
    const list = await visitor.get('/orders?hold=postal-missing');
    expect(list.text).toContain(orderNo(2));
    expect(list.text).not.toContain(orderNo(1));
  });
});

describe('受注一覧', () => {
  test('finds by number, by name and by state, and says when there is nothing', async () => {
    expect((await visitor.get(`/orders?search=${orderNo(3)}`)).text).toContain('該当する受注 1 件');
    expect((await visitor.get(`/orders?search=${encodeURIComponent('𠮷次郎')}`)).text).toContain(orderNo(5));
    expect((await visitor.get('/orders?state=shipped')).text).toContain('条件に合う受注はありません');
  });

  test('goes on page by page without losing or repeating an order', async () => {
    for (let no = 100; no < 145; no++) await desk.report([row(no, 1)]);
    const seen: string[] = [];
    let path: string | undefined = '/orders?size=20';
    while (path !== undefined) {
      const { text } = await visitor.get(path);
      seen.push(...[...text.matchAll(/name="order" value="amazon\/([^"]+)"/g)].map((found) => found[1] ?? ''));
      path = /href="([^"]+)" rel="next"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.length).toBe(new Set(seen).size);
    expect(seen.length).toBe(54);
  });

  test('an old or damaged address still opens', async () => {
    expect((await visitor.get('/orders?state=nonsense&size=7&from=2026-99-99&shop=none&hold=%3Cb%3E')).status).toBe(
      200,
    );
    const answer = await visitor.get('/orders?after=damaged');
    expect(answer.text).toContain('続き');
  });

  test('nothing is done before the question is answered, and without a choice it says what to do', async () => {
    const question = await ask('csv', [7, 8]);
    expect(question.text).toContain('対象の出荷 2 件');
    expect(await desk.states()).toContain(`${orderNo(7)}_1 ready`);
    const none = await follow(await visitor.post('/orders/question', { action: 'csv' }));
    expect(none.text).toContain('受注が選ばれていません');
  });

  test('CSV出力, then 出荷確定: what cannot be done is said with its reason', async () => {
    const written = await perform('csv', [7, 8, 2]);
    expect(written.text).toContain('2 件の出荷をCSVに書き出しました');
    expect(written.text).toContain('お届け先の郵便番号がない');
    expect(await desk.states()).toContain(`${orderNo(7)}_1 issuing`);
    const early = await perform('confirm', [7]);
    expect(early.text).toContain('できませんでした');
  });

  test('保留解除 of several orders at once asks for a note and writes who did it', async () => {
    const question = await ask('clear', [5, 6], { code: 'char-not-in-cp932' });
    expect(question.text).toContain('確認した内容（履歴に残ります）');
    const without = await perform('clear', [5, 6], { code: 'char-not-in-cp932' });
    expect(without.text).toContain('確認した内容を書いてください');
    const done = await perform('clear', [5, 6], { note: '吉と印字してよい' });
    expect(done.text).toContain('を解除しました');
    expect(await desk.states()).toContain(`${orderNo(5)}_1 ready`);
    const journal = await desk.ctx.store.journal({ shop: 'amazon', orderNumber: orderNo(5) });
    expect(journal.some((one) => one.what === 'hold-cleared')).toBe(true);
  });

  test('取消 keeps the order from ever getting a label', async () => {
    const done = await perform('cancel', [9], { note: 'お客様の希望' });
    expect(done.text).toContain('キャンセルにしました');
    expect(await desk.states()).toContain(`${orderNo(9)}_1 cancelled`);
  });

  test('同梱 puts several orders into one parcel, and the order page takes it back', async () => {
    await desk.report([row(20, 1), row(21, 1)]);
    const done = await perform('bundle', [20, 21], { carrier: orderNo(20) });
    expect(done.text).toContain('まとめました');
    expect(await desk.states()).toContain(`${orderNo(21)}_1 cancelled`);
    const back = await follow(await visitor.post(`${pathOf(20)}/undo-bundle`, {}));
    expect(back.text).toContain('変更しました');
    expect(await desk.states()).toContain(`${orderNo(21)}_1 ready`);
  });

  test('all of a filter means all of it, not the page that is shown', async () => {
    const filter = 'state=ready&size=20';
    const question = await visitor.post('/orders/question', { action: 'csv', all: '1', filter });
    const ready = (await desk.states()).filter((one) => one.endsWith(' ready')).length;
    expect(ready).toBeGreaterThan(20);
    expect(question.text).toContain(`対象の出荷 ${ready} 件`);
  });
});

describe('受注', () => {
  test('shows holds with how to clear them, parcels, timeline, and writes down who looked', async () => {
    expect((await visitor.get(pathOf(1))).text).toContain(
      '「連携」（B2クラウドのAPIを使わないときは「CSV出力」）を押すと',
    );
    const { text } = await visitor.get(pathOf(2));
    expect(text).toContain('郵便番号がないか、読み取れません');
    expect(text).toContain(`${orderNo(2)}_1`);
    expect(text).toContain('受注を登録');
    await expect
      .poll(async () =>
        (await desk.ctx.store.journal({ shop: 'amazon', orderNumber: orderNo(2) })).map((one) => one.what),
      )
      .toContain('order-seen');
  });

  test('an order that is not there is said, not an error', async () => {
    const answer = await visitor.get(orderPath('amazon', 'none/of & these'));
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('none/of &amp; these')]);
  });

  test('a correction is a new revision, and clears what it answers', async () => {
    const { text } = await visitor.get(`${pathOf(2)}/edit`);
    const revision = /name="revision" value="(\d+)"/.exec(text)?.[1] ?? '';
    const done = await follow(
      await visitor.post(`${pathOf(2)}/edit`, {
        revision,
        note: '電話で確認',
        'line.consignee.postalCode@1': '100-0001',
      }),
    );
    expect(done.text).toContain('お届け先郵便番号');
    expect(await desk.states()).toContain(`${orderNo(2)}_1 ready`);
    const again = await visitor.get(pathOf(2));
    expect(again.text).toContain('人が修正した項目');
  });

  test('a value that cannot be read is refused with the page as it was typed', async () => {
    const { text } = await visitor.get(`${pathOf(1)}/edit`);
    const revision = /name="revision" value="(\d+)"/.exec(text)?.[1] ?? '';
    const fields = { revision, note: 'x', 'line.consignee.phone@1': 'でんわ', 'line.consignee.name@1': '直した 名前' };
    const answer = await visitor.post(`${pathOf(1)}/edit`, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="でんわ"');
    expect(answer.text).toContain('value="直した 名前"');
    expect((await desk.ctx.store.orders({ numbers: [orderNo(1)] }))[0]?.revision).toBe(1);
  });

  test('two people on the same order: the second sees both versions, nothing is overwritten silently', async () => {
    const { text } = await visitor.get(`${pathOf(8)}/edit`);
    const revision = /name="revision" value="(\d+)"/.exec(text)?.[1] ?? '';
    const save = (name: string, from: string) =>
      visitor.post(`${pathOf(8)}/edit`, { revision: from, note: '確認', 'line.consignee.name@1': name });
    await follow(await save('先の 人', revision));
    const second = await save('後の 人', revision);
    expect(second.status).toBe(409);
    for (const words of ['先の 人', '後の 人', 'あなたの値', '今の値']) expect(second.text).toContain(words);
    const [stored] = await desk.ctx.store.orders({ numbers: [orderNo(8)] });
    expect(stored?.order.destinations[0]?.consignee.name).toBe('先の 人');
    const now = /name="revision" value="(\d+)"/.exec(second.text)?.[1] ?? '';
    await follow(await save('後の 人', now));
    const [after8] = await desk.ctx.store.orders({ numbers: [orderNo(8)] });
    expect(after8?.order.destinations[0]?.consignee.name).toBe('後の 人');
  });

  test('分割 of what cannot be split says why', async () => {
    expect((await visitor.get(`${pathOf(7)}?open=split`)).text).toContain('送り状を作ったあとは分割できません');
  });

  test('分割 and back, 複写 and back', async () => {
    const split = await follow(await visitor.post(`${pathOf(3)}/split`, { 'line@1': '1', 'line@2': '0' }));
    expect(split.text).toContain('変更しました');
    expect(await desk.states()).toContain(`${orderNo(3)}_2 ready`);
    await follow(await visitor.post(`${pathOf(3)}/undo-split`, {}));
    expect(await desk.states()).toContain(`${orderNo(3)}_2 cancelled`);
    const copied = await follow(await visitor.post(`${pathOf(3)}/copy`, {}));
    expect(copied.text).toContain(`${orderNo(3)}-copy-1`);
  });

  test('explain leads from a value on the label to file, row and column; the document stands beside what was read', async () => {
    const explained = await visitor.get(`${pathOf(1)}/explain`);
    expect(explained.text).toContain('お届け先郵便番号');
    expect(explained.text).toMatch(/report-\d+\.txt \d+行目 ship-postal-code/);
    const source = await visitor.get(`${pathOf(1)}/source`);
    expect(source.text).toContain('ship-postal-code');
    expect(source.text).toContain('届いた値');
    // In the words of the order's page, in Japan's time; codes of the program are nobody's words.
    expect(source.text).toContain('注文日時</span> 2026年11月20日 12:00');
    expect(source.text).not.toMatch(/<\/span> (true|false|paid|open|ready)</);
  });
});

test('script in every field of an order is text on every page', async () => {
  const here = pathOf(4);
  const paths = ['/', '/orders', here, `${here}/edit`, `${here}/explain`, `${here}/source`];
  const pages = await Promise.all(paths.map((path) => visitor.get(path)));
  const question = await ask('clear', [4]);
  for (const [index, page] of [...pages, question].entries()) {
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('<script>alert');
    expect(page.text).not.toContain('<img src=x');
    // Nothing of it broke out of an attribute.
    expect(page.text).not.toMatch(/<[^>]+\sonerror=/);
    if (index >= 2) expect(page.text).toContain('&lt;script');
  }
});

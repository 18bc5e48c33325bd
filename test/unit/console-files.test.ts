import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileAway } from '../../src/flow/inbox/file-away.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';

/* ファイル: what comes in by the page lies in the inbox as if somebody had dropped it; what became of it; what went out. */

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;
const nasty = '<img src=x onerror=alert(1)>';

beforeAll(async () => {
  desk = await openDesk();
  const limits = { ...desk.ctx.config.limits, fileBytes: 200_000 };
  ctx = { ...desk.ctx, config: { ...desk.ctx.config, limits } };
  operators = await openTestConsole(ctx);
  visitor = operators.visitor();
  await visitor.get('/files');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

interface Sent {
  readonly name: string;
  readonly text: string | Uint8Array<ArrayBuffer>;
}

/** A form with files, as a browser sends it. */
async function send(
  files: readonly Sent[],
  folder = '',
  more: { token?: string; origin?: string; who?: Visitor } = {},
) {
  const { who = visitor } = more;
  const form = new FormData();
  form.set('token', more.token ?? who.token());
  for (const { name, text } of files) form.append('file', new Blob([text]), name);
  form.set('folder', folder);
  const origin = operators.address.replace(/\/$/, '');
  return fetch(`${origin}/files/upload`, {
    method: 'POST',
    redirect: 'manual',
    body: form,
    headers: { cookie: who.cookie(), origin: more.origin ?? origin },
  });
}

async function sent(...args: Parameters<typeof send>): Promise<string> {
  const answer = await send(...args);
  expect(answer.status).toBe(303);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
}

const lying = (folder = '') => {
  mkdirSync(join(ctx.config.inbox, folder), { recursive: true });
  const names = readdirSync(join(ctx.config.inbox, folder), { withFileTypes: true });
  return names.flatMap((one) => (one.isFile() && one.name !== '.b2-bridge-inbox' ? [one.name] : [])).sort();
};

describe('a file that is sent', () => {
  test('lies whole in the inbox, and never over another one', async () => {
    expect(await sent([{ name: '注文.csv', text: 'a,b\n1,2\n' }])).toContain('「注文.csv」を受け取りました');
    await sent([{ name: '注文.csv', text: 'a,b\n3,4\n' }]);
    expect(lying().filter((name) => name.endsWith('.csv'))).toEqual(['注文-2.csv', '注文.csv']);
    expect(readFileSync(join(ctx.config.inbox, '注文.csv'), 'utf8')).toBe('a,b\n1,2\n');
    expect((await visitor.get('/files')).text).toContain('取り込みを待つファイル');
    const journal = (await ctx.store.journal({ limit: 1000 })).filter((one) => one.what === 'file-uploaded');
    expect(journal.length).toBe(2);
    expect(JSON.stringify(journal)).not.toContain('注文.csv');
    for (const name of ['注文.csv', '注文-2.csv']) rmSync(join(ctx.config.inbox, name));
  });

  test('goes into the folder of a shop or of results, and nowhere else', async () => {
    await sent([{ name: 'a.csv', text: 'x' }], 'amazon');
    await sent([{ name: 'b.csv', text: 'x' }], 'results');
    expect([lying('amazon'), lying('results')]).toEqual([['a.csv'], ['b.csv']]);
    for (const folder of ['..', '../outbox', '/tmp', '_done', 'amazon/../..'])
      expect(await sent([{ name: 'c.csv', text: 'x' }], folder)).toContain('はありません。受け取っていません');
    rmSync(join(ctx.config.inbox, 'amazon', 'a.csv'));
    rmSync(join(ctx.config.inbox, 'results', 'b.csv'));
    expect(lying()).toEqual([]);
  });

  test('a name cannot lead out of the inbox, and names that watchers overlook are refused', async () => {
    await sent([{ name: '../../evil.csv', text: 'x' }]);
    await sent([{ name: 'C:\\temp\\a:b?.csv', text: 'x' }]);
    expect(lying()).toEqual(['a_b_.csv', 'evil.csv']);
    for (const name of ['.hidden', '~$a.xlsx', 'a.tmp', 'deadbeef', 'Thumbs.db'])
      expect(await sent([{ name, text: 'x' }])).toContain('受け取れません');
    await sent([{ name: `${'あ'.repeat(200)}.csv`, text: 'x' }]);
    expect(lying().length).toBe(3);
    for (const name of lying()) rmSync(join(ctx.config.inbox, name));
  });

  test('nothing, nothing in it, or too much is said in plain words; the good ones of several come in', async () => {
    expect(await sent([])).toContain('ファイルが選ばれていません');
    const text = await sent([
      { name: 'empty.csv', text: '' },
      { name: 'good.csv', text: 'x' },
    ]);
    expect(text).toContain('中身が空です');
    expect(text).toContain('「good.csv」を受け取りました');
    const answer = await send([{ name: 'big.csv', text: new Uint8Array(400_000) }]);
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('画面から送れるのは')]);
    expect(lying()).toEqual(['good.csv']);
    rmSync(join(ctx.config.inbox, 'good.csv'));
  });

  test('by a forged or foreign form, or by somebody who may only look, does not come in', async () => {
    for (const token of ['', 'x']) expect((await send([{ name: 'a.csv', text: 'x' }], '', { token })).status).toBe(403);
    expect((await send([{ name: 'a.csv', text: 'x' }], '', { origin: 'http://evil.example' })).status).toBe(403);
    const origin = operators.address.replace(/\/$/, '');
    const broken = await fetch(`${origin}/files/upload`, {
      method: 'POST',
      body: 'no such form',
      headers: { cookie: visitor.cookie(), origin, 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(broken.status).toBe(400);
    expect(lying()).toEqual([]);
  });
});

describe('取り込みの結果', () => {
  const drop = async (name: string, bytes: Uint8Array) => {
    const path = join(ctx.config.inbox, name);
    writeFileSync(path, bytes);
    const documents = [await intakeFile(ctx, { name, bytes, shop: '', layout: '' })].flat();
    await fileAway(ctx, { path, name }, documents);
    return documents;
  };

  test('tells of each file how it went, with its report and its original', async () => {
    const name = `${nasty.replace(/[<>:"|?*/]/g, '_')}注文.txt`;
    const report = amazonReport([row(1, 1), row(2, 1, { 'ship-postal-code': '', 'product-name': nasty })], 'utf-8');
    const [document] = await drop(name, report);
    await drop('壊れた.csv', Buffer.from('no,such,format\n1,2,3\n'));
    const { text } = await visitor.get('/files');
    expect(text).toContain('2 件のファイル');
    expect(text).toContain('新しい注文 2件');
    expect(text.indexOf('取り込めませんでした')).toBeLessThan(text.indexOf('新しい注文 2件'));
    expect(text).toContain(`href="/files/documents/${document?.hash}"`);
    const reports = [...text.matchAll(/href="(\/files\/report[^"]+)"/g)].map((one) => one[1]!.replaceAll('&amp;', '&'));
    expect(reports.length).toBe(2);
    const pages = await Promise.all(reports.map((path) => visitor.get(path)));
    expect(pages.map((one) => one.status)).toEqual([200, 200]);
    expect(pages[1]?.text).toContain('保留中の出荷');
    for (const page of pages) expect(page.text).not.toContain('<img src=x');
    expect((await visitor.get('/files?day=2026-11-20')).text).toContain('この日に取り込んだファイルはありません');
    expect((await visitor.get('/files?day=nonsense')).status).toBe(200);
  });

  test('a report is only what the folders themselves name', async () => {
    for (const query of [
      'day=2026-11-21&where=_done&name=..%2F..%2F..%2Fbridge.yaml',
      'day=..%2F..&where=_done&name=data',
      'day=2026-11-21&where=..&name=x',
      'day=2026-11-21&where=_done&name=none.csv',
    ])
      expect((await visitor.get(`/files/report?${query}`)).status).toBe(404);
  });

  test('an original comes down as it came, and who took it is written down; read again it tells what would change', async () => {
    const bytes = amazonReport([row(5, 1)], 'utf-8');
    const [document] = await drop('五.txt', bytes);
    const here = `/files/documents/${document?.hash}`;
    expect((await visitor.get('/files/documents')).text).toContain(`href="${here}"`);
    expect((await visitor.get(here)).text).toContain(document?.hash);
    const answer = await fetch(`${operators.address.replace(/\/$/, '')}${here}/download`, {
      headers: { cookie: visitor.cookie() },
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    const journal = await ctx.store.journal({ limit: 1000 });
    expect(journal.filter((one) => one.what === 'document-downloaded').length).toBe(1);
    expect((await visitor.get(`${here}/replay`)).text).toContain('変わる受注はありません');
    for (const path of ['/files/documents/none', '/files/documents/none/download', '/files/documents/none/replay'])
      expect((await visitor.get(path)).status).toBe(404);
  });
});

describe('書き出したファイル', () => {
  test('tells whether it still lies there, gives it out once more, and never one that was taken back', async () => {
    const { files } = await issueShipments(ctx, {});
    const { text } = await visitor.get('/files/written');
    expect(text).toContain('送り状（B2クラウド用CSV）');
    expect(text).toContain('置かれている');
    const path = /href="(\/files\/written\/[^"]+\/download)"/.exec(text)?.[1] ?? '';
    const answer = await fetch(operators.address.replace(/\/$/, '') + path, { headers: { cookie: visitor.cookie() } });
    expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(files[0] ?? ''))).toBe(true);
    rmSync(files[0] ?? '');
    expect((await visitor.get('/files/written')).text).toContain('持ち出し済み');
    const [file] = await ctx.store.outbox({});
    await ctx.store.write((tx) => tx.putOutbox({ ...file!, stage: 'undone' }));
    const undone = await visitor.get('/files/written');
    expect(undone.text).toContain('取り消し済み（使わない）');
    expect(undone.text).not.toContain(path);
    expect((await visitor.get(path)).status).toBe(404);
    expect(orderNo(1)).not.toBe('');
  });
});

test('who may only look sees how files went, but neither sends nor takes any', async () => {
  await addUser(ctx, '見る人', 'view');
  const who = operators.visitor();
  await who.signIn('見る人', goodPassword);
  const { text, status } = await who.get('/files');
  expect([status, text.includes('/files/upload')]).toEqual([200, false]);
  const token = who.token();
  expect((await send([{ name: 'a.csv', text: 'x' }], '', { who, token })).status).toBe(403);
  expect((await who.get('/files/written')).text).not.toContain('/download');
  expect(lying()).toEqual([]);
});

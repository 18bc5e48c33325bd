import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';

/* 問題: what keeps orders back, by what is to be done about it. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;
const nasty = '<img src=x onerror=alert(1)>';

beforeAll(async () => {
  desk = await openDesk();
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

test('says so when there is nothing', async () => {
  expect((await visitor.get('/problems')).text).toContain('問題はありません');
  expect((await visitor.get('/problems/postal-missing')).status).toBe(404);
  expect((await visitor.get(`/problems/${encodeURIComponent(nasty)}`)).text).not.toContain('<img src=x');
});

test('one card for each reason, by who makes it go away, with examples and all of it page by page', async () => {
  const rows = Array.from({ length: 55 }, (_, no) => row(no + 1, 1, { 'ship-postal-code': '' }));
  await desk.report([...rows, row(90, 1, { 'recipient-name': '試験 𠮷次郎' }), row(91, 1)]);
  await desk.report([row(92, 1, { 'ship-postal-code': nasty, 'recipient-name': nasty })]);
  const folder = join(desk.ctx.config.inbox, '_error', '2026-11-21');
  mkdirSync(folder, { recursive: true });
  for (const name of ['壊れた.csv', '壊れた.csv.txt']) writeFileSync(join(folder, name), 'x');
  const { text } = await visitor.get('/problems');
  expect(text.indexOf('内容を確認すれば進められるもの')).toBeGreaterThan(0);
  expect(text.indexOf('注文データを直すもの')).toBeGreaterThan(0);
  expect(text).toContain('郵便番号がない');
  expect(text).toMatch(/まとめて見る（5[56] 件）/);
  expect(text).toContain(`href="/orders/amazon/${orderNo(90)}"`);
  expect(text).not.toContain(orderNo(91));
  expect(text).toContain('/files/report?day=2026-11-21&amp;where=_error&amp;name=');
  expect(text).not.toContain('<img src=x');
  const numbers: string[] = [];
  let path: string | undefined = '/problems/postal-missing';
  while (path !== undefined) {
    const page = await visitor.get(path);
    numbers.push(...[...page.text.matchAll(/class="code" href="[^"]+">([\d-]+)</g)].map((one) => one[1] ?? ''));
    path = /href="([^"]+)" rel="next"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&');
  }
  expect([numbers.length >= 55, new Set(numbers).size]).toEqual([true, numbers.length]);
});

test('goes into a workbook, which is written into the history', async () => {
  const answer = await fetch(`${operators.address}problems/export`, { headers: { cookie: visitor.cookie() } });
  expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''");
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await answer.arrayBuffer());
  const text = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
  expect(text).toContain(orderNo(1));
  expect(text).toContain(orderNo(90));
  expect(text).not.toContain(orderNo(91));
  const journal = await desk.ctx.store.journal({ limit: 1000 });
  expect(journal.some((one) => one.what === 'problems-exported')).toBe(true);
});

test('of many refused files the first are named, with how many more there are and the way to all of them', async () => {
  for (const [day, count] of [
    ['2026-11-21', 24],
    ['2026-11-20', 3],
  ] as const) {
    const folder = join(desk.ctx.config.inbox, '_error', day);
    mkdirSync(folder, { recursive: true });
    for (let no = 1; no <= count; no++)
      for (const end of ['', '.txt']) writeFileSync(join(folder, `注文-${no}.csv${end}`), 'x');
  }
  for (const path of ['/', '/problems']) {
    const { text } = await visitor.get(path);
    expect(text.match(/(?:<b>|>)注文-\d+\.csv</g)?.length).toBeLessThanOrEqual(20);
    // One of the first day is there from before.
    expect(text).toMatch(/<a href="\/files\?day=2026-11-21">[^<]*ほか 5 件<\/a>/);
    expect(text).toMatch(/<a href="\/files\?day=2026-11-20">[^<]*ほか 3 件<\/a>/);
  }
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { csvOf, headerLists } from '../support/header-lists.ts';

let parent: string;
let workspace: string;
const file = (name: string) => join(parent, `${name}.csv`);

/** A shop's own list, as no system writes it. */
const own = `受注番号,受注日,ご注文者名,ご注文者郵便番号,ご注文者住所,ご注文者電話番号,送り先名,送り先郵便番号,送り先住所,送り先電話番号,品名,品番,個数,入金
R-101,2026/11/20,見本 花子,150-0001,東京都渋谷区神宮前1-2-3,090-0000-0001,見本 花子,150-0001,東京都渋谷区神宮前1-2-3,090-0000-0001,深蒸し茶,T-1,2,入金済
R-101,2026/11/20,見本 花子,150-0001,東京都渋谷区神宮前1-2-3,090-0000-0001,見本 花子,150-0001,東京都渋谷区神宮前1-2-3,090-0000-0001,湯呑み,C-1,1,入金済
R-102,2026/11/20,試験 太郎,530-0001,大阪府大阪市北区梅田3-1-3,06-0000-0002,例題 次郎,460-0008,愛知県名古屋市中区栄1-2-3,052-000-0003,急須,K-1,1,未入金
`;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'b2-learn-'));
  workspace = join(parent, 'shop');
  expect(await cli(['init', workspace])).toMatchObject({ code: 0 });
  for (const list of headerLists()) writeFileSync(file(list.name), csvOf(list));
  writeFileSync(file('own'), own);
  writeFileSync(file('other'), own.replace('送り先名', 'お届け先名').replaceAll(/,(?:入金済|未入金|入金)$/gm, ''));
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const learn = (name: string, ...more: string[]) => cli(['layouts', 'learn', file(name), '-C', workspace, ...more]);
const layoutsOf = () =>
  readdirSync(join(workspace, 'layouts')).includes('read') ? readdirSync(join(workspace, 'layouts', 'read')) : [];

describe('a file that nobody knows', () => {
  test('names the command that makes it known', async () => {
    const { code, stderr } = await cli(['intake', file('unseen-picking'), '-C', workspace]);
    expect(code).toBe(3);
    expect(stderr).toContain('layouts learn');
  });

  test('is learned for a shop, checked, and read from then on', async () => {
    const before = readFileSync(join(workspace, 'bridge.yaml'), 'utf8');
    const { code, stdout, stderr } = await learn('unseen-call-centre', '--name', 'call-centre', '--shop', 'sheet');
    // Nobody is there to answer: nothing is written, what must be answered is said.
    expect(code).toBe(3);
    expect(stdout).toContain('お届け先郵便番号');
    expect(stderr).toContain('はどの列ですか');
    expect(layoutsOf()).toEqual([]);
    expect(readFileSync(join(workspace, 'bridge.yaml'), 'utf8')).toBe(before);

    const made = await learn('own', '--name', 'own-list', '--shop', 'sheet', '--yes', '--json');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const told = JSON.parse(made.stdout);
    expect(told).toMatchObject({
      name: 'own-list',
      counts: { rows: 3, orders: 2, refused: 0 },
      layouts: ['order-sheet', 'own-list'],
    });
    expect(told.preview[0].shipments[0].cells).toContainEqual({ no: 11, name: 'お届け先郵便番号', value: '150-0001' });
    expect(existsSync(join(told.path, 'cases', 'first', 'in.csv'))).toBe(true);
    expect(readFileSync(join(workspace, 'bridge.yaml'), 'utf8')).toContain('read: [ order-sheet, own-list ]');

    const checked = JSON.parse((await cli(['layouts', 'check', '-C', workspace, '--json'])).stdout);
    expect(checked).toMatchObject({ failed: [], complaints: [] });
    const taken = await cli(['intake', file('own'), '-C', workspace, '--shop', 'sheet', '--json']);
    expect(JSON.parse(taken.stdout).documents[0]).toMatchObject({
      layout: 'own-list',
      orders: { new: 2, refused: 0 },
    });
  });

  test('that is known by now is named and left alone', async () => {
    const again = await learn('own', '--yes');
    expect(again.code).toBe(3);
    expect(again.stderr).toContain('own-list');
    expect(layoutsOf()).toEqual(['own-list']);
  });

  test('shows rows, orders and B2 cells, and what nobody answered', async () => {
    const { code, stdout } = await learn('other', '--yes');
    expect(code).toBe(0);
    for (const words of [
      '■ 2行目、3行目',
      '注文番号: R-101',
      '12 お届け先住所: 東京都渋谷区神宮前1-2-3',
      '答えのない質問',
      'bridge.yaml の店舗に',
    ])
      expect(stdout).toContain(words);
    expect(layoutsOf()).toEqual(['other', 'own-list']);
  });

  test.each([
    ['a name that is taken', ['unseen-picking', '--name', 'rakuten-orders'], 3, 'すでにあります'],
    ['an unknown shop', ['unseen-picking', '--shop', 'nobody'], 2, 'nobody'],
    ['what must be answered, with --yes', ['unseen-shipping-orders', '--yes'], 3, '決められないこと'],
  ])('is refused with words for %s', async (_, [name = '', ...more], code, words) => {
    const before = layoutsOf();
    const refused = await learn(name, ...more);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(words);
    expect(layoutsOf()).toEqual(before);
  });

  test.each([
    ['in.pdf', '%PDF-1.7 x', '「PDF」'],
    ['stock.csv', '商品コード,商品名,棚番\r\nT-1,茶,A-1\r\n', '注文のファイルに見えません'],
    ['plain.csv', '1,2,3\r\n4,5,6\r\n', '見出し'],
  ])('%s is refused in words', async (name, text, words) => {
    const path = join(parent, name);
    writeFileSync(path, text);
    const { code, stderr } = await cli(['layouts', 'learn', path, '-C', workspace, '--yes']);
    expect(code).toBe(3);
    expect(stderr).toContain(words);
  });
});

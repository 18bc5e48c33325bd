import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stampOf } from '../../src/flow/files/disk.ts';
import { isOverlooked, listInbox, ownerOf } from '../../src/flow/inbox/list-inbox.ts';
import { shop } from '../support/orders.ts';

let inbox: string;
beforeEach(() => {
  inbox = mkdtempSync(join(tmpdir(), 'b2-bridge-inbox-'));
});
afterEach(() => rmSync(inbox, { recursive: true, force: true }));

function drop(path: string, age = 0): void {
  mkdirSync(join(inbox, path, '..'), { recursive: true });
  writeFileSync(join(inbox, path), 'x');
  const at = Date.UTC(2026, 10, 21) / 1000 - age;
  utimesSync(join(inbox, path), at, at);
}

describe('the list of the inbox', () => {
  it('has the oldest file first, over all folders', async () => {
    drop('amazon/b.csv', 10);
    drop('a.csv', 5);
    drop('results/c.csv', 20);
    const { files: found } = await listInbox(inbox);
    expect(found.map((file) => `${file.folder}/${file.name}`)).toEqual(['results/c.csv', 'amazon/b.csv', '/a.csv']);
  });

  it('tells names of a Mac (NFD) as everybody else writes them (NFC)', async () => {
    drop('ガラス工房/データ.csv'.normalize('NFD'));
    const [file] = (await listInbox(inbox)).files;
    expect(file).toMatchObject({ folder: 'ガラス工房'.normalize('NFC'), name: 'データ.csv'.normalize('NFC') });
    expect(file?.path.endsWith('データ.csv'.normalize('NFD'))).toBe(true);
  });

  it('passes over what is not an order file, or not yet', async () => {
    for (const name of ['~$注文.xlsx', '.hidden.csv', 'a.csv.part', 'a.csv.crdownload', 'a.CSV.TMP', 'README.md'])
      drop(name);
    for (const name of ['Thumbs.db', 'desktop.ini', '_done/2026-11-20/a.csv', '_error/b.csv', 'sheet/.DS_Store'])
      drop(name);
    symlinkSync(join(inbox, 'README.md'), join(inbox, 'link.csv'));
    expect((await listInbox(inbox)).files).toEqual([]);
    expect(isOverlooked('注文 (1).csv')).toBe(false);
    expect(isOverlooked('partial.csv')).toBe(false);
  });

  it('names what is never taken: links, what is no file, folders that are too deep', async () => {
    drop('a.csv');
    drop('sheet/ok.csv');
    symlinkSync(join(inbox, 'a.csv'), join(inbox, 'データ.csv'.normalize('NFD')));
    symlinkSync(join(inbox, 'none'), join(inbox, 'sheet', 'broken.csv'));
    execFileSync('mkfifo', [join(inbox, 'sheet', 'pipe')]);
    drop('1/2/3/4/5/6/7/8/in.csv');
    drop('1/2/3/4/5/6/7/8/9/out.csv');
    const { files, left } = await listInbox(inbox);
    expect(files.map((file) => file.name).sort()).toEqual(['a.csv', 'in.csv', 'ok.csv']);
    expect(left.map(({ path, code }) => `${code} ${path}`).sort()).toEqual([
      'inbox-link sheet/broken.csv',
      'inbox-link データ.csv'.normalize('NFC'),
      'inbox-no-file sheet/pipe',
      'inbox-too-deep 1/2/3/4/5/6/7/8/9',
    ]);
  });

  it('sees the lock that Excel or LibreOffice lays beside an open file', async () => {
    drop('注文.xlsx');
    drop('~$注文.xlsx');
    drop('sheet/b.csv');
    drop('sheet/.~lock.b.csv#');
    drop('sheet/c.csv');
    const locks = (await listInbox(inbox)).files.map((file) => [file.name, file.lock]);
    expect(Object.fromEntries(locks)).toEqual({ '注文.xlsx': '~$注文.xlsx', 'b.csv': '.~lock.b.csv#', 'c.csv': '' });
  });

  it('stamps a file as stampOf does, and otherwise when it was touched', async () => {
    drop('a.csv');
    const [before] = (await listInbox(inbox)).files;
    expect(before?.stamp).toBe(await stampOf(join(inbox, 'a.csv')));
    writeFileSync(join(inbox, 'a.csv'), 'y'); // same size
    expect((await listInbox(inbox)).files[0]?.stamp).not.toBe(before?.stamp);
  });

  it('cannot be made of a folder that is gone', async () => {
    await expect(listInbox(join(inbox, 'gone'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the owner of a folder', () => {
  const config = { shops: { amazon: shop({ name: 'amazon' }), ガラス工房: shop({ name: 'ガラス工房' }) } };
  it('is found in either spelling and with any capitals', () => {
    expect(ownerOf(config, 'amazon')).toEqual({ kind: 'shop', shop: 'amazon' });
    expect(ownerOf(config, 'Amazon')).toEqual({ kind: 'shop', shop: 'amazon' });
    expect(ownerOf(config, 'ガラス工房'.normalize('NFD'))).toEqual({ kind: 'shop', shop: 'ガラス工房' });
  });
  it('is nobody for the inbox itself, the carrier for results, unknown for the rest', () => {
    expect(ownerOf(config, '')).toEqual({ kind: 'any' });
    expect(ownerOf(config, 'Results')).toEqual({ kind: 'results' });
    expect(ownerOf(config, 'amazon/old')).toEqual({ kind: 'unknown' });
    expect(ownerOf(config, 'amazom')).toEqual({ kind: 'unknown' });
    expect(ownerOf(config, 'constructor')).toEqual({ kind: 'unknown' });
  });
});

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import exceljs from 'exceljs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SettingsError } from '../../src/config/complaint.ts';
import { loadConfig } from '../../src/config/load.ts';
import { initWorkspace, keyFile, prepareWorkspace } from '../../src/config/workspace.ts';
import { makeKeyFile } from '../../src/store/key.ts';

let parent: string;
let root: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'b2-workspace-'));
  root = join(parent, 'みほん 店');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Path → content hash of everything in the workspace. */
function snapshot(): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

describe('init', () => {
  test('makes settings, folders, dictionaries, order sheets and a key that only the owner can read', async () => {
    await initWorkspace(root, {}, makeKeyFile);
    const { config } = loadConfig(root, {});
    for (const shop of [...Object.keys(config.shops), 'results'])
      expect(existsSync(join(config.inbox, shop))).toBe(true);
    expect(existsSync(join(root, 'layouts', 'masters', 'delivery-methods.yaml'))).toBe(true);
    expect(existsSync(join(root, '受注シート.csv'))).toBe(true);
    expect(statSync(keyFile(config)).mode & 0o777).toBe(0o600);
    expect(statSync(config.data).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('data/');
    // Its shops begin carefully.
    expect(config.shops.amazon).toMatchObject({
      unknownProducts: 'hold',
      switches: { goLive: 'hold', remarks: 'hold', doublePurchaseDays: 3 },
    });
  });

  test('a second time it changes nothing, and what was edited stays as it was', async () => {
    await initWorkspace(root, {}, makeKeyFile);
    writeFileSync(join(root, 'bridge.yaml'), 'shops:\n  amazon:\n');
    writeFileSync(join(root, 'layouts', 'masters', 'yes-no.yaml'), '# mine\n');
    const before = snapshot();
    const again = await initWorkspace(root, {}, makeKeyFile);
    expect(again.filter(({ made }) => made)).toEqual([]);
    expect(snapshot()).toEqual(before);
  });

  test('what was deleted is made again without touching the rest', async () => {
    await initWorkspace(root, {}, makeKeyFile);
    rmSync(join(root, 'inbox', 'amazon'), { recursive: true });
    rmSync(join(root, '受注シート.xlsx'));
    const made = (await initWorkspace(root, {}, makeKeyFile)).filter((one) => one.made);
    expect(made.map(({ path }) => relative(root, path)).sort()).toEqual(['inbox/amazon', '受注シート.xlsx'].sort());
  });

  test('settings with mistakes that are there already are said, not replaced', async () => {
    await initWorkspace(root, {}, makeKeyFile);
    writeFileSync(join(root, 'bridge.yaml'), 'shops: {}\n');
    await expect(initWorkspace(root, {}, makeKeyFile)).rejects.toThrow(SettingsError);
    expect(readFileSync(join(root, 'bridge.yaml'), 'utf8')).toBe('shops: {}\n');
  });

  test('a database whose key is gone never gets a new key', async () => {
    await initWorkspace(root, {}, makeKeyFile);
    const { config } = loadConfig(root, {});
    writeFileSync(join(config.data, 'bridge.db'), 'x');
    rmSync(keyFile(config));
    prepareWorkspace(config, {}, makeKeyFile);
    expect(existsSync(keyFile(config))).toBe(false);
  });

  test('with a key in the environment no key file is made', async () => {
    await initWorkspace(root, { B2_BRIDGE_KEY: 'k' }, makeKeyFile);
    expect(existsSync(join(root, 'data', 'bridge.key'))).toBe(false);
  });

  test('the blank workbook has the columns of the CSV template, all of them text cells', async () => {
    await initWorkspace(root, {}, makeKeyFile);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(join(root, '受注シート.xlsx'));
    const sheet = workbook.worksheets[0]!;
    const header = (sheet.getRow(1).values as string[]).slice(1);
    const csv = readFileSync(join(root, '受注シート.csv'));
    const text = new TextDecoder(csv[0] === 0xef ? 'utf-8' : 'shift_jis').decode(csv);
    expect(header).toEqual(
      text
        .split(/\r?\n/)[0]!
        .split(',')
        .map((name) => name.replaceAll('"', '')),
    );
    expect(header.length).toBeGreaterThan(10);
    for (let column = 1; column <= header.length; column++) expect(sheet.getColumn(column).numFmt).toBe('@');
    expect(sheet.rowCount).toBe(1);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkReferences } from '../../src/config/check-references.ts';
import { SettingsError } from '../../src/config/complaint.ts';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { loadConfig } from '../../src/config/load.ts';
import { shopTitle } from '../../src/config/shop-title.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'b2-config-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (text: string) => writeFileSync(join(root, 'bridge.yaml'), text);
const codesOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof SettingsError) return error.complaints.map((c) => c.code);
    throw error;
  }
  return [];
};

describe('loading the settings', () => {
  test('a workspace without bridge.yaml is told how to make one', () => {
    expect(codesOf(() => loadConfig(root, {}))).toEqual(['settings-missing-file']);
  });

  test('a bridge.yaml that was saved as CP932 is refused, one with a BOM is read', () => {
    writeFileSync(join(root, 'bridge.yaml'), Buffer.from('shops:\n  amazon: { title: "\x93\x58" }\n', 'latin1'));
    expect(codesOf(() => loadConfig(root, {}))).toEqual(['settings-not-utf8']);
    write('\ufeffshops:\n  amazon: { title: 店 }\n');
    expect(loadConfig(root, {}).config.shops.amazon?.title).toBe('店');
  });

  test('the workspace is called as it says, or like its folder; so is work that belongs to no shop', () => {
    write('shops:\n  amazon: { title: 店 }\n');
    const { config } = loadConfig(root, {});
    expect(config.name).toBe(basename(root));
    expect(['', 'amazon', 'gone'].map((shop) => shopTitle(config, shop))).toEqual([basename(root), '店', 'gone']);
    write('name: 見本商店\nshops:\n  amazon:\n');
    expect(shopTitle(loadConfig(root, {}).config, '')).toBe('見本商店');
    write('name: ""\nshops:\n  amazon:\n');
    expect(codesOf(() => loadConfig(root, {}))).toHaveLength(1);
  });

  test('DATABASE_URL chooses PostgreSQL, and anything else in it is refused', () => {
    write('shops:\n  amazon:\n');
    const { config } = loadConfig(root, { DATABASE_URL: 'postgres://a:b@localhost/c' });
    expect(config.database).toEqual({ kind: 'postgres', url: 'postgres://a:b@localhost/c' });
    expect(codesOf(() => loadConfig(root, { DATABASE_URL: 'mysql://x' }))).toEqual(['settings-bad-database']);
  });

  test('an inbox inside the outbox, or one folder for both, is refused', () => {
    write('inbox: files/in\noutbox: files\nshops:\n  amazon:\n');
    expect(codesOf(() => loadConfig(root, {}))).toEqual(['settings-same-folder']);
    write('inbox: files\noutbox: ./files\nshops:\n  amazon:\n');
    expect(codesOf(() => loadConfig(root, {}))).toEqual(['settings-same-folder']);
    write('inbox: files\noutbox: files-out\nshops:\n  amazon:\n');
    expect(codesOf(() => loadConfig(root, {}))).toEqual([]);
  });

  test('X7: a shop takes the defaults (sender, seller information, holidays), and what it says itself replaces them', () => {
    write(`shippers:
  main: { name: 甲, postal-code: "060-0001", prefecture: 北海道, city: 札幌市中央区, street: 北1条西1, phone: "011-000-0000" }
  second: { name: 乙, postal-code: "0600001", prefecture: 北海道, city: 札幌市中央区, street: 北1条西2, phone: "0110000000" }
defaults:
  sender: seller
  seller: main
  billing: { customer-code: "0123456789", freight-no: "02" }
  holidays: { weekdays: [土, 日], national: true }
shops:
  amazon:
  branch:
    marketplace: amazon
    seller: second
    billing: { customer-code: "9876543210" }
    holidays: { dates: ["2026-12-31"] }
    sender: orderer
`);
    const { amazon, branch } = loadConfig(root, {}).config.shops;
    expect(amazon).toMatchObject({
      sender: 'seller',
      layouts: { issue: 'b2-csv-seller' },
      billing: { customerCode: '0123456789', classCode: '', freightNo: '02' },
      holidays: { weekdays: [6, 7], national: true, dates: [] },
    });
    expect(amazon?.seller).toMatchObject({ name: '甲', postalCode: '0600001' });
    expect(branch).toMatchObject({
      title: 'Amazon',
      sender: 'orderer',
      layouts: { issue: 'b2-csv', notify: 'amazon-shipment-confirm' },
      billing: { customerCode: '9876543210', classCode: '', freightNo: '01' },
      holidays: { weekdays: [], national: false, dates: ['2026-12-31'] },
    });
    expect(branch?.seller.name).toBe('乙');
  });

  test('names of layouts, delivery methods and marketplaces that do not exist are all said, with the near one', () => {
    write(`defaults: { default-method: yamto }
shops:
  amazon: { layouts: { read: [amazon-report], issue: b2-cvs } }
  mystery:
`);
    const { config, draft } = loadConfig(root, {});
    const known = {
      read: new Set(['amazon-unshipped-report']),
      write: new Set(['b2-csv', 'amazon-shipment-confirm', 'tracking-numbers']),
      marketplaces: ['amazon'],
      methods: ['yamato'],
    };
    const found = checkReferences(config, draft, known);
    expect(found.map((c) => `${c.line}:${c.column} ${c.code}`)).toEqual([
      '3:24 settings-unknown-layout',
      '3:47 settings-unknown-layout',
      '1:13 settings-unknown-method',
      '1:13 settings-unknown-method',
      '4:3 settings-bad-choice',
    ]);
    expect(found[1]?.remedy).toContain('「b2-csv」');
    expect(checkReferences(config, draft, { ...known, methods: undefined })).toHaveLength(3);
  });
});

test('a dictionary that was saved as CP932 is refused and named', () => {
  mkdirSync(join(root, 'layouts', 'masters'), { recursive: true });
  writeFileSync(join(root, 'layouts', 'masters', 'mine.yaml'), Buffer.from([0x93, 0x58, 0x3a, 0x20, 0x61, 0x0a]));
  const read = () => readLayoutFiles(standardLayoutsFolder(), join(root, 'layouts'));
  expect(codesOf(read)).toEqual(['settings-not-utf8']);
  writeFileSync(join(root, 'layouts', 'masters', 'mine.yaml'), '\ufeff店: a\n');
  expect(read().masters.find(({ name }) => name === 'mine')?.text).toBe('店: a\n');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { sizeInBytes } from '../../src/config/schema.ts';
import { readSettings } from '../../src/config/settings.ts';

const root = join(import.meta.dirname, '..', '..');
const codes = (text: string) => readSettings(text).complaints.map((c) => `${c.line}:${c.column} ${c.code}`);

const minimal = 'shops:\n  amazon:\n';

describe('bridge.yaml', () => {
  test('the sample workspace has no mistake, the shops of files and those that practise on the lab', () => {
    const { config } = loadConfig(root, {});
    expect(Object.keys(config.shops).join(' ')).toBe(
      'amazon qoo10 shopserve ecforce rakuten yahoo shopify colorme base stores eccube minne creema futureshop mercari nextengine aiship sheet amazon-api qoo10-api shopserve-api ecforce-api',
    );
    expect(config.inbox).toBe(join(root, 'inbox'));
    expect(config.database).toEqual({ kind: 'sqlite', file: join(root, 'data', 'bridge.db') });
    expect(config.shops.amazon?.seller.postalCode).toBe('1000001');
    expect(config.shops.amazon?.layouts.notify).toBe('amazon-shipment-confirm');
  });

  test('a shop that is only named gets every default', () => {
    const draft = readSettings(minimal);
    expect(draft.complaints).toEqual([]);
    expect(draft.settings?.shops.amazon).toEqual({});
    expect(draft.settings?.limits).toEqual({ file: '200MB', unpacked: '1GB', ratio: 200, line: '1MB' });
  });

  test('all mistakes are said at once, each with its line and column', () => {
    const text = `inbix: x
shippers:
  main:
    name: 見本
    postal-code: 0600001
    prefecture: 東京
    city: 千代田区
    phone: "3-0000-0000"
defaults:
  sender: seler
  billing: { customer-code: "12", class-code: "1" }
  holidays: { weekdays: [土, x], dates: ["2026-02-30"] }
watch: { quiet-ms: 1.5, polling: 1 }
limits: { file: 3TB }
shops:
  Results: {}
  q: { seller: mian, layouts: [], sender: seller }
`;
    expect(codes(text)).toEqual([
      '1:1 settings-unknown-key-near',
      '3:3 settings-missing-key',
      '5:5 settings-not-quoted',
      '6:5 settings-bad-prefecture',
      '8:5 settings-bad-phone',
      '10:3 settings-bad-choice',
      '11:14 settings-bad-digits',
      '11:35 settings-bad-digits',
      '12:29 settings-bad-choice',
      '12:41 settings-bad-date',
      '13:10 settings-bad-number',
      '13:25 settings-wrong-type',
      '14:11 settings-bad-size',
      '16:3 settings-bad-shop-name',
      '17:8 settings-unknown-shipper',
      '17:22 settings-not-a-map',
    ]);
  });

  test('an unquoted code with a leading zero is refused and shown as it must be written', () => {
    const [complaint] = readSettings(`${minimal}defaults:\n  billing:\n    customer-code: 0123456789\n`).complaints;
    expect(complaint).toMatchObject({ file: 'bridge.yaml', line: 5, column: 5, code: 'settings-not-quoted' });
    expect(complaint?.remedy).toContain('customer-code: "0123456789"');
  });

  test('a misspelt key is answered with the key that was probably meant', () => {
    const [complaint] = readSettings(`${minimal}defaults: { replace-charcters: true }\n`).complaints;
    expect(complaint?.sentence).toContain('「replace-characters」ではありませんか');
  });

  test('a key that stands twice, broken YAML and a list instead of settings are each told apart', () => {
    expect(codes('shops:\n  a: {}\n  a: {}\n')).toEqual(['3:3 settings-duplicate-key']);
    expect(codes('shops: [\n')).toEqual(['2:1 settings-not-yaml']);
    expect(codes('- amazon\n')).toEqual(['1:1 settings-not-a-map']);
    expect(codes('')).toEqual(['1:1 settings-missing-key']);
    expect(codes('shops: {}\n')).toEqual(['1:1 settings-no-shops']);
  });

  test('a shop whose sender is the seller needs a seller', () => {
    expect(codes('defaults: { sender: seller }\nshops:\n  amazon:\n')).toEqual(['3:3 settings-seller-needed']);
  });

  test('every mistake has a sentence and a remedy without an unfilled placeholder', () => {
    const text = 'inbix: x\nwatch: { interval-ms: "1" }\nlimits: { ratio: 1 }\nshops:\n  a_b: { seller: x }\n';
    for (const { sentence, remedy } of readSettings(text).complaints) {
      expect(sentence + remedy).not.toMatch(/\{\w+\}/);
      expect(remedy).not.toBe('');
    }
  });

  test('the sample says every key that a shop may have, so that nobody must guess', () => {
    const text = readFileSync(join(root, 'bridge.yaml'), 'utf8');
    for (const key of ['sender', 'seller', 'billing', 'replace-characters', 'dependent-characters', 'issue']) {
      expect(text).toMatch(new RegExp(`^  ${key}:`, 'm'));
    }
  });
});

describe('sizes', () => {
  test('are whole numbers with a unit, and anything else is zero', () => {
    expect(sizeInBytes('200MB')).toBe(200 * 1024 * 1024);
    expect(sizeInBytes('1 kb')).toBe(1024);
    for (const wrong of ['0MB', '1.5GB', '10', '-1MB', '1TB', '']) expect(sizeInBytes(wrong)).toBe(0);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { SettingsError } from '../../src/config/complaint.ts';
import { loadConfig } from '../../src/config/load.ts';
import { carriers } from '../../src/connectors/index.ts';

const root = mkdtempSync(join(tmpdir(), 'b2-bridge-config-b2-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function load(b2: string) {
  writeFileSync(join(root, 'bridge.yaml'), `shops:\n  sheet:\n${b2}`);
  return loadConfig(root, {}, new Map(), undefined, carriers.b2!.settings).config.b2;
}
function codes(b2: string): string[] {
  try {
    load(b2);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.complaints.map((one) => `${one.line} ${one.code}`);
  }
}
const api = '  api: { access-key: { env: KEY }, api-user-id: USER }\n';

test('without a block there is no linking; with one, only the lab is spoken to', () => {
  expect(load('')).toBeUndefined();
  expect(load(`b2:\n${api}`)).toMatchObject({
    live: false,
    perRun: 1000,
    layout: 'b2-api',
    notifyPort: 8317,
    mailTo: [],
    settings: { 'access-key': { env: 'KEY' }, 'api-user-id': 'USER', printer: 'laser', paper: 'a4' },
  });
});

test('the real B2 Cloud needs both switches; one alone is refused', () => {
  expect(load(`b2:\n${api}  live: true\n  issue-labels: live\n`)?.live).toBe(true);
  expect(codes(`b2:\n${api}  live: true\n`)).toEqual(['3 settings-b2-switches']);
  expect(codes(`b2:\n${api}  issue-labels: live\n`)).toEqual(['3 settings-b2-switches']);
});

test('a key in the clear, an unknown printer and a run of 1,001 are refused at their line, all at once', () => {
  expect(codes('b2:\n  api: { access-key: abc, api-user-id: USER }\n')).toEqual(['4 settings-secret-in-clear']);
  expect(codes('b2:\n  api: { access-key: { env: K }, api-user-id: U, printer: plotter, colour: red }\n')).toEqual([
    '4 settings-bad-choice',
    '4 settings-unknown-key',
  ]);
  expect(codes(`b2:\n${api}  per-run: 1001\n  mail: [nobody]\n`)).toEqual([
    '5 settings-bad-number',
    '6 settings-bad-mail-address',
  ]);
});

test('with a b2 block no shop writes its CSV by itself, but one that says so itself', () => {
  const issueOf = (text: string) => {
    writeFileSync(join(root, 'bridge.yaml'), `shops:\n  sheet:\n  amazon: { issue: auto }\n${text}`);
    const { shops } = loadConfig(root, {}, new Map(), undefined, carriers.b2!.settings).config;
    return [shops.sheet?.issue, shops.amazon?.issue];
  };
  expect(issueOf('')).toEqual(['auto', 'auto']);
  expect(issueOf('defaults: { issue: manual }\n')).toEqual(['manual', 'auto']);
  expect(issueOf(`defaults: { issue: auto }\nb2:\n${api}`)).toEqual(['manual', 'auto']);
});

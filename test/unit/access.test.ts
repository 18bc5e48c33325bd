import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foldersOpenToOthers, openFor, writeFor } from '../../src/config/access.ts';
import { loadConfig } from '../../src/config/load.ts';
import { initWorkspace, prepareWorkspace } from '../../src/config/workspace.ts';
import { makeKeyFile } from '../../src/store/key.ts';

let root: string;
let mask: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'b2-access-'));
  mask = process.umask(0o022);
});
afterEach(() => {
  process.umask(mask);
  rmSync(root, { recursive: true, force: true });
});

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const settings = (more = '') => writeFileSync(join(root, 'bridge.yaml'), `${more}\nshops:\n  amazon:\n`);
const config = () => loadConfig(root, {}).config;

describe('what is written', () => {
  test.each([
    ['nobody', '700', '600'],
    ['group', '770', '660'],
    ['everyone', '777', '666'],
  ] as const)('belongs to whom the workspace is shared with: %s', (sharedWith, folder, file) => {
    writeFor(sharedWith);
    mkdirSync(join(root, 'new'));
    writeFileSync(join(root, 'new', 'a.csv'), '');
    expect([modeOf(join(root, 'new')), modeOf(join(root, 'new', 'a.csv'))]).toEqual([folder, file]);
  });

  test.each([
    ['', '700'],
    ['shared-with: nobody', '700'],
    ['shared-with: group', '770'],
    ['shared-with: everyone', '777'],
  ])('folders of a workspace with "%s"; data is never shared', (line, mode) => {
    settings(line);
    prepareWorkspace(config(), {}, makeKeyFile);
    for (const name of ['inbox', 'inbox/amazon', 'inbox/results', 'outbox'])
      expect(modeOf(join(root, name))).toBe(mode);
    expect(modeOf(join(root, 'data'))).toBe('700');
    expect(modeOf(join(root, 'data', 'bridge.key'))).toBe('600');
  });

  test('folders that were private open when the settings say so, and nothing is ever shut', () => {
    settings();
    prepareWorkspace(config(), {}, makeKeyFile);
    settings('shared-with: group');
    prepareWorkspace(config(), {}, makeKeyFile);
    expect(modeOf(join(root, 'inbox', 'amazon'))).toBe('770');
    settings();
    prepareWorkspace(config(), {}, makeKeyFile);
    expect(modeOf(join(root, 'inbox', 'amazon'))).toBe('770');
  });

  test('a new workspace is nobody else’s, whatever the machine’s habit', async () => {
    process.umask(0);
    await initWorkspace(join(root, 'shop'), {}, makeKeyFile);
    for (const name of ['', 'inbox', 'inbox/sheet', 'outbox', 'data'])
      expect(modeOf(join(root, 'shop', name))).toBe('700');
  });

  test('a folder that is not there, or open already, is left alone', () => {
    expect(() => openFor(join(root, 'none'), 0o700)).toThrow(/ENOENT/);
    mkdirSync(join(root, 'open'), { mode: 0o755 });
    openFor(join(root, 'open'), 0o700);
    expect(modeOf(join(root, 'open'))).toBe('755');
  });
});

describe('folders that others may read', () => {
  const open = () =>
    foldersOpenToOthers(config()).map(({ folder, mode }) => `${folder.slice(root.length + 1)} ${mode}`);
  beforeEach(() => {
    // The way to the workspace is open.
    chmodSync(root, 0o755);
    settings();
    prepareWorkspace(config(), {}, makeKeyFile);
    for (const name of ['_done', '_error']) mkdirSync(join(root, 'inbox', name), { mode: 0o700 });
  });

  test('are none in a workspace as it is made', () => {
    expect(open()).toEqual([]);
  });

  test.each([
    ['inbox', 0o755],
    ['inbox', 0o705],
    ['inbox', 0o750],
    ['outbox', 0o777],
    ['data', 0o755],
    ['data', 0o710],
  ])('%s with mode %o is named', (name, mode) => {
    chmodSync(join(root, name), mode);
    expect(open()).toEqual([`${name} ${mode.toString(8)}`]);
  });

  test('_done and _error too, when the inbox lets others through', () => {
    chmodSync(join(root, 'inbox'), 0o711);
    chmodSync(join(root, 'inbox', '_done'), 0o755);
    chmodSync(join(root, 'inbox', '_error'), 0o755);
    expect(open()).toEqual(['inbox 711', 'inbox/_done 755', 'inbox/_error 755']);
  });

  test('none of them where nobody else can get to the workspace', () => {
    for (const name of ['inbox', 'outbox', 'data']) chmodSync(join(root, name), 0o755);
    chmodSync(root, 0o700);
    expect(open()).toEqual([]);
  });

  test('not what the settings share, but more than that', () => {
    settings('shared-with: group');
    prepareWorkspace(config(), {}, makeKeyFile);
    expect(open()).toEqual([]);
    chmodSync(join(root, 'outbox'), 0o775);
    chmodSync(join(root, 'data'), 0o770);
    expect(open()).toEqual(['outbox 775', 'data 770']);
    settings('shared-with: everyone');
    expect(open()).toEqual(['data 770']);
  });
});

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SettingsError } from '../../src/config/complaint.ts';
import { loadConfig } from '../../src/config/load.ts';
import { cli } from '../support/cli.ts';
import { main } from '../support/command.ts';

let root: string;
const run = (...args: string[]) => cli([...args, '-C', root]);
const settings = (text: string) => {
  try {
    return loadConfig(root, {}, undefined, `shops:\n  amazon: {}\n${text}`).config.retention;
  } catch (error) {
    if (error instanceof SettingsError) return error.complaints.map((one) => `${one.line} ${one.code}`);
    throw error;
  }
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-forget-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('how long things are kept is set in days, or for ever; mistakes are said with their line', () => {
  const usual = { orders: 180, files: 30, runs: 90, 'link-history': 90, notices: 180, mails: 90 };
  expect(settings('')).toEqual(usual);
  expect(settings('retention: { orders: 400d, files: never }')).toEqual({ ...usual, orders: 400, files: null });
  for (const wrong of ['orders: 0d', 'orders: "180"', 'orders: 3651d', 'orders: 6m', 'link-history: 6d', 'files: ""']) {
    expect(settings(`retention:\n  ${wrong}`)).toEqual(['4 settings-bad-retention']);
  }
  expect(settings('retention:\n  order: 10d')).toEqual(['4 settings-unknown-key-near']);
});

test('forget says what it would do and what it did; days that have not been are refused', async () => {
  const folder = join(root, 'inbox', '_done', '2020-01-05');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'x.csv'), 'x');
  const dry = await run('forget', '--dry-run');
  expect(dry.stdout).toMatch(/inbox・outbox のファイル +1/);
  expect(dry.stdout).toContain('何も保存していません');
  const old = await run('forget', '--before', '2020-01-05', '--json');
  expect(JSON.parse(old.stdout).forgotten.files).toBe(0);
  const { code, stdout } = await run('forget', '--before', '2020-01-06', '--json');
  expect([code, JSON.parse(stdout).forgotten.files]).toEqual([0, 1]);
  for (const [day, sentence] of [
    ['2099-01-01', /2099-01-01 より前/],
    ['2020-02-30', /「2020-02-30」/],
    ['昨日', /「昨日」/],
  ] as const) {
    const wrong = await run('forget', '--before', day);
    expect([day, wrong.code]).toEqual([day, 2]);
    expect(wrong.stderr).toMatch(sentence);
  }
}, 60_000);

test('start says how long things are kept', async () => {
  const file = join(root, 'bridge.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nretention: { orders: 200d, mails: never }\n`);
  const child = spawn(process.execPath, [main, 'start', '-C', root], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
      if (said.includes('受信フォルダーを見張っています')) resolve();
    });
    child.on('close', () => reject(new Error(said)));
  });
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('close', resolve));
  expect(said).toContain('保管期間（過ぎると毎晩消します）: 受注の個人情報 200日、inbox・outbox のファイル 30日');
  expect(said).toContain('送ったメール 消さない');
}, 60_000);

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bridge, openBridge } from '../../src/app.ts';
import { switchRule } from '../../src/config/edit-rules.ts';
import { followEdits } from '../../src/flow/bridge/follow-edits.ts';
import { adoptLayout, copyStandard } from '../../src/flow/desk/layouts/adopt.ts';
import { changeRules } from '../../src/flow/desk/rules/change.ts';
import { ruleText } from '../../src/flow/desk/rules/files.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { type FollowingContext, followingContext } from '../../src/flow/loading/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { cli } from '../support/cli.ts';

/* A running bridge takes up edited rules and dictionaries, keeps what it has when they are wrong, and says what needs a start. */

let root: string;
let bridge: Bridge;
let live: FollowingContext;
let told: string[];
let ended: Promise<void>;
const stop = new AbortController();
const bugs: unknown[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-follow-'));
  await cli(['init', root]);
  // The workspace's own rules, as `rules on|off` makes them.
  await cli(['rules', 'on', 'remark-receipt', '-C', root]);
  told = [];
  bridge = await openBridge(root, { env: {}, tell: (line) => told.push(line) });
  live = followingContext(bridge.context, {});
  ended = followEdits(live, { signal: stop.signal, every: 20, onBug: (error) => bugs.push(error) });
  await sleep(200); // it has seen the files as they are
});
afterAll(async () => {
  stop.abort();
  await ended;
  await bridge.close();
  rmSync(root, { recursive: true, force: true });
});

const said = (words: string) => expect.poll(() => told.join('\n'), { timeout: 15_000 }).toContain(words);
const edit = (path: string, change: (text: string) => string) => {
  const file = join(root, path);
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, change(text));
  return () => writeFileSync(file, text);
};
const isOn = ({ rules }: Context) => rules?.rules.find((one) => one.name === 'remark-needs-reading')?.on;
const state = async () => (await live.context.store.shipments({ numbers: ['R-1'] }))[0]?.state;

test('a rule that is switched on holds what is still open; a run that has begun keeps what it began with', async () => {
  const header =
    '注文番号,注文日,注文者名,注文者郵便番号,注文者住所,注文者電話番号,お届け先名,お届け先郵便番号,お届け先住所,お届け先電話番号,商品コード,商品名,数量,入金状況,配送方法,備考';
  const row =
    'R-1,2026/11/20,試験 太郎,100-0001,東京都千代田区千代田9-9-9,03-0000-0101,試験 太郎,100-0001,東京都千代田区千代田9-9-9,03-0000-0101,TEA-100,緑茶,1,入金済,宅急便,至急お願いします';
  const bytes = Buffer.from(`${header}\r\n${row}\r\n`);
  await intakeFile({ ...live.context }, { name: '注文.csv', bytes, shop: 'sheet', layout: '' });
  expect(await state()).toBe('ready');
  const begun = { ...live.context };
  edit('layouts/rules/rules.yaml', (text) => switchRule(text, ['remark-needs-reading'], true));
  await said('読み込みました');
  await expect.poll(state, { timeout: 15_000 }).toBe('held');
  expect([isOn(live.context), isOn(begun)]).toEqual([true, false]);
});

test('a mistake is said with its place, and what was in effect stays until it is put right', async () => {
  const before = live.context.rules;
  const undo = edit('layouts/rules/rules.yaml', (text) => text.replace('title:', 'tittle:'));
  await said('rules.yaml:');
  expect(told.at(-1)).toContain('これまでの内容で動いています');
  expect(live.context.rules).toBe(before);
  undo();
  expect(isOn(live.context)).toBe(true);
});

test('what the console changes is taken up by the same reload, and said by it; nothing is exchanged under a run that has begun', async () => {
  const { context } = live;
  const begun = { ...context };
  const change = { kind: 'switch', names: ['remark-needs-reading'], on: false } as const;
  const done = await changeRules(context, change, { seen: ruleText(root).version, actor: 'test' });
  expect(done).toMatchObject({ done: true, reloaded: { kind: 'taken' } });
  expect([isOn(context), isOn(begun)]).toEqual([false, true]);
  expect(context.reload?.()).toEqual({ kind: 'same' });
  if (done.done) await done.decided;

  // A layout of one's own, named in a shop's block of bridge.yaml: the one setting that needs no start.
  const from = [...context.layouts.read.values()].find((one) => !one.own && one.yields === 'order')!.name;
  await copyStandard(context, { name: 'mine', from, actor: 'test' });
  expect(context.layouts.read.get('mine')?.own).toBe(true);
  expect(begun.layouts.read.has('mine')).toBe(false);
  const use = { layout: 'mine', shop: 'sheet', on: true, actor: 'test' };
  expect(await adoptLayout(context, use)).toMatchObject({ done: true, reloaded: { kind: 'taken' } });
  expect([context, begun].map((one) => one.config.shops.sheet?.layouts.read.includes('mine'))).toEqual([true, false]);

  // With settings that wait for a start it is written, and said that it is not in effect.
  const undo = edit('bridge.yaml', (text) => text.replace('department: 通販部', 'department: 販売部'));
  const later = await changeRules(context, { ...change, on: true }, { seen: ruleText(root).version, actor: 'test' });
  expect(later).toMatchObject({ done: true, reloaded: { kind: 'settings' } });
  expect(isOn(context)).toBe(false);
  undo();
  expect(context.reload?.()).toEqual({ kind: 'taken' });
  expect(isOn(context)).toBe(true);
});

test('settings need a start, which is said, and nothing is taken up half', async () => {
  const undo = edit('bridge.yaml', (text) => text.replace('department: 通販部', 'department: 販売部'));
  await said('起動し直してください');
  expect(live.context.config.shippers.main).toEqual(bridge.context.config.shippers.main);
  undo();
  expect(bugs).toEqual([]);
});

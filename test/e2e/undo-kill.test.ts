import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

let root: string;
const run = (...args: string[]) => cli([...args, '-C', root]);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout);
const csvs = () => readdirSync(join(root, 'outbox', 'amazon')).filter((name) => name.endsWith('.csv'));
const states = async () =>
  (await json('orders', 'list')).flatMap((one: { shipments: { state: string }[] }) =>
    one.shipments.map(({ state }) => state),
  );

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-undo-'));
  await cli(['init', root]);
  writeFileSync(join(root, 'report.txt'), amazonReport([{ 'order-id': 'A-1' }, { 'order-id': 'A-2' }]));
  await run('intake', join(root, 'report.txt'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a process that is killed while it takes a file back', () => {
  for (const point of ['undo:begun', 'undo:moving', 'undo:moved', 'undo:done']) {
    test(`at ${point}: never a file that can be imported beside shipments that can be issued, and one label in the end`, async () => {
      const { files } = await json('issue');
      const name = files[0].split('/').at(-1);
      const undoing = ['issue', '--undo', name, '--note', '印刷していない', '-C', root];
      const killed = await cli(undoing, { env: { B2_BRIDGE_KILL_AT: point } });
      expect(killed.code).toBeNull();
      if (csvs().length > 0) expect(await states()).toEqual(['issuing', 'issuing']);
      // The next issue goes on with it. Amazon issues by itself: a person says so first.
      await run('issue');
      expect(csvs()).toEqual([]);
      expect(readdirSync(join(root, 'outbox', '_undone'))).toHaveLength(2);
      expect(await states()).toEqual(['held', 'held']);
      for (const number of ['A-1', 'A-2']) await run('holds', 'clear', number, '--note', '発行する');
      expect((await json('issue')).shipments).toEqual(['A-1_1', 'A-2_1']);
      expect(csvs()).toHaveLength(1);
      const again = await cli(undoing);
      expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('すでに取り消してあります')]);
    }, 90_000);
  }
});

test('wrong use is said before anything is done', async () => {
  for (const args of [
    ['--undo', 'x.csv'],
    ['--undo', 'x.csv', '--note', 'a', '--reissue'],
    ['--undo', 'x.csv', '--note', ' '],
  ]) {
    expect((await run('issue', ...args)).code).toBe(2);
  }
  const unknown = await run('issue', '--undo', 'x.csv', '--note', 'a');
  expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('「x.csv」')]);
}, 60_000);

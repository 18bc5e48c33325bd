import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type InboxWatch, watchInbox } from '../../src/flow/inbox/watch.ts';
import type { IntakeDocument } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { cli, startCli } from '../support/cli.ts';
import { b2Rows } from '../support/issued-data.ts';
import { until } from '../support/programs.ts';
import { newRoot, openWorkspace, plainTake, removeWorkspace, type Workspace } from '../support/workspace.ts';

/* Files that are dropped together become one B2 file. */

describe('the running bridge', () => {
  let root: string;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'b2-together-'));
    await cli(['init', root]);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** All at once, as a person copies a folder of files. */
  function drop(prefix: string, count: number): void {
    const aside = join(root, '.aside');
    mkdirSync(aside, { recursive: true });
    for (let i = 0; i < count; i++) {
      const number = `250-${prefix}-${String(i).padStart(7, '0')}`;
      writeFileSync(join(aside, `${number}.txt`), amazonReport([{ 'order-id': number }]));
    }
    for (const name of readdirSync(aside)) renameSync(join(aside, name), join(root, 'inbox', name));
  }
  const csvs = () =>
    readdirSync(join(root, 'outbox'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /b2-.*\.csv$/.test(name))
      .map((name) => b2Rows(readFileSync(join(root, 'outbox', name))).map((row) => row[0]!));

  test('writes one B2 file for forty files of one order, and one for the single file after them', async () => {
    const bridge = startCli(['start', '--no-lab', '-C', root]);
    try {
      await bridge.saying('見張っています');
      drop('0000001', 40);
      await until(() => csvs().flat().length === 40, 60_000);
      expect(csvs().map((rows) => rows.length)).toEqual([40]);
      drop('0000002', 1);
      await until(() => csvs().length === 2, 30_000);
      expect(
        csvs()
          .map((rows) => rows.length)
          .sort((a, b) => a - b),
      ).toEqual([1, 40]);
    } finally {
      bridge.child.kill('SIGTERM');
      await bridge.ended;
    }
  });

  test('a bridge that is killed before it wrote the B2 file writes it at its next start', async () => {
    const killed = startCli(['start', '--no-lab', '-C', root], { B2_BRIDGE_KILL_AT: 'file-away:moved' });
    await killed.saying('見張っています');
    drop('0000003', 1);
    await killed.ended;
    expect(csvs()).toEqual([]);
    const bridge = startCli(['start', '--no-lab', '-C', root]);
    try {
      await until(() => csvs().length === 1, 60_000);
    } finally {
      bridge.child.kill('SIGTERM');
      await bridge.ended;
    }
    expect(csvs()).toEqual([['250-0000003-0000000_1']]);
  });
});

describe('watching', () => {
  let work: Workspace;
  let watching: InboxWatch | undefined;
  let gathered: string[][];
  beforeEach(async () => {
    work = await openWorkspace(newRoot());
    gathered = [];
  });
  afterEach(async () => {
    await watching?.close();
    await removeWorkspace(work);
  });
  const drop = (name: string) => {
    mkdirSync(join(work.root, 'inbox', name, '..'), { recursive: true });
    writeFileSync(join(work.root, 'inbox', name), `a,b\r\n${name},1\r\n`);
  };
  async function start(fail: () => void = () => {}): Promise<void> {
    const follow = async (documents: readonly IntakeDocument[]) => {
      fail();
      gathered.push(documents.map(({ file }) => file));
    };
    const take = (incoming: Parameters<typeof plainTake>[1]) => plainTake(work.ctx, incoming);
    watching = await watchInbox(work.ctx, take, { rest: 300, retry: 20 }, { gathered: follow });
  }
  const seen = () => gathered.flat().sort();

  test('numbers that come back do not wait with orders: what was given out before is settled first', async () => {
    for (const name of ['a.csv', 'results/b.csv', 'c.csv', 'results/d.csv']) {
      drop(name);
      await sleep(5);
    }
    await start();
    await until(() => seen().length === 4, 10_000);
    expect(gathered).toEqual([['a.csv'], ['b.csv', 'c.csv'], ['d.csv']]);
  });

  test('an error that may pass is said and tried again with all of them, a bug is said once', async () => {
    const errors = [Object.assign(new Error('x'), { code: 'ENOSPC', syscall: 'write' })];
    await start(() => {
      const error = errors.pop();
      if (error) throw error;
    });
    drop('a.csv');
    drop('b.csv');
    await until(() => seen().length === 2, 10_000);
    expect(work.told.join('\n')).toContain('取り込んだあとの書き出しを先へ進められませんでした');
    errors.push(new TypeError('山田') as never);
    drop('c.csv');
    await until(() => work.told.join('\n').includes('想定外の異常'), 10_000);
    expect(work.told.join('\n')).not.toContain('山田');
    drop('d.csv');
    await until(() => seen().includes('d.csv'), 10_000);
  });

  test('what is gathered is dealt with before the watching ends', async () => {
    await start();
    drop('a.csv');
    await until(() => work.told.some((line) => line.includes('「a.csv」を取り込みました')), 10_000);
    await watching?.close();
    expect(seen()).toEqual(['a.csv']);
  });
});

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runKillable } from '../support/killable.ts';
import { filesIn, newRoot, openWorkspace } from '../support/workspace.ts';

const child = (name: string) => fileURLToPath(new URL(`../support/children/${name}.ts`, import.meta.url));
let root: string;
beforeEach(() => {
  root = newRoot();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a watching process that is killed (SIGKILL)', () => {
  for (const point of ['watch:read', 'watch:taken', 'file-away:reported', 'file-away:moved']) {
    it(`at ${point} loses nothing, doubles nothing, and every file ends beside its report`, async () => {
      writeFileSync(join(root, 'inbox', 'a.csv'), '注文番号\r\nT-1\r\nT-2\r\n');
      writeFileSync(join(root, 'inbox', 'b.csv'), '注文番号\r\nT-3\r\n');
      const first = await runKillable(child('watch'), [root], `${point}#2`);
      expect(first).toMatchObject({ signal: 'SIGKILL', stderr: '' });
      const second = await runKillable(child('watch'), [root]);
      expect(second).toMatchObject({ code: 0, stderr: '' });
      const day = '_done/2026-11-22';
      const names = [`${day}/a.csv`, `${day}/a.csv.txt`, `${day}/b.csv`, `${day}/b.csv.txt`];
      expect(filesIn(join(root, 'inbox'))).toEqual(names);
      const { ctx, close } = await openWorkspace(root);
      expect(await ctx.store.documents()).toHaveLength(2);
      await close();
      // Only a kill between the intake's commit and the report loses the counts; then it is said that the file is in.
      const report = readFileSync(join(root, 'inbox', `${day}/b.csv.txt`), 'utf8');
      expect(report).toContain(point === 'watch:taken' ? 'に取込済みです' : '新しい注文 1件');
    });
  }
});

describe('a delivering process that is killed (SIGKILL)', () => {
  const points = ['draft', 'part', 'staged', 'manifest', 'renamed', 'written'].map((name) => `outbox:${name}`);
  for (const point of points) {
    it(`at ${point} has written the file once and whole after the next start`, async () => {
      expect(await runKillable(child('outbox'), [root], point)).toMatchObject({ signal: 'SIGKILL', stderr: '' });
      expect(await runKillable(child('outbox'), [root])).toMatchObject({ code: 0, stderr: '' });
      expect(filesIn(join(root, 'outbox'))).toEqual(['sheet/b2.csv', 'sheet/b2.csv.manifest.json']);
      expect(readFileSync(join(root, 'outbox', 'sheet/b2.csv'), 'utf8')).toBe('見出し\r\n一行\r\n');
    });
  }

  it('after the file came out, and the file was carried away: it is not written a second time', async () => {
    await runKillable(child('outbox'), [root], 'outbox:renamed');
    renameSync(join(root, 'outbox', 'sheet/b2.csv'), join(root, 'b2.csv'));
    const { stdout } = await runKillable(child('outbox'), [root]);
    expect(JSON.parse(stdout)).toEqual([]);
    expect(filesIn(join(root, 'outbox'))).toEqual(['sheet/b2.csv.manifest.json']);
  });

  it('two at once write the file once', async () => {
    await runKillable(child('outbox'), [root], 'outbox:draft');
    const both = await Promise.all([runKillable(child('outbox'), [root]), runKillable(child('outbox'), [root])]);
    expect(both.map((one) => one.code)).toEqual([0, 0]);
    expect(filesIn(join(root, 'outbox'))).toEqual(['sheet/b2.csv', 'sheet/b2.csv.manifest.json']);
    const { ctx, close } = await openWorkspace(root);
    expect((await ctx.store.journal()).map((entry) => entry.what)).toEqual(['outbox.written']);
    await close();
  });
});

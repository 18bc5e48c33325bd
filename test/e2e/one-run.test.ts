import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runKillable } from '../support/killable.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const child = join(import.meta.dirname, '..', 'support', 'children', 'run-job.ts');

let space: Workspace;
beforeEach(async () => {
  space = await openWorkspace(newRoot());
});
afterEach(() => removeWorkspace(space));

test('processes of one workspace run a job of a shop one at a time', async () => {
  const ended = await Promise.all(['a', 'b', 'c'].map((name) => runKillable(child, [space.root, name])));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  const notes = readFileSync(join(space.root, 'notes.txt'), 'utf8').trim().split('\n');
  // Whatever their order was, no run begins inside another.
  for (let at = 0; at < notes.length; at += 2) {
    expect([notes[at]?.split(' ')[0], notes[at + 1]]).toEqual(['begin', notes[at]?.replace('begin', 'end')]);
  }
  const kinds = ended.map(({ stdout }) => stdout.trim());
  expect(kinds.filter((kind) => kind === 'ran').length).toBe(notes.length / 2);
  expect(new Set(kinds).size === 1 || kinds.includes('busy')).toBe(true);
});

test('a process that is killed in a run is followed at once, and its run is closed as interrupted', async () => {
  const killed = await runKillable(child, [space.root, 'killed'], 'run:begun');
  expect(killed.signal).toBe('SIGKILL');
  expect((await space.ctx.store.runs())[0]?.result).toBe('running');
  const next = await runKillable(child, [space.root, 'next']);
  expect(next.stdout.trim()).toBe('ran');
  const runs = await space.ctx.store.runs();
  expect(runs.map(({ result }) => result).sort()).toEqual(['done', 'failed']);
  expect(runs.find(({ result }) => result === 'failed')?.items).toEqual([
    { key: '', kind: 'retry', code: 'run-interrupted' },
  ]);
});

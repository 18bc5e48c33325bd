import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { lookAfterHandOvers } from '../../src/flow/b2/looks.ts';
import { releaseHandOver } from '../../src/flow/b2/release.ts';
import { acceptStore } from '../../src/flow/desk/accept-store.ts';
import { issueShipments, undoIssue } from '../../src/flow/issue/index.ts';
import { readIssued, writeMarks } from '../../src/flow/standing/index.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';

/* What was taken back unprinted is known beside the store too, so that an accepted store may issue it. */

const number = '250-0000001-0000001';
const own = `${number}_1`;
let bench: B2Bench;
let kill = '';
class Killed extends Error {}
beforeEach(async () => {
  kill = '';
  bench = await b2Bench({
    at: (point) => {
      if (point === kill) throw new Killed(point);
    },
  });
  await bench.order(number);
});
afterEach(() => bench.close());

const named = async () => (await readIssued(bench.ctx.config.outbox)).map((one) => one.customerNo);
const release = (id: string) => releaseHandOver(bench.ctx, id, { note: '画面を閉じた', actor: 'test' });
const accept = () => acceptStore(bench.ctx, { note: '控えから', actor: 'test', folders: [] });

test('a hand-over that was released is no label any more; handed over again, it is', async () => {
  const [one] = (await issueByApi(bench.ctx, {})).handOvers;
  expect(await named()).toEqual([own]);
  await release(one!.id);
  expect(await named()).toEqual([]);
  expect(await accept()).toMatchObject({ named: 0, marked: [] });
  expect(await bench.states()).toEqual({ [own]: 'ready' });
  await issueByApi(bench.ctx, {});
  expect(await named()).toEqual([own]);
});

test('of two, only what was not printed is taken back', async () => {
  await bench.order('250-0000001-0000002');
  const [one] = (await issueByApi(bench.ctx, {})).handOvers;
  const screen = await openScreen(one!.address);
  await screen.print([screen.printable()[0]!], false);
  bench.stand.turn(600_000);
  await release(one!.id);
  expect(await named()).toEqual([own]);
});

test('a file that was taken back', async () => {
  await issueShipments(bench.ctx, {});
  expect(await named()).toEqual([own]);
  const [file] = await bench.ctx.store.outbox({ purpose: 'issue' });
  expect((await undoIssue(bench.ctx, { file: file!.path, note: '印刷していない' })).undone).toEqual([own]);
  expect(await named()).toEqual([]);
  expect(await accept()).toMatchObject({ named: 0, marked: [] });
});

test('an intent that B2 never heard of', async () => {
  kill = 'b2:intent';
  await expect(issueByApi(bench.ctx, {})).rejects.toThrow(Killed);
  kill = '';
  bench.stand.turn(360_000);
  await lookAfterHandOvers(bench.ctx);
  expect(await bench.states()).toEqual({ [own]: 'ready' });
  expect(await named()).toEqual([]);
});

test.each(['b2:changed', 'marks:named', 'marks:headed'])(
  'killed at %s of a release: the next start writes it',
  async (point) => {
    const [one] = (await issueByApi(bench.ctx, {})).handOvers;
    kill = point;
    await expect(release(one!.id)).rejects.toThrow(Killed);
    kill = '';
    // Lost with the store in this moment, a label that may exist is what is said.
    if (point === 'b2:changed') expect(await named()).toEqual([own]);
    await release(one!.id).catch(() => undefined);
    await writeMarks(bench.ctx);
    expect(await bench.states()).toEqual({ [own]: 'ready' });
    expect(await named()).toEqual([]);
    expect(await bench.ctx.store.issueMarks()).toEqual([]);
  },
);

test.each([
  ['issued, taken back', ['5\ts\tA_1', '6\ts\tA_1\treleased'], []],
  ['issued again after that', ['5\ts\tA_1', '6\ts\tA_1\treleased', '7\ts\tA_1'], ['A_1']],
  ['written twice by two processes', ['5\ts\tA_1', '6\ts\tA_1\treleased', '5\ts\tA_1'], ['A_1']],
  ['taken back of an earlier epoch', ['5\ts\tA_1', '4\ts\tA_1\treleased'], ['A_1']],
  ['of the same epoch', ['5\ts\tA_1', '5\ts\tA_1\treleased'], ['A_1']],
  ['cut off', ['5\ts\tA_1', '6\ts\tA_1\trelea'], ['A_1']],
  ['without an epoch', ['5\ts\tA_1', 'x\ts\tA_1\treleased'], ['A_1']],
  ['another shop of the same number', ['5\ts\tA_1', '6\tt\tA_1\treleased'], ['A_1']],
  [
    'written twice by one that was killed',
    ['5\ts\tA_1', '6\ts\tA_1\treleased', '', '5\ts\tA_1', '6\ts\tA_1\treleased'],
    [],
  ],
])('lines of the list: %s', async (_, lines, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'b2-marks-'));
  try {
    const file = join(folder, '.issued-2026-11.log');
    writeFileSync(file, '');
    for (const line of lines) appendFileSync(file, `${line}\n`);
    expect((await readIssued(folder)).map((one) => one.customerNo)).toEqual(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

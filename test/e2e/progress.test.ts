import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openBridge } from '../../src/app.ts';
import type { ProgressStep } from '../../src/core/progress.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { convertFile } from '../../src/flow/desk/convert.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import { openAmazonBridge } from '../support/amazon-bridge.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { b2Bench } from '../support/b2.ts';
import { cli } from '../support/cli.ts';
import { rowLayout } from '../support/row-layout.ts';

/* What long work tells of itself; how it is shown: unit/progress.test.ts. */

const report = (count: number) =>
  amazonReport(
    Array.from({ length: count }, (_, at) => ({ 'order-id': `250-0000007-${String(at).padStart(7, '0')}` })),
  );

let steps: ProgressStep[] = [];
const onProgress = (step: ProgressStep) => steps.push(step);
/** Each kind of work that was told, with its last step. */
const ends = () => [
  ...new Map(steps.map(({ what, done, total }) => [what, total === undefined ? `${done}` : `${done}/${total}`])),
];
let after: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of after.reverse()) await one();
  after = [];
  steps = [];
});

async function workspace() {
  const root = mkdtempSync(join(tmpdir(), 'b2-progress-'));
  after.push(() => rmSync(root, { recursive: true, force: true }));
  await cli(['init', root]);
  const bridge = await openBridge(root, { env: {} });
  after.push(() => bridge.close());
  return { root, ctx: { ...bridge.context, onProgress } };
}

describe('progress is told by', () => {
  test('an intake: reading, every order decided, saving', async () => {
    const { ctx } = await workspace();
    const bytes = report(7);
    await intakeFile(ctx, { name: 'report.txt', bytes, shop: 'amazon', layout: '' });
    expect(ends()).toEqual([
      ['read', `${bytes.length}`],
      ['decide', '7/7'],
      ['save', '7'],
    ]);
    steps = [];
    await issueShipments(ctx, { shop: 'amazon' });
    expect(ends()).toEqual([['decide', '7/7']]);
  });

  test('a conversion: of a table its bytes, of orders each of them', async () => {
    const { root, ctx } = await workspace();
    const file = join(root, 'report.txt');
    writeFileSync(file, report(3));
    const request = { file, out: root, shop: 'amazon', layout: '', to: 'b2-csv', skipBad: true };
    await convertFile(ctx, request);
    expect(ends()).toEqual([
      ['read', `${report(3).length}`],
      ['decide', '3/3'],
    ]);
    steps = [];
    const rows = rowLayout([{ from: ['id'] }, { from: ['name'] }]);
    const big = join(root, 'table.csv');
    writeFileSync(big, `id,name\n${'1,見本\n'.repeat(60_000)}`);
    const layouts = { ...ctx.layouts, write: new Map([[rows.name, rows]]) };
    await convertFile({ ...ctx, layouts }, { ...request, file: big, to: rows.name });
    const { size } = statSync(big);
    expect(ends()).toEqual([['convert', `${size}/${size}`]]);
    expect(steps.length).toBeGreaterThan(1);
  });

  test('a pull: the orders of all pages, and nothing of each page for itself', async () => {
    const bridge = await openAmazonBridge();
    after.push(() => bridge.close());
    const { counts } = await pullShop({ ...bridge.ctx, onProgress }, 'amazon');
    const taken = counts.new! + counts.revised! + counts.unchanged! + counts.refused!;
    expect(taken).toBeGreaterThan(5);
    expect(ends()).toEqual([['pull', `${taken}`]]);
  });

  test('labels by API: shipments handed over of all that are ready', async () => {
    const bench = await b2Bench({ perRun: 2 });
    after.push(() => bench.close());
    for (const no of [1, 2, 3, 4, 5]) await bench.order(`250-0000001-000000${no}`);
    await issueByApi({ ...bench.ctx, onProgress }, { unattended: true });
    const labels = steps.filter(({ what }) => what === 'labels');
    expect(labels.map(({ done, total }) => `${done}/${total}`)).toEqual(['0/5', '2/5', '4/5']);
  });
});

test('in a pipe no command shows any of it', async () => {
  const { root } = await workspace();
  const file = join(root, 'report.txt');
  writeFileSync(file, report(3));
  for (const args of [
    ['intake', file],
    ['issue'],
    ['report', '--out', join(root, 'all.xlsx')],
    ['convert', file, '--to', 'b2-csv', '--out', root, '--shop', 'amazon', '--skip-bad'],
  ]) {
    const { code, stdout, stderr } = await cli([...args, '-C', root]);
    expect({ args, code }).toEqual({ args, code: 0 });
    expect(stdout + stderr).not.toMatch(/\u001b/);
  }
});

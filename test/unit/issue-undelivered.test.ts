import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { filesIn, newRoot, openWorkspace, removeWorkspace } from '../support/workspace.ts';

test('a B2 file that could not be written is said, leaves nothing half-done, and comes with the next issue', async () => {
  const layouts = { read: [], issue: 'b2-csv', notify: '' };
  const billing = { customerCode: '000000000000', classCode: '', freightNo: '01' };
  const amazon = shop({ name: 'amazon', marketplace: 'amazon', layouts, billing, defaultMethod: 'yamato' });
  const workspace = await openWorkspace(newRoot(), { config: (config) => ({ ...config, shops: { amazon } }) });
  const ctx: Context = { ...workspace.ctx, ...standard };
  const { root } = workspace;
  const bytes = amazonReport([{ 'order-id': '250-0000009-0000001' }]);
  await intakeFile(ctx, { name: 'report.txt', bytes, shop: '', layout: '' });
  renameSync(join(root, 'outbox'), join(root, 'share'));
  writeFileSync(join(root, 'outbox'), '');

  const first = await issueShipments(ctx, {});
  expect(first).toMatchObject({ files: [], shipments: ['250-0000009-0000001_1'] });
  expect(first.undelivered).toMatchObject([/^amazon\/b2-amazon-/].map((path) => expect.stringMatching(path)));
  expect(workspace.told.join('')).toContain('書き出せませんでした');

  rmSync(join(root, 'outbox'));
  renameSync(join(root, 'share'), join(root, 'outbox'));
  expect(filesIn(join(root, 'outbox'))).toEqual([]);
  const second = await issueShipments(ctx, {});
  expect(second).toMatchObject({ shipments: [], undelivered: [], files: [expect.stringContaining('b2-amazon-')] });
  expect(existsSync(second.files[0]!)).toBe(true);
  expect(await issueShipments(ctx, {})).toMatchObject({ files: [], undelivered: [] });
  await removeWorkspace(workspace);
});

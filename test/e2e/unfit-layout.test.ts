import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

/* A layout of the workspace that does not read its own cases takes nothing in. */

let root: string;
const settings = (read: string) => `shops:\n  amazon:\n    default-method: yamato\n    layouts: { read: [${read}] }\n`;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-unfit-'));
  await cli(['init', root]);
  await cli(['layouts', 'new', 'my-amazon', '--from', 'amazon-unshipped-report', '-C', root]);
  writeFileSync(join(root, 'bridge.yaml'), settings('my-amazon'));
  writeFileSync(join(root, 'report.txt'), amazonReport([{ 'order-id': '250-0000001-0000001' }]));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const intake = () => cli(['intake', join(root, 'report.txt'), '--json', '-C', root]);
const taken = async () => JSON.parse((await intake()).stdout).documents[0];

/** Another expected number in one case: as if the layout read another column. */
function spoil(): void {
  const cases = join(root, 'layouts', 'read', 'my-amazon', 'cases');
  const [first] = readdirSync(cases).sort();
  const file = join(cases, first!, 'out.json');
  const out = JSON.parse(readFileSync(file, 'utf8'));
  out.orders[0].order.number = '999-9999999-9999999';
  writeFileSync(file, JSON.stringify(out));
}

test('it is refused with its name, and taken once it is put right', async () => {
  expect(await taken()).toMatchObject({ refused: false, orders: { new: 1 } });
  writeFileSync(join(root, 'report.txt'), amazonReport([{ 'order-id': '250-0000001-0000002' }]));
  spoil();
  const { code, stdout } = await intake();
  const document = JSON.parse(stdout).documents[0];
  expect(code).toBe(3);
  expect(document).toMatchObject({ refused: true, problems: [{ code: 'layout-unfit' }] });
  expect(document.problems[0].sentence).toContain('layouts/read/my-amazon');
  expect((await cli(['layouts', 'check', '-C', root])).stdout).toContain('不合格');
  // The standard one is not touched by it.
  writeFileSync(join(root, 'bridge.yaml'), settings('amazon-unshipped-report'));
  expect(await taken()).toMatchObject({ refused: false, orders: { new: 1 } });
});

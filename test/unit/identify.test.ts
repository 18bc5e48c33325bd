import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadWorkspace } from '../../src/app.ts';
import { newLayout } from '../../src/cli/layouts-new.ts';
import { candidates, shopOf } from '../../src/flow/intake/layouts-of-shop.ts';

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-identify-'));
  writeFileSync(join(root, 'bridge.yaml'), 'shops:\n  amazon:\n');
  const write = process.stdout.write;
  process.stdout.write = (() => true) as typeof write;
  for (const [name, from] of [
    ['my-sheet', 'order-sheet'],
    ['my-amazon', 'amazon-unshipped-report'],
    ['my-stock', 'stock-sheet'],
  ]) {
    await newLayout({ C: root, name: name!, from: from! });
  }
  process.stdout.write = write;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Names of the layouts that a file dropped for a shop ('' = straight into the inbox) may be read with. */
function names(shops: string, shop: string): string[] {
  writeFileSync(join(root, 'bridge.yaml'), `shops:\n${shops}`);
  return candidates(loadWorkspace(root, {}), shop).map((layout) => layout.name);
}

const two = '  amazon:\n  sheet:\n';

test('a shop takes the layouts of its marketplace and those of none, not those of other marketplaces', () => {
  const amazon = names(two, 'amazon');
  expect(amazon).toEqual(
    expect.arrayContaining(['amazon-unshipped-report', 'order-sheet', 'stock-sheet', 'b2-issued']),
  );
  expect(amazon).not.toContain('rakuten-orders');
  expect(names('  amazon:\n  rakuten:\n', '')).toEqual(
    expect.arrayContaining(['rakuten-orders', 'amazon-unshipped-report']),
  );
});

test('a copy that no shop names changes nothing', () => {
  for (const shop of ['', 'amazon', 'sheet']) {
    const found = names(two, shop);
    for (const copy of ['my-sheet', 'my-amazon', 'my-stock']) expect(found).not.toContain(copy);
    expect(found).toContain('order-sheet');
  }
});

test('a copy that a shop names takes the place of the standard layout, for this shop', () => {
  const named = '  amazon: { layouts: { read: [my-amazon, my-stock] } }\n  sheet: { layouts: { read: [my-sheet] } }\n';
  const sheet = names(named, 'sheet');
  expect(sheet).toContain('my-sheet');
  expect(sheet).not.toContain('order-sheet');
  const amazon = names(named, 'amazon');
  expect(amazon).toEqual(expect.arrayContaining(['my-amazon', 'my-stock', 'order-sheet']));
  expect(amazon).not.toContain('amazon-unshipped-report');
  expect(amazon).not.toContain('stock-sheet');
});

test('two shops of which only one uses the copy: both layouts stay in question, so that nothing is guessed', () => {
  const both = '  sheet: { layouts: { read: [my-sheet] } }\n  tel: { marketplace: sheet }\n';
  expect(names(both, '')).toEqual(expect.arrayContaining(['my-sheet', 'order-sheet']));
  expect(names(both, 'tel')).not.toContain('my-sheet');
});

test('the order sheet dropped straight into the inbox is of the one sheet shop', () => {
  writeFileSync(join(root, 'bridge.yaml'), `shops:\n${two}`);
  const workspace = loadWorkspace(root, {});
  const layout = workspace.layouts.read.get('order-sheet')!;
  expect(shopOf(workspace, layout, '')).toEqual({ shop: 'sheet' });
  expect(shopOf(workspace, layout, 'amazon')).toEqual({ shop: 'amazon' });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases, readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { runCase } from '../../src/layout/cases.ts';
import { complaintText } from '../../src/layout/complaint.ts';
import { openDocument } from '../../src/layout/document.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { openTable } from '../../src/layout/rows/open.ts';

const root = standardLayoutsFolder();
const files = readLayoutFiles(root);
const { masters, complaints } = loadMasters(files.masters);
const loaded = loadLayouts(files.layouts, masters);
const cases = readCases(root);
const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };

test('every standard layout and dictionary loads without a complaint', () => {
  expect([...complaints, ...loaded.complaints].map(complaintText)).toEqual([]);
  expect(loaded.layouts.read.size + loaded.layouts.write.size).toBe(files.layouts.length);
});

test('every standard layout has at least two cases', () => {
  const counts = new Map(files.layouts.map((file) => [`${file.direction}/${file.folder}`, 0]));
  for (const { direction, layout } of cases)
    counts.set(`${direction}/${layout}`, (counts.get(`${direction}/${layout}`) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count < 2)).toEqual([]);
});

describe('each case gives what it says', () => {
  test.each(cases.map((one) => [`${one.direction}/${one.layout}/${one.name}`, one] as const))('%s', async (_, one) => {
    const layout = loaded.layouts[one.direction].get(one.layout)!;
    expect((await runCase(layout, one, masters)).difference).toBe('');
  });
});

describe('each file is recognised among all standard layouts', () => {
  const readable = [...loaded.layouts.read.values()];
  // JSON comes from connectors, which name the layout: nothing is recognised there.
  const isFile = (layout: string) => loaded.layouts.read.get(layout)?.form.format !== 'json';
  const inputs = cases.filter((one) => one.direction === 'read' && isFile(one.layout));
  test.each(inputs.map((one) => [`${one.layout}/${one.name}`, one] as const))('%s', async (_, one) => {
    const { name, bytes } = one.input;
    const opened = await openDocument((form) => openTable(bytes, name, form, limits), readable);
    expect('problem' in opened ? opened.problem : opened.match.layout.name).toBe(one.layout);
  });
});

test('the blank order sheet has every column that its layout reads, and no other', () => {
  const template = readFileSync(join(root, 'read/order-sheet/template.csv'), 'utf8');
  const columns = Object.values(loaded.layouts.read.get('order-sheet')!.fields).flatMap(
    (rule) => rule.from ?? rule.join ?? [],
  );
  expect(template.startsWith('\ufeff')).toBe(true);
  expect(template.slice(1).trim().split(',').sort()).toEqual([...new Set(columns)].sort());
});

test('docs/formats.md names every standard layout, its trust, and the columns that must be there', () => {
  const docs = readFileSync(join(root, '../docs/formats.md'), 'utf8').split('\n');
  for (const layout of [...loaded.layouts.read.values(), ...loaded.layouts.write.values()]) {
    const row = docs.find((line) => line.startsWith(`| \`${layout.name}\` |`)) ?? '';
    expect(row).toContain(` ${layout.source.trust} `);
    if (layout.direction === 'read') expect(row).toContain(`| ${layout.fits.join(', ')} |`);
  }
});

test('docs/formats.md lists every column that the formats without a fixed header may have', () => {
  const docs = readFileSync(join(root, '../docs/formats.md'), 'utf8').split('\n');
  for (const name of ['shopserve-orders', 'ecforce-orders', 'aiship-orders', 'order-sheet']) {
    const line = docs.find((one) => one.includes(`(\`${name}\`): `))!;
    const listed = line.slice(line.indexOf('`): ') + 4).split(', ');
    const read = Object.values(loaded.layouts.read.get(name)!.fields).flatMap((rule) => rule.from ?? rule.join ?? []);
    expect(listed.sort()).toEqual([...new Set(read)].sort());
  }
});

import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCases, readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { runCases } from '../../src/layout/cases.ts';
import { complaintText } from '../../src/layout/complaint.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';

/*
 * npx tsx test/support/update-cases.ts [layout [case]]: writes the expected outputs of layout cases anew (and makes them for
 * folders that have only an input). Read the difference before you commit it.
 */
const [wantedLayout, wantedCase] = process.argv.slice(2);
const root = standardLayoutsFolder();
for (const direction of ['read', 'write'])
  for (const layout of list(join(root, direction)))
    for (const name of list(join(root, direction, layout, 'cases'))) {
      const folder = join(root, direction, layout, 'cases', name);
      const files = list(folder);
      if (files.some((file) => file.startsWith('out.')) || !files.some((file) => file.startsWith('in.'))) continue;
      const isJson = direction === 'read' || layout.startsWith('b2-api');
      writeFileSync(join(folder, isJson ? 'out.json' : 'out.csv'), isJson ? '{}' : '');
    }
const files = readLayoutFiles(root);
const { masters, complaints } = loadMasters(files.masters);
const loaded = loadLayouts(files.layouts, masters);
for (const complaint of [...complaints, ...loaded.complaints]) console.error(complaintText(complaint));
const cases = readCases(root).filter(
  (one) => (!wantedLayout || one.layout === wantedLayout) && (!wantedCase || one.name === wantedCase),
);
for (const result of await runCases(loaded.layouts, masters, cases)) {
  const one = cases.find(
    (c) => c.layout === result.layout && c.name === result.name && c.direction === result.direction,
  )!;
  console.log(
    `${result.passed ? 'same' : 'new '} ${result.direction}/${result.layout}/${result.name} ${result.difference}`,
  );
  if (result.passed || result.actual.length === 0) continue;
  writeFileSync(join(root, result.direction, result.layout, 'cases', result.name, one.expected.name), result.actual);
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findKept, keep, keptLayoutsFile } from '../../src/config/kept-layouts.ts';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { readRuleFiles } from '../../src/config/rule-files.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { loadRules } from '../../src/layout/rules/load.ts';

const standard = standardLayoutsFolder();
const files = { ...readLayoutFiles(standard), rules: readRuleFiles(standard, standard) };
const { masters } = loadMasters(files.masters);
const { layouts, complaints } = loadLayouts(files.layouts, masters);
const { rules } = loadRules(files.rules, masters);

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'kept-layouts-'));
});
afterEach(() => rmSync(data, { recursive: true }));

test('what was kept is what was loaded, to the last member', () => {
  expect(complaints).toEqual([]);
  keep(data, files, { layouts, masters, rules }, 'one');
  const kept = findKept(data, files, 'one')!;
  expect(kept.layouts).toStrictEqual(layouts);
  expect(kept.masters).toStrictEqual(masters);
  expect(kept.rules).toStrictEqual(rules);
  expect(kept.rules.rules.length).toBeGreaterThan(5);
  expect(kept.layouts.read.size).toBeGreaterThan(20);
  expect(readdirSync(data)).toEqual([keptLayoutsFile]);
});

test.each([
  [
    'a word of a dictionary',
    { masters: files.masters.map((one, at) => ({ ...one, text: at ? one.text : `${one.text} ` })) },
  ],
  ['a layout', { layouts: files.layouts.map((one, at) => ({ ...one, text: at ? one.text : `${one.text}\n` })) }],
  ['a case that is gone', { layouts: files.layouts.map((one, at) => ({ ...one, cases: at ? one.cases : [] })) }],
  ['the rules', { rules: { ...files.rules, rules: { ...files.rules.rules!, text: `${files.rules.rules!.text}\n` } } }],
  ['a case of a rule', { rules: { ...files.rules, cases: files.rules.cases.slice(1) } }],
  ['one layout more', { layouts: [...files.layouts, { ...files.layouts[0]!, origin: 'workspace' as const }] }],
])('another content of %s: loaded anew', (_, changed) => {
  keep(data, files, { layouts, masters, rules }, 'one');
  expect(findKept(data, { ...files, ...changed }, 'one')).toBeUndefined();
  expect(findKept(data, files, 'one')).toBeDefined();
});

test('another build of the program loads anew, and so does a process of the source tree', () => {
  keep(data, files, { layouts, masters, rules }, 'one');
  expect(findKept(data, files, 'two')).toBeUndefined();
  expect(findKept(data, { ...files, rules: { ...files.rules, cases: [] } })).toBeUndefined();
});

test('the source tree writes nothing down, and remembers in its process what it loaded last, each time anew', () => {
  const changed = { ...files, rules: { ...files.rules, cases: files.rules.cases.slice(1) } };
  keep(data, changed, { layouts, masters, rules });
  expect(readdirSync(data)).toEqual([]);
  const [one, other] = [findKept(data, changed)!, findKept(data, changed)!];
  expect(one.layouts).toStrictEqual(layouts);
  expect(one.layouts).not.toBe(other.layouts);
  for (let more = 2; more < 6; more++)
    keep(
      data,
      { ...files, rules: { ...files.rules, cases: files.rules.cases.slice(more) } },
      { layouts, masters, rules },
    );
  expect(findKept(data, changed)).toBeUndefined();
});

test.each([
  ['cut off', (kept: Buffer) => kept.subarray(0, 1000)],
  ['empty', () => Buffer.alloc(0)],
  ['changed in one byte', (kept: Buffer) => Buffer.from(kept.with(5000, kept[5000]! ^ 1))],
])('a file that is %s is not used', (_, damage) => {
  keep(data, files, { layouts, masters, rules }, 'one');
  const path = join(data, keptLayoutsFile);
  writeFileSync(path, damage(readFileSync(path)));
  expect(findKept(data, files, 'one')).toBeUndefined();
});

test('a data folder that is not there keeps nothing and breaks nothing', () => {
  const nowhere = join(data, 'nowhere');
  keep(nowhere, files, { layouts, masters, rules }, 'one');
  expect(findKept(nowhere, files, 'one')).toBeUndefined();
});

test('where the rules lie is said as it is today, whoever kept them from wherever', () => {
  keep(data, files, { layouts, masters, rules }, 'one');
  const ruleFile = {
    ...files.rules.rules!,
    shown: '../elsewhere/layouts/rules/rules.yaml',
    origin: 'workspace' as const,
  };
  const kept = findKept(data, { ...files, rules: { ...files.rules, rules: ruleFile } }, 'one');
  expect(kept?.rules).toStrictEqual({ ...rules, file: ruleFile.shown, origin: 'workspace' });
});

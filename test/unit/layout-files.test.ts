import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCases, readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { type LayoutCase, runCase } from '../../src/layout/cases.ts';
import { complaintText } from '../../src/layout/complaint.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { noMasters, readLayout, writeLayout } from '../support/layouts.ts';

const root = mkdtempSync(join(tmpdir(), 'b2-bridge-layouts-'));
afterAll(() => rmSync(root, { recursive: true }));
const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const yaml = `title: t
source: { doc: d, checked: 2026-11-21, trust: B }
read: { yields: order }
fits: [番号, 数量]
fields:
  order.number: { from: 番号, required: true }
  line.quantity: { from: 数量, required: true }
`;

describe('layout folders', () => {
  put('standard/read/a/layout.yaml', yaml);
  put('standard/read/a/cases/one/in.csv', '番号,数量\nA,1\n');
  put('standard/read/a/cases/one/out.json', '{}');
  put('standard/read/a/cases/without-answer/in.csv', '番号,数量\n');
  put('standard/masters/words.yaml', 'はい: standard\n');
  put('standard/masters/other.yaml', 'はい: standard\n');
  put('own/read/a/layout.yaml', yaml);
  put('own/read/b/layout.yaml', yaml);
  put('own/read/b/cases/one/in.csv', '番号,数量\nA,1\n');
  put('own/read/b/cases/one/out.json', '{}');
  put('own/read/.hidden/layout.yaml', yaml);
  put('own/masters/words.yaml', 'はい: own\n');
  const files = readLayoutFiles(join(root, 'standard'), join(root, 'own'));

  it('adds the layouts of the workspace and lets its masters take the place of the standard ones', () => {
    expect(files.layouts.map((one) => [one.origin, one.folder, one.cases])).toEqual([
      ['standard', 'a', ['one']],
      ['workspace', 'a', []],
      ['workspace', 'b', ['one']],
    ]);
    const { masters } = loadMasters(files.masters);
    expect(masters.dictionaries.words?.get('はい')).toBe('own');
    expect(masters.dictionaries.other?.get('はい')).toBe('standard');
  });

  it('does not let a workspace override a standard layout, but copy one under another name', () => {
    const { layouts, complaints } = loadLayouts(files.layouts, noMasters);
    expect(complaints.map(complaintText)).toEqual([
      expect.stringMatching(
        /own\/read\/a\/layout\.yaml:1:1 there is a standard layout "a" already: take another name$/,
      ),
    ]);
    expect([...layouts.read.keys()]).toEqual(['a', 'b']);
  });

  it('finds the cases that have an input and an answer', () => {
    const cases = readCases(join(root, 'standard'), join(root, 'own'));
    expect(cases.map((one) => `${one.layout}/${one.name}/${one.input.name}`)).toEqual(['a/one/in.csv', 'b/one/in.csv']);
  });

  it('knows the layouts that come with the package', () => {
    expect(readLayoutFiles(standardLayoutsFolder()).layouts.length).toBeGreaterThan(20);
  });
});

describe('a case', () => {
  const one = (input: string, expected: string, name = 'out.json'): LayoutCase => ({
    direction: 'read',
    layout: 'one',
    name: 'x',
    input: { name: 'in.csv', bytes: Buffer.from(input) },
    expected: { name, bytes: Buffer.from(expected) },
  });
  const layout = readLayout(yaml);

  it('passes when the answer says the same, in any order of keys and without blanks', async () => {
    const order = {
      lines: [{ quantity: 1, no: '1', status: 'open' }],
      number: 'A',
      payment: { state: 'unknown', method: '' },
      destinations: [{ packages: 1 }],
    };
    const result = await runCase(
      layout,
      one('番号,数量\nA,1\n', JSON.stringify({ orders: [{ order, rows: [2] }] })),
      noMasters,
    );
    expect(result).toMatchObject({ passed: true, difference: '' });
  });

  it('fails with the first line that differs', async () => {
    const result = await runCase(layout, one('番号,数量\nA,0\n', '{"refusedOrders":["B"]}'), noMasters);
    expect(result.passed).toBe(false);
    expect(result.difference).toMatch(/^line 2: expected /);
    expect(JSON.parse(Buffer.from(result.actual).toString())).toEqual({
      problems: ['fix count-zero row 2 「数量」 order A'],
      refusedOrders: ['A'],
    });
  });

  it('says when the whole file is refused', async () => {
    const result = await runCase(layout, one('品名,個数\nA,1\n', '{"refused":"fix no-header"}'), noMasters);
    expect(result).toMatchObject({ passed: true });
  });

  it('compares what is written byte for byte, and fails when a row must not be written', async () => {
    const write = writeLayout(`title: t
source: { doc: d, checked: 2026-11-21, trust: B }
write: { takes: shipment }
columns:
  - { no: 1, name: 名, from: consignee.name, width: 4 }
`);
    const written = (name: string) => ({
      ...one(JSON.stringify([{ consignee: { name } }]), '', 'out.csv'),
      direction: 'write' as const,
    });
    const good = {
      ...written('髙木'),
      expected: { name: 'out.csv', bytes: Buffer.from('96bc0d0afbfc96d80d0a', 'hex') },
    };
    expect(await runCase(write, good, noMasters)).toMatchObject({ passed: true });
    expect(await runCase(write, written('高木'), noMasters)).toMatchObject({ passed: false });
    expect((await runCase(write, written('長い名前'), noMasters)).difference).toBe(
      'does not render: fix write-too-wide row 1 「名」',
    );
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLayoutCases, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { isProved, keepProved, proofOf } from '../../src/config/proved-layouts.ts';
import { standardLayouts } from '../support/market.ts';

const { layouts, masters } = standardLayouts();
const layout = layouts.read.get('base-orders')!;
const cases = readLayoutCases(join(standardLayoutsFolder(), 'read', 'base-orders'), 'read', 'base-orders');
const proof = (...[one = layout, words = masters, files = cases, build = 'one']: Partial<Parameters<typeof proofOf>>) =>
  proofOf(one, words, files, build);

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'proved-'));
});
afterEach(() => rmSync(data, { recursive: true }));

test('what passed is known again, by the same layout, words, cases and build only', () => {
  keepProved(data, proof());
  const [first, ...rest] = cases;
  const bytes = Buffer.concat([first!.expected.bytes, Buffer.from(' ')]);
  const others = [
    proof({ ...layout, title: 'other' }),
    proof(layout, { ...masters, methods: masters.methods.slice(1) }),
    proof(layout, { ...masters, dictionaries: { ...masters.dictionaries, more: new Map([['a', 'b']]) } }),
    proof(layout, masters, [{ ...first!, expected: { ...first!.expected, bytes } }, ...rest]),
    proof(layout, masters, rest),
    proof(layout, masters, cases, 'two'),
  ];
  expect(isProved(data, proof())).toBe(true);
  expect(others.filter((one) => isProved(data, one))).toEqual([]);
  expect(new Set(others).size).toBe(others.length);
});

test('the source tree proves nothing, a folder that is not there keeps nothing', () => {
  expect(proofOf(layout, masters, cases)).toBe('');
  keepProved(data, '');
  expect(isProved(data, '')).toBe(false);
  keepProved(join(data, 'nowhere'), proof());
  expect(isProved(join(data, 'nowhere'), proof())).toBe(false);
});

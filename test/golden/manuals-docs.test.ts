import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/* docs/manuals.md: each row of a manual names tests, and each of them exists. */

const text = readFileSync('docs/manuals.md', 'utf8');
const rows = [...text.matchAll(/^\| ([A-Z]\d+) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, row = '', says = '', shown = '']) => ({
    row,
    says,
    tests: [...shown.matchAll(/`([^`]+?) › ([^`]+)`/g)].map(([, file = '', title = '']) => [file, title] as const),
  }),
);

const titles = new Map<string, string>();
const source = (file: string): string => {
  const known = titles.get(file) ?? readFileSync(join('test', file), 'utf8');
  titles.set(file, known);
  return known;
};

describe('docs/manuals.md', () => {
  it('has every row of each manual once', () => {
    const wanted = [
      ...Array.from({ length: 14 }, (_, index) => `B${index + 1}`),
      ...Array.from({ length: 10 }, (_, index) => `A${index + 1}`),
      ...Array.from({ length: 14 }, (_, index) => `Q${index + 1}`),
      ...Array.from({ length: 7 }, (_, index) => `S${index + 1}`),
      ...Array.from({ length: 10 }, (_, index) => `E${index + 1}`),
      ...Array.from({ length: 10 }, (_, index) => `X${index + 1}`),
      ...Array.from({ length: 6 }, (_, index) => `W${index + 1}`),
      ...Array.from({ length: 4 }, (_, index) => `L${index + 1}`),
      ...Array.from({ length: 24 }, (_, index) => `T${index + 1}`),
    ];
    expect(rows.map((one) => one.row)).toEqual([...new Set(rows.map((one) => one.row))]);
    expect(wanted.filter((row) => !rows.some((one) => one.row === row))).toEqual([]);
  });

  it.each(rows.map((one) => [one.row, one] as const))('%s names tests that exist', (_, { says, tests }) => {
    expect(says.length).toBeGreaterThan(20);
    expect(tests.length).toBeGreaterThan(0);
    for (const [file, title] of tests) {
      expect([file, existsSync(join('test', file))]).toEqual([file, true]);
      // The title begins so, in quotes of any kind.
      const isThere = [`'`, `"`, '`'].some((quote) => source(file).includes(quote + title));
      expect([file, title, isThere]).toEqual([file, title, true]);
    }
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

const sources = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name));

/** Own files that a file imports, as paths from the root. */
const imports = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) =>
    relative(root, resolve(dirname(file), match[1]!)),
  );

it('a mock imports nothing from outside the mocks, so that a misunderstanding cannot be shared', () => {
  const files = sources('mocks');
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) {
    expect(
      imports(file).filter((path) => !path.startsWith('mocks/')),
      relative(root, file),
    ).toEqual([]);
  }
});

it('only the composition of the program starts the mocks', () => {
  const meeting = sources('src').filter((file) => imports(file).some((path) => path.startsWith('mocks/')));
  expect(meeting.map((file) => relative(root, file))).toEqual(['src/lab-host.ts']);
});

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/*
 * No code outside a system's own folders and files knows its name, so that a new system is added and none is forgotten. What may
 * name it: a folder or a file that is called like it, the lists, the operator's words (core/sentences), and comments.
 */

const root = join(import.meta.dirname, '../..');

/** The files that enumerate systems or what is theirs; each is nothing but a list. */
const lists = [
  'src/connectors/index.ts',
  'mocks/client/lab.ts',
  'mocks/systems.ts',
  'src/config/marketplaces.ts',
  'src/layout/words.ts',
  'src/cli/marketplaces.ts',
  'src/web/pages/marketplaces.ts',
  'src/flow/bridge/samples.ts',
];

const folders = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map((one) => one.name);

/** Every system that is spoken to, or mocked. */
const systems = [
  ...new Set([
    ...folders('src/connectors'),
    ...folders('mocks').filter(
      (name) =>
        ![
          'client',
          'docs',
          'faults',
          'keep',
          'ledger',
          'mail',
          'pages',
          'record',
          'samples',
          'scenarios',
          'world',
        ].includes(name),
    ),
  ]),
];

const sources = ['src', 'mocks'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(top, name).replaceAll('\\', '/')),
);

const isOwn = (file: string, system: string): boolean =>
  file.split('/').slice(0, -1).includes(system) || basename(file, '.ts') === system;

const isFree = (file: string): boolean => lists.includes(file) || file.startsWith('src/core/sentences/');

function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

describe('the names of systems', () => {
  test('are found at all, and the lists exist', () => {
    expect(systems).toEqual(expect.arrayContaining(['amazon', 'b2cloud']));
    expect(lists.filter((file) => !sources.includes(file))).toEqual([]);
    expect(lists.filter((file) => !systems.some((system) => codeOf(file).toLowerCase().includes(system)))).toEqual([]);
  });

  test.each(systems)('%s is named by its own folders and files, the lists and the sentences only', (system) => {
    const naming = sources.filter(
      (file) => !isOwn(file, system) && !isFree(file) && codeOf(file).toLowerCase().includes(system),
    );
    expect(naming).toEqual([]);
  });

  test.each(systems)('what is %s’s is imported by itself, the lists and the composition only', (system) => {
    const from = sources.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
        .map(([, to]) => normalize(join(dirname(file), to!)).replaceAll('\\', '/'))
        .filter((to) => isOwn(to, system) && !isOwn(file, system) && !lists.includes(file) && !isSentence(to))
        .map((to) => `${file} → ${to}`),
    );
    expect(from).toEqual([]);
  });
});

const isSentence = (file: string): boolean => file.startsWith('src/core/sentences/');

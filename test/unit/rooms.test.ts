import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Who may import whom. A room is a folder of `src` (a folder of `src/connectors` is one of its own), or `mocks`. */
const table: Readonly<Record<string, readonly string[]>> = {
  core: [],
  text: ['core'],
  layout: ['core', 'text'],
  store: ['core'],
  engine: ['core', 'store'],
  config: ['core', 'text', 'layout'],
  connectors: ['core', 'text'],
  'connectors/*': ['core', 'text', 'connectors'],
  flow: ['core', 'text', 'layout', 'store', 'engine', 'config', 'connectors'],
  web: ['core', 'text', 'store', 'flow'],
  mocks: [],
};
/** The composition sees every room; nothing but the command line and its own files sees it. */
const compositions = ['app', 'cli'];

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly file: string;
}

const sources = ['src', 'mocks'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(top, name).replaceAll('\\', '/')),
);

function roomOf(path: string): string {
  const [top = '', first = '', second = ''] = path.split('/');
  if (top === 'mocks') return 'mocks';
  if (top !== 'src') return 'outside';
  if (first.endsWith('.ts')) return 'app';
  return first === 'connectors' && !second.endsWith('.ts') ? `connectors/${second}` : first;
}

/** Every module that a file names: `import … from`, `export … from`, `import '…'`, `import('…')`, `import type` too. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^} from '([^']+)'/gm,
  );
  return [...found].map(([, statement, call, end]) => statement ?? call ?? end ?? '');
}

const edges: Edge[] = sources.flatMap((file) =>
  importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => ({
      from: roomOf(file),
      to: roomOf(normalize(join(dirname(file), name)).replaceAll('\\', '/')),
      file,
    }))
    .filter(({ from, to }) => from !== to),
);

describe('the rooms', () => {
  test('are all in the table, and imports are found at all', () => {
    const rooms = new Set(sources.map(roomOf).map((room) => room.replace(/^connectors\/.*/, 'connectors/*')));
    expect([...rooms].filter((room) => !(room in table) && !compositions.includes(room))).toEqual([]);
    for (const [from, to] of [
      ['cli', 'flow'],
      ['flow', 'store'],
      ['connectors/amazon', 'connectors'],
      ['layout', 'text'],
    ])
      expect(edges.some((edge) => edge.from === from && edge.to === to)).toBe(true);
  });

  test('import only what the table lets them', () => {
    const wrong = edges.filter(({ from, to, file }) => {
      if (compositions.includes(from)) return to === 'outside';
      // The list of connectors is the one file that knows them.
      if (file === 'src/connectors/index.ts' && to.startsWith('connectors/')) return false;
      return !(table[from.replace(/^connectors\/.*/, 'connectors/*')] ?? []).includes(to);
    });
    expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });

  test('have no circle, not even of types', () => {
    const next = new Map<string, Set<string>>();
    for (const { from, to, file } of edges) {
      if (file === 'src/connectors/index.ts' || (from === 'app' && to === 'app')) continue;
      next.set(from, (next.get(from) ?? new Set()).add(to));
    }
    const reaches = (from: string, wanted: string, seen = new Set<string>()): boolean =>
      [...(next.get(from) ?? [])].some((to) => to === wanted || (!seen.has(to) && reaches(to, wanted, seen.add(to))));
    expect([...next.keys()].filter((room) => reaches(room, room))).toEqual([]);
  });

  test('core, text and layout have no clock, no chance and no way out', () => {
    const harmless = ['node:buffer', 'node:crypto', 'node:util', 'node:zlib', 'node:module'];
    const found = sources
      .filter((file) => ['core', 'text', 'layout'].includes(roomOf(file)))
      .flatMap((file) => {
        const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        const words = code.match(
          /Date\.now|Temporal\.Now|new Date\(\)|Math\.random|process\.|randomUUID|randomBytes|\bfetch\(/g,
        );
        const modules = importsOf(file).filter((name) => name.startsWith('node:') && !harmless.includes(name));
        return [...(words ?? []), ...modules].map((what) => `${file}: ${what}`);
      });
    expect(found).toEqual([]);
  });

  test('tests and benches are imported by nothing', () => {
    expect(sources.flatMap((file) => importsOf(file).filter((name) => /(^|\/)(test|bench)\//.test(name)))).toEqual([]);
  });
});

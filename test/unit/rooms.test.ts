import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Who may import whom. A room is a folder of `src` (a folder of `src/connectors` is one of its own), or `mocks`. */
const table: Readonly<Record<string, readonly string[]>> = {
  core: [],
  text: ['core'],
  layout: ['core', 'text'],
  store: ['core', 'text'],
  engine: ['core', 'store'],
  config: ['core', 'text', 'layout'],
  connectors: ['core', 'text'],
  'connectors/*': ['core', 'text', 'connectors'],
  flow: ['core', 'text', 'layout', 'store', 'engine', 'config', 'connectors'],
  web: ['core', 'text', 'layout', 'store', 'flow'],
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
    .filter((name) => /\.tsx?$/.test(name))
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

const fileEdges = sources.flatMap((file) =>
  importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => [file, normalize(join(dirname(file), name)).replaceAll('\\', '/')] as const),
);

const edges: Edge[] = fileEdges
  .map(([file, to]) => ({ from: roomOf(file), to: roomOf(to), file }))
  .filter(({ from, to }) => from !== to);

/** Nodes that lead back to themselves. */
function circles(pairs: readonly (readonly [string, string])[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const [from, to] of pairs) next.set(from, (next.get(from) ?? new Set()).add(to));
  const reaches = (from: string, wanted: string, seen = new Set<string>()): boolean =>
    [...(next.get(from) ?? [])].some((to) => to === wanted || (!seen.has(to) && reaches(to, wanted, seen.add(to))));
  return [...next.keys()].filter((one) => reaches(one, one));
}

/** Stops of the walk in `src/flow`: each imports only those above it, and only through their index. */
const stops = [
  'loading',
  'files',
  'standing',
  'leases',
  'mail',
  'jobs',
  'decide',
  'stock',
  'outbox',
  'waybills',
  'notify',
  'intake',
  'issue',
  'export',
  'pull',
  'inbox',
  'b2',
  'daily',
  'work',
  'desk',
  'health',
  'retention',
  'backup',
  'bridge',
];

const stopOf = (path: string) => /^src\/flow\/([^/]+)\//.exec(path)?.[1];

describe('the stops of flow', () => {
  const between = fileEdges.filter(([from, to]) => stopOf(to) !== undefined && stopOf(from) !== stopOf(to));

  test('are all in the list, and nothing but types lies beside them', () => {
    const found = sources.filter((file) => file.startsWith('src/flow/'));
    expect(new Set(found.map(stopOf))).toEqual(new Set([undefined, ...stops]));
    expect(found.filter((file) => stopOf(file) === undefined)).toEqual(['src/flow/types.ts']);
  });

  test('import only stops before them', () => {
    const wrong = between.filter(
      ([from, to]) => stopOf(from) !== undefined && stops.indexOf(stopOf(to) ?? '') > stops.indexOf(stopOf(from) ?? ''),
    );
    expect(wrong).toEqual([]);
  });

  test('are entered through their index; of the desk every file is a door', () => {
    expect(between.filter(([, to]) => stopOf(to) !== 'desk' && !to.endsWith('/index.ts'))).toEqual([]);
  });
});

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

  test('the console only reads the store, and acts through the desk', () => {
    const ofWeb = fileEdges.filter(([from]) => from.startsWith('src/web/'));
    const flow = ofWeb.filter(([, to]) => to.startsWith('src/flow/') && !/^src\/flow\/(desk\/|types\.ts)/.test(to));
    const store = ofWeb.filter(([, to]) => to.startsWith('src/store/') && to !== 'src/store/types.ts');
    expect([...flow, ...store]).toEqual([]);
    const writing = ofWeb.filter(([from]) =>
      /\bstore\s*\.\s*(write|forget|refuseWrites)\b/.test(readFileSync(join(root, from), 'utf8')),
    );
    expect(writing).toEqual([]);
  });

  test('have no circle, not even of types', () => {
    const between = edges.filter(
      ({ from, to, file }) => file !== 'src/connectors/index.ts' && !(from === 'app' && to === 'app'),
    );
    expect(circles(between.map(({ from, to }) => [from, to]))).toEqual([]);
  });

  test('no file leads back to itself, not even by types', () => {
    expect(circles(fileEdges)).toEqual([]);
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

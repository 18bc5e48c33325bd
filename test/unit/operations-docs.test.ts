import { globSync, readFileSync } from 'node:fs';
import { join, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadWorkspaceConfig } from '../../src/app.ts';
import { exitCodes } from '../../src/cli/exit.ts';
import { settingsSchema } from '../../src/config/schema.ts';
import { help } from '../../src/core/sentences/help.ts';

const repository = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(repository, name), 'utf8');

/** Every key of the settings, blocks as well, by walking the schema: `watch.polling`, `shops.sender` … */
function keysOf(type: z.ZodType, path = ''): string[] {
  let inner: z.ZodType = type;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap() as z.ZodType;
  }
  if (inner instanceof z.ZodRecord) return keysOf(inner.valueType as z.ZodType, path);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return [at, ...keysOf(value, at)];
  });
}

test('docs/operations.md describes every setting', () => {
  const docs = read('docs/operations.md');
  const keys = keysOf(settingsSchema);
  expect(keys.length).toBeGreaterThan(50);
  // Shop settings are listed without `shops.`; those of `defaults` are the same ones, marked with *.
  const missing = keys
    .filter((key) => !key.startsWith('defaults.'))
    .map((key) => key.replace(/^shops\./, '').replace(/^shippers\./, ''))
    // Every job has the same keys.
    .map((key) => key.replace(/^jobs\./, 'jobs.<job>.').replace(/^exports\./, 'exports.<name>.'))
    .filter(
      (key) =>
        !docs.includes(`\`${key}\``) &&
        ![
          'billing',
          'stock',
          'layouts',
          'holidays',
          'watch',
          'limits',
          'shippers',
          'shops',
          'lab',
          'mail',
          'reports',
          'metrics',
          'console',
        ].includes(key) &&
        !/^(jobs|exports)\.<\w+>\.after$/.test(key),
    );
  expect(missing).toEqual([]);
});

test('exit codes are the same in code, help and documents', () => {
  for (const code of Object.values(exitCodes)) {
    expect(help.epilogue).toMatch(new RegExp(`(: |/ )${code} `));
    for (const file of ['README.md', 'docs/operations.md'])
      expect(read(file)).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  }
});

test('the README names every command', () => {
  const readme = read('README.md');
  for (const command of Object.keys(help.commands)) {
    if (command === 'layouts list' || command === 'orders show') continue; // stand together with their siblings
    const name = command.split(' ').at(-1)!;
    expect(readme).toMatch(new RegExp(`\`[^\`\n]*\\b${name}\\b[^\`\n]*\``));
  }
});

test('every sentence that README.ja.md shows as a command exists', () => {
  const shown = [...read('README.ja.md').matchAll(/(?:^|[`「])b2-bridge ([a-z]+(?: [a-z]+)?)/gm)].map(
    (found) => found[1]!,
  );
  expect(shown.length).toBeGreaterThan(8);
  // Commands whose words stand in files of their own.
  const known = [...Object.keys(help.commands), 'stock', 'masters'];
  for (const command of shown) {
    expect(known.some((one) => one === command || one === command.split(' ')[0])).toBe(true);
  }
});

/** Blocks of settings in the documents: what a reader copies must be taken as it stands. */
const examples = globSync(['docs/*.md', 'README*.md', 'src/connectors/*/README.md'], { cwd: repository }).flatMap(
  (file) =>
    [...read(file).matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
      .map((found) => found[1]!)
      .filter((text) => Object.keys(settingsSchema.shape).includes(/^[a-z0-9-]+/.exec(text)?.[0] ?? ''))
      .map((text): [string, string] => [file, text]),
);

test('the documents show settings', () => {
  expect(new Set(examples.map(([file]) => file)).size).toBeGreaterThanOrEqual(3);
});

test.each(examples)('settings shown in %s are taken as they stand', (_file, text) => {
  const whole = /^shops:/m.test(text) ? text : `${text}\nshops:\n  amazon:\n`;
  const { shops } = loadWorkspaceConfig(repository, whole);
  expect(Object.keys(shops)).toEqual(Object.keys(parse(whole).shops));
});

test.each(['README.ja.md', 'docs/installing.md'])(
  '%s shows settings of a network share that can be read as they stand',
  (file) => {
    const blocks = [...read(file).matchAll(/^( *)```yaml\n([\s\S]*?)^ *```/gm)].map(([, pad = '', text = '']) =>
      text.replaceAll(new RegExp(`^${pad}`, 'gm'), ''),
    );
    const share = blocks.map((text) => parse(text)).find((settings) => 'inbox' in settings);
    expect(share).toMatchObject({
      inbox: '\\\\NAS\\b2\\inbox',
      outbox: '\\\\NAS\\b2\\outbox',
      watch: { polling: true },
    });
    expect(settingsSchema.safeParse({ ...share, shops: { amazon: {} } }).error).toBeUndefined();
    expect(win32.isAbsolute(share.inbox)).toBe(true);
  },
);

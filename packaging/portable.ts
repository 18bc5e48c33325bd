import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { collectLicences, licencesName, licenceText, runtimeLicence } from './licences.ts';
import { packedManifest, productionFolders, readLock, readManifest } from './manifest.ts';
import { scriptsFor, type Target } from './portable-scripts.ts';
import type { Runtime } from './runtime.ts';

/** Never read by a running program. */
const notNeeded = /\.(map|d\.[cm]?ts)$/;

/**
 * Puts a portable folder together: `runtime/` (Node.js), `app/` (the program with all that it needs, as built and installed in `root`), the command, the file
 * to double-click, the manual for shops and the licences. Returns its path, `parent/b2-bridge-VERSION-TARGET`.
 */
export function assemble(root: string, target: Target, runtime: Runtime, parent: string): string {
  const manifest = readManifest(root);
  const lock = readLock(root);
  const folder = join(parent, `${manifest.name}-${manifest.version}-${target}`);
  const app = join(folder, 'app');

  for (const file of programFiles(root)) {
    mkdirSync(dirname(join(app, file)), { recursive: true });
    copyFileSync(join(root, file), join(app, file));
  }
  const { bundleDependencies: _, optionalDependencies: __, ...ours } = packedManifest(manifest);
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(ours, null, 2)}\n`);
  for (const path of productionFolders(lock)) {
    const own = join(root, path);
    // What lies nested in it is in the list by itself, if it is needed.
    const filter = (from: string) => !notNeeded.test(from) && from !== join(own, 'node_modules');
    cpSync(own, join(app, path), { recursive: true, filter });
  }

  const executable = join(folder, 'runtime', basename(runtime.file));
  mkdirSync(dirname(executable));
  copyFileSync(join(runtime.folder, runtime.file), executable);
  chmodSync(executable, 0o755);

  const isWindows = target === 'windows-x64';
  for (const { name, text } of scriptsFor(target)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  writeFileSync(join(folder, 'README.ja.txt'), forPeople(readFileSync(join(root, 'README.ja.md'), 'utf8'), isWindows));
  const licences = [...collectLicences(root, lock), runtimeLicence(root, runtime.folder)];
  writeFileSync(join(folder, licencesName), forPeople(licenceText(manifest.name, licences), isWindows));
  return folder;
}

/** What `npm pack` would take of the program itself. */
function programFiles(root: string): string[] {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const out = execFileSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  const [packed] = JSON.parse(out) as { files: { path: string }[] }[];
  return packed!.files.map(({ path }) => path).filter((path) => path !== 'package.json' && !notNeeded.test(path));
}

/** The editor of Windows gets its line ends and a mark that says UTF-8. */
const forPeople = (text: string, isWindows: boolean): string =>
  isWindows ? `\uFEFF${text.replaceAll(/\r?\n/g, '\r\n')}` : text;

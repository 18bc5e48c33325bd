import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.ts';
import { layLabModule } from './lab-module.ts';
import { linkCommand } from './link-command.ts';

/** Takes away what an earlier build left of sources that are gone, so that no package carries it; nothing that is in use. */
export function prune(root: string): string[] {
  const stale = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.js(\.map)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const source = join(root, relative(join(root, 'dist'), path)).replace(/\.js(\.map)?$/, '');
      // What browsers load is JavaScript in the source, too.
      return !['.ts', '.tsx', '.js'].some((ending) => existsSync(source + ending));
    });
  for (const path of stale) rmSync(path);
  return stale;
}

/** Lays the console's style and scripts beside its program. */
export function layPublic(root: string): void {
  cpSync(join(root, 'src', 'web', 'public'), join(root, 'dist', 'src', 'web', 'public'), { recursive: true });
}

/** Names this build by its code: what another build kept in a workspace may be of another shape (config/kept-layouts.ts). */
export function nameBuild(root: string): void {
  const folder = join(root, 'dist', 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .sort();
  const hash = createHash('sha256');
  for (const name of files) hash.update(name.replaceAll('\\', '/')).update(readFileSync(join(folder, name)));
  writeFileSync(join(folder, 'build-id.txt'), hash.digest('hex'));
}

/** Lays the standard layouts beside the program as they are loaded, so that the first command of a workspace need not parse them. */
export async function keepLayouts(root: string): Promise<void> {
  const app = pathToFileURL(join(root, 'dist', 'src', 'app.js')).href;
  const { loadLayoutFolders } = (await import(app)) as typeof import('../src/app.ts');
  loadLayoutFolders(root).keepIn(join(root, 'dist', 'src'));
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  prune(root);
  layPublic(root);
  nameBuild(root);
  await keepLayouts(root);
  await bundle(root);
  await layLabModule(root);
  chmodSync(join(root, 'dist', 'src', 'cli', 'main.js'), 0o755);
  await linkCommand(root, process.platform);
}

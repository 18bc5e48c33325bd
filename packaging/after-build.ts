import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { linkCommand } from './link-command.ts';

/** Takes away what an earlier build left of sources that are gone, so that no package carries it; nothing that is in use. */
export function prune(root: string): string[] {
  const stale = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.js(\.map)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !existsSync(join(root, relative(join(root, 'dist'), path).replace(/\.js(\.map)?$/, '.ts'))));
  for (const path of stale) rmSync(path);
  return stale;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  prune(root);
  chmodSync(join(root, 'dist', 'src', 'cli', 'main.js'), 0o755);
  await linkCommand(root, process.platform);
}

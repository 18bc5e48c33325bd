import { existsSync, mkdirSync, readlinkSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import cmdShim from 'cmd-shim';

/**
 * Makes `node_modules/.bin/b2-bridge`, which npm makes for dependencies but not for the package itself, so that `npx b2-bridge` in a clone
 * finds it at once. (With a `bin` in package.json npx would install the clone into its cache first, at every call: the
 * packed package.json has it, `manifest.ts`.) On Windows: three small scripts, as npm makes them.
 */
export async function linkCommand(root: string, platform: NodeJS.Platform): Promise<void> {
  const folder = join(root, 'node_modules', '.bin');
  const link = join(folder, 'b2-bridge');
  const target = join('..', '..', 'dist', 'src', 'cli', 'main.js');
  mkdirSync(folder, { recursive: true });
  if (platform === 'win32') {
    await cmdShim(join(folder, target), link);
    return;
  }
  if (existsSync(link) && isLinkTo(link, target)) return;
  // Never a moment without the command: it is made beside and moved into place.
  const made = `${link}.${process.pid}`;
  symlinkSync(target, made);
  renameSync(made, link);
}

function isLinkTo(path: string, target: string): boolean {
  try {
    return readlinkSync(path) === target;
  } catch {
    return false; // no link
  }
}

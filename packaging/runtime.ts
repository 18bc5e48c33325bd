import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RuntimePackage, runtimePackages } from '../src/cli/runtime.ts';
import { type Lock, readManifest } from './manifest.ts';

/** Where a runtime lies: the folder of its npm package. */
export interface Runtime extends RuntimePackage {
  readonly folder: string;
}

/**
 * The Node.js of a platform: the one that `npm ci` brought for this machine, or fetched by npm into `work` and held against the lock's
 * checksum. Only the latter needs a registry (or npm's own cache).
 */
export function runtimeFor(root: string, lock: Lock, platform: string, work: string): Runtime {
  const wanted = runtimePackages[platform];
  if (wanted === undefined) throw new Error(`no runtime is known for ${platform}`);
  const here = join(root, 'node_modules', wanted.name);
  return { ...wanted, folder: existsSync(here) ? here : fetched(root, lock, platform, wanted.name, work) };
}

function fetched(root: string, lock: Lock, platform: string, name: string, work: string): string {
  const { version } = readManifest(root);
  const entry = lock.packages[`node_modules/${name}`];
  const top = { name: 'runtime', version, optionalDependencies: { [name]: entry?.version ?? '' } };
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, 'package.json'), JSON.stringify(top));
  const packages = { '': top, [`node_modules/${name}`]: entry };
  writeFileSync(
    join(work, 'package-lock.json'),
    JSON.stringify({ name: 'runtime', version, lockfileVersion: 3, packages }),
  );
  const [os, cpu] = platform.split('-');
  const args = ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', `--os=${os}`, `--cpu=${cpu}`];
  execFileSync('npm', args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  const folder = join(work, 'node_modules', name);
  if (!existsSync(folder)) throw new Error(`npm did not bring ${name}`);
  return folder;
}

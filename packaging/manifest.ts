import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimePackages } from '../src/cli/runtime.ts';

/** What an entry of package-lock.json says, as far as it is used here. */
export interface LockEntry {
  readonly version?: string;
  /** Only needed to build and test. */
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: string | readonly string[];
  readonly cpu?: string | readonly string[];
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
}

/** package-lock.json: installed packages by their path (`node_modules/zod`); `''` is this package. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly bundleDependencies?: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

export function readManifest(root: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
}

export function readLock(root: string): Lock {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
}

/**
 * package.json as the package has it: with the command, without what only builds and tests, and with all that it needs inside (npm would not
 * honour a lock in a tarball: it would install whatever is newest, not what was tested). Only the runtime is fetched.
 */
export function packedManifest(manifest: Manifest): Manifest {
  const building = ['devDependencies', 'scripts', 'allowScripts', 'overrides', 'private'];
  const kept = Object.entries(manifest).filter(([key]) => !building.includes(key));
  return {
    ...(Object.fromEntries(kept) as unknown as Manifest),
    bin: { 'b2-bridge': 'dist/src/cli/main.js' },
    bundleDependencies: Object.keys(manifest.dependencies),
  };
}

/** Folders in `node_modules` of everything that is needed to run, the runtimes left out, as the lock names them. */
export function productionFolders(lock: Lock): string[] {
  const runtimes = Object.values(runtimePackages).map(({ name }) => `node_modules/${name}`);
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && entry.dev !== true && !runtimes.includes(path))
    .map(([path]) => path);
}

/** Before `npm pack` reads the folder: package.json becomes that of the package. */
export function beforePack(root: string): void {
  afterPack(root); // an earlier one was broken off
  copyFileSync(join(root, 'package.json'), savedIn(root));
  writeFileSync(join(root, 'package.json'), `${JSON.stringify(packedManifest(readManifest(root)), null, 2)}\n`);
}

/** After it: the folder is as it was. A package.json that is not the packed one is left alone. */
export function afterPack(root: string): void {
  if (existsSync(savedIn(root)) && readManifest(root).bin !== undefined)
    renameSync(savedIn(root), join(root, 'package.json'));
  rmSync(savedIn(root), { force: true });
}

const savedIn = (root: string): string => join(root, 'node_modules', '.package.json.unpacked');

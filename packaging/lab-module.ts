import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** `b2-bridge/lab` as an ES module and, for test runners that only know these, as CommonJS; `tsc -p tsconfig.lab.json` wrote its types. */
export async function layLabModule(root: string): Promise<void> {
  const common = {
    absWorkingDir: root,
    entryPoints: ['mocks/client/lab.ts'] as string[],
    bundle: true,
    platform: 'node' as const,
    target: 'node20',
  };
  await build({ ...common, outfile: 'dist/lab/lab.js', format: 'esm' });
  await build({
    ...common,
    outfile: 'dist/lab/lab.cjs',
    format: 'cjs',
    logOverride: { 'empty-import-meta': 'silent' },
  });
  copyFileSync(join(root, 'dist/lab/lab.d.ts'), join(root, 'dist/lab/lab.d.cts'));
}

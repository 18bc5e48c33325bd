import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * Lets Node load the console's `.tsx` straight from the source, as it loads `.ts`: it strips types, but knows no JSX. Only for children
 * that tests start (`NODE_OPTIONS` of global.ts); what is built or packed holds JavaScript. Transformed once per content.
 */

const kept = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'tsx-hook');

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith('file:') || !url.endsWith('.tsx')) return nextLoad(url, context);
    const source = readFileSync(fileURLToPath(url), 'utf8');
    const file = join(kept, `${createHash('sha256').update(source).digest('hex')}.js`);
    return { format: 'module', source: read(file) ?? transform(source, file), shortCircuit: true };
  },
});

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // not yet
  }
}

function transform(source, file) {
  const { transformSync } = createRequire(import.meta.url)('esbuild');
  const { code } = transformSync(source, {
    loader: 'tsx',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: 'esnext',
  });
  mkdirSync(kept, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, file);
  return code;
}

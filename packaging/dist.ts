import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readLock } from './manifest.ts';
import { assemble } from './portable.ts';
import { type Target, targets } from './portable-scripts.ts';
import { runtimeFor } from './runtime.ts';
import { zipFolder } from './zip-folder.ts';

/**
 * Makes the portable zips of these platforms in `out`, with SHA256SUMS over all zips that lie there. Returns the zips.
 */
export async function makePortables(root: string, wanted: readonly Target[], out: string): Promise<string[]> {
  const work = mkdtempSync(join(tmpdir(), 'b2-bridge-dist-'));
  try {
    mkdirSync(out, { recursive: true });
    const made: string[] = [];
    for (const target of wanted) {
      const runtime = runtimeFor(root, readLock(root), targets[target], join(work, 'runtime', target));
      const folder = assemble(root, target, runtime, join(work, target));
      const file = join(out, `${basename(folder)}.zip`);
      await zipFolder(folder, file);
      made.push(file);
    }
    await writeSums(out);
    return made;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** `sha256sum -c SHA256SUMS` checks them; on Windows `certutil -hashfile FILE SHA256` shows one. */
async function writeSums(folder: string): Promise<void> {
  const lines: string[] = [];
  for (const name of readdirSync(folder)
    .filter((one) => one.endsWith('.zip'))
    .sort()) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name)), hash);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  writeFileSync(join(folder, 'SHA256SUMS'), lines.join(''));
}

if (import.meta.main) {
  const asked = process.argv.slice(2);
  const known = Object.keys(targets) as Target[];
  const wrong = asked.filter((one) => !(one in targets));
  if (wrong.length > 0) {
    console.error(`unknown: ${wrong.join(' ')}; known: ${known.join(' ')}`);
    process.exit(2);
  }
  const root = join(import.meta.dirname, '..');
  const made = await makePortables(root, asked.length > 0 ? (asked as Target[]) : known, join(root, 'release'));
  for (const file of made) console.log(file);
}

import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { codeOf } from '../files/index.ts';

/** What a manifest says of a B2 file that was written. */
export interface IssuedManifest {
  /** '' = of several; then `shops` names that of each. */
  readonly shop: string;
  readonly shops?: readonly string[];
  readonly sha256: string;
  readonly customerNos: readonly string[];
}

/** Manifests of B2 files under a folder, but not of those that were taken back. What cannot be read is none. */
export async function* issuedManifests(folder: string): AsyncGenerator<IssuedManifest> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.manifest.json')) continue;
    if (`${entry.parentPath}${sep}`.includes(`${sep}_undone${sep}`)) continue;
    const manifest = await read(join(entry.parentPath, entry.name));
    if (manifest) yield manifest;
  }
}

async function read(path: string): Promise<IssuedManifest | undefined> {
  try {
    const { shop, shops, sha256, purpose, customerNos } = JSON.parse(await readFile(path, 'utf8')) as Record<
      string,
      unknown
    >;
    if (purpose !== 'issue' || typeof shop !== 'string' || typeof sha256 !== 'string') return undefined;
    if (!Array.isArray(customerNos)) return undefined;
    const numbers = customerNos.filter((one) => typeof one === 'string');
    const areKnown = Array.isArray(shops) && shops.length === numbers.length;
    return { shop, sha256, customerNos: numbers, ...(areKnown && { shops: shops.map(String) }) };
  } catch {
    return undefined;
  }
}

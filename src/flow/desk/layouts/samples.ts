import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../types.ts';

/** A file that a layout is tried on. */
export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An original of the store; undefined = there is none, its time is over, or it was written by the bridge. */
export async function originalSample({ store }: Context, hash: string): Promise<Sample | undefined> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return undefined;
  const info = await store.document(hash);
  if (info?.direction !== 'in' || info.name === '') return undefined;
  const bytes = await store.documentBytes(hash);
  return bytes && { name: info.name.split(/[/\\]/).at(-1) ?? '', bytes };
}

/** A file that was refused on a day (`YYYY-MM-DD`), as it lies there; undefined = it is gone, or larger than what is read. */
export async function refusedSample(
  { config }: Pick<Context, 'config'>,
  day: string,
  name: string,
): Promise<Sample | undefined> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const folder = join(config.inbox, '_error', day);
  // Only what the folder itself names: an address cannot lead out of it.
  const names = await readdir(folder).catch((): string[] => []);
  if (!names.includes(name) || name.startsWith('.')) return undefined;
  const path = join(folder, name);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > config.limits.fileBytes) return undefined;
  return { name, bytes: await readFile(path) };
}

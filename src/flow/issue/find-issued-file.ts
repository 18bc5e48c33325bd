import { isAbsolute, resolve } from 'node:path';
import type { OutboxFile, Reads } from '../../store/types.ts';
import { isThere } from '../files/index.ts';
import { exportPath, hashOf, inOutbox, outboxPathOf } from '../outbox/index.ts';
import type { Context } from '../types.ts';

/** Where files of several shops lie (under `outbox/`). No shop can have this name. */
export const allShopsFolder = '_all';

export interface IssuedFile {
  readonly file: OutboxFile;
  /** Where it lies now, absolute; undefined = somebody took it out of the outbox. */
  readonly path: string | undefined;
}

/**
 * A B2 file that was written, by what a person has of it: its name, its path under `outbox/` or on the disk, that of its manifest,
 * or a renamed copy (known by its content). Several when a name was used in several shops.
 */
export async function findIssuedFiles(
  ctx: Context,
  reads: Pick<Reads, 'outbox'>,
  given: string,
): Promise<readonly IssuedFile[]> {
  const name = given.replaceAll('\\', '/').replace(/\.manifest\.json$/, '');
  const base = name.slice(name.lastIndexOf('/') + 1);
  const exports = Object.keys(ctx.config.exports ?? {}).map((one) => exportPath(ctx, one, base));
  const paths = [
    ...new Set([
      name,
      ...[...Object.keys(ctx.config.shops), allShopsFolder].map((shop) => `${shop}/${base}`),
      ...exports,
    ]),
  ];
  const named = await reads.outbox({ paths, purpose: 'issue' });
  if (named.length > 0) return Promise.all(named.map(async (file) => ({ file, path: await whereIs(ctx, file) })));
  const here = isAbsolute(given) ? given : resolve(given);
  const document = await hashOf(here).catch(() => undefined);
  if (document === undefined) return [];
  const same = await reads.outbox({ documents: [document], purpose: 'issue' });
  // A copy that lies elsewhere is the person's own; in the outbox it is our file under another name.
  const path = outboxPathOf(ctx, here);
  const isOurs = path !== '' && !path.startsWith('..') && !isAbsolute(path);
  return same.map((file) => (isOurs ? { file: { ...file, path }, path: here } : { file, path: undefined }));
}

async function whereIs(ctx: Context, file: OutboxFile): Promise<string | undefined> {
  const path = inOutbox(ctx, file.path);
  return (await isThere(path)) ? path : undefined;
}

import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { sha256 } from '../../core/ids.ts';
import type { OutboxFile } from '../../store/types.ts';
import { numbered, readIfThere } from '../files/index.ts';
import type { Context } from '../types.ts';
import { type Manifest, manifestName } from './manifest.ts';

/** Files of an export that has a folder of its own (a network share): `@<export>/<file>`. No shop can be called so. */
const ownFolder = /^@([^/]+)\//;

/** Where the files of an export lie that has no folder of its own. */
export const exportsFolder = '_exports';

/** Path, as the store has it, of a file of an export. */
export function exportPath(ctx: Pick<Context, 'config'>, name: string, file: string): string {
  return ctx.config.exports?.[name]?.folder === undefined ? `${exportsFolder}/${name}/${file}` : `@${name}/${file}`;
}

/**
 * The folder that must be there for a file to be written: the outbox, or the folder of its export. Of an export that is no longer in
 * the settings the files come into the outbox.
 */
export function rootOf(
  { config }: Pick<Context, 'config'>,
  path: string,
): { readonly root: string; readonly rest: string } {
  const name = ownFolder.exec(path)?.[1];
  if (name === undefined) return { root: resolve(config.outbox), rest: path };
  const rest = path.replace(ownFolder, '');
  const folder = config.exports?.[name]?.folder;
  if (folder === undefined) return { root: resolve(config.outbox), rest: `${exportsFolder}/${name}/${rest}` };
  return { root: resolve(folder), rest };
}

/** Does a file lie in a folder that is not the bridge's own? */
export const isElsewhere = (path: string): boolean => ownFolder.test(path);

/** A path as the store has it, of a file on the disk. */
export function outboxPathOf({ config }: Pick<Context, 'config'>, file: string): string {
  for (const { name, folder } of Object.values(config.exports ?? {}))
    if (folder !== undefined && file.startsWith(resolve(folder) + sep))
      return `@${name}/${relative(resolve(folder), file).replaceAll(sep, '/')}`;
  return relative(resolve(config.outbox), file).replaceAll(sep, '/');
}

/** Absolute path of a file of the outbox. Throws when the path leads outside: a bug of the caller. */
export function inOutbox(ctx: Pick<Context, 'config'>, path: string): string {
  const { root, rest } = rootOf(ctx, path);
  const full = resolve(root, ...rest.split('/'));
  if (!full.startsWith(root + sep)) throw new Error(`outbox path leads outside: ${path}`);
  return full;
}

/** Hidden until it is whole; named by the intent, so that it is found whatever the final name will be. */
export function partOf(ctx: Pick<Context, 'config'>, file: OutboxFile): string {
  return join(dirname(inOutbox(ctx, file.path)), `.${file.id}.part`);
}

/** `file.path`, or `-2`, `-3` … when another content lies or lay under that name (its manifest stays when it is taken). */
export async function freePath(ctx: Context, file: OutboxFile): Promise<string> {
  const staged = await ctx.store.outboxHeads({ stage: ['staged'] });
  const folder = file.path.slice(0, file.path.length - basename(file.path).length);
  for (let number = 1; ; number++) {
    const path = folder + numbered(basename(file.path), number);
    const rival = staged.some(
      (other) => other.id !== file.id && other.path === path && other.document !== file.document,
    );
    const target = inOutbox(ctx, path);
    const hash = (await hashOf(target)) ?? file.document;
    const known = (await hashInManifest(target)) ?? file.document;
    if (!rival && hash === file.document && known === file.document) return path;
  }
}

/** SHA-256 of a file's bytes, undefined when it is not there. */
export async function hashOf(path: string): Promise<string | undefined> {
  const bytes = await readIfThere(path);
  return bytes && sha256(bytes);
}

async function hashInManifest(target: string): Promise<string | undefined> {
  const bytes = await readIfThere(manifestName(target));
  if (!bytes) return undefined;
  try {
    return String((JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<Manifest>).sha256);
  } catch {
    return ''; // not one of ours: keep away from it
  }
}

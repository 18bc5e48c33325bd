import { basename, dirname, join, resolve, sep } from 'node:path';
import { sha256 } from '../../core/ids.ts';
import type { OutboxFile } from '../../store/types.ts';
import { numbered, readIfThere } from '../files/index.ts';
import type { Context } from '../types.ts';
import { type Manifest, manifestName } from './manifest.ts';

/** Absolute path of a file of the outbox. Throws when the path leads outside: a bug of the caller. */
export function inOutbox(ctx: Pick<Context, 'config'>, path: string): string {
  const root = resolve(ctx.config.outbox);
  const full = resolve(root, ...path.split('/'));
  if (!full.startsWith(root + sep)) throw new Error(`outbox path leads outside: ${path}`);
  return full;
}

/** Hidden until it is whole; named by the intent, so that it is found whatever the final name will be. */
export function partOf(ctx: Pick<Context, 'config'>, file: OutboxFile): string {
  return join(dirname(inOutbox(ctx, file.path)), `.${file.id}.part`);
}

/** `file.path`, or `-2`, `-3` … when another content lies or lay under that name (its manifest stays when it is taken). */
export async function freePath(ctx: Context, file: OutboxFile): Promise<string> {
  const staged = await ctx.store.outbox({ stage: ['staged'] });
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

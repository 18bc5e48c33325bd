import { link, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../core/ids.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { limitWords, sizeWords } from '../../core/size.ts';
import {
  codeOf,
  draftOf,
  isDiskError,
  isThere,
  makeFolder,
  numbered,
  syncFolder,
  writeSynced,
} from '../files/index.ts';
import { isOverlooked, isTemporaryName, resultsFolder } from '../inbox/index.ts';
import type { Context } from '../types.ts';

export interface Upload {
  /** As the browser says it; may hold a path. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** '' = the inbox itself, `results`, or a shop's name. */
  readonly folder: string;
  readonly actor: string;
}

export type Uploaded =
  /** `name`: under which it lies in the inbox. */
  | { readonly done: true; readonly name: string }
  | { readonly done: false; readonly code: SentenceCode; readonly sentence: string; readonly remedy: string };

/** Folders of the inbox that a file may be put into. */
export const inboxFolders = ({ config }: Pick<Context, 'config'>): string[] => [
  '',
  resultsFolder,
  ...Object.keys(config.shops),
];

/**
 * Puts a file into the inbox, as if somebody had dropped it there: whole or not at all, never over another one. The watching bridge takes it from
 * there. Written into the history by its hash: its name may be a person's.
 */
export async function uploadFile(ctx: Context, { name: given, bytes, folder, actor }: Upload): Promise<Uploaded> {
  const name = safeName(given);
  const refuse = (code: SentenceCode, args: SentenceArgs): Uploaded => ({ done: false, code, ...say(code, args) });
  if (!inboxFolders(ctx).includes(folder)) return refuse('upload-folder', { folder });
  if (name === '' || isOverlooked(name) || isTemporaryName(name)) return refuse('upload-bad-name', { file: given });
  if (bytes.length === 0) return refuse('upload-empty', { file: name });
  const limit = ctx.config.limits.fileBytes;
  if (bytes.length > limit) return refuse('file-too-big', { size: sizeWords(bytes.length), limit: limitWords(limit) });
  try {
    const placed = await place(join(ctx.config.inbox, folder), name, bytes);
    const details = { document: sha256(bytes).slice(0, 12), size: bytes.length };
    const at = ctx.now().toString();
    const shop = folder === resultsFolder ? '' : folder;
    await ctx.store.write((tx) =>
      tx.addJournal([{ at, actor, what: 'file-uploaded', shop, orderNumber: '', shipment: '', details }]),
    );
    return { done: true, name: placed };
  } catch (error) {
    if (!isDiskError(error)) throw error;
    return refuse('upload-not-written', { file: name, reason: codeOf(error) });
  }
}

/** The last part of a path, without what a file system does not take; short enough for every one. */
function safeName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\u0000-\u001f\u007f<>:"|?*]/g, '_')
    .replace(/[. ]+$/, '')
    .trim();
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 && plain.length - dot <= 10 ? plain.slice(dot) : '';
  const stem = [...plain.slice(0, plain.length - ending.length)];
  while (Buffer.byteLength(stem.join('') + ending) > 200) stem.pop();
  return stem.join('') + ending;
}

/** Hidden beside its place until it is whole, then named in one step that never replaces another file. */
async function place(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  await makeFolder(folder);
  const draft = draftOf(join(folder, name), sha256(bytes).slice(0, 16));
  await writeSynced(draft, bytes);
  try {
    for (let number = 1; ; number++) {
      const free = numbered(name, number);
      if (await appear(draft, join(folder, free))) {
        await syncFolder(folder);
        return free;
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** false: something lies there. */
async function appear(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    // Some shares have no links: looked for, then renamed.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EACCES'].includes(codeOf(error))) throw error;
    if (await isThere(path)) return false;
    await rename(draft, path);
    return true;
  }
}

import type { DocumentInfo, Keyed, ListPage, OutboxFile, PageRequest } from '../../store/types.ts';
import { isThere } from '../files/index.ts';
import { inOutbox, mediaTypeOf } from '../outbox/index.ts';
import type { Context } from '../types.ts';

/** A page of what came in, files and pages of marketplaces, the newest first. */
export function pageDocuments(
  ctx: Context,
  filter: { readonly shop?: string },
  page: PageRequest,
): Promise<ListPage<DocumentInfo & Keyed>> {
  return ctx.store.listDocuments({ ...filter, direction: 'in' }, page);
}

export interface DownloadedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The bytes of a document as they came, written into the history; undefined = there is none, or its time is over. */
export async function downloadDocument(ctx: Context, hash: string, actor: string): Promise<DownloadedFile | undefined> {
  const info = await ctx.store.document(hash);
  const bytes = info?.direction === 'in' ? await ctx.store.documentBytes(hash) : undefined;
  if (!info || !bytes) return undefined;
  await note(ctx, actor, 'document-downloaded', info.shop, { document: hash.slice(0, 12) });
  return { name: baseOf(info.name), mediaType: info.mediaType, bytes };
}

/** A file that the bridge wrote. */
export interface WrittenFile extends Keyed, Pick<OutboxFile, 'id' | 'shop' | 'purpose' | 'path' | 'at'> {
  /**
   * `waiting`: decided, not on the disk yet · `lies`: it lies where it was written · `fetched`: somebody took it away ·
   * `undone`: taken back, must not be used
   */
  readonly state: 'waiting' | 'lies' | 'fetched' | 'undone';
}

/** A page of what was written into the outbox, the newest first; one look at the disk for each. */
export async function pageWritten(
  ctx: Context,
  filter: { readonly shop?: string },
  page: PageRequest,
): Promise<ListPage<WrittenFile>> {
  const { rows, next } = await ctx.store.listOutbox(filter, page);
  const files = rows.map(async ({ id, shop, purpose, path, at, stage, key }): Promise<WrittenFile> => {
    const about = { id, shop, purpose, path, at, key };
    return { ...about, state: await fateOf(ctx, { stage, path }) };
  });
  return { rows: await Promise.all(files), next };
}

/** Where a written file is now; one look at the disk. */
export async function fateOf(
  ctx: Context,
  { stage, path }: Pick<OutboxFile, 'stage' | 'path'>,
): Promise<WrittenFile['state']> {
  if (stage === 'intended' || stage === 'staged') return 'waiting';
  if (stage !== 'written') return 'undone';
  // A share that is away: nothing is known, so nobody took it.
  return (await isThere(inOutbox(ctx, path)).catch(() => true)) ? 'lies' : 'fetched';
}

/**
 * The bytes of a file that was written, written into the history. What was taken back is not given out: it must not be used.
 *
 * @returns undefined = there is none, it was taken back, or its time is over
 */
export async function downloadWritten(ctx: Context, id: string, actor: string): Promise<DownloadedFile | undefined> {
  const [file] = await ctx.store.outbox({ ids: [id], stage: ['written'] });
  const bytes = file && (await ctx.store.documentBytes(file.document));
  if (!bytes) return undefined;
  await note(ctx, actor, 'outbox-downloaded', file.shop, { document: file.document.slice(0, 12) });
  return { name: baseOf(file.path), mediaType: mediaTypeOf(file.path), bytes };
}

const baseOf = (name: string): string => name.split(/[/\\]/).at(-1) ?? name;

async function note(
  ctx: Context,
  actor: string,
  what: string,
  shop: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  const at = ctx.now().toString();
  await ctx.store.write((tx) => tx.addJournal([{ at, actor, what, shop, orderNumber: '', shipment: '', details }]));
}

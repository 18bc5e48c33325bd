import { basename } from 'node:path';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import type { ListPage, OutboxFile, PageRequest, Reads } from '../../store/types.ts';
import { deliver, exportPath, inOutbox, putFile } from '../outbox/index.ts';
import type { Context } from '../types.ts';

/** A file of an export, as lists show it. */
export interface ExportedFile {
  readonly id: string;
  readonly export: string;
  readonly file: string;
  /** ISO instant at which its contents were decided. */
  readonly at: string;
  readonly isThere: boolean;
}

/** A page of the files that exports wrote, the newest first. */
export async function listExported(ctx: Context, page: PageRequest): Promise<ListPage<ExportedFile & { key: string }>> {
  const { rows, next } = await ctx.store.listOutbox({ purpose: 'export' }, page);
  const views = rows.map(({ id, path, at, stage, key }) => ({
    ...{ id, export: exportOf(path), file: basename(path), at, key },
    isThere: stage === 'written',
  }));
  return { rows: views, next };
}

/** `@picking/a.csv`, `_exports/picking/a.csv` → `picking`. */
const exportOf = (path: string): string => path.replace(/^(?:@|_exports\/)/, '').split('/')[0] ?? '';

export type Again =
  | { readonly done: true; readonly file: string; readonly isThere: boolean; readonly shipments: number }
  | { readonly done: false; readonly code: SentenceCode; readonly sentence: string; readonly remedy: string };

/**
 * Writes the very bytes of a file of an export once more, on purpose: the shipments in it stay marked, so no export takes them by itself. Who
 * asked for it and why is committed with the new file.
 *
 * @param what id of the file (its first characters, 8 at least), or its name
 */
export async function exportAgain(
  ctx: Context,
  what: string,
  { actor, note }: { readonly actor: string; readonly note: string },
): Promise<Again> {
  const refuse = (code: SentenceCode, args: SentenceArgs): Again => ({ done: false, code, ...say(code, args) });
  const put = await ctx.store.write(async (tx): Promise<Again | OutboxFile> => {
    const found = await filesOf(ctx, tx, what);
    const [file] = found;
    if (!file) return refuse('export-again-none', { what });
    if (found.length > 1) return refuse('export-again-several', { what, count: found.length });
    const name = basename(file.path);
    if (file.purpose !== 'export') return refuse('export-again-label', { file: name });
    const [bytes, info] = [await tx.documentBytes(file.document), await tx.document(file.document)];
    if (!bytes || !info) return refuse('export-again-forgotten', { file: name });
    const { shop, path, purpose } = file;
    const shipments = file.shipments.map((id) => ({ id }));
    const again = await putFile(ctx, tx, { shop, path, purpose, bytes, shipments, layout: info.layout });
    const details = { export: exportOf(path), file: name, shipments: shipments.length };
    const at = ctx.now().toString();
    await tx.addJournal([{ at, actor, what: 'exported-again', shop, orderNumber: '', shipment: '', details, note }]);
    return again;
  });
  if ('done' in put) return put;
  await deliver(ctx);
  const [file] = await ctx.store.outbox({ ids: [put.id] });
  const isThere = file?.stage === 'written';
  return { done: true, file: inOutbox(ctx, (file ?? put).path), isThere, shipments: put.shipments.length };
}

/** Of several times the same name the contents must be the same, otherwise nobody knows which is meant. */
async function filesOf(ctx: Context, reads: Pick<Reads, 'outbox' | 'listOutbox'>, what: string): Promise<OutboxFile[]> {
  const paths = Object.keys(ctx.config.exports ?? {}).map((name) => exportPath(ctx, name, what));
  const named = await reads.outbox({ paths });
  const newest = new Map(named.map((one) => [`${one.path} ${one.document}`, one]));
  if (newest.size > 0) return [...newest.values()];
  if (!/^[0-9a-f]{8,32}$/.test(what)) return [];
  if (what.length === 32) return reads.outbox({ ids: [what] });
  // A beginning is looked for among the newest; the whole id finds any.
  const { rows } = await reads.listOutbox({ purpose: 'export' }, { limit: 1000 });
  return reads.outbox({ ids: rows.filter((row) => row.id.startsWith(what)).map((row) => row.id) });
}

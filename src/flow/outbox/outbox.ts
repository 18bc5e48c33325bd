import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { sha256 } from '../../core/ids.ts';
import { say } from '../../core/sentences/index.ts';
import type { Shipment } from '../../core/shipment.ts';
import type { OutboxFile, Store, Writes } from '../../store/types.ts';
import {
  codeOf,
  draftOf,
  isDiskError,
  isThere,
  makeFolder,
  readIfThere,
  replaceWhole,
  syncFolder,
  writeSynced,
} from '../files/index.ts';
import { writeMarks } from '../standing/index.ts';
import type { Context } from '../types.ts';
import { manifestName, manifestOf } from './manifest.ts';
import { freePath, hashOf, inOutbox, partOf, rootOf } from './outbox-path.ts';

/** A finished file before it is on the disk. `path` is under `outbox/`, with forward slashes. */
export interface FinishedFile {
  readonly shop: string;
  readonly purpose: OutboxFile['purpose'];
  readonly path: string;
  readonly bytes: Uint8Array;
  /** In row order. */
  readonly shipments: readonly Pick<Shipment, 'id'>[];
  /** `name@version` of the layout that wrote it. */
  readonly layout: string;
}

/** Stages of files that may still be printed: those that were taken back may not. */
export const liveStages: readonly OutboxFile['stage'][] = ['intended', 'staged', 'written', 'undoing'];

/**
 * Decides a file: its bytes and the intent to write it enter the store with the caller's transaction, so that the
 * shipments' new state and the file come true together. `deliver` brings it to the disk afterwards.
 */
export async function putFile(
  ctx: Pick<Context, 'config' | 'now'>,
  tx: Writes,
  file: FinishedFile,
): Promise<OutboxFile> {
  inOutbox(ctx, file.path);
  const at = ctx.now().toString();
  const document = sha256(file.bytes);
  await tx.putDocument(
    {
      hash: document,
      direction: 'out',
      name: basename(file.path),
      mediaType: mediaTypeOf(file.path),
      size: file.bytes.length,
      shop: file.shop,
      layout: file.layout,
      at,
    },
    file.bytes,
  );
  const { shop, purpose, path } = file;
  const shipments = file.shipments.map((shipment) => shipment.id);
  const id = sha256([purpose, path, document, at, ...shipments].join('\u0000')).slice(0, 32);
  const entry: OutboxFile = { id, shop, purpose, path, document, stage: 'intended', shipments, at };
  await tx.putOutbox(entry);
  return entry;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.txt': 'text/plain',
  '.pdf': 'application/pdf',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What a written file is, by the end of its name. */
export const mediaTypeOf = (path: string): string =>
  mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream';

const deliveries = new WeakMap<Store, Promise<unknown>>();

/**
 * Brings every decided file to `outbox/`, whole or not at all, and returns the absolute paths of those that are there
 * now. Called after every commit that decided files, and at start: it goes on from wherever a killed process stopped.
 *
 * intended → hidden `.<id>.part` beside the target, on the disk → staged → manifest, rename → written. Because the part
 * is durable before `staged` is committed, "staged, but neither part nor file" can only mean that the file was finished
 * and somebody took it: then it is never written again. Errors of the disk are told, leave no partial file and no changed
 * stage, and the next call tries again.
 */
export function deliver(ctx: Context): Promise<string[]> {
  const turn = (deliveries.get(ctx.store) ?? Promise.resolve()).catch(() => {}).then(() => deliverAll(ctx));
  deliveries.set(ctx.store, turn);
  return turn;
}

async function deliverAll(ctx: Context): Promise<string[]> {
  await writeMarks(ctx);
  const files = await ctx.store.outbox({ stage: ['intended', 'staged'] });
  const paths: string[] = [];
  for (const file of files) {
    try {
      await lstat(rootOf(ctx, file.path).root); // a share that is not mounted: nothing can be written, nothing can be said to be taken
      const staged = file.stage === 'intended' ? await stage(ctx, file) : file;
      const path = staged && (await publish(ctx, staged));
      if (path) paths.push(path);
    } catch (error) {
      if (!isDiskError(error)) throw error;
      tell(ctx, ...complaint(basename(file.path), error));
    }
  }
  return paths;
}

function complaint(file: string, error: unknown): Parameters<typeof say> {
  const reason = codeOf(error);
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(reason)) return ['outbox-disk-full', { file }];
  if (['EACCES', 'EPERM', 'EBUSY', 'EROFS'].includes(reason)) return ['outbox-no-permission', { file, reason }];
  return ['outbox-unwritable', { file, reason }];
}

/** Writes the part and commits `staged` under a name that is free. Null: another process is at it, or it cannot be. */
async function stage(ctx: Context, file: OutboxFile): Promise<OutboxFile | null> {
  const bytes = await ctx.store.documentBytes(file.document);
  if (!bytes) {
    tell(ctx, 'outbox-document-gone', { file: basename(file.path) });
    return null;
  }
  const folder = dirname(inOutbox(ctx, file.path));
  await makeFolder(folder);
  await sweep(folder);
  const part = partOf(ctx, file);
  const draft = draftOf(part, file.id);
  await writeSynced(draft, bytes);
  ctx.at('outbox:draft');
  const staged: OutboxFile = { ...file, path: await freePath(ctx, file), stage: 'staged' };
  try {
    // The part gets its name inside the transaction that checks the stage: a second process that was slower can never
    // lay a part beside a file that is already out.
    const mine = await ctx.store.write(async (tx) => {
      if ((await tx.outboxHeads({ ids: [file.id], stage: ['intended'] })).length === 0) return false;
      if (await isThere(draft)) await rename(draft, part);
      else if (!(await isThere(part))) return false; // a retry of this transaction finds the part, anything else must not go on
      await syncFolder(folder);
      ctx.at('outbox:part');
      await tx.putOutbox(staged);
      return true;
    });
    if (!mine) return null;
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
  ctx.at('outbox:staged');
  return staged;
}

/** Gives the part its final name and commits `written`. Returns the path, or null when somebody took the file already. */
async function publish(ctx: Context, file: OutboxFile): Promise<string | null> {
  const target = inOutbox(ctx, file.path);
  const part = partOf(ctx, file);
  if ((await hashOf(target)) === file.document) {
    await rm(part, { force: true });
    return finish(ctx, file, target);
  }
  const bytes = await wholePart(ctx, file);
  if (!bytes) return (await hashOf(target)) === file.document ? finish(ctx, file, target) : taken(ctx, file);
  const free = await freePath(ctx, file);
  if (free !== file.path) {
    tell(ctx, 'outbox-renamed', { file: basename(file.path), other: basename(free) });
    const renamed = { ...file, path: free };
    await advance(ctx, 'staged', renamed);
    return publish(ctx, renamed);
  }
  await replaceWhole(manifestName(target), `${JSON.stringify(await manifestOf(ctx, file, bytes), null, 2)}\n`);
  ctx.at('outbox:manifest');
  try {
    await rename(part, target);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && !(await isThere(part))) return publish(ctx, file); // another process was faster
    throw error;
  }
  await syncFolder(dirname(target));
  ctx.at('outbox:renamed');
  return finish(ctx, file, target);
}

/** The part's bytes; damaged ones are written anew. Undefined when the part is not there. */
async function wholePart(ctx: Context, file: OutboxFile): Promise<Uint8Array | undefined> {
  const bytes = await readIfThere(partOf(ctx, file));
  if (!bytes || sha256(bytes) === file.document) return bytes;
  const again = await ctx.store.documentBytes(file.document);
  if (again) await replaceWhole(partOf(ctx, file), again);
  return again;
}

async function finish(ctx: Context, file: OutboxFile, target: string): Promise<string> {
  await advance(ctx, 'staged', { ...file, stage: 'written' }, 'outbox.written');
  ctx.at('outbox:written');
  return target;
}

async function taken(ctx: Context, file: OutboxFile): Promise<null> {
  const first = await advance(ctx, 'staged', { ...file, stage: 'written' }, 'outbox.taken');
  if (first) tell(ctx, 'outbox-taken', { file: basename(file.path) });
  return null;
}

/** Commits the next stage unless another process did: false then. */
function advance(ctx: Context, from: OutboxFile['stage'], file: OutboxFile, what = ''): Promise<boolean> {
  return ctx.store.write(async (tx) => {
    const waiting = await tx.outboxHeads({ ids: [file.id], stage: [from] });
    if (!waiting.some((other) => other.id === file.id)) return false;
    await tx.putOutbox(file);
    if (what !== '') {
      const details = { file: file.path, document: file.document, shipments: file.shipments.length };
      const at = ctx.now().toString();
      await tx.addJournal([{ at, actor: 'bridge', what, shop: file.shop, orderNumber: '', shipment: '', details }]);
    }
    return true;
  });
}

/** Drafts of processes that are gone. A draft of a living one that is swept by mistake is only written again. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^\.[0-9a-f]{32}\.(\d+)\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid))))
      await rm(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

function tell(ctx: Context, ...[code, args]: Parameters<typeof say>): void {
  const { sentence, remedy } = say(code, args);
  ctx.tell(`${sentence}${remedy}`);
}

import { readFile } from 'node:fs/promises';
import { sha256 } from '../../core/ids.ts';
import { speak } from '../../core/problem.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { limitWords, sizeWords } from '../../core/size.ts';
import { codeOf, isDiskError, isTemporary, stampOf, traceOf } from '../files/index.ts';
import { LeaseLost } from '../leases/index.ts';
import type { Context, Incoming, IntakeDocument } from '../types.ts';
import type { Begun } from './guard-list.ts';
import { type Dropped, type Owner, ownerOf, resultsFolder } from './list-inbox.ts';
import { type Shape, shapeOf } from './shape-of.ts';
import { begunOf } from './written-after-taking.ts';

/** Where a file was dropped. */
export interface Where {
  /** Never `unknown`: such a file is refused before it is read. */
  readonly owner: Exclude<Owner, { kind: 'unknown' }>;
  /** Name of the dropped file, NFC. */
  readonly file: string;
}

/**
 * Takes one dropped file: returns after everything of it is committed, one document per file or zip member. A file that
 * was taken before must come back as `seenBefore`, because after a kill the same file is handed over again. Problems of
 * the file are answers, not throws; what is thrown is an error of the machine (tried again) or a bug (parked).
 */
export type Take = (incoming: Incoming, where: Where) => Promise<readonly IntakeDocument[]>;

export type Taken =
  | { readonly kind: 'taken'; readonly documents: readonly IntakeDocument[]; readonly begun?: Begun | undefined }
  /** It is being written or changed: look again after so many ms. */
  | { readonly kind: 'unfinished'; readonly ms: number }
  /** Another program has it, it may not be read, or nothing is in it: said after so many ms, looked at again and again. */
  | { readonly kind: 'held-back'; readonly code: SentenceCode; readonly args: SentenceArgs; readonly toldAfter: number }
  /** The machine failed in a way that may pass: nothing goes on until it was tried again. */
  | { readonly kind: 'postponed'; readonly reason: string };

export interface Standing {
  /** ms that the file stood still, and ms that it must stand still. */
  readonly still: number;
  readonly quiet: number;
  /** An error of the machine parks the file instead of postponing it again. */
  readonly lastTry: boolean;
  /** ms after which the operator is told that a file is held by a program, or is empty. */
  readonly lockTold: number;
  readonly emptyTold: number;
  /** Whether a program has a file open for writing, as far as that can be known. */
  readonly isOpen: (path: string) => boolean;
}

/** So many quiet times a file must stand still, by how its form ends. */
const patience: Readonly<Record<Shape, number>> = { whole: 1, cut: 2, hollow: 25, empty: 1 };

/** Reads a dropped file that stood still and hands it to `take`. */
export async function takeDropped(ctx: Context, take: Take, file: Dropped, standing: Standing): Promise<Taken> {
  const owner = ownerOf(ctx.config, file.folder);
  const { lockTold, emptyTold } = standing;
  const args = { file: file.name };
  if (owner.kind === 'unknown') {
    const known = [...Object.keys(ctx.config.shops), resultsFolder].join('、');
    return refused(file, 'unknown-folder', { folder: file.folder, known });
  }
  if (file.size === 0) return { kind: 'held-back', code: 'file-stays-empty', args, toldAfter: emptyTold };
  if (file.lock !== '') {
    const code = 'file-open-in-office';
    return { kind: 'held-back', code, args: { ...args, lock: file.lock }, toldAfter: lockTold };
  }
  if (standing.isOpen(file.path)) return { kind: 'held-back', code: 'file-being-written', args, toldAfter: lockTold };
  const limit = ctx.config.limits.fileBytes;
  if (file.size > limit) {
    return refused(file, 'file-too-big', { size: sizeWords(file.size), limit: limitWords(limit) });
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file.path);
    if (bytes.length !== file.size || (await stampOf(file.path)) !== file.stamp) return { kind: 'unfinished', ms: 0 };
  } catch (error) {
    if (!isDiskError(error)) throw error;
    if (codeOf(error) === 'ENOENT') return { kind: 'unfinished', ms: 0 };
    return { kind: 'held-back', code: 'file-locked', args: { ...args, reason: codeOf(error) }, toldAfter: lockTold };
  }
  const shape = shapeOf(bytes);
  const enough = Math.max(standing.quiet, ctx.config.watch.quiet * patience[shape]);
  if (standing.still < enough) return { kind: 'unfinished', ms: enough - standing.still };
  ctx.at('watch:read');
  try {
    const shop = owner.kind === 'shop' ? owner.shop : '';
    const documents = await take({ name: file.name, bytes, shop, layout: '' }, { owner, file: file.name });
    ctx.at('watch:taken');
    return { kind: 'taken', documents, begun: begunOf(bytes) };
  } catch (error) {
    // Another machine watches now, and takes it.
    if (error instanceof LeaseLost) throw error;
    const reason = traceOf(error);
    if (isTemporary(error) && !standing.lastTry) return { kind: 'postponed', reason };
    return refused(file, 'take-failed', { reason }, sha256(bytes));
  }
}

function refused(file: Dropped, code: SentenceCode, args: SentenceArgs, hash = ''): Taken {
  const document: IntakeDocument = {
    file: file.name,
    hash,
    shop: '',
    layout: '',
    orders: { new: 0, revised: 0, unchanged: 0, refused: 0 },
    registered: {},
    seenBefore: false,
    refused: true,
    problems: [speak({ code, kind: code === 'take-failed' ? 'bug' : 'fix', place: { file: file.name }, args })],
    held: [],
  };
  return { kind: 'taken', documents: [document] };
}

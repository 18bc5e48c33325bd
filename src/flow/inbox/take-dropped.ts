import { readFile } from 'node:fs/promises';
import { sha256 } from '../../core/ids.ts';
import { speak } from '../../core/problem.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { limitWords, sizeWords } from '../../core/size.ts';
import { codeOf, isDiskError, isTemporary, stampOf, traceOf } from '../files/index.ts';
import type { Context, Incoming, IntakeDocument } from '../types.ts';
import { type Dropped, type Owner, ownerOf, resultsFolder } from './list-inbox.ts';
import { looksWhole } from './looks-whole.ts';

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
  | { readonly kind: 'taken'; readonly documents: readonly IntakeDocument[] }
  /** It is being written or changed: look again after so many ms. */
  | { readonly kind: 'unfinished'; readonly ms: number }
  /** Another program has it, or it may not be read. */
  | { readonly kind: 'locked'; readonly code: SentenceCode; readonly args: SentenceArgs }
  /** The machine failed in a way that may pass: nothing goes on until it was tried again. */
  | { readonly kind: 'postponed'; readonly reason: string };

/**
 * Reads a dropped file that stood still for `stillMs` and hands it to `take`. `lastTry`: an error of the machine parks
 * the file instead of postponing it again.
 */
export async function takeDropped(
  ctx: Context,
  take: Take,
  file: Dropped,
  { stillMs, lastTry }: { readonly stillMs: number; readonly lastTry: boolean },
): Promise<Taken> {
  const owner = ownerOf(ctx.config, file.folder);
  if (owner.kind === 'unknown') {
    const known = [...Object.keys(ctx.config.shops), resultsFolder].join('、');
    return refused(file, 'unknown-folder', { folder: file.folder, known });
  }
  const limit = ctx.config.limits.fileBytes;
  if (file.size > limit) {
    return refused(file, 'file-too-big', { size: sizeWords(file.size), limit: limitWords(limit) });
  }
  if (file.lock !== '') {
    return { kind: 'locked', code: 'file-open-in-office', args: { file: file.name, lock: file.lock } };
  }
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file.path);
    if (bytes.length !== file.size || (await stampOf(file.path)) !== file.stamp) return { kind: 'unfinished', ms: 0 };
  } catch (error) {
    if (!isDiskError(error)) throw error;
    if (codeOf(error) === 'ENOENT') return { kind: 'unfinished', ms: 0 };
    return { kind: 'locked', code: 'file-locked', args: { file: file.name, reason: codeOf(error) } };
  }
  const enough = ctx.config.watch.quiet * (bytes.length === 0 ? 10 : 2);
  if (stillMs < enough && !looksWhole(bytes)) return { kind: 'unfinished', ms: enough - stillMs };
  ctx.at('watch:read');
  try {
    const shop = owner.kind === 'shop' ? owner.shop : '';
    const documents = await take({ name: file.name, bytes, shop, layout: '' }, { owner, file: file.name });
    ctx.at('watch:taken');
    return { kind: 'taken', documents };
  } catch (error) {
    const reason = traceOf(error);
    if (isTemporary(error) && !lastTry) return { kind: 'postponed', reason };
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

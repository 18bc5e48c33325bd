import { basename, dirname, join } from 'node:path';
import { historyHold } from '../../core/decide/hold.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import type { JournalEntry, OutboxFile, StoredShipment, Writes } from '../../store/types.ts';
import { redecide } from '../decide/index.ts';
import { codeOf, isDiskError, isThere, makeFolder, moveFile, syncFolder } from '../files/index.ts';
import { deliver, inOutbox, manifestName } from '../outbox/index.ts';
import { writeMarks } from '../standing/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { findIssuedFiles, type IssuedFile } from './find-issued-file.ts';
import { type UndoRow, undoRows } from './undo-rows.ts';

export interface UndoRequest {
  /** Name or path of the B2 file. */
  readonly file: string;
  /** Needed when numbers of this file have come back: every other shipment of it, by お客様管理番号 or order number. */
  readonly orders?: readonly string[] | undefined;
  /** How the person knows that nothing of it was printed. */
  readonly note: string;
  /** The file is not in the outbox any more, and the person has looked that nothing of it was printed. */
  readonly taken?: boolean | undefined;
  readonly actor?: string | undefined;
}

export interface UndoReport {
  /** Path under `outbox/`; '' = no such file. */
  readonly file: string;
  /** Where the file lies now, absolute; '' = it was not in the outbox. */
  readonly movedTo: string;
  /** お客様管理番号 that are to be issued anew. */
  readonly undone: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Why nothing was done. */
  readonly refused: readonly { readonly code: SentenceCode; readonly sentence: string; readonly remedy: string }[];
  /** Begun, and to be gone on with: the file could not be moved yet. */
  readonly unfinished: boolean;
}

/** Files that were taken back lie here (under `outbox/`), so that nobody imports them. No shop can have this name. */
const undoneFolder = '_undone';

/** Where a file lies after it was taken back. Its name tells it from every other, so that a restart knows whether it was moved. */
export function undonePath({ config }: Pick<Context, 'config'>, { id, path }: Pick<OutboxFile, 'id' | 'path'>): string {
  return join(config.outbox, undoneFolder, `${id.slice(0, 8)}-${basename(path)}`);
}

/**
 * 発行取消: shipments that went into a CSV and were not printed become 出荷待ち again. Three steps, so that a killed process leaves
 * no file that could be imported beside shipments that could be issued again: the intent is committed, the file is moved aside, and
 * only then the shipments move. `finishUndoing` goes on from wherever it stopped.
 */
export async function undoIssue(ctx: Context, request: UndoRequest): Promise<UndoReport> {
  await deliver(ctx); // a file is taken back only after it was finished: nobody else is at it then
  const all = await findIssuedFiles(ctx, ctx.store, request.file);
  const live = all.filter(({ file }) => file.stage !== 'undone');
  const found = live.length > 0 ? live : all.slice(0, 1);
  const [one, ...more] = found;
  const refuse = (code: SentenceCode, args: SentenceArgs = {}): UndoReport => ({
    ...nothing(one?.file.path ?? ''),
    refused: [{ code, ...say(code, args) }],
  });
  if (!one) return refuse('undo-no-such-file', { file: request.file });
  if (more.length > 0) return refuse('undo-several-files', { files: found.map(({ file }) => file.path).join(' ') });
  const { file } = one;
  if (file.stage === 'undoing') return finish(ctx, file);
  if (file.stage === 'undone') return refuse('undo-done-before', { file: file.path });
  if (file.stage !== 'written') return refuse('undo-not-written', { file: file.path });
  if (one.path === undefined && !request.taken) return refuse('undo-file-taken', { file: file.path });
  const begun = await ctx.store.write((tx) => begin(ctx, tx, one, request));
  if ('refused' in begun) return refuse(begun.refused, begun.args);
  ctx.at('undo:begun');
  if (begun.file.stage === 'undone') {
    await writeMarks(ctx);
    return begun.report;
  }
  return finish(ctx, begun.file);
}

/** Goes on with what a killed process, or a file that somebody had open, left in the middle. Gives what became free. */
export async function finishUndoing(ctx: Context): Promise<readonly string[]> {
  const undone: string[] = [];
  for (const file of await ctx.store.outbox({ stage: ['undoing'] })) undone.push(...(await finish(ctx, file)).undone);
  return undone;
}

const nothing = (file: string): UndoReport => ({
  file,
  movedTo: '',
  undone: [],
  leftOut: [],
  refused: [],
  unfinished: false,
});

type Begun =
  | { readonly refused: SentenceCode; readonly args?: SentenceArgs }
  | { readonly file: OutboxFile; readonly report: UndoReport };

/** Checks everything and commits the intent; without a file to move the whole is done at once. */
async function begin(ctx: Context, tx: Writes, { file, path }: IssuedFile, request: UndoRequest): Promise<Begun> {
  const [stored] = await tx.outbox({ ids: [file.id] });
  const now = stored && { ...stored, path: file.path };
  if (now?.stage !== 'written') return { refused: 'undo-not-written', args: { file: file.path } };
  const rows = await undoRows(tx, now);
  const strangers = (request.orders ?? []).filter((number) => !rows.some((row) => isNamed(row, number)));
  if (strangers.length > 0)
    return { refused: 'undo-not-in-file', args: { file: file.path, numbers: strangers.join('、') } };
  const free = rows.filter((row) => row.reason === undefined);
  if (free.length === 0) {
    const first = rows.find((row) => row.reason)?.reason;
    return first ? { refused: first.code, args: first.args } : { refused: 'undo-nothing', args: { file: file.path } };
  }
  const printed = rows.filter((row) => row.stored.waybills.length > 0);
  if (printed.length > 0 && !namesAll(free, request.orders)) {
    return {
      refused: 'undo-numbers-came',
      args: { file: file.path, printed: names(printed), rest: names(free) },
    };
  }
  const at = ctx.now().toString();
  await tx.addJournal(
    free.map(({ stored }) => ({
      ...entry(stored, at, request.actor ?? 'operator', 'issue-undo-asked', { file: file.path }),
      note: request.note,
    })),
  );
  if (path !== undefined) {
    const undoing: OutboxFile = { ...now, stage: 'undoing' };
    await tx.putOutbox(undoing);
    return { file: undoing, report: nothing(file.path) };
  }
  const undone: OutboxFile = { ...now, stage: 'undone' };
  return { file: undone, report: await release(ctx, tx, undone) };
}

/** The file aside, then the shipments free. */
async function finish(ctx: Context, file: OutboxFile): Promise<UndoReport> {
  let movedTo: string | undefined;
  try {
    movedTo = await moveAside(ctx, file);
  } catch (error) {
    if (!isDiskError(error)) throw error;
    const said = say('undo-file-in-use', { file: file.path, reason: codeOf(error) });
    ctx.tell(`${said.sentence}${said.remedy}`);
    return { ...nothing(file.path), refused: [{ code: 'undo-file-in-use', ...said }], unfinished: true };
  }
  ctx.at('undo:moved');
  const report = await ctx.store.write(async (tx) => {
    const [now] = await tx.outbox({ ids: [file.id], stage: ['undoing'] });
    if (!now) return nothing(file.path);
    if (movedTo !== undefined) return release(ctx, tx, now);
    // Somebody took it in this very moment: whether it gets printed nobody knows.
    await tx.putOutbox({ ...now, stage: 'written' });
    const said = say('undo-file-taken', { file: file.path });
    return { ...nothing(file.path), refused: [{ code: 'undo-file-taken' as const, ...said }] };
  });
  ctx.at('undo:done');
  await writeMarks(ctx);
  return { ...report, movedTo: movedTo ?? '' };
}

/** Gives where it lies now; undefined = it is neither where it was nor where it goes. */
async function moveAside(ctx: Context, file: OutboxFile): Promise<string | undefined> {
  const path = inOutbox(ctx, file.path);
  const target = undonePath(ctx, file);
  const folder = dirname(target);
  await makeFolder(folder);
  for (const [from, to] of [
    [manifestName(path), manifestName(target)],
    [path, target],
  ] as const) {
    if (!(await isThere(from)) || (await isThere(to))) continue;
    await moveFile(from, to);
    await syncFolder(dirname(from));
    ctx.at('undo:moving');
  }
  await syncFolder(folder);
  return (await isThere(target)) && !(await isThere(path)) ? target : undefined;
}

/** The last step: what has still no number and stands in no other file is free; decided anew, because the order may have changed. */
async function release(ctx: Context, tx: Writes, file: OutboxFile): Promise<UndoReport> {
  await tx.putOutbox({ ...file, stage: 'undone' });
  const rows = await undoRows(tx, file);
  const free = rows.filter((row) => row.reason === undefined).map((row) => row.stored);
  const at = ctx.now().toString();
  await tx.saveShipments(
    free.map((stored) => {
      const isAuto = ctx.config.shops[stored.shipment.shop]?.issue === 'auto';
      const held = { ...historyHold('issue-undone', file.id, { file: basename(file.path) }), cleared: null };
      return { ...stored, state: 'ready' as const, holds: isAuto ? [...stored.holds, held] : stored.holds };
    }),
  );
  await tx.markReleased(free.map((one) => one.shipment));
  await tx.addJournal(
    free.map((stored) =>
      entry(stored, at, 'bridge', 'issue-undone', { from: 'issuing', to: 'ready', file: file.path }),
    ),
  );
  const numbers = [...new Set(free.map((one) => one.shipment.orderNumber))];
  for (const stored of numbers.length === 0 ? [] : await tx.orders({ shop: file.shop, numbers })) {
    const shop = ctx.config.shops[stored.shop];
    if (shop) await redecide(ctx, tx, shop, stored, 'bridge');
  }
  if (free.length > 0) await allocate(ctx, tx);
  return { ...nothing(file.path), undone: free.map((one) => one.shipment.customerNo), leftOut: rows.flatMap(leftOut) };
}

function namesAll(free: readonly UndoRow[], orders: readonly string[] | undefined): boolean {
  return free.every((row) => orders?.some((number) => isNamed(row, number)) ?? false);
}

const isNamed = ({ stored: { shipment } }: UndoRow, number: string): boolean =>
  shipment.customerNo === number || shipment.orderNumber === number;

const names = (rows: readonly UndoRow[]): string => rows.map(({ stored }) => stored.shipment.customerNo).join(' ');

function leftOut({ stored, reason }: UndoRow): LeftOut[] {
  if (!reason) return [];
  const { orderNumber: number, customerNo } = stored.shipment;
  return [{ number, customerNo, code: reason.code, ...say(reason.code, reason.args) }];
}

function entry(
  { shipment }: StoredShipment,
  at: string,
  actor: string,
  what: string,
  details: JournalEntry['details'],
): JournalEntry {
  const { shop, orderNumber, customerNo } = shipment;
  return { at, actor, what, shop, orderNumber, shipment: customerNo, details };
}

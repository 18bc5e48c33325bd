import { type Said, say } from '../../core/sentences/index.ts';
import type { Shipment, ShipmentState } from '../../core/shipment.ts';
import type { OutboxFile } from '../../store/types.ts';
import { type UndoReport, undoIssue, undoRows } from '../issue/index.ts';
import type { Context } from '../types.ts';
import { fateOf, type WrittenFile } from './documents.ts';

/** A shipment of a written B2 file. */
export interface WrittenShipment {
  readonly shop: string;
  readonly number: string;
  readonly customerNo: string;
  readonly consignee: string;
  readonly state: ShipmentState;
  /** お荷物番号 that came back last; '' = none. */
  readonly trackingNumber: string;
  /** Why taking the file back leaves it as it is; null = it becomes 出荷待ち again. */
  readonly stays: Said | null;
}

/** A file that was written, with what stands in it. */
export interface WrittenView extends Omit<WrittenFile, 'key'> {
  /** `undoing`: taking it back was begun and goes on. */
  readonly isUndoing: boolean;
  /** Of a B2 file only. */
  readonly shipments: readonly WrittenShipment[];
}

/** One written file; undefined = there is none. Costs the shipments of a B2 file, a thousand at most. */
export async function showWritten(ctx: Context, id: string): Promise<WrittenView | undefined> {
  const [file] = await ctx.store.outbox({ ids: [id] });
  if (!file) return undefined;
  const { shop, purpose, path, at, stage } = file;
  const about = { id, shop, purpose, path, at, isUndoing: stage === 'undoing' };
  return { ...about, state: await fateOf(ctx, file), shipments: await shipmentsOf(ctx, file) };
}

async function shipmentsOf(ctx: Context, file: OutboxFile): Promise<WrittenShipment[]> {
  if (file.purpose !== 'issue') return [];
  const rows = await undoRows(ctx.store, file);
  return rows.map(({ stored: { shipment, state, waybills }, reason }) => ({
    ...namesOf(shipment),
    state,
    trackingNumber: waybills.at(-1)?.number ?? '',
    stays: reason ? say(reason.code, reason.args) : null,
  }));
}

const namesOf = ({ shop, orderNumber: number, customerNo, consignee }: Shipment) => ({
  shop,
  number,
  customerNo,
  consignee: consignee.name,
});

/**
 * 発行取消: takes a written B2 file back, by its id.
 *
 * @param wish.orders お客様管理番号 of those of which somebody looked that they are not printed: needed once numbers of the file came back
 * @param wish.taken the file is not in the outbox any more, and somebody looked that nothing of it was printed
 * @returns undefined = no such B2 file
 */
export async function undoWritten(
  ctx: Context,
  id: string,
  wish: {
    readonly note: string;
    readonly taken: boolean;
    readonly orders?: readonly string[] | undefined;
    readonly actor: string;
  },
): Promise<UndoReport | undefined> {
  const [file] = await ctx.store.outbox({ ids: [id] });
  if (file?.purpose !== 'issue') return undefined;
  if (file.stage === 'undone') {
    // Another file may have got its name since.
    const code = 'undo-done-before';
    const refused = [{ code, ...say(code, { file: file.path }) }] as const;
    return { file: file.path, movedTo: '', undone: [], leftOut: [], refused, unfinished: false };
  }
  return undoIssue(ctx, { ...wish, file: file.path });
}

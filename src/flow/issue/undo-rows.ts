import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { isBeyondRecall, stateTitles } from '../../core/shipment.ts';
import { type OutboxFile, openHandOvers, type Reads, type StoredShipment } from '../../store/types.ts';

/** A shipment of a B2 file, and what becomes of it when the file is taken back. */
export interface UndoRow {
  readonly stored: StoredShipment;
  /** Why it stays as it is. */
  readonly reason: { readonly code: SentenceCode; readonly args: SentenceArgs } | undefined;
}

/** What taking a B2 file back would mean for each of its shipments, as things stand now. Costs the file's shipments. */
export async function undoRows(
  reads: Pick<Reads, 'shipments' | 'handOvers' | 'outbox'>,
  file: Pick<OutboxFile, 'id' | 'shipments'>,
): Promise<UndoRow[]> {
  const shipments = await reads.shipments({ ids: file.shipments });
  const handOvers = await reads.handOvers({ states: openHandOvers });
  const others = (await reads.outbox({ shipments: file.shipments, purpose: 'issue' })).filter(
    (one) => one.id !== file.id && one.stage !== 'undone',
  );
  return shipments.map((stored): UndoRow => {
    const { id, customerNo } = stored.shipment;
    const because = (code: SentenceCode, args: SentenceArgs = {}): UndoRow => ({
      stored,
      reason: { code, args: { customerNo, ...args } },
    });
    const handOver = handOvers.find((one) => one.shipments.includes(id));
    if (handOver) return because('undo-handed-over', { id: handOver.id });
    if (stored.waybills.length > 0) return because('undo-has-number', { number: stored.waybills.at(-1)!.number });
    if (stored.state !== 'issuing') {
      const code = isBeyondRecall(stored.state) ? 'undo-beyond' : 'undo-not-issuing';
      return because(code, { state: stateTitles[stored.state] });
    }
    const other = others.findLast((one) => one.shipments.includes(id));
    return other ? because('undo-in-other-file', { file: other.path }) : { stored, reason: undefined };
  });
}

import type { JournalEntry, StoredHandOver, StoredShipment, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** Shipments of a hand-over that still wait for their number. */
export async function waitingOf(
  reads: Pick<Writes, 'shipments'>,
  handOver: Pick<StoredHandOver, 'shipments'>,
): Promise<StoredShipment[]> {
  if (handOver.shipments.length === 0) return [];
  return (await reads.shipments({ ids: handOver.shipments })).filter((one) => one.state === 'issuing');
}

/** Back to 出荷待ち: only when it is certain that nothing was printed, or when a person says so after a look. */
export async function takeBack(
  ctx: Context,
  tx: Writes,
  handOver: Pick<StoredHandOver, 'id'>,
  shipments: readonly StoredShipment[],
  why: { readonly actor: string; readonly code: string; readonly note?: string },
): Promise<void> {
  await tx.saveShipments(shipments.map((one) => ({ ...one, state: 'ready' as const })));
  await tx.addJournal(
    shipments.map((one) => ({
      ...entry(ctx, one, why.actor, 'b2-taken-back', {
        from: 'issuing',
        to: 'ready',
        handOver: handOver.id,
        code: why.code,
      }),
      ...(why.note !== undefined && { note: why.note }),
    })),
  );
}

export function entry(
  ctx: Context,
  { shipment }: Pick<StoredShipment, 'shipment'>,
  actor: string,
  what: string,
  details: JournalEntry['details'],
): JournalEntry {
  return {
    at: ctx.now().toString(),
    actor,
    what,
    shop: shipment.shop,
    orderNumber: shipment.orderNumber,
    shipment: shipment.customerNo,
    details,
  };
}

export const ordersIn = (shipments: readonly Pick<StoredShipment, 'shipment'>[]): number =>
  new Set(shipments.map(({ shipment }) => `${shipment.shop}\u0000${shipment.orderNumber}`)).size;

import { contentHash } from '../../core/ids.ts';
import type { Shipment, ShipmentState } from '../../core/shipment.ts';
import type { JournalEntry, StoredHandOver, StoredShipment, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { handleOf } from './types.ts';

/** Shipments of a hand-over that still wait for their number. */
export async function waitingOf(
  reads: Pick<Writes, 'shipments'>,
  handOver: Pick<StoredHandOver, 'shipments'>,
): Promise<StoredShipment[]> {
  if (handOver.shipments.length === 0) return [];
  return (await reads.shipments({ ids: handOver.shipments })).filter((one) => one.state === 'issuing');
}

/**
 * Back to where it was, 出荷待ち or (再発行) its label that is out: only when it is certain that nothing was printed, or when a person
 * says so after a look.
 */
export async function takeBack(
  ctx: Context,
  tx: Writes,
  handOver: StoredHandOver,
  shipments: readonly StoredShipment[],
  why: { readonly actor: string; readonly code: string; readonly note?: string },
): Promise<void> {
  const before = handleOf(handOver).reissue?.before ?? {};
  const back = (one: StoredShipment) => before[one.shipment.id]?.state ?? 'ready';
  const free = shipments.filter((one) => !before[one.shipment.id]);
  await tx.saveShipments(free.map((one) => ({ ...one, state: 'ready' as const })));
  await tx.markReleased(free.map((one) => one.shipment));
  await walk(
    tx,
    shipments.flatMap((one) => {
      const then = before[one.shipment.id];
      return then ? [{ ...one, shipment: asOnLabel(one.shipment, then.shipment) }] : [];
    }),
    (one) => walked.slice(0, walked.indexOf(back(one)) + 1),
  );
  await tx.addJournal(
    shipments.map((one) => ({
      ...entry(ctx, one, why.actor, 'b2-taken-back', {
        from: 'issuing',
        to: back(one),
        handOver: handOver.id,
        code: why.code,
      }),
      ...(why.note !== undefined && { note: why.note }),
    })),
  );
}

/** What the label that is out says; what was corrected, for the new one or since, is not on it. */
function asOnLabel(now: Shipment, then: Shipment): Shipment {
  const isSame = contentHash(content(now)) === contentHash(content(then));
  return { ...then, handedOver: true, ...((now.outdated || !isSame) && { outdated: true as const }) };
}

const content = ({ outdated: _, handedOver: __, onlyOnLabel: ___, ...rest }: Shipment) => rest;

/** States of a label that is out, in the order in which they are walked. */
const walked: readonly ShipmentState[] = ['issued', 'shipped', 'closed'];

/** Printed → 発行中, step by step as the transition table has it (再発行). */
export function backToIssuing(tx: Writes, shipments: readonly StoredShipment[]): Promise<void> {
  return walk(tx, shipments, (one) => [...walked.slice(0, walked.indexOf(one.state)).reverse(), 'issuing']);
}

/** Saves one step after the other; the version grows with each. */
async function walk(
  tx: Writes,
  shipments: readonly StoredShipment[],
  path: (one: StoredShipment) => readonly ShipmentState[],
): Promise<void> {
  const paths = shipments.map((one) => ({ one, path: path(one) }));
  for (let step = 0; step < Math.max(0, ...paths.map((each) => each.path.length)); step++) {
    const moving = paths.flatMap(({ one, path }) => {
      const state = path[step];
      return state ? [{ ...one, state, version: one.version + step }] : [];
    });
    await tx.saveShipments(moving);
  }
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

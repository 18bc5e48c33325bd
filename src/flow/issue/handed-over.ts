import { b2Words } from '../../core/sentences/b2-link.ts';
import { say } from '../../core/sentences/index.ts';
import { openHandOvers, type Reads, type StoredHandOver, type StoredShipment } from '../../store/types.ts';
import type { LeftOut } from '../types.ts';

/**
 * The hand-over of a shipment whose end nobody knows yet, by shipment id. Whatever state the shipment is in, its screen may still print
 * it: a file or a second hand-over would be a second label.
 */
export async function openHandOverOf(reads: Pick<Reads, 'handOvers'>): Promise<ReadonlyMap<string, StoredHandOver>> {
  const open = await reads.handOvers({ states: openHandOvers });
  return new Map(open.flatMap((one) => one.shipments.map((id) => [id, one] as const)));
}

/** May it still be printed there? What an unattended print gave back has no screen that could print it. */
export function isHandedOver(stored: StoredShipment, handOver: StoredHandOver | undefined): handOver is StoredHandOver {
  return handOver !== undefined && !(handOver.route === 'unattended' && stored.state === 'ready');
}

/** Left out, with the hand-over that must be ended first. */
export function leftHandedOver({ shipment }: StoredShipment, { id, state }: StoredHandOver): LeftOut {
  const { orderNumber: number, customerNo } = shipment;
  const code = 'already-handed-over';
  return { number, customerNo, code, ...say(code, { id, state: b2Words.states[state] }) };
}

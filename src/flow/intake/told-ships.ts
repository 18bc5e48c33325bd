import { aboutOrder } from '../../core/notices.ts';
import type { NoticeState, Reads, StoredShipment } from '../../store/types.ts';

/** A notice in these states was sent, or may have been; one that was done is told. */
const sent: readonly NoticeState[] = ['sending', 'pending', 'unsure'];

/**
 * Which of these shipments the marketplace may have heard of from us: what it calls shipped by now is then our own parcel. Asked only
 * of those that count as shipped and are not over.
 */
export async function toldShips(
  reads: Pick<Reads, 'told' | 'notices'>,
  shop: string,
  shipments: readonly StoredShipment[],
): Promise<(shipment: string) => boolean> {
  const open = shipments.filter((one) => one.state === 'shipped');
  if (open.length === 0) return () => false;
  const ids = open.map((one) => one.shipment.id);
  const orderNumbers = [...new Set(open.map((one) => one.shipment.orderNumber))];
  const orders = new Map(open.map((one) => [one.shipment.id, aboutOrder(shop, one.shipment.orderNumber)]));
  const told = await reads.told([...ids, ...new Set(orders.values())], 'ship');
  const notices = await reads.notices({ shop, orderNumbers, kinds: ['ship'], states: sent });
  const known = new Set([...told.map((one) => one.about), ...notices.map((one) => one.about)]);
  return (shipment) => known.has(shipment) || known.has(orders.get(shipment) ?? '');
}

import type { Arrangement } from '../../core/arrangement.ts';
import type { Order } from '../../core/order.ts';
import type { Reads, StoredOrder, StoredShipment } from '../../store/types.ts';

/** Today's content of every order whose goods travel in a parcel of these orders (同梱), by order number. */
export async function carriedOrders(
  reads: Pick<Reads, 'orders'>,
  shop: string,
  carriers: readonly StoredOrder[],
): Promise<Map<string, Order>> {
  const numbers = [...new Set(carriers.flatMap((one) => one.arrangement?.bundled.map((link) => link.order) ?? []))];
  const orders = numbers.length === 0 ? [] : await reads.orders({ shop, numbers });
  return new Map(orders.map((one) => [one.order.number, one.order]));
}

export function carriedBy(arrangement: Arrangement | undefined, known: ReadonlyMap<string, Order>): readonly Order[] {
  return (arrangement?.bundled ?? []).flatMap((link) => known.get(link.order) ?? []);
}

/** The parcels of other orders in which goods of these shipments travel, by the id of the carried shipment. */
export async function carriersOf(
  reads: Pick<Reads, 'shipments'>,
  shipments: readonly StoredShipment[],
): Promise<Map<string, StoredShipment>> {
  const away = shipments.filter((one) => one.shipment.bundledInto !== '');
  const ids = [...new Set(away.map((one) => one.shipment.bundledInto))];
  const carriers = new Map((await reads.shipments({ ids })).map((one) => [one.shipment.id, one]));
  return new Map(
    away.flatMap(({ shipment }): [string, StoredShipment][] => {
      const carrier = carriers.get(shipment.bundledInto);
      return carrier ? [[shipment.id, carrier]] : [];
    }),
  );
}

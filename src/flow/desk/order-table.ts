import type { ShipmentState } from '../../core/shipment.ts';
import type { Keyed, ListPage, OrderListFilter, OrderRow, PageRequest, StoredShipment } from '../../store/types.ts';
import { openHolds, spokenHold } from '../decide/index.ts';
import type { Context, ShipmentView } from '../types.ts';
import { orderState } from './orders.ts';

/** One row of 受注一覧. Personal data: for the operator's eyes. */
export interface TableRow extends Keyed {
  readonly shop: string;
  readonly number: string;
  readonly orderedAt: string | null;
  readonly state: ShipmentState;
  readonly payment: string;
  readonly isForgotten: boolean;
  readonly parcels: readonly TableParcel[];
}

export interface TableParcel extends Pick<ShipmentView, 'customerNo' | 'holds' | 'trackingNumbers'> {
  readonly state: ShipmentState;
  readonly service: string;
  /** Name and prefecture of the consignee, '' when forgotten. */
  readonly consignee: string;
  readonly prefecture: string;
}

/** A page of 受注一覧: the shipments of its orders are unsealed, nothing else. */
export async function orderTable(
  ctx: Context,
  filter: OrderListFilter,
  page: PageRequest,
): Promise<ListPage<TableRow>> {
  const { rows, next } = await ctx.store.listOrders(filter, page);
  const ids = rows.flatMap((row) => row.shipments.map((one) => one.id));
  const full = new Map((await ctx.store.shipments({ ids })).map((one) => [one.shipment.id, one]));
  return { rows: rows.map((row) => tableRow(ctx, row, full)), next };
}

function tableRow(ctx: Context, row: OrderRow, full: ReadonlyMap<string, StoredShipment>): TableRow {
  const { shop, number, orderedAt, payment, isForgotten, key } = row;
  const parcels = row.shipments.map(({ id, customerNo, state, service, trackingNumbers }): TableParcel => {
    const stored = full.get(id);
    const consignee = stored?.shipment.consignee;
    const holds = stored ? openHolds(stored).map((hold) => spokenHold(ctx, shop, hold)) : [];
    const name = [consignee?.company ?? '', consignee?.name ?? ''].filter((part) => part !== '').join(' ');
    const prefecture = consignee?.address.prefecture ?? '';
    return { customerNo, state, service, trackingNumbers, holds, consignee: name, prefecture };
  });
  return { shop, number, orderedAt, state: orderState(row.shipments), payment, isForgotten, parcels, key };
}

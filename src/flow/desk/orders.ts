import { noArrangement } from '../../core/arrangement.ts';
import type { Edit } from '../../core/edit/apply.ts';
import { editableFields, shortName } from '../../core/edit/editable.ts';
import { shownValue } from '../../core/edit/shown.ts';
import { say } from '../../core/sentences/index.ts';
import { stateTitles } from '../../core/shipment.ts';
import { triageOrder, triageShipment, triageTitles } from '../../core/triage.ts';
import type { OrderFilter, StoredOrder, StoredShipment } from '../../store/types.ts';
import { groupByOrder, openHolds } from '../decide/index.ts';
import type { Context, OrderView, ShipmentView } from '../types.ts';

/** Orders with their shipments, holds and numbers, in a stable order. `states` picks orders with such a shipment. */
export async function listOrders(ctx: Context, filter: OrderFilter = {}): Promise<OrderView[]> {
  const { states, ...rest } = filter;
  const orders = await ctx.store.orders(rest);
  const shipments = await ctx.store.shipments(rest);
  const groups = new Map<string, Map<string, StoredShipment[]>>();
  for (const shop of new Set(orders.map((one) => one.shop))) {
    groups.set(shop, groupByOrder(shipments.filter((one) => one.shipment.shop === shop)));
  }
  return orders
    .map((stored) => viewOrder(stored, groups.get(stored.shop)?.get(stored.order.number) ?? []))
    .filter((view) => !states || view.shipments.some((one) => states.some((state) => state === one.state)));
}

export function viewOrder(stored: StoredOrder, shipments: readonly StoredShipment[]): OrderView {
  const { order } = stored;
  return {
    shop: stored.shop,
    number: order.number,
    state: orderState(shipments),
    triage: triageTitles[triageOrder(shipments.map((one) => triageShipment(one.state, openHolds(one))))],
    payment: order.payment.state,
    revision: stored.revision,
    shipments: shipments.map(viewShipment),
  };
}

/** The order's state follows from its shipments: the one that is furthest behind. */
function orderState(shipments: readonly StoredShipment[]): string {
  const walk = [
    'held',
    'backordered',
    'ready',
    'issuing',
    'issued',
    'shipped',
    'closed',
    'returned',
    'cancelled',
  ] as const;
  return walk.find((state) => shipments.some((one) => one.state === state)) ?? 'held';
}

export function viewShipment(stored: StoredShipment): ShipmentView {
  return {
    customerNo: stored.shipment.customerNo,
    state: stored.state,
    triage: triageTitles[triageShipment(stored.state, openHolds(stored))],
    service: stored.shipment.service,
    holds: openHolds(stored).map((hold) => ({
      code: hold.code,
      ...say(hold.code, hold.args),
      clearedBy: hold.clearedBy,
    })),
    trackingNumbers: stored.waybills.map((one) => one.number),
  };
}

/** Orders of an order number or an お客様管理番号 (people copy either), in every shop that has it, with their shipments. */
export async function findOrders(ctx: Context, number: string, shop?: string) {
  const within = shop ? { shop } : {};
  const byNumber = await ctx.store.orders({ ...within, numbers: [number] });
  const [named] = byNumber.length > 0 ? [] : await ctx.store.shipments({ ...within, customerNos: [number] });
  const orders = named
    ? await ctx.store.orders({ shop: named.shipment.shop, numbers: [named.shipment.orderNumber] })
    : byNumber;
  return Promise.all(
    orders.map(async (order) => ({
      order,
      shipments: await ctx.store.shipments({ shop: order.shop, numbers: [order.order.number] }),
    })),
  );
}

/** Everything about one order (in every shop that has its number): content, shipments, history. */
export async function showOrder(ctx: Context, number: string, shop?: string) {
  const orders = await findOrders(ctx, number, shop);
  return Promise.all(
    orders.map(async ({ order: stored, shipments: own }) => {
      return {
        ...viewOrder(stored, own),
        order: stored.order,
        arrangement: stored.arrangement ?? noArrangement,
        edits: (stored.edits ?? []).map(viewEdit),
        origins: stored.origins,
        details: own.map(({ shipment, state, holds, waybills }) => ({
          shipment,
          state,
          title: stateTitles[state],
          holds,
          waybills,
        })),
        journal: await ctx.store.journal({ shop: stored.shop, orderNumber: stored.order.number }),
      };
    }),
  );
}

/** A person's correction that is in force, in people's words. */
function viewEdit({ path, of, value, base, by, at, note }: Edit) {
  const field = editableFields.get(path)!;
  const shown = { value: shownValue(field, value), base: shownValue(field, base) };
  return { field: shortName(path), label: field.label, of, ...shown, by, at, note };
}

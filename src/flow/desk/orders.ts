import { orderSource } from '../../config/order-source.ts';
import { noArrangement } from '../../core/arrangement.ts';
import type { Edit } from '../../core/edit/apply.ts';
import { editableFields, shortName } from '../../core/edit/editable.ts';
import { shownValue } from '../../core/edit/shown.ts';
import { orderNumberOf } from '../../core/ids.ts';
import { type ShipmentState, stateTitles } from '../../core/shipment.ts';
import { triageOrder, triageShipment, triageTitles } from '../../core/triage.ts';
import { eachRow } from '../../store/each-row.ts';
import type {
  Keyed,
  ListPage,
  OrderListFilter,
  OrderRow,
  PageRequest,
  StoredOrder,
  StoredShipment,
} from '../../store/types.ts';
import { openHolds, spokenHold } from '../decide/index.ts';
import { whyUntold } from '../notify/index.ts';
import type { Context, OrderView, ShipmentView } from '../types.ts';
import { linkStateOf } from './link-state.ts';
import { listNotices, openNotices } from './notices.ts';

/** An order of a list, with its place (`after` of the next page). */
export type ListedOrder = OrderView & Keyed;

/**
 * A page of orders with their shipments, holds and numbers, the newest first. Only shipments that are held are unsealed: the reasons
 * stand in them.
 */
export async function listOrders(
  ctx: Context,
  filter: OrderListFilter,
  page: PageRequest,
): Promise<ListPage<ListedOrder>> {
  const { rows, next } = await ctx.store.listOrders(filter, page);
  const held = rows.flatMap((row) => row.shipments.flatMap((one) => (one.holds.length > 0 ? [one.id] : [])));
  const full = new Map((await ctx.store.shipments({ ids: held })).map((one) => [one.shipment.id, one]));
  return { rows: rows.map((row) => viewRow(ctx, row, full)), next };
}

/** Every order of a filter, the newest first; never more than a page of them in memory. */
export function eachOrder(ctx: Context, filter: OrderListFilter = {}): AsyncGenerator<ListedOrder> {
  return eachRow((page) => listOrders(ctx, filter, page));
}

function viewRow(ctx: Context, row: OrderRow, full: ReadonlyMap<string, StoredShipment>): ListedOrder {
  const { shop, number, payment, revision, key } = row;
  const shipments = row.shipments.map(({ id, customerNo, state, service, holds, trackingNumbers }): ShipmentView => {
    const known = full.get(id);
    const triage = triageTitles[triageShipment(state, holds)];
    return { customerNo, state, triage, service, holds: known ? holdWords(ctx, known) : [], trackingNumbers };
  });
  const triages = row.shipments.map((one) => triageShipment(one.state, one.holds));
  const triage = triageTitles[triageOrder(triages)];
  return { shop, number, state: orderState(row.shipments), triage, payment, revision, shipments, key };
}

export function viewOrder(ctx: Context, stored: StoredOrder, shipments: readonly StoredShipment[]): OrderView {
  const { order } = stored;
  return {
    shop: stored.shop,
    number: order.number,
    state: orderState(shipments),
    triage: triageTitles[triageOrder(shipments.map((one) => triageShipment(one.state, openHolds(one))))],
    payment: order.payment.state,
    revision: stored.revision,
    shipments: shipments.map((one) => viewShipment(ctx, one)),
  };
}

/** The order's state follows from its shipments: the one that is furthest behind. */
export function orderState(shipments: readonly { readonly state: ShipmentState }[]): ShipmentState {
  const walk = [
    'held',
    'backordered',
    'ready',
    'issuing',
    'issued',
    'shipped',
    'closed',
    'returned',
    'elsewhere',
    'cancelled',
  ] as const;
  return walk.find((state) => shipments.some((one) => one.state === state)) ?? 'held';
}

export function viewShipment(ctx: Context, stored: StoredShipment): ShipmentView {
  return {
    customerNo: stored.shipment.customerNo,
    state: stored.state,
    triage: triageTitles[triageShipment(stored.state, openHolds(stored))],
    service: stored.shipment.service,
    holds: holdWords(ctx, stored),
    trackingNumbers: stored.waybills.map((one) => one.number),
  };
}

function holdWords(ctx: Context, stored: StoredShipment): ShipmentView['holds'] {
  return openHolds(stored).map((hold) => spokenHold(ctx, stored.shipment.shop, hold));
}

/**
 * Orders of an order number or an お客様管理番号 (people copy either, or what stands before its `_`), in every shop that has it, with
 * their shipments.
 */
export async function findOrders(ctx: Context, number: string, shop?: string) {
  const within = shop ? { shop } : {};
  const byNumber = await ctx.store.orders({ ...within, numbers: [number] });
  const [named] = byNumber.length > 0 ? [] : await ctx.store.shipments({ ...within, customerNos: [number] });
  const orders = named
    ? await ctx.store.orders({ shop: named.shipment.shop, numbers: [named.shipment.orderNumber] })
    : byNumber.length > 0
      ? byNumber
      : await ctx.store.orders({ ...within, numbers: [orderNumberOf(number)] });
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
        ...viewOrder(ctx, stored, own),
        source: orderSource(ctx, stored.shop),
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
        linkState: await linkStateOf(ctx, ctx.store, stored.shop, stored.order.number, own),
        notices: await listNotices(ctx, {
          shop: stored.shop,
          orderNumbers: [stored.order.number],
          states: [...openNotices, 'told'],
        }),
        untold: await whyUntold(ctx, ctx.store, stored.shop, stored.order.number),
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

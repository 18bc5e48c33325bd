import type { ShipmentState } from '../../../../core/shipment.ts';
import { readQuery, toFilter } from '../../../../flow/desk/orders-query.ts';
import type { Context } from '../../../../flow/types.ts';
import { orderValue, readOrderValue } from './order-value.ts';

/** Orders that somebody ticked, with their parcels. */
export interface Chosen {
  readonly orders: readonly { readonly shop: string; readonly number: string }[];
  /** Of all their parcels that are not cancelled. */
  readonly parcels: readonly ChosenParcel[];
  readonly customerNos: readonly string[];
  /** There were more than fit into one run. */
  readonly isCut: boolean;
}

export interface ChosenParcel {
  readonly shop: string;
  readonly number: string;
  readonly customerNo: string;
  readonly state: ShipmentState;
  readonly consignee: string;
  readonly holds: readonly string[];
}

/** At most so many orders at a time: the question names each of them, and a form has its limit. */
export const mostChosen = 5000;

/**
 * What a form names: ticked orders, or all of the list's filter.
 *
 * @param form fields `order` (`SHOP/NUMBER`), or `all` with the list's query in `filter`; or single parcels, `parcel` (お客様管理番号)
 */
export async function readChosen(ctx: Context, form: URLSearchParams): Promise<Chosen> {
  const only = new Set(form.getAll('parcel').slice(0, mostChosen));
  const named =
    only.size > 0
      ? await ordersOf(ctx, [...only])
      : form.has('all')
        ? await allOf(ctx, form.get('filter') ?? '')
        : form.getAll('order').flatMap(readOrderValue);
  const orders = [...new Map(named.map((one) => [orderValue(one.shop, one.number), one])).values()];
  const cut = orders.slice(0, mostChosen);
  const parcels: ChosenParcel[] = [];
  for (const [shop, group] of Map.groupBy(cut, (one) => one.shop)) {
    const stored = await ctx.store.shipments({ shop, numbers: group.map((one) => one.number) });
    for (const { shipment, state, holds } of stored) {
      if (state === 'cancelled') continue;
      const { customerNo, orderNumber: number, consignee } = shipment;
      if (only.size > 0 && !only.has(customerNo)) continue;
      const open = holds.filter((hold) => hold.cleared === null).map((hold) => hold.code);
      parcels.push({ shop, number, customerNo, state, consignee: consignee.name, holds: open });
    }
  }
  return {
    orders: cut,
    parcels,
    customerNos: parcels.map((one) => one.customerNo),
    isCut: orders.length > mostChosen,
  };
}

async function ordersOf(ctx: Context, customerNos: readonly string[]): Promise<{ shop: string; number: string }[]> {
  const found = await ctx.store.shipments({ customerNos });
  return found.map(({ shipment: { shop, orderNumber: number } }) => ({ shop, number }));
}

/** One more than fits, so that it is known whether there are more. */
async function allOf(ctx: Context, query: string): Promise<{ shop: string; number: string }[]> {
  const filter = toFilter(readQuery(ctx, new URLSearchParams(query)));
  const found: { shop: string; number: string }[] = [];
  for (let after: string | undefined; found.length <= mostChosen; ) {
    const { rows, next } = await ctx.store.listOrders(filter, { limit: 1000, after });
    for (const { shop, number } of rows) found.push({ shop, number });
    if (next === null) break;
    after = next;
  }
  return found;
}

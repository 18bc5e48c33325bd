import type { GoodsAttributes } from '../../core/goods.ts';
import { piecesFor, resolveSets, type Sets } from '../../core/sets.ts';
import { goodsInParcel, type ShipmentState } from '../../core/shipment.ts';
import type { OrderListFilter, StoredShipment } from '../../store/types.ts';
import { itemsIn, skuFinder } from '../stock/index.ts';
import type { Context } from '../types.ts';

/** ピッキングリスト: what is taken off the shelves, and what goes into which parcel. */
export interface PickingList {
  /** By SKU. */
  readonly items: readonly PickedItem[];
  readonly parcels: readonly PickedParcel[];
  /** Parcels that were meant and are not to be packed as they stand, by state. */
  readonly left: readonly { readonly state: ShipmentState; readonly count: number }[];
  /** There was more than `mostPicked`. */
  readonly isCut: boolean;
}

export interface PickedItem {
  /** Our SKU; of a set its parts stand here. '' = the file names none. */
  readonly sku: string;
  readonly name: string;
  readonly option: string;
  readonly quantity: number;
  /** In so many parcels. */
  readonly parcels: number;
  /** 商品属性表 */
  readonly goods: GoodsAttributes | undefined;
}

export interface PickedParcel {
  readonly shop: string;
  readonly number: string;
  readonly customerNo: string;
  readonly state: ShipmentState;
  readonly consignee: string;
  readonly method: string;
  readonly lines: readonly Pick<PickedItem, 'sku' | 'name' | 'option' | 'quantity'>[];
}

/** At most so many orders on one list. */
export const mostPicked = 1000;

/** Parcels that somebody packs now: their label is to be made, or is made and has not gone. */
const packed: readonly ShipmentState[] = ['ready', 'issuing', 'issued'];

export type PickingWish =
  | { readonly filter: OrderListFilter }
  | { readonly orders: readonly { readonly shop: string; readonly number: string }[] }
  /** A file of the outbox: every parcel that stands in it. */
  | { readonly file: string };

/**
 * The picking list of chosen orders, of a filter (the newest first, `mostPicked` at most), or of a written file; undefined = there is no
 * such file. Of a filter with states the parcels in these states are meant, else those that are ready, being issued or printed. Costs what
 * it shows.
 */
export async function pickingList(ctx: Context, wish: PickingWish): Promise<PickingList | undefined> {
  if ('file' in wish) {
    const [file] = await ctx.store.outbox({ ids: [wish.file] });
    if (!file) return undefined;
    const found = await ctx.store.shipments({ ids: file.shipments });
    return listOf(ctx, found, ['held', 'backordered', ...packed, 'shipped', 'closed'], false);
  }
  const { orders, isCut } = 'orders' in wish ? cut(wish.orders) : await ordersOf(ctx, wish.filter);
  const found: StoredShipment[] = [];
  for (const [shop, group] of Map.groupBy(orders, (one) => one.shop))
    found.push(...(await ctx.store.shipments({ shop, numbers: group.map((one) => one.number) })));
  return listOf(ctx, found, ('filter' in wish && wish.filter.states) || packed, isCut);
}

const cut = <T>(orders: readonly T[]) => ({ orders: orders.slice(0, mostPicked), isCut: orders.length > mostPicked });

async function ordersOf(ctx: Context, filter: OrderListFilter) {
  const { rows, next } = await ctx.store.listOrders(filter, { limit: mostPicked });
  return { orders: rows, isCut: next !== null };
}

async function listOf(
  ctx: Context,
  found: readonly StoredShipment[],
  states: readonly ShipmentState[],
  isCut: boolean,
): Promise<PickingList> {
  const isMeant = (one: StoredShipment) => states.includes(one.state) && one.shipment.bundledInto === '';
  const meant = found.filter(isMeant);
  const left = Map.groupBy(
    found.filter((one) => !isMeant(one) && one.state !== 'cancelled'),
    (one) => one.state,
  );
  const { sets, skuOf, names } = await shelves(ctx, meant);
  const methods = new Map(ctx.masters.methods.map(({ code, title }) => [code, title]));
  const parcels = meant.map((stored): PickedParcel => {
    const { shop, orderNumber, customerNo, consignee, method } = stored.shipment;
    return {
      shop,
      number: orderNumber,
      customerNo,
      state: stored.state,
      consignee: [consignee.company, consignee.name].filter((part) => part !== '').join(' '),
      method: methods.get(method) ?? method,
      lines: goodsInParcel(stored.shipment).flatMap((line) => {
        const sku = skuOf(shop, line.sku, line.option);
        return [...piecesFor(sets, sku, line.quantity)].map(([part, quantity]) =>
          part === sku
            ? { sku, name: line.name, option: line.option, quantity }
            : { sku: part, name: names.get(part) ?? part, option: '', quantity },
        );
      }),
    };
  });
  const left2 = [...left].map(([state, some]) => ({ state, count: some.length }));
  return { items: await itemsOf(ctx, parcels), parcels, left: left2, isCut };
}

/** Our own names for what these parcels hold: reads the product map of these goods only. */
async function shelves(ctx: Context, found: readonly StoredShipment[]) {
  const links = [];
  for (const [shop, group] of Map.groupBy(found, (one) => one.shipment.shop)) {
    const codes = new Set(
      group.flatMap(({ shipment }) => goodsInParcel(shipment).flatMap((line) => itemsIn(line.sku))),
    );
    codes.delete('');
    if (codes.size > 0) links.push(...(await ctx.store.products(shop, [...codes])));
  }
  const { sets }: { sets: Sets } = resolveSets(await ctx.store.setParts());
  const parts = new Set(links.flatMap(({ sku }) => [...(sets.get(sku)?.keys() ?? [])]));
  const named = parts.size === 0 ? [] : await ctx.store.productsOf([...parts]);
  return { sets, skuOf: skuFinder(links), names: new Map(named.map(({ sku, name }) => [sku, name])) };
}

/** What is counted as one thing: the same SKU; where the file names none, the same words. */
async function itemsOf(ctx: Context, parcels: readonly PickedParcel[]): Promise<PickedItem[]> {
  const lines = parcels.flatMap((parcel) => parcel.lines.map((line) => ({ ...line, parcel: parcel.customerNo })));
  const groups = Map.groupBy(lines, ({ sku, name, option }) =>
    JSON.stringify(sku === '' ? [name, option] : [sku, option]),
  );
  const skus = [...new Set(lines.map((one) => one.sku))].filter((sku) => sku !== '');
  const goods = new Map((await ctx.store.goods(skus)).map((one) => [one.sku, one]));
  const items = [...groups.values()].map((group): PickedItem => {
    const { sku, name, option } = group[0]!;
    const quantity = group.reduce((sum, one) => sum + one.quantity, 0);
    return {
      sku,
      name,
      option,
      quantity,
      parcels: new Set(group.map((one) => one.parcel)).size,
      goods: goods.get(sku),
    };
  });
  const place = ({ sku, name, option }: PickedItem) => (sku === '' ? `\uffff${name}` : sku) + option;
  return items.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

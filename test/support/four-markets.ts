import { connectors } from '../../src/connectors/index.ts';
import { type JobName, jobNames } from '../../src/core/jobs.ts';
import { openEcforce } from './ecforce-shop.ts';
import { openQoo10 } from './qoo10-shop.ts';
import { openShopInLab, type ShopInLab, type ShopInLabOptions } from './shop-in-lab.ts';
import { openShopserve } from './shopserve-shop.ts';

/** Marketplaces in the lab under one roof, for what must hold at each of them. One line per connector. */
export interface Market {
  open(options?: MarketOptions): Promise<ShopInLab>;
  /** Somebody orders one piece, paid; the number on the label. It can be fetched at once. */
  place(place: ShopInLab): Promise<string>;
  /** The whole order is cancelled there, as far as it has come; refused once it was shipped. */
  cancel(place: ShopInLab, number: string): Promise<void>;
  /** Does the marketplace count the order as shipped, or have a number for it? */
  isShipped(place: ShopInLab, number: string): Promise<boolean>;
  /** The lab's operation that a pull calls first, and what its address has in it. */
  readonly search: string;
  readonly address: RegExp;
  /** What members of its answers are called. */
  readonly members: {
    readonly quantity: string;
    readonly code: string;
    readonly goods: string;
    /** Says how far the order has come, and a word of its kind that nobody knows. */
    readonly status: readonly [name: string, unknown: string];
  };
}

export type MarketOptions = Pick<ShopInLabOptions, 'at' | 'shop' | 'b2'> & {
  /** Further settings of the `api:` block. */
  readonly api?: Readonly<Record<string, unknown>>;
};

const at = '2026-11-16T03:00:00Z';

const amazon: Market = {
  search: 'searchOrders',
  address: /\/orders\/2026-01-01\/orders/,
  members: {
    quantity: 'quantityOrdered',
    code: 'sellerSku',
    goods: 'title',
    status: ['fulfillmentStatus', 'TELEPORTING'],
  },
  open: ({ api, shop, ...more } = {}) =>
    openShopInLab({
      connector: connectors.amazon!,
      api: {
        'seller-id': 'A0LABSELLER',
        lwa: { 'client-id': 'x', 'client-secret': { env: 'S' }, 'refresh-token': { env: 'R' } },
        ...api,
      },
      shop: { layouts: { read: ['amazon-orders-v2026'], issue: 'b2-csv', notify: '' }, ...shop },
      seed: 'empty',
      at,
      ...more,
    }),
  async place(place) {
    const { orderId } = (await place.change('place-order', { sku: 'LAB-TEA-01' })) as { orderId: string };
    // Amazon shows an order two minutes after its change.
    place.minutes(5);
    return orderId;
  },
  async cancel(place, order) {
    await place.change('cancel-order', { order });
    place.minutes(5);
  },
  isShipped: async (place, number) => (await place.holdings()).packages!.some((one) => one.orderId === number),
};

const ecforce: Market = {
  search: 'orders.list',
  address: /\/admin\/orders\.json/,
  members: {
    quantity: 'quantity',
    code: 'variant_sku',
    goods: 'product_name',
    status: ['payment_human_state', '見たことのない決済状況'],
  },
  open: (options) => openEcforce({ at, ...options }),
  async place(place) {
    const { number } = (await place.change('place-order', { lines: 'EC-SERUM' })) as { number: string };
    place.minutes(1);
    return number;
  },
  async cancel(place, order) {
    await place.change('cancel-order', { order });
    place.minutes(1);
  },
  isShipped: async (place, number) =>
    (await place.holdings()).orders!.some((one) => one.number === number && one.state === 'shipped'),
};

const qoo10: Market = {
  search: 'ShippingBasic.GetShippingInfo_v3',
  address: /GetShippingInfo_v3/,
  members: {
    quantity: 'OrderQty',
    code: 'SellerItemCode',
    goods: 'ItemTitle',
    status: ['ShippingStatus', 'Teleporting(9)'],
  },
  open: (options) => openQoo10({ at, ...options }),
  async place(place) {
    const { packNo } = (await place.change('place-order', { lines: 'Q10-TEA' })) as { packNo: number };
    place.minutes(1);
    return String(packNo);
  },
  async cancel(place, pack) {
    const isFree = await place.change('cancel-order', { pack }).then(
      () => true,
      () => false,
    );
    if (!isFree) for (const change of ['request-cancel', 'accept-cancel']) await place.change(change, { pack });
    place.minutes(1);
  },
  isShipped: async (place, number) =>
    (await place.holdings()).orders!.some((one) => String(one.packNo) === number && Number(one.status) >= 4),
};

const shopserve: Market = {
  search: 'retrieveOrders',
  address: /\/orders\/_retrieve/,
  members: {
    quantity: 'quantity',
    code: 'item_code',
    goods: 'item_name',
    status: ['settlement_status', 'Teleporting'],
  },
  open: (options) => openShopserve({ at, ...options }),
  async place(place) {
    const { orderNo } = (await place.change('place-order', {})) as { orderNo: string };
    place.minutes(1);
    return orderNo;
  },
  async cancel(place, order) {
    await place.change('cancel-order', { order });
    place.minutes(1);
  },
  isShipped: async (place, number) =>
    (await place.holdings()).orders!.some((one) => one.orderNo === number && one.isShipped === true),
};

export const markets: Readonly<Record<string, Market>> = { amazon, ecforce, qoo10, shopserve };

/** Jobs that bring something, and those that tell something, of a shop's connector, in the order of a day. */
export function jobsOf({ ctx, shop }: ShopInLab): {
  readonly reading: readonly JobName[];
  readonly telling: JobName[];
} {
  const own = Object.keys(ctx.link!(shop)!.connector.jobs ?? {});
  const reading = new Set<JobName>(['pull', 'sync']);
  return {
    reading: [...reading],
    telling: jobNames.filter((one) => own.includes(one) && !reading.has(one) && one !== 'sweep' && one !== 'restock'),
  };
}

/** `held unpaid` … of each shipment of an order. */
export const statesOf = async ({ ctx, shop }: ShopInLab, number: string): Promise<string[]> =>
  (await ctx.store.shipments({ shop, numbers: [number] })).map(({ state, holds }) =>
    [state, ...holds.filter((one) => one.cleared === null).map((one) => one.code)].join(' '),
  );

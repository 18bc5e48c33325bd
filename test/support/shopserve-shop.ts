import { shopserve } from '../../src/connectors/shopserve/index.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import type { StoredOrder, StoredShipment } from '../../src/store/types.ts';
import { openShopInLab, type ShopInLab, type ShopInLabOptions } from './shop-in-lab.ts';

/** An order as the lab's shopserve has it. */
export interface ShopserveRow {
  readonly serialCode: string;
  readonly orderNo: string;
  readonly settlement: string;
  readonly isPaid: boolean;
  readonly isConfirmed: boolean;
  readonly isCancelled: boolean;
  readonly isShipped: boolean;
  readonly isCompleted: boolean;
}

export interface Placed {
  readonly serialCode: string;
  readonly orderNo: string;
}

/** A bridge with one shopserve shop. */
export interface ShopserveShop extends ShopInLab {
  /** Somebody orders. */
  place(args?: Readonly<Record<string, string>>): Promise<Placed>;
  row(order: Placed): Promise<ShopserveRow>;
  /** `Yamato 400000000013 2026-11-16` of each destination. */
  slips(order: Placed): Promise<string[]>;
  /** Effects that the API had (`done`, `same`, `refused`), of one order or all. */
  acts(what: 'confirm' | 'settle' | 'ship' | 'complete', order?: Placed): Promise<string[]>;
  order(number: string): Promise<StoredOrder | undefined>;
  shipments(number: string): Promise<StoredShipment[]>;
  /** `held payment-not-confirmed` … of each shipment. */
  states(number: string): Promise<string[]>;
  link(number: string): Promise<string | null | undefined>;
  calls(operation: string): Promise<number>;
  drop(name: string, lines: readonly string[]): ReturnType<typeof intakeFile>;
}

export interface ShopserveShopOptions
  extends Pick<ShopInLabOptions, 'seed' | 'at' | 'kill' | 'shop' | 'jobsOff' | 'b2'> {
  /** Further settings of the `api:` block. */
  readonly api?: Readonly<Record<string, unknown>>;
}

export async function openShopserve(options: ShopserveShopOptions = {}): Promise<ShopserveShop> {
  const { api = {}, seed = 'empty', shop, ...more } = options;
  const inLab = await openShopInLab({
    connector: shopserve,
    api: { 'shop-id': 'lab', 'manager-key': { env: 'SHOPSERVE_KEY' }, ...api },
    shop: { layouts: { read: ['shopserve-orders-api', 'shopserve-orders'], issue: 'b2-csv', notify: '' }, ...shop },
    seed,
    at: '2026-11-16T03:00:00Z',
    ...more,
  });
  const { ctx } = inLab;
  const name = inLab.shop;
  const shipments = (number: string) => ctx.store.shipments({ shop: name, numbers: [number] });
  return {
    ...inLab,
    async place(args = {}) {
      const placed = (await inLab.change('place-order', args)) as Placed;
      inLab.minutes(1);
      return placed;
    },
    async row({ serialCode }) {
      const { orders } = (await inLab.holdings()) as unknown as { orders: ShopserveRow[] };
      return orders.find((one) => one.serialCode === serialCode)!;
    },
    async slips({ serialCode }) {
      const { deliveries } = await inLab.holdings();
      return deliveries!
        .filter((one) => one.serialCode === serialCode)
        .map((one) => [one.company, one.slipNo, one.shippedDate].filter(Boolean).join(' '));
    },
    async acts(what, order) {
      const { acts } = await inLab.holdings();
      return acts!
        .filter((one) => one.what === what && one.via === 'API')
        .filter((one) => !order || one.serialCode === order.serialCode)
        .map((one) => String(one.effect));
    },
    order: async (number) => (await ctx.store.orders({ shop: name, numbers: [number] }))[0],
    shipments,
    states: async (number) =>
      (await shipments(number)).map(({ state, holds }) =>
        [state, ...holds.filter((one) => one.cleared === null).map((one) => one.code)].join(' '),
      ),
    link: async (number) => (await showOrder(ctx, number))[0]?.linkState,
    calls: async (operation) => (await inLab.stand.requests()).filter((one) => one.operation === operation).length,
    drop: (file, lines) =>
      intakeFile(ctx, { name: file, bytes: Buffer.from(`${lines.join('\r\n')}\r\n`), shop: name, layout: '' }),
  };
}

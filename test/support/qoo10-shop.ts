import { qoo10 } from '../../src/connectors/qoo10/index.ts';
import type { StoredOrder, StoredShipment } from '../../src/store/types.ts';
import { openShopInLab, type ShopInLab, type ShopInLabOptions } from './shop-in-lab.ts';

/** One order number as the lab's Qoo10 has it. */
export interface Qoo10Row {
  readonly orderNo: string;
  readonly packNo: string;
  readonly status: number;
  readonly isCancelled: boolean;
  readonly claim: number | '';
  readonly carrier: string;
  readonly shipOn: string;
  readonly company: string;
  readonly trackingNo: string;
  readonly sentAt: string;
}

export interface Told {
  readonly what: 'confirm' | 'send';
  readonly orderNo: string;
  readonly value: string;
  readonly via: string;
  readonly effect: 'done' | 'refused' | 'ignored';
}

/** A bridge with one Qoo10 shop. */
export interface Qoo10Shop extends ShopInLab {
  /** Somebody orders. */
  place(lines?: string, more?: Readonly<Record<string, string>>): Promise<{ pack: string; orders: string[] }>;
  rows(pack?: string): Promise<Qoo10Row[]>;
  /** What Qoo10 was told through its API. */
  told(what: Told['what']): Promise<Told[]>;
  order(pack: string): Promise<StoredOrder | undefined>;
  shipments(pack: string): Promise<StoredShipment[]>;
  /** `held payment-not-confirmed` … of each shipment. */
  states(pack: string): Promise<string[]>;
  calls(operation: string): Promise<number>;
  /** Bodies of the calls of an operation, as form fields. */
  bodies(operation: string): Promise<URLSearchParams[]>;
}

export interface Qoo10ShopOptions extends Pick<ShopInLabOptions, 'seed' | 'at' | 'kill' | 'shop' | 'jobsOff' | 'b2'> {
  /** Further settings of the `api:` block. */
  readonly api?: Readonly<Record<string, unknown>>;
}

export async function openQoo10({
  api = {},
  seed = 'empty',
  shop,
  ...more
}: Qoo10ShopOptions = {}): Promise<Qoo10Shop> {
  const inLab = await openShopInLab({
    connector: qoo10,
    api: { 'user-id': 'lab', 'certification-key': { env: 'QOO10_KEY' }, ...api },
    shop: { layouts: { read: ['qoo10-orders-v3', 'qoo10-orders'], issue: 'b2-csv', notify: '' }, ...shop },
    seed,
    ...more,
  });
  const { ctx } = inLab;
  const name = inLab.shop;
  const shipments = (pack: string) => ctx.store.shipments({ shop: name, numbers: [pack] });
  return {
    ...inLab,
    async place(lines = 'Q10-TEA', args = {}) {
      const made = (await inLab.change('place-order', { lines, ...args })) as { packNo: number; orders: number[] };
      inLab.minutes(1);
      return { pack: String(made.packNo), orders: made.orders.map(String) };
    },
    async rows(pack) {
      const { orders } = (await inLab.holdings()) as unknown as { orders: Qoo10Row[] };
      return pack === undefined ? orders : orders.filter((one) => one.packNo === pack);
    },
    async told(what) {
      const { told } = (await inLab.holdings()) as unknown as { told: Told[] };
      return told.filter((one) => one.what === what && one.via !== 'QSM');
    },
    order: async (pack) => (await ctx.store.orders({ shop: name, numbers: [pack] }))[0],
    shipments,
    states: async (pack) =>
      (await shipments(pack)).map(({ state, holds }) =>
        [state, ...holds.filter((one) => one.cleared === null).map((one) => one.code)].join(' '),
      ),
    calls: async (operation) => (await inLab.stand.requests()).filter((one) => one.operation === operation).length,
    bodies: async (operation) =>
      (await inLab.stand.requests())
        .filter((one) => one.operation === operation)
        .map((one) => new URLSearchParams(one.body)),
  };
}

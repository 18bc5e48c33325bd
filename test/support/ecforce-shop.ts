import { ecforce } from '../../src/connectors/ecforce/index.ts';
import type { StoredOrder, StoredShipment } from '../../src/store/types.ts';
import { openShopInLab, type ShopInLab, type ShopInLabOptions } from './shop-in-lab.ts';

/** An order as the lab's ecforce has it. */
export interface EcforceRow {
  readonly id: number;
  readonly number: string;
  readonly state: string;
  readonly paymentState: string;
  readonly carrierId: number | '';
  readonly slip: string;
  readonly slips: string;
  readonly shippedAt: string;
}

/** A bridge with one ecforce shop. */
export interface EcforceShop extends ShopInLab {
  /** Somebody orders. Gives the order number. */
  place(lines?: string, more?: Readonly<Record<string, string>>): Promise<string>;
  row(number: string): Promise<EcforceRow>;
  rows(): Promise<EcforceRow[]>;
  /** What ecforce was told: `state a1 working` … in order; refusals with their code. */
  told(what: 'state' | 'shipping' | 'stock' | 'payment'): Promise<string[]>;
  order(number: string): Promise<StoredOrder | undefined>;
  shipments(number: string): Promise<StoredShipment[]>;
  /** `held unpaid` … of each shipment. */
  states(number: string): Promise<string[]>;
  calls(operation?: string): Promise<number>;
}

export interface EcforceShopOptions extends Pick<ShopInLabOptions, 'seed' | 'at' | 'kill' | 'shop' | 'jobsOff' | 'b2'> {
  readonly api?: Readonly<Record<string, unknown>>;
}

export async function openEcforce({
  api = {},
  seed = 'empty',
  shop,
  ...more
}: EcforceShopOptions = {}): Promise<EcforceShop> {
  const inLab = await openShopInLab({
    connector: ecforce,
    api: {
      endpoint: 'shop.example.jp/api',
      email: 'somebody@example.jp',
      password: { env: 'ECFORCE_PASSWORD' },
      automation: false,
      'stock-location': 'default',
      ...api,
    },
    shop: { layouts: { read: [], issue: 'b2-csv', notify: '' }, ...shop },
    seed,
    ...more,
  });
  const { ctx } = inLab;
  const name = inLab.shop;
  const rows = async () => (await inLab.holdings()).orders as unknown as EcforceRow[];
  const shipments = (number: string) => ctx.store.shipments({ shop: name, numbers: [number] });
  return {
    ...inLab,
    async place(lines = 'EC-SERUM', args = {}) {
      const made = (await inLab.change('place-order', { lines, ...args })) as { number: string };
      inLab.minutes(1);
      return made.number;
    },
    rows,
    row: async (number) => (await rows()).find((one) => one.number === number)!,
    async told(what) {
      const told = (await inLab.holdings()).told as unknown as Record<string, string>[];
      return told
        .filter((one) => one.what === what)
        .map((one) => [one.about, one.value, one.code].filter((part) => part !== '').join(' '));
    },
    order: async (number) => (await ctx.store.orders({ shop: name, numbers: [number] }))[0],
    shipments,
    states: async (number) =>
      (await shipments(number)).map(({ state, holds }) =>
        [state, ...holds.filter((one) => one.cleared === null).map((one) => one.code)].join(' '),
      ),
    calls: async (operation) =>
      (await inLab.stand.requests()).filter(
        (one) => one.url.includes('/api/v2/') && (operation === undefined || one.operation === operation),
      ).length,
  };
}

import type { NoticeOf } from '../../src/connectors/contract.ts';
import { connectors } from '../../src/connectors/index.ts';
import type { ConnectorMock } from './connector-mocks.ts';
import type { Stand } from './stand.ts';

/* What the conformance suite must know of the lab's ecforce. */

interface Row {
  readonly id: number;
  readonly number: string;
  readonly state: string;
  readonly isDeleted: boolean;
  readonly addresses: number;
  readonly slip: string;
  readonly shippedAt: string;
}

const rows = async (stand: Stand): Promise<Row[]> => (await stand.holdings('ecforce')).orders as unknown as Row[];

async function usable(stand: Stand, count: number): Promise<Row[]> {
  const found = (await rows(stand)).filter(
    (one) => one.state === 'complete' && !one.isDeleted && one.addresses === 1 && one.slip === '',
  );
  if (found.length < count) throw new Error(`the lab has only ${found.length} orders`);
  return found.slice(0, count);
}

const keys = ({ id }: Row) => ({ id: String(id) });

async function shipNotices(stand: Stand, count: number): Promise<NoticeOf<'ship'>[]> {
  return (await usable(stand, count)).map((row, index) => ({
    id: `ship-${row.number}`,
    kind: 'ship',
    orderNumber: row.number,
    keys: keys(row),
    ship: {
      parcel: 1,
      parcels: 1,
      items: [{ line: '1', quantity: 1 }],
      shipDate: '2026-11-21',
      carrierCode: '1',
      carrierName: '',
      shipMethod: '宅急便 〜髙𠮷〜',
      trackingNumber: String(400_000_000_003 + index * 11),
      collect: false,
    },
  }));
}

const orderNotices =
  <K extends 'acknowledge' | 'complete'>(kind: K) =>
  async (stand: Stand, count: number): Promise<NoticeOf<K>[]> =>
    (await usable(stand, count)).map(
      (row) =>
        ({
          id: `${kind}-${row.number}`,
          kind,
          orderNumber: row.number,
          keys: keys(row),
          [kind]: { lines: [] },
        }) as unknown as NoticeOf<K>,
    );

const nobody = { orderNumber: 'a999999999', keys: { id: '999999' } };

const moved = (state: string) => async (stand: Stand) => {
  const { told } = await stand.holdings('ecforce');
  return told!
    .filter((one) => one.what === 'state' && one.value === state && one.effect === 'done')
    .map((one) => String(one.about));
};

export const ecforceMock: ConnectorMock = {
  connector: connectors.ecforce!,
  secrets: (stand) => ({ LAB_PASSWORD: stand.lab.systems.ecforce.credentials.password }),
  settings: (stand, more) => ({
    endpoint: 'shop.example.jp/api',
    email: stand.lab.systems.ecforce.credentials.email,
    password: { env: 'LAB_PASSWORD' },
    automation: false,
    'stock-location': 'default',
    ...(more?.pageSize !== undefined && { 'page-size': more.pageSize }),
  }),
  token: 'sign_in',
  pull: {
    operation: 'orders.list',
    unknown: 'a999999999',
    async touch(stand) {
      const row = (await usable(stand, 1))[0]!;
      await stand.control('/systems/ecforce/change-address', { order: row.number, addr02: '9-9-9' });
      return row.number;
    },
    expected: async (stand) =>
      (await rows(stand)).filter((one) => one.state === 'complete' && !one.isDeleted).map((one) => one.number),
  },
  ship: {
    operation: 'orders.shipping',
    notices: shipNotices,
    unknown: (notice) => ({ ...notice, ...nobody }),
    refused: (notice) => ({ notice: { ...notice, ship: { ...notice.ship, carrierCode: '999' } }, word: '999' }),
    async parcels(stand) {
      const { told } = await stand.holdings('ecforce');
      const ours = new Set(told!.filter((one) => one.what === 'shipping').map((one) => one.about));
      return (await rows(stand))
        .filter((one) => one.slip !== '' && ours.has(one.number))
        .map((one) => ({ order: one.number, number: one.slip, day: one.shippedAt }));
    },
  },
  kinds: {
    acknowledge: {
      operation: 'orders.bulk_update',
      notices: orderNotices('acknowledge'),
      unknown: (notice) => ({ ...notice, ...nobody }),
      booked: moved('working'),
    },
    complete: {
      operation: 'orders.bulk_update',
      notices: orderNotices('complete'),
      unknown: (notice) => ({ ...notice, ...nobody }),
      booked: moved('shipped'),
    },
  },
  stock: {
    lists: 'stock_items.list',
    operation: 'stock_items.update',
    good: { item: 'EC-TEA', option: '', quantity: 7 },
    unknown: { item: 'NO-SUCH-SKU', option: '', quantity: 1 },
  },
};

import type { NoticeOf } from '../../src/connectors/contract.ts';
import { connectors } from '../../src/connectors/index.ts';
import type { NoticeKind } from '../../src/core/notices.ts';
import type { ConnectorMock } from './connector-mocks.ts';
import type { Stand } from './stand.ts';

interface Row {
  readonly serialCode: string;
  readonly orderNo: string;
  readonly method: string;
  readonly settlement: string;
  readonly isConfirmed: boolean;
  readonly isCancelled: boolean;
  readonly isShipped: boolean;
  readonly deliveries: number;
  readonly total: number;
}

const rows = async (stand: Stand) => (await stand.holdings('shopserve')).orders as unknown as Row[];

/** Orders with one destination of which nothing was told yet. */
async function open(stand: Stand, count: number, fits: (row: Row) => boolean = () => true): Promise<Row[]> {
  const found = (await rows(stand)).filter(
    (one) => !one.isConfirmed && !one.isCancelled && !one.isShipped && one.deliveries === 1 && fits(one),
  );
  if (found.length < count) throw new Error('the lab has too few orders');
  return found.slice(0, count);
}
const change = (stand: Stand, name: string, { serialCode }: Row, more: object = {}) =>
  stand.control(`/systems/shopserve/${name}`, { order: serialCode, ...more });
const confirmed = async (stand: Stand, found: readonly Row[]): Promise<readonly Row[]> => {
  for (const row of found) await change(stand, 'confirm-by-hand', row);
  return found;
};

const base = <K extends NoticeKind>(kind: K, row: Row) => ({
  id: `${kind}-${row.serialCode}`,
  kind,
  orderNumber: row.orderNo,
  keys: { key: row.serialCode },
});
const lines = [{ line: '1', quantity: 1 }];

/** Order numbers for which a kind took effect through the API. */
const booked = (what: string) => async (stand: Stand) =>
  (await stand.holdings('shopserve'))
    .acts!.filter((one) => one.what === what && one.via === 'API' && one.effect === 'done')
    .map((one) => String(one.orderNo));

export const shopserveMock: ConnectorMock = {
  connector: connectors.shopserve!,
  secrets: (stand) => ({ LAB_KEY: stand.lab.systems.shopserve.credentials.managerKey }),
  settings: (stand, more) => ({
    'shop-id': stand.lab.systems.shopserve.credentials.shopId,
    'manager-key': { env: 'LAB_KEY' },
    ...(more?.pageSize !== undefined && { 'page-size': more.pageSize }),
  }),
  pull: {
    operation: 'retrieveOrders',
    unknown: '19999999',
    async touch(stand) {
      // Pulls go by order time: what changes of older orders comes with `sync`.
      const newest = (await rows(stand)).filter((one) => !one.isConfirmed && !one.isCancelled).at(-1)!;
      await change(stand, 'change-address', newest);
      return newest.orderNo;
    },
    expected: async (stand) => (await rows(stand)).filter((one) => !one.isConfirmed).map((one) => one.orderNo),
  },
  ship: {
    operation: 'registerShipping',
    async notices(stand, count) {
      const today = stand.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();
      return (await confirmed(stand, await open(stand, count))).map(
        (row, index): NoticeOf<'ship'> => ({
          ...base('ship', row),
          ship: {
            parcel: 1,
            parcels: 1,
            items: lines,
            destination: '1',
            shipDate: today,
            carrierCode: 'Yamato',
            carrierName: 'ヤマト運輸',
            shipMethod: '',
            trackingNumber: String(400000000000 + index),
            collect: false,
          },
        }),
      );
    },
    unknown: (notice) => ({ ...notice, orderNumber: '19999999', keys: { key: '999999999' } }),
    refused: (notice) => ({ notice: { ...notice, ship: { ...notice.ship, carrierCode: 'PIGEON' } }, word: 'PIGEON' }),
    async parcels(stand) {
      const { deliveries, acts } = await stand.holdings('shopserve');
      const ours = new Set(
        acts!.filter((one) => one.what === 'ship' && one.via === 'API').map((one) => one.serialCode),
      );
      return deliveries!
        .filter((one) => one.shippedAt !== '' && ours.has(one.serialCode))
        .map((one) => ({ order: String(one.orderNo), number: String(one.slipNo), day: String(one.shippedDate) }));
    },
  },
  kinds: {
    acknowledge: {
      operation: 'confirmOrder',
      notices: async (stand, count) =>
        (await open(stand, count)).map((row) => ({ ...base('acknowledge', row), acknowledge: { lines } })),
      booked: booked('confirm'),
    },
    capture: {
      operation: 'requestSettlement',
      notices: async (stand, count) =>
        (await open(stand, count, (row) => row.method === 'CreditCard' && row.settlement === 'AuthOk')).map((row) => ({
          ...base('capture', row),
          capture: { method: 'クレジットカード', amount: row.total },
        })),
      booked: booked('settle'),
      async tooEarly(stand) {
        const [row] = await open(stand, 1, (one) => one.settlement === 'AuthPending');
        return { ...base('capture', row!), capture: { method: 'NP後払い', amount: row!.total } };
      },
      async finish(stand) {
        stand.turn(600_000);
      },
    },
    complete: {
      operation: 'completeOrder',
      async notices(stand, count) {
        const found = await open(stand, count);
        for (const row of found) await change(stand, 'ship-by-hand', row, { number: '400000000013' });
        return found.map((row) => ({ ...base('complete', row), complete: { lines } }));
      },
      booked: booked('complete'),
      async tooEarly(stand) {
        const [row] = await confirmed(stand, await open(stand, 1));
        return { ...base('complete', row!), complete: { lines } };
      },
    },
  },
  stock: {
    lists: 'getStock',
    operation: 'putStock',
    good: { item: 'SS-TEA', option: '', quantity: 7 },
    unknown: { item: 'NO-SUCH-ITEM', option: '', quantity: 1 },
  },
};

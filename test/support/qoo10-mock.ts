import type { NoticeOf } from '../../src/connectors/contract.ts';
import { connectors } from '../../src/connectors/index.ts';
import type { ConnectorMock } from './connector-mocks.ts';
import type { Stand } from './stand.ts';

/** A number with the check digit that Yamato and Japan Post have: the rest modulo 7. */
export function numberOf(stem: number): string {
  return `${stem}${stem % 7}`;
}

interface Row {
  readonly orderNo: string;
  readonly packNo: string;
  readonly status: number;
  readonly isCancelled: boolean;
  readonly claim: string | number;
  readonly carrier: string;
}

async function carts(stand: Stand): Promise<[string, Row[]][]> {
  const { orders } = (await stand.holdings('qoo10')) as unknown as { orders: Row[] };
  return [...Map.groupBy(orders, (one) => one.packNo)];
}

/** Purchases that can be told of now: all lines in these states, nobody asks to cancel. */
async function usable(
  stand: Stand,
  statuses: readonly number[],
  count: number,
  from: 'oldest' | 'newest' = 'oldest',
): Promise<[string, Row[]][]> {
  const all = (await carts(stand)).filter(([, rows]) =>
    rows.every((row) => statuses.includes(row.status) && row.claim === ''),
  );
  if (all.length < count) throw new Error(`the lab has only ${all.length} purchases in ${statuses.join(', ')}`);
  return (from === 'oldest' ? all : all.toReversed()).slice(0, count);
}

const linesOf = (rows: readonly Row[]) =>
  rows.map(({ orderNo }) => ({ line: orderNo, quantity: 1, keys: { orderNo } }));

async function shipNotices(stand: Stand, count: number): Promise<NoticeOf<'ship'>[]> {
  const today = stand.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();
  return (await usable(stand, [2, 3], count)).map(([packNo, rows], index) => ({
    id: `ship-${packNo}`,
    kind: 'ship',
    orderNumber: packNo,
    ship: {
      parcel: 1,
      parcels: 1,
      items: linesOf(rows),
      shipDate: today,
      carrierCode: '',
      carrierName: 'ヤマト宅急便',
      shipMethod: '',
      trackingNumber: numberOf(40_000_000_001 + index),
      collect: false,
    },
  }));
}

async function scheduleNotices(stand: Stand, count: number, statuses: readonly number[] = [2]) {
  return (await usable(stand, statuses, count)).map(
    ([packNo, rows]): NoticeOf<'schedule'> => ({
      id: `schedule-${packNo}`,
      kind: 'schedule',
      orderNumber: packNo,
      schedule: { lines: linesOf(rows), shipDate: '2026-11-26' },
    }),
  );
}

/** Lines of nobody's. */
const elsewhere = [{ line: '123456789', quantity: 1, keys: { orderNo: '123456789' } }];

export const qoo10Mock: ConnectorMock = {
  connector: connectors.qoo10!,
  secrets: (stand) => ({ LAB_KEY: stand.lab.systems.qoo10.credentials.certificationKey }),
  settings: (stand, more) => ({
    'user-id': stand.lab.systems.qoo10.credentials.userId,
    'certification-key': { env: 'LAB_KEY' },
    ...(more?.pageSize !== undefined && { 'page-size': more.pageSize }),
  }),
  pull: {
    operation: 'ShippingBasic.GetShippingInfo_v3',
    unknown: '129999999',
    refusals: ['qoo10-code-bad'],
    async touch(stand) {
      // Pulls go by order time: what changes of older purchases comes with `sync`.
      const [packNo] = (await usable(stand, [2], 1, 'newest'))[0]!;
      await stand.control('/systems/qoo10/change-address', { pack: packNo, address2: '渋谷9-9-9' });
      return packNo;
    },
    async expected(stand) {
      return (await carts(stand))
        .filter(([, rows]) => rows.some((row) => !row.isCancelled && [1, 2].includes(row.status)))
        .map(([packNo]) => packNo);
    },
  },
  ship: {
    operation: 'ShippingBasic.SetSendingInfoBulk',
    notices: shipNotices,
    unknown: (notice) => ({ ...notice, orderNumber: '129999999', ship: { ...notice.ship, items: elsewhere } }),
    refused: (notice) => ({
      notice: { ...notice, ship: { ...notice.ship, trackingNumber: '400000000001' } },
      word: '400000000001',
    }),
    async parcels(stand) {
      const { orders, told } = await stand.holdings('qoo10');
      // What the seed's seller sent by hand is not ours.
      const ours = new Set(told!.filter((one) => one.what === 'send').map((one) => one.orderNo));
      const sent = orders!.filter((one) => one.sentAt !== '' && ours.has(one.orderNo));
      const byParcel = Map.groupBy(sent, (one) => `${String(one.packNo)} ${String(one.trackingNo)}`);
      return [...byParcel.values()].map(([one]) => ({
        order: String(one!.packNo),
        number: String(one!.trackingNo),
        day: Temporal.Instant.from(String(one!.sentAt)).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString(),
      }));
    },
  },
  kinds: {
    schedule: {
      operation: 'ShippingBasic.SetSellerCheckYNBulk',
      notices: scheduleNotices,
      unknown: (notice) => ({
        ...notice,
        orderNumber: '129999999',
        schedule: { ...notice.schedule, lines: elsewhere },
      }),
      async booked(stand) {
        const { told, orders } = await stand.holdings('qoo10');
        const packs = new Map(orders!.map((one) => [one.orderNo, String(one.packNo)]));
        const done = told!.filter((one) => one.what === 'confirm' && one.effect === 'done' && one.via !== 'QSM');
        const times = Map.groupBy(done, (one) => `${String(one.orderNo)} ${String(one.at)}`);
        // A purchase counts once for each time that one of its lines was confirmed anew.
        const counted = new Map<string, number>();
        for (const [one] of times.values()) {
          const key = String(one!.orderNo);
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
        const most = new Map<string, number>();
        for (const [orderNo, count] of counted) {
          const pack = packs.get(orderNo) ?? '';
          most.set(pack, Math.max(most.get(pack) ?? 0, count));
        }
        return [...most].flatMap(([pack, count]) => Array.from({ length: count }, () => pack));
      },
      refused: (notice) => ({
        notice: { ...notice, schedule: { ...notice.schedule, shipDate: '2027-01-31' } },
        word: '2027-01-31',
      }),
      tooEarly: async (stand) => (await scheduleNotices(stand, 1, [1]))[0]!,
    },
  },
  stock: {
    lists: 'ItemsLookup.GetItemDetailInfo',
    operation: 'ItemsOrder.SetGoodsPriceQtyBulk',
    good: { item: 'Q10-TEA', option: '', quantity: 7 },
    unknown: { item: 'NO-SUCH-ITEM', option: '', quantity: 1 },
  },
};

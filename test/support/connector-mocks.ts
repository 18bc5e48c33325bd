import type { LabOptions } from '../../mocks/server.ts';
import type {
  Connection,
  Connector,
  KnownOrder,
  NoticeOf,
  ShipNotice,
  StockItem,
  WholeItem,
} from '../../src/connectors/contract.ts';
import { connectors } from '../../src/connectors/index.ts';
import type { NoticeKind } from '../../src/core/notices.ts';
import type { SentenceCode } from '../../src/core/sentences/index.ts';
import type { ReadLayout } from '../../src/layout/types.ts';
import { ecforceMock } from './ecforce-mock.ts';
import { qoo10Mock } from './qoo10-mock.ts';
import { shopserveMock } from './shopserve-mock.ts';
import type { Stand } from './stand.ts';

/**
 * What the conformance suite must know of a connector's mock to try every clause of the contract on it. An ability that the
 * connector has must be here, too; what it does not have is left out.
 */
export interface ConnectorMock {
  readonly connector: Connector;
  readonly secrets: (stand: Stand) => Readonly<Record<string, string>>;
  settings(stand: Stand, more?: { pageSize?: number }): unknown;
  /** Operation of the mock that gives tokens, where there is one. */
  readonly token?: string;
  readonly pull?: PullMock;
  readonly ship?: ShipMock;
  /** Every other kind that the connector can tell. */
  readonly kinds?: { readonly [K in Exclude<NoticeKind, 'ship'>]?: KindMock<K> };
  readonly stock?: StockMock;
  /** Layouts of its pages that are not among the standard ones, and a mock that is not in the lab's list (tests only). */
  readonly layouts?: ReadonlyMap<string, ReadLayout>;
  readonly lab?: LabOptions['more'];
}

export interface KindMock<K extends NoticeKind> {
  /** The mock's operation that telling calls. */
  readonly operation: string;
  /** Notices that the mock takes now, each of another order. */
  notices(stand: Stand, count: number): Promise<NoticeOf<K>[]>;
  /** The same notice of an order that the other side does not know. Left out: the order number and the keys say it. */
  unknown?(notice: NoticeOf<K>): NoticeOf<K>;
  /** Order numbers that were told, one entry for each time that it took effect. */
  booked(stand: Stand): Promise<string[]>;
  /** The same notice with something in it that the other side refuses, and a word that the operator must then read. */
  refused?(notice: NoticeOf<K>): { notice: NoticeOf<K>; word: string };
  /** A notice that comes too early at the other side (the goods have not gone, the money is not asked for), which refuses it. */
  tooEarly?(stand: Stand): Promise<NoticeOf<K>>;
  /** Asynchronous kinds: lets the other side finish what it accepted. */
  finish?(stand: Stand): Promise<void>;
}

export interface PullMock {
  /** The mock's operation that a pull calls first. */
  readonly operation: string;
  /** Numbers of the orders that a first pull must give. */
  expected(stand: Stand): Promise<string[]>;
  /** A change of an order, made by somebody else. */
  touch(stand: Stand): Promise<string>;
  /** An order number of the right form that the other side does not know. */
  readonly unknown: string;
  /** What the marketplace's own rules refuse orders for; the nasty seed has such ones. */
  readonly refusals?: readonly SentenceCode[];
}

export interface ShipMock {
  readonly operation: string;
  /** Ship notices that the mock takes, of different orders, in one parcel each. */
  notices(stand: Stand, count: number): Promise<NoticeOf<'ship'>[]>;
  /** The same notice of an order that the other side does not know. Left out: the order number says it. */
  unknown?(notice: NoticeOf<'ship'>): NoticeOf<'ship'>;
  /** What the mock has booked, one row per parcel; `day` is Japan's. */
  parcels(stand: Stand): Promise<{ order: string; number: string; day: string }[]>;
  /** The same notice with something in it that the other side refuses, and a word that the operator must then read. */
  refused(notice: NoticeOf<'ship'>): { notice: NoticeOf<'ship'>; word: string };
}

export interface StockMock {
  /** The mock's operation that listing this item calls; left out: the connector lists nothing. */
  readonly lists?: string;
  readonly operation: string;
  readonly good: StockItem;
  readonly unknown: StockItem;
}

export const open = (mock: ConnectorMock, stand: Stand, more?: { pageSize?: number }): Connection =>
  stand.open(mock.connector, mock.settings(stand, more), mock.secrets(stand));

/** Items whose other options nobody knows. */
export const alone: WholeItem = () => [];

/** An order of which nothing but its number is known. */
export const known = (number: string): KnownOrder => ({ number, orderedAt: null, lines: [] });

export const shipNotice = (
  order: { orderId: unknown; lines: unknown },
  number: string,
  change: Partial<ShipNotice> = {},
): NoticeOf<'ship'> => ({
  id: `notice-${String(order.orderId)}-${number}`,
  kind: 'ship',
  orderNumber: String(order.orderId),
  ship: {
    parcel: 1,
    parcels: 1,
    items: (order.lines as { orderItemId: string; quantity: number }[]).map((line) => ({
      line: line.orderItemId,
      quantity: line.quantity,
    })),
    shipDate: '2026-11-21',
    carrierCode: 'YAMATO',
    carrierName: 'ヤマト運輸',
    shipMethod: '宅急便 〜髙𠮷〜',
    trackingNumber: number,
    collect: false,
    ...change,
  },
});

async function amazonNotices(stand: Stand, count: number): Promise<NoticeOf<'ship'>[]> {
  const { orders } = await stand.holdings('amazon');
  const visible = stand.now().subtract({ minutes: 3 });
  const open = orders!.filter(
    (order) =>
      order.status === 'UNSHIPPED' &&
      order.fulfilledBy === 'MERCHANT' &&
      Temporal.Instant.compare(Temporal.Instant.from(String(order.createdTime)), visible) <= 0,
  );
  const shipPlus = new Set(['LAB-CABLE-1M']);
  const usable = open.filter((order) => !(order.lines as { sku: string }[]).some((line) => shipPlus.has(line.sku)));
  if (usable.length < count) throw new Error(`the lab has only ${usable.length} orders to ship`);
  return usable
    .slice(0, count)
    .map((order, index) => shipNotice(order as { orderId: unknown; lines: unknown }, String(400000000000 + index)));
}

const amazonMock: ConnectorMock = {
  connector: connectors.amazon!,
  secrets: (stand) => {
    const { clientSecret, refreshToken } = stand.lab.systems.amazon.credentials;
    return { LAB_SECRET: clientSecret, LAB_REFRESH: refreshToken };
  },
  settings: (stand, more) => ({
    'seller-id': stand.lab.systems.amazon.credentials.sellerId,
    lwa: {
      'client-id': stand.lab.systems.amazon.credentials.clientId,
      'client-secret': { env: 'LAB_SECRET' },
      'refresh-token': { env: 'LAB_REFRESH' },
    },
    ...(more?.pageSize !== undefined && { 'page-size': more.pageSize }),
  }),
  token: 'lwaToken',
  pull: {
    operation: 'searchOrders',
    unknown: '999-9999999-9999999',
    async touch(stand) {
      const [notice] = await amazonNotices(stand, 1);
      await stand.control('/systems/amazon/request-cancel', { order: notice!.orderNumber });
      return notice!.orderNumber;
    },
    async expected(stand) {
      const { orders } = await stand.holdings('amazon');
      const visible = stand.now().subtract({ minutes: 2 });
      return orders!
        .filter(
          (order) =>
            order.fulfilledBy === 'MERCHANT' &&
            order.status !== 'SHIPPED' &&
            Temporal.Instant.compare(Temporal.Instant.from(String(order.createdTime)), visible) <= 0,
        )
        .map((order) => String(order.orderId));
    },
  },
  ship: {
    operation: 'confirmShipment',
    notices: amazonNotices,
    refused: (notice) => ({ notice: { ...notice, ship: { ...notice.ship!, carrierCode: 'PIGEON' } }, word: 'PIGEON' }),
    async parcels(stand) {
      const { packages } = await stand.holdings('amazon');
      return packages!.map((one) => ({
        order: String(one.orderId),
        number: String(one.trackingNumber),
        day: Temporal.Instant.from(String(one.shipTime)).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString(),
      }));
    },
  },
  stock: {
    lists: 'searchListingsItems',
    operation: 'patchListingsItem',
    good: { item: 'LAB PEN/B 0.5%', option: '', quantity: 7 },
    unknown: { item: 'NO SUCH/SKU', option: '', quantity: 1 },
  },
};

/** One line per connector: the suite loops over them. */
export const connectorMocks: Readonly<Record<string, ConnectorMock>> = {
  amazon: amazonMock,
  ecforce: ecforceMock,
  qoo10: qoo10Mock,
  shopserve: shopserveMock,
};

import type { Connection, Connector, Notice, ShipNotice, StockItem } from '../../src/connectors/contract.ts';
import { connectors } from '../../src/connectors/index.ts';
import type { Stand } from './stand.ts';

/** What the conformance suite must know of a connector's mock to try every clause of the contract on it. */
export interface ConnectorMock {
  readonly connector: Connector;
  readonly secrets: (stand: Stand) => Readonly<Record<string, string>>;
  settings(stand: Stand, more?: { pageSize?: number }): unknown;
  /** Operations of the mock: one that a pull, a ship notice, a stock change makes first; the one that gives tokens. */
  readonly operations: { readonly pull: string; readonly ship: string; readonly stock: string; readonly token: string };
  /** Numbers of the orders that a first pull must give. */
  expected(stand: Stand): Promise<string[]>;
  /** Ship notices that the mock takes, of different orders. */
  notices(stand: Stand, count: number): Promise<Notice[]>;
  /** What the mock has booked: one row per parcel, with how often it was created. */
  parcels(stand: Stand): Promise<{ order: string; number: string; day: string }[]>;
  /** Refused calls for rate. */
  readonly stock: { readonly good: StockItem; readonly unknown: StockItem };
  touchOrder(stand: Stand, number: string): Promise<void>;
}

export const open = (mock: ConnectorMock, stand: Stand, more?: { pageSize?: number }): Connection =>
  stand.open(mock.connector, mock.settings(stand, more), mock.secrets(stand));

export const shipNotice = (
  order: { orderId: unknown; lines: unknown },
  number: string,
  change: Partial<ShipNotice> = {},
): Notice => ({
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
  operations: { pull: 'searchOrders', ship: 'confirmShipment', stock: 'patchListingsItem', token: 'lwaToken' },
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
  async notices(stand, count) {
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
  },
  async parcels(stand) {
    const { packages } = await stand.holdings('amazon');
    return packages!.map((one) => ({
      order: String(one.orderId),
      number: String(one.trackingNumber),
      day: Temporal.Instant.from(String(one.shipTime)).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString(),
    }));
  },
  stock: {
    good: { item: 'LAB PEN/B 0.5%', option: '', quantity: 7 },
    unknown: { item: 'NO SUCH/SKU', option: '', quantity: 1 },
  },
  async touchOrder(stand, number) {
    await stand.control('/systems/amazon/request-cancel', { order: number });
  },
};

/** One line per connector: the suite loops over them. */
export const connectorMocks: Readonly<Record<string, ConnectorMock>> = { amazon: amazonMock };

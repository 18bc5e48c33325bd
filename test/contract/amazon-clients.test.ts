import { AuthorizationScope, SellingPartnerApiAuth } from '@sp-api-sdk/auth';
import { NotificationsApiClient } from '@sp-api-sdk/notifications-api-v1';
import { OrdersApiClient as OrdersV2026 } from '@sp-api-sdk/orders-api-2026-01-01';
import { OrdersApiClient as OrdersV0 } from '@sp-api-sdk/orders-api-v0';
import { ReportsApiClient } from '@sp-api-sdk/reports-api-2021-06-30';
import { SellingPartner } from 'amazon-sp-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { standInForAmazon } from '../support/amazon-hosts.ts';
import { labControl, packageOf } from '../support/lab-client.ts';

/* Two public clients of the Selling Partner API, unchanged, against the lab: they know nothing of it. */

const japan = 'A1VC38T7YXB528';
const agentName = 'lab-test/1.0 (Language=TypeScript; Platform=Node.js)';
let lab: Lab;
let amazon: Awaited<ReturnType<typeof standInForAmazon>>;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab();
  amazon = await standInForAmazon(lab);
  control = labControl(lab);
});
afterAll(async () => {
  await amazon.close();
  await lab.close();
});

// biome-ignore lint/suspicious/noExplicitAny: rows of many shapes
const ours = async (lines: number): Promise<any> =>
  (await control.holdings()).orders!.find(
    (one) => one.status === 'UNSHIPPED' && one.fulfilledBy === 'MERCHANT' && one.lines.length === lines,
  );
const statusOf = async (orderId: string) =>
  (await control.holdings()).orders!.find((one) => one.orderId === orderId).status;

it('@sp-api-sdk: orders, a shipment, a report with its restricted token, a subscription', async () => {
  const { clientId, clientSecret, refreshToken } = lab.systems.amazon.credentials;
  const auth = new SellingPartnerApiAuth({ clientId, clientSecret, refreshToken });
  const options = { auth, region: 'fe', userAgent: agentName } as const;
  const found = await new OrdersV2026(options).searchOrders({
    createdAfter: '2020-01-01T00:00:00Z',
    marketplaceIds: [japan],
    includedData: ['RECIPIENT', 'FULFILLMENT'] as never,
  });
  expect(found.data.orders.length).toBeGreaterThan(5);
  const order = await ours(2);
  expect(found.data.orders.find((one) => one.orderId === order.orderId)?.recipient?.deliveryAddress?.name).toMatch(/./);
  const { data } = await new OrdersV0(options).confirmShipment({
    orderId: order.orderId,
    payload: packageOf(order) as never,
  });
  expect([data ?? '', await statusOf(order.orderId)]).toEqual(['', 'SHIPPED']);

  const reports = new ReportsApiClient(options);
  const reportType = 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING';
  const { reportId } = (await reports.createReport({ body: { reportType, marketplaceIds: [japan] } })).data;
  lab.clock.turn(120_000);
  const report = (await reports.getReport({ reportId })).data;
  expect(report.processingStatus).toBe('DONE');
  const reportDocumentId = report.reportDocumentId!;
  await expect(reports.getReportDocument({ reportDocumentId })).rejects.toThrow(/403/);

  const scopes = [AuthorizationScope.NOTIFICATIONS];
  const app = new NotificationsApiClient({
    ...options,
    auth: new SellingPartnerApiAuth({ clientId, clientSecret, scopes }),
  });
  const arn = 'arn:aws:sqs:ap-northeast-1:123456789012:lab';
  const made = await app.createDestination({ body: { name: 'lab', resourceSpecification: { sqs: { arn } } } });
  const { destinationId } = made.data.payload!;
  const subscribed = await new NotificationsApiClient(options).createSubscription({
    notificationType: 'ORDER_CHANGE',
    body: { payloadVersion: '1.0', destinationId },
  });
  expect(subscribed.data.payload?.destinationId).toBe(destinationId);
});

it('amazon-sp-api: orders with address by restricted token, stock by patch and by feed, a report downloaded', async () => {
  const { clientId, clientSecret, refreshToken, sellerId } = lab.systems.amazon.credentials;
  const client = new SellingPartner({
    region: 'fe',
    refresh_token: refreshToken,
    endpoints_versions: { listingsItems: '2021-08-01', feeds: '2021-06-30', reports: '2021-06-30' } as never,
    credentials: { SELLING_PARTNER_APP_CLIENT_ID: clientId, SELLING_PARTNER_APP_CLIENT_SECRET: clientSecret },
    options: { auto_request_throttled: false, https_proxy_agent: amazon.agent as never },
  });
  // biome-ignore lint/suspicious/noExplicitAny: its answers are not typed for every operation
  const call = (wish: object): Promise<any> => client.callAPI(wish as never);
  const order = await ours(1);
  const path = `/orders/v0/orders/${order.orderId}/address`;
  const { restrictedDataToken } = await call({
    operation: 'createRestrictedDataToken',
    endpoint: 'tokens',
    body: { restrictedResources: [{ method: 'GET', path }] },
  });
  const address = await call({
    operation: 'getOrderAddress',
    endpoint: 'orders',
    path: { orderId: order.orderId },
    restricted_data_token: restrictedDataToken,
  });
  expect(address.ShippingAddress.Name).toMatch(/./);
  const listed = await call({
    operation: 'getOrders',
    endpoint: 'orders',
    query: { MarketplaceIds: [japan], CreatedAfter: '2020-01-01T00:00:00Z' },
  });
  expect(listed.Orders.length).toBeGreaterThan(5);

  const value = [{ fulfillment_channel_code: 'DEFAULT', quantity: 7 }];
  const patches = [{ op: 'merge', path: '/attributes/fulfillment_availability', value }];
  const patched = await call({
    operation: 'patchListingsItem',
    endpoint: 'listingsItems',
    path: { sellerId, sku: 'LAB-TEA-01' },
    query: { marketplaceIds: [japan] },
    body: { productType: 'PRODUCT', patches },
  });
  expect(patched.status).toBe('ACCEPTED');
  const contentType = 'application/json; charset=UTF-8';
  const document = await call({ operation: 'createFeedDocument', endpoint: 'feeds', body: { contentType } });
  const messages = [{ messageId: 1, sku: 'LAB-TEA-02', operationType: 'PATCH', productType: 'PRODUCT', patches }];
  const content = JSON.stringify({ header: { sellerId, version: '2.0', issueLocale: 'ja_JP' }, messages });
  await client.upload(document, { content, contentType });
  const { feedId } = await call({
    operation: 'createFeed',
    endpoint: 'feeds',
    body: { marketplaceIds: [japan], feedType: 'JSON_LISTINGS_FEED', inputFeedDocumentId: document.feedDocumentId },
  });
  const reportType = 'GET_FLAT_FILE_ORDERS_DATA';
  const { reportId } = await call({
    operation: 'createReport',
    endpoint: 'reports',
    body: { reportType, marketplaceIds: [japan] },
  });
  lab.clock.turn(600_000);
  expect((await call({ operation: 'getFeed', endpoint: 'feeds', path: { feedId } })).processingStatus).toBe('DONE');
  const stock = (await control.holdings()).stock!;
  for (const sku of ['LAB-TEA-01', 'LAB-TEA-02'])
    expect(stock.find((one) => one.sku === sku)).toMatchObject({ quantity: 7, isApplied: true });

  const { reportDocumentId } = await call({ operation: 'getReport', endpoint: 'reports', path: { reportId } });
  const resource = { method: 'GET', path: `/reports/2021-06-30/documents/${reportDocumentId}` };
  const token = await call({
    operation: 'createRestrictedDataToken',
    endpoint: 'tokens',
    body: { restrictedResources: [resource] },
  });
  const details = await call({
    operation: 'getReportDocument',
    endpoint: 'reports',
    path: { reportDocumentId },
    restricted_data_token: token.restrictedDataToken,
  });
  const text = String(await client.download(details));
  expect(text).toContain(order.orderId);
});

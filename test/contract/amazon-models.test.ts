import { expect, test } from 'vitest';
import { alone, connectorMocks, known } from '../support/connector-mocks.ts';
import { requestComplaints } from '../support/official-models.ts';
import { type LoggedCall, startStand } from '../support/stand.ts';

const mock = connectorMocks.amazon!;

/** Calls under the API's prefix; LWA and the storage of documents have no model. */
const ofApi = (calls: readonly LoggedCall[]) => calls.filter((one) => /^\/api\//.test(one.url));

test('every request that the connector sends is one that the official models allow', async () => {
  const stand = await startStand();
  const connect = (more: Record<string, unknown> = {}) =>
    stand.open(mock.connector, { ...(mock.settings(stand) as object), ...more }, mock.secrets(stand));
  const notices = await mock.ship!.notices(stand, 4);
  const bare = { ...notices[3]!, ship: { ...notices[3]!.ship!, trackingNumber: '' } };
  const window = { cursor: '', from: '2026-11-01T00:00:00Z', to: '2026-11-21T02:00:00Z' };
  const items = ['LAB-TEA-01', 'LAB PEN/B 0.5%', 'FBA-LAMP-01'].map((item) => ({ item, option: '', quantity: 3 }));
  for (const api of ['v2026', 'v0']) {
    const connection = connect({ 'orders-api': api, 'page-size': 4 });
    await connection.probe();
    for await (const _ of connection.pullOrders!(window));
    for await (const _ of connection.pullOrders!({ cursor: '', from: window.from }));
    for await (const _ of connection.readOrders!([known(notices[0]!.orderNumber)]));
  }
  const outcomes = await connect().tell!.ship!([...notices.slice(0, 2), bare]);
  await connect({ 'feed-from': 1 }).tell!.ship!([notices[2]!]);
  stand.turn(300_000);
  await connect().collect!([outcomes[2]!.handle!]);
  await connect().look!([
    notices[0]!,
    { ...bare, orderNumber: notices[1]!.orderNumber, ship: { ...bare.ship, trackingNumber: '9' } },
  ]);
  await connect().pushStock!(items, alone);
  await connect({ 'stock-feed-from': 1 }).pushStock!(items, alone);

  const calls = ofApi(await stand.requests());
  const made = new Set(calls.map((one) => one.operation));
  expect([...made].sort()).toEqual(
    [
      'confirmShipment',
      'createFeed',
      'createFeedDocument',
      'createRestrictedDataToken',
      'getFeed',
      'getFeedDocument',
      'getFeeds',
      'getListingsItem',
      'getOrder',
      'getOrderItems',
      'patchListingsItem',
      'searchOrders',
      'v0.getOrder',
      'v0.getOrders',
    ].sort(),
  );
  for (const { method, url, body, status } of calls) {
    const { pathname, searchParams } = new URL(url, 'http://lab');
    const path = pathname.replace(/^\/api/, '');
    const parsed = body === '' ? undefined : (JSON.parse(body) as unknown);
    expect([path, requestComplaints(method, path, searchParams, parsed)]).toEqual([path, []]);
    expect([200, 201, 202, 204, 404]).toContain(status);
  }
  await stand.close();
});

test('every call to the API names the application with its language, and none carries more than its token', async () => {
  const stand = await startStand();
  const connection = stand.open(mock.connector, mock.settings(stand), mock.secrets(stand));
  await connection.probe();
  await connection.tell!.ship!(await mock.ship!.notices(stand, 1));
  for (const { headers, url } of ofApi(await stand.requests())) {
    expect(headers['user-agent']).toBe('b2-bridge/0.1 (Language=TypeScript; Platform=Node.js)');
    expect(headers['x-amz-access-token']).toMatch(/^Atza\|/);
    expect(headers.authorization).toBeUndefined();
    expect(url).not.toMatch(/secret|Atz/);
  }
  await stand.close();
});

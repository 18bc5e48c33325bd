import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type AmazonClient, amazonClient, labControl, said, userAgent } from '../support/lab-client.ts';

const everything =
  'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS';
const search = '/orders/2026-01-01/orders';
const start = Date.parse('2026-11-21T03:00:00Z');

let lab: Lab;
let amazon: AmazonClient;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  amazon = amazonClient(lab);
  control = labControl(lab);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await control.post('/reset', { seed: 'small' });
});

const searchAll = (query: Record<string, string> = {}, token?: string) =>
  amazon.call('GET', search, {
    query: { createdAfter: '2026-01-01T00:00:00Z', includedData: everything, ...query },
    ...(token === undefined ? {} : { token }),
  });

describe('login with Amazon', () => {
  it('takes a form and JSON, and gives a bearer token for an hour', async () => {
    const asForm = await amazon.login();
    const asJson = await said(
      await fetch(amazon.lwa, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(amazon.form()),
      }),
    );
    for (const answer of [asForm, asJson]) {
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({
        token_type: 'bearer',
        expires_in: 3600,
        refresh_token: amazon.credentials.refreshToken,
      });
    }
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['a wrong client', { client_id: 'wrong' }, 401, 'invalid_client'],
    ['a wrong refresh token', { refresh_token: 'wrong' }, 400, 'invalid_grant'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no client', { client_id: '' }, 400, 'invalid_request'],
    ['an authorisation code that is long over', { grant_type: 'authorization_code', code: 'x' }, 400, 'invalid_grant'],
    ['a scope that does not exist', { grant_type: 'client_credentials', scope: 'all' }, 400, 'invalid_scope'],
  ])('refuses %s in the shape of OAuth', async (_what, changes, status, error) => {
    const answer = await amazon.login(changes as unknown as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toBe(error);
    expect(answer.json.error_description).toEqual(expect.any(String));
  });

  it('refuses the old secret after it was changed, and takes the new one', async () => {
    await control.change('change-secret', { secret: 'new-secret' });
    expect((await amazon.login()).json.error).toBe('invalid_client');
    expect((await amazon.login({ client_secret: 'new-secret' })).status).toBe(200);
  });

  it('refuses a revoked authorisation at the login and at every call', async () => {
    const token = await amazon.token();
    await control.change('revoke-token');
    expect((await amazon.login()).json.error).toBe('invalid_grant');
    expect((await searchAll({}, token)).status).toBe(403);
  });

  it('gives a token without a seller that opens no seller operation', async () => {
    const answer = await amazon.login({ grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' });
    expect(answer.json.refresh_token).toBeUndefined();
    expect((await searchAll({}, answer.json.access_token)).status).toBe(403);
  });
});

describe('the door of the API', () => {
  it.each([
    ['', 'missing'],
    ['nonsense', 'malformed'],
  ])('refuses the access token "%s" with 403 and no rate header', async (token, detail) => {
    const answer = await searchAll({}, token);
    expect(answer.status).toBe(403);
    expect(answer.json.errors[0].code).toBe('Unauthorized');
    expect(answer.json.errors[0].details).toContain(detail);
    expect(answer.headers.get('x-amzn-ratelimit-limit')).toBeNull();
    expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('lets a token expire after an hour of its clock', async () => {
    const token = await amazon.token();
    lab.clock.turn(3599_000);
    expect((await searchAll({}, token)).status).toBe(200);
    lab.clock.turn(1000);
    const answer = await searchAll({}, token);
    expect(answer.status).toBe(403);
    expect(answer.json.errors[0].details).toContain('expired');
  });

  it.each([
    ['without a language', 'App/1.0 (Platform=Node)'],
    ['without a version', 'App (Language=TypeScript)'],
    ['longer than 500 characters', `App/1.0 (Language=${'x'.repeat(500)})`],
    ['of a plain HTTP library', 'node'],
  ])('refuses a user agent %s', async (_what, agent) => {
    const answer = await amazon.call('GET', search, {
      query: { createdAfter: '2026-01-01' },
      headers: { 'user-agent': agent },
    });
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].message).toContain('user-agent');
  });

  it('takes a user agent with escaped characters', async () => {
    const headers = { 'user-agent': 'My\\/App/1.0 (Language=Type\\;Script \\(5\\); Host=a\\)b)' };
    expect((await amazon.call('GET', search, { query: { createdAfter: '2026-01-01' }, headers })).status).toBe(200);
  });

  it('refuses the orders when the role for orders is withdrawn', async () => {
    await control.change('withdraw-role', { role: 'inventory-and-order-tracking' });
    expect((await searchAll()).status).toBe(403);
    await control.change('grant-role', { role: 'inventory-and-order-tracking' });
    expect((await searchAll()).status).toBe(200);
  });

  it('refuses a GET that has a body length, and a body that is no JSON', async () => {
    const { request } = await import('node:http');
    const token = await amazon.token();
    const status = await new Promise((resolve, reject) => {
      const headers = { 'x-amz-access-token': token, 'user-agent': userAgent, 'content-length': '2' };
      const out = request(`${amazon.api}${search}?createdAfter=2026-01-01`, { method: 'GET', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      out.on('error', reject);
      out.end('{}');
    });
    expect(status).toBe(400);
    const documents = '/feeds/2021-06-30/documents';
    expect(
      (await amazon.call('POST', documents, { body: '{', headers: { 'content-type': 'text/plain' } })).status,
    ).toBe(415);
    expect((await amazon.call('POST', documents, { body: '{' })).status).toBe(400);
  });

  it('refuses unknown paths in the API’s own words', async () => {
    const answer = await amazon.raw('GET', '/orders/2027-01-01/orders');
    expect(answer.status).toBe(404);
    expect(answer.json.errors[0].code).toBe('NotFound');
  });
});

describe('rates', () => {
  it('lets 20 searches through at once, then one in 179 seconds, and is silent about the rate when it refuses', async () => {
    const token = await amazon.token();
    for (let i = 0; i < 20; i += 1) {
      const answer = await searchAll({}, token);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-amzn-ratelimit-limit')).toBe('0.0056');
    }
    const refused = await searchAll({}, token);
    expect(refused.status).toBe(429);
    expect(refused.json.errors[0].code).toBe('QuotaExceeded');
    expect(refused.headers.get('x-amzn-ratelimit-limit')).toBeNull();
    lab.clock.turn(178_000);
    expect((await searchAll({}, token)).status).toBe(429);
    lab.clock.turn(1_000);
    expect((await searchAll({}, token)).status).toBe(200);
  });

  it('keeps one bucket per operation, and names the rate of a refused input too', async () => {
    const token = await amazon.token();
    for (let i = 0; i < 21; i += 1) await searchAll({}, token);
    const answer = await amazon.call('GET', `${search}/000`, { token });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-ratelimit-limit')).toBe('0.5');
  });

  it('can be given another rate, as Amazon’s dynamic usage plans do', async () => {
    await control.change('set-limit', { operation: 'searchOrders', perSecond: '2', burst: '1' });
    const token = await amazon.token();
    expect((await searchAll({}, token)).headers.get('x-amzn-ratelimit-limit')).toBe('2');
    expect((await searchAll({}, token)).status).toBe(429);
    lab.clock.turn(500);
    expect((await searchAll({}, token)).status).toBe(200);
  });
});

describe('searchOrders', () => {
  it.each([
    ['no time at all', { createdAfter: '' }],
    ['both kinds of After', { lastUpdatedAfter: '2026-11-01T00:00:00Z' }],
    ['a Before of the other kind', { lastUpdatedBefore: '2026-11-20T00:00:00Z' }],
    ['a Before that is less than two minutes ago', { createdBefore: '2026-11-21T02:58:01Z' }],
    ['a Before that is earlier than its After', { createdBefore: '2025-12-31T00:00:00Z' }],
    ['a time that is none', { createdAfter: 'TEST' }],
    ['a page of 101', { maxResultsPerPage: '101' }],
    ['a page of 0', { maxResultsPerPage: '0' }],
    ['an unknown status', { fulfillmentStatuses: 'UNSHIPPED,Canceled' }],
    ['an unknown data set', { includedData: 'BUYER,ADDRESS' }],
    ['an unknown shipper', { fulfilledBy: 'MFN' }],
    ['a parameter that does not exist', { orderStatuses: 'UNSHIPPED' }],
    ['a page token that does not exist', { paginationToken: 'x' }],
  ])('refuses %s', async (_what, query) => {
    const merged = { createdAfter: '2026-01-01T00:00:00Z', ...query };
    const given = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
    const answer = await amazon.call('GET', search, { query: given });
    expect(answer.status).toBe(400);
    expect(answer.json.errors[0].code).toBe('InvalidInput');
  });

  it('shows an order two minutes after it was made, and names the bound that it applied', async () => {
    const first = await searchAll();
    expect(first.json.createdBefore).toBe('2026-11-21T02:58:00Z');
    lab.clock.turn(60_000);
    const second = await searchAll();
    expect(second.json.createdBefore).toBe('2026-11-21T02:59:00Z');
    expect(second.json.orders.length).toBe(first.json.orders.length + 1);
    const hidden = second.json.orders.at(-1).orderId;
    lab.clock.turn(-60_000);
    expect((await amazon.call('GET', `${search}/${hidden}`)).status).toBe(404);
  });

  it('pages through everything once, oldest first', async () => {
    const token = await amazon.token();
    const seen: string[] = [];
    let query: Record<string, string> = { maxResultsPerPage: '4' };
    for (;;) {
      const { json } = await searchAll(query, token);
      seen.push(
        ...json.orders.map(
          (order: { createdTime: string; orderId: string }) => `${order.createdTime} ${order.orderId}`,
        ),
      );
      if (!json.pagination) break;
      query = { ...query, paginationToken: json.pagination.nextToken };
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen.length).toBe((await searchAll({}, token)).json.orders.length);
  });

  it('binds a page token to its query and to a day', async () => {
    const query = { maxResultsPerPage: '1' };
    const paginationToken = (await searchAll(query)).json.pagination.nextToken;
    expect((await searchAll({ ...query, paginationToken })).status).toBe(200);
    expect((await searchAll({ ...query, paginationToken, fulfilledBy: 'MERCHANT' })).status).toBe(400);
    lab.clock.turn(86_400_000);
    expect((await searchAll({ ...query, paginationToken })).status).toBe(400);
  });

  it('filters by status, shipper and marketplace', async () => {
    const statuses = async (query: Record<string, string>) =>
      (await searchAll(query)).json.orders.map(
        (order: { fulfillment: { fulfillmentStatus: string } }) => order.fulfillment.fulfillmentStatus,
      );
    expect(new Set(await statuses({ fulfillmentStatuses: 'PENDING,CANCELLED' }))).toEqual(
      new Set(['PENDING', 'CANCELLED']),
    );
    expect(await statuses({ fulfilledBy: 'AMAZON' })).toEqual(['UNSHIPPED']);
    expect(await statuses({ marketplaceIds: 'ATVPDKIKX0DER' })).toEqual([]);
  });

  it('gives only what was asked for', async () => {
    const bare = (await amazon.call('GET', search, { query: { createdAfter: '2026-01-01' } })).json.orders[0];
    expect(Object.keys(bare).sort()).toEqual([
      'createdTime',
      'lastUpdatedTime',
      'orderId',
      'orderItems',
      'salesChannel',
    ]);
    const buyer = (await amazon.call('GET', search, { query: { createdAfter: '2026-01-01', includedData: 'BUYER' } }))
      .json.orders[0];
    expect(Object.keys(buyer)).toContain('buyer');
    expect(Object.keys(buyer)).not.toContain('recipient');
  });

  it('says nothing when the role for personal data is missing: the fields are just not there', async () => {
    await control.change('withdraw-role', { role: 'direct-to-consumer-shipping' });
    const { status, json } = await searchAll({ fulfillmentStatuses: 'UNSHIPPED' });
    expect(status).toBe(200);
    for (const order of json.orders) {
      expect(Object.keys(order.buyer)).not.toContain('buyerName');
      expect(Object.keys(order.buyer)).not.toContain('buyerEmail');
      const address = Object.keys(order.recipient.deliveryAddress);
      for (const name of ['name', 'addressLine1', 'addressLine2', 'postalCode', 'phone'])
        expect(address).not.toContain(name);
      expect(address).toContain('stateOrRegion');
    }
    expect(JSON.stringify(json)).not.toContain('giftMessage');
  });

  it('has no address and no prices while an order is pending, and all of it when the buyer has paid', async () => {
    const pending = (await searchAll({ fulfillmentStatuses: 'PENDING' })).json.orders[0];
    for (const name of ['recipient', 'proceeds', 'payment']) expect(pending[name]).toBeUndefined();
    expect(pending.orderItems[0].product.price).toBeUndefined();
    lab.clock.turn(60_000);
    await control.change('pay-order', { order: pending.orderId });
    const paid = (await amazon.call('GET', `${search}/${pending.orderId}`, { query: { includedData: everything } }))
      .json.order;
    expect(paid.fulfillment.fulfillmentStatus).toBe('UNSHIPPED');
    expect(paid.recipient.deliveryAddress.name).toEqual(expect.any(String));
    expect(paid.proceeds.grandTotal.currencyCode).toBe('JPY');
    expect(paid.lastUpdatedTime > pending.lastUpdatedTime).toBe(true);
  });

  it('finds by the last update what was paid in the meantime, by itself or not', async () => {
    const query = { lastUpdatedAfter: '2026-11-21T03:29:00Z', includedData: 'FULFILLMENT' };
    expect((await amazon.call('GET', search, { query })).json.orders).toEqual([]);
    lab.clock.turn(33 * 60_000);
    const { json } = await amazon.call('GET', search, { query });
    expect(json.orders.map((order: { lastUpdatedTime: string }) => order.lastUpdatedTime)).toEqual([
      '2026-11-21T03:30:00Z',
    ]);
    expect(json.lastUpdatedBefore).toBe('2026-11-21T03:31:00Z');
  });

  it('cancels an order that nobody paid in six days', async () => {
    lab.clock.turn(6 * 86_400_000);
    const { json } = await searchAll({ fulfillmentStatuses: 'CANCELLED' });
    const executed = json.orders.map(
      (order: { orderItems: { cancellation: { cancellationExecution: { cancelledBy: string } } }[] }) =>
        order.orderItems[0]?.cancellation.cancellationExecution.cancelledBy,
    );
    expect(executed).toEqual(['AMAZON', 'BUYER']);
  });

  it('withholds the phone of orders that Amazon ships, and of shipped ones after the last day of delivery', async () => {
    const fba = (await searchAll({ fulfilledBy: 'AMAZON' })).json.orders[0];
    expect(fba.recipient.deliveryAddress.phone).toBeUndefined();
    const { orders } = await control.holdings();
    const order = orders!.find((one) => one.status === 'UNSHIPPED' && one.fulfilledBy === 'MERCHANT');
    const { packageOf } = await import('../support/lab-client.ts');
    await amazon.call('POST', `/orders/v0/orders/${order.orderId}/shipmentConfirmation`, { body: packageOf(order) });
    const phone = async () =>
      (await amazon.call('GET', `${search}/${order.orderId}`, { query: { includedData: 'RECIPIENT' } })).json.order
        .recipient.deliveryAddress.phone;
    expect(await phone()).toEqual(expect.any(String));
    lab.clock.turn(10 * 86_400_000);
    expect(await phone()).toBeUndefined();
  });

  it('says nasty texts and many orders as the official model wants them', async () => {
    await control.post('/reset', { seed: 'nasty' });
    const nasty = await searchAll();
    expect(nasty.text).toContain('髙橋〜試験〜');
    expect(nasty.text).toContain('𠮷野家');
    expect(
      nasty.json.orders.some(
        (order: { recipient: { deliveryAddress: { city?: string } } }) => order.recipient.deliveryAddress.city === '',
      ),
    ).toBe(true);
    await control.post('/reset', { seed: { orders: 300 } });
    expect((await searchAll()).json.orders.length).toBe(100);
  });
});

describe('v0 reads', () => {
  const rdt = async (path: string, dataElements?: readonly string[]) => {
    const body = { restrictedResources: [{ method: 'GET', path, ...(dataElements ? { dataElements } : {}) }] };
    return amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', { body });
  };
  const query = { CreatedAfter: '2026-01-01T00:00:00Z', MarketplaceIds: 'A1VC38T7YXB528' };

  it('leaves personal data out with an ordinary token, and gives it with a restricted one', async () => {
    const plain = (await amazon.call('GET', '/orders/v0/orders', { query })).json.payload.Orders[0];
    expect(plain.ShippingAddress.Name).toBeUndefined();
    expect(plain.ShippingAddress.PostalCode).toEqual(expect.any(String));
    const token = (await rdt('/orders/v0/orders', ['buyerInfo', 'shippingAddress'])).json.restrictedDataToken;
    expect(token).toMatch(/^Atz\.sprdt\|/);
    const open = (await amazon.call('GET', '/orders/v0/orders', { query, token })).json.payload.Orders[0];
    expect(open.ShippingAddress.Name).toEqual(expect.any(String));
    expect(open.BuyerInfo.BuyerName).toEqual(expect.any(String));
    expect((await amazon.call('GET', `/orders/v0/orders/${open.AmazonOrderId}/address`, { token })).status).toBe(403);
  });

  it('wants data elements for some paths, a known path, and the role', async () => {
    expect((await rdt('/orders/v0/orders')).status).toBe(400);
    expect((await rdt('/orders/v1/orders/{orderId}/address')).status).toBe(400);
    expect((await rdt('/orders/v0/orders/{orderId}/address')).status).toBe(200);
    await control.change('withdraw-role', { role: 'direct-to-consumer-shipping' });
    expect((await rdt('/orders/v0/orders/{orderId}/address')).status).toBe(403);
  });

  it('an ended, a made-up and a foreign restricted token open nothing, each with its own reason', async () => {
    const path = '/orders/v0/orders/{orderId}/buyerInfo';
    const token = (await rdt(path)).json.restrictedDataToken;
    const [order] = (await amazon.call('GET', '/orders/v0/orders', { query })).json.payload.Orders;
    const one = `/orders/v0/orders/${order.AmazonOrderId}`;
    const why = async (at: string, by: string) => {
      const { status, json } = await amazon.call('GET', at, { token: by });
      return [status, json.errors?.[0].details];
    };
    expect((await why(`${one}/buyerInfo`, token))[0]).toBe(200);
    expect(await why(`${one}/address`, token)).toEqual([
      403,
      'The restricted data token is not valid for this resource.',
    ]);
    expect(await why(one, `${token}x`)).toEqual([403, expect.stringContaining('revoked, malformed or invalid')]);
    lab.clock.turn(3_600_001);
    expect(await why(`${one}/buyerInfo`, token)).toEqual([403, expect.stringContaining('has expired')]);
  });

  it('says lines, address and buyer of every order, whatever its state', async () => {
    const token = (await rdt('/orders/v0/orders/{orderId}/address')).json.restrictedDataToken;
    const orders = (await amazon.call('GET', '/orders/v0/orders', { query })).json.payload.Orders;
    expect(orders.map((one: { OrderStatus: string }) => one.OrderStatus)).toEqual(
      expect.arrayContaining(['Pending', 'PendingAvailability', 'Canceled', 'Unshipped']),
    );
    await control.change('set-limit', { operation: 'getOrderItems', perSecond: '1000', burst: '1000' });
    for (const { AmazonOrderId: id, OrderStatus: status } of orders) {
      const path = `/orders/v0/orders/${id}`;
      const items = (await amazon.call('GET', `${path}/orderItems`)).json.payload.OrderItems;
      expect(items[0].ItemPrice === undefined).toBe(status.startsWith('Pending'));
      const address = (await amazon.call('GET', `${path}/address`, { token })).json.payload;
      expect(address.ShippingAddress === undefined).toBe(status.startsWith('Pending') || status === 'Canceled');
      expect((await amazon.call('GET', path)).json.payload.OrderStatus).toBe(status);
    }
    const first = `/orders/v0/orders/${orders[0].AmazonOrderId}`;
    expect((await amazon.call('GET', `${first}/buyerInfo`)).json.payload.BuyerName).toBeUndefined();
    expect((await amazon.call('GET', `${first}/orderItems/buyerInfo`)).status).toBe(200);
  });

  it('prices the line, not the piece, and splits cash on delivery into its parts', async () => {
    const orders = (await amazon.call('GET', '/orders/v0/orders', { query: { ...query, PaymentMethods: 'COD' } })).json
      .payload.Orders;
    expect(orders.length).toBe(1);
    const [cod] = orders;
    expect(cod.PaymentExecutionDetail).toEqual([
      { Payment: { CurrencyCode: 'JPY', Amount: '2800' }, PaymentMethod: 'COD' },
      { Payment: { CurrencyCode: 'JPY', Amount: '500' }, PaymentMethod: 'PointsAccount' },
    ]);
    const { json } = await amazon.call('GET', `/orders/v0/orders/${cod.AmazonOrderId}/orderItems`);
    expect(json.payload.OrderItems[0]).toMatchObject({
      QuantityOrdered: 2,
      ItemPrice: { Amount: '3300' },
      IsGift: 'false',
    });
    expect(Number(cod.OrderTotal.Amount)).toBe(2800 + 500);
  });

  it.each([
    ['no marketplace', { MarketplaceIds: '' }],
    ['both families of times', { LastUpdatedAfter: '2026-01-01T00:00:00Z' }],
    ['an unknown parameter', { orderIds: 'x' }],
    ['a filter that the lab has no data for', { BuyerEmail: 'x' }],
    ['a Before that is too late', { CreatedBefore: '2026-11-21T02:59:00Z' }],
    ['v2026’s spelling of a status', { OrderStatuses: 'CANCELLED' }],
  ])('refuses %s', async (_what, changes) => {
    const given = Object.fromEntries(Object.entries({ ...query, ...changes }).filter(([, value]) => value !== ''));
    expect((await amazon.call('GET', '/orders/v0/orders', { query: given })).status).toBe(400);
  });

  it('pages by NextToken, and finds orders by their numbers', async () => {
    const first = await amazon.call('GET', '/orders/v0/orders', { query: { ...query, MaxResultsPerPage: '10' } });
    const { NextToken } = first.json.payload;
    const second = await amazon.call('GET', '/orders/v0/orders', {
      query: { MarketplaceIds: query.MarketplaceIds, NextToken },
    });
    const ids = [...first.json.payload.Orders, ...second.json.payload.Orders].map((one) => one.AmazonOrderId);
    expect(new Set(ids).size).toBe(ids.length);
    const two = await amazon.call('GET', '/orders/v0/orders', {
      query: { MarketplaceIds: query.MarketplaceIds, AmazonOrderIds: `${ids[0]},${ids[5]}` },
    });
    expect(two.json.payload.Orders.map((one: { AmazonOrderId: string }) => one.AmazonOrderId).sort()).toEqual(
      [ids[0], ids[5]].sort(),
    );
  });
});

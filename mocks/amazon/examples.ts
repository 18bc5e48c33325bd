import { iso } from '../clock.ts';
import type { ExampleTools } from '../system.ts';

const agent = { 'user-agent': 'MyShop/1.0 (Language=bash)' };
const json = { 'content-type': 'application/json' };
const day = 86_400_000;

/** A login, orders both ways, a parcel told, a feed and a report with their documents, listings, notices and their queue. */
export async function amazonExamples(tools: ExampleTools): Promise<void> {
  const { address, ask, now } = tools;
  const { clientId, clientSecret, refreshToken } = address.credentials;
  const login = async (grant: Readonly<Record<string, string>>) => {
    const form = { ...grant, client_id: clientId, client_secret: clientSecret };
    const answer = await ask('POST', '/lwa/auth/o2/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    return { ...agent, 'x-amz-access-token': answer.json.access_token as string };
  };
  const seller = await login({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const api: Api = {
    ...tools,
    get: async (path, headers = seller) => (await ask('GET', `/api${path}`, { headers })).json,
    send: async (method, path, body, headers = seller) => {
      const given = body === undefined ? { headers } : { headers: { ...headers, ...json }, body };
      return ask(method, `/api${path}`, given);
    },
    restricted: async (path, dataElements) => {
      const resource = { method: 'GET', path, ...(dataElements && { dataElements }) };
      const { json } = await api.send('POST', '/tokens/2021-03-01/restrictedDataToken', {
        restrictedResources: [resource],
      });
      return { ...agent, 'x-amz-access-token': json.restrictedDataToken };
    },
  };
  const grantless = await login({ grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' });
  const destination = await subscribe(api, grantless);
  const since = iso(now() - 20 * day);
  const orderId = await readOrders(api, since);
  await tellParcel(api, orderId, since);
  await feed(api);
  await report(api);
  await listings(api);
  await notices(api, grantless, destination);
}

type Headers = Readonly<Record<string, string>>;
interface Api extends ExampleTools {
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  get(path: string, headers?: Headers): Promise<any>;
  send(method: string, path: string, body?: unknown, headers?: Headers): ReturnType<ExampleTools['ask']>;
  restricted(path: string, dataElements?: readonly string[]): Promise<Headers>;
}

/** A destination and a subscription of each change of an order; gives back the destination's id. */
async function subscribe({ send }: Api, grantless: Headers): Promise<string> {
  const arn = 'arn:aws:sqs:ap-northeast-1:000000000000:lab-queue';
  const body = { name: 'lab', resourceSpecification: { sqs: { arn } } };
  const { destinationId } = (await send('POST', '/notifications/v1/destinations', body, grantless)).json.payload;
  await send('POST', '/notifications/v1/subscriptions/ORDER_CHANGE', { payloadVersion: '1.0', destinationId });
  return destinationId;
}

/** The newest unshipped order by both versions; gives back its number. */
async function readOrders({ address, get, restricted }: Api, since: string): Promise<string> {
  const found = await get(
    `/orders/2026-01-01/orders?createdAfter=${since}&fulfillmentStatuses=UNSHIPPED&fulfilledBy=MERCHANT&maxResultsPerPage=2&includedData=RECIPIENT,FULFILLMENT`,
  );
  const id = found.orders.at(-1).orderId as string;
  await get(`/orders/2026-01-01/orders/${id}?includedData=RECIPIENT,FULFILLMENT,PACKAGES`);
  const v0 = '/orders/v0/orders';
  const { marketplaceId } = address.credentials;
  await get(`${v0}?MarketplaceIds=${marketplaceId}&CreatedAfter=${since}&OrderStatuses=Unshipped&MaxResultsPerPage=2`);
  await get(`${v0}/${id}`, await restricted(`${v0}/${id}`, ['buyerInfo', 'shippingAddress']));
  await get(`${v0}/${id}/address`, await restricted(`${v0}/${id}/address`));
  await get(`${v0}/${id}/buyerInfo`, await restricted(`${v0}/${id}/buyerInfo`));
  await get(`${v0}/${id}/orderItems`, await restricted(`${v0}/${id}/orderItems`, ['buyerInfo']));
  await get(`${v0}/${id}/orderItems/buyerInfo`, await restricted(`${v0}/${id}/orderItems/buyerInfo`));
  return id;
}

async function tellParcel({ address, get, send, now }: Api, id: string, since: string): Promise<void> {
  const { orders } = await get(`/orders/2026-01-01/orders?createdAfter=${since}&includedData=FULFILLMENT`);
  const order = orders.find((one: { readonly orderId: string }) => one.orderId === id);
  await send('POST', `/orders/v0/orders/${id}/shipmentConfirmation`, {
    marketplaceId: address.credentials.marketplaceId,
    packageDetail: {
      packageReferenceId: '1',
      carrierCode: 'YAMATO',
      shippingMethod: '宅急便',
      trackingNumber: '400000000013',
      shipDate: iso(now()),
      orderItems: order.orderItems.map((one: { readonly orderItemId: string; readonly quantityOrdered: number }) => ({
        orderItemId: one.orderItemId,
        quantity: one.quantityOrdered,
      })),
    },
  });
}

/** Stock by a feed: its document, the feed, its report; a second feed is cancelled. */
async function feed({ address, ask, get, send, turn }: Api): Promise<void> {
  const root = '/feeds/2021-06-30';
  const contentType = 'application/json; charset=UTF-8';
  const { sellerId, marketplaceId } = address.credentials;
  const { feedDocumentId, url } = (await send('POST', `${root}/documents`, { contentType })).json;
  await ask('PUT', below(address, url), {
    headers: { 'content-type': contentType },
    body: {
      header: { sellerId, version: '2.0', issueLocale: 'ja_JP' },
      messages: [
        {
          messageId: 1,
          sku: 'LAB-TEA-01',
          operationType: 'PATCH',
          productType: 'PRODUCT',
          patches: [stock],
        },
      ],
    },
  });
  const wish = {
    feedType: 'JSON_LISTINGS_FEED',
    marketplaceIds: [marketplaceId],
    inputFeedDocumentId: feedDocumentId,
  };
  const { feedId } = (await send('POST', `${root}/feeds`, wish)).json;
  const second = (await send('POST', `${root}/feeds`, wish)).json.feedId;
  await send('DELETE', `${root}/feeds/${second}`);
  turn(150_000);
  const done = await get(`${root}/feeds/${feedId}`);
  await get(`${root}/feeds?feedTypes=JSON_LISTINGS_FEED&pageSize=2`);
  const result = await get(`${root}/documents/${done.resultFeedDocumentId}`);
  await ask('GET', below(address, result.url));
}

const stock = {
  op: 'merge',
  path: '/attributes/fulfillment_availability',
  value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 5 }],
};

/** Addresses of documents lie on another host at Amazon; here below the system's prefix. */
const below = ({ api }: { readonly api: string }, url: string): string => url.slice(api.length - '/api'.length);

async function report({ address, ask, get, send, restricted, turn, now }: Api): Promise<void> {
  const root = '/reports/2021-06-30';
  const reportType = 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING';
  const marketplaceIds = [address.credentials.marketplaceId];
  const wish = { reportType, marketplaceIds, dataStartTime: iso(now() - 20 * day), dataEndTime: iso(now()) };
  const { reportId } = (await send('POST', `${root}/reports`, wish)).json;
  const second = (await send('POST', `${root}/reports`, wish)).json.reportId;
  await send('DELETE', `${root}/reports/${second}`);
  turn(120_000);
  const { reportDocumentId } = await get(`${root}/reports/${reportId}`);
  await get(`${root}/reports?reportTypes=${reportType}&processingStatuses=DONE,CANCELLED&pageSize=2`);
  const path = `${root}/documents/${reportDocumentId}`;
  const { url } = await get(path, await restricted(path));
  await ask('GET', below(address, url));
  const schedule = { reportType, marketplaceIds, period: 'PT1H', nextReportCreationTime: iso(now() + day) };
  const { reportScheduleId } = (await send('POST', `${root}/schedules`, schedule)).json;
  await get(`${root}/schedules?reportTypes=${reportType}`);
  await get(`${root}/schedules/${reportScheduleId}`);
  await send('DELETE', `${root}/schedules/${reportScheduleId}`);
}

async function listings({ address, get, send }: Api): Promise<void> {
  const { sellerId, marketplaceId } = address.credentials;
  const root = `/listings/2021-08-01/items/${sellerId}`;
  const of = `marketplaceIds=${marketplaceId}`;
  await get(`${root}?${of}&identifiers=LAB-TEA-01&identifiersType=SKU&includedData=summaries&pageSize=2`);
  await get(`${root}/LAB-TEA-01?${of}&includedData=summaries,fulfillmentAvailability&issueLocale=ja_JP`);
  const patch = { productType: 'PRODUCT', patches: [stock] };
  await send('PATCH', `${root}/LAB-TEA-01?${of}&includedData=identifiers,issues`, patch);
  const { value } = stock;
  const attributes = {
    condition_type: [{ value: 'new_new' }],
    item_name: [{ value: '見本の商品', language_tag: 'ja_JP' }],
    fulfillment_availability: value,
  };
  const item = { productType: 'PRODUCT', requirements: 'LISTING', attributes };
  await send('PUT', `${root}/EXAMPLE-1?${of}&mode=VALIDATION_PREVIEW`, item);
  await send('PUT', `${root}/EXAMPLE-1?${of}`, item);
  await send('DELETE', `${root}/EXAMPLE-1?${of}`);
}

/** The told order's notice is taken from the queue; then subscription and destination go. */
async function notices({ ask, get, send }: Api, grantless: Headers, destination: string): Promise<void> {
  const root = '/notifications/v1';
  const queue = (action: string, body: object) =>
    ask('POST', '/sqs', {
      headers: { 'x-amz-target': `AmazonSQS.${action}`, 'content-type': 'application/x-amz-json-1.0' },
      body,
    });
  const { QueueUrl } = (await queue('GetQueueUrl', { QueueName: 'lab-queue' })).json;
  const { Messages } = (await queue('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 1, VisibilityTimeout: 30 }))
    .json;
  await queue('DeleteMessage', { QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle });
  await get(`${root}/destinations`, grantless);
  await get(`${root}/destinations/${destination}`, grantless);
  const { payload } = await get(`${root}/subscriptions/ORDER_CHANGE`);
  const one = `${root}/subscriptions/ORDER_CHANGE/${payload.subscriptionId}`;
  await get(one, grantless);
  await send('DELETE', one, undefined, grantless);
  await send('DELETE', `${root}/destinations/${destination}`, undefined, grantless);
}

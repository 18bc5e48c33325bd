import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type AmazonClient, amazonClient } from '../support/lab-client.ts';
import { answerComplaints, type SandboxCase, sandboxCases } from '../support/official-models.ts';

/**
 * Amazon's static sandbox cases, asked of the lab: status, schema, error code and the top of the answer must be as in the case.
 * The cases are canned and know no state, so some requests are changed first; each change is said here. Values are the lab's own.
 */
interface Change {
  readonly because: string;
  readonly parameters: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/** Operations that the lab does not have: the bridge has no use for them. */
const notInTheLab: Readonly<Record<string, string>> = {
  updateShipmentStatus: 'in-store pickup, not parcels',
  getOrderRegulatedInfo: 'orders with prescriptions',
  updateVerificationStatus: 'orders with prescriptions',
};

let lab: Lab;
let amazon: AmazonClient;
let feedId: string;
let feedDocumentId: string;

beforeAll(async () => {
  lab = await startLab({ seed: 'sandbox' });
  amazon = amazonClient(lab);
  const documents = await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType: 'text/xml' } });
  feedDocumentId = documents.json.feedDocumentId;
  const body = {
    feedType: 'POST_ORDER_FULFILLMENT_DATA',
    marketplaceIds: ['A1VC38T7YXB528'],
    inputFeedDocumentId: feedDocumentId,
  };
  feedId = (await amazon.call('POST', '/feeds/2021-06-30/feeds', { body })).json.feedId;
});
afterAll(() => lab.close());

const seller = 'ALABSELLER0001';
const japan = ['A1VC38T7YXB528'];
const word: Change = {
  because: 'the case is keyed by a word instead of a value',
  parameters: ({ NextToken: _token, ...given }) => ({
    ...given,
    ...(given.CreatedAfter === undefined ? {} : { CreatedAfter: '2017-01-01T00:00:00Z' }),
    ...(given.orderId === 'TEST_CASE_200' ? { orderId: '902-1845936-5435065' } : {}),
    ...(given.orderId === 'TEST_CASE_IBA_200' ? { orderId: '921-3175655-0452641' } : {}),
  }),
};
const feed: Change = {
  because: 'the case names a feed or document that nobody made',
  parameters: (given) => ({
    ...given,
    ...(given.feedId === undefined ? {} : { feedId }),
    ...(given.feedDocumentId === undefined ? {} : { feedDocumentId }),
    ...(given.body === undefined ? {} : { body: { ...(given.body as object), inputFeedDocumentId: feedDocumentId } }),
  }),
};
const patches = (name: string) => ({
  productType: 'PRODUCT',
  patches: [
    { op: 'merge', path: `/attributes/${name}`, value: [{ fulfillment_channel_code: 'DEFAULT', quantity: 1 }] },
  ],
});
const listing: Change = {
  because: 'the case leaves seller, product, marketplace or body out, or names those of another country',
  parameters: (given) => ({
    ...given,
    sellerId: seller,
    sku: 'LAB-TEA-01',
    marketplaceIds: japan,
    body: patches(given.sku === 'VALIDATION_INVALID' ? 'fake_attribute' : 'fulfillment_availability'),
  }),
};
const wholeListing: Change = {
  because: 'the case answers with data sets that it does not ask for',
  parameters: (given) => ({
    ...listing.parameters(given),
    includedData: 'summaries,offers,fulfillmentAvailability,issues',
  }),
};
const listingSearch: Change = {
  because: 'the case leaves the seller out and names marketplaces of other countries',
  parameters: (given) => ({ ...given, sellerId: seller, marketplaceIds: japan }),
};

const goneListing: Change = {
  because: 'the case leaves SKU and marketplace out',
  parameters: (given) => ({ ...given, sellerId: seller, sku: 'LAB-MUG-WH', marketplaceIds: japan }),
};
const putListing: Change = {
  because: 'the case leaves SKU, marketplace or body out, or names those of another country',
  parameters: (given) => ({
    ...listing.parameters(given),
    body: {
      productType: 'PRODUCT',
      attributes: {
        ...(given.sku === 'VALIDATION_INVALID' ? {} : { condition_type: [{ value: 'new_new' }] }),
        fulfillment_availability: patches('').patches[0]!.value,
      },
    },
  }),
};

/** By operation; only cases that are to succeed are changed, and those of listings that need at least a seller. */
const changes: Readonly<Record<string, Change>> = {
  'v0 getOrders': word,
  'v0 getOrder': word,
  'v0 getOrderBuyerInfo': word,
  'v0 getOrderAddress': word,
  'v0 getOrderItems': word,
  'v0 getOrderItemsBuyerInfo': word,
  searchOrders: {
    because: 'the page token of the case belongs to no search that anybody made',
    parameters: ({ paginationToken: _token, ...given }) => given,
  },
  createFeed: feed,
  cancelFeed: feed,
  getFeed: feed,
  getFeedDocument: feed,
  getListingsItem: wholeListing,
  patchListingsItem: listing,
  putListingsItem: putListing,
  deleteListingsItem: goneListing,
  searchListingsItems: listingSearch,
};

const replayed = sandboxCases.filter((one) => !(one.operationId in notInTheLab));
const name = (one: SandboxCase) => `${one.operationId} ${one.status} #${one.at + 1} of ${one.file}`;

it('knows all 68 cases, and leaves out only the operations that it says', () => {
  expect(sandboxCases.length).toBe(68);
  expect(sandboxCases.length - replayed.length).toBe(14);
  expect(new Set(sandboxCases.map((one) => one.operationId))).toEqual(
    new Set([...replayed.map((one) => one.operationId), ...Object.keys(notInTheLab)]),
  );
});

it('validates: the canned answers are as their own models say, and a wrong type, a missing member or another status is seen', () => {
  for (const one of sandboxCases.filter((sandbox) => Object.keys(sandbox.response ?? {}).length > 0)) {
    expect([name(one), ...answerComplaints(one.method, one.path, one.status, one.response)]).toEqual([name(one)]);
  }
  const order = {
    orderId: '1',
    createdTime: '2026-01-01T00:00:00Z',
    lastUpdatedTime: '2026-01-01T00:00:00Z',
    salesChannel: { channelName: 'AMAZON' },
    orderItems: [],
  };
  const complaints = (one: object, status = 200) =>
    answerComplaints('GET', '/orders/2026-01-01/orders', status, { orders: [one] });
  expect(complaints(order)).toEqual([]);
  expect(complaints({ ...order, orderId: 1 })).toEqual(['/orders/0/orderId must be string']);
  expect(complaints({ ...order, createdTime: 'yesterday' })).toEqual([
    '/orders/0/createdTime must match format "date-time"',
  ]);
  expect(complaints({ ...order, orderItems: undefined })).not.toEqual([]);
  expect(complaints(order, 418)).toEqual(['searchOrders documents no 418']);
});

it.each(replayed.map((one) => [name(one), one] as const))('%s', async (_name, one) => {
  const key = one.file === 'ordersV0.json' ? `v0 ${one.operationId}` : one.operationId;
  const isListing = one.file.startsWith('listings');
  const given = one.status < 300 ? (changes[key]?.parameters(one.parameters) ?? one.parameters) : one.parameters;
  const parameters: Readonly<Record<string, unknown>> = { ...(isListing ? { sellerId: seller } : {}), ...given };
  const path = one.path.replace(/\{(\w+)\}/g, (_whole, part: string) => encodeURIComponent(String(parameters[part])));
  const query = Object.fromEntries(
    Object.entries(parameters)
      .filter(([part, value]) => part !== 'body' && value !== undefined && !one.path.includes(`{${part}}`))
      .map(([part, value]) => [part, String(value)]),
  );
  const hasBody = ['post', 'patch', 'put'].includes(one.method);
  const answer = await amazon.raw(one.method.toUpperCase(), path, {
    query,
    ...(hasBody ? { body: parameters.body ?? {} } : {}),
  });

  expect(answer.status).toBe(one.status);
  expect(answerComplaints(one.method, path, answer.status, answer.json)).toEqual([]);
  expect(kinds(answer.json)).toMatchObject(kinds(one.response));
  if (one.status >= 400)
    expect(answer.json.errors[0].code).toBe((one.response as { errors: [{ code: string }] }).errors[0].code);
});

/** Names at the top of an answer with the kind of their values; tokens of a next page depend on how much there is. */
function kinds(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries((value ?? {}) as object)
      .filter(([part]) => !['pagination', 'nextToken'].includes(part))
      .map(([part, one]) => [part, Array.isArray(one) ? 'list' : typeof one]),
  );
}

import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type AmazonClient, amazonClient, labControl } from '../support/lab-client.ts';

const start = Date.parse('2026-11-21T03:00:00Z');
const items = '/listings/2021-08-01/items/ALABSELLER0001';
const query = { marketplaceIds: 'A1VC38T7YXB528' };

let lab: Lab;
let amazon: AmazonClient;
let control: ReturnType<typeof labControl>;
let token: string;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  amazon = amazonClient(lab);
  control = labControl(lab);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await control.post('/reset', { seed: 'empty' });
  token = await amazon.token();
});

const patch = (
  sku: string,
  op: string,
  value: object,
  more: Record<string, string> = {},
  path = 'fulfillment_availability',
) =>
  amazon.call('PATCH', `${items}/${encodeURIComponent(sku)}`, {
    query: { ...query, ...more },
    body: { productType: 'PRODUCT', patches: [{ op, path: `/attributes/${path}`, value: [value] }] },
    token,
  });
const get = async (
  sku: string,
  includedData = 'fulfillmentAvailability,issues,attributes,summaries,offers,productTypes',
) => amazon.call('GET', `${items}/${encodeURIComponent(sku)}`, { query: { ...query, includedData }, token });
const stockOf = async (sku: string) => (await control.holdings()).stock!.filter((one) => one.sku === sku);

it('merge changes the quantity and leaves the days; buyers see it minutes later', async () => {
  const answer = await patch('LAB-TEA-01', 'merge', { fulfillment_channel_code: 'DEFAULT', quantity: 7 });
  expect(answer.json).toMatchObject({ sku: 'LAB-TEA-01', status: 'ACCEPTED', issues: [] });
  expect((await get('LAB-TEA-01')).json.fulfillmentAvailability).toEqual([
    { fulfillmentChannelCode: 'DEFAULT', quantity: 120 },
  ]);
  lab.clock.turn(300_000);
  expect((await get('LAB-TEA-01')).json.fulfillmentAvailability).toEqual([
    { fulfillmentChannelCode: 'DEFAULT', quantity: 7 },
  ]);
  expect(await stockOf('LAB-TEA-01')).toMatchObject([{ quantity: 7, leadTimeDays: 2, isApplied: true }]);
});

it('replace drops the days that were not sent', async () => {
  await patch('LAB-TEA-01', 'replace', { fulfillment_channel_code: 'DEFAULT', quantity: 7 });
  expect(await stockOf('LAB-TEA-01')).toMatchObject([{ quantity: 7, leadTimeDays: null }]);
});

it('a DEFAULT quantity on a product that Amazon ships adds a channel: it changes who ships', async () => {
  await patch('FBA-LAMP-01', 'merge', { fulfillment_channel_code: 'DEFAULT', quantity: 3 });
  expect(await stockOf('FBA-LAMP-01')).toMatchObject([
    { channel: 'AMAZON_JP', quantity: 35 },
    { channel: 'DEFAULT', quantity: 3 },
  ]);
});

it.each([
  ['an attribute that does not exist', 'LAB-TEA-01', { quantity: 1 }, 'availability', '90000900'],
  ['no channel', 'LAB-TEA-01', { quantity: 1 }, 'fulfillment_availability', '90220'],
  [
    'a quantity below zero',
    'LAB-TEA-01',
    { fulfillment_channel_code: 'DEFAULT', quantity: -1 },
    'fulfillment_availability',
    '99001',
  ],
  [
    'a SKU that does not exist',
    'NOBODY',
    { fulfillment_channel_code: 'DEFAULT', quantity: 1 },
    'fulfillment_availability',
    '13013',
  ],
])('answers INVALID with HTTP 200 for %s, and changes nothing', async (_what, sku, value, path, code) => {
  const before = await stockOf('LAB-TEA-01');
  const answer = await patch(sku, 'merge', value, {}, path);
  expect([answer.status, answer.json.status]).toEqual([200, 'INVALID']);
  expect(answer.json.issues.map((issue: { code: string }) => issue.code)).toContain(code);
  lab.clock.turn(300_000);
  expect(await stockOf('LAB-TEA-01')).toEqual(before);
});

it('a preview is VALID and changes nothing', async () => {
  const value = { fulfillment_channel_code: 'DEFAULT', quantity: 7 };
  const answer = await patch('LAB-TEA-01', 'merge', value, {
    mode: 'VALIDATION_PREVIEW',
    includedData: 'identifiers,issues',
  });
  expect(answer.json).toMatchObject({ status: 'VALID', identifiers: [{ asin: 'B0LAB00001' }] });
  expect((await control.holdings()).stockChanges).toEqual([]);
});

it('finds a SKU with blanks, slashes and per cent signs', async () => {
  const sku = 'LAB PEN/B 0.5%';
  expect((await get(sku)).json.sku).toBe(sku);
  const found = await amazon.call('GET', items, {
    query: { ...query, identifiers: sku, identifiersType: 'SKU', includedData: 'fulfillmentAvailability' },
    token,
  });
  expect(found.json.items.map((one: { sku: string }) => one.sku)).toEqual([sku]);
});

it('refuses an unknown SKU, seller, marketplace, operation and parameter', async () => {
  expect((await get('NOBODY')).status).toBe(404);
  const other = items.replace('ALABSELLER0001', 'SOMEBODY');
  expect((await amazon.call('GET', `${other}/LAB-TEA-01`, { query, token })).status).toBe(403);
  expect(
    (await amazon.call('GET', `${items}/LAB-TEA-01`, { query: { marketplaceIds: 'ATVPDKIKX0DER' }, token })).status,
  ).toBe(400);
  expect((await patch('LAB-TEA-01', 'increase', { quantity: 1 })).json.errors[0].code).toBe('BAD_REQUEST');
  expect((await amazon.call('GET', `${items}/LAB-TEA-01`, { query: { ...query, language: 'ja' }, token })).status).toBe(
    400,
  );
  await control.change('withdraw-role', { role: 'product-listing' });
  expect((await get('LAB-TEA-01')).status).toBe(403);
});

it('lists all products in pages', async () => {
  const list = (pageToken?: string) =>
    amazon.call('GET', items, { query: { ...query, pageSize: '8', ...(pageToken ? { pageToken } : {}) }, token });
  const first = await list();
  const second = await list(first.json.pagination.nextToken);
  expect([first.json.items.length, second.json.items.length, first.json.numberOfResults]).toEqual([8, 4, 12]);
});

it('JSON_LISTINGS_FEED applies the good messages and names the bad ones', async () => {
  const contentType = 'application/json; charset=UTF-8';
  const made = await amazon.call('POST', '/feeds/2021-06-30/documents', { body: { contentType }, token });
  const message = (messageId: number, sku: string, value: object) => ({
    messageId,
    sku,
    operationType: 'PATCH',
    productType: 'PRODUCT',
    patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [value] }],
  });
  const feed = {
    header: { sellerId: 'ALABSELLER0001', version: '2.0', issueLocale: 'ja_JP' },
    messages: [
      message(1, 'LAB-TEA-01', { fulfillment_channel_code: 'DEFAULT', quantity: 5 }),
      message(2, 'NOBODY', { fulfillment_channel_code: 'DEFAULT', quantity: 5 }),
      message(3, 'LAB-TEA-02', { quantity: 5 }),
    ],
  };
  await fetch(made.json.url, { method: 'PUT', body: JSON.stringify(feed), headers: { 'content-type': contentType } });
  const body = {
    feedType: 'JSON_LISTINGS_FEED',
    marketplaceIds: ['A1VC38T7YXB528'],
    inputFeedDocumentId: made.json.feedDocumentId,
  };
  const { feedId } = (await amazon.call('POST', '/feeds/2021-06-30/feeds', { body, token })).json;
  lab.clock.turn(120_000);
  const { resultFeedDocumentId } = (await amazon.call('GET', `/feeds/2021-06-30/feeds/${feedId}`, { token })).json;
  const { json } = await amazon.call('GET', `/feeds/2021-06-30/documents/${resultFeedDocumentId}`, { token });
  const report = JSON.parse(gunzipSync(await (await fetch(json.url)).arrayBuffer()).toString());
  expect(report.summary).toEqual({
    errors: 2,
    warnings: 0,
    messagesProcessed: 3,
    messagesAccepted: 1,
    messagesInvalid: 2,
  });
  expect(report.issues.map((one: { messageId: number }) => one.messageId)).toEqual([2, 3]);
  expect(await stockOf('LAB-TEA-01')).toMatchObject([{ quantity: 5 }]);
});

it('JSON_LISTINGS_FEED may be sent five times in five minutes', async () => {
  const made = await amazon.call('POST', '/feeds/2021-06-30/documents', {
    body: { contentType: 'application/json' },
    token,
  });
  const body = {
    feedType: 'JSON_LISTINGS_FEED',
    marketplaceIds: ['A1VC38T7YXB528'],
    inputFeedDocumentId: made.json.feedDocumentId,
  };
  const statuses: number[] = [];
  for (let i = 0; i < 6; i += 1)
    statuses.push((await amazon.call('POST', '/feeds/2021-06-30/feeds', { body, token })).status);
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
});

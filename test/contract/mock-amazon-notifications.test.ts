import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Notifications } from '@sp-api-sdk/schemas';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type AmazonClient, amazonClient, labControl, said } from '../support/lab-client.ts';

/* Notices of the lab's Amazon: subscribed to, pulled from a queue, brought to a local address; bodies by Amazon's notification schemas. */

const start = Temporal.Instant.from('2026-11-21T03:00:00Z').epochMilliseconds;
const arn = 'arn:aws:sqs:ap-northeast-1:123456789012:lab-notices';
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
let lab: Lab;
let amazon: AmazonClient;
let control: ReturnType<typeof labControl>;
let seller: string;
let app: string;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  amazon = amazonClient(lab);
  control = labControl(lab);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await control.post('/reset', { seed: 'small' });
  seller = await amazon.token();
  const grantless = { grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' };
  app = (await amazon.login(grantless)).json.access_token;
});

const ask = (method: string, path: string, token: string, body?: object) =>
  amazon.raw(method, `/notifications/v1${path}`, { token, ...(body && { body }) });
const sqs = async (action: string, body: object) =>
  said(
    await fetch(`${amazon.api.replace(/api$/, 'sqs')}`, {
      method: 'POST',
      headers: { 'x-amz-target': `AmazonSQS.${action}`, 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({ QueueUrl: 'https://sqs.example/123456789012/lab-notices', ...body }),
    }),
  );
async function subscribe(types: Readonly<Record<string, object>>): Promise<string> {
  const made = await ask('POST', '/destinations', app, { resourceSpecification: { sqs: { arn } }, name: 'lab' });
  const { destinationId } = made.json.payload;
  for (const [type, more] of Object.entries(types)) {
    const answer = await ask('POST', `/subscriptions/${type}`, seller, { destinationId, ...more });
    expect([type, answer.status, answer.text]).toEqual([type, 200, expect.any(String)]);
  }
  return destinationId;
}
const bodies = async (): Promise<{ NotificationType?: string; Payload?: object }[]> =>
  ((await sqs('ReceiveMessage', { MaxNumberOfMessages: 10 })).json.Messages as { Body: string }[]).map((one) =>
    JSON.parse(one.Body),
  );
const complaints = (schema: object, value: object) => {
  const { $schema: _, $id: __, ...rest } = schema as Record<string, unknown>;
  const validate = ajv.compile(rest);
  return validate(value) ? [] : validate.errors!.map((one) => `${one.instancePath} ${one.message}`);
};

it('destinations and subscriptions: each with the token that it wants, one of a kind, gone when deleted', async () => {
  const destination = { resourceSpecification: { sqs: { arn } }, name: 'lab' };
  expect((await ask('POST', '/destinations', seller, destination)).status).toBe(403);
  const bad = { ...destination, resourceSpecification: { eventBridge: { region: 'x', accountId: '1' } } };
  expect((await ask('POST', '/destinations', app, bad)).status).toBe(400);
  const id = await subscribe({ ORDER_CHANGE: { payloadVersion: '1.0' } });
  expect((await ask('GET', '/destinations', app)).json.payload).toEqual([
    { destinationId: id, name: 'lab', resource: { sqs: { arn } } },
  ]);
  expect((await ask('POST', '/destinations', app, destination)).status).toBe(409);
  const again = { payloadVersion: '1.0', destinationId: id };
  expect((await ask('POST', '/subscriptions/ORDER_CHANGE', seller, again)).status).toBe(409);
  expect((await ask('POST', '/subscriptions/ORDER_CHANGE', app, again)).status).toBe(403);
  expect((await ask('POST', '/subscriptions/ANY_OFFER_CHANGED', seller, again)).status).toBe(400);
  const { subscriptionId } = (await ask('GET', '/subscriptions/ORDER_CHANGE', seller)).json.payload;
  expect((await ask('DELETE', `/destinations/${id}`, app)).status).toBe(409);
  const path = `/subscriptions/ORDER_CHANGE/${subscriptionId}`;
  expect((await ask('GET', path, app)).json.payload.destinationId).toBe(id);
  expect((await ask('DELETE', path, app)).status).toBe(200);
  expect((await ask('GET', '/subscriptions/ORDER_CHANGE', seller)).status).toBe(404);
  expect((await ask('DELETE', `/destinations/${id}`, app)).status).toBe(200);
});

it('tells orders, reports and feeds in bodies of Amazon’s schemas, once each, hidden while somebody works on them', async () => {
  await subscribe({
    ORDER_CHANGE: { payloadVersion: '1.0' },
    REPORT_PROCESSING_FINISHED: { payloadVersion: '2020-09-04' },
    FEED_PROCESSING_FINISHED: { payloadVersion: '2020-09-04' },
  });
  expect(await bodies()).toEqual([]);
  const { orderId } = await control.change('place-order', { sku: 'LAB-TEA-01', waitsFor: 'payment' });
  await bodies();
  lab.clock.turn(31_000);
  await control.change('pay-order', { order: orderId });
  await control.send('GET', '');
  await control.change('request-cancel', { order: orderId });
  const told = await bodies();
  const changes = told.map((one) => (one.Payload as { OrderChangeNotification: object }).OrderChangeNotification);
  expect(changes).toMatchObject([
    { AmazonOrderId: orderId, OrderChangeType: 'OrderStatusChange', Summary: { OrderStatus: 'Pending' } },
    { AmazonOrderId: orderId, OrderChangeType: 'OrderStatusChange', Summary: { OrderStatus: 'Unshipped' } },
    { OrderChangeType: 'BuyerRequestedChange', Summary: { OrderItems: [{ IsBuyerRequestedCancel: true }] } },
  ]);
  for (const one of told) expect(complaints(Notifications.orderChangeNotification, one)).toEqual([]);
  expect(await bodies()).toEqual([]);
  lab.clock.turn(31_000);
  const { Messages } = (await sqs('ReceiveMessage', { MaxNumberOfMessages: 10 })).json;
  expect(Messages.map((one: { Attributes: object }) => one.Attributes)).toMatchObject([
    { ApproximateReceiveCount: '3' },
    { ApproximateReceiveCount: '2' },
    { ApproximateReceiveCount: '2' },
  ]);
  for (const { ReceiptHandle } of Messages) await sqs('DeleteMessage', { ReceiptHandle });
  const report = { reportType: 'GET_FLAT_FILE_ORDERS_DATA', marketplaceIds: ['A1VC38T7YXB528'] };
  await amazon.raw('POST', '/reports/2021-06-30/reports', { token: seller, body: report });
  const document = { contentType: 'text/xml' };
  const made = await amazon.raw('POST', '/feeds/2021-06-30/documents', { token: seller, body: document });
  const feed = {
    feedType: 'POST_ORDER_FULFILLMENT_DATA',
    marketplaceIds: report.marketplaceIds,
    inputFeedDocumentId: made.json.feedDocumentId,
  };
  await amazon.raw('POST', '/feeds/2021-06-30/feeds', { token: seller, body: feed });
  lab.clock.turn(120_000);
  const [done, fed, ...more] = await bodies();
  expect(more).toEqual([]);
  expect(complaints(Notifications.feedProcessingFinishedNotification, fed!)).toEqual([]);
  expect(complaints(Notifications.reportProcessingFinishedNotification, done!)).toEqual([]);
  expect((await sqs('ReceiveMessage', { QueueUrl: 'https://sqs.example/1/other' })).json.__type).toMatch(
    /QueueDoesNotExist/,
  );
});

it('brings messages to an address on this machine, again until it takes them, and only what the filter wants', async () => {
  const came: string[] = [];
  let status = 500;
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (bytes) => {
      text += bytes;
    });
    request.on('end', () => {
      came.push(text);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sqs`;
    expect((await control.post('/systems/amazon/deliver-notifications', { url: 'http://example.com/' })).status).toBe(
      400,
    );
    await control.change('deliver-notifications', { url });
    const eventFilter = { eventFilterType: 'ORDER_CHANGE', orderChangeTypes: ['BuyerRequestedChange'] };
    await subscribe({ ORDER_CHANGE: { payloadVersion: '1.0', processingDirective: { eventFilter } } });
    const { orderId } = await control.change('place-order');
    await control.change('request-cancel', { order: orderId });
    await expect.poll(() => came.length).toBe(1);
    status = 200;
    await expect.poll(async () => (await control.holdings()).messages?.[0]?.pushes).toBe(1);
    lab.clock.turn(1001);
    await expect.poll(() => came.length).toBe(2);
    const [first, second] = came.map((text) => JSON.parse(text).Records[0]);
    expect(second).toMatchObject({ messageId: first.messageId, body: first.body, eventSourceARN: arn });
    expect(second.attributes.ApproximateReceiveCount).toBe('2');
    expect(JSON.parse(second.body).Payload.OrderChangeNotification).toMatchObject({
      AmazonOrderId: orderId,
      OrderChangeType: 'BuyerRequestedChange',
    });
    await expect.poll(async () => (await control.holdings()).messages).toEqual([]);
  } finally {
    await control.change('deliver-notifications', {});
    server.close();
  }
});

import { afterEach, expect, it } from 'vitest';
import { draw, readLatency } from '../../mocks/faults/latency.ts';
import { createRandom } from '../../mocks/random.ts';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type AmazonClient, amazonClient, labControl } from '../support/lab-client.ts';

/** 12:00 of Japan. */
const start = Date.parse('2026-11-21T03:00:00Z');
const orders = '/orders/2026-01-01/orders';

let lab: Lab;
afterEach(() => lab.close());

async function stand() {
  lab = await startLab({ now: () => start, seed: 'small' });
  const control = labControl(lab);
  const amazon = amazonClient(lab);
  const token = await amazon.token();
  const find = () => amazon.raw('GET', orders, { token, query: { createdAfter: '2026-01-01' } });
  return { control, amazon, token, find };
}

const statuses = async (times: number, ask: () => ReturnType<AmazonClient['raw']>): Promise<number[]> => {
  const seen: number[] = [];
  for (let i = 0; i < times; i += 1) seen.push((await ask()).status);
  return seen;
};

it('a fault on a schedule strikes between its times of the lab’s clock, and every day where it says so', async () => {
  const { control, find } = await stand();
  await control.fault('searchOrders', 'unavailable', { from: 'PT10M', to: '12:30' });
  expect(await statuses(2, find)).toEqual([200, 200]);
  await control.post('/clock', { by: 'PT10M' });
  expect(await statuses(2, find)).toEqual([503, 503]);
  await control.post('/clock', { by: 'PT20M' });
  expect(await statuses(1, find)).toEqual([200]);
  await control.post('/faults/clear');
  await control.fault('searchOrders', 'unavailable', { daily: '23:30-02:00' });
  expect(await statuses(1, find)).toEqual([200]);
  await control.post('/clock', { to: '2026-11-21T15:59:00Z' });
  const amazon = amazonClient(lab);
  const late = () => amazon.raw('GET', orders, { query: { createdAfter: '2026-01-01' } });
  expect(await statuses(1, late)).toEqual([503]);
  await control.post('/clock', { by: 7200 });
  expect(await statuses(1, late)).toEqual([200]);
  const refused = await control.post('/faults', { system: 'amazon', kind: 'reset', from: 'PT2H', to: 'PT1H' });
  expect([refused.status, refused.json.error]).toEqual([400, 'to must be later than from']);
  expect((await control.post('/faults', { system: 'amazon', kind: 'reset', daily: 'night' })).json.error).toContain(
    'daily "night"',
  );
});

it('a fault by match strikes only the order, the body or the member that it names', async () => {
  const { control, amazon, token } = await stand();
  const [one, other] = (await control.holdings()).orders! as { orderId: string }[];
  await control.fault('getOrder', 'server-error', { order: one!.orderId, count: 5 });
  const get = (id: string) => amazon.raw('GET', `${orders}/${id}`, { token });
  expect([(await get(other!.orderId)).status, (await get(one!.orderId)).status]).toEqual([200, 500]);
  const numbered = (trackingNumber: string) =>
    amazon.raw('POST', `/orders/v0/orders/${other!.orderId}/shipmentConfirmation`, {
      token,
      body: { marketplaceId: 'x', packageDetail: { trackingNumber } },
    });
  await control.fault('confirmShipment', 'unavailable', { match: { json: { 'packageDetail.trackingNumber': '42' } } });
  expect([(await numbered('421')).status, (await numbered('42')).status]).toEqual([400, 503]);
  await control.fault('confirmShipment', 'unavailable', { match: { body: '"77"' } });
  expect([(await numbered('770')).status, (await numbered('77')).status]).toEqual([400, 503]);
  const wrong = await control.post('/faults', { system: 'amazon', kind: 'reset', match: { colour: 'red' } });
  expect(wrong.json.error).toContain('unknown member match.colour');
});

it('a brown-out refuses its share of the calls and slows the others', async () => {
  const { control, amazon, token } = await stand();
  const [one] = (await control.holdings()).orders! as { orderId: string }[];
  await control.change('set-limit', { operation: 'getOrder', perSecond: 1000, burst: 1000 });
  await control.fault('getOrder', 'brown-out', { share: 0.3, latency: { min: 0, max: 2 } });
  const seen = await statuses(100, () => amazon.raw('GET', `${orders}/${one!.orderId}`, { token }));
  const refused = seen.filter((status) => status === 503).length;
  expect([refused > 15, refused < 45, seen.filter((status) => status === 200).length]).toEqual([
    true,
    true,
    100 - refused,
  ]);
  const log = (await control.get('/requests?operation=getOrder')).json as { fault: string }[];
  expect(new Set(log.map((entry) => entry.fault))).toEqual(new Set(['unavailable', 'delay']));
});

it('latencies are drawn from the distribution that was asked for', async () => {
  await stand();
  const random = createRandom(7);
  const tail = readLatency({ p50: 200, p95: 1000 })!;
  const drawn = Array.from({ length: 4000 }, () => draw(tail, random)).sort((a, b) => a - b);
  expect(drawn[2000]! / 200).toBeCloseTo(1, 0.5);
  expect(Math.abs(drawn[3800]! / 1000 - 1)).toBeLessThan(0.15);
  expect(drawn.at(-1)).toBeLessThanOrEqual(10_000);
  expect(() => readLatency({ p50: 5, p95: 1 })).toThrow('p95');
  expect(() => readLatency('{"mean":5}')).toThrow('latency must be');
});

it('a member is renamed or missing, and an older version answers, until it is taken away', async () => {
  const { control, find } = await stand();
  const names = async () => Object.keys((await find()).json.orders[0]);
  expect(await names()).toContain('orderId');
  await control.fault('searchOrders', 'renamed', { field: 'orders.*.orderId', into: 'amazonOrderId' });
  expect((await names()).slice(0, 1)).toEqual(['amazonOrderId']);
  expect(await names()).not.toContain('orderId');
  await control.post('/faults/clear');
  await control.fault('searchOrders', 'missing', { field: 'createdTime' });
  expect(await names()).not.toContain('createdTime');
  await control.post('/faults/clear');
  await control.fault('searchOrders', 'older-version');
  const { payload } = (await find()).json;
  expect(Object.keys(payload)).toEqual(['Orders', 'CreatedBefore']);
  expect(payload.Orders[0]).toMatchObject({ OrderStatus: 'Unshipped', SalesChannel: 'Amazon.co.jp' });
  const none = await control.post('/faults', { system: 'ecforce', operation: 'orders.list', kind: 'older-version' });
  expect(none.json.error).toBe('no older version of an operation of ecforce is known');
  const empty = await control.post('/faults', { system: 'amazon', kind: 'renamed', field: 'orderId' });
  expect(empty.json.error).toBe('renamed needs into: the other name');
});

it('Qoo10’s orders come as the version before wrote them', async () => {
  const { control } = await stand();
  const { api, credentials } = lab.systems.qoo10;
  const ask = async () => {
    const query = new URLSearchParams({
      key: credentials.certificationKey,
      v: '1.0',
      returnType: 'json',
      ShippingStatus: '2',
      SearchStartDate: '20261120',
      SearchEndDate: '20261121',
    });
    const answer = await fetch(`${api}/ShippingBasic.GetShippingInfo_v3?${query}`);
    return ((await answer.json()) as { ResultObject: Record<string, unknown>[] }).ResultObject;
  };
  const [newer] = await ask();
  await control.post('/faults', {
    system: 'qoo10',
    operation: 'ShippingBasic.GetShippingInfo_v3',
    kind: 'older-version',
  });
  const [older] = await ask();
  expect(older).toMatchObject({ orderNo: newer!.OrderNo, EstShippingDate: newer!.EstimatedShippingDate });
  expect(older).not.toHaveProperty('OrderNo');
});

it('a quota that is half used ends after the other half, of one operation or of a whole day', async () => {
  const { control, find } = await stand();
  const used = await control.post('/quota', { system: 'amazon', used: 0.5, operation: 'searchOrders' });
  expect(used.json).toEqual({ system: 'amazon', used: 0.5, quotas: ['searchOrders'] });
  const seen = await statuses(11, find);
  expect(seen).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
  await control.post('/quota', { system: 'ecforce', used: 1 });
  const { api } = lab.systems.ecforce;
  expect((await fetch(`${api}/api/v2/admin/orders.json`)).status).toBe(429);
  expect((await control.post('/quota', { system: 'b2cloud', used: 0.5 })).json.error).toBe('b2cloud has no quota');
  expect((await control.post('/quota', { system: 'amazon', used: 2 })).json.error).toContain('from 0 to 1');
});

it('a system whose clock is off judges by its own time, the others by theirs', async () => {
  const { control, amazon, find } = await stand();
  const skewed = await control.post('/skew', { system: 'amazon', by: '-PT2H' });
  expect(skewed.json).toEqual({ amazon: -7_200_000 });
  // Its orders of the last two hours lie in its future; new ones get its time.
  const { orderId } = await control.change('place-order');
  const order = (await control.holdings()).orders!.find((one) => one.orderId === orderId);
  expect(order.createdTime).toBe('2026-11-21T01:00:00Z');
  expect((await find()).json.createdBefore).toBe('2026-11-21T00:58:00Z');
  // A token of its slow clock lives on when the lab's hour is over, measured by its own clock.
  const token = await amazon.token();
  await control.post('/skew', { system: 'amazon', by: 0 });
  const ended = await amazon.raw('GET', orders, { token, query: { createdAfter: '2026-01-01' } });
  expect([ended.status, ended.text]).toEqual([403, expect.stringContaining('expired')]);
  await control.post('/skew', { system: 'qoo10', by: 60 });
  await control.post('/reset');
  expect((await control.get('/skew')).json).toEqual({});
  expect((await control.post('/skew', { system: 'qoo10', by: 'soon' })).status).toBe(400);
});

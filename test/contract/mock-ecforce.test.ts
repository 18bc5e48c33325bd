import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { ecforceClient } from '../support/ecforce-client.ts';
import { labControl } from '../support/lab-client.ts';

/* What the lab's ecforce says: sign-in, quota, lists, writes of many rows, what it refuses. */

const start = Date.parse('2026-11-21T03:00:00Z');
const hour = 3_600_000;

let lab: Lab;
let ecforce: ReturnType<typeof ecforceClient>;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  ecforce = ecforceClient(lab);
  control = labControl(lab, 'ecforce');
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.run();
  lab.clock.set(start);
  await control.post('/reset', { seed: 'small' });
  await control.change('set-limit', { perSecond: '1000', burst: '1000' });
  ecforce.forget();
});

const habit = (name: string, value: string) => control.change('set-habit', { name, value });
const orders = async () => (await control.holdings()).orders!;
const list = (query: string) => ecforce.call('GET', `/admin/orders.json?${query}`);
const include = 'include=billing_address,shipping_address,shipping_addresses,order_items';
const inState = async (state: string) => (await orders()).filter((one) => one.state === state && !one.isDeleted);

describe('the door', () => {
  it('gives a token for mail and password, and opens with `Token token` only', async () => {
    const { json, status } = await ecforce.signIn();
    expect([status, json.email]).toEqual([200, ecforce.credentials.email]);
    const open = (header: string) => ecforce.raw('GET', '/admin/shipping_carriers', undefined, header);
    expect((await open(`Token token="${json.authentication_token}"`)).status).toBe(200);
    expect((await open(`Bearer ${json.authentication_token}`)).json.errors[0].code).toBe('ASS1001');
    expect((await open('Token token="wrong"')).status).toBe(401);
    expect((await ecforce.signIn({ password: 'wrong' })).status).toBe(401);
  });

  it('lets nobody sign in more than five times an hour', async () => {
    for (let at = 0; at < 5; at++) expect((await ecforce.signIn()).status).toBe(200);
    const sixth = await ecforce.signIn();
    expect([sixth.status, sixth.text.trim()]).toEqual([429, 'Retry later']);
    lab.clock.turn(hour + 1000);
    expect((await ecforce.signIn()).status).toBe(200);
  });

  it('ends tokens with the sign-out, a new password and a renewal', async () => {
    expect((await ecforce.raw('GET', '/admins/sign_out.json')).status).toBe(204);
    expect((await ecforce.raw('GET', '/admin/orders.json')).status).toBe(401);
    ecforce.forget();
    await list('per=1');
    await control.change('end-tokens', {});
    expect((await ecforce.raw('GET', '/admin/orders.json')).status).toBe(401);
  });

  it('stops after the day’s calls until 9:00 in Japan', async () => {
    await list('per=1');
    await control.change('set-quota', { calls: '5' });
    for (let at = 0; at < 3; at++) await list('per=1');
    const over = await ecforce.raw('GET', '/admin/orders.json');
    expect([over.status, over.text.trim(), over.headers.get('retry-after')]).toEqual([429, 'Retry later', null]);
    // 12:00 in Japan; the day ends at 9:00.
    lab.clock.turn(20 * hour + 59 * 60_000);
    expect((await ecforce.raw('GET', '/admin/orders.json')).status).toBe(429);
    lab.clock.turn(60_000);
    expect((await ecforce.raw('GET', '/admin/orders.json')).status).toBe(200);
  });

  it('asks for patience when calls come too quickly', async () => {
    await control.change('set-limit', { perSecond: '1', burst: '2' });
    await list('per=1');
    const busy = [await ecforce.raw('GET', '/admin/orders'), await ecforce.raw('GET', '/admin/orders')].at(-1)!;
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '3']);
  });

  it('refuses what it does not know instead of guessing', async () => {
    expect((await ecforce.raw('GET', '/admin/orders.json?state=complete')).status).toBe(400);
    expect((await ecforce.raw('GET', '/admin/orders.json?q[colour_eq]=red')).status).toBe(400);
    expect((await ecforce.raw('GET', '/admin/orders.json?include=cats')).status).toBe(400);
    expect((await ecforce.raw('GET', '/admin/nothing.json')).json.errors[0].code).toBe('AOR2000');
    expect((await ecforce.raw('DELETE', '/admin/orders/3001.json')).status).toBe(404);
  });
});

describe('orders', () => {
  it('are found by state, with and without `.json`, deleted ones only when asked for', async () => {
    const complete = await inState('complete');
    const found = await list('q[state_eq]=complete&per=100&sort=id');
    expect(found.data.map((one: { id: string }) => Number(one.id))).toEqual(complete.map((one) => one.id));
    expect((await ecforce.call('GET', '/admin/orders?q[state_in][]=complete&per=100')).meta.total_count).toBe(
      complete.length,
    );
    const all = await list('per=100&q[with_deleted]=1');
    expect(all.meta.total_count).toBe((await orders()).length);
    expect((await list('per=100')).meta.total_count).toBe((await orders()).filter((one) => !one.isDeleted).length);
  });

  it('come in pages of at most a hundred, each saying how many there are', async () => {
    await control.post('/reset', { seed: 250 });
    await control.change('set-limit', { perSecond: '1000', burst: '1000' });
    ecforce.forget();
    const page = await list('per=500&sort=id&q[with_deleted]=1&page=3');
    expect(page.meta).toMatchObject({ total_count: 250, per: 100, page: 3, count: 50, total_pages: 3 });
    const after = await list(`per=100&sort=id&q[id_gt]=${page.data[0].id}`);
    expect(after.data[0].id).toBe(page.data[1].id);
    await habit('total-pages', 'missing');
    expect((await list('per=1')).meta.total_pages).toBeUndefined();
  });

  it('bring their addresses and items along, whose types do not agree', async () => {
    const { data, included } = await list(`q[state_eq]=complete&per=100&sort=id&${include}`);
    const items = data[1].relationships.order_items.data;
    expect(items[0].type).toBe('order-item');
    const found = included.find(
      (one: { type: string; id: string }) => one.type === 'order_item' && one.id === items[0].id,
    );
    expect(found.attributes).toMatchObject({ variant_sku: 'EC-SOAP', quantity: 2 });
    const address = included.find((one: { id: string }) => one.id === data[1].relationships.billing_address.data.id);
    expect(address.attributes).toHaveProperty('prefecture_name');
    expect(data[2].attributes).toMatchObject({ kind: '定期受注', times: 3 });
    expect(data[0].attributes.created_at).toMatch(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d$/);
    expect(Object.keys((await list('per=1&lighter=1')).data[0].attributes)).not.toContain('remark');
  });

  it('show nothing and one thing in the shapes that were seen', async () => {
    await habit('empty', 'null');
    await habit('single', 'object');
    expect((await list('q[number_eq]=nobody')).data).toBeNull();
    const [first] = await orders();
    expect((await list(`q[number_eq]=${first!.number}`)).data.attributes.number).toBe(first!.number);
  });
});

describe('writes', () => {
  it('set states row by row: a bad row is a failure inside HTTP 200', async () => {
    const [a, b] = await inState('complete');
    const { success, failure, errors } = await ecforce.call('PUT', '/admin/orders/bulk_update.json', {
      orders: [
        { id: a!.id, state: 'working' },
        { id: 999_999, state: 'working' },
        { id: b!.id, state: 'nowhere' },
      ],
    });
    expect([success, failure]).toEqual([[a!.id], [999_999, b!.id]]);
    expect(errors.map((one: { code: string; errors: { code: string }[] }) => [one.code, one.errors[0]!.code])).toEqual([
      ['AOR0000', 'AOR2001'],
      ['AOR0000', 'AOR3002'],
    ]);
    expect((await orders()).find((one) => one.id === b!.id)!.state).toBe('complete');
    expect((await control.holdings()).told!.map((one) => one.effect)).toEqual(['done', 'refused', 'refused']);
  });

  it('take results without moving the state, unless the shop has the automation', async () => {
    const [a, b] = await inState('complete');
    const send = (id: unknown, more = {}) =>
      ecforce.call('PUT', '/admin/orders/shipping.json', {
        orders: [{ id, shipping_slip: '400000000013', shipped_at: '2026-11-21', ...more }],
        with_sale: 0,
      });
    expect((await send(a!.id, { shipping_carrier_id: 6 })).success).toEqual([a!.id]);
    expect((await orders()).find((one) => one.id === a!.id)).toMatchObject({
      state: 'complete',
      slip: '400000000013',
      carrierId: 6,
    });
    expect((await send(b!.id, { shipping_carrier_id: 999 })).errors[0].errors[0].code).toBe('AOR3005');
    await habit('automation', 'on');
    await send(b!.id);
    expect((await orders()).find((one) => one.id === b!.id)!.state).toBe('shipped');
  });

  it('want the address of an order that goes to several, and answer by both ids', async () => {
    const several = (await orders()).find((one) => one.addresses === 2)!;
    const send = (address?: string) =>
      ecforce.call('PUT', '/admin/orders/shipping.json', {
        orders: [
          {
            id: several.id,
            shipping_slip: '400000000013',
            shipped_at: '2026-11-21',
            ...(address && { shipping_address_id: Number(address) }),
          },
        ],
      });
    expect((await send()).errors[0].errors[0].code).toBe('AOR3006');
    const { data } = await list(`q[id_eq]=${several.id}&${include}`);
    const address = data[0].relationships.shipping_addresses.data[1].id;
    expect((await send(address)).success).toEqual([`${several.id}-${address}`]);
  });

  it('count stock by place, and may answer with nothing', async () => {
    const put = (sku: string, stock: unknown, place = 'default') =>
      ecforce.raw('PUT', '/admin/stock_items.json', {
        stock_items: [{ variant_sku: sku, stock_location_code: place, stock }],
      });
    expect((await put('EC-TEA', 7, 'east')).json.success[0].stock).toBe('7');
    expect((await put('EC-MASK', 7, 'east')).json.errors[0]).toMatchObject({
      id: 'EC-MASK',
      errors: [{ code: 'ASI2002' }],
    });
    expect((await put('EC-TEA', -1)).json.errors[0].errors[0].code).toBe('ASI3002');
    await habit('write-body', 'empty');
    const quiet = await put('EC-TEA', 8);
    expect([quiet.status, quiet.text]).toEqual([200, '']);
    const stock = (await control.holdings()).stock!;
    expect(stock.filter((one) => one.sku === 'EC-TEA').map((one) => one.stock)).toEqual([8, 7]);
  });

  it('never let anybody touch a payment, and remember that somebody tried', async () => {
    const { status } = await ecforce.raw('POST', '/admin/orders/3001/payment_status.json', { method: 'void' });
    expect(status).toBe(501);
    expect((await control.holdings()).told).toMatchObject([{ what: 'payment', effect: 'refused' }]);
  });
});

it('buyers live by themselves: orders are born, paid, cancelled', async () => {
  await control.post('/reset', { seed: 'empty' });
  await control.post('/life', { on: true });
  lab.clock.turn(72 * hour);
  const { json } = await control.get('/life');
  const own = json.happened.filter((one: { system: string }) => one.system === 'ecforce');
  expect(new Set(own.map((one: { what: string }) => one.what))).toEqual(
    new Set(['place-order', 'pay-order', 'cancel-order', 'change-address']),
  );
  expect((await orders()).some((one) => one.state === 'canceled')).toBe(true);
  await control.post('/life', { on: false });
});

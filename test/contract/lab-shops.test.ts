import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { amazonClient, labControl } from '../support/lab-client.ts';

let lab: Lab;
let folder = '';
afterEach(async () => {
  await lab.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = '';
});

/** The same client, for another shop of the same lab. */
const shopOf = (name: string): Lab => ({
  ...lab,
  systems: { ...lab.systems, amazon: (lab.systems as unknown as Record<string, typeof lab.systems.amazon>)[name]! },
});

it('a further shop has keys, orders and limits of its own, and nothing of it is seen by the first', async () => {
  lab = await startLab({ seed: 'empty', shops: [{ system: 'amazon', shop: 'outlet' }] });
  const [first, second] = [amazonClient(lab), amazonClient(shopOf('amazon-outlet'))];
  const control = labControl(lab, 'amazon-outlet');
  const { orderId } = await control.change('place-order');
  lab.clock.turn(600_000);
  const path = `/orders/2026-01-01/orders/${orderId}`;
  expect((await second.raw('GET', path)).status).toBe(200);
  expect((await first.raw('GET', path)).status).toBe(404);
  // Neither keys nor tokens of the one open the other.
  expect((await first.login({ refresh_token: second.credentials.refreshToken })).status).toBe(400);
  expect((await first.raw('GET', path, { token: await second.token() })).status).toBe(403);
  expect(new Set([...Object.values(first.credentials), ...Object.values(second.credentials)]).size).toBe(9);
  await control.change('set-limit', { operation: 'getOrder', perSecond: 0.001, burst: 1 });
  const token = await second.token();
  expect([
    (await second.raw('GET', path, { token })).status,
    (await second.raw('GET', path, { token })).status,
  ]).toEqual([200, 429]);
  expect((await first.raw('GET', path)).status).toBe(404);
  // A fault of the one does not strike the other.
  await control.fault('lwaToken', 'unavailable');
  expect([(await first.login()).status, (await second.login()).status]).toEqual([200, 503]);
  const told = await control.post('/expect', { order: orderId, system: 'amazon', placed: false });
  expect(told.json.failures).toEqual([]);
});

it.each(['b2cloud', 'ecforce', 'qoo10', 'shopserve'])('%s has further shops too, with other keys', async (system) => {
  lab = await startLab({ seed: 'small' });
  const control = labControl(lab);
  expect((await control.post('/shops', { system, shop: 'second' })).json).toEqual({ name: `${system}-second` });
  const { systems } = (await control.get('/address')).json;
  const [one, other] = [systems[system], systems[`${system}-second`]];
  expect(other.api).toContain(`/${system}-second`);
  expect(other.credentials).not.toEqual(one.credentials);
  expect((await control.get(`/holdings/${system}-second`)).status).toBe(200);
  const again = await control.post('/shops', { system, shop: 'second' });
  expect([again.status, again.json.error]).toEqual([400, `${system} has a shop "second" already`]);
  expect((await control.send('DELETE', `/shops/${system}-second`)).json).toEqual([]);
  expect((await control.get(`/holdings/${system}-second`)).status).toBe(400);
  expect((await control.post('/shops', { system, shop: '../x' })).json.error).toContain('small letters');
});

it('shops are kept over a restart, and a scenario may open its own', async () => {
  folder = mkdtempSync(join(tmpdir(), 'lab-shops-'));
  lab = await startLab({ seed: 'empty', state: folder });
  await labControl(lab).post('/shops', { system: 'qoo10', shop: 'second' });
  await labControl(lab, 'qoo10-second').change('place-order');
  await lab.close();
  lab = await startLab({ seed: 'empty', state: folder });
  // The connection to the same port is of the lab that ended.
  await labControl(lab)
    .get('/clock')
    .catch(() => undefined);
  expect((await labControl(lab, 'qoo10-second').holdings()).orders).toHaveLength(1);
  const scenario = {
    name: 'two shops with one number',
    shops: [{ system: 'shopserve', shop: 'east' }],
    steps: [
      { place: { system: 'shopserve' }, as: 'one' },
      { place: { system: 'shopserve-east' }, as: 'other' },
      { expect: { order: '$one', system: 'shopserve-east', paid: true } },
      { expect: { order: '$one', paid: true } },
    ],
  };
  const { json } = await labControl(lab).post('/scenarios', scenario);
  expect(json.failures).toEqual([
    'line 1, expect: order 10000001 is known to shopserve and shopserve-east: say which with system',
  ]);
});

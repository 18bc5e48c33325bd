import { existsSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { lookAfterHandOvers } from '../../src/flow/b2/looks.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { destination, line, order } from '../support/orders.ts';

let bench: B2Bench;
afterEach(() => bench.close());

test('unattended: labels come into the outbox, numbers to their shipments', async () => {
  bench = await b2Bench();
  await bench.order('250-0000001-0000001');
  await bench.order('250-0000001-0000002');
  const report = await issueByApi(bench.ctx, { unattended: true });
  expect(report.handOvers).toMatchObject([{ state: 'done', corrections: [], problem: null }]);
  const [handOver] = report.handOvers;
  expect(handOver!.files.some((file) => file.endsWith('.pdf') && existsSync(file))).toBe(true);
  expect(await bench.numbers()).toEqual(await bench.ledger());
  expect((await bench.ledger()).size).toBe(2);
  // Told to the marketplace by its file as well.
  expect(new Set(Object.values(await bench.states()))).toEqual(new Set(['closed']));
  expect(handOver!.files.some((file) => file.includes('amazon') && existsSync(file))).toBe(true);
});

test('label printers print one kind of slip at a time: runs are split, what they cannot print is left out with the reason', async () => {
  bench = await b2Bench({ settings: { printer: 'label' } });
  await bench.order('250-0000001-0000001');
  await bench.order('250-0000001-0000002', { 'payment-method': 'COD', 'cod-collectible-amount': '1200' });
  const report = await issueByApi(bench.ctx, { unattended: true });
  expect(report.handOvers.map((one) => [one.state, one.shipments.length])).toEqual(
    report.handOvers.map(() => ['done', 1]),
  );
  expect(await bench.numbers()).toEqual(await bench.ledger());
});

test('a dry run names what would go and changes nothing', async () => {
  bench = await b2Bench();
  await bench.order('250-0000001-0000001');
  const report = await issueByApi(bench.ctx, { dryRun: true });
  expect(report.handOvers).toMatchObject([{ id: '', shipments: ['250-0000001-0000001_1'] }]);
  expect(await bench.ctx.store.handOvers()).toEqual([]);
  expect((await bench.stand.requests()).filter((one) => one.operation === 'registerEdit')).toEqual([]);
  expect(await bench.states()).toEqual({ '250-0000001-0000001_1': 'ready' });
});

test('orders of a shop that is live never get numbers of the lab', async () => {
  bench = await b2Bench();
  await bench.order('250-0000001-0000001');
  const ctx = { ...bench.ctx, config: { ...bench.ctx.config, apis: { amazon: { settings: {}, live: true } } } };
  const report = await issueByApi(ctx, { unattended: true });
  expect(report.handOvers).toEqual([]);
  expect(report.leftOut).toMatchObject([{ code: 'b2-lab-for-live-shop' }]);
  expect(await bench.ledger()).toEqual(new Map());
});

test('a destination that is issued or cancelled never stands in the way of the others, by file or by API', async () => {
  bench = await b2Bench();
  const destinations = ['1', '2', '3'].map((key) => destination({ key, addressPending: key === '2' }));
  const lines = ['1', '2', '3'].map((no) => line({ no, destination: no, status: no === '3' ? 'cancelled' : 'open' }));
  await bench.put(order({ destinations, lines }));
  expect((await issueShipments(bench.ctx, { shop: 'amazon' })).shipments).toEqual(['T-0001_1']);
  const arrived = destinations.map((one) => ({ ...one, addressPending: false }));
  await bench.put(order({ destinations: arrived, lines }));
  for (const { shipment, holds } of await bench.ctx.store.shipments({ states: ['held'] })) {
    for (const hold of holds) await clearHold(bench.ctx, `${shipment.customerNo}:${hold.code}`, '確認した', 'test');
  }
  const report = await issueByApi(bench.ctx, {});
  expect(report.handOvers.map((one) => one.shipments)).toEqual([['T-0001_2']]);
  expect(await issueShipments(bench.ctx, { shop: 'amazon' })).toMatchObject({ shipments: [] });
});

test('screen: nothing is printed by handing over', async () => {
  bench = await b2Bench();
  await bench.order('250-0000001-0000001');
  const report = await issueByApi(bench.ctx, {});
  expect(report.handOvers).toMatchObject([{ state: 'open', shipments: ['250-0000001-0000001_1'] }]);
  expect(report.handOvers[0]!.address).toContain('multi_import_api.html?notify=http%3A%2F%2F127.0.0.1');
  expect((await bench.ledger()).size).toBe(0);
  expect(await bench.states()).toEqual({ '250-0000001-0000001_1': 'issuing' });
  await lookAfterHandOvers(bench.ctx);
});

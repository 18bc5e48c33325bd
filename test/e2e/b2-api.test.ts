import { existsSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { lookAfterHandOvers } from '../../src/flow/b2/looks.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';

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
  expect(new Set(Object.values(await bench.states()))).toEqual(new Set(['shipped']));
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

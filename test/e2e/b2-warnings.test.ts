import { afterEach, expect, test } from 'vitest';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { releaseHandOver } from '../../src/flow/b2/release.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';

/* B9: rows that B2 remarks on can be printed; only rows that it refuses need a correction. */

const customerNo = '250-0000001-0000001_1';
let bench: B2Bench;
afterEach(() => bench.close());

const start = async (...errors: Readonly<Record<string, string>>[]) => {
  bench = await b2Bench();
  await bench.order('250-0000001-0000001');
  for (const one of errors) await bench.change('force-error', { customer: customerNo, count: '5', ...one });
};

test('B9: a warning is said as one, and the row can be printed', async () => {
  await start({ code: 'WS003001', property: 'consignee_address1' });
  const [one] = (await issueByApi(bench.ctx, {})).handOvers;
  expect(one).toMatchObject({ state: 'open', corrections: [], warnings: [{ customerNo, code: 'WS003001' }] });
  expect(one!.warnings[0]!.sentence).toContain('このままでも印刷できます');
});

test('B9: a duplicate is said as a duplicate, not as a correction', async () => {
  await start({ code: 'WL009001', property: 'shipment_number' }, { code: 'WS003001', property: 'consignee_address1' });
  const [one] = (await issueByApi(bench.ctx, {})).handOvers;
  expect(one).toMatchObject({ state: 'open', corrections: [] });
  expect(one!.warnings.map((each) => each.sentence)).toEqual([
    expect.stringContaining('重複の注意'),
    expect.stringContaining('都道府県がありません'),
  ]);
  expect(one!.warnings.every((each) => !each.sentence.includes('修正が必要'))).toBe(true);
});

test('B9: where nobody sees the screen, a duplicate is not printed', async () => {
  await start({ code: 'WL009001', property: 'shipment_number' });
  await bench.order('250-0000001-0000002');
  const [one] = (await issueByApi(bench.ctx, { unattended: true })).handOvers;
  expect(one).toMatchObject({ state: 'done', warnings: [{ customerNo }] });
  expect([...(await bench.ledger()).keys()]).toEqual(['250-0000001-0000002_1']);
  expect(await bench.states()).toMatchObject({ [customerNo]: 'ready' });
  // Trying again is no look at B2's history.
  const [again] = (await issueByApi(bench.ctx, { unattended: true })).handOvers;
  expect(again).toMatchObject({ state: 'failed' });
});

test('B9: a duplicate alone is not printed either, and it is said why', async () => {
  await start({ code: 'WL009002', property: 'shipment_number' });
  const [one] = (await issueByApi(bench.ctx, { unattended: true })).handOvers;
  expect(one).toMatchObject({ state: 'failed' });
  expect(await bench.ctx.store.handOvers({ ids: [one!.id] })).toMatchObject([{ code: 'b2-entry-duplicate' }]);
  expect((await bench.ledger()).size).toBe(0);
});

test('B9: an error keeps its words, beside warnings of other rows', async () => {
  await start({ code: 'EF016001', property: 'consignee_zip_code' });
  await bench.order('250-0000001-0000002');
  await bench.change('force-error', {
    code: 'WL009002',
    property: 'shipment_number',
    customer: '250-0000001-0000002_1',
  });
  const [one] = (await issueByApi(bench.ctx, {})).handOvers;
  expect(one!.corrections.map((each) => [each.customerNo, each.code])).toEqual([[customerNo, 'EF016001']]);
  expect(one!.warnings.map((each) => each.customerNo)).toEqual(['250-0000001-0000002_1']);
  await releaseHandOver(bench.ctx, one!.id, { note: '試験', actor: 'test' });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { startNotifyEndpoint } from '../../src/flow/b2/notify-endpoint.ts';
import { releaseHandOver } from '../../src/flow/b2/release.ts';
import { followUp } from '../../src/flow/issue/after-intake.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';

/* B10: as long as a screen may still print a shipment, no other way may make a label of it. */

let bench: B2Bench;
beforeEach(async () => {
  bench = await b2Bench();
});
afterEach(() => bench.close());

const one = '250-0000009-0000001';
const two = '250-0000009-0000002';
const codes = (report: { leftOut: readonly { customerNo: string; code: string }[] }) =>
  report.leftOut.map(({ customerNo, code }) => `${customerNo} ${code}`);
const reissue = (orders: readonly string[]) => issueShipments(bench.ctx, { orders, reissue: { note: '紙詰まり' } });
async function handOver() {
  const [handed] = (await issueByApi(bench.ctx, {})).handOvers;
  return handed!;
}

test('B10: handed over again while its screen is open: the hand-over and its release are named, no CSV and no reissue', async () => {
  await bench.order(one);
  const { id } = await handOver();
  const again = await issueByApi(bench.ctx, { orders: [one] });
  expect(again.handOvers).toEqual([]);
  expect(codes(again)).toEqual([`${one}_1 already-handed-over`]);
  const said = `${again.leftOut[0]!.sentence}${again.leftOut[0]!.remedy}`;
  expect(said).toContain(id);
  expect(said).toContain(`b2 release ${id}`);
  expect(said).not.toMatch(/CSV|reissue|再発行/);
});

test.each([
  ['CSV', () => issueShipments(bench.ctx, { orders: [one] })],
  ['CSV by お客様管理番号', () => issueShipments(bench.ctx, { orders: [`${one}_1`] })],
  ['reissue', () => reissue([one])],
  ['dry run of a reissue', () => issueShipments(bench.ctx, { orders: [one], reissue: { note: 'x' }, dryRun: true })],
])('B10: %s of a shipment on an open screen writes nothing', async (_, way) => {
  await bench.order(one);
  await handOver();
  const report = await way();
  expect([report.files, report.shipments]).toEqual([[], []]);
  expect(codes(report)).toEqual([`${one}_1 already-handed-over`]);
  expect(await bench.states()).toEqual({ [`${one}_1`]: 'issuing' });
});

test('B10: one of two is printed: neither gets a second label before the hand-over is ended, both may then', async () => {
  await bench.order(one);
  await bench.order(two);
  const endpoint = await startNotifyEndpoint(bench.ctx);
  try {
    const { id, address } = await handOver();
    const screen = await openScreen(address);
    await screen.print([screen.printable()[0]!]);
    await endpoint.settled();
    expect(await bench.states()).toEqual({ [`${one}_1`]: 'closed', [`${two}_1`]: 'issuing' });
    expect(codes(await reissue([one, two]))).toEqual([`${one}_1 already-handed-over`, `${two}_1 already-handed-over`]);
    await releaseHandOver(bench.ctx, id, { note: '2件目は印刷しない', actor: 'test' });
    expect((await reissue([one])).shipments).toEqual([`${one}_1`]);
    expect((await issueShipments(bench.ctx, {})).shipments).toEqual([`${two}_1`]);
  } finally {
    await endpoint.close();
  }
});

test('B10: what an unattended print gave back can be issued at once, the part that may be printed cannot', async () => {
  await bench.order(one);
  await bench.order(two);
  await bench.change('force-error', { code: 'EF016001', property: 'consignee_zip_code', customer: `${two}_1` });
  await bench.change('fail-issues', { count: '1' });
  const [handed] = (await issueByApi(bench.ctx, { unattended: true })).handOvers;
  expect(handed!.state).toBe('printing');
  expect(codes(await reissue([one]))).toEqual([`${one}_1 already-handed-over`]);
  expect((await issueShipments(bench.ctx, {})).shipments).toEqual([`${two}_1`]);
});

test('B10: a shop of its own issue: auto never writes what was handed over, also after a release', async () => {
  const auto: Context = {
    ...bench.ctx,
    config: { ...bench.ctx.config, shops: { amazon: { ...bench.ctx.config.shops.amazon!, issue: 'auto' } } },
  };
  await bench.order(one);
  const { id } = await handOver();
  await followUp(auto, 'amazon', true);
  await releaseHandOver(bench.ctx, id, { note: '画面を閉じた', actor: 'test' });
  await bench.order(two);
  await followUp(auto, 'amazon', true);
  expect(await bench.states()).toEqual({ [`${one}_1`]: 'ready', [`${two}_1`]: 'issuing' });
  // A person may, by either way.
  expect((await issueShipments(bench.ctx, { dryRun: true })).shipments).toEqual([`${one}_1`]);
  expect((await issueByApi(bench.ctx, {})).handOvers[0]!.shipments).toEqual([`${one}_1`]);
});

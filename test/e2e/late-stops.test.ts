import { afterEach, beforeEach, expect, test } from 'vitest';
import { advance } from '../../src/flow/b2/advance.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { clearHold, listHolds } from '../../src/flow/desk/holds.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { writeNotices } from '../../src/flow/notify/index.ts';
import { type B2Bench, b2Bench } from '../support/b2.ts';
import { openScreen } from '../support/b2-screen.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { line, order } from '../support/orders.ts';

/* B12, A2: what comes to stop a parcel after its hand-over or label is a hold and a mail at once, and nobody is told before a person looked. */

let bench: B2Bench;
beforeEach(async () => {
  bench = await b2Bench();
});
afterEach(() => bench.close());

const number = '250-0000001-0000001';
const one = `${number}_1`;
let count = 0;
/** The order as Amazon's API gives it, once more. */
const again = (asked: boolean) => {
  const order = {
    orderId: number,
    createdTime: '2026-11-20T03:00:00Z',
    lastUpdatedTime: `2026-11-20T03:00:0${++count}Z`,
    salesChannel: { channelName: 'AMAZON', marketplaceId: 'A1VC38T7YXB528', marketplaceName: 'Amazon.co.jp' },
    recipient: {
      deliveryAddress: {
        name: '試験 太郎',
        addressLine1: '千代田区千代田9-9-9',
        stateOrRegion: '東京都',
        postalCode: '100-0001',
        countryCode: 'JP',
        phone: '03-0000-0101',
      },
    },
    buyer: { buyerName: '購入 花子' },
    fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT', fulfillmentServiceLevel: 'STANDARD' },
    orderItems: [
      {
        orderItemId: '10000000000011',
        quantityOrdered: 1,
        product: { title: '緑茶 100g', sellerSku: 'SKU-1' },
        fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: 1 },
        ...(asked && { cancellation: { cancellationRequest: { requester: 'BUYER' } } }),
      },
    ],
  };
  const bytes = Buffer.from(JSON.stringify({ orders: [order] }));
  return intakeFile(bench.ctx, { name: `page-${count}.json`, bytes, shop: 'amazon', layout: 'amazon-orders-v2026' });
};
const holds = async () => (await listHolds(bench.ctx, {}, { limit: 10 })).rows.map((hold) => hold.code);
const mails = async (about: RegExp) => (await bench.ctx.store.mails({})).filter((mail) => about.test(mail.subject));
const cancelMail = /キャンセル・変更/;

test('A buyer’s cancel request before the label: hold, one mail at once, a line in the run; taken back, it is ready again', async () => {
  await again(false);
  const [document] = await again(true);
  expect(document?.happened).toMatchObject([{ order: number, kind: 'fix', code: 'cancel-requested' }]);
  expect(await holds()).toEqual(['cancel-requested']);
  const told = await mails(/発行前/);
  expect(new Set(told.map((one) => one.to)).size).toBe(told.length);
  const [mail] = told;
  expect(mail?.text).toContain(number);
  expect(mail?.text).toContain('送り状はまだ出していません');
  expect(await mails(cancelMail)).toEqual([]);
  // Known already: no second mail, no second line.
  const [same] = await again(true);
  expect(same?.happened).toEqual([]);
  expect(await mails(/発行前/)).toHaveLength(told.length);
  await again(false);
  expect(await holds()).toEqual([]);
});

test('A buyer’s cancel request after the label: hold, mail, and nothing is told before a person has looked', async () => {
  await again(false);
  await issueShipments(bench.ctx, {});
  await again(true);
  expect(await holds()).toEqual(['cancel-requested-after-issue']);
  const sent = await mails(cancelMail);
  expect(sent.map((mail) => mail.to).toSorted()).toEqual(['b2@example.jp', 'boss@example.jp', 'desk@example.jp']);
  expect(sent[0]!.text).toContain(`■ 受注番号 ${number}（お客様管理番号 ${one}、発行中）`);
  const issued = issuedData([{ customerNo: one, number: trackingNumber(1) }]);
  await intakeFile(bench.ctx, { name: 'issued.csv', bytes: issued, shop: '', layout: '' });
  expect(await writeNotices(bench.ctx, 'amazon')).toMatchObject({
    shipments: [],
    leftOut: [{ code: 'notice-stopped' }],
  });
  // Read again without change: no second mail.
  await again(true);
  expect(await mails(cancelMail)).toHaveLength(3);
  expect((await clearHold(bench.ctx, one, 'モールで拒否した')).cleared).toHaveLength(1);
  expect((await writeNotices(bench.ctx, 'amazon')).shipments).toEqual([one]);
  await again(true);
  expect(await holds()).toEqual([]);
});

test('a request that was known before the label is no news after it; one that is taken back leaves nothing', async () => {
  await again(true);
  expect((await clearHold(bench.ctx, one, '発送してよい')).cleared.map((hold) => hold.code)).toEqual([
    'cancel-requested',
  ]);
  expect((await issueShipments(bench.ctx, {})).shipments).toEqual([one]);
  await again(true);
  expect([await holds(), await mails(cancelMail)]).toEqual([[], []]);
});

test('a request that is taken back leaves nothing to look at', async () => {
  await bench.put(order({ lines: [line()] }));
  await issueShipments(bench.ctx, { shop: 'amazon' });
  await bench.put(order({ lines: [line({ cancelRequested: true })] }));
  expect(await holds()).toEqual(['cancel-requested-after-issue']);
  await bench.put(order({ lines: [line()] }));
  expect(await holds()).toEqual([]);
});

test('the shop’s own stop after the label is seen as well', async () => {
  await bench.put(order({ lines: [line()] }));
  await issueShipments(bench.ctx, { shop: 'amazon' });
  await bench.put(order({ lines: [line()], stop: { why: 'fraud', word: '不正注文' } }));
  expect(await holds()).toEqual(['stopped-after-issue']);
  // Our own parcel made it partly shipped: nothing to stop.
  await bench.put(order({ lines: [line()], stop: { why: 'partly', word: '一部発送' } }));
  await bench.put(order({ number: 'T-0002', lines: [line()] }));
  await issueShipments(bench.ctx, { shop: 'amazon' });
  await bench.put(order({ number: 'T-0002', lines: [line()], stop: { why: 'partly', word: '一部発送' } }));
  expect((await listHolds(bench.ctx, {}, { limit: 10 })).rows.filter((one) => one.number === 'T-0002')).toEqual([]);
});

test.each([
  ['cancelled', 'cancelled-after-issue', { cancelled: true }],
  ['asked to cancel', 'cancel-requested-after-issue', { lines: [line({ cancelRequested: true })] }],
] as const)(
  'B12: %s while the screen is open: mail at once, and named apart when it was printed',
  async (_, code, change) => {
    await bench.order(number);
    await bench.put(order());
    const [handOver] = (await issueByApi(bench.ctx, {})).handOvers;
    const screen = await openScreen(handOver!.address);
    await bench.put(order(change));
    expect(await holds()).toEqual([code]);
    await screen.print(undefined, false);
    bench.stand.turn(10 * 60_000);
    await advance(bench.ctx, handOver!.id, true);
    const [mail] = await mails(/出荷実績を登録/);
    const [list, apart] = mail!.text.split('【止める理由のある受注');
    expect(list).toContain(`・${one}`);
    expect(list).not.toContain('T-0001_1');
    expect(apart).toMatch(/・T-0001_1: .*キャンセル/);
  },
);

test('B12: the mail about an open screen says what to do there', async () => {
  await again(false);
  await issueByApi(bench.ctx, {});
  await again(true);
  const [mail] = await mails(cancelMail);
  expect(mail!.text).toContain('チェックを外して');
});

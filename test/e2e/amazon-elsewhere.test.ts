import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import type { StoredShipment } from '../../src/store/types.ts';
import { type AmazonBridge, openAmazonBridge } from '../support/amazon-bridge.ts';
import { b2Rows, issuedData, trackingNumber } from '../support/issued-data.ts';

/* 発送済み・他所で at Amazon: somebody ships one of our orders on Seller Central, with another number. */

const other = '400000000036';
let amazon: AmazonBridge;
afterEach(() => amazon.close());

const stored = async (number: string) =>
  (await amazon.ctx.store.shipments({ shop: 'amazon', numbers: [number] })).map(({ state, holds }) =>
    [state, ...holds.filter((one) => !one.cleared).map((one) => one.code)].join(' '),
  );
const packages = async (number: string) =>
  (await amazon.booked()).packages.filter((one) => one.orderId === number).map((one) => one.trackingNumber);
const label = (number: string) => issueShipments(amazon.ctx, { shop: 'amazon', orders: [number] });
const shipElsewhere = (number: string, args: Record<string, string> = { number: other }) =>
  amazon.control.change('ship-by-hand', { order: number, ...args });
const pull = async () => {
  amazon.turn(20);
  await pullShop(amazon.ctx, 'amazon');
};
/** Long enough for whatever is due to go. */
const notify = async () => {
  for (let run = 0; run < 3; run++) {
    await notifyShop(amazon.ctx, 'amazon');
    amazon.turn(10);
  }
};

describe.each([
  ['amazon-orders-v2026', ''],
  ['amazon-orders-v0', 'orders-api: v0'],
])('%s', (read, api) => {
  const start = async (): Promise<string> => {
    amazon = await openAmazonBridge({ read, api });
    await pullShop(amazon.ctx, 'amazon');
    const [ready] = await amazon.ctx.store.shipments({ shop: 'amazon', states: ['ready'] });
    return ready!.shipment.orderNumber;
  };

  test('a ready order gets no label and is told to nobody', async () => {
    const number = await start();
    await shipElsewhere(number);
    await pull();
    expect(await stored(number)).toEqual([
      expect.stringMatching(/^elsewhere (number-already-registered|shop-shipped)$/),
    ]);
    expect((await label(number)).shipments).toEqual([]);
    await notify();
    expect(await packages(number)).toEqual([other]);
    // A person says that our parcel goes all the same: with its goods on the label.
    const [code] = (await stored(number))[0]!.split(' ').slice(1);
    await clearHold(amazon.ctx, `${number}_1:${code}`, '別の荷物', 'desk');
    const { files } = await label(number);
    const [row] = b2Rows(readFileSync(files[0]!));
    const [{ shipment }] = (await amazon.ctx.store.shipments({ shop: 'amazon', numbers: [number] })) as [
      StoredShipment,
    ];
    expect([row![0], shipment.lines[0]!.name.startsWith(row![27]!.slice(0, 4)), row![27]]).toEqual([
      `${number}_1`,
      true,
      expect.stringMatching(/./),
    ]);
  });

  test('in hand-over: it is asked about, and our number does not go over the other', async () => {
    const number = await start();
    const { shipments } = await label(number);
    await shipElsewhere(number);
    await pull();
    expect(await stored(number)).toEqual(['issuing shipped-elsewhere']);
    const rows = shipments.map((customerNo, index) => ({ customerNo, number: trackingNumber(index) }));
    await intakeFile(amazon.ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
    await notify();
    expect(await packages(number)).toEqual([other]);
  });

  test('a printed label that nobody was told of: the other number stays until a person has looked, then ours goes', async () => {
    const number = await start();
    const { shipments } = await label(number);
    const rows = shipments.map((customerNo, index) => ({ customerNo, number: trackingNumber(index) }));
    await intakeFile(amazon.ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
    await notifyShop(amazon.ctx, 'amazon');
    await shipElsewhere(number);
    await pull();
    expect(await stored(number)).toEqual(['shipped shipped-elsewhere']);
    await notify();
    expect(await packages(number)).toEqual([other]);
    await clearHold(amazon.ctx, `${number}_1:shipped-elsewhere`, '画面で確かめた', 'desk');
    await notify();
    expect(await packages(number)).toEqual([trackingNumber(0)]);
  });

  test('shipped without a number is asked about, too', async () => {
    const number = await start();
    await label(number);
    await shipElsewhere(number, { number: '' });
    await pull();
    expect(await stored(number)).toEqual(['issuing shipped-elsewhere']);
  });
});

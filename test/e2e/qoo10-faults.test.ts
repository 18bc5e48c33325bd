import { afterEach, describe, expect, test } from 'vitest';
import { habits } from '../../mocks/qoo10/state/habits.ts';
import type { JobName } from '../../src/core/jobs.ts';
import { say } from '../../src/core/sentences/index.ts';
import { listNotices } from '../../src/flow/desk/notices.ts';
import { probeShop } from '../../src/flow/desk/shops.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { shopJobs } from '../../src/flow/work/index.ts';
import { numberOf, qoo10Mock } from '../support/qoo10-mock.ts';
import { openQoo10, type Qoo10Shop, type Qoo10ShopOptions } from '../support/qoo10-shop.ts';
import { startStand } from '../support/stand.ts';

/* What Qoo10 may do to a shop: after each, what stands in the store, what the history says, what the next run does. */

let place: Qoo10Shop;
const start = async (options: Qoo10ShopOptions = {}) => {
  place = await openQoo10({ at: '2026-11-16T03:00:00Z', ...options });
};
afterEach(() => place.close());
/** As the bridge runs a job: with its lease, its history and its halt. */
const run = (name: JobName) => runJob(place.ctx, name, place.shop, shopJobs[name]);
const habit = (name: string, value: string) => place.change('set-habit', { name, value });
const orders = async () => (await place.ctx.store.orders({ shop: place.shop })).length;
const search = 'ShippingBasic.GetShippingInfo_v3';

describe('keys', () => {
  test.each([
    ['ErrorCode', 'expire-key', 'api-key-expired', '期限'],
    ['ResultCode', 'expire-key', 'api-key-expired', '期限'],
    ['ErrorCode', 'change-password', 'api-key-refused', '認証キー'],
    ['ResultCode', 'change-password', 'api-key-refused', '認証キー'],
  ])(
    'in the envelope %s, after %s: the shop stands still and says why, others would go on',
    async (envelope, change, code, word) => {
      await start();
      await habit('key-errors', envelope);
      const { pack } = await place.place();
      await run('pull');
      await place.change(change, change === 'change-password' ? { password: 'another-one' } : {});
      for (const job of ['sync', 'schedule'] as const) await run(job);
      const halts = await place.ctx.store.halts();
      expect(halts).toMatchObject([{ shop: place.shop, code }]);
      const said = say(halts[0]!.code as 'api-key-expired', { system: 'Qoo10', operation: '', ...halts[0]!.args });
      expect(said.sentence).toContain(word);
      expect(said.remedy).not.toBe('');
      expect(await run('pull')).toMatchObject({ kind: 'halted' });
      expect((await probeShop(place.ctx, place.shop, 'operator')).resumed).toBe(false);
      // Nothing was told, nothing is lost.
      expect(await place.told('confirm')).toEqual([]);
      expect(await place.states(pack)).toEqual(['ready']);
    },
  );

  test('Q14: the day on which the key ends is told by the probe and counted down by mail', async () => {
    await start({ api: { 'key-issued-on': '2025-12-10' } });
    expect(await probeShop(place.ctx, place.shop, 'operator')).toMatchObject({
      kind: 'done',
      expires: '2026-12-10',
      keyEnd: expect.stringContaining('2026-12-10'),
    });
    await run('pull');
    const subjects = async () => (await place.ctx.store.mails()).map((one) => one.subject);
    expect(await subjects()).toHaveLength(1);
    await run('pull');
    expect(await subjects()).toHaveLength(1);
    place.minutes(11 * 24 * 60);
    await run('pull');
    expect(await subjects()).toHaveLength(2);
  });
});

describe('maintenance, cuts and garbage while orders are fetched', () => {
  test.each(['maintenance', 'too-many', 'truncated', 'garbage', 'wrong-type', 'server-error', 'reset'])(
    '%s at any call of a pull: nothing half is taken in, the next run brings everything',
    async (fault) => {
      await start();
      for (const lines of ['Q10-TEA', 'Q10-MUG:BL+あり', 'Q10-CARD*2']) await place.place(lines);
      await place.place('Q10-RICE', { unpaid: 'yes' });
      // In the order in which they are first needed: what was read is kept for a while.
      const calls = [
        [search, 0],
        [search, 1],
        ['ItemsLookup.GetGoodsOptionInfo', 0],
        ['ItemsLookup.GetItemDetailInfo', 0],
        ['ItemsLookup.GetSellerDeliveryGroupInfo', 0],
      ] as const;
      for (const [operation, skip] of calls) {
        await place.stand.fault('qoo10', operation, fault, { count: 1, skip });
        const { items } = await place.job('pull');
        expect([operation, items.map((one) => one.kind)]).toEqual([operation, ['retry']]);
        expect(say(items[0]!.code as 'shop-busy', { ...items[0]!.args } as never).sentence).not.toContain('{');
      }
      expect(await orders()).toBe(0);
      expect(await place.job('pull')).toMatchObject({ counts: { new: 4 } });
      expect(await place.ctx.store.halts()).toEqual([]);
    },
  );

  test('between two pages: the first is kept, the second comes with the next run, none twice', async () => {
    await start({ api: { 'page-size': 2 } });
    for (const lines of ['Q10-TEA', 'Q10-TEA', 'Q10-MUG:BL+あり', 'Q10-CARD']) await place.place(lines);
    await place.stand.fault('qoo10', 'ItemsLookup.GetGoodsOptionInfo', 'maintenance');
    const broken = await place.job('pull');
    expect(broken).toMatchObject({ counts: { new: 2, retry: 1 } });
    expect(await place.job('pull')).toMatchObject({ counts: { new: 2, unchanged: 0 } });
  });
});

describe('answers in every shape that somebody has seen', () => {
  const shapes = Object.entries(habits)
    .filter(
      ([name]) =>
        !['key-errors', 'due-today', 'due-cap', 'bad-number', 'sent-again', 'password-ends-keys'].includes(name),
    )
    .flatMap(([name, values]) => values.map((value) => [name, value] as const));

  test.each(shapes)('a day of the shop with %s = %s', async (name, value) => {
    await start();
    await habit(name, value);
    const whole = await place.place('Q10-TEA, Q10-CARD*2');
    const unpaid = await place.place('Q10-TEA', { unpaid: 'yes' });
    const gone = await place.place('Q10-MUG:BL+あり');
    await place.job('pull');
    await place.change('pay-order', { pack: unpaid.pack });
    await place.change('cancel-order', { pack: gone.pack });
    await place.job('sync');
    expect(await place.states(gone.pack)).toEqual(['cancelled']);
    expect(await place.states(unpaid.pack)).toEqual(['ready']);
    expect((await place.job('schedule')).counts).toMatchObject({ done: 3 });
    await place.print();
    expect((await place.job('ship')).counts).toMatchObject({ done: 3 });
    for (const { pack } of [whole, unpaid]) {
      expect((await place.rows(pack)).every((row) => row.status === 4)).toBe(true);
      expect(new Set(await place.states(pack))).toEqual(new Set(['closed']));
    }
    expect((await place.told('send')).map((one) => one.effect)).toEqual(['done', 'done', 'done']);
  });
});

describe('an order that is cancelled', () => {
  test('while its label is on the way (the file for B2 is written): held, and the label is not forgotten', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.job('schedule');
    await issueShipments(place.ctx, { shop: place.shop });
    await place.change('request-cancel', { pack });
    await place.change('accept-cancel', { pack });
    const synced = await place.job('sync');
    expect(synced.changed).toBe(true);
    expect((await place.states(pack))[0]).toMatch(/cancelled-after-issue/);
    await place.job('ship');
    expect(await place.told('send')).toEqual([]);
  });

  test('after it was shipped: the result is not sent, and that is said', async () => {
    await start();
    const { pack } = await place.place();
    await place.job('pull');
    await place.job('schedule');
    await place.print([pack]);
    await place.change('request-cancel', { pack });
    await place.change('accept-cancel', { pack });
    await place.job('sync');
    const ran = await place.job('ship');
    expect(ran.items.map((one) => one.code)).toContain('notice-order-cancelled');
    expect(await place.told('send')).toEqual([]);
  });
});

describe('results', () => {
  /** Purchases with a number, ready to be told. */
  async function toBeTold(count: number) {
    const packs: string[] = [];
    for (let index = 0; index < count; index++) packs.push((await place.place()).pack);
    await place.job('pull');
    await place.job('schedule');
    await place.print();
    return packs;
  }
  const sent = async (packs: readonly string[]) =>
    (await place.rows()).filter((row) => packs.includes(row.packNo)).map((row) => row.status);

  test.each(['lost', 'garbage', 'truncated', 'server-error'])(
    'an answer that is %s: looked up, told once',
    async (fault) => {
      await start();
      const packs = await toBeTold(3);
      await place.stand.fault('qoo10', 'ShippingBasic.SetSendingInfoBulk', fault);
      await place.job('ship');
      for (let pass = 0; pass < 5; pass++) {
        place.minutes(15);
        await place.job('ship');
      }
      expect(await sent(packs)).toEqual([4, 4, 4]);
      expect((await place.told('send')).filter((one) => one.effect === 'done')).toHaveLength(3);
      const told = await listNotices(place.ctx, { shop: place.shop, kinds: ['ship'], states: ['told'] });
      expect(told).toHaveLength(3);
    },
  );

  const numbers = (lines: readonly string[]) =>
    intakeFile(place.ctx, {
      name: 'numbers.csv',
      bytes: Buffer.from(['お客様管理番号,伝票番号,配送会社,出荷日', ...lines, ''].join('\r\n')),
      shop: '',
      layout: '',
    });

  test('a number that cannot be real is not sent, and named; the others go', async () => {
    await start();
    const bad = await place.place('Q10-RICE');
    const good = await place.place();
    await place.job('pull');
    await place.job('schedule');
    await place.print([good.pack]);
    await numbers([`${bad.pack}_1,123456789012,佐川急便,2026/11/16`]);
    await place.job('ship');
    expect(await sent([bad.pack, good.pack])).toEqual([3, 4]);
    const [failed] = await listNotices(place.ctx, { shop: place.shop, kinds: ['ship'], states: ['failed'] });
    expect(failed).toMatchObject({ number: bad.pack, code: 'notice-number-impossible' });
    expect(failed?.sentence).toContain('123456789012');
  });

  test('Qoo10 says that it took a number and does nothing: seen, never counted as told', async () => {
    await start();
    await habit('bad-number', 'ignore');
    const { pack } = await place.place();
    await place.job('pull');
    await place.job('schedule');
    const { shipments } = await issueShipments(place.ctx, { shop: place.shop });
    await numbers([`${shipments[0]},AB123456789CN,ヤマト運輸,2026/11/16`]);
    await place.job('ship');
    expect((await place.rows(pack))[0]?.status).toBe(3);
    expect(await listNotices(place.ctx, { shop: place.shop, kinds: ['ship'], states: ['told'] })).toEqual([]);
  });
});

test('one bad row in a bulk of 500: 499 are told, the one is named', async () => {
  await start();
  const stand = await startStand({ orders: 900 });
  try {
    const connection = stand.open(qoo10Mock.connector, qoo10Mock.settings(stand), qoo10Mock.secrets(stand));
    const notices = await qoo10Mock.ship!.notices(stand, 400);
    const rows = notices.flatMap((one) => one.ship.items).length;
    const bad = {
      ...notices[100]!,
      id: 'bad',
      ship: { ...notices[100]!.ship, items: [{ line: '123456789', quantity: 1 }] },
    };
    const all = notices.map((one, index) => (index === 100 ? bad : one));
    const outcomes = await connection.tell!.ship!(all);
    expect(rows).toBeGreaterThan(399);
    expect(outcomes.filter((one) => one.kind === 'done')).toHaveLength(399);
    expect(outcomes[100]).toMatchObject({ kind: 'fix', code: 'notice-line-unknown' });
    expect(numberOf(40_000_000_001)).toBe(notices[0]!.ship.trackingNumber);
  } finally {
    await stand.close();
  }
});

import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { notifyShop, requestNotices } from '../../src/flow/notify/notify-shop.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { type Market, market, standardLayouts } from '../support/market.ts';
import { newRoot, openWorkspace, type Workspace } from '../support/workspace.ts';

/* Notices as journaled intents: due → sending → (pending) → told / failed / unsure. The clock is turned by hand. */

let workspace: Workspace;
let ctx: Context;
let mall: Market;
let clock: Temporal.Instant;
const minutes = (count: number) => {
  clock = clock.add({ minutes: count });
};
const states = async () => (await ctx.store.notices({ shop: 'amazon' })).map((one) => one.state);
const shipmentState = async () => (await ctx.store.shipments({ shop: 'amazon' })).map((one) => one.state);

beforeEach(async () => {
  clock = Temporal.Instant.from('2026-11-21T16:00:00Z');
  mall = market();
  workspace = await openWorkspace(newRoot(), {
    now: () => clock,
    config: (config) => ({
      ...config,
      mail: { to: ['desk@example.jp'], from: 'bridge@example.jp', smtp: undefined },
      shops: {
        amazon: {
          ...config.shops.amazon!,
          marketplace: 'amazon',
          defaultMethod: 'yamato',
          layouts: { read: [], issue: 'b2-csv', notify: '' },
        },
      },
    }),
  });
  ctx = {
    ...workspace.ctx,
    ...standardLayouts(),
    link: (shop) =>
      shop === 'amazon' ? { connector: mall.connector, connection: mall.connection, settings: {} } : undefined,
  };
  await ship('250-0000001-0000001');
});
afterEach(async () => {
  await workspace.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

/** An order that came in, was issued and got its number. */
async function ship(number: string, stem = 1): Promise<void> {
  const take = (name: string, bytes: Uint8Array) => intakeFile(ctx, { name, bytes, shop: 'amazon', layout: '' });
  await take(`${number}.txt`, amazonReport([{ 'order-id': number }]));
  await issueShipments(ctx, { shop: 'amazon' });
  const [result] = await take(
    `${number}.csv`,
    issuedData([{ customerNo: `${number}_1`, number: trackingNumber(stem) }]),
  );
  expect(result?.registered).toEqual({ waybills: 1 });
}

test('A7: reserved, at least five minutes later sent, then told; the shipment is closed', async () => {
  await notifyShop(ctx, 'amazon');
  expect(await states()).toEqual(['due']);
  minutes(4);
  await notifyShop(ctx, 'amazon');
  expect(mall.ledger).toEqual([]);
  minutes(1);
  expect(await notifyShop(ctx, 'amazon')).toMatchObject({ counts: { done: 1, told: 1 }, changed: true });
  expect(await states()).toEqual(['told']);
  expect(await shipmentState()).toEqual(['closed']);
  minutes(60);
  await notifyShop(ctx, 'amazon');
  expect(mall.ledger).toHaveLength(1);
});

test('a lost answer is looked up and never sent twice', async () => {
  mall.script = ['lost'];
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  expect(await states()).toEqual(['unsure']);
  minutes(1);
  await notifyShop(ctx, 'amazon');
  expect(await states()).toEqual(['told']);
  expect(mall.ledger).toHaveLength(1);
  expect(mall.looks).toEqual(['250-0000001-0000001']);
});

test('a notice that certainly did not arrive is told again only after two looks, and only where that is an edit', async () => {
  mall.script = ['lost-before'];
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  minutes(1);
  await notifyShop(ctx, 'amazon');
  expect(mall.ledger).toHaveLength(0);
  minutes(3);
  await notifyShop(ctx, 'amazon');
  expect(mall.ledger).toHaveLength(1);
  expect(await states()).toEqual(['told']);
});

test('where telling twice is a second act, a person is asked after the looks at 1, 3, 10 and 30 minutes', async () => {
  mall.repeatable = false;
  mall.script = ['lost-before'];
  await notifyShop(ctx, 'amazon');
  for (const wait of [5, 1, 3, 10, 30]) {
    minutes(wait);
    await notifyShop(ctx, 'amazon');
  }
  expect(mall.looks).toHaveLength(4);
  expect(mall.ledger).toHaveLength(0);
  expect(await ctx.store.notices({ shop: 'amazon' })).toMatchObject([{ state: 'failed', code: 'notice-not-found' }]);
});

test('a doubt that cannot be looked into goes to a person after hours, one mail a day, and is still never sent again', async () => {
  mall.script = ['lost'];
  const look = async (notices: readonly unknown[]) =>
    notices.map(() => ({ kind: 'unsure' as const, code: 'answer-lost' as const, args: { system: '試験モール' } }));
  ctx = {
    ...ctx,
    link: () => ({ connector: mall.connector, connection: { ...mall.connection, look }, settings: {} }),
  };
  await notifyShop(ctx, 'amazon');
  minutes(5);
  for (let hour = 0; hour < 8; hour++) {
    await notifyShop(ctx, 'amazon');
    expect(await ctx.store.mails()).toHaveLength(hour < 6 ? 0 : 1);
    minutes(60);
  }
  expect(await states()).toEqual(['unsure']);
  expect(mall.ledger).toHaveLength(1);
  expect((await ctx.store.mails())[0]).toMatchObject({
    subject: expect.stringContaining('出荷通知の結果を確認できていません'),
  });
});

test('a process that ended while sending leaves a doubt, not a second call', async () => {
  await notifyShop(ctx, 'amazon');
  minutes(5);
  const dying = {
    ...ctx,
    at: (point: string) => {
      if (point === 'notify:sent') throw new Error('killed');
    },
  };
  await expect(notifyShop(dying, 'amazon')).rejects.toThrow('killed');
  expect(await states()).toEqual(['sending']);
  minutes(2);
  await notifyShop(ctx, 'amazon');
  expect(await states()).toEqual(['told']);
  expect(mall.ledger).toHaveLength(1);
});

test('a refusal is final: one mail 「出荷通知エラー」, and nothing is sent again by itself', async () => {
  mall.script = [{ kind: 'fix', code: 'notice-quantity-over', args: { order: '250-0000001-0000001', line: '1' } }];
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  minutes(60);
  await notifyShop(ctx, 'amazon');
  expect(await states()).toEqual(['failed']);
  expect(mall.ledger).toHaveLength(0);
  const mails = await ctx.store.mails();
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ to: 'desk@example.jp', subject: '試験モール出荷通知エラー', state: 'due' });
  expect(mails[0]?.text).toContain('250-0000001-0000001');
  expect(mails[0]?.text).not.toMatch(/試験 太郎|千代田/);
});

test('many refusals of one pass make one mail, and giving up a doubt makes one too', async () => {
  for (const stem of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    await ship(`250-0000001-00000${String(stem).padStart(2, '0')}`, stem);
  mall.script = Array.from({ length: 12 }, () => ({
    kind: 'fix',
    code: 'notice-refused',
    args: { order: 'x', reason: 'y' },
  }));
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  const [mail, ...others] = await ctx.store.mails();
  expect(others).toEqual([]);
  expect(mail?.text).toContain('250-0000001-0000012');
  mall.repeatable = false;
  mall.script = ['lost-before'];
  await ship('250-0000001-0000020', 20);
  await notifyShop(ctx, 'amazon');
  for (const wait of [5, 1, 3, 10, 30]) {
    minutes(wait);
    await notifyShop(ctx, 'amazon');
  }
  const later = (await ctx.store.mails()).filter((one) => one.text.includes('250-0000001-0000020'));
  expect(later).toHaveLength(1);
});

test('429 backs off by the delay that the server named, and the call is neither lost nor doubled', async () => {
  mall.script = [{ kind: 'retry', code: 'shop-busy', afterMs: 120_000 }];
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  expect(await states()).toEqual(['due']);
  minutes(1);
  await notifyShop(ctx, 'amazon');
  expect(mall.ledger).toHaveLength(0);
  minutes(1);
  await notifyShop(ctx, 'amazon');
  expect(mall.ledger).toHaveLength(1);
});

test('wrong credentials halt the shop, keep the notice, and say so once', async () => {
  mall.script = [{ kind: 'halt', code: 'credentials-refused' }];
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  expect(await ctx.store.halts()).toMatchObject([{ shop: 'amazon', code: 'credentials-refused' }]);
  expect(await states()).toEqual(['due']);
  expect(await ctx.store.mails()).toHaveLength(1);
});

test('asynchronous results are collected by their handle, one outcome per notice', async () => {
  await ship('250-0000001-0000002', 2);
  mall.script = [
    { kind: 'pending', code: 'notice-accepted' },
    { kind: 'pending', code: 'notice-accepted' },
  ];
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  expect(await states()).toEqual(['pending', 'pending']);
  mall.results = [
    { kind: 'done', code: 'notice-told' },
    { kind: 'fix', code: 'notice-quantity-over', args: { order: 'x', line: '1' } },
  ];
  minutes(2);
  await notifyShop(ctx, 'amazon');
  expect((await states()).toSorted()).toEqual(['failed', 'told']);
});

test('an order that was cancelled after the reservation is not told, and that is said', async () => {
  await notifyShop(ctx, 'amazon');
  const [stored] = await ctx.store.orders({ shop: 'amazon' });
  await ctx.store.write((tx) =>
    tx.saveOrders([
      {
        ...stored!,
        order: { ...stored!.order, cancelled: true },
        revision: stored!.revision + 1,
        contentHash: 'other',
      },
    ]),
  );
  minutes(5);
  const result = await notifyShop(ctx, 'amazon');
  expect(result.items).toContainEqual({ key: '250-0000001-0000001', kind: 'fix', code: 'notice-order-cancelled' });
  expect(mall.ledger).toEqual([]);
});

test('A9: a told notice that a person asks for again is sent at once', async () => {
  await notifyShop(ctx, 'amazon');
  minutes(5);
  await notifyShop(ctx, 'amazon');
  expect(await requestNotices(ctx, 'amazon', ['250-0000001-0000001'])).toEqual({
    requested: ['250-0000001-0000001_1'],
    leftOut: [],
  });
  await notifyShop(ctx, 'amazon');
  expect(mall.ledger).toHaveLength(2);
});

test('A6: a parcel whose carrier nobody knows is not told by any connector, before its words are corrected', async () => {
  const number = '250-0000001-0000002';
  const list = (name: string, carrier: string) =>
    intakeFile(ctx, {
      name,
      bytes: Buffer.from(`お客様管理番号,伝票番号,配送会社\r\n${number}_1,1234567890,${carrier}\r\n`),
      shop: '',
      layout: '',
    });
  await intakeFile(ctx, {
    name: 'two.txt',
    bytes: amazonReport([{ 'order-id': number }]),
    shop: 'amazon',
    layout: '',
  });
  await list('list.csv', '見本急送');
  const pass = async () => {
    await notifyShop(ctx, 'amazon');
    minutes(6);
    return notifyShop(ctx, 'amazon');
  };
  const first = await notifyShop(ctx, 'amazon');
  expect(first.items.filter((one) => one.code === 'notice-carrier-unknown')).toMatchObject([
    { key: expect.stringContaining(number), args: { carrier: '見本急送' } },
  ]);
  await pass();
  expect(mall.ledger.map((one) => one.orderNumber)).toEqual(['250-0000001-0000001']);
  expect((await showOrder(ctx, number))[0]!.untold).toMatchObject([{ code: 'notice-carrier-unknown' }]);
  await list('list-2.csv', '佐川急便');
  await pass();
  expect(mall.ledger.map((one) => one.orderNumber)).toEqual(['250-0000001-0000001', number]);
  expect((await showOrder(ctx, number))[0]!.untold).toEqual([]);
});

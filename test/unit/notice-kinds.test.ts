import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DueNotice } from '../../src/connectors/contract.ts';
import type { NoticeBodies } from '../../src/connectors/notice.ts';
import { goLiveMark, isOnlySeen } from '../../src/core/go-live.ts';
import { aboutOrder, type NoticeKind, noticeKinds, theOrder } from '../../src/core/notices.ts';
import type { ShipmentState } from '../../src/core/shipment.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { markByHand } from '../../src/flow/desk/link-state.ts';
import { listNotices, retryNotices } from '../../src/flow/desk/notices.ts';
import { openShop } from '../../src/flow/desk/open-shop.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { notifyShop } from '../../src/flow/notify/index.ts';
import type { Context, RunResult } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { standardLayouts } from '../support/market.ts';
import { type ToyMarket, toyMarket } from '../support/toy-market.ts';
import { newRoot, openWorkspace, type Workspace } from '../support/workspace.ts';

/* Notices of every kind: one per (about, kind), in an order of their own, each with its job. The clock is turned by hand. */

const shop = 'amazon';
const order = '250-0000001-0000001';
let workspace: Workspace;
let ctx: Context;
let mall: ToyMarket;
let clock: Temporal.Instant;
const minutes = (count: number) => {
  clock = clock.add({ minutes: count });
};
const told = () => mall.ledger.map((one) => one.kind);
const tell = (...kinds: NoticeKind[]): Promise<RunResult> => notifyShop(ctx, shop, { kinds });
const state = async (kind: NoticeKind) => (await ctx.store.notices({ shop, kinds: [kind] })).at(-1)?.state;
const shipment = async () => (await ctx.store.shipments({ shop }))[0]!;

beforeEach(async () => {
  clock = Temporal.Instant.from('2026-11-21T03:00:00Z'); // the day on the issued data
  mall = toyMarket();
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
    link: (name) =>
      name === shop ? { connector: mall.connector, connection: mall.connection, settings: {} } : undefined,
  };
  await take('order.txt', amazonReport([{ 'order-id': order }]));
});
afterEach(async () => {
  await workspace.close();
  rmSync(workspace.root, { recursive: true, force: true });
});

const take = (name: string, bytes: Uint8Array) => intakeFile(ctx, { name, bytes, shop, layout: '' });

/** The goods go out and the number comes back. */
async function ship(number = order): Promise<void> {
  await issueShipments(ctx, { shop });
  const rows = [{ customerNo: `${number}_1`, number: trackingNumber(1) }];
  const [result] = await take(`${number}.csv`, issuedData(rows));
  expect(result?.registered).toEqual({ waybills: 1 });
}
/** A notice of this kind about the whole order. */
function everything(kind: NoticeKind, orderNumber: string): DueNotice {
  const lines = [{ line: '1', quantity: 1 }];
  const bodies: NoticeBodies = {
    acknowledge: { lines },
    schedule: { lines, shipDate: '2026-11-21' },
    capture: { method: '', amount: 1 },
    ship: {
      parcel: 1,
      parcels: 1,
      items: lines,
      shipDate: '2026-11-21',
      carrierCode: 'YAMATO',
      carrierName: 'ヤマト運輸',
      shipMethod: '',
      trackingNumber: trackingNumber(1),
      collect: false,
    },
    complete: { lines },
  };
  const notice = Object.fromEntries([
    ['orderNumber', orderNumber],
    ['kind', kind],
    [kind, bodies[kind]],
  ]) as unknown as DueNotice['notice'];
  return { about: theOrder, notice, content: kind };
}

const good = { kind: 'done', code: 'notice-done' } as const;

describe('orders that are only seen (go-live guard)', () => {
  const second = '250-0000002-0000002';
  const guard = () => {
    const own = ctx.config.shops[shop]!;
    Object.assign(own, { switches: { ...own.switches, goLive: 'hold' } });
    return own;
  };

  test.each(noticeKinds)(
    '%s: nothing is told, nor reserved, before the line is drawn nor of older orders',
    async (kind) => {
      await ctx.store.write((tx) => tx.setCursor(shop, goLiveMark, 'waiting', clock.toString()));
      await take('seen.txt', amazonReport([{ 'order-id': second, 'purchase-date': '2026-11-10T03:00:00+00:00' }]));
      // As if the marketplace wanted everything of everything.
      mall.policy = (answer, { order: { number } }) =>
        number === second ? { ...answer, due: [everything(kind, second)] } : answer;
      await notifyShop(ctx, shop);
      expect(mall.facts.some((one) => one.order.number === second)).toBe(true);
      await openShop(ctx, guard(), '2026-11-15', '花子');
      await notifyShop(ctx, shop);
      minutes(60);
      await notifyShop(ctx, shop);
      expect(mall.ledger.filter((one) => one.orderNumber === second)).toEqual([]);
      expect(await ctx.store.notices({ shop, orderNumbers: [second] })).toEqual([]);
      // A person lets this one go: from then on it is ours.
      await clearHold(ctx, second, 'ほかで送っていない', '花子');
      await notifyShop(ctx, shop);
      expect((await ctx.store.notices({ shop, orderNumbers: [second] })).map((one) => one.kind)).toEqual([kind]);
    },
  );

  test('a parcel of it that was cancelled, and an order without parcels, make nothing known', () => {
    const parcel = (state: ShipmentState, codes: string[], bundledInto = '') => ({
      state,
      shipment: { bundledInto },
      holds: codes.map((code) => ({ code, cleared: null })),
    });
    const seen = parcel('held', ['go-live', 'phone-missing']);
    const old = parcel('elsewhere', ['before-go-live']);
    const gone = parcel('cancelled', []);
    expect(isOnlySeen([seen, gone], null)).toBe(true);
    expect(isOnlySeen([old, gone], 'before-go-live')).toBe(true);
    expect(isOnlySeen([gone], 'go-live')).toBe(true);
    expect(isOnlySeen([], 'go-live')).toBe(true);
    expect(isOnlySeen([gone], null)).toBe(false);
    expect(isOnlySeen([], null)).toBe(false);
    expect(isOnlySeen([old, parcel('ready', [])], 'before-go-live')).toBe(false);
    // It travels in another parcel: a person let it go.
    expect(isOnlySeen([parcel('cancelled', [], 'other')], 'before-go-live')).toBe(false);
  });

  test('while it waits it reserves its pieces; older than the line it reserves none', async () => {
    await ctx.store.write((tx) => tx.setCursor(shop, goLiveMark, 'waiting', clock.toString()));
    const pieces = async () => [...(await ctx.store.openPieces()).values()].reduce((sum, one) => sum + one, 0);
    const before = await pieces();
    await take('seen.txt', amazonReport([{ 'order-id': second, 'purchase-date': '2026-11-10T03:00:00+00:00' }]));
    expect(await pieces()).toBe(before + 1);
    await openShop(ctx, guard(), '2026-11-15', '花子');
    expect(await pieces()).toBe(before);
  });
});

describe('the order of an order’s life', () => {
  test('each kind goes when what it waits for was told, and the shipment is 完了 at the end', async () => {
    await notifyShop(ctx, shop);
    expect(told()).toEqual(['acknowledge', 'schedule']);
    await ship();
    await notifyShop(ctx, shop);
    // The money is asked for; its result is awaited, and nothing goes before it.
    expect(told()).toEqual(['acknowledge', 'schedule', 'capture']);
    minutes(2);
    await notifyShop(ctx, shop);
    expect(told()).toHaveLength(3);
    mall.captured = good;
    minutes(2);
    await notifyShop(ctx, shop);
    expect(told()).toEqual(['acknowledge', 'schedule', 'capture', 'ship', 'complete']);
    expect((await shipment()).state).toBe('closed');
    minutes(600);
    await notifyShop(ctx, shop);
    expect(told()).toHaveLength(5);
  });

  test('a capture that fails keeps the number back, and both are shown', async () => {
    await ship();
    await notifyShop(ctx, shop);
    mall.captured = { kind: 'fix', code: 'notice-refused', args: { order, code: 'NG', reason: 'card' } };
    minutes(2);
    await notifyShop(ctx, shop);
    minutes(60);
    await notifyShop(ctx, shop);
    expect(told()).not.toContain('ship');
    expect(await listNotices(ctx, { shop })).toMatchObject([
      { kind: 'capture', state: 'failed', title: '決済依頼', customerNo: '' },
      { kind: 'ship', state: 'due', waitsFor: ['capture'], customerNo: `${order}_1` },
      { kind: 'complete', state: 'due', waitsFor: ['ship'] },
    ]);
    const mail = (await ctx.store.mails()).find((one) => one.subject === '試験モール通知エラー');
    expect(mail?.text).toContain(`受注番号 ${order}（決済依頼）`);
  });

  test('each job sends its own kind only, and reserves all', async () => {
    await ship();
    expect((await tell('schedule')).counts).toMatchObject({ reserved: 5, waiting: 1 });
    expect(told()).toEqual([]);
    await tell('acknowledge');
    await tell('ship');
    expect(told()).toEqual(['acknowledge']);
    await tell('schedule');
    await tell('capture');
    mall.captured = good;
    minutes(2);
    await tell('ship');
    expect(told()).toEqual(['acknowledge', 'schedule', 'capture']);
    await tell('capture');
    expect((await tell('ship')).changed).toBe(true);
    expect(told().at(-1)).toBe('ship');
    // What remains to be told keeps it from being 完了.
    expect((await shipment()).state).toBe('shipped');
    await tell('complete');
    expect((await shipment()).state).toBe('closed');
  });

  test('an order that still waits for something outside is not 完了, although all that is due was told', async () => {
    mall.captured = good;
    mall.policy = (answer) => ({
      ...answer,
      due: answer.due.filter((one) => one.notice.kind !== 'complete'),
      unfinished: true,
    });
    await ship();
    await notifyShop(ctx, shop);
    minutes(2);
    await notifyShop(ctx, shop);
    expect(told()).toContain('ship');
    expect((await shipment()).state).toBe('shipped');
    mall.policy = (answer) => answer;
    await notifyShop(ctx, shop);
    expect((await shipment()).state).toBe('closed');
  });
});

describe('told once, told again', () => {
  test('another content of a schedule is told again, the same is not', async () => {
    await notifyShop(ctx, shop);
    mall.policy = (answer) => ({
      ...answer,
      due: answer.due.map((one) => (one.notice.kind === 'schedule' ? { ...one, content: 'another' } : one)),
    });
    await notifyShop(ctx, shop);
    await notifyShop(ctx, shop);
    expect(told()).toEqual(['acknowledge', 'schedule', 'schedule']);
  });

  test.each(['told', 'pending', 'unsure', 'not found'])(
    'money is never asked for twice: %s, then another total',
    async (how) => {
      if (how === 'told') mall.captured = good;
      if (how === 'unsure') mall.script.capture = ['lost'];
      if (how === 'not found') mall.script.capture = ['lost-before'];
      await ship();
      await notifyShop(ctx, shop);
      for (const wait of how === 'not found' ? [1, 3, 10, 30, 60] : [2]) {
        minutes(wait);
        await notifyShop(ctx, shop);
      }
      const asked = told().filter((kind) => kind === 'capture').length;
      mall.policy = (answer) => ({
        ...answer,
        due: answer.due.map((one) => (one.notice.kind === 'capture' ? { ...one, content: 'another total' } : one)),
      });
      for (const wait of [1, 10, 600]) {
        minutes(wait);
        await notifyShop(ctx, shop);
      }
      expect(told().filter((kind) => kind === 'capture')).toHaveLength(asked);
      expect(asked).toBe(how === 'not found' ? 0 : 1);
      if (how !== 'not found') return;
      // Only a person who has looked may send it again, and then it goes once.
      const first = await retryNotices(ctx, { shop, kinds: ['capture'] });
      expect(first).toMatchObject({ retried: [], leftOut: [{ code: 'notice-doubt-of-money' }] });
      await retryNotices(ctx, { shop, kinds: ['capture'] }, { checked: true });
      await notifyShop(ctx, shop);
      expect(told().filter((kind) => kind === 'capture')).toHaveLength(1);
    },
  );

  test('what was not sent yet goes with today’s words', async () => {
    mall.script.acknowledge = [{ kind: 'retry', code: 'shop-busy', args: { system: 'x', operation: 'y' } }];
    await notifyShop(ctx, shop);
    minutes(24 * 60);
    await notifyShop(ctx, shop);
    expect(mall.ledger.find((one) => one.kind === 'schedule')?.schedule?.shipDate).toBe('2026-11-22');
    expect(await state('schedule')).toBe('told');
  });

  test('of a notice that went half, the parts that are done are not told again', async () => {
    const part = (key: string, kind: 'done' | 'fix') => ({ key, kind, code: 'notice-done' as const });
    mall.script.acknowledge = [{ kind: 'fix', code: 'notice-done', parts: [part('1', 'done'), part('2', 'fix')] }];
    const { items } = await tell('acknowledge');
    expect(items).toMatchObject([
      { key: `${order} 1`, kind: 'done' },
      { key: `${order} 2`, kind: 'fix' },
    ]);
    await retryNotices(ctx, { shop, orderNumbers: [order] });
    await tell('acknowledge');
    expect(mall.ledger).toMatchObject([{ kind: 'acknowledge', partsDone: ['1'] }]);
    expect(await state('acknowledge')).toBe('told');
  });

  test('two runs at once tell each notice once', async () => {
    await Promise.all([
      notifyShop(ctx, shop),
      tell('acknowledge'),
      tell('acknowledge', 'schedule'),
      notifyShop(ctx, shop),
    ]);
    await notifyShop(ctx, shop);
    expect(told()).toEqual(['acknowledge', 'schedule']);
  });
});

describe('a kind that is switched off', () => {
  beforeEach(() => {
    ctx = { ...ctx, config: { ...ctx.config, jobsOff: { [shop]: ['acknowledge', 'complete'] } } };
  });

  test('is not reserved, and the policy knows', async () => {
    await notifyShop(ctx, shop);
    expect((await ctx.store.notices({ shop })).map((one) => one.kind)).toEqual(['schedule']);
    expect(mall.facts.at(-1)?.kinds).toEqual(['schedule', 'capture', 'ship']);
  });

  test('goes by hand, and what is left of it is taken back', async () => {
    await tell('acknowledge');
    expect(told()).toEqual(['acknowledge']);
    mall.script.complete = [{ kind: 'retry', code: 'shop-busy', args: { system: 'x', operation: 'y' } }];
    await tell('complete');
    await notifyShop(ctx, shop);
    expect(await state('complete')).toBeUndefined();
  });
});

describe('what waits for a person', () => {
  test('a result whose day has gone by is shown and mailed, goes when a person says so, and is not taken back', async () => {
    await ship();
    await tell('capture');
    mall.captured = good;
    minutes(24 * 60);
    await notifyShop(ctx, shop);
    expect(told()).not.toContain('ship');
    const [view] = await listNotices(ctx, { shop, states: ['asking'] });
    expect(view).toMatchObject({ kind: 'ship', sentence: expect.stringContaining('2026-11-21') });
    expect((await ctx.store.mails()).map((one) => one.subject)).toEqual(['試験モール出荷通知エラー']);
    await retryNotices(ctx, { shop, kinds: ['ship'] });
    // The next pass works it out again before it sends.
    mall.script.ship = [{ kind: 'retry', code: 'shop-busy', args: { system: 'x', operation: 'y' } }];
    await notifyShop(ctx, shop);
    expect(await state('ship')).toBe('due');
    minutes(24 * 60);
    await notifyShop(ctx, shop);
    expect(told().filter((kind) => kind === 'ship')).toHaveLength(1);
  });

  test('a retry that fails again is mailed again', async () => {
    const refused = { kind: 'fix', code: 'notice-order-unknown', args: { order } } as const;
    mall.script.acknowledge = [refused, refused];
    await tell('acknowledge');
    minutes(5);
    expect(
      (await retryNotices(ctx, { ids: [(await ctx.store.notices({ shop }))[0]!.id.slice(0, 6)] })).retried,
    ).toHaveLength(1);
    await tell('acknowledge');
    expect(await ctx.store.mails()).toHaveLength(2);
    expect(await state('acknowledge')).toBe('failed');
  });
});

describe('X5: 連携状態', () => {
  const linkState = async () => (await showOrder(ctx, order))[0]?.linkState;

  test('follows what was told', async () => {
    expect(await linkState()).toBe('waiting');
    await notifyShop(ctx, shop);
    expect(await linkState()).toBe('printed');
    expect([mall.facts[0]?.linkState, mall.facts.at(-1)?.linkState]).toEqual(['waiting', 'printed']);
    await ship();
    mall.captured = good;
    for (let pass = 0; pass < 3; pass++) {
      minutes(2);
      await notifyShop(ctx, shop);
    }
    expect(await linkState()).toBe('returned');
  });

  test('what a person did at the marketplace counts as told, whatever it says, and lets the next kind go', async () => {
    await tell('acknowledge');
    expect(await markByHand(ctx, shop, order, 'printed')).toMatchObject({ from: 'waiting', to: 'printed' });
    await markByHand(ctx, shop, order, { kind: 'capture' });
    await ship();
    await notifyShop(ctx, shop);
    expect(told()).toEqual(['acknowledge', 'ship', 'complete']);
    expect(mall.facts.at(-1)?.told).toContainEqual({
      about: theOrder,
      kind: 'schedule',
      day: '2026-11-21',
      byHand: true,
    });
    const journal = await ctx.store.journal({ shop, orderNumber: order });
    expect(journal.filter((one) => one.what === 'link-state-set')).toHaveLength(2);
  });

  test('what failed and was then done by hand is settled', async () => {
    mall.script.schedule = [{ kind: 'fix', code: 'notice-order-unknown', args: { order } }];
    await notifyShop(ctx, shop);
    expect(await state('schedule')).toBe('failed');
    await markByHand(ctx, shop, order, 'printed');
    await notifyShop(ctx, shop);
    expect(await state('schedule')).toBe('withdrawn');
  });

  test('set back, it is sent again; money is not', async () => {
    mall.captured = good;
    await ship();
    for (let pass = 0; pass < 3; pass++) {
      minutes(2);
      await notifyShop(ctx, shop);
    }
    expect(await markByHand(ctx, shop, order, 'waiting')).toMatchObject({ from: 'returned', to: 'waiting' });
    await notifyShop(ctx, shop);
    expect(told().toSorted()).toEqual(['acknowledge', 'capture', 'complete', 'schedule', 'schedule', 'ship', 'ship']);
  });

  test('orders and shops that have none say so', async () => {
    expect(await markByHand(ctx, 'sheet', order, 'printed')).toMatchObject({ problem: { code: 'shop-without-api' } });
    expect(await markByHand(ctx, shop, '999', 'printed')).toMatchObject({ problem: { code: 'command-no-such-order' } });
    const { linked: _, ...plain } = mall.connector;
    ctx = { ...ctx, link: () => ({ connector: plain, connection: mall.connection, settings: {} }) };
    expect(await markByHand(ctx, shop, order, 'printed')).toMatchObject({ problem: { code: 'link-state-none' } });
    expect(await linkState()).toBeNull();
  });
});

test('a cancelled order is not acknowledged, quietly; its number is not told, and that is said', async () => {
  const rest = (answer: Awaited<ReturnType<ToyMarket['policy']>>) => ({
    ...answer,
    due: answer.due.map((one) => ({ ...one, restMs: 60_000, after: [] })),
  });
  mall.policy = rest;
  await ship();
  await notifyShop(ctx, shop);
  // Nobody worked it out again: the cancellation came between.
  mall.policy = (answer, facts) =>
    facts.order.cancelled ? mall.policy(answer, { ...facts, order: { ...facts.order, cancelled: false } }) : answer;
  const [stored] = await ctx.store.orders({ shop, numbers: [order] });
  const open = await ctx.store.notices({ shop });
  await ctx.store.write((tx) =>
    tx.saveOrders([
      { ...stored!, order: { ...stored!.order, cancelled: true }, revision: 2, contentHash: 'cancelled' },
    ]),
  );
  expect(open.map((one) => one.kind).toSorted()).toEqual(['acknowledge', 'capture', 'complete', 'schedule', 'ship']);
  const connector = { ...mall.connector, policy: () => ({ due: keep, problems: [] }) };
  const keep = open.map((one) => ({
    about: one.about === aboutOrder(shop, order) ? theOrder : one.about,
    notice: one.body as never,
    content: one.kind,
  }));
  ctx = { ...ctx, link: () => ({ connector, connection: mall.connection, settings: {} }) };
  minutes(5);
  const { items } = await notifyShop(ctx, shop);
  expect(mall.ledger).toEqual([]);
  expect(items.filter((one) => one.code === 'notice-order-cancelled')).toHaveLength(2);
  expect([await state('acknowledge'), await state('ship'), await state('capture')]).toEqual([
    'withdrawn',
    'failed',
    'failed',
  ]);
});

test.each([
  ['notice-refused', 'withdrawn'],
  ['notice-not-found', 'failed'],
] as const)('a notice that failed with %s is %s once its order is cancelled', async (code, expected) => {
  mall.policy = (answer, { order: now }) => (now.cancelled ? { due: [], problems: [] } : answer);
  mall.script.acknowledge = [{ kind: 'fix', code, args: { order, code: '', reason: '' } }];
  await tell('acknowledge');
  expect(await state('acknowledge')).toBe('failed');
  await tell('acknowledge');
  expect(await state('acknowledge')).toBe('failed');
  const [stored] = await ctx.store.orders({ shop, numbers: [order] });
  const gone = { ...stored!, order: { ...stored!.order, cancelled: true }, revision: 2, contentHash: 'cancelled' };
  await ctx.store.write((tx) => tx.saveOrders([gone]));
  await tell('acknowledge');
  expect(await state('acknowledge')).toBe(expected);
});

test('an order is worked out again on the day that the policy named, although nothing happened to it', async () => {
  let isDay = false;
  mall.policy = (answer) => (isDay ? answer : { due: [], problems: [], again: '2026-11-25' });
  await notifyShop(ctx, shop);
  minutes(3 * 24 * 60);
  isDay = true; // the policy would say so by now; nobody asks it before the 25th
  await notifyShop(ctx, shop);
  expect(told()).toEqual([]);
  minutes(24 * 60);
  await notifyShop(ctx, shop);
  expect(told()).toEqual(['acknowledge', 'schedule']);
});

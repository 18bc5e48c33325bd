import { afterEach, beforeEach, expect, test } from 'vitest';
import { ruleCounts } from '../../src/flow/decide/index.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { intakeFile, redecideForRules } from '../../src/flow/intake/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { rulesOf } from '../support/rules.ts';

/* X3: `rules list` says what each rule did lately, counted when orders are decided. */

const rules = rulesOf(`rules:
  - { name: all, title: すべて, on: yes, when: all, then: { tag: 印 } }
  - { name: many, title: 多い, on: yes, when: { quantity: { over: 3 } }, then: { hold: 多い } }
  - { name: never, title: ない, on: yes, when: { prefecture: 沖縄県 }, then: { hold: 島 } }
`);
let desk: Desk;
let ctx: Context;
let count = 0;
beforeEach(async () => {
  desk = await openDesk();
  ctx = { ...desk.ctx, rules };
});
afterEach(() => desk.close());

const take = (own: Context, ...numbers: number[]) => {
  const rows = numbers.map((no) => {
    const pieces = no === 2 ? { 'quantity-purchased': '9', 'quantity-to-ship': '9' } : {};
    return row(no, no, pieces);
  });
  return intakeFile(own, {
    ...{ name: `c${++count}.txt`, bytes: amazonReport(rows, 'utf-8'), shop: 'amazon', layout: '' },
  });
};
const counts = async () =>
  Object.fromEntries([...(await ruleCounts(ctx.store, ctx.now()))].map(([name, one]) => [name, one.orders]));

test('each order counts once for each rule that begins to apply to it, whatever is decided again', async () => {
  await take(ctx, 1, 2);
  expect(await counts()).toEqual({ all: 2, many: 1 });
  await take(ctx, 1, 2, 3);
  await redecideForRules(ctx);
  await clearHold(ctx, orderNo(2), '見た', '花子');
  expect(await counts()).toEqual({ all: 3, many: 1 });
  const { last } = (await ruleCounts(ctx.store, ctx.now())).get('all')!;
  expect(last).toBe(ctx.now().toString());
});

test('a rule that is switched on counts the open orders that it begins to apply to; after 30 days nothing is lately', async () => {
  await take({ ...desk.ctx }, 1, 2);
  expect(await counts()).toEqual({});
  await redecideForRules(ctx);
  expect(await counts()).toEqual({ all: 2, many: 1 });
  desk.wait({ hours: 24 * 29 });
  await take(ctx, 3);
  expect(await counts()).toEqual({ all: 3, many: 1 });
  desk.wait({ hours: 24 });
  expect(await counts()).toEqual({ all: 1, many: 0 });
});

test('who asks while orders are being decided anew (the page that changed a rule, and the watcher of its file) waits for that run', async () => {
  await take({ ...desk.ctx }, 1, 2);
  let lists = 0;
  const told: string[] = [];
  const listOrders: Context['store']['listOrders'] = (...args) => {
    lists++;
    return desk.ctx.store.listOrders(...args);
  };
  const watched: Context = { ...ctx, store: { ...desk.ctx.store, listOrders }, tell: (line) => told.push(line) };
  expect(await Promise.all([redecideForRules(watched), redecideForRules({ ...watched })])).toEqual([2, 2]);
  expect([lists, told.length]).toEqual([1, 1]);
  expect(await redecideForRules(watched)).toBe(0);
  // Other rules meanwhile: one after the other, and the last word is theirs.
  const none: Context = { ...watched, rules: { ...rules, rules: [], version: 'none' } };
  const { rules: decided } = watched;
  const other: Context = { ...watched, rules: { ...decided!, version: 'other' } };
  await Promise.all([redecideForRules(other), redecideForRules(none)]);
  const [one] = await ctx.store.shipments({ numbers: [orderNo(1)] });
  expect(one?.shipment.rules ?? []).toEqual([]);
  expect(await redecideForRules(none)).toBe(0);
});

test('an intake reads and writes one row for each rule that acted, however many orders', async () => {
  const touched: string[] = [];
  const store: Context['store'] = {
    ...ctx.store,
    write: (work) =>
      ctx.store.write((tx) =>
        work({
          ...tx,
          setCursor: (shop, job, cursor, at) => {
            if (job.startsWith('rule:')) touched.push(job);
            return tx.setCursor(shop, job, cursor, at);
          },
        }),
      ),
  };
  await take({ ...ctx, store }, 1, 2, 3, 4, 5, 6, 7, 8);
  expect(touched.sort()).toEqual(['rule:all', 'rule:many']);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RuleSet } from '../../src/core/rules/rule.ts';
import type { Switches } from '../../src/core/shop.ts';
import { explainOrder } from '../../src/flow/desk/explain.ts';
import { tagOrder } from '../../src/flow/desk/tag-order.ts';
import { tryRules } from '../../src/flow/desk/try-rules.ts';
import { intakeFile, redecideForRules } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import { purchaseWords } from '../../src/text/person-words.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { rulesOf } from '../support/rules.ts';
import { newStorePlace, type StorePlace, storeKinds } from '../support/stores.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const header =
  '注文番号,注文日,注文者名,注文者郵便番号,注文者住所,注文者電話番号,お届け先名,お届け先郵便番号,お届け先住所,お届け先電話番号,商品コード,商品名,数量,入金状況,配送方法,備考';

interface Row {
  readonly number: string;
  readonly name?: string;
  readonly phone?: string;
  readonly sku?: string;
  readonly at?: string;
  readonly remark?: string;
}

const line = ({
  number,
  name = '試験 太郎',
  phone = '03-0000-0101',
  sku = 'SKU-1',
  at = '2026/11/20',
  remark = '',
}: Row) =>
  `${number},${at},${name},100-0001,東京都千代田区千代田9-9-9,${phone},${name},100-0001,東京都千代田区千代田9-9-9,${phone},${sku},緑茶,1,入金済,宅急便,${remark}`;

const rules = (...rows: string[]) => rulesOf(`rules:\n${rows.map((row) => `  - ${row}\n`).join('')}`);
const rule = (when: string, what: string, name = 'a') =>
  `{ name: ${name}, title: ルール${name}, on: yes, when: { ${when} }, then: { ${what} } }`;

describe.each(storeKinds)('rules with a store on %s', (kind) => {
  let place: StorePlace;
  let workspace: Workspace;
  let now: Temporal.Instant;
  beforeEach(async () => {
    now = Temporal.Instant.from('2026-11-21T01:00:00Z');
    place = await newStorePlace(kind);
    workspace = await openWorkspace(newRoot(), {
      config: (config) => ({
        ...config,
        database: place.target,
        shops: {
          sheet: shop({
            layouts: { read: [], issue: 'b2-csv', notify: '' },
            seller: { ...shop().seller, company: '' },
            billing: { customerCode: '000000000000', classCode: '', freightNo: '01' },
          }),
        },
      }),
      now: () => {
        now = now.add({ seconds: 1 });
        return now;
      },
    });
  });
  afterEach(async () => {
    await removeWorkspace(workspace);
    place.remove();
  });

  const context = (set?: RuleSet, switches?: Switches): Context => {
    const { config } = workspace.ctx;
    const sheet = { ...config.shops.sheet!, ...(switches && { switches }) };
    return { ...workspace.ctx, ...standard, config: { ...config, shops: { sheet } }, ...(set && { rules: set }) };
  };
  let files = 0;
  const take = async (ctx: Context, ...rows: Row[]) => {
    const bytes = Buffer.from(`${[header, ...rows.map(line)].join('\r\n')}\r\n`);
    const [document] = await intakeFile(ctx, { name: `注文${++files}.csv`, bytes, shop: 'sheet', layout: '' });
    if (document!.refused) throw new Error(document!.problems.map((one) => `${one.code} ${one.sentence}`).join('\n'));
    return document!;
  };
  const stored = async (number: string) => (await workspace.ctx.store.shipments({ numbers: [number] }))[0]!;
  const open = async (number: string) =>
    (await stored(number)).holds.filter((hold) => hold.cleared === null).map((hold) => hold.code);

  test('an intake is decided by them, and the history says which ones acted', async () => {
    const ctx = context(
      rules(rule('remark: のし', 'tag: 包装, handling: ワレ物注意'), rule('remark: 至急', 'hold: 急ぎ', 'b')),
    );
    await take(ctx, { number: 'R-1', remark: 'のし希望' }, { number: 'R-2', remark: '至急！' }, { number: 'R-3' });
    expect((await stored('R-1')).shipment).toMatchObject({ tags: ['包装'], handling: ['ワレ物注意', ''] });
    expect([await open('R-1'), await open('R-2'), await open('R-3')]).toEqual([[], ['rule-hold'], []]);
    const history = await ctx.store.journal({ shop: 'sheet', orderNumber: 'R-2' });
    expect(history.find((one) => one.what === 'rules-applied')?.details).toEqual({ rules: 'ルールb', lost: '' });
  });

  test('a cell of the label is explained by the rule that set it', async () => {
    const ctx = context(
      rules(
        rule('remark: のし', 'handling: ワレ物注意, delivery-method: nekopos'),
        rule('remark: のし', 'handling: 天地無用', 'b'),
      ),
    );
    await take(ctx, { number: 'E-1', remark: 'のし' }, { number: 'E-2' });
    const cells = await explainOrder(ctx, 'E-1');
    const by = (no: number) => cells.find((one) => one.column === no)?.sources.map((one) => one.rule?.name);
    expect([by(31), by(2)?.[0]]).toEqual([['a'], 'a']);
    const other = await explainOrder(ctx, 'E-2');
    expect(other.flatMap((one) => one.sources.flatMap((source) => source.rule ?? []))).toEqual([]);
  });

  test('other rules decide what is open anew, once, and leave labels that are out alone', async () => {
    const none = context();
    await take(none, { number: 'V-1', remark: '至急' }, { number: 'V-2', remark: '至急' }, { number: 'V-3' });
    await issueShipments(none, { orders: ['V-1'] });
    const ctx = context(rules(rule('remark: 至急', 'hold: 急ぎ')));
    const looked: string[][] = [];
    const watched: Context = {
      ...ctx,
      store: {
        ...ctx.store,
        write: (work) =>
          ctx.store.write((tx) =>
            work({
              ...tx,
              orders: async (filter) => {
                looked.push([...(filter.numbers ?? [])]);
                return tx.orders(filter);
              },
            }),
          ),
      },
    };
    expect(await redecideForRules(watched)).toBe(1);
    // Cost follows open orders: the one whose label is out is not even read.
    expect(looked.flat().sort()).toEqual(['V-2', 'V-3']);
    expect([(await stored('V-1')).state, await open('V-2'), await open('V-3')]).toEqual(['issuing', ['rule-hold'], []]);
    looked.length = 0;
    expect(await redecideForRules(watched)).toBe(0);
    expect(looked).toEqual([]);
    // Switched off again: nothing of it stays.
    expect(await redecideForRules(context())).toBe(1);
    expect(await open('V-2')).toEqual([]);
    expect((await stored('V-2')).shipment.rules).toBeUndefined();
  });

  test('issue follows the rules of today, whoever decided the orders before', async () => {
    await take(context(), { number: 'I-1', remark: '至急' }, { number: 'I-2' });
    const { shipments, leftOut } = await issueShipments(context(rules(rule('remark: 至急', 'hold: 急ぎ'))), {});
    expect(shipments).toEqual(['I-2_1']);
    expect(leftOut.map((one) => [one.number, one.code])).toEqual([['I-1', 'rule-hold']]);
  });

  test('the product table answers what was not known, for orders that wait too', async () => {
    const ctx = context(rules(rule('goods-cool: frozen', 'cool: frozen')));
    await take(ctx, { number: 'G-1', sku: 'ICE' }, { number: 'G-2', sku: 'TEA' });
    expect([await open('G-1'), await open('G-2')]).toEqual([['rule-unsure'], ['rule-unsure']]);
    const table = (text: string) =>
      intakeFile(ctx, { name: '属性.csv', bytes: Buffer.from(text), shop: '', layout: '' }).then(([one]) => one!);
    const first = await table(
      '商品コード,クール区分,メール便,ワレ物,発売日\nICE,冷凍,,,\nTEA,,,,\nTEA,冷蔵,,,\n1.2E+10,,,,\n',
    );
    expect(first.registered).toEqual({ goods: 1 });
    expect(first.problems.map((one) => `${one.row} ${one.column} ${one.code}`)).toEqual([
      '5 商品コード code-exponent',
      '3 商品コード goods-twice',
      '4 商品コード goods-twice',
    ]);
    expect([await open('G-1'), await open('G-2')]).toEqual([[], ['rule-unsure']]);
    expect((await stored('G-1')).shipment.cool).toBe('frozen');
    await table('商品コード,クール区分,メール便,ワレ物,発売日\nTEA,,,,\n');
    expect([await open('G-2'), (await stored('G-2')).shipment.cool]).toEqual([[], 'normal']);
    expect(await ctx.store.goods(['TEA', 'ICE', 'NONE'])).toEqual([
      { sku: 'ICE', cool: 'frozen', mailSize: false, fragile: false, preorderDay: '' },
      { sku: 'TEA', cool: 'normal', mailSize: false, fragile: false, preorderDay: '' },
    ]);
  });

  test('knows a customer again by name and telephone', async () => {
    const ctx = context(rules(rule('customer: first', 'tag: 初回')));
    const first = async (number: string) => ((await stored(number)).shipment.tags ?? []).includes('初回');
    await take(ctx, { number: 'C-1', at: '2026/11/01' }, { number: 'C-2', name: '別人 花子', at: '2026/11/01' });
    await take(
      ctx,
      { number: 'C-3', name: '試験　太郎', phone: '0300000101' },
      { number: 'C-4', phone: '03-0000-0202' },
    );
    expect(await Promise.all(['C-1', 'C-2', 'C-3', 'C-4'].map(first))).toEqual([true, true, false, true]);
    await issueShipments(ctx, {});
    expect(await Promise.all(['C-1', 'C-3'].map(first))).toEqual([true, false]);
  });

  test('the same goods for the same recipient within the days wait, in the store and in the same file', async () => {
    const ctx = context(undefined, { doublePurchaseDays: 3 });
    await take(ctx, { number: 'D-1', at: '2026/11/18' });
    await take(
      ctx,
      { number: 'D-2', name: '試験　太郎' },
      { number: 'D-3', sku: 'OTHER' },
      { number: 'D-4', name: '別人 花子' },
      { number: 'D-5', name: '別人 花子' },
      { number: 'D-6', at: '2026/11/30', name: '試験 太郎' },
    );
    expect(await Promise.all(['D-1', 'D-2', 'D-3', 'D-4', 'D-5', 'D-6'].map(open))).toEqual([
      [],
      ['double-purchase'],
      [],
      [],
      ['double-purchase'],
      [],
    ]);
    expect((await stored('D-2')).holds[0]?.args).toEqual({ number: 'D-1', days: 3 });
    // It stays, however often it is decided, until a person clears it or the shop switches it off.
    const { shipments } = await issueShipments(ctx, { dryRun: true });
    expect(shipments).not.toContain('D-2_1');
    await redecideForRules(ctx);
    expect(await open('D-2')).toEqual(['double-purchase']);
    await redecideForRules(context(undefined, {}));
    expect(await open('D-2')).toEqual([]);
  });

  test('files in any order, orders without a day, and cancelled ones: the same goods twice are found all the same', async () => {
    const ctx = context(undefined, { doublePurchaseDays: 3 });
    await take(ctx, { number: 'F-1', at: '2026/11/20' });
    // Made before the one that is known, but told later.
    await take(ctx, { number: 'F-2', at: '2026/11/18' });
    // In one file: another day in between, and one that is near only to an order that is held itself.
    await take(
      ctx,
      { number: 'G-1', sku: 'G', at: '2026/11/01' },
      { number: 'G-2', sku: 'G', at: '2026/11/15' },
      { number: 'G-3', sku: 'G', at: '2026/11/03' },
      { number: 'G-4', sku: 'G', at: '2026/11/05' },
    );
    // Without a day it counts as made now.
    await take(ctx, { number: 'H-1', sku: 'H', at: '2026/11/20' }, { number: 'H-2', sku: 'H', at: '' });
    const order = (await ctx.store.orders({ numbers: ['F-1'] }))[0]!;
    const numbers = ['F-1', 'F-2', 'G-1', 'G-2', 'G-3', 'G-4', 'H-1', 'H-2'];
    const found = await Promise.all(numbers.map(async (number) => (await open(number)).includes('double-purchase')));
    expect(found).toEqual([false, true, false, false, true, true, false, true]);
    // Cancelled, it is no purchase any more.
    await ctx.store.write((tx) =>
      tx.saveOrders([{ ...order, revision: order.revision + 1, order: { ...order.order, cancelled: true } }]),
    );
    const words = purchaseWords(order.order);
    const near = (at: string) => ctx.store.purchasesNear([{ number: 'F-9', at, words }], { shop: 'sheet', days: 3 });
    expect([...(await near('2026-11-20T00:00:00Z'))]).toEqual([['F-9', { shop: 'sheet', number: 'F-2' }]]);
    expect([...(await near('2026-11-22T00:00:00Z'))]).toEqual([]);
  });

  test('a tag that a person gives is a fact', async () => {
    const ctx = context(rules(rule('tag: 要確認', 'hold: タグ')));
    await take(ctx, { number: 'T-1' });
    await tagOrder(ctx, 'T-1', { add: ['要確認'], remove: [] });
    expect(await open('T-1')).toEqual(['rule-hold']);
    await tagOrder(ctx, 'T-1', { add: [], remove: ['要確認'] });
    expect(await open('T-1')).toEqual([]);
    expect((await ctx.store.orders({ numbers: ['T-1'] }))[0]?.arrangement?.tags).toBeUndefined();
  });

  test('rules try says what would change, what contradicts, what never and what always applies; and changes nothing', async () => {
    const off = (row: string) => row.replace('on: yes', 'on: no');
    const set = rules(
      off(rule('remark: 至急', 'hold: 急ぎ')),
      off(rule('payment: paid', 'handling: ワレ物注意', 'b')),
      off(rule('remark: 至急', 'handling: 天地無用', 'c')),
      off(rule('prefecture: 沖縄県', 'cool: frozen', 'd')),
    );
    const ctx = context(set);
    await take(ctx, { number: 'Y-1', remark: '至急' }, { number: 'Y-2' });
    const before = await ctx.store.shipments({ shop: 'sheet' });
    const report = await tryRules(ctx, { shop: '', rules: [], orders: { days: 7 } });
    expect(report).toMatchObject({ orders: 2, changed: 2, never: ['d'], always: ['b'] });
    expect(report.changes.map((one) => `${one.customerNo} ${one.field} ${one.before} → ${one.after}`)).toEqual([
      'Y-1_1 state 出荷待ち → 保留',
      'Y-1_1 holds  → ルール「ルールa」により保留です：急ぎ',
      'Y-1_1 handling  → ワレ物注意',
      'Y-2_1 handling  → ワレ物注意',
    ]);
    expect(report.conflicts).toEqual([
      { number: 'Y-1', customerNo: 'Y-1_1', rule: 'ルールc', lostTo: 'b', what: 'handling' },
    ]);
    expect(await ctx.store.shipments({ shop: 'sheet' })).toEqual(before);
    const one = await tryRules(ctx, { shop: 'sheet', rules: ['a'], orders: { days: 7 } });
    expect(one).toMatchObject({ changed: 1, rules: [{ name: 'a', on: false, matched: 1, unsure: 0 }] });
    const bytes = Buffer.from(`${[header, line({ number: 'F-1', remark: '至急' })].join('\r\n')}\r\n`);
    const file = await tryRules(ctx, { shop: 'sheet', rules: ['a'], orders: { file: { name: 'x.csv', bytes } } });
    expect(file).toMatchObject({ orders: 1, changed: 1, problems: [] });
    expect(await ctx.store.orders({ numbers: ['F-1'] })).toEqual([]);
  });
});

import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { bundleOrders } from '../../src/flow/desk/bundle.ts';
import { confirmShipped } from '../../src/flow/desk/confirm.ts';
import { copyOrder } from '../../src/flow/desk/copy.ts';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { requestNotices, writeNotices } from '../../src/flow/notify/index.ts';
import { isPurgeDue, type Limits, purge, purgeJob } from '../../src/flow/retention/index.ts';
import type { Context } from '../../src/flow/types.ts';
import type { NoticeState } from '../../src/store/types.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { shop } from '../support/orders.ts';
import { sampleNotice } from '../support/store-samples.ts';

let desk: Desk;
afterEach(() => desk.close());

const day = (count: number) => ({ hours: 24 * count });
/** Everything that is older than now. */
const all = (things: readonly (keyof Limits)[] = ['orders']): Limits =>
  Object.fromEntries(things.map((thing) => [thing, desk.ctx.now().toString()]));
const forgottenNumbers = async () =>
  (await desk.ctx.store.orders({})).filter((one) => one.forgotten).map((one) => one.order.number);
const within = (retention: NonNullable<Context['config']['retention']>): Context => ({
  ...desk.ctx,
  config: { ...desk.ctx.config, retention },
});
const never = { orders: null, files: null, runs: null, 'link-history': null, notices: null, mails: null };

describe('which orders are finished', () => {
  test('told ones are; held, printed and untold ones are not, and are named', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21, { 'buyer-phone-number': '' })]);
    await desk.issueAndNumber();
    await desk.report([row(3, 31)]);
    desk.wait(day(1));
    expect(await purge(desk.ctx, all())).toMatchObject({
      forgotten: { orders: 0 },
      unfinished: { orders: 3, named: [1, 2, 3].map((no) => ({ shop: 'amazon', number: orderNo(no) })) },
    });
    await writeNotices(desk.ctx);
    expect(await purge(desk.ctx, all())).toMatchObject({ forgotten: { orders: 1 }, unfinished: { orders: 2 } });
    expect(await forgottenNumbers()).toEqual([orderNo(1)]);
  });

  test('goods that have gone are, where nobody will ever be told: shops without a way, and copies', async () => {
    desk = await openDesk({}, [shop({ name: 'plain', layouts: { read: [], issue: 'b2-csv', notify: '' } })]);
    await desk.report([row(1, 11)]);
    await copyOrder(desk.ctx, orderNo(1));
    await desk.issueAndNumber();
    await writeNotices(desk.ctx);
    expect((await desk.states()).map((one) => one.split(' ')[1])).toEqual(['shipped', 'shipped']);
    desk.wait(day(1));
    expect((await purge(desk.ctx, all())).forgotten.orders).toBe(2);
  });

  test('an order whose goods travel in another parcel waits for that parcel', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    await bundleOrders(desk.ctx, orderNo(1), [orderNo(2)]);
    desk.wait(day(1));
    expect(await purge(desk.ctx, all())).toMatchObject({ forgotten: { orders: 0 }, unfinished: { orders: 2 } });
    await desk.issueAndNumber();
    await writeNotices(desk.ctx);
    desk.wait(day(1));
    expect((await purge(desk.ctx, all())).forgotten.orders).toBe(2);
  });

  test.each(['due', 'sending', 'pending', 'failed', 'unsure', 'asking'] as const)(
    'a notice that is %s keeps its order',
    async (state: NoticeState) => {
      desk = await openDesk();
      await desk.report([row(1, 11)]);
      await desk.issueAndNumber();
      await writeNotices(desk.ctx);
      const notice = sampleNotice({ shop: 'amazon', orderNumber: orderNo(1), state });
      await desk.ctx.store.write((tx) => tx.putNotices([notice]));
      desk.wait(day(1));
      const report = await purge(desk.ctx, all(['orders', 'notices']));
      expect(report).toMatchObject({ forgotten: { orders: 0, notices: 0 }, unfinished: { orders: 1 } });
    },
  );

  test('what is younger than its time stays, and a correction makes an order young again', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11), row(2, 21)]);
    await desk.issueAndNumber();
    await writeNotices(desk.ctx);
    desk.wait(day(10));
    const limit = { orders: desk.ctx.now().subtract(day(5)).toString() };
    await editOrder(desk.ctx, orderNo(1), { edits: [{ name: 'note', text: 'メモ' }], note: 'x' });
    expect((await purge(desk.ctx, limit)).forgotten.orders).toBe(1);
    expect(await forgottenNumbers()).toEqual([orderNo(2)]);
  });
});

describe('forgetting many', () => {
  test('walks page by page, the same in a trial; what was forgotten is not met again', async () => {
    desk = await openDesk();
    await desk.report(Array.from({ length: 230 }, (_, no) => row(no + 1, no + 1000)));
    await desk.issueAndNumber();
    await writeNotices(desk.ctx);
    await desk.report([row(500, 1)]);
    desk.wait(day(1));
    for (const dryRun of [true, false]) {
      const report = await purge(desk.ctx, all(), { dryRun });
      expect(report.forgotten).toMatchObject({ orders: 230, documents: 4 });
      expect(report.unfinished).toMatchObject({ orders: 1, named: [{ shop: 'amazon', number: orderNo(500) }] });
    }
    expect((await purge(desk.ctx, all())).forgotten).toMatchObject({ orders: 0, documents: 0 });
  }, 60_000);

  test('a process that ends in the middle leaves whole orders, and the next one goes on', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    await writeNotices(desk.ctx);
    desk.wait(day(1));
    for (const point of ['purge:files', 'purge:orders']) {
      const at = (name: string) => {
        if (name === point) throw new Error('killed');
      };
      await expect(purge({ ...desk.ctx, at }, all(['orders', 'files']))).rejects.toThrow('killed');
    }
    expect(await forgottenNumbers()).toEqual([orderNo(1)]);
    expect((await purge(desk.ctx, all(['orders', 'files']))).forgotten).toMatchObject({ orders: 0, documents: 4 });
  });

  test('the file of a forgotten order is still known; new content of it is no surprise', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    await writeNotices(desk.ctx);
    desk.wait(day(1));
    await purge(desk.ctx, all());
    expect((await desk.report([row(1, 11), row(2, 21)])).orders).toMatchObject({ new: 1, unchanged: 1 });
    expect((await desk.report([row(1, 11, { 'recipient-name': '別人 次郎' })])).orders.revised).toBe(1);
    const [stored] = await desk.ctx.store.shipments({ numbers: [orderNo(1)] });
    expect(stored!.holds).toEqual([]);
    expect(stored!.shipment.consignee.name).toBe('');
    desk.wait(day(1));
    expect((await purge(desk.ctx, all())).forgotten.orders).toBe(1);
  });

  test('a forgotten order is refused to be corrected, and its shipments keep state, number and goods', async () => {
    desk = await openDesk({ shippedWhen: 'confirmed' });
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    await confirmShipped(desk.ctx, [orderNo(1)]);
    await writeNotices(desk.ctx);
    desk.wait(day(1));
    await purge(desk.ctx, all());
    const { refused } = await editOrder(desk.ctx, orderNo(1), { edits: [{ name: 'note', text: 'x' }], note: 'x' });
    expect(refused.map((one) => one.code)).toEqual(['edit-forgotten']);
    const [stored] = await desk.ctx.store.shipments({ numbers: [orderNo(1)] });
    expect(stored).toMatchObject({ state: 'closed', shipment: { lines: [{ sku: 'SKU-1', quantity: 1 }] } });
    expect(stored!.waybills).toHaveLength(1);
    expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
  });
});

describe('histories', () => {
  test('told notices, sent mails and ended runs go after their time; what still wants something stays', async () => {
    desk = await openDesk();
    const old = '2026-11-20T00:00:00Z';
    const mail = { to: 'a@example.com', subject: '', text: '', attempts: 0, notBefore: old, at: old };
    const run = { job: 'pull', shop: 'amazon', startedAt: old, counts: {}, items: [] };
    await desk.ctx.store.write(async (tx) => {
      const states = ['told', 'withdrawn', 'due', 'failed', 'unsure'] as const;
      await tx.putNotices(states.map((state) => sampleNotice({ id: state, state, reservedAt: old, at: old })));
      await tx.putNotices([sampleNotice({ id: 'young', state: 'told', at: '2026-11-21T00:00:00Z' })]);
      await tx.putMails((['sent', 'failed', 'due'] as const).map((state) => ({ ...mail, id: state, state })));
      await tx.putRun({ ...run, id: 'ended', result: 'done', finishedAt: old });
      await tx.putRun({ ...run, id: 'running', result: 'running', finishedAt: null });
    });
    const limits = { notices: '2026-11-20T12:00:00Z', mails: '2026-11-20T12:00:00Z', runs: '2026-11-20T12:00:00Z' };
    for (const dryRun of [true, false]) {
      expect((await purge(desk.ctx, limits, { dryRun })).forgotten).toMatchObject({ notices: 2, mails: 2, runs: 1 });
    }
    const { store } = desk.ctx;
    expect((await store.notices({})).map((one) => one.id).sort()).toEqual(['due', 'failed', 'unsure', 'young']);
    expect((await store.mails()).map((one) => one.id)).toEqual(['due']);
    expect((await store.runs()).map((one) => one.id)).toEqual(['running']);
  });

  test('an order whose notice was forgotten can still be told again by hand (A9)', async () => {
    desk = await openDesk();
    await desk.report([row(1, 11)]);
    await desk.issueAndNumber();
    const told = await writeNotices(desk.ctx);
    expect((await writeNotices(desk.ctx)).shipments).toEqual([]);
    await requestNotices(desk.ctx, 'amazon', [orderNo(1)]);
    expect((await writeNotices(desk.ctx)).shipments).toEqual(told.shipments);
  });
});

describe('files', () => {
  test('only day folders of the inbox go, whole, and only old ones', async () => {
    desk = await openDesk();
    const { inbox } = desk.ctx.config;
    for (const path of ['_done/2026-11-20', '_done/2026-11-21', '_error/2026-10-01', '_done/控え', 'amazon']) {
      mkdirSync(join(inbox, path), { recursive: true });
      writeFileSync(join(inbox, path, 'x.csv'), 'x');
      writeFileSync(join(inbox, path, 'x.csv.txt'), 'x');
    }
    const limits = { files: '2026-11-20T15:00:00Z' }; // the 21st begins in Japan
    expect((await purge(desk.ctx, limits, { dryRun: true })).forgotten.files).toBe(4);
    expect((await purge(desk.ctx, limits)).forgotten.files).toBe(4);
    expect(readdirSync(join(inbox, '_done')).sort()).toEqual(['2026-11-21', '控え']);
    expect(readdirSync(join(inbox, '_error'))).toEqual([]);
    expect(readdirSync(join(inbox, 'amazon'))).toHaveLength(2);
  });
});

describe('the nightly job', () => {
  const retention = { ...never, orders: 180, files: 30 };

  test('does not begin before the settings were said for a day, then once a night', async () => {
    desk = await openDesk(); // 10:00 in Japan
    const ctx = within(retention);
    expect(await isPurgeDue(ctx)).toBe(false);
    desk.wait({ hours: 17 }); // 3:00, after 17 hours
    expect(await isPurgeDue(ctx)).toBe(false);
    desk.wait({ hours: 24 });
    expect(await isPurgeDue(ctx)).toBe(true);
    const at = desk.ctx.now().toString();
    const run = {
      id: 'r',
      job: 'purge',
      shop: '',
      startedAt: at,
      finishedAt: at,
      counts: {},
      result: 'done',
      items: [],
    } as const;
    await desk.ctx.store.write((tx) => tx.putRun(run));
    expect(await isPurgeDue(ctx)).toBe(false);
    desk.wait({ hours: 12 });
    expect(await isPurgeDue(ctx)).toBe(false);
    desk.wait({ hours: 12 });
    expect(await isPurgeDue(ctx)).toBe(true);
  });

  test('a computer that is off at night does it by day', async () => {
    desk = await openDesk();
    const ctx = within(retention);
    await isPurgeDue(ctx);
    desk.wait({ hours: 29 });
    expect(await isPurgeDue(ctx)).toBe(false);
    desk.wait({ hours: 2 });
    expect(await isPurgeDue(ctx)).toBe(true);
  });

  test('never comes where everything is kept for ever', async () => {
    desk = await openDesk();
    for (const ctx of [within(never), desk.ctx]) {
      await isPurgeDue(ctx);
      desk.wait(day(10));
      expect(await isPurgeDue(ctx)).toBe(false);
    }
  });

  test('says what it did and what is not finished; its run names no file', async () => {
    desk = await openDesk();
    const told: string[] = [];
    const ctx = { ...within({ ...retention, orders: 1 }), tell: (line: string) => told.push(line) };
    await desk.report([row(1, 11), row(2, 21, { 'buyer-phone-number': '' })]);
    await desk.issueAndNumber();
    await writeNotices(ctx);
    const own = join(ctx.config.outbox, '山田様.txt');
    writeFileSync(own, 'x');
    utimesSync(own, new Date('2026-11-21T00:00:00Z'), new Date('2026-11-21T00:00:00Z'));
    desk.wait(day(60));
    const result = await purgeJob(ctx, '');
    expect(result).toMatchObject({ counts: { orders: 1 }, changed: false });
    expect(result.items.map((one) => one.code)).toEqual(['purge-unfinished', 'purge-foreign']);
    expect(told[0]).toMatch(/保管期間を過ぎたものを消しました（受注の個人情報 1/);
    expect(told[1]).toMatch(/終わっていない受注が 1 件/);
    expect(JSON.stringify(result)).not.toContain('山田');
  });
});

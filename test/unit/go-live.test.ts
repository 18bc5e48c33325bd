import { afterEach, describe, expect, it } from 'vitest';
import { goLiveMark, holdOfLine } from '../../src/core/go-live.ts';
import type { Shop } from '../../src/core/shop.ts';
import { clearHold, eachHold } from '../../src/flow/desk/holds.ts';
import { openShop } from '../../src/flow/desk/open-shop.ts';
import { listShops } from '../../src/flow/desk/shops.ts';
import { today } from '../../src/flow/desk/today.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { undoIssue } from '../../src/flow/issue/undo-issue.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { shop as sampleShop } from '../support/orders.ts';

/* Go-live guard (D14): the first orders of a shop are only seen until a person draws the line. */

const guarded: Partial<Shop> = { switches: { goLive: 'hold' } };
let desk: Desk;
let isOpen = false;
const start = async (more: Partial<Shop> = guarded) => {
  desk = await openDesk(more);
  isOpen = true;
};
afterEach(async () => {
  if (isOpen) await desk.close();
  isOpen = false;
});

/** An order of a day of November, at noon in Japan. */
const of = (no: number, day: number, line = no) =>
  row(no, line, { 'purchase-date': `2026-11-${String(day).padStart(2, '0')}T03:00:00+00:00` });
const shop = () => desk.ctx.config.shops.amazon!;
const codes = async () => (await Array.fromAsync(eachHold(desk.ctx))).map((one) => one.id.split(':')[1]);
const stands = async () => (await listShops(desk.ctx)).find((one) => one.shop === 'amazon')?.goLive;

describe('the line', () => {
  it.each([
    ['', '2020-01-01', null],
    ['open', '2020-01-01', null],
    ['waiting', '2026-11-21', 'go-live'],
    ['2026-11-20', '2026-11-19', 'before-go-live'],
    ['2026-11-20', '2026-11-20', null],
    ['2026-11-20', '2026-11-21', null],
  ])('%j and an order of %s: %s', (line, orderedOn, code) => {
    expect(holdOfLine(line, { orderedOn, today: '2026-11-25', cameBefore: true })).toBe(code);
  });

  it('an order without a day stays what it was when it came', () => {
    const today = '2026-11-25';
    expect(holdOfLine('2026-11-20', { orderedOn: null, today, cameBefore: true })).toBe('before-go-live');
    expect(holdOfLine('2026-11-20', { orderedOn: null, today, cameBefore: false })).toBeNull();
    // The line lies in the future: what is there already is older than it.
    expect(holdOfLine('2026-12-01', { orderedOn: null, today, cameBefore: false })).toBe('before-go-live');
  });
});

describe('D14 go-live guard', () => {
  it('the first file of a shop is only seen; from the drawn line on orders go on, older ones stay seen', async () => {
    await start();
    expect(await stands()).toEqual({ state: 'guarded', from: null });
    await desk.report([of(1, 18), of(2, 20)]);
    await desk.report([of(3, 21)]);
    expect(await desk.states()).toEqual([1, 2, 3].map((no) => `${orderNo(no)}_1 held`));
    expect(await codes()).toEqual(['go-live', 'go-live', 'go-live']);
    expect(await stands()).toEqual({ state: 'waiting', from: null });
    expect((await today(desk.ctx)).holds).toEqual([{ code: 'go-live', count: 3, isMore: false }]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);

    const opened = await openShop(desk.ctx, shop(), '2026-11-20', '花子');
    expect(opened).toEqual({ shop: 'amazon', from: '2026-11-20', changed: 3, ready: 2, held: 0, seen: 1 });
    expect(await desk.states()).toEqual([
      `${orderNo(1)}_1 elsewhere`,
      `${orderNo(2)}_1 ready`,
      `${orderNo(3)}_1 ready`,
    ]);
    expect(await stands()).toEqual({ state: 'open', from: '2026-11-20' });
    // Nobody has to do anything about what is older.
    expect((await today(desk.ctx)).holds).toEqual([]);
    const journal = await desk.ctx.store.journal({ shop: 'amazon' });
    expect(journal.filter((one) => one.what.startsWith('shop-'))).toMatchObject([
      { what: 'shop-waits', actor: 'intake' },
      { what: 'shop-opened', actor: '花子', details: { from: '2026-11-20', before: 'waiting' } },
    ]);

    // What comes afterwards is decided by its day; the same day again changes nothing.
    await desk.report([of(4, 19), of(5, 21)]);
    expect(await desk.states()).toContain(`${orderNo(4)}_1 elsewhere`);
    expect(await desk.states()).toContain(`${orderNo(5)}_1 ready`);
    expect(await openShop(desk.ctx, shop(), '2026-11-20', '花子')).toMatchObject({ changed: 0, ready: 3, seen: 2 });
    expect(Object.keys(await desk.issueAndNumber()).sort()).toEqual([2, 3, 5].map((no) => `${orderNo(no)}_1`));
  });

  it('the line may be moved either way as long as no label is out', async () => {
    await start();
    await desk.report([of(1, 18), of(2, 20)]);
    await openShop(desk.ctx, shop(), '2026-11-20', '花子');
    expect(await openShop(desk.ctx, shop(), '2026-11-18', '花子')).toMatchObject({ changed: 1, ready: 2, seen: 0 });
    expect(await openShop(desk.ctx, shop(), '2026-11-21', '花子')).toMatchObject({ changed: 2, ready: 0, seen: 2 });
  });

  it('moved later and killed before orders were decided anew: none that is older gets a label', async () => {
    await start();
    await desk.report([of(1, 18), of(2, 20)]);
    await openShop(desk.ctx, shop(), '2026-11-18', '花子');
    await desk.ctx.store.write((tx) => tx.setCursor('amazon', goLiveMark, '2026-11-20', '2026-11-21T00:00:00Z'));
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 ready`]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([`${orderNo(2)}_1`]);
    expect(await desk.states()).toContain(`${orderNo(1)}_1 elsewhere`);
  });

  it('moved later than a label that is out: it stays ours, and taken back it gets no second one', async () => {
    await start();
    await desk.report([of(1, 18)]);
    await openShop(desk.ctx, shop(), '2026-11-18', '花子');
    const { files } = await issueShipments(desk.ctx, {});
    await openShop(desk.ctx, shop(), '2026-11-20', '花子');
    await desk.report([{ ...of(1, 18), 'recipient-name': '別人 花子' }]);
    const [issued] = await desk.ctx.store.shipments({ shop: 'amazon' });
    expect(issued?.state).toMatch(/^issu/);
    expect(issued?.holds.map((one) => one.code)).not.toContain('before-go-live');
    const { undone } = await undoIssue(desk.ctx, { file: files[0]!.split('/').at(-1)!, note: '印刷していない' });
    expect(undone).toBeDefined();
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
  });

  it('a day in the future: nothing goes before it, nor an order that does not say its day', async () => {
    await start();
    await desk.report([of(1, 21)]);
    await openShop(desk.ctx, shop(), '2026-12-01', '花子');
    const dateless = row(2, 2, { 'purchase-date': '' });
    await desk.report([dateless]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 elsewhere`, `${orderNo(2)}_1 elsewhere`]);
    desk.wait({ hours: 24 * 11 });
    await desk.report([{ ...dateless, 'recipient-name': '別人 花子' }]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
    await desk.report([row(3, 3, { 'purchase-date': '' })]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([`${orderNo(3)}_1`]);
  });

  it('two shops of one marketplace have a line each', async () => {
    desk = await openDesk(guarded, [
      {
        ...sampleShop({
          name: 'second',
          marketplace: 'amazon',
          defaultMethod: 'yamato',
          layouts: { read: [], issue: 'b2-csv', notify: '' },
        }),
        ...guarded,
      },
    ]);
    isOpen = true;
    await desk.report([of(1, 20)]);
    await desk.take('second.txt', amazonReport([of(2, 20)], 'utf-8'), 'second');
    await openShop(desk.ctx, shop(), '2026-11-20', '花子');
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 held`]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([`${orderNo(1)}_1`]);
  });

  it('one order may be let go by a person, before the line is drawn and after it', async () => {
    await start();
    await desk.report([of(1, 18), of(2, 18), of(3, 18)]);
    await clearHold(desk.ctx, orderNo(1), '先に送る', '花子');
    await openShop(desk.ctx, shop(), '2026-11-20', '花子');
    await clearHold(desk.ctx, orderNo(2), 'ほかで送っていない', '花子');
    expect(await desk.states()).toEqual([
      `${orderNo(1)}_1 ready`,
      `${orderNo(2)}_1 ready`,
      `${orderNo(3)}_1 elsewhere`,
    ]);
  });

  it('other content of an order that was only seen, and a new destination, stay seen', async () => {
    await start();
    await desk.report([of(1, 18)]);
    await desk.report([{ ...of(1, 18), 'recipient-name': '別人 花子' }, of(1, 18, 2)]);
    expect((await desk.states()).every((one) => one.endsWith(' held'))).toBe(true);
    expect(new Set(await codes())).toContain('go-live');
  });

  it('a shop that has orders already is open, and switching the guard off lets nothing go', async () => {
    await start({});
    await desk.report([of(1, 18)]);
    const set = (switches: Shop['switches']) => Object.assign(shop(), { switches });
    set(guarded.switches);
    await desk.report([of(2, 18)]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`, `${orderNo(2)}_1 ready`]);
    expect(await stands()).toEqual({ state: 'open', from: null });
    await desk.close();

    await start();
    await desk.report([of(1, 18)]);
    set({});
    await desk.report([of(2, 18)]);
    expect((await issueShipments(desk.ctx, {})).shipments).toEqual([]);
    expect(await codes()).toEqual(['go-live', 'go-live']);
  });

  it('without the switch the first orders go through', async () => {
    await start({ switches: { goLive: 'allow' } });
    await desk.report([of(1, 18)]);
    expect(await desk.states()).toEqual([`${orderNo(1)}_1 ready`]);
    expect(await stands()).toEqual({ state: 'open', from: null });
  });

  it('a dry run takes no stand', async () => {
    await start();
    const { intakeFile } = await import('../../src/flow/intake/intake-file.ts');
    const { amazonReport } = await import('../support/amazon-report.ts');
    const bytes = amazonReport([of(1, 18)], 'utf-8');
    await intakeFile(desk.ctx, { name: 'r.txt', bytes, shop: 'amazon', layout: '' }, { dryRun: true });
    expect(await stands()).toEqual({ state: 'guarded', from: null });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CallFailed, type Connection, type Connector } from '../../src/connectors/contract.ts';
import { isOpenAt, openTime, readSpans } from '../../src/core/open-hours.ts';
import { holdTitle } from '../../src/core/sentences/console/hold-titles.ts';
import { startJobs } from '../../src/flow/bridge/schedule.ts';
import { probeAll } from '../../src/flow/daily/index.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { sampleHold, sampleNotice } from '../support/store-samples.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

let now: Temporal.Instant;
let place: Workspace;
let ctx: Context;
const stop = new AbortController();
const holidays = { weekdays: [6, 7], national: true, dates: [] };
const nine = [{ from: 540, to: 1080 }];

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-20T00:00:00Z'); // Friday, 9:00 in Japan; Monday is a holiday
  const layouts = { read: [], issue: 'b2-csv', notify: '' };
  const amazon = shop({
    name: 'amazon',
    marketplace: 'amazon',
    layouts,
    defaultMethod: 'yamato',
    silence: 4 * 3_600_000,
    open: { hours: nine, holidays },
  });
  place = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config) => ({
      ...config,
      shops: { amazon, quiet: { ...amazon, name: 'quiet' } },
      apis: { amazon: { settings: {}, live: false } },
      reports: { summary: { cron: '0 18 * * *', catchUp: 3 * 3_600_000 }, probe: undefined },
      mail: { to: ['a@example.com'], from: 'b@example.com', smtp: undefined },
    }),
  });
  ctx = { ...place.ctx, ...standard };
});
afterEach(() => removeWorkspace(place));

const take = (order: string, at: string) =>
  intakeFile(ctx, {
    name: `${order}.txt`,
    bytes: amazonReport([{ 'order-id': order, 'purchase-date': at }]),
    shop: 'amazon',
    layout: '',
  });
const mails = async () => (await ctx.store.mails()).map((mail) => mail.subject);

describe('T18: nothing came in', () => {
  test('is counted in business hours without holidays, and said once for each silence', async () => {
    await take('250-0000001-0000001', '2026-11-20T16:00:00+09:00');
    const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0, table: {} });
    const subjects: string[] = [];
    for (let hour = 0; hour < 5 * 24; hour++) {
      now = now.add({ hours: 1 });
      await engine.tick();
      const silent = (await mails()).filter((subject) => subject.includes('新しい受注がありません'));
      if (silent.length > subjects.length) {
        subjects.splice(0, subjects.length, ...silent);
        // Two hours on Friday, then Tuesday 9:00 to 11:00.
        expect(now.toString()).toBe('2026-11-24T02:00:00Z');
      }
    }
    expect(subjects).toHaveLength(1);
    expect(subjects[0]).toContain('2026年11月20日 16:00');
  });
});

test('the summary at closing time counts what came in today, and what is held by reason', async () => {
  await take('250-0000001-0000001', '2026-11-20T08:00:00+09:00');
  await take('250-0000001-0000002', '2026-11-20T08:10:00+09:00');
  await ctx.store.write(async (tx) => {
    const [one] = await tx.shipments({ numbers: ['250-0000001-0000002'] });
    await tx.saveShipments([{ ...one!, state: 'held', holds: [sampleHold] }]);
    await tx.putNotices([sampleNotice({ id: 'n-1', state: 'due' }), sampleNotice({ id: 'n-2', state: 'unsure' })]);
  });
  const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0, table: {} });
  now = Temporal.Instant.from('2026-11-20T08:59:00Z');
  await engine.tick();
  expect((await mails()).filter((one) => one.includes('まとめ'))).toEqual([]);
  now = Temporal.Instant.from('2026-11-20T09:00:00Z');
  await engine.tick();
  await engine.tick();
  const found = (await ctx.store.mails()).filter((one) => one.subject.includes('まとめ'));
  expect(found.map((one) => one.subject)).toEqual(['2026-11-20 のまとめ（新規 2、伝票番号 0、要対応の通知 0）']);
  expect(found[0]?.text).toContain('新しい受注: 2 件');
  expect(found[0]?.text).toContain('出荷待ち: 1 件');
  expect(found[0]?.text).toContain(`【保留（理由ごと）】\n　${holdTitle(sampleHold.code)}: 1 件\n`);
  expect(found[0]?.text).toMatch(
    /まだ通知していないもの】\n　送信待ち: 1 件\n　指示待ち: 0 件\n　失敗: 0 件\n　要確認: 1 件/,
  );
  expect(found[0]?.text).not.toMatch(/\{\w+\}/);
  expect(found[0]?.text).not.toContain('250-0000001');
});

describe('D10: the look at every connection', () => {
  const linked = (probe: Connection['probe']): Context => ({
    ...ctx,
    link: (name) =>
      name === 'amazon'
        ? { settings: {}, connector: { title: 'Amazon' } as Connector, connection: { probe } }
        : undefined,
  });

  test('a key that is refused is mailed, once a day; a network that is down is only noted', async () => {
    const refused = linked(async () => {
      throw new CallFailed({ kind: 'halt', code: 'access-denied', args: { operation: 'x', system: 'Amazon' } });
    });
    expect(await probeAll(refused)).toMatchObject({ counts: { looked: 1, failed: 1 }, items: [{ kind: 'halt' }] });
    await probeAll(refused);
    expect(await mails()).toHaveLength(1);
    const down = linked(async () => ({ kind: 'retry', code: 'shop-busy', args: { system: 'Amazon', operation: 'x' } }));
    await probeAll(down);
    expect(await mails()).toHaveLength(1);
  });

  test('how long a key lasts is counted down by what the marketplace says', async () => {
    const ending = linked(async () => ({ kind: 'done', code: 'mail-sent', expires: '2026-11-26' }));
    const { items } = await probeAll(ending);
    expect(items.map((item) => item.code)).toEqual(['mail-sent', 'key-ends-soon']);
    await probeAll(ending);
    expect(await mails()).toHaveLength(1);
  });
});

describe('open hours', () => {
  test.each([
    ['9:00', true],
    ['8:59', false],
    ['17:59', true],
    ['18:00', false],
  ])('%s', (time, isOpen) => {
    const at = Temporal.PlainDateTime.from(`2026-11-20T${time.padStart(5, '0')}`).toZonedDateTime('Asia/Tokyo');
    expect(isOpenAt({ hours: nine }, at.epochMilliseconds)).toBe(isOpen);
  });

  test('over midnight, several spans, and what cannot be read', () => {
    const night = readSpans('22:00-06:00, 12:00〜13:00');
    expect(night).toEqual([
      { from: 1320, to: 360 },
      { from: 720, to: 780 },
    ]);
    for (const words of ['', '9-18', '09:00-09:00', '24:00-25:00', '09:60-10:00'])
      expect(readSpans(words)).toBeUndefined();
  });

  test('time is counted up to what is enough', () => {
    const from = now.epochMilliseconds;
    expect(openTime({ hours: nine }, from, from + 86_400_000, 1e9)).toBe(9 * 3_600_000);
    expect(openTime({ hours: nine }, from, from + 86_400_000, 60_000)).toBe(60_000);
    expect(openTime(undefined, from, from + 5, 1e9)).toBe(5);
  });
});

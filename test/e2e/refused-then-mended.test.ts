import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { standardLayoutsFolder } from '../../src/config/layout-files.ts';
import type { JobName } from '../../src/core/jobs.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { pullRange } from '../../src/flow/pull/index.ts';
import { shopJobs } from '../../src/flow/work/index.ts';
import type { ReadLayout } from '../../src/layout/types.ts';
import { readLayout } from '../support/layouts.ts';
import { openQoo10, type Qoo10Shop } from '../support/qoo10-shop.ts';

/* What was refused by a rule comes in once the shop's layout has another rule, although the marketplace says the very same. */

let place: Qoo10Shop;
afterEach(() => place?.close());
const run = (job: JobName) => runJob(place.ctx, job, place.shop, shopJobs[job]);
const layouts = () => place.ctx.layouts.read as Map<string, ReadLayout>;
/** The shop's own copy of a layout takes any code. */
const anyCode = (name: string) => {
  const text = readFileSync(join(standardLayoutsFolder(), 'read', name, 'layout.yaml'), 'utf8');
  expect(text).toContain('as: qoo10-code');
  layouts().set(name, readLayout(text.replace('as: qoo10-code', 'as: raw'), place.ctx.masters));
};
const numbers = async () => (await place.ctx.store.orders({ shop: place.shop })).map(({ order }) => order.number);
const refused = 'Q10 PEN/B';

describe('an order of the API whose code the rule refuses', () => {
  test.each([
    ['alone on its page', []],
    ['beside a good one', ['Q10-TEA']],
  ])('%s: the night brings it once the rule is another one; told once by mail', async (_, others) => {
    place = await openQoo10({ at: '2026-11-16T03:00:00Z' });
    for (const lines of others) await place.place(lines);
    const { pack } = await place.place(refused);
    await run('pull');
    expect(await numbers()).toHaveLength(others.length);
    place.minutes(60);
    for (const job of ['pull', 'sync', 'sweep'] as const) await run(job);
    expect((await place.ctx.store.mails({})).map((one) => one.subject)).toEqual([
      'Qoo10の受注を取り込めませんでした（1件）',
    ]);
    anyCode('qoo10-orders-v3');
    await run('sweep');
    expect(await place.states(pack)).toEqual(['ready']);
    await run('sweep');
    expect(await numbers()).toHaveLength(others.length + 1);
    expect(await place.print([pack])).toHaveLength(1);
  });

  test('days later, when no sweep reaches so far back, a range by hand brings it', async () => {
    place = await openQoo10({ at: '2026-11-16T03:00:00Z' });
    const { pack } = await place.place(refused);
    await run('pull');
    place.minutes(5 * 24 * 60);
    anyCode('qoo10-orders-v3');
    await run('sweep');
    expect(await numbers()).toEqual([]);
    await pullRange(place.ctx, place.shop, { from: '2026-11-15T15:00:00Z', to: '2026-11-21T03:00:00Z' });
    expect(await place.states(pack)).toEqual(['ready']);
  });
});

test('a file that is dropped again brings what it was refused for, and undoes nothing that came later', async () => {
  place = await openQoo10({ at: '2026-11-16T03:00:00Z' });
  const head =
    '配送状態,注文番号,カート番号,配送会社,送り状番号,注文日,入金日,数量,オプションコード,受取人名,受取人電話番号,住所,郵便番号,販売者商品コード,商品名';
  const row = (no: number, code: string, name: string) =>
    `新規注文,${no},9${no},ヤマト宅急便,,2026/11/16 10:00:00,2026/11/16 10:00:00,1,,${name},090-0000-0001,東京都渋谷区渋谷2-2-2,150-0002,${code},ペン`;
  const drop = async (...rows: string[]) => {
    const bytes = Buffer.from(`${[head, ...rows].join('\r\n')}\r\n`);
    const name = `orders-${rows.length}.csv`;
    return (await intakeFile(place.ctx, { name, bytes, shop: place.shop, layout: 'qoo10-orders' }))[0]!;
  };
  const both = [row(100, 'Q10-TEA', '試験 太郎'), row(101, 'Q10 PEN/B', '試験 花子')];
  expect((await drop(...both)).orders).toMatchObject({ new: 1, refused: 1 });
  await drop(row(100, 'Q10-TEA', '試験 次郎'));
  const before = (await place.order('9100'))!;
  expect((await drop(...both)).orders).toMatchObject({ new: 0, refused: 1 });
  anyCode('qoo10-orders');
  expect((await drop(...both)).orders).toMatchObject({ new: 1, revised: 0, unchanged: 1, refused: 0 });
  expect(await place.states('9101')).toEqual(['ready']);
  expect(await place.order('9100')).toEqual(before);
  expect(await drop(...both)).toMatchObject({ seenBefore: true });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { fold } from '../../src/core/fold.ts';
import type { Masters } from '../../src/core/masters.ts';
import { clearHold } from '../../src/flow/desk/holds.ts';
import { intakeFile, rereadHeld } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import type { Context } from '../../src/flow/types.ts';
import { standard } from '../support/layouts.ts';
import { shop } from '../support/orders.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

/* B8: a word of a time slot that no dictionary has holds the order; a dictionary that learns it heals what waits. */

let workspace: Workspace;
let ctx: Context;
let now: Temporal.Instant;
beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-21T01:00:00Z');
  workspace = await openWorkspace(newRoot(), {
    config: (config) => ({
      ...config,
      shops: {
        sheet: shop({
          name: 'sheet',
          layouts: { read: [], issue: 'b2-csv', notify: '' },
          seller: { ...shop().seller, company: '' },
          billing: { customerCode: '000000000000', classCode: '', freightNo: '01' },
          defaultMethod: 'yamato',
        }),
      },
    }),
    now: () => {
      now = now.add({ seconds: 1 });
      return now;
    },
  });
  ctx = { ...workspace.ctx, ...standard };
});
afterEach(() => removeWorkspace(workspace));

const header =
  '注文番号,注文者名,注文者郵便番号,注文者住所,注文者電話番号,お届け先名,お届け先郵便番号,お届け先住所,お届け先電話番号,商品コード,商品名,数量,入金状況,配送方法,お届け時間帯';
const row = (number: string, slot: string, name = '試験 太郎') =>
  `${number},${name},100-0001,東京都千代田区千代田9-9-9,03-0000-0101,${name},100-0001,東京都千代田区千代田9-9-9,03-0000-0101,SKU-1,緑茶,1,入金済,宅急便,${slot}`;
const sheet = (...rows: string[]) => Buffer.from(`${[header, ...rows].join('\r\n')}\r\n`);
const take = async (name: string, bytes: Uint8Array) => {
  const [document] = await intakeFile(ctx, { name, bytes, shop: 'sheet', layout: '' });
  if (document!.refused) throw new Error(document!.problems.map((one) => `${one.code} ${one.sentence}`).join('\n'));
  return document!;
};
const stored = async (number: string) => (await ctx.store.shipments({ numbers: [number] }))[0]!;
const open = async (number: string) =>
  (await stored(number)).holds.filter((hold) => hold.cleared === null).map((hold) => hold.code);

/** Dictionaries with one more word. */
function learn(word: string, slot: string): Masters {
  const words = new Map([...standard.masters.dictionaries['time-slots']!, [fold(word), slot]]);
  return { ...standard.masters, dictionaries: { ...standard.masters.dictionaries, 'time-slots': words } };
}

test('B8: an unknown slot holds; the same file is read again once the word is known, and the others stay', async () => {
  const bytes = sheet(row('N-1', '夕方ごろ'), row('N-2', '午前中'));
  await take('a.csv', bytes);
  expect([await open('N-1'), await open('N-2')]).toEqual([['unknown-word'], []]);
  expect(await take('a.csv', bytes)).toMatchObject({ seenBefore: true });
  ctx = { ...ctx, masters: learn('夕方ごろ', '1618') };
  expect(await take('a.csv', bytes)).toMatchObject({ seenBefore: false, orders: { revised: 1, unchanged: 1 } });
  expect((await stored('N-1')).shipment.timeSlot).toBe('1618');
  expect([await open('N-1'), (await stored('N-1')).state]).toEqual([[], 'ready']);
  expect(await take('a.csv', bytes)).toMatchObject({ seenBefore: true });
});

test('B8: issuing reads what waits for a word by itself, once for each change of the dictionaries', async () => {
  await take('a.csv', sheet(row('N-1', '夕方ごろ'), row('N-2', '午前中')));
  expect(await rereadHeld(ctx)).toEqual([]);
  ctx = { ...ctx, masters: learn('夕方ごろ', '1618') };
  const report = await issueShipments(ctx, {});
  expect(report.shipments.toSorted()).toEqual(['N-1_1', 'N-2_1']);
  expect(workspace.told).toEqual([expect.stringContaining('1 件を読み直しました')]);
  expect(await rereadHeld(ctx)).toEqual([]);
});

test('B8: another word than the one that is missing changes nothing', async () => {
  await take('a.csv', sheet(row('N-1', '夕方ごろ')));
  ctx = { ...ctx, masters: learn('深夜', '1921') };
  expect(await rereadHeld(ctx)).toEqual([]);
  expect(await open('N-1')).toEqual(['unknown-word']);
});

test('B8: what came later is not undone by an older file', async () => {
  const old = sheet(row('N-1', '夕方ごろ'));
  await take('old.csv', old);
  await take('new.csv', sheet(row('N-1', '夜分', '試験 次郎')));
  ctx = { ...ctx, masters: learn('夕方ごろ', '1618') };
  expect(await take('old.csv', old)).toMatchObject({ seenBefore: true });
  expect((await stored('N-1')).shipment.consignee.name).toBe('試験 次郎');
  expect(await open('N-1')).toContain('unknown-word');
});

test('B8: clearing says what is lost before it is done; with the word that it may be lost it is done', async () => {
  await take('a.csv', sheet(row('N-1', '夕方ごろ')));
  const refused = await clearHold(ctx, 'N-1_1', '電話で確認');
  expect(refused).toMatchObject({ cleared: [], refused: [{ id: 'N-1_1:unknown-word' }] });
  expect(refused.refused[0]!.sentence).toContain('「夕方ごろ」は使われず');
  expect(refused.refused[0]!.remedy).toContain('--set delivery.timeSlot=');
  expect(await open('N-1')).toEqual(['unknown-word']);
  expect((await clearHold(ctx, 'N-1_1', '指定なしでよい', '佐藤', { drop: true })).cleared).toHaveLength(1);
  expect((await stored('N-1')).state).toBe('ready');
  // A person has decided: a word that is learnt later changes nothing.
  ctx = { ...ctx, masters: learn('夕方ごろ', '1618') };
  expect(await rereadHeld(ctx)).toEqual([]);
  expect((await stored('N-1')).shipment.timeSlot).toBe('');
});

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { CallFailed, type Connection, type PullWindow } from '../../src/connectors/contract.ts';
import { pullRange } from '../../src/flow/pull/pull-range.ts';
import { rangePieces } from '../../src/flow/pull/range-pieces.ts';
import type { Context } from '../../src/flow/types.ts';
import { type AmazonBridge, openAmazonBridge } from '../support/amazon-bridge.ts';
import { market } from '../support/market.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

const day = (no: number) =>
  Temporal.Instant.from('2026-10-31T15:00:00Z')
    .add({ hours: 24 * no })
    .toString();

describe('a range in pieces', () => {
  test('covers the whole range without a gap, no piece is longer than allowed, oldest first', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
        (from, hours, longest) => {
          const range = { from: day(from), to: Temporal.Instant.from(day(from)).add({ hours }).toString() };
          const pieces = rangePieces(range, longest);
          expect(pieces[0]!.from).toBe(range.from);
          expect(pieces.at(-1)!.to).toBe(range.to);
          for (const [index, piece] of pieces.entries()) {
            if (index > 0) expect(piece.from).toBe(pieces[index - 1]!.to);
            const span = Temporal.Instant.from(piece.to).since(Temporal.Instant.from(piece.from)).total('hours');
            expect(span).toBeGreaterThan(0);
            if (longest !== undefined) expect(span).toBeLessThanOrEqual(24 * longest);
          }
          if (longest === undefined) expect(pieces).toHaveLength(1);
        },
      ),
    );
  });

  test('that ends before it begins has none', () => {
    expect(rangePieces({ from: day(2), to: day(1) }, 7)).toEqual([]);
    expect(rangePieces({ from: day(2), to: day(2) }, undefined)).toEqual([]);
  });
});

describe('run pull --from --to', () => {
  let work: Workspace;
  afterEach(() => removeWorkspace(work));

  async function open(connection: Partial<Connection>): Promise<Context> {
    work = await openWorkspace(newRoot(), { now: () => Temporal.Instant.from('2026-11-30T00:00:00Z') });
    const fake = market();
    Object.assign(fake.connection, connection);
    return { ...work.ctx, link: () => ({ connector: fake.connector, settings: {}, connection: fake.connection }) };
  }

  const asking = (windows: PullWindow[], failAt = -1) =>
    async function* (window: PullWindow) {
      windows.push(window);
      if (windows.length - 1 === failAt) throw new CallFailed({ kind: 'retry', code: 'answer-lost' });
      yield* [];
    };

  test('asks in pieces that the marketplace allows, by the order time where it can, without its cursor', async () => {
    const windows: PullWindow[] = [];
    const ctx = await open({ pullOrders: asking(windows), longestRange: 7, rangeBy: ['updated', 'created'] });
    await ctx.store.write((tx) => tx.setCursor('amazon', 'pull', 'kept', '2026-11-29T00:00:00Z'));
    const { counts } = await pullRange(ctx, 'amazon', { from: day(0), to: day(16) });
    expect(windows.map(({ from, to, by, cursor }) => [from, to, by, cursor])).toEqual([
      [day(0), day(7), 'created', ''],
      [day(7), day(14), 'created', ''],
      [day(14), day(16), 'created', ''],
    ]);
    expect(counts.pieces).toBe(3);
    expect(await ctx.store.cursor('amazon', 'pull')).toBe('kept');
  });

  test('a failure ends it, and from where to go on is said', async () => {
    const windows: PullWindow[] = [];
    const ctx = await open({ pullOrders: asking(windows, 1), longestRange: 7 });
    const { counts, items } = await pullRange(ctx, 'amazon', { from: day(0), to: day(30) });
    expect(windows).toHaveLength(2);
    expect(counts).toMatchObject({ pieces: 1, retry: 1 });
    expect(items.at(-1)).toEqual({ key: 'amazon', kind: 'retry', code: 'pull-range-left', args: { from: day(7) } });
  });

  test('a range that begins too long ago is refused before anything is asked', async () => {
    const windows: PullWindow[] = [];
    const ctx = await open({ pullOrders: asking(windows), longestRange: 7, oldestRange: 20 });
    const { items } = await pullRange(ctx, 'amazon', { from: day(0), to: day(16) });
    expect(windows).toEqual([]);
    expect(items).toMatchObject([{ kind: 'fix', code: 'pull-range-too-old', args: { days: 20 } }]);
  });
});

describe('Amazon', () => {
  let bridge: AmazonBridge;
  afterEach(() => bridge.close());

  test.each(['', 'orders-api: v0'])(
    'gives what was ordered in the range, once, and nothing of the minutes it hides (%s)',
    async (api) => {
      bridge = await openAmazonBridge(api === '' ? {} : { api });
      const { ctx } = bridge;
      const now = ctx.now();
      const range = { from: now.subtract({ hours: 24 * 40 }).toString(), to: now.toString() };
      const first = await pullRange(ctx, 'amazon', range);
      expect(first.counts.new).toBeGreaterThan(5);
      const again = await pullRange(ctx, 'amazon', range);
      expect(again.counts.new).toBe(0);
      const minute = { from: ctx.now().subtract({ seconds: 60 }).toString(), to: ctx.now().toString() };
      expect(await pullRange(ctx, 'amazon', minute)).toMatchObject({ counts: { pages: 0, pieces: 1 }, items: [] });
      expect(await ctx.store.cursor('amazon', 'pull')).toBe('');
    },
  );
});

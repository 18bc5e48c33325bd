import type { Context, RunResult } from '../types.ts';
import { type Range, rangePieces } from './range-pieces.ts';
import { takePages } from './take-pages.ts';

/**
 * 取得 of a range by hand: orders of a span of time, in pieces that the marketplace allows, oldest first; by their order time where
 * it can be searched by that. The cursor of the usual pull stays where it is. What came before a failure is taken in, and from
 * where to go on is said.
 */
export async function pullRange(ctx: Context, shopName: string, range: Range): Promise<RunResult> {
  const pages = takePages(ctx, shopName);
  const connection = ctx.link?.(shopName)?.connection;
  if (!connection?.pullOrders) return pages.result();
  const { longestRange, oldestRange, rangeBy = [] } = connection;
  const oldest = oldestRange === undefined ? undefined : ctx.now().subtract({ hours: 24 * oldestRange });
  const by = rangeBy.includes('created') ? ({ by: 'created' } as const) : {};
  pages.counts.pieces = 0;
  if (oldest && Temporal.Instant.compare(Temporal.Instant.from(range.from), oldest) < 0) {
    pages.items.push({ key: shopName, kind: 'fix', code: 'pull-range-too-old', args: { days: oldestRange! } });
    pages.counts.fix = 1;
    return pages.result();
  }
  for (const piece of rangePieces(range, longestRange)) {
    const failed = await pages.search(connection.pullOrders({ cursor: '', ...piece, ...by }));
    if (failed) {
      if (pages.counts.pieces > 0)
        pages.items.push({ key: shopName, kind: failed.kind, code: 'pull-range-left', args: { from: piece.from } });
      break;
    }
    pages.counts.pieces++;
  }
  return pages.result();
}

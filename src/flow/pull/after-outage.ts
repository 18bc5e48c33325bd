import { shopTitle } from '../../config/shop-title.ts';
import type { Connection } from '../../connectors/contract.ts';
import { say } from '../../core/sentences/index.ts';
import { japanMinute } from '../../core/time.ts';
import type { Context, RunResult } from '../types.ts';

const day = 86_400_000;

/**
 * T22: a pull after hours without one goes on from where the last one ended, as far back as the marketplace can be asked. That is said,
 * on the terminal and in the run; what lies before its window must be fetched by a person, if it can be at all.
 *
 * @param away ms since the last pull that went well
 */
export function sayOutage(ctx: Context, shop: string, connection: Connection, away: number): RunResult['items'] {
  const since = japanMinute(ctx.now().subtract({ milliseconds: Math.round(away) }));
  const { oldestRange } = connection;
  const isTooLong = oldestRange !== undefined && away > oldestRange * day;
  const words = { shop: shopTitle(ctx.config, shop), since, hours: Math.floor(away / 3_600_000) };
  const code = isTooLong ? 'pull-outage-too-long' : 'pull-after-outage';
  const args = { ...words, days: oldestRange ?? 0 };
  const { sentence, remedy } = say(code, args);
  ctx.tell(`${sentence} ${remedy}`);
  return [{ key: shop, kind: isTooLong ? 'fix' : 'done', code, args }];
}

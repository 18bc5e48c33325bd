import { keptThings } from '../../core/retention.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import { countWords, type JobWork } from '../jobs/index.ts';
import type { Context, RunResult } from '../types.ts';
import { type Limits, type PurgeReport, purge } from './purge.ts';

/** By day in Japan, when nobody works. A computer that is off at night does it when the bridge has started. */
const nightHour = 3;
const shortest = { hours: 20 };
const longest = { hours: 30 };

/** From when on things are too old by the settings. */
export function limitsBySettings({ config: { retention }, now }: Pick<Context, 'config' | 'now'>): Limits {
  const limits = keptThings.flatMap((thing) => {
    const days = retention?.[thing] ?? null;
    return days === null
      ? []
      : [
          [
            thing,
            now()
              .subtract({ hours: 24 * days })
              .toString(),
          ],
        ];
  });
  return Object.fromEntries(limits);
}

/** Once a night. Not before the second night after the first start with these settings: they are said first. */
export async function isPurgeDue(ctx: Context): Promise<boolean> {
  if (Object.keys(limitsBySettings(ctx)).length === 0) return false;
  const now = ctx.now();
  const [last] = (await ctx.store.listRuns({ job: 'purge' }, { limit: 1 })).rows;
  const since = last?.startedAt ?? (await ctx.store.cursor('', 'purge'));
  if (since === '') {
    await ctx.store.write((tx) => tx.setCursor('', 'purge', now.toString(), now.toString()));
    return false;
  }
  const isAfter = (wait: Temporal.DurationLike) =>
    Temporal.Instant.compare(Temporal.Instant.from(since).add(wait), now) <= 0;
  const isNight = now.toZonedDateTimeISO('Asia/Tokyo').hour === nightHour;
  return isAfter(longest) || (isNight && isAfter(shortest));
}

/** 保管期間を過ぎたものを消す. The run names no file: people put customers' names there. */
export const purgeJob: JobWork = async (ctx) => {
  const report = await purge(ctx, limitsBySettings(ctx));
  const result = resultOf(report);
  const tell = (code: SentenceCode, args: Readonly<Record<string, string | number>>) =>
    ctx.tell(Object.values(say(code, args)).join(' '));
  if (Object.values(report.forgotten).some((count) => count > 0)) tell('purge-done', { counts: countWords(result) });
  for (const { code, args } of result.items) tell(code as SentenceCode, args ?? {});
  return result;
};

function resultOf({ forgotten, unfinished, foreign, failed }: PurgeReport): RunResult {
  const item = (code: SentenceCode, count: number): RunResult['items'] =>
    count === 0 ? [] : [{ key: '', kind: code === 'purge-failed' ? 'retry' : 'done', code, args: { count } }];
  return {
    counts: { ...forgotten },
    items: [
      ...item('purge-unfinished', unfinished.orders),
      ...item('purge-unprinted', unfinished.files),
      ...item('purge-foreign', foreign.length),
      ...item('purge-failed', failed.length),
    ],
    changed: false,
  };
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { shopTitle } from '../../config/shop-title.ts';
import { beforeLine } from '../../core/go-live.ts';
import { say } from '../../core/sentences/index.ts';
import type { Hold, ShipmentState } from '../../core/shipment.ts';
import { addDays, daysBetween, japanDay } from '../../core/time.ts';
import { openHandOvers } from '../../store/types.ts';
import { hoursOf, silentShops } from '../daily/index.ts';
import { sayItem } from '../jobs/index.ts';
import type { Context } from '../types.ts';

/** A number that stops at some point: `isMore` = there are more than that. */
export interface Bounded {
  readonly count: number;
  readonly isMore: boolean;
}

/** What needs a person, what is moving, what went out. */
export interface Today {
  readonly holds: readonly (Bounded & { readonly code: Hold['code'] })[];
  /** Names of files that were refused today and the two days before, newest day first. */
  readonly files: readonly { readonly day: string; readonly name: string; readonly folder: string }[];
  /** How many more of each day there are. */
  readonly moreFiles: readonly MoreFiles[];
  readonly noticesFailed: Bounded;
  readonly noticesAsking: Bounded;
  /** Hand-overs of which nobody knows whether labels came out of them. */
  readonly handOversAsking: number;
  readonly halts: readonly (Told & { readonly shop: string; readonly title: string; readonly at: string })[];
  /** Keys that end within `keyDays`, or ended. */
  readonly keys: readonly (Told & { readonly shop: string; readonly title: string })[];
  /** Shops without a new order for longer than they say, with the ISO instant of the last one. */
  readonly silent: readonly {
    readonly shop: string;
    readonly title: string;
    readonly since: string;
    readonly hours: number;
  }[];
  readonly mailsFailed: Bounded;
  readonly moving: ReadonlyMap<ShipmentState, Bounded>;
}

/** Refused files of one day of Japan that are not named. */
export interface MoreFiles {
  readonly day: string;
  readonly count: number;
}

interface Told {
  readonly sentence: string;
  readonly remedy: string;
}

/** Counting ends there: nobody works through more in a day. */
export const mostCounted = 1000;
const keyDays = 30;
const shownFiles = 20;

const bounded = (count = 0): Bounded => ({ count: Math.min(count, mostCounted), isMore: count > mostCounted });

/** States in which something is still to be done. */
const movingStates = ['held', 'backordered', 'ready', 'issuing', 'issued'] as const;

/** Everything that 今日 shows, but for the chart. Costs what it shows: each number is counted on an index and stops at 1,000. */
export async function today(ctx: Context): Promise<Today> {
  const { store } = ctx;
  const [holds, states, notices, handOvers, halts, mails, refused, silent] = await Promise.all([
    store.countHolds(mostCounted + 1),
    store.countShipments(movingStates, mostCounted + 1),
    store.countNotices(['failed', 'asking'], mostCounted + 1),
    store.handOvers({ states: openHandOvers }),
    store.halts(),
    store.listMails({ states: ['failed'] }, { limit: 100 }),
    refusedFiles(ctx),
    silentShops(ctx),
  ]);
  const title = (shop: string) => shopTitle(ctx.config, shop);
  return {
    // Others ship what is older than the line: nobody has to do anything about it.
    holds: [...holds]
      .filter(([code]) => code !== beforeLine)
      .map(([code, count]) => ({ code, ...bounded(count) }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    ...refused,
    noticesFailed: bounded(notices.get('failed')),
    noticesAsking: bounded(notices.get('asking')),
    handOversAsking: handOvers.filter((one) => one.state === 'asking').length,
    halts: halts.map(({ shop, at, code, args }) => ({ shop, title: title(shop), at, ...sayItem(code, args) })),
    keys: keysThatEnd(ctx).map((one) => ({ ...one, title: title(one.shop) })),
    silent: silent.map(({ shop, last }) => ({
      shop: shop.name,
      title: title(shop.name),
      since: last.toString(),
      hours: hoursOf(shop),
    })),
    mailsFailed: { count: mails.rows.length, isMore: mails.next !== null },
    moving: new Map([...states].map(([state, count]) => [state, bounded(count)])),
  };
}

function keysThatEnd(ctx: Context): (Told & { shop: string })[] {
  return Object.keys(ctx.config.apis).flatMap((shop) => {
    const link = ctx.link?.(shop);
    const day = link?.connector.keyEnds?.(link.settings);
    if (!link || !day) return [];
    const left = daysBetween(japanDay(ctx.now()), day);
    if (left > keyDays) return [];
    const args = { system: link.connector.title, day, days: Math.max(0, left) };
    return [{ shop, ...say(left < 0 ? 'key-ended' : 'key-ends-soon', args) }];
  });
}

/** Files that were refused today and the two days before: 20 by name, the others by how many. Costs the names of these days. */
export async function refusedFiles(ctx: Context): Promise<Pick<Today, 'files' | 'moreFiles'>> {
  const files: Today['files'][number][] = [];
  const moreFiles: MoreFiles[] = [];
  for (const back of [0, 1, 2]) {
    const day = addDays(japanDay(ctx.now()), -back);
    const folder = join(ctx.config.inbox, '_error', day);
    const names = await readdir(folder).catch((): string[] => []);
    const all = new Set(names);
    // Without a report beside it: a report, or still being filed away.
    const refused = names.filter((name) => all.has(`${name}.txt`)).sort();
    const shown = refused.slice(0, shownFiles - files.length);
    for (const name of shown) files.push({ day, name, folder });
    if (shown.length < refused.length) moreFiles.push({ day, count: refused.length - shown.length });
  }
  return { files, moreFiles };
}

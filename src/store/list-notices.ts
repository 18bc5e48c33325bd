import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type NoticeKind, noticeKinds } from '../core/notices.ts';
import type { ListPage, PageRequest } from './list-types.ts';
import { cutPage, decodeKey, encodeKey, isBehind, rowsFor, sortedBy } from './paging.ts';
import type { Room } from './room.ts';
import type { Keyed, NoticeCount, NoticeState, StoredNotice } from './types.ts';

/** Those that were reserved last are first. */
const place = ['reserved_at', 'id'].map((column) => ({ column, newestFirst: true }));

const keyOf = ({ reservedAt, id }: StoredNotice): string => encodeKey([reservedAt, id]);

/** As the databases sort. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const newestFirst = (a: StoredNotice, b: StoredNotice): number =>
  compare(b.reservedAt, a.reservedAt) || compare(b.id, a.id);

/**
 * A page of notices, state by state and kind by kind, each from an index that has it in the list's order: the shop that was told nothing
 * must not be looked for among all that was ever told.
 *
 * @param read rows of `notices` as what they are
 */
export async function listNotices(
  {
    shop,
    states,
    kinds = noticeKinds,
  }: {
    readonly shop?: string | undefined;
    readonly states: readonly NoticeState[];
    readonly kinds?: readonly NoticeKind[] | undefined;
  },
  page: PageRequest,
  read: (rest: RawBuilder<unknown>) => Promise<StoredNotice[]>,
): Promise<ListPage<StoredNotice & Keyed>> {
  const most = rowsFor(page);
  const ofShop = shop === undefined ? sql<SqlBool>`1 = 1` : sql<SqlBool>`shop = ${shop}`;
  const found: StoredNotice[] = [];
  for (const state of states)
    for (const kind of kinds)
      found.push(
        ...(await read(sql`where state = ${state} and kind = ${kind} and ${ofShop} and ${isBehind(place, page.after)}
          order by ${sortedBy(place)} limit ${most}`)),
      );
  return pageOf(found, page);
}

/** A page of notices that were all read: those of named orders are few. */
export function pageOfNamed(all: readonly StoredNotice[], page: PageRequest): ListPage<StoredNotice & Keyed> {
  if (page.after === undefined) return pageOf(all, page);
  const [reservedAt = '', id = ''] = decodeKey(page.after, place.length).map(String);
  const isLater = (one: StoredNotice) => (compare(reservedAt, one.reservedAt) || compare(id, one.id)) > 0;
  return pageOf(all.filter(isLater), page);
}

function pageOf(found: readonly StoredNotice[], page: PageRequest): ListPage<StoredNotice & Keyed> {
  return cutPage(found.toSorted(newestFirst), page, keyOf, (one) => ({ ...one, key: keyOf(one) }));
}

/** Notices by state, shop and kind; counting ends at `most` of each. From one shop and kind to the next by the index. */
export async function countNoticesByKind(
  room: Room,
  states: readonly NoticeState[],
  most: number,
): Promise<NoticeCount[]> {
  const counts: NoticeCount[] = [];
  for (const state of states) {
    const next = (column: 'shop' | 'kind') => sql`(select n.${sql.ref(column)} from notices n
      where n.state = ${state} and (n.shop, n.kind) > (places.shop, places.kind) order by n.shop, n.kind limit 1)`;
    const first = (column: 'shop' | 'kind') => sql`(select n.${sql.ref(column)} from notices n
      where n.state = ${state} order by n.shop, n.kind limit 1)`;
    const { rows } = await sql<NoticeCount>`with recursive places(shop, kind) as (
        select ${first('shop')}, ${first('kind')}
        union all select ${next('shop')}, ${next('kind')} from places where places.shop is not null)
      select shop, kind, (select count(*) from (select 1 from notices c
        where c.state = ${state} and c.shop = places.shop and c.kind = places.kind limit ${most}) as counted) as count
      from places where shop is not null`.execute(room.db);
    for (const row of rows) counts.push({ ...row, state, count: Number(row.count) });
  }
  return counts;
}

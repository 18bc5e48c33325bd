import { sql } from 'kysely';
import { countNoticesByKind, listNotices, pageOfNamed } from './list-notices.ts';
import { markNumbers } from './marks.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import type { Reads, StoredNotice, Writes } from './types.ts';

type Row = Tables['notices'];

const columns = [
  'id',
  'shop',
  'order_number',
  'about',
  'kind',
  'state',
  'content_hash',
  'body',
  'reserved_at',
  'not_before',
  'attempts',
  'handle',
  'code',
  'args',
  'at',
  'waits_for',
  'parts',
  'by_hand',
] as const satisfies (keyof Row)[];

function toNotice(row: Row): StoredNotice {
  const { order_number, content_hash, reserved_at, not_before, waits_for, by_hand, ...rest } = row;
  return {
    ...rest,
    orderNumber: order_number,
    contentHash: content_hash,
    body: JSON.parse(row.body),
    reservedAt: reserved_at,
    notBefore: not_before,
    handle: row.handle === null ? null : JSON.parse(row.handle),
    args: JSON.parse(row.args) as StoredNotice['args'],
    waitsFor: JSON.parse(waits_for) as StoredNotice['waitsFor'],
    parts: JSON.parse(row.parts) as StoredNotice['parts'],
    byHand: by_hand === 1,
  };
}

export function noticeReads(room: Room): Pick<Reads, 'notices' | 'listNotices' | 'countNoticesByKind'> {
  const named: Reads['notices'] = async ({ shop, ids, orderNumbers, states, kinds, since, limit }) => {
    if ([ids, orderNumbers, states, kinds].some((list) => list?.length === 0)) return [];
    let query = room.db.selectFrom('notices').select(columns).orderBy('reserved_at').orderBy('id');
    if (shop !== undefined) query = query.where('shop', '=', shop);
    if (ids) query = query.where(isOneOf(room, 'id', ids));
    if (orderNumbers) query = query.where(isOneOf(room, 'order_number', orderNumbers));
    // Notices of named orders are few: not asked by state, else the database might walk through all that were told.
    const isNamed = ids !== undefined || orderNumbers !== undefined;
    if (states && !isNamed) query = query.where('state', 'in', states);
    if (kinds) query = query.where('kind', 'in', kinds);
    if (since !== undefined) query = query.where('at', '>=', since);
    if (limit !== undefined && !isNamed) query = query.limit(limit);
    const rows = await query.execute();
    const asked = states && isNamed ? rows.filter((row) => states.includes(row.state)) : rows;
    return asked.slice(0, limit).map(toNotice);
  };
  return {
    async listNotices({ shop, orderNumbers, states, kinds }, page) {
      if (orderNumbers)
        return pageOfNamed(
          await named({ orderNumbers, states, ...(shop !== undefined && { shop }), ...(kinds && { kinds }) }),
          page,
        );
      return listNotices({ shop, states, kinds }, page, async (rest) => {
        const { rows } =
          await sql<Row>`select ${sql.join(columns.map((one) => sql.ref(one)))} from notices ${rest}`.execute(room.db);
        return rows.map(toNotice);
      });
    },
    countNoticesByKind: (states, most) => countNoticesByKind(room, states, most),
    notices: named,
  };
}

export function noticeWrites(room: Room): Pick<Writes, 'putNotices'> {
  return {
    async putNotices(notices) {
      const rows = notices.map((one) => ({
        id: one.id,
        shop: one.shop,
        order_number: one.orderNumber,
        about: one.about,
        kind: one.kind,
        state: one.state,
        content_hash: one.contentHash,
        body: JSON.stringify(one.body),
        reserved_at: one.reservedAt,
        not_before: one.notBefore,
        attempts: one.attempts,
        handle: one.handle === null ? null : JSON.stringify(one.handle),
        code: one.code,
        args: JSON.stringify(one.args),
        at: one.at,
        waits_for: JSON.stringify(one.waitsFor),
        parts: JSON.stringify(one.parts),
        by_hand: one.byHand ? 1 : 0,
      }));
      await writeMany(room, 'notices', rows, (chunk) =>
        room.db
          .insertInto('notices')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet((e) => ({
              state: e.ref('excluded.state'),
              body: e.ref('excluded.body'),
              reserved_at: e.ref('excluded.reserved_at'),
              not_before: e.ref('excluded.not_before'),
              attempts: e.ref('excluded.attempts'),
              handle: e.ref('excluded.handle'),
              code: e.ref('excluded.code'),
              args: e.ref('excluded.args'),
              at: e.ref('excluded.at'),
              waits_for: e.ref('excluded.waits_for'),
              parts: e.ref('excluded.parts'),
              by_hand: e.ref('excluded.by_hand'),
            })),
          ),
      );
      await markNumbers(
        room,
        notices.map(({ shop, orderNumber }) => ({ shop, number: orderNumber })),
      );
    },
  };
}

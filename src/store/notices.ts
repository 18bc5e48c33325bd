import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, StoredNotice, Writes } from './types.ts';

export function noticeReads(room: Room): Pick<Reads, 'notices'> {
  return {
    async notices({ shop, ids, orderNumbers, states, kinds, limit }) {
      if ([ids, orderNumbers, states, kinds].some((list) => list?.length === 0)) return [];
      let query = room.db.selectFrom('notices').selectAll().orderBy('reserved_at').orderBy('id');
      if (shop !== undefined) query = query.where('shop', '=', shop);
      if (ids) query = query.where(isOneOf(room, 'id', ids));
      if (orderNumbers) query = query.where(isOneOf(room, 'order_number', orderNumbers));
      if (states) query = query.where('state', 'in', states);
      if (kinds) query = query.where('kind', 'in', kinds);
      if (limit !== undefined) query = query.limit(limit);
      return (await query.execute()).map(
        ({
          order_number,
          content_hash,
          body,
          reserved_at,
          not_before,
          handle,
          args,
          waits_for,
          parts,
          by_hand,
          ...rest
        }): StoredNotice => ({
          ...rest,
          orderNumber: order_number,
          contentHash: content_hash,
          body: JSON.parse(body),
          reservedAt: reserved_at,
          notBefore: not_before,
          handle: handle === null ? null : JSON.parse(handle),
          args: JSON.parse(args) as StoredNotice['args'],
          waitsFor: JSON.parse(waits_for) as StoredNotice['waitsFor'],
          parts: JSON.parse(parts) as StoredNotice['parts'],
          byHand: by_hand === 1,
        }),
      );
    },
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
    },
  };
}

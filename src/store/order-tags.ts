import { sql } from 'kysely';
import type { Shipment } from '../core/shipment.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import type { Reads } from './types.ts';

/** Where an order stands in lists. */
type Place = Pick<Tables['order_heads'], 'no' | 'listed_at'>;

export function tagReads(room: Room): Pick<Reads, 'orderTags'> {
  return {
    async orderTags(most) {
      // From each tag to the next one by the index, instead of over all orders.
      const { rows } = await sql<{ tag: string | null }>`with recursive tags(tag, no) as (
          select min(tag), 1 from order_tags
          union all select (select min(o.tag) from order_tags o where o.tag > tags.tag), tags.no + 1 from tags
            where tags.tag is not null and tags.no < ${most})
        select tag from tags where tag is not null`.execute(room.db);
      return rows.flatMap((one) => (one.tag === null ? [] : [one.tag]));
    },
  };
}

/** Writes down which tags people gave to these orders, in place of those of before. */
export async function putOrderTags(
  room: Room,
  orders: readonly { readonly place: Place; readonly tags: readonly string[]; readonly isNew: boolean }[],
): Promise<void> {
  const known = orders.filter((one) => !one.isNew).map((one) => one.place.no);
  if (known.length > 0)
    await room.db
      .deleteFrom('order_tags')
      .where(isOneOf(room, 'order_no', known))
      .where('source', '=', '')
      .execute();
  await insert(
    room,
    orders.flatMap(({ place, tags }) => tagRows(place, tags, '')),
  );
}

/** Writes down which tags rules gave to these shipments, in place of those of before. */
export async function putShipmentTags(
  room: Room,
  changes: readonly { readonly shipment: Shipment; readonly place: Place; readonly isNew: boolean }[],
): Promise<void> {
  const known = changes.filter((one) => !one.isNew && one.place.no > 0);
  if (known.length > 0) {
    const nos = known.map((one) => one.place.no);
    const ids = known.map((one) => one.shipment.id);
    await room.db
      .deleteFrom('order_tags')
      .where(isOneOf(room, 'order_no', nos))
      .where(isOneOf(room, 'source', ids))
      .execute();
  }
  await insert(
    room,
    changes.flatMap(({ shipment, place }) => (place.no > 0 ? tagRows(place, shipment.tags ?? [], shipment.id) : [])),
  );
}

/** The order is listed elsewhere now. */
export async function moveTags(room: Room, { no, listed_at }: Place): Promise<void> {
  await room.db.updateTable('order_tags').set({ listed_at }).where('order_no', '=', no).execute();
}

export async function dropTags(room: Room, no: number): Promise<void> {
  await room.db.deleteFrom('order_tags').where('order_no', '=', no).execute();
}

const tagRows = ({ no, listed_at }: Place, tags: readonly string[], source: string): Tables['order_tags'][] =>
  [...new Set(tags)].map((tag) => ({ tag, listed_at, order_no: no, source }));

const insert = (room: Room, rows: readonly Tables['order_tags'][]) =>
  writeMany(room, 'order tags', rows, (chunk) =>
    room.db
      .insertInto('order_tags')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['tag', 'listed_at', 'order_no', 'source']).doNothing()),
  );

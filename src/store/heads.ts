import { dropTags, moveTags, putOrderTags } from './order-tags.ts';
import type { PreparedOrder } from './prepare-order.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import { blindWords, deleteWords, enterWords, freshWords, goneWords, insertWords } from './word-index.ts';

type HeadRow = Omit<Tables['order_heads'], 'look_on'>;

/** Where an order stands in lists. */
export interface Place {
  readonly no: number;
  readonly listed_at: number;
}

export const orderKey = (shop: string, number: string): string => `${shop}\u0000${number}`;

/** Of orders that are stored, by `orderKey`. */
export async function placesOf(
  room: Room,
  orders: Iterable<{ readonly shop: string; readonly number: string }>,
): Promise<Map<string, Place>> {
  const wanted = new Set<string>();
  const numbers = new Set<string>();
  for (const { shop, number } of orders) {
    wanted.add(orderKey(shop, number));
    numbers.add(number);
  }
  if (wanted.size === 0) return new Map();
  const rows = await room.db
    .selectFrom('order_heads')
    .select(['no', 'shop', 'number', 'listed_at'])
    .where(isOneOf(room, 'number', [...numbers]))
    .execute();
  const places = new Map<string, Place>();
  for (const { no, shop, number, listed_at } of rows) {
    const key = orderKey(shop, number);
    if (wanted.has(key)) places.set(key, { no, listed_at });
  }
  return places;
}

/** Orders of a shop that people see under these numbers and that are stored under others. */
export async function ordersLabelled(
  room: Room,
  shop: string,
  labels: readonly string[],
): Promise<{ label: string; number: string }[]> {
  if (labels.length === 0) return [];
  const rows = await room.db
    .selectFrom('order_heads')
    .select(['shop', 'label', 'number'])
    .where('label', 'is not', null)
    .where(isOneOf(room, 'label', labels))
    .orderBy('number')
    .execute();
  // Not asked of the database: it would rather walk through all orders of the shop.
  const own = rows.filter((row) => row.shop === shop);
  return own.map(({ label, number }) => ({ label: label ?? '', number }));
}

/**
 * Writes the heads of these orders (their last revision in `orders`): place in lists, words to be found by, and the mark that
 * something happened. Part of every save, so that no caller can forget it.
 *
 * @returns the places of those that were written, by `orderKey`
 */
export async function putHeads(room: Room, orders: readonly PreparedOrder[]): Promise<ReadonlyMap<string, Place>> {
  const last = new Map<string, PreparedOrder>();
  for (const one of orders) {
    const key = orderKey(one.shop, one.number);
    if (one.revision > (last.get(key)?.revision ?? 0)) last.set(key, one);
  }
  const places = new Map<string, Place>();
  if (last.size === 0) return places;
  const known = await knownHeads(room, [...last.values()]);
  let no = (await greatestNo(room)) + 1;
  const rows: HeadRow[] = [];
  const tagged: Parameters<typeof putOrderTags>[1][number][] = [];
  for (const [key, order] of last) {
    const before = known.get(key);
    if (before && before.revision > order.revision) continue;
    const row = toHead(order, before?.no ?? no++, before, blindWords(room, order.words));
    rows.push(row);
    places.set(key, { no: row.no, listed_at: row.listed_at });
    if (before) await moveHead(room, before, row);
    tagged.push({ place: row, tags: order.tags, isNew: before === undefined });
  }
  await writeMany(room, 'order heads', rows, (chunk) => upsertHeads(room, chunk));
  await putOrderTags(room, tagged);
  const moved: Parameters<typeof freshWords>[] = [];
  const fresh: HeadRow[] = [];
  for (const row of rows) {
    const before = known.get(orderKey(row.shop, row.number));
    if (before) moved.push([before, row]);
    else fresh.push(row);
  }
  await enterWords(room, fresh);
  await insertWords(
    room,
    moved.flatMap((one) => freshWords(...one)),
  );
  return places;
}

/** Takes every word of an order out of the index: nobody can be found by it any more. */
export async function dropWords(room: Room, shop: string, number: string, forgotten: string): Promise<void> {
  const head = await room.db
    .selectFrom('order_heads')
    .select(['no', 'listed_at', 'words'])
    .where('shop', '=', shop)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!head) return;
  await deleteWords(room, head, head.words);
  await dropTags(room, head.no);
  await room.db
    .updateTable('order_heads')
    .set({ words: Buffer.alloc(0), forgotten })
    .where('no', '=', head.no)
    .execute();
}

function toHead(order: PreparedOrder, no: number, before: HeadRow | undefined, words: Uint8Array): HeadRow {
  const { shop, number, label, revision, at, orderedAt, payment, cancelled } = order;
  return {
    no,
    shop,
    number,
    label,
    revision,
    at,
    ordered_at: orderedAt,
    listed_at: orderedAt === null ? (before?.listed_at ?? secondOf(at)) : secondOf(orderedAt),
    payment,
    cancelled: cancelled ? 1 : 0,
    forgotten: null,
    words,
    generation: 1,
    settled: 0,
  };
}

/** Whole seconds since 1970. */
const secondOf = (instant: string): number => Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);

async function knownHeads(room: Room, orders: readonly PreparedOrder[]): Promise<Map<string, HeadRow>> {
  const rows = await room.db
    .selectFrom('order_heads')
    .selectAll()
    .where(
      isOneOf(
        room,
        'number',
        orders.map(({ number }) => number),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [orderKey(row.shop, row.number), row]));
}

/** One writer at a time (db.ts): nobody else takes the next number meanwhile. */
async function greatestNo(room: Room): Promise<number> {
  const row = await room.db
    .selectFrom('order_heads')
    .select((e) => e.fn.max('no').as('no'))
    .executeTakeFirst();
  return row?.no ?? 0;
}

function upsertHeads(room: Room, chunk: HeadRow[]) {
  return room.db
    .insertInto('order_heads')
    .values(chunk)
    .onConflict((conflict) =>
      conflict.column('no').doUpdateSet((e) => ({
        revision: e.ref('excluded.revision'),
        label: e.ref('excluded.label'),
        at: e.ref('excluded.at'),
        ordered_at: e.ref('excluded.ordered_at'),
        listed_at: e.ref('excluded.listed_at'),
        payment: e.ref('excluded.payment'),
        cancelled: e.ref('excluded.cancelled'),
        forgotten: e.ref('excluded.forgotten'),
        words: e.ref('excluded.words'),
        generation: e('order_heads.generation', '+', e.lit(1)),
      })),
    );
}

/** The order is listed elsewhere, or people in it changed: what no longer fits goes out. */
async function moveHead(room: Room, before: HeadRow, row: HeadRow): Promise<void> {
  await deleteWords(room, before, goneWords(before, row));
  const { no, listed_at } = row;
  if (before.listed_at === listed_at) return;
  await moveTags(room, row);
  await room.db
    .updateTable('open_holds')
    .set({ listed_at })
    .where('listed_at', '=', before.listed_at)
    .where('order_no', '=', no)
    .execute();
  await room.db
    .updateTable('shipments')
    .set({ listed_at })
    .where('order_number', '=', row.number)
    .where('shop', '=', row.shop)
    .execute();
}

import { type SqlBool, sql } from 'kysely';
import { goodsInParcel, type Shipment, type ShipmentState } from '../core/shipment.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import { unsealShipment } from './shipment-box.ts';
import { tick } from './stock-clock.ts';
import type { GoneItem, Reads } from './types.ts';

/** In these states, and with a number, a parcel has left the house. */
const gone: readonly ShipmentState[] = ['shipped', 'closed'];

export const isGone = (state: ShipmentState): boolean => gone.includes(state);

/** Options may hold what a customer wrote (a name to engrave): they stand as keyed hashes, which nothing ever needs to read back. */
const optionKey = (room: Room, option: string): string => (option === '' ? '' : hex(room.sealer.blind.hash(option)));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function goneReads(room: Room): Pick<Reads, 'goneItems' | 'gonePieces' | 'goneOptions'> {
  return {
    async goneOptions(options) {
      const keys = (option: string) => (option === '' ? [''] : room.sealer.blind.hashes(option).map(hex));
      return new Map(options.map((option) => [option, keys(option)]));
    },
    async goneItems({ names, changedAfter, movedAfter } = {}) {
      let query = room.db.selectFrom('gone_items').select(['no', 'shop', 'item', 'option', 'last_at']).orderBy('no');
      if (names) query = query.where(isOneOf(room, 'item', names));
      if (changedAfter !== undefined) query = query.where('changed', '>', changedAfter);
      // Goods with words of customers in them are many: only those that still count are read.
      if (movedAfter !== undefined)
        query = query.where(
          sql<SqlBool>`no in (select item from open_goods union select no from gone_items where last_at > ${movedAfter})`,
        );
      return (await query.execute()).map(({ last_at, ...item }): GoneItem => ({ ...item, lastAt: last_at }));
    },
    async gonePieces(items) {
      const counts = new Map<number, number>();
      // A stock sheet sets the same moment for all that it names: few questions.
      for (const [after, same] of Map.groupBy(items, (one) => one.after)) {
        const rows = await room.db
          .selectFrom('gone_goods')
          .select((e) => ['item', e.fn.sum<number | string>('quantity').as('pieces')])
          .where(
            isOneOf(
              room,
              'item',
              same.map((one) => one.no),
            ),
          )
          .where('at', '>', after)
          .groupBy('item')
          .execute();
        for (const { item, pieces } of rows) counts.set(item, Number(pieces));
      }
      return counts;
    },
  };
}

/** A shipment whose state moved, with what it was before (undefined = new). */
export interface Moved {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  readonly before: ShipmentState | undefined;
}

/** Writes down the goods of parcels that left, and takes back those of parcels that did not leave after all. */
export async function noteMoved(room: Room, moved: readonly Moved[]): Promise<void> {
  const back = moved.filter((one) => one.before !== undefined && isGone(one.before) && !isGone(one.state));
  await takeBack(
    room,
    back.map((one) => one.shipment),
  );
  const left = moved.filter((one) => isGone(one.state) && !(one.before !== undefined && isGone(one.before)));
  await noteGone(
    room,
    left.map((one) => one.shipment),
  );
}

/** Another number came: parcels that had left before are counted from the moment of that one on. */
export async function countAnew(room: Room, shipments: readonly string[]): Promise<void> {
  const rows = await room.db
    .selectFrom('shipments')
    .select(['id', 'version', 'sealed'])
    .where(isOneOf(room, 'id', shipments))
    .where('state', 'in', gone)
    .execute();
  const parcels = rows.map((row) => unsealShipment(room, row).shipment);
  await takeBack(room, parcels);
  await noteGone(room, parcels);
}

/** The goods of these parcels are counted at the moment of their last number; without one they are not counted. */
export async function noteGone(room: Room, shipments: readonly Shipment[]): Promise<void> {
  if (shipments.length === 0) return;
  const times = await numberTimes(room, shipments);
  const rows: (Omit<Tables['gone_goods'], 'item'> & { key: string })[] = [];
  const last = new Map<string, Named & { at: number }>();
  for (const shipment of shipments) {
    const at = times.get(shipment.id);
    if (at === undefined) continue;
    for (const [key, { quantity, ...named }] of piecesOf(room, shipment)) {
      rows.push({ key, at, shipment: shipment.id, quantity });
      if ((last.get(key)?.at ?? Number.NEGATIVE_INFINITY) < at) last.set(key, { ...named, at });
    }
  }
  const numbers = await putItems(room, last);
  const goods = rows.map(({ key, at, shipment, quantity }) => ({ item: numbers.get(key)!, at, shipment, quantity }));
  await writeMany(room, 'gone goods', goods, (chunk) =>
    room.db
      .insertInto('gone_goods')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['item', 'at', 'shipment']).doUpdateSet((e) => ({ quantity: e.ref('excluded.quantity') })),
      ),
  );
}

/** They are in the house again (出荷確定戻し, 返品), or are counted anew. */
export async function takeBack(room: Room, shipments: readonly Shipment[]): Promise<void> {
  for (const shipment of shipments) {
    const pieces = piecesOf(room, shipment);
    if (pieces.size === 0) continue;
    const items = await itemNumbers(room, pieces);
    await putItems(room, new Map(), [...items.values()]);
    for (const item of items.values()) {
      await room.db.deleteFrom('gone_goods').where('item', '=', item).where('shipment', '=', shipment.id).execute();
    }
  }
}

export interface Named {
  readonly shop: string;
  readonly item: string;
  readonly option: string;
}

const keyOf = ({ shop, item, option }: Named): string => [shop, item, option].join('\u0000');

/** Pieces in a parcel by item, options as their keys. Lines without a code are no goods. */
export function piecesOf(room: Room, shipment: Shipment): Map<string, Named & { quantity: number }> {
  const pieces = new Map<string, Named & { quantity: number }>();
  for (const { sku: item, option, quantity } of goodsInParcel(shipment)) {
    const named = { shop: shipment.shop, item, option: optionKey(room, option) };
    const key = keyOf(named);
    if (item !== '') pieces.set(key, { ...named, quantity: quantity + (pieces.get(key)?.quantity ?? 0) });
  }
  return pieces;
}

async function numberTimes(room: Room, shipments: readonly Shipment[]): Promise<Map<string, number>> {
  const rows = await room.db
    .selectFrom('waybills')
    .select(['shipment', 'at'])
    .where(
      isOneOf(
        room,
        'shipment',
        shipments.map((one) => one.id),
      ),
    )
    .orderBy('no')
    .execute();
  return new Map(rows.map((row) => [row.shipment, Temporal.Instant.from(row.at).epochMilliseconds]));
}

/**
 * Numbers of the items, by key; items that are new get one. They, and those of these numbers, count as changed now.
 *
 * @param numbers of these items, as `itemNumbers` gave them in the same transaction; asked for without them
 */
export async function putItems(
  room: Room,
  items: ReadonlyMap<string, Named & { at: number }>,
  others: readonly number[] = [],
  numbers?: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  if (items.size === 0 && others.length === 0) return new Map();
  const changed = await tick(room);
  const known = new Map(numbers ?? (await itemNumbers(room, items)));
  // Most are known and nothing of them left the house: there is nothing to write but that they changed.
  const isThere = ([key, { at }]: [string, { readonly at: number }]) => at === 0 && known.has(key);
  const staying = [...items].filter(isThere).map(([key]) => known.get(key)!);
  const changing = [...new Set([...others, ...staying])];
  if (changing.length > 0)
    await room.db
      .updateTable('gone_items')
      .set({ changed })
      .where(isOneOf(room, 'no', changing))
      .execute();
  if (staying.length === items.size) return known;
  const greatest = await room.db
    .selectFrom('gone_items')
    .select((e) => e.fn.max('no').as('no'))
    .executeTakeFirst();
  let no = greatest?.no ?? 0;
  const written = [...items].filter((one) => !isThere(one));
  const rows = written.map(([key, { shop, item, option, at }]) => {
    const own = known.get(key) ?? ++no;
    known.set(key, own);
    return { no: own, shop, item, option, last_at: at, changed };
  });
  await writeMany(room, 'gone items', rows, (chunk) =>
    room.db
      .insertInto('gone_items')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('no').doUpdateSet((e) => ({
          last_at: sql<number>`case when gone_items.last_at < excluded.last_at
            then excluded.last_at else gone_items.last_at end`,
          changed: e.ref('excluded.changed'),
        })),
      ),
  );
  return known;
}

export async function itemNumbers(room: Room, items: ReadonlyMap<string, Named>): Promise<Map<string, number>> {
  const names = [...new Set([...items.values()].map((one) => one.item))];
  const rows = await room.db
    .selectFrom('gone_items')
    .select(['no', 'shop', 'item', 'option'])
    .where(isOneOf(room, 'item', names))
    .execute();
  const numbers = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    if (items.has(key)) numbers.set(key, row.no);
  }
  return numbers;
}

import type { Shipment, ShipmentState } from '../core/shipment.ts';
import { reservingStates } from '../core/stock.ts';
import { itemNumbers, type Named, piecesOf, putItems } from './gone-goods.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads } from './types.ts';

export function openGoodsReads(room: Room): Pick<Reads, 'openPieces' | 'reserving'> {
  return {
    async openPieces(items) {
      let query = room.db
        .selectFrom('open_goods')
        .select((e) => ['item', e.fn.sum<number | string>('quantity').as('pieces')])
        .groupBy('item');
      if (items) query = query.where(isOneOf(room, 'item', items));
      return new Map((await query.execute()).map(({ item, pieces }) => [item, Number(pieces)]));
    },
    async reserving(items) {
      const rows = await room.db
        .selectFrom('open_goods')
        .select(['item', 'shipment', 'quantity'])
        .where(isOneOf(room, 'item', items))
        .orderBy('item')
        .orderBy('shipment')
        .execute();
      return rows;
    },
  };
}

/** A shipment as it is after a change; `isNew`: it was not there before. */
export interface Reserving {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  readonly isNew?: boolean;
}

/**
 * Writes down which pieces these shipments need from now on (cancelled, split, returned, sent ones: fewer or none). Only what differs from
 * what stands there is written, and only goods of which it does count as changed.
 */
export async function putOpenGoods(room: Room, shipments: readonly Reserving[]): Promise<void> {
  const known = shipments.filter((one) => !one.isNew).map((one) => one.shipment.id);
  const rows = known.length === 0 ? [] : await standing(room, known);
  const before = Map.groupBy(rows, (row) => row.shipment);
  const wanted = shipments.map(({ shipment, state }) => ({
    id: shipment.id,
    pieces: reservingStates.includes(state) ? piecesOf(room, shipment) : new Map(),
  }));
  const named = new Map<string, Named>(wanted.flatMap(({ pieces }) => [...pieces]));
  const numbers = named.size === 0 ? new Map<string, number>() : await itemNumbers(room, named);
  const touched = new Map<string, Named & { at: number }>();
  const given: { shipment: string; key: string; quantity: number }[] = [];
  const gone: { shipment: string; item: number }[] = [];
  for (const { id, pieces } of wanted) {
    const old = new Map((before.get(id) ?? []).map((row) => [row.item, row.quantity]));
    for (const [key, { quantity, ...rest }] of pieces) {
      const no = numbers.get(key);
      const same = no !== undefined && old.get(no) === quantity;
      if (no !== undefined) old.delete(no);
      if (same) continue;
      given.push({ shipment: id, key, quantity });
      touched.set(key, { ...rest, at: 0 });
    }
    for (const item of old.keys()) gone.push({ shipment: id, item });
  }
  const all = await putItems(
    room,
    touched,
    gone.map((one) => one.item),
    numbers,
  );
  for (const [shipment, own] of Map.groupBy(gone, (one) => one.shipment))
    await room.db
      .deleteFrom('open_goods')
      .where('shipment', '=', shipment)
      .where(
        isOneOf(
          room,
          'item',
          own.map((one) => one.item),
        ),
      )
      .execute();
  const fresh = given.map(({ shipment, key, quantity }) => ({ shipment, item: all.get(key)!, quantity }));
  await writeMany(room, 'open goods', fresh, (chunk) =>
    room.db
      .insertInto('open_goods')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['shipment', 'item']).doUpdateSet((e) => ({ quantity: e.ref('excluded.quantity') })),
      ),
  );
}

const standing = (room: Room, shipments: readonly string[]) =>
  room.db
    .selectFrom('open_goods')
    .select(['shipment', 'item', 'quantity'])
    .where(isOneOf(room, 'shipment', shipments))
    .execute();

import type { StockRecord } from '../core/stock.ts';
import { notePlace } from './goods.ts';
import { beginsWith, listTable } from './paging.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import type { Reads, Writes } from './types.ts';

/** Lists of levels, and what marketplaces were told. */
export function toldStockReads(room: Room): Pick<Reads, 'listStock' | 'toldStock'> {
  return {
    listStock({ sku, skus }, page) {
      type Row = Omit<Tables['stock'], 'changed'>;
      return listTable<Row, StockRecord>(
        room,
        {
          table: 'stock',
          columns: ['sku', 'on_hand', 'document', 'at', 'actor', 'sealed_note'],
          where: [beginsWith('sku', sku), skus && isOneOf(room, 'sku', skus)],
          sorted: [{ column: 'sku', newestFirst: false }],
        },
        page,
        ({ on_hand, sealed_note, ...row }) => ({
          ...row,
          onHand: on_hand,
          note: sealed_note ? room.sealer.unseal(sealed_note, notePlace(row.sku)).toString('utf8') : '',
        }),
      );
    },
    async toldStock(shop, { items, state } = {}) {
      let query = room.db
        .selectFrom('stock_told')
        .select(['item', 'option', 'said', 'state', 'code', 'at'])
        .where('shop', '=', shop)
        .orderBy('item')
        .orderBy('option');
      if (items) query = query.where(isOneOf(room, 'item', items));
      if (state) query = query.where('state', '=', state);
      return query.execute();
    },
  };
}

export function toldStockWrites(room: Room): Pick<Writes, 'setToldStock'> {
  return {
    async setToldStock(shop, told) {
      const rows = new Map(told.map((one) => [JSON.stringify([one.item, one.option]), { shop, ...one }]));
      await writeMany(room, 'stock told', [...rows.values()], (chunk) =>
        room.db
          .insertInto('stock_told')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.columns(['shop', 'item', 'option']).doUpdateSet((e) => ({
              said: e.ref('excluded.said'),
              state: e.ref('excluded.state'),
              code: e.ref('excluded.code'),
              at: e.ref('excluded.at'),
            })),
          ),
      );
    },
  };
}

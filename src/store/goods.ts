import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, Writes } from './types.ts';

/** Stock levels and the product map. */
export function goodsReads(room: Room): Pick<Reads, 'stock' | 'stockTimes' | 'products' | 'hasProducts'> {
  return {
    async stock(skus) {
      let query = room.db.selectFrom('stock').select(['sku', 'on_hand as onHand']).orderBy('sku');
      if (skus) query = query.where(isOneOf(room, 'sku', skus));
      return query.execute();
    },
    async stockTimes() {
      const rows = await room.db.selectFrom('stock').select(['sku', 'at']).execute();
      return new Map(rows.map(({ sku, at }) => [sku, at]));
    },
    async products(shop, items) {
      let query = room.db
        .selectFrom('products')
        .select(['shop', 'item', 'option', 'sku', 'name', 'low_stock', 'unlimited'])
        .orderBy('shop')
        .orderBy('item')
        .orderBy('option');
      if (shop !== undefined) query = query.where('shop', '=', shop);
      if (items) query = query.where(isOneOf(room, 'item', items));
      return (await query.execute()).map(({ low_stock, unlimited, ...link }) => ({
        ...link,
        ...(low_stock !== null && { lowStock: low_stock }),
        ...(unlimited === 1 && { unlimited: true as const }),
      }));
    },
    async hasProducts(shop) {
      const first = await room.db.selectFrom('products').select('item').where('shop', '=', shop).limit(1).execute();
      return first.length > 0;
    },
  };
}

/** Both say what is true from now on for the rows that they name; other rows stay as they are. */
export function goodsWrites(room: Room): Pick<Writes, 'setStock' | 'setProducts'> {
  return {
    async setStock(levels, document, at) {
      // The last row wins when a sheet names a SKU twice: one statement may touch each row only once.
      const rows = [
        ...new Map(levels.map(({ sku, onHand }) => [sku, { sku, on_hand: onHand, document, at }])).values(),
      ];
      await writeMany(room, 'stock', rows, (chunk) =>
        room.db
          .insertInto('stock')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.column('sku').doUpdateSet((e) => ({
              on_hand: e.ref('excluded.on_hand'),
              document: e.ref('excluded.document'),
              at: e.ref('excluded.at'),
            })),
          ),
      );
    },
    async setProducts(links, document, at) {
      const byKey = new Map(
        links.map(({ shop, item, option, sku, name, lowStock = null, unlimited }) => [
          JSON.stringify([shop, item, option]),
          { shop, item, option, sku, name, low_stock: lowStock, unlimited: unlimited ? 1 : null, document, at },
        ]),
      );
      await writeMany(room, 'products', [...byKey.values()], (chunk) =>
        room.db
          .insertInto('products')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.columns(['shop', 'item', 'option']).doUpdateSet((e) => ({
              sku: e.ref('excluded.sku'),
              name: e.ref('excluded.name'),
              low_stock: e.ref('excluded.low_stock'),
              unlimited: e.ref('excluded.unlimited'),
              document: e.ref('excluded.document'),
              at: e.ref('excluded.at'),
            })),
          ),
      );
    },
  };
}

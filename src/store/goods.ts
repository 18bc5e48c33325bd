import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { ProductLink } from '../core/stock.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import { stockClock, tick } from './stock-clock.ts';
import type { Reads, Writes } from './types.ts';

const linkColumns = ['shop', 'item', 'option', 'sku', 'name', 'low_stock', 'unlimited', 'safety', 'share'] as const;

function toLink(row: Pick<Selectable<Tables['products']>, (typeof linkColumns)[number]>): ProductLink {
  const { low_stock, unlimited, safety, share, ...link } = row;
  return {
    ...link,
    ...(low_stock !== null && { lowStock: low_stock }),
    ...(unlimited === 1 && { unlimited: true as const }),
    ...(safety !== null && { safety }),
    ...(share !== null && { share }),
  };
}

type GoodsReads = Pick<
  Reads,
  'stock' | 'stockTimes' | 'stockOfDocument' | 'products' | 'productsOf' | 'hasProducts' | 'setParts' | 'stockChanges'
>;

/** Stock levels, the product map, and sets. */
export function goodsReads(room: Room): GoodsReads {
  const links = () =>
    room.db.selectFrom('products').select(linkColumns).orderBy('shop').orderBy('item').orderBy('option');
  return {
    async stock(skus) {
      let query = room.db.selectFrom('stock').select(['sku', 'on_hand as onHand']).orderBy('sku');
      if (skus) query = query.where(isOneOf(room, 'sku', skus));
      return query.execute();
    },
    async stockTimes(skus) {
      let query = room.db.selectFrom('stock').select(['sku', 'at']);
      if (skus) query = query.where(isOneOf(room, 'sku', skus));
      return new Map((await query.execute()).map(({ sku, at }) => [sku, at]));
    },
    async stockOfDocument(skus, document) {
      const query = room.db
        .selectFrom('stock')
        .select('sku')
        .where(isOneOf(room, 'sku', skus));
      return (await query.where('document', '=', document).execute()).map(({ sku }) => sku);
    },
    async products(shop, items) {
      let query = links();
      if (shop !== undefined) query = query.where('shop', '=', shop);
      if (items) query = query.where(isOneOf(room, 'item', items));
      return (await query.execute()).map(toLink);
    },
    async productsOf(skus, shop) {
      let query = links().where(isOneOf(room, 'sku', skus));
      if (shop !== undefined) query = query.where('shop', '=', shop);
      return (await query.execute()).map(toLink);
    },
    async hasProducts(shop) {
      let query = room.db.selectFrom('products').select('item').limit(1);
      if (shop !== undefined) query = query.where('shop', '=', shop);
      return (await query.execute()).length > 0;
    },
    async setParts() {
      return room.db
        .selectFrom('set_parts')
        .select(['sku', 'part', 'quantity'])
        .orderBy('sku')
        .orderBy('part')
        .execute();
    },
    async stockChanges(after) {
      // The clock first: what comes in between is given out once more.
      const clock = await stockClock(room);
      const one = async (table: 'products' | 'set_parts') =>
        (await room.db.selectFrom(table).select('changed').where('changed', '>', after).limit(1).execute()).length > 0;
      const levels = await room.db.selectFrom('stock').select('sku').where('changed', '>', after).execute();
      return {
        clock,
        isMapChanged: (await one('products')) || (await one('set_parts')),
        skus: levels.map((row) => row.sku),
      };
    },
  };
}

/** All say what is true from now on for the rows (sets: for the sets) that they name; others stay as they are. */
export function goodsWrites(room: Room): Pick<Writes, 'setStock' | 'setProducts' | 'setSets'> {
  return {
    async setStock(levels, document, at, by) {
      if (levels.length === 0) return;
      const changed = await tick(room);
      // The last row wins when a sheet names a SKU twice: one statement may touch each row only once.
      const rows = [
        ...new Map(
          levels.map(({ sku, onHand }) => [
            sku,
            {
              sku,
              on_hand: onHand,
              document,
              at,
              actor: by?.actor ?? '',
              sealed_note: by?.note ? room.sealer.seal(by.note, notePlace(sku)) : null,
              changed,
            },
          ]),
        ).values(),
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
              actor: e.ref('excluded.actor'),
              sealed_note: e.ref('excluded.sealed_note'),
              changed: e.ref('excluded.changed'),
            })),
          ),
      );
    },
    async setProducts(links, document, at) {
      if (links.length === 0) return;
      const changed = await tick(room);
      const byKey = new Map(
        links.map(({ shop, item, option, sku, name, lowStock = null, unlimited, safety = null, share = null }) => [
          JSON.stringify([shop, item, option]),
          {
            ...{ shop, item, option, sku, name, low_stock: lowStock, unlimited: unlimited ? 1 : null, safety, share },
            ...{ document, at, changed },
          },
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
              safety: e.ref('excluded.safety'),
              share: e.ref('excluded.share'),
              document: e.ref('excluded.document'),
              at: e.ref('excluded.at'),
              // The same map once more moves nothing.
              changed: sql<number>`case when products.sku = excluded.sku
                and products.low_stock is not distinct from excluded.low_stock
                and products.unlimited is not distinct from excluded.unlimited
                and products.safety is not distinct from excluded.safety
                and products.share is not distinct from excluded.share
                then products.changed else excluded.changed end`,
            })),
          ),
      );
    },
    async setSets(parts, document, at) {
      if (parts.length === 0) return;
      const changed = await tick(room);
      const skus = [...new Set(parts.map((one) => one.sku))];
      await room.db
        .deleteFrom('set_parts')
        .where(isOneOf(room, 'sku', skus))
        .execute();
      const rows = new Map(
        parts.map((one) => [JSON.stringify([one.sku, one.part]), { ...one, document, at, changed }]),
      );
      await writeMany(room, 'set parts', [...rows.values()], (chunk) =>
        room.db
          .insertInto('set_parts')
          .values(chunk.map(({ sku, part, quantity }) => ({ sku, part, quantity, document, at, changed }))),
      );
    },
  };
}

/** What a person wrote about a level may name customers: it stands sealed. */
export const notePlace = (sku: string): readonly string[] => ['stock', 'sealed_note', sku];

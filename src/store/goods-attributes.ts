import type { GoodsAttributes } from '../core/goods.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, Writes } from './types.ts';

/** 商品属性表. */
export function goodsAttributeReads(room: Room): Pick<Reads, 'goods'> {
  return {
    async goods(skus) {
      if (skus.length === 0) return [];
      const rows = await room.db
        .selectFrom('goods_attributes')
        .select(['sku', 'cool', 'mail_size', 'fragile', 'preorder_day', 'weight'])
        .where(isOneOf(room, 'sku', skus))
        .orderBy('sku')
        .execute();
      return rows.map(
        ({ sku, cool, mail_size, fragile, preorder_day, weight }): GoodsAttributes => ({
          sku,
          ...(cool !== '' && { cool }),
          ...(mail_size !== null && { mailSize: mail_size === 1 }),
          ...(fragile !== null && { fragile: fragile === 1 }),
          ...(preorder_day !== null && { preorderDay: preorder_day }),
          ...(weight !== null && { weight }),
        }),
      );
    },
  };
}

/** Says what is true from now on of the SKUs that it names; others stay as they are. A SKU may stand there once only. */
export function goodsAttributeWrites(room: Room): Pick<Writes, 'setGoods'> {
  const bit = (value: boolean | undefined) => (value === undefined ? null : Number(value));
  return {
    async setGoods(goods, document, at) {
      const rows = goods.map(({ sku, cool, mailSize, fragile, preorderDay = null, weight = null }) => ({
        sku,
        cool: cool ?? ('' as const),
        mail_size: bit(mailSize),
        fragile: bit(fragile),
        preorder_day: preorderDay,
        weight,
        document,
        at,
      }));
      await writeMany(room, 'goods attributes', rows, (chunk) =>
        room.db
          .insertInto('goods_attributes')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.column('sku').doUpdateSet((e) => ({
              cool: e.ref('excluded.cool'),
              mail_size: e.ref('excluded.mail_size'),
              fragile: e.ref('excluded.fragile'),
              preorder_day: e.ref('excluded.preorder_day'),
              weight: e.ref('excluded.weight'),
              document: e.ref('excluded.document'),
              at: e.ref('excluded.at'),
            })),
          ),
      );
    },
  };
}

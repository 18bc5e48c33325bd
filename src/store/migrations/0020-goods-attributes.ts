import type { Migration } from 'kysely/migration';
import type { Difference } from '../difference.ts';

/** 商品属性表: what rules may know of a SKU. */
export function goodsAttributes(_: Difference): Migration {
  return {
    async up({ schema }) {
      await schema
        .createTable('goods_attributes')
        .addColumn('sku', 'text', (column) => column.primaryKey())
        .addColumn('cool', 'text', (column) => column.notNull())
        .addColumn('mail_size', 'integer')
        .addColumn('fragile', 'integer')
        .addColumn('preorder_day', 'text')
        .addColumn('weight', 'integer')
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .execute();
    },
  };
}

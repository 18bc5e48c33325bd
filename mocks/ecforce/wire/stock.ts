import type { Field } from '../../system.ts';
import { locations } from '../catalog.ts';
import { type EcforceState, stockKey } from '../state/state.ts';
import { bulkAnswer, type RowResult } from './bulk.ts';
import { bodyOf, type Endpoint } from './door.ts';
import { listAnswer, listLimits } from './list.ts';
import { BadQuery, conditionsOf, searches } from './query.ts';
import { stockResource } from './render.ts';
import { failed } from './reply.ts';

const mostRows = 100;
const stockSearches = ['variant_sku', 'stock_location_code', 'stock'];
const rowFields: readonly Field[] = (
  [
    ['variant_sku', 'text'],
    ['stock_location_code', 'text'],
    ['stock', 'whole number from 0 on'],
  ] as const
).map(([name, type]) => ({ name: `stock_items[].${name}`, in: 'body', type, required: true }));

export function stockEndpoints(state: EcforceState): Endpoint[] {
  return [
    {
      name: 'stock_items.list',
      method: 'get',
      path: '/admin/stock_items',
      query: ['q', 'page', 'per', 'sort'],
      sends: searches(stockSearches),
      limits: listLimits,
      answer(call) {
        try {
          const fits = conditionsOf(call.query, stockSearches);
          const rows = [...state.stock.values()].filter((one) =>
            fits({ variant_sku: one.sku, stock_location_code: one.locationCode, stock: one.stock }),
          );
          return listAnswer(state, call, rows, (page) => ({
            data: page.map((one, at) => stockResource(one, at + 1, locations)),
          }));
        } catch (error) {
          if (error instanceof BadQuery) return failed(400, 'ASI3001', error.message);
          throw error;
        }
      },
    },
    {
      name: 'stock_items.update',
      method: 'put',
      path: '/admin/stock_items',
      sends: rowFields,
      limits: [`${mostRows} rows a call`],
      answer(call) {
        const rows = bodyOf(call)?.stock_items;
        if (!Array.isArray(rows) || rows.length === 0) return failed(400, 'ASI3001', 'stock_itemsが不正です。');
        if (rows.length > mostRows) return failed(400, 'ASI3001', `stock_itemsは${mostRows}件までです。`);
        const results = (rows as Record<string, unknown>[]).map((row): RowResult => {
          const sku = String(row.variant_sku ?? '');
          const known = state.stock.get(stockKey(sku, String(row.stock_location_code ?? '')));
          const count = Number(row.stock);
          const error = !known
            ? { code: 'ASI2002', message: '在庫が見つかりません。' }
            : !Number.isInteger(count) || count < 0 || row.stock === ''
              ? { code: 'ASI3002', message: 'stockが不正です。' }
              : undefined;
          state.told.push({
            at: call.now,
            what: 'stock',
            about: sku,
            value: `${String(row.stock_location_code)} ${String(row.stock)}`,
            effect: error ? 'refused' : 'done',
            code: error?.code ?? '',
          });
          if (error) return { shown: { ...row, stock: String(row.stock) }, id: sku, error };
          known!.stock = count;
          // Counts come back as text at times (trust B).
          return { shown: { ...row, stock: String(count) }, id: sku };
        });
        return bulkAnswer(state, 'ASI0000', results);
      },
    },
  ];
}

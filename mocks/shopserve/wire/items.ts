import type { Answer, Field } from '../../system.ts';
import type { ShopserveState } from '../state/state.ts';
import { type Goods, isVaried, mostPieces, type Pattern, patternOf, unlimited } from '../state/stock.ts';
import { type Ask, bad, type Endpoint } from './door.ts';
import { refusal, reply } from './reply.ts';

const code: Field = { name: 'code', in: 'path', type: 'item_code', required: true };
const flags = ['Yes', 'No'] as const;
const variations = ['variation_name1', 'variation_name2', 'variation_name3'] as const;

/** Stock, as public clients use it (trust B). One product, or one combination of it, a call: nothing in bulk is known. */
export const itemEndpoints = (state: ShopserveState): readonly Endpoint[] => [
  {
    name: 'searchItems',
    method: 'post',
    path: '/items/_search',
    sends: [
      { name: 'from', in: 'body', type: 'number: so many are left out' },
      { name: 'size', in: 'body', type: 'number; left out = 100' },
      { name: 'sort', in: 'body', type: 'not looked at' },
      { name: 'filters', in: 'body', type: 'not looked at' },
    ],
    answer: ({ body }) => {
      const size = body.size ?? 100;
      const from = body.from ?? 0;
      if (!Number.isInteger(size) || !Number.isInteger(from)) return bad('from and size are numbers', 'size');
      const all = [...state.goods.values()];
      const contents = all.slice(Number(from), Number(from) + Number(size)).map((one) => ({
        item_code: one.code,
        item_name: one.name,
        item_price: one.price,
        stock: { quantity: one.patterns.reduce((sum, pattern) => sum + pattern.quantity, 0) },
      }));
      return reply(state.habits, { total_count: all.length, contents });
    },
  },
  {
    name: 'getStock',
    method: 'get',
    path: '/items/:code/stock',
    sends: [code],
    answer: (ask) => onItem(state, ask, (goods) => reply(state.habits, { stock: rendered(goods) })),
  },
  {
    name: 'putStock',
    method: 'put',
    path: '/items/:code/stock',
    sends: [
      code,
      { name: 'unlimited', in: 'body', type: 'text', required: true, values: flags },
      { name: 'quantity', in: 'body', type: 'number', required: 'unless unlimited is Yes', max: mostPieces },
      { name: 'alert_threshold', in: 'body', type: 'number', max: mostPieces },
      ...variations.map((name): Field => ({ name, in: 'body', type: 'text', required: 'for goods with variations' })),
    ],
    answer: (ask) => onItem(state, ask, (goods) => put(state, goods, ask)),
  },
];

function onItem(state: ShopserveState, { params }: Ask, work: (goods: Goods) => Answer): Answer {
  const goods = state.goods.get(params.code ?? '');
  return goods ? work(goods) : refusal({ status: 404, code: 'NotFound', message: 'no such item' });
}

const condition = (quantity: number): string => (quantity > 0 ? 'EnoughInStock' : 'SoldOut');

function rendered(goods: Goods): unknown {
  if (isVaried(goods)) {
    const patterns = goods.patterns.map(({ values, quantity, threshold }) => ({
      pattern: values,
      quantity,
      alert_threshold: threshold,
    }));
    return { management_type: 'Variation', management_variation: { patterns } };
  }
  const { quantity, threshold } = goods.patterns[0]!;
  const one = { quantity, alert_threshold: threshold, stock_condition: condition(quantity) };
  return { management_type: 'Item', management_item: one };
}

function put(state: ShopserveState, goods: Goods, { body, now }: Ask): Answer {
  const wrong = (field: string, code: string) => refusal({ status: 422, code, message: `${field} is wrong`, field });
  const values = variations.flatMap((name) => {
    const value = body[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  const pattern = patternOf(goods, values);
  if (!pattern) return wrong('variation_name1', 'UnknownVariation');
  if (body.unlimited === flags[0]) {
    if (body.quantity !== undefined) return wrong('quantity', 'UnlimitedHasNoQuantity');
    return written(state, goods, pattern, unlimited, pattern.threshold, now);
  }
  if (body.unlimited !== flags[1]) return wrong('unlimited', 'InvalidFlag');
  const { quantity, alert_threshold: threshold } = body;
  const isPieces = (value: unknown): value is number =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= mostPieces;
  if (!isPieces(quantity)) return wrong('quantity', 'OutOfRange');
  if (threshold !== undefined && !isPieces(threshold)) return wrong('alert_threshold', 'OutOfRange');
  return written(state, goods, pattern, quantity, threshold ?? pattern.threshold, now);
}

function written(
  state: ShopserveState,
  goods: Goods,
  pattern: Pattern,
  quantity: number,
  threshold: number,
  at: number,
): Answer {
  Object.assign(pattern, { quantity, threshold });
  const variation = pattern.values.join('/');
  state.stockChanges.push({ at, code: goods.code, variation, quantity, threshold });
  return reply(state.habits, { stock: rendered(goods) });
}

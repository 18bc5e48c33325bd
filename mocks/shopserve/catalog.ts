import type { Goods, Pattern } from './state/stock.ts';

const plain = (quantity = 100, threshold = 5): Pattern[] => [{ values: [], quantity, threshold }];
const varied = (...values: (readonly string[])[]): Pattern[] =>
  values.map((one, index) => ({ values: one, quantity: 20 + index, threshold: 3 }));

/** Products of the lab's shop, as they are after a reset. */
export function makeGoods(): Map<string, Goods> {
  const goods: Goods[] = [
    { code: 'SS-TEA', name: '煎茶 100g', price: 1296, taxRate: 8, temperature: 'NoControl', patterns: plain() },
    { code: 'SS-MUG', name: 'マグカップ', price: 1650, taxRate: 10, temperature: 'NoControl', patterns: plain() },
    { code: 'SS-CAKE', name: '生チョコケーキ', price: 3240, taxRate: 8, temperature: 'Cold', patterns: plain(30, 3) },
    { code: 'SS-ICE', name: 'アイス 6個入', price: 2700, taxRate: 8, temperature: 'Freeze', patterns: plain(30, 3) },
    {
      code: 'SS-DATA',
      name: '型紙セット',
      price: 880,
      taxRate: 10,
      temperature: 'NoControl',
      patterns: plain(99_999_999),
    },
    {
      code: 'SS-SHIRT',
      name: 'コットンシャツ',
      price: 3980,
      taxRate: 10,
      temperature: 'NoControl',
      patterns: varied(['白', 'M'], ['白', 'L'], ['紺', 'M'], ['紺', 'L']),
    },
    // A choice with the separator in it.
    {
      code: 'SS-BAG',
      name: 'トートバッグ',
      price: 2200,
      taxRate: 10,
      temperature: 'NoControl',
      patterns: varied(['生成/無地'], ['黒']),
    },
  ];
  return new Map(goods.map((one) => [one.code, one]));
}

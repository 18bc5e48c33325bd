import type { Listing } from './state/listing.ts';

/** What the lab's seller offers. `FBA-` ones are in Amazon's warehouses. */
export const catalog = [
  { sku: 'LAB-TEA-01', title: '煎茶 ティーバッグ 50包', price: 1280, stock: 120 },
  { sku: 'LAB-TEA-02', title: 'ほうじ茶 200g', price: 980, stock: 80 },
  { sku: 'LAB-MUG-BL', title: 'マグカップ 青 350ml', price: 1650, stock: 40 },
  { sku: 'LAB-MUG-WH', title: 'マグカップ 白 350ml', price: 1650, stock: 0 },
  { sku: 'LAB-TOWEL-3', title: '今治風タオル 3枚組', price: 2980, stock: 60 },
  { sku: 'LAB-SET-GIFT', title: 'ギフトセット（煎茶・ほうじ茶・マグカップ）', price: 4500, stock: 25 },
  { sku: 'LAB-CASE-S', title: '収納ケース S', price: 1100, stock: 200 },
  { sku: 'LAB-CASE-L', title: '収納ケース L', price: 2200, stock: 90 },
  { sku: 'LAB PEN/B 0.5%', title: 'ボールペン 黒 0.5mm 10本', price: 850, stock: 300 },
  { sku: 'LAB-CABLE-1M', title: '充電ケーブル 1m', price: 890, stock: 500 },
  { sku: 'FBA-LAMP-01', title: '卓上ライト', price: 3980, stock: 35 },
  { sku: 'FBA-BAG-02', title: 'エコバッグ', price: 1480, stock: 70 },
] as const;

export type Product = (typeof catalog)[number];

/** Products that are made of several goods and have one line in an order (セット商品). */
export const setProducts: ReadonlySet<string> = new Set(['LAB-SET-GIFT']);

export const asinOf = (sku: string): string =>
  `B0LAB${String(catalog.findIndex((one) => one.sku === sku) + 1).padStart(5, '0')}`;

export function makeListings(now: number): Map<string, Listing> {
  return new Map(
    catalog.map((one) => [
      one.sku,
      {
        sku: one.sku,
        asin: asinOf(one.sku),
        title: one.title,
        productType: 'PRODUCT',
        price: one.price,
        createdAt: now - 90 * 86_400_000,
        updatedAt: now - 86_400_000,
        availability: [
          one.sku.startsWith('FBA-')
            ? { fulfillment_channel_code: 'AMAZON_JP', quantity: one.stock }
            : { fulfillment_channel_code: 'DEFAULT', quantity: one.stock, lead_time_to_ship_max_days: 2 },
        ],
        coming: undefined,
      },
    ]),
  );
}

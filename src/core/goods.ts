import type { Cool } from './service.ts';

/** 商品属性表: what rules may know of a SKU. A member that is missing was blank in the table: not known, never "no". */
export interface GoodsAttributes {
  readonly sku: string;
  readonly cool?: Cool;
  /** Goes by mail (メール便サイズ). */
  readonly mailSize?: boolean;
  readonly fragile?: boolean;
  /** 予約商品: Japan's day from which it can be shipped, `YYYY-MM-DD`; '' = not a pre-order. */
  readonly preorderDay?: string;
  /** Grams of one piece. */
  readonly weight?: number;
}

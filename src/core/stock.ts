/** On-hand stock of one SKU; free = on hand − reserved by open orders. Pieces. */
export interface StockLevel {
  readonly sku: string;
  readonly onHand: number;
}

/** 商品対応表: one marketplace item/option ↔ our SKU. */
export interface ProductLink {
  readonly shop: string;
  /** The marketplace's item code (and option code where it has one). */
  readonly item: string;
  readonly option: string;
  readonly sku: string;
  readonly name: string;
  /** 在庫わずか: from so many pieces on the marketplace shall call it low. */
  readonly lowStock?: number;
  /** 無制限: sold without counting. */
  readonly unlimited?: true;
}

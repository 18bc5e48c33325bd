/** A product of the shop. Days are `YYYY-MM-DD`, money is whole yen. */
export interface Item {
  /** Qoo10 商品番号, digits. */
  readonly itemNo: string;
  /** 販売者商品コード; '' when the seller gave none. */
  readonly sellerCode: string;
  readonly title: string;
  /** `move`: of the fashion section, with types (colours) and sizes. */
  readonly kind: 'plain' | 'options' | 'move';
  status: ItemStatus;
  price: number;
  taxRate: string;
  /** Stock of a product without options. */
  quantity: number;
  startDate: string;
  expireDate: string;
  /** 送料コード; 0 = free shipping without a group, and so without a carrier. */
  shippingNo: number;
  readonly availableType: 0 | 1 | 2 | 3;
  readonly availableValue: string;
  readonly material: string;
  /** Combinations with stock of their own; of a MOVE item one row a type and size. */
  rows: readonly OptionRow[];
  /** 追加型オプション: no stock. */
  readonly additional: readonly AdditionalOption[];
  changedAt: number;
}

/** S0 審査待ち · S1 取引待機 · S2 取引可能 · S3 取引中止 · S5 取引制限 · S8 承認拒否. */
export const itemStatuses = ['S0', 'S1', 'S2', 'S3', 'S5', 'S8'] as const;
export type ItemStatus = (typeof itemStatuses)[number];

export interface OptionRow {
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly price: number;
  readonly quantity: number;
  /** 販売者オプションコード; '' when the seller gave none. */
  readonly code: string;
}

export interface AdditionalOption {
  readonly name: string;
  readonly value: string;
  readonly price: number;
  readonly code: string;
}

/** 送料グループ. `carrier` is the name that Qoo10 shows on paid orders. */
export interface ShippingGroup {
  readonly no: number;
  readonly fee: number;
  /** X free · F paid · M free from an amount on · W pick-up · D R cash on arrival. */
  readonly type: 'X' | 'F' | 'M' | 'W' | 'D' | 'R';
  readonly freeFrom: number;
  readonly carrier: string;
}

/** By number, or by the seller's code when no number is given. */
export function findItem(items: ReadonlyMap<string, Item>, itemNo: string, sellerCode: string): Item | undefined {
  if (itemNo !== '') {
    const found = items.get(itemNo);
    return found && (sellerCode === '' || found.sellerCode === sellerCode) ? found : undefined;
  }
  if (sellerCode === '') return undefined;
  return [...items.values()].find((one) => one.sellerCode === sellerCode);
}

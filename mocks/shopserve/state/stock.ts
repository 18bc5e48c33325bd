/** A product with its stock, of the whole or of each combination. */
export interface Goods {
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly taxRate: number;
  readonly temperature: 'NoControl' | 'Cold' | 'Freeze';
  /** One entry without values, or one per combination of one to three choices. */
  readonly patterns: Pattern[];
}

export interface Pattern {
  readonly values: readonly string[];
  quantity: number;
  threshold: number;
}

/** What unlimited stock reads back as (trust B). */
export const unlimited = 99_999_999;
/** 在庫数 and 在庫わずか are 0 to this (trust B). */
export const mostPieces = 9999;

export const isVaried = (goods: Goods): boolean => goods.patterns.some((one) => one.values.length > 0);

export const patternOf = (goods: Goods, values: readonly string[]): Pattern | undefined =>
  goods.patterns.find((one) => one.values.length === values.length && one.values.every((v, i) => v === values[i]));

import { isSentenceCode, say } from '../../../core/sentences/index.ts';
import type { ToldStock } from '../../../core/stock.ts';

/** What a marketplace was told of an item, and what it answered. */
export interface StockSaid {
  /** As it was told: `12`, `12/3` with 在庫わずか, `unlimited`. */
  readonly said: string;
  readonly at: string;
  readonly failed: boolean;
  readonly sentence: string;
}

export const saidOf = ({ said, at, state, code }: ToldStock): StockSaid => ({
  said,
  at,
  failed: state === 'failed',
  sentence: isSentenceCode(code) ? say(code).sentence : '',
});

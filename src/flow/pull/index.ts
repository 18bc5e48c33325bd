export { pullRange } from './pull-range.ts';
export { pullShop } from './pull-shop.ts';
export type { Range } from './range-pieces.ts';
export { readTotals, type Totals } from './read-totals.ts';
export { sweepShop } from './sweep-shop.ts';
export { syncShop } from './sync-shop.ts';

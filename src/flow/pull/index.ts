export { pullShop } from './pull-shop.ts';
export { readTotals, type Totals } from './read-totals.ts';
export { sweepShop } from './sweep-shop.ts';
export { syncShop } from './sync-shop.ts';

export { pullShop } from './pull-shop.ts';
export { readTotals, type Totals } from './read-totals.ts';

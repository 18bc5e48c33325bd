export { allocate } from './allocate.ts';
export { restockShop } from './restock.ts';

export { allocate } from './allocate.ts';
export { type Drift, driftOf, driftShop, driftWords, listedItems, looseKey, writerOf } from './drift.ts';
export { type Reservation, reservationsOf } from './reservations.ts';
export { offerOf, restockShop } from './restock.ts';
export { itemsIn, skuFinder } from './sku-finder.ts';
export { type StockFigure, stockFigures } from './stock-figures.ts';

import { expect, test } from 'vitest';
import { stockFigures } from '../../src/flow/stock/stock-figures.ts';

/* Goods that left the house are known by keys of their options, never by the words. */

const sheetAt = '2026-11-20T00:00:00Z';
const later = Temporal.Instant.from('2026-11-21T00:00:00Z').epochMilliseconds;
const link = { shop: 'qoo10', item: 'DRESS', name: '' };

function figures(gone: readonly { readonly item: string; readonly option: string; readonly pieces: number }[]) {
  const items = gone.map(({ item, option }, no) => ({ no, shop: 'qoo10', item, option, lastAt: later }));
  return stockFigures({
    setParts: async () => [],
    openPieces: async () => new Map(),
    productsOf: async () => [],
    stockChanges: async () => ({ clock: 0, isMapChanged: false, skus: [] }),
    stock: async () => ['SKU-S', 'SKU-M', 'OTHER'].map((sku) => ({ sku, onHand: 10 })),
    stockTimes: async () => new Map(['SKU-S', 'SKU-M', 'OTHER'].map((sku) => [sku, sheetAt])),
    products: async () => [
      { ...link, option: 'S', sku: 'SKU-S' },
      { ...link, option: 'M', sku: 'SKU-M' },
    ],
    goneItems: async () => items,
    goneOptions: async (options) => new Map(options.map((option) => [option, [`new ${option}`, `old ${option}`]])),
    gonePieces: async (asked) => new Map(asked.map(({ no }) => [no, gone[no]!.pieces])),
  });
}

test('each option counts for its own SKU, under the key of today and under an older one', async () => {
  const found = await figures([
    { item: 'DRESS', option: 'new S', pieces: 2 },
    { item: 'DRESS', option: 'old S', pieces: 1 },
    { item: 'DRESS', option: 'old M', pieces: 4 },
  ]);
  expect([...found].map(([sku, { free }]) => [sku, free])).toEqual([
    ['SKU-S', 7],
    ['SKU-M', 6],
    ['OTHER', 10],
  ]);
});

test('an option that is in no map counts for the item, and an item that carries its option for that one', async () => {
  const found = await figures([
    { item: 'OTHER', option: 'new 山田', pieces: 3 },
    { item: 'DRESS-M', option: '', pieces: 1 },
  ]);
  expect([...found].map(([sku, { free }]) => [sku, free])).toEqual([
    ['SKU-S', 10],
    ['SKU-M', 9],
    ['OTHER', 7],
  ]);
});

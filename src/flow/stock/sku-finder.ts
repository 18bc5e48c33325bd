import type { ProductLink } from '../../core/stock.ts';

/** Our SKU of goods as an order names them; '' = no goods. */
export type SkuFinder = (shop: string, item: string, option: string) => string;

/** Item and option may stand in one code with a hyphen between them: every beginning of a code may be the item. */
export function itemsIn(code: string): string[] {
  const parts = code.split('-');
  return parts.map((_, at) => parts.slice(0, at + 1).join('-'));
}

/**
 * The marketplace's item → our SKU by the product map; without an entry the item's code is the SKU. An order line may also carry
 * item and option as one code with a hyphen between them (Qoo10). Lines without a code are no goods.
 *
 * @param spellings as what an option may stand in what is asked for; itself unless said otherwise
 */
export function skuFinder(
  links: readonly ProductLink[],
  spellings: (option: string) => readonly string[] = (option) => [option],
): SkuFinder {
  const joined = links.flatMap((one): [string, string][] =>
    one.option === '' ? [] : [[[one.shop, `${one.item}-${one.option}`, ''].join('\u0000'), one.sku]],
  );
  const own = links.flatMap((one) =>
    spellings(one.option).map((option): [string, string] => [[one.shop, one.item, option].join('\u0000'), one.sku]),
  );
  const skus = new Map([...joined, ...own]);
  return (shop, item, option) => {
    const key = (name: string) => [shop, item, name].join('\u0000');
    return skus.get(key(option)) ?? skus.get(key('')) ?? item;
  };
}

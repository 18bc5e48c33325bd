import { CallFailed, type Outcome, type StockItem, type WholeItem } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import type { Goods } from './goods.ts';
import { outcomeOf } from './item-bulk.ts';
import type { Listing } from './listings.ts';

/** A type (and size) of a MOVE product as Qoo10 has it now. */
export interface MoveType {
  /** `['blue', 'L']`, or the type alone. */
  readonly values: readonly string[];
  readonly quantity: number;
  /** '' = none. */
  readonly code: string;
}

const column = '||*';
const line = '$$';

/** `type||*size||*quantity||*code` (or without the size), lines by `$$`; code `0` is none (trust A). undefined = it is none. */
export function parseTypes(text: string): readonly MoveType[] | undefined {
  const rows = text
    .replace(/\$\$\s*$/, '')
    .split(line)
    .map((row) => row.split(column));
  const types = rows.map((cells): MoveType | undefined => {
    const [quantity = '', code = ''] = cells.slice(-2);
    if ((cells.length !== 3 && cells.length !== 4) || !/^\d+$/.test(quantity.trim())) return undefined;
    return { values: cells.slice(0, -2), quantity: Number(quantity), code: code.trim() === '0' ? '' : code.trim() };
  });
  return types.every((one) => one !== undefined) ? types : undefined;
}

const write = (types: readonly MoveType[]): string =>
  types.map(({ values, quantity, code }) => [...values, quantity, code || '0'].join(column)).join(line);

/**
 * Stock of one MOVE product (Q13): a type that is left out is gone for good, so every type that Qoo10 has now goes along, each with
 * what may be sold of it; where one is not known, nothing is sent and the type is named. Quantities are absolute: a lost answer is
 * tried again.
 *
 * @param items the product's options that changed
 * @returns one outcome per item, in order
 */
export async function sendMoveStock(
  client: Client,
  goods: Goods,
  { itemCode, sellerCode }: Listing,
  items: readonly StockItem[],
  whole: WholeItem,
): Promise<Outcome[]> {
  const all = (outcome: Outcome) => items.map(() => outcome);
  const types = await currentTypes(goods, itemCode);
  if ('kind' in types) return all(types);
  const known = new Map(whole(sellerCode).map((one) => [one.option, one.quantity]));
  for (const { option, quantity } of items) known.set(option, quantity);
  const unknown = types.filter(({ code }) => code === '' || (known.get(code) ?? null) === null);
  if (unknown.length > 0) {
    const names = unknown.map(({ values, code }) => `${values.join('-')}${code === '' ? '' : `（${code}）`}`);
    return all({ kind: 'fix', code: 'stock-types-unmapped', args: { sku: sellerCode, types: names.join('、') } });
  }
  const codes = new Set(types.map((one) => one.code));
  const missing = (option: string): Outcome => ({
    kind: 'fix',
    code: 'stock-option-unknown',
    args: { sku: sellerCode, option: option || '－' },
  });
  // What never was is not made by sending it (trust A): nothing is left to send.
  if (!items.some(({ option }) => codes.has(option))) return items.map(({ option }) => missing(option));
  const rows = types.map((one) => ({ ...one, quantity: known.get(one.code) ?? 0 }));
  const params = { ItemCode: itemCode, SellerCode: sellerCode, OptionQty: write(rows) };
  const said = await client.call('ItemsOptions.EditMoveGoodsInventory', params, 'write');
  const outcome: Outcome = said.failed
    ? said.failed.kind === 'unsure'
      ? { ...said.failed, kind: 'retry' }
      : said.failed
    : outcomeOf(sellerCode, said.envelope.code, said.envelope.message);
  return items.map(({ option }) => (codes.has(option) ? outcome : missing(option)));
}

/** Asked for anew each time: a type that was added since would be deleted. */
async function currentTypes(goods: Goods, itemCode: string): Promise<readonly MoveType[] | Outcome> {
  try {
    const text = await goods.moveTypes(itemCode);
    const types = text === undefined ? undefined : parseTypes(text);
    return types ?? garbled('ItemsLookup.GetMoveItemDetailInfo', 'read');
  } catch (error) {
    if (error instanceof CallFailed) return error.outcome;
    throw error;
  }
}

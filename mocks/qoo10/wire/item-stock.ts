import type { Field } from '../../system.ts';
import { findItem } from '../state/item.ts';
import type { Qoo10State } from '../state/state.ts';
import {
  maxQuantity,
  noItem,
  type PriceAndQuantity,
  type RowWish,
  replaceMoveRows,
  replaceRows,
  setPriceAndQuantity,
  setRow,
} from '../state/stock.ts';
import { processing, type Verdict } from '../state/verdict.ts';
import type { Method } from './door.ts';
import { namesOf, param, rowsIn } from './fields.ts';
import { itemParams } from './item-lookup.ts';
import { given, type Reply } from './reply.ts';
import { mostRows, readRows } from './rows.ts';

const itemFields = [
  param('ItemCode', 'number of the item', { required: true }),
  param('SellerCode', "the shop's own code"),
];
const priceMembers = [
  ...itemFields,
  param('Price', 'yen; left out = as it is', { max: 999_999_999 }),
  param('TaxRate', 'per cent, S = as the shop; left out = as it is', { values: ['S', '10', '8', '0'] }),
  param('Qty', 'number, or unchanged; left out = 9999', { max: maxQuantity }),
  param('ExpireDate', 'end of sale, yyyy-mm-dd; left out or Null = a year from now'),
  param('StartDate', 'yyyy-mm-dd; left out = as it is'),
];
const code = param('OptionCode', "the option's own code");
const rowMembers = (optionCode: Field) => [
  ...itemFields,
  param('OptionName', 'name of the axis; of several joined by ||*', { required: true }),
  param('OptionValue', 'its value; of several joined by ||*', { required: true }),
  optionCode,
];
const rowPrice = param('Price', 'yen more or less than the item, within ±50 %; left out = as it is');
const rowQuantity = param('Qty', 'number; left out = as it is', { max: maxQuantity });

type Text = (name: string) => string;

/** Everything that changes stock. Buyers see it up to ten minutes later (trust A); reads see it at once (trust C). */
export const itemStock = (state: Qoo10State): readonly Method[] => {
  const priceQty = (text: Text, via: string, now: number): Verdict => {
    // Version 1.1 wants the item's number (trust A).
    const item = text('ItemCode') === '' ? undefined : findItem(state.items, text('ItemCode'), text('SellerCode'));
    if (!item) return noItem;
    // Stock of combinations is not the product's (trust B).
    if (item.kind !== 'plain') return processing('the item has options with stock of their own');
    const wish: PriceAndQuantity = {
      price: text('Price'),
      taxRate: text('TaxRate'),
      quantity: text('Qty'),
      expireDate: text('ExpireDate'),
      startDate: text('StartDate'),
    };
    return setPriceAndQuantity(state, item, wish, via, now);
  };
  const row = (text: Text, via: string, now: number): Verdict => {
    const item = text('ItemCode') === '' ? undefined : findItem(state.items, text('ItemCode'), text('SellerCode'));
    if (!item) return noItem;
    const wish: RowWish = {
      name: text('OptionName'),
      value: text('OptionValue'),
      code: text('OptionCode'),
      price: text('Price'),
      quantity: text('Qty'),
    };
    return setRow(state, item, wish, via, now);
  };
  const table = (
    name: string,
    { name: member, type }: { readonly name: string; readonly type: string },
    replace: typeof replaceRows,
    kind: 'options' | 'move',
  ): Method => ({
    name: `ItemsOptions.${name}`,
    versions: ['1.0'],
    sends: [...itemParams, param(member, type, { required: kind === 'move' ? true : 'unless all options shall go' })],
    answer: ({ text, now }) => {
      const item = findItem(state.items, text('ItemCode'), text('SellerCode'));
      if (!item) return noItem;
      if ((item.kind === 'move') !== (kind === 'move')) return processing(`the item is ${item.kind}, not ${kind}`);
      return replace(state, item, text(member), name, now);
    },
  });
  return [
    {
      name: 'ItemsOrder.SetGoodsPriceQty',
      versions: ['1.1'],
      sends: priceMembers,
      answer: ({ text, now }) => priceQty(text, 'SetGoodsPriceQty', now),
    },
    bulk(state, 'ItemsOrder.SetGoodsPriceQtyBulk', ['1.1'], priceMembers, (text, now) =>
      priceQty(text, 'SetGoodsPriceQtyBulk', now),
    ),
    {
      name: 'ItemsOptions.UpdateInventoryQtyUnit',
      versions: ['1.0'],
      sends: [...rowMembers({ ...code, required: true }), rowQuantity],
      answer: ({ text, now }) =>
        text('OptionCode') === '' ? processing('OptionCode is required') : row(text, 'UpdateInventoryQtyUnit', now),
    },
    {
      name: 'ItemsOptions.UpdateInventoryDataUnit',
      versions: ['1.0'],
      sends: [...rowMembers(code), rowPrice, rowQuantity],
      answer: ({ text, now }) => row(text, 'UpdateInventoryDataUnit', now),
    },
    bulk(
      state,
      'ItemsOptions.UpdateInventoryDataBulk',
      ['1.0'],
      [...rowMembers(code), rowPrice, rowQuantity],
      (text, now) => row(text, 'UpdateInventoryDataBulk', now),
    ),
    table(
      'EditGoodsInventory',
      { name: 'InventoryInfo', type: 'rows Name||*Value||*…||*Price||*Qty||*OptionCode, joined by $$' },
      replaceRows,
      'options',
    ),
    table(
      'EditMoveGoodsInventory',
      { name: 'OptionQty', type: 'rows Type||*Size||*Qty||*OptionCode, joined by $$' },
      replaceMoveRows,
      'move',
    ),
  ];
};

/**
 * Rows of JSON, 500 at most; 0 all well, -1 at least one failed, -2 too many (trust A). `ResultObject` is said to be made of `Count`,
 * `Keys` and `Values` (trust A for the names); what stands in `Values` is our own (trust C).
 */
function bulk(
  state: Qoo10State,
  name: string,
  versions: readonly string[],
  members: readonly Field[],
  change: (text: Text, now: number) => Verdict,
): Method {
  return {
    name,
    versions,
    sends: rowsIn('ItemInfoJson', members),
    limits: [`${mostRows} items a call`],
    answer({ text, now }): Reply {
      const rows = readRows(text('ItemInfoJson'), namesOf(members));
      if (!rows) return processing('ItemInfoJson is no list of items');
      if (rows.length > mostRows) return { code: -2, message: `Exceeded the maximum count of items (${mostRows})` };
      const verdicts = rows.map((row) => change((member) => row[member] ?? '', now));
      const value = {
        Count: rows.length,
        Keys: rows.map((row) => row.ItemCode ?? ''),
        Values:
          state.habits['item-results'] === 'each'
            ? verdicts.map(({ code, message }) => ({ ResultCode: code, ResultMsg: message }))
            : [],
      };
      const failed = verdicts.filter(({ code }) => code !== 0).length;
      return failed === 0 ? given(value) : { code: -1, message: `${failed} failed`, value };
    },
  };
}

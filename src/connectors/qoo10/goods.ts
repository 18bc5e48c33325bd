import { CallFailed } from '../contract.ts';
import { listOf, numberOf, textOf } from './answer.ts';
import type { Client, Method, Params } from './client.ts';
import { garbled, system } from './errors.ts';
import type { Additional } from './options.ts';

/** A product as `GetItemDetailInfo` (or, for MOVE, `GetMoveItemDetailInfo`) says it; all text, '' when it is not there. */
export interface Item {
  readonly kind: 'plain' | 'move';
  readonly itemCode: string;
  readonly sellerCode: string;
  readonly status: string;
  readonly title: string;
  /** Of a product with options the sum; null = not said. */
  readonly quantity: number | null;
  readonly shippingNo: string;
  /** `YYYY-MM-DD`. */
  readonly expireDate: string;
}

/** A combination with stock of its own. */
export interface StockRow {
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly price: number;
  readonly quantity: number;
  readonly code: string;
}

/** What the shop's products are, asked for when it is needed and kept for a while. All throw `CallFailed`. */
export interface Goods {
  /** By number, or by the seller's code; undefined = Qoo10 does not know it. */
  item(key: { readonly number: string } | { readonly sellerCode: string }): Promise<Item | undefined>;
  /** Name of the carrier of a product's shipping group; '' when it has none (Q3). */
  carrier(itemNo: string): Promise<string>;
  additional(itemNo: string): Promise<readonly Additional[]>;
  /** Not kept: today's truth. */
  stockRows(itemNo: string): Promise<readonly StockRow[]>;
  /** `OptionQty` of a MOVE product, not kept; undefined = Qoo10 does not know it, or does not say. */
  moveTypes(itemNo: string): Promise<string | undefined>;
}

/** How long an answer counts, ms: a pull of thousands of lines asks once per product. */
const kept = 10 * 60_000;

/** Item methods say so when they do not find it (trust A). */
const notFound = -10001;

export function openGoods(client: Client): Goods {
  const memory = new Map<string, { readonly value: unknown; readonly until: number }>();
  const remember = async <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const now = client.io.now().epochMilliseconds;
    const known = memory.get(key);
    if (known && known.until > now) return known.value as T;
    const value = await ask();
    memory.set(key, { value, until: now + kept });
    return value;
  };

  /** `ResultObject` of an item method, undefined when there is no such item. */
  const ask = async (method: Method, params: Params): Promise<unknown> => {
    const said = await client.call(method, params, 'read');
    if (said.failed) throw new CallFailed(said.failed);
    const { envelope, evidence } = said;
    if (envelope.code === notFound) return undefined;
    if (envelope.code === 0) return envelope.value;
    const args = { system, operation: method, status: envelope.code };
    throw new CallFailed({ kind: 'bug', code: 'unexpected-answer', args, evidence });
  };
  const rows = async (method: Method, params: Params) => {
    const list = listOf(await ask(method, params));
    if (!list) throw new CallFailed(garbled(method, 'read'));
    return list;
  };

  const find = async (params: Params): Promise<Item | undefined> => {
    const [row] = await rows('ItemsLookup.GetItemDetailInfo', params);
    if (row && textOf(row.ItemCode) !== '') return itemOf(row, 'plain');
    if (!client.settings.move) return undefined;
    // A product of MOVE is not found as an ordinary one (trust B).
    const [move] = await rows('ItemsLookup.GetMoveItemDetailInfo', params);
    return move && textOf(move.ItemCode) !== '' ? itemOf(move, 'move') : undefined;
  };

  const groups = () =>
    remember('groups', async () => {
      const list = await client.list('ItemsLookup.GetSellerDeliveryGroupInfo', {});
      return new Map(list.map((row) => [textOf(row.ShippingNo), textOf(row.transcName).trim()]));
    });

  const self: Goods = {
    item: (key) =>
      'number' in key
        ? remember(`item ${key.number}`, () => find({ ItemCode: key.number }))
        : find({ ItemCode: '', SellerCode: key.sellerCode }),
    async carrier(itemNo) {
      const item = await self.item({ number: itemNo });
      return (item && (await groups()).get(item.shippingNo)) ?? '';
    },
    additional: (itemNo) =>
      remember(`options ${itemNo}`, async () => {
        const list = await rows('ItemsLookup.GetGoodsOptionInfo', { ItemCode: itemNo });
        return list.map((row) => ({
          name: textOf(row.Name).trim(),
          value: textOf(row.Value).trim(),
          price: Math.round(Number(row.Price ?? 0)) || 0,
          code: textOf(row.OptionCode).trim(),
        }));
      }),
    async stockRows(itemNo) {
      const list = await rows('ItemsLookup.GetGoodsInventoryInfo', { ItemCode: itemNo });
      return list.map((row) => {
        const axes = [1, 2, 3, 4, 5].filter((axis) => textOf(row[`Name${axis}`]) !== '');
        return {
          names: axes.map((axis) => textOf(row[`Name${axis}`])),
          values: axes.map((axis) => textOf(row[`Value${axis}`])),
          price: Math.round(Number(row.Price ?? 0)) || 0,
          quantity: numberOf(row.Qty) ?? 0,
          code: textOf(row.ItemTypeCode),
        };
      });
    },
    async moveTypes(itemNo) {
      const [row] = await rows('ItemsLookup.GetMoveItemDetailInfo', { ItemCode: itemNo });
      return textOf(row?.OptionQty) || undefined;
    },
  };
  return self;
}

function itemOf(row: Readonly<Record<string, unknown>>, kind: Item['kind']): Item {
  return {
    kind,
    itemCode: textOf(row.ItemCode),
    sellerCode: textOf(row.SellerCode),
    status: textOf(row.ItemStatus),
    title: textOf(row.ItemTitle).trim(),
    quantity: numberOf(row.ItemQty) ?? null,
    shippingNo: textOf(row.ShippingNo),
    expireDate: textOf(row.ExpireDate).slice(0, 10).replaceAll('/', '-'),
  };
}

import type { Item, OptionRow } from './item.ts';
import type { Qoo10State } from './state.ts';
import { addDays, japanDay } from './times.ts';
import { processing, success, type Verdict } from './verdict.ts';

/** -10001 of item methods (trust A). */
export const noItem: Verdict = {
  code: -10001,
  message: "Fail to find Item information with 'ItemCode','SellerCode'.",
};

/** Items that Qoo10 has taken off sale cannot be changed (trust B: stock goes only to items on sale; the words are C). */
export const notOnSale = (item: Item): Verdict | undefined =>
  item.status === 'S1' || item.status === 'S2' ? undefined : processing(`the item is not on sale (${item.status})`);

export interface PriceAndQuantity {
  /** Digits, '' = as it is. */
  readonly price: string;
  readonly taxRate: string;
  /** Digits, `unchanged` = as it is, '' = **9999** (trust A for version 1.1). */
  readonly quantity: string;
  /** `YYYY-MM-DD`; '' or `Null` = **a year from now** (trust A). */
  readonly expireDate: string;
  readonly startDate: string;
}

/** Price, stock and end of sale of a product without options. */
export function setPriceAndQuantity(
  state: Qoo10State,
  item: Item,
  wish: PriceAndQuantity,
  via: string,
  now: number,
): Verdict {
  const off = notOnSale(item);
  if (off) return off;
  const price = wish.price === '' ? item.price : whole(wish.price, 1, 999_999_999);
  if (price === undefined) return processing('Price must be a number from 1 to 999999999');
  if (!['', 'S', '10', '8', '0'].includes(wish.taxRate)) return processing('TaxRate must be S, 10, 8 or 0');
  const quantity =
    wish.quantity === 'unchanged' ? item.quantity : wish.quantity === '' ? 9999 : whole(wish.quantity, 0, maxQuantity);
  if (quantity === undefined) return processing('Qty must be a number or "unchanged"');
  const isYear = wish.expireDate === '' || wish.expireDate.toLowerCase() === 'null';
  const expireDate = isYear ? addDays(japanDay(now), 365) : wish.expireDate;
  if (!isDate(expireDate)) return processing('ExpireDate must be yyyy-mm-dd');
  if (wish.startDate !== '' && !isDate(wish.startDate.slice(0, 10))) return processing('StartDate must be yyyy-mm-dd');
  item.price = price;
  if (wish.taxRate !== '') item.taxRate = wish.taxRate;
  item.expireDate = expireDate;
  if (wish.startDate !== '') item.startDate = wish.startDate;
  item.changedAt = now;
  if (wish.quantity !== 'unchanged') note(state, item, '', quantity, via, now);
  item.quantity = quantity;
  return success;
}

export interface RowWish {
  /** Joined with `||*` between the axes. */
  readonly name: string;
  readonly value: string;
  readonly code: string;
  /** Digits, '' = as it is (trust C). */
  readonly price: string;
  readonly quantity: string;
}

/** Stock (and price) of one combination, found by name and value (trust A; the code alone finds nothing). */
export function setRow(state: Qoo10State, item: Item, wish: RowWish, via: string, now: number): Verdict {
  const off = notOnSale(item);
  if (off) return off;
  if (item.kind !== 'options') return processing('the item has no options with stock');
  const place = item.rows.findIndex((row) => joined(row.names) === wish.name && joined(row.values) === wish.value);
  const row = item.rows[place];
  if (!row) return processing('there is no such option');
  const quantity = wish.quantity === '' ? row.quantity : whole(wish.quantity, 0, maxQuantity);
  if (quantity === undefined) return processing('Qty must be a number from 0');
  const price = wish.price === '' ? row.price : Number(wish.price);
  if (!Number.isInteger(price) || Math.abs(price) > item.price / 2)
    return processing('the option price is beyond ±50%');
  const rows = item.rows.map((one) => (one === row ? { ...row, quantity, price, code: wish.code || row.code } : one));
  if (!rows.some((one) => one.price === 0)) return processing('one option must cost nothing more');
  item.rows = rows;
  item.changedAt = now;
  note(state, item, row.values.join('/'), quantity, via, now);
  return success;
}

/** A whole table of combinations in place of the old one: what is left out is gone (trust A). */
export function replaceRows(state: Qoo10State, item: Item, info: string, via: string, now: number): Verdict {
  const off = notOnSale(item);
  if (off) return off;
  const rows = info === '' ? [] : parseRows(info);
  if (!rows) return { code: -10002, message: 'Check Inventory Data Format (Name||*Value||*Price||*Qty||*OptioCode$$)' };
  if (rows.some((row) => Math.abs(row.price) > item.price / 2)) return processing('an option price is beyond ±50%');
  if (rows.length > 0 && !rows.some((row) => row.price === 0)) return processing('one option must cost nothing more');
  takeRows(state, item, rows, via, now);
  return success;
}

/**
 * All types and sizes of a MOVE item. What is left out is gone for good; what was never there is not made (trust A: コマースロボ's
 * manual for both).
 */
export function replaceMoveRows(state: Qoo10State, item: Item, text: string, via: string, now: number): Verdict {
  const off = notOnSale(item);
  if (off) return off;
  const given = parseMoveRows(text);
  if (!given) return { code: -10002, message: 'Check OptionQty Data Format (Type||*Size||*Qty||*OptionCode$$)' };
  const rows = item.rows.flatMap((row) => {
    const found = given.find((one) => one.values.join('\u0000') === row.values.join('\u0000'));
    return found ? [{ ...row, quantity: found.quantity, code: found.code || row.code }] : [];
  });
  takeRows(state, item, rows, via, now);
  return success;
}

function takeRows(state: Qoo10State, item: Item, rows: readonly OptionRow[], via: string, now: number): void {
  const left = new Set(rows.map((row) => joined(row.values)));
  for (const row of item.rows) {
    if (!left.has(joined(row.values))) note(state, item, row.values.join('/'), null, via, now);
  }
  item.rows = rows;
  item.changedAt = now;
  for (const row of rows) note(state, item, row.values.join('/'), row.quantity, via, now);
}

export const joined = (parts: readonly string[]): string => parts.join('||*');
export const maxQuantity = 2_147_483_647;

/** `name||*value||*…||*price||*qty||*code`, rows by `$$`; a last `$$` may stand there (trust A). */
function parseRows(info: string): readonly OptionRow[] | undefined {
  const rows = split(info).map((cells): OptionRow | undefined => {
    if (cells.length < 5 || cells.length % 2 === 0) return undefined;
    const [code = '', amount = '', cost = ''] = cells.slice(-3).reverse();
    const pairs = cells.slice(0, -3);
    const names = pairs.filter((_, index) => index % 2 === 0);
    const values = pairs.filter((_, index) => index % 2 === 1);
    const quantity = whole(amount, 0, maxQuantity);
    if (quantity === undefined || !/^-?\d+$/.test(cost)) return undefined;
    if ([...names, ...values].some((text) => text === '' || text.length > 50)) return undefined;
    return { names, values, price: Number(cost), quantity, code: code === '0' ? '' : code };
  });
  return all(rows);
}

/** `type||*size||*qty||*code`, or without the size. */
function parseMoveRows(text: string) {
  const rows = split(text).map((cells) => {
    if (cells.length !== 3 && cells.length !== 4) return undefined;
    const quantity = whole(cells.at(-2)!, 0, maxQuantity);
    if (quantity === undefined) return undefined;
    return { values: cells.slice(0, -2), quantity, code: cells.at(-1) === '0' ? '' : cells.at(-1)! };
  });
  return all(rows);
}

const split = (text: string): string[][] =>
  text
    .replace(/\$\$$/, '')
    .split('$$')
    .map((row) => row.split('||*'));

const all = <T>(rows: readonly (T | undefined)[]): readonly T[] | undefined =>
  rows.every((row) => row !== undefined) ? rows : undefined;

function whole(text: string, from: number, to: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function note(state: Qoo10State, item: Item, option: string, quantity: number | null, via: string, now: number): void {
  state.stockChanges.push({ at: now, itemNo: item.itemNo, sellerCode: item.sellerCode, option, quantity, via });
}

import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import { type SettingValue, setValues, valueAt } from './set-values.ts';

/** A value of a shop's block: where it stands below the shop, and what it shall be. */
export type ShopValue = SettingValue;

/** A value that a shop has otherwise; `old` undefined = it has none. */
export interface ShopDifference extends ShopValue {
  readonly old: unknown;
}

/** A shop's block of `bridge.yaml` as it is written, `{}` when there is none. Defaults are not filled in. */
export function shopBlock(text: string, shop: string): Readonly<Record<string, unknown>> {
  const { shops } = (parseDocument(text).toJS() ?? {}) as { shops?: Record<string, Record<string, unknown> | null> };
  return shops?.[shop] ?? {};
}

/** Do the settings say something of this key for every shop? */
export const saysDefault = (text: string, key: string): boolean => parseDocument(text).hasIn(['defaults', key]);

/** What of the wanted values the block has otherwise, in their order. */
export function differences(block: unknown, wanted: readonly ShopValue[]): ShopDifference[] {
  return wanted
    .map((one) => ({ ...one, old: valueAt(block, one.path) }))
    .filter(({ old, value }) => !isDeepStrictEqual(old, value));
}

/** `bridge.yaml` with these values of a shop; everything else, comments too, stays as it is. */
export const changeShop = (text: string, shop: string, values: readonly ShopValue[]): string =>
  setValues(
    text,
    values.map(({ path, value }) => ({ path: ['shops', shop, ...path], value })),
  );

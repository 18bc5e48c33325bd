import { isDeepStrictEqual } from 'node:util';
import { isMap, parseDocument } from 'yaml';
import { written } from './add-shop.ts';

/** A value of a shop's block: where it stands below the shop, and what it shall be. */
export interface ShopValue {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** A value that a shop has otherwise; `old` undefined = it has none. */
export interface ShopDifference extends ShopValue {
  readonly old: unknown;
}

/** A shop's block of `bridge.yaml` as it is written, `{}` when there is none. Defaults are not filled in. */
export function shopBlock(text: string, shop: string): Readonly<Record<string, unknown>> {
  const { shops } = (parseDocument(text).toJS() ?? {}) as { shops?: Record<string, Record<string, unknown> | null> };
  return shops?.[shop] ?? {};
}

/** What of the wanted values the block has otherwise, in their order. */
export function differences(block: unknown, wanted: readonly ShopValue[]): ShopDifference[] {
  return wanted
    .map((one) => ({ ...one, old: at(block, one.path) }))
    .filter(({ old, value }) => !isDeepStrictEqual(old, value));
}

/** `bridge.yaml` with these values of a shop; everything else, comments too, stays as it is. */
export function changeShop(text: string, shop: string, values: readonly ShopValue[]): string {
  if (values.length === 0) return text;
  const doc = parseDocument(text);
  for (const { path, value } of values) {
    const whole = ['shops', shop, ...path];
    // What is empty (`layouts:`) or a plain word is no place for a key.
    for (let depth = 1; depth < whole.length; depth++)
      if (!isMap(doc.getIn(whole.slice(0, depth)))) doc.setIn(whole.slice(0, depth), doc.createNode({}));
    const node = doc.createNode(value);
    if (Array.isArray(value)) (node as { flow?: boolean }).flow = true;
    doc.setIn(whole, node);
  }
  return written(doc, text);
}

function at(block: unknown, path: readonly string[]): unknown {
  let here = block;
  for (const step of path)
    here = typeof here === 'object' && here !== null ? (here as Record<string, unknown>)[step] : undefined;
  return here;
}

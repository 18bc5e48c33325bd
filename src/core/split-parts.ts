import type { Part } from './arrangement.ts';
import type { GoodsAttributes } from './goods.ts';
import type { SplitBy } from './rules/rule.ts';

/** A line of a parcel as far as splitting needs it. */
export interface SplitLine {
  readonly no: string;
  readonly sku: string;
  readonly quantity: number;
}

export type PartsBy =
  | { readonly parts: readonly Part[]; readonly unknown?: undefined }
  /** SKUs of which nobody knows what they are split by: nothing is split. */
  | { readonly parts?: undefined; readonly unknown: readonly string[] };

/**
 * Parts of a parcel whose goods must not travel together: by temperature, or pre-orders apart from what can be shipped (each day of sale
 * a part of its own). What the first line is of stays in the first parcel; one part for each other kind, in the order of the lines.
 *
 * @param last number of the order's last part (1 = not split yet)
 */
export function partsBy(
  by: SplitBy,
  lines: readonly SplitLine[],
  goods: (sku: string) => GoodsAttributes | undefined,
  last = 1,
): PartsBy {
  return partsByKey(lines, (sku) => keyOf(by, goods(sku)), last);
}

/** The same by any word that says which goods belong together; undefined = nobody knows. */
export function partsByKey(lines: readonly SplitLine[], keyOf: (sku: string) => string | undefined, last = 1): PartsBy {
  const keys = new Map<string, SplitLine[]>();
  const unknown = new Set<string>();
  for (const line of lines) {
    const key = keyOf(line.sku);
    if (key === undefined) unknown.add(line.sku);
    else keys.set(key, [...(keys.get(key) ?? []), line]);
  }
  if (unknown.size > 0) return { unknown: [...unknown] };
  const [, ...others] = [...keys.values()];
  return {
    parts: others.map((own, index) => ({
      number: last + index + 1,
      lines: own.map(({ no, quantity }) => ({ no, quantity })),
    })),
  };
}

function keyOf(by: SplitBy, goods: GoodsAttributes | undefined): string | undefined {
  return by === 'temperature' ? goods?.cool : goods?.preorderDay;
}

import { labelLayout } from '../decide/index.ts';
import type { Context } from '../types.ts';

/** How much of a person's data fits on the label: half-width 1, full-width 2. */
export interface LabelWidth {
  /** Column of the label layout. */
  readonly column: string;
  readonly width: number;
}

/**
 * By field of the consignee or orderer (`consignee.name`); `consignee.address` = prefecture, city and street together. What a column
 * does not hold is carried over to the next one where the layout says so.
 */
export function labelWidths(ctx: Context, shopName: string): ReadonlyMap<string, LabelWidth> {
  const shop = ctx.config.shops[shopName];
  if (!shop) return new Map();
  const widths = new Map<string, LabelWidth>();
  for (const { name, type, width, from, join } of labelLayout(ctx, shop).columns) {
    const [first] = from ?? join ?? [];
    // Codes and numbers are counted in digits by their own rules.
    if (type !== 'text' || width === 0 || first === undefined) continue;
    const person = /^(consignee|orderer)\./.exec(first)?.[1];
    if (person === undefined) continue;
    const key = first.endsWith('.prefecture') ? `${person}.address` : first;
    if (!widths.has(key)) widths.set(key, { column: name, width });
  }
  return widths;
}

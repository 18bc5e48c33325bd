import { usesLayout } from '../../config/uses-layout.ts';
import { fold } from '../../core/fold.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadLayout } from '../../layout/types.ts';
import type { Workspace } from '../types.ts';

/**
 * Layouts that a file may be read with: the shop's own (or its marketplace's) and those of no marketplace (stock, waybills,
 * 受注シート …). A layout of the workspace counts only where a shop names it; then it takes the place of the standard one
 * with the same headers, so that a fresh copy changes nothing and a switched-on one is not ambiguous.
 */
export function candidates(ctx: Workspace, shopName: string): readonly ReadLayout[] {
  const all = [...ctx.layouts.read.values()];
  const shops =
    shopName === '' ? Object.values(ctx.config.shops) : [ctx.config.shops[shopName]].filter((one) => one !== undefined);
  const named = all.filter((layout) => layout.own && shops.some((shop) => usesLayout(shop, layout)));
  return all.filter((layout) => {
    if (layout.own) return named.includes(layout);
    if (shops.some((shop) => usesLayout(shop, layout))) return true;
    return layout.marketplace === '' && !named.some((copy) => haveSameHeaders(copy, layout));
  });
}

function haveSameHeaders(one: ReadLayout, other: ReadLayout): boolean {
  const names = new Set(other.fits.map(fold));
  return one.fits.length === other.fits.length && one.fits.every((name) => names.has(fold(name)));
}

/**
 * The shop that a file of this layout belongs to: the one that was named, else the only one that uses it. Documents that
 * belong to no shop (issued data, stock, product map) have ''.
 */
export function shopOf(ctx: Workspace, layout: ReadLayout, named: string): { shop: string } | { problem: Problem } {
  if (named !== '' && ctx.config.shops[named] === undefined) {
    return { problem: { code: 'shop-unknown', kind: 'fix', place: {}, args: { shop: named } } };
  }
  if (layout.yields !== 'order' && layout.yields !== 'return-form') return { shop: named };
  if (named !== '') return { shop: named };
  const shops = Object.values(ctx.config.shops).filter((shop) => usesLayout(shop, layout));
  if (shops.length === 1) return { shop: shops[0]!.name };
  const list = shops.map((shop) => shop.name).join('、') || '－';
  return { problem: { code: 'shop-ambiguous', kind: 'fix', place: {}, args: { shops: list } } };
}

/**
 * The layout that a shop's pages are read with: the one that its connector names, or the shop's own copy of it, when the shop names a
 * layout of the workspace with the same headers (X1).
 */
export function pageLayout(ctx: Workspace, shopName: string, name: string): string {
  const [standard, shop] = [ctx.layouts.read.get(name), ctx.config.shops[shopName]];
  if (!standard || !shop) return name;
  const isCopy = (one: ReadLayout) =>
    one.own === true &&
    one.form.format === standard.form.format &&
    one.marketplace === standard.marketplace &&
    haveSameHeaders(one, standard);
  const copy = [...ctx.layouts.read.values()].find((one) => isCopy(one) && usesLayout(shop, one));
  return copy?.name ?? name;
}

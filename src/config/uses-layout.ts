import type { Shop } from '../core/shop.ts';
import type { ReadLayout } from '../layout/types.ts';

/** May this shop's files be read with this layout? */
export function usesLayout(shop: Shop, layout: ReadLayout): boolean {
  if (shop.layouts.read.length > 0 || layout.own) return shop.layouts.read.includes(layout.name);
  // Order layouts of no marketplace (受注シート) may be dropped into any shop's folder; without one they are the sheet shop's.
  return layout.marketplace === shop.marketplace || (layout.marketplace === '' && shop.marketplace === 'sheet');
}

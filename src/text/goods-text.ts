import type { ShipmentLine } from '../core/shipment.ts';

/** Goods with their code, where the shop has one: `湯呑み 白（CUP-01）× 2`. */
export function goodsText({ name, option, sku, quantity }: Omit<ShipmentLine, 'no'>): string {
  const what = [name, option].filter((part) => part !== '').join(' ');
  return sku === '' ? `${what} × ${quantity}` : `${what}（${sku}）× ${quantity}`;
}

/** `1,234円`; '' = not known. */
export function yenText(amount: number | null): string {
  return amount === null ? '' : `${amount.toLocaleString('ja-JP')}円`;
}

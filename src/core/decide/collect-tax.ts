import type { Order, OrderLine } from '../order.ts';
import type { Hold } from '../shipment.ts';
import type { Shop } from '../shop.ts';
import { taxInside } from '../tax.ts';
import { hold } from './hold.ts';

/** The rate of everything but food and newspapers; delivery and fees always have it. Since 2019-10, trust A. */
const standardRate = 10;

/**
 * The consumption tax inside the amount to collect, which the label's receipt shows (内消費税額等): what the source says, else
 * by the shop's setting, else by the rates of the lines. Where nobody knows, a hold proposes the standard rate; clearing it
 * takes the proposal. Never a silent 0.
 */
export function collectTax(
  order: Order,
  amount: number | null,
  { codTax: { rate, rounding } }: Shop,
): { readonly tax: number | null; readonly hold?: Hold } {
  const given = order.payment.codTax;
  if (given !== null || amount === null || amount < 1) return { tax: given };
  if (rate !== 'by-line') return { tax: taxInside(amount, rate, rounding) };
  const lines = order.lines.filter((line) => line.status === 'open');
  const parts = amountsByRate(lines, amount);
  if (parts) {
    const tax = [...parts].reduce((sum, [percent, part]) => sum + taxInside(part, percent, rounding), 0);
    return { tax };
  }
  const proposal = taxInside(amount, standardRate, rounding);
  return { tax: null, hold: hold('collect-tax-unknown', 'operator', { amount, tax: proposal, rate: standardRate }) };
}

/** The amount by tax rate: goods of other rates by their prices, and all the rest (goods, delivery, fees) at the standard rate. */
function amountsByRate(lines: readonly OrderLine[], amount: number): ReadonlyMap<number, number> | null {
  const parts = new Map<number, number>();
  let rest = amount;
  for (const { taxRate, unitPrice, quantity } of lines) {
    if (taxRate === undefined) return null;
    if (taxRate === standardRate) continue;
    if (unitPrice === null) return null;
    parts.set(taxRate, (parts.get(taxRate) ?? 0) + unitPrice * quantity);
    rest -= unitPrice * quantity;
  }
  // A discount, and nobody knows of what.
  if (lines.length === 0 || rest < 0) return null;
  return parts.set(standardRate, rest);
}

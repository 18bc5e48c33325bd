import { fill, help } from '../core/sentences/help.ts';

interface Reason {
  readonly number: string;
  readonly customerNo: string;
}

/** `対象外 出荷 7 件（理由 12 件）`: one shipment may have several reasons, and people count shipments. */
export function counted(title: string, reasons: readonly Reason[]): string {
  const count = new Set(reasons.map((one) => one.customerNo || one.number)).size;
  const words = count === reasons.length ? help.said.counted : help.said.countedReasons;
  return fill(words, { title, count, reasons: reasons.length });
}

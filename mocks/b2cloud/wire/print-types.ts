import { services } from '../state/services.ts';
import { Refused } from './feed.ts';

/** Sheets by `print_type`. Trust B; that A and 7 share the sheet of post types, C. */
export const printTypes = ['m', 'm5', '0', '2', '3', '4', '5', '7', '8', '9', 'A', 'CP'] as const;

/** With a label printer these give HTTP 400. Trust B: one live test. */
const notForLabelPrinter = new Set(['5', '9', 'm5']);

/** @throws Refused when a label printer does not print this slip type on this sheet */
export function fitsPrinter(service: string, printType: string, printerType: string): void {
  if (printerType !== '3') return;
  if (notForLabelPrinter.has(printType) || !services.get(service)?.labelPrinter)
    throw new Refused(400, `A label printer does not print type ${service} as ${printType}.`);
}

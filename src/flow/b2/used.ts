import type { LabelEntry } from '../../connectors/contract.ts';
import { labelFacts } from '../../core/label-used.ts';
import type { Masters } from '../../core/masters.ts';
import { type Cool, type Service, serviceCodes } from '../../core/service.ts';
import type { Shipment } from '../../core/shipment.ts';
import { methodAsUsed } from '../../layout/used-method.ts';
import type { EditedField, PrintedEntry } from './edited.ts';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const yen = (value: unknown): number | null => (/^\d+$/.test(text(value)) ? Number(text(value)) : null);
const cools: Readonly<Record<string, Cool>> = { '': 'normal', '0': 'normal', '1': 'frozen', '2': 'chilled' };

/** How a value of B2's answer stands in a shipment; undefined = it has no place there. Names and codes: trust B. */
const taken: Readonly<Record<string, (value: string, printed: PrintedEntry) => Partial<Shipment> | undefined>> = {
  service_type: (value) => {
    const service = (Object.keys(serviceCodes) as Service[]).find((one) => serviceCodes[one] === value);
    return service && { service };
  },
  is_cool: (value) => cools[value] && { cool: cools[value] },
  amount: (value) => ({ codAmount: yen(value) || null }),
  tax_amount: (value, { amount }) => ({ codTax: yen(amount) ? yen(value) : null }),
  delivery_date: (value) => {
    const day = /^(\d{4})\D?(\d\d)\D?(\d\d)$/.exec(value);
    if (day) return { deliveryDate: day.slice(1).join('-') };
    return value === '' ? { deliveryDate: null } : undefined;
  },
  delivery_time_zone: (value) => ({ timeSlot: value === '0000' ? '' : value }),
  package_qty: (value) => (/^[1-9]\d?$/.test(value) ? { packages: Number(value) } : undefined),
  note: (value) => ({ note: value }),
  // Says of the wished day whether it is printed, and of nothing else.
  is_printing_date: () => ({}),
  // The day on which a slip goes is that of its print.
  shipment_date: () => ({}),
};
const handlings = ['handling_information1', 'handling_information2'];

/**
 * A shipment as its label really says it, after a person changed these fields on B2's screen. What it was handed over with is kept
 * (`sent`), so that a correction of the order can be told from it; what has no place in a shipment is named (`onlyOnLabel`).
 */
export function asPrinted(
  masters: Masters,
  shipment: Shipment,
  printed: PrintedEntry,
  edited: readonly EditedField[],
): Shipment {
  if (edited.length === 0) return shipment;
  let used: Partial<Shipment> = {};
  const others: string[] = [];
  for (const { name, title } of edited) {
    const value = text(printed[name]).trim();
    const known = handlings.includes(name)
      ? { handling: handlings.map((each) => text(printed[each])) as [string, string] }
      : taken[name]?.(value, printed);
    if (known) used = { ...used, ...known };
    else others.push(title);
  }
  const { onScreen, ...rest } = shipment;
  const isChosen = used.service !== undefined || used.cool !== undefined;
  const next = { ...rest, ...used };
  const method = isChosen ? methodAsUsed(masters, shipment.method, next.service, next.cool) : shipment.method;
  return {
    ...next,
    method,
    ...(onScreen && !isChosen && { onScreen }),
    sent: shipment.sent ?? labelFacts(shipment),
    ...(others.length > 0 && { onlyOnLabel: others }),
  };
}

/** What was handed over, by お客様管理番号. */
export const sentEntries = (payload: Uint8Array): ReadonlyMap<string, LabelEntry> =>
  new Map(
    (JSON.parse(Buffer.from(payload).toString('utf8')) as LabelEntry[]).map((one) => [one.shipment_number ?? '', one]),
  );

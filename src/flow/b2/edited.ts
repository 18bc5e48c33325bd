import type { LabelEntry } from '../../connectors/contract.ts';
import type { WriteLayout } from '../../layout/types.ts';

export type PrintedEntry = Readonly<Record<string, unknown>>;

/** What B2 sets itself, whatever was sent (trust B for the search key). */
const own = new Set([
  'shipment_number',
  'tracking_number',
  'closure_key',
  'input_system_type',
  'short_delivery_date_flag',
  'search_key_title5',
  'search_key5',
]);

/** What B2 fills in, field by field, where nothing was sent; trust B. Anything else in such a field is a person's. */
const filledIn: Readonly<Record<string, readonly string[]>> = {
  consignee_title: ['様'],
  delivery_time_zone: ['0000'],
  package_qty: ['1'],
  is_printing_lot: ['1'],
  is_agent: ['0'],
  is_cool: ['0'],
  is_using_center_service: ['0'],
  is_using_shipment_email: ['0'],
  is_using_delivery_email: ['0'],
  is_using_shipment_post_email: ['0'],
  is_using_cons_deli_post_email: ['0'],
  is_using_shipper_deli_post_email: ['0'],
  payment_flg: ['0'],
  is_printing_date: ['0'],
  amount: ['0'],
  tax_amount: ['0'],
};

export interface EditedField {
  /** B2's own name. */
  readonly name: string;
  /** As the CSV layout calls it. */
  readonly title: string;
}

/**
 * Columns that a person changed on B2's screen: what was printed against what was
 * sent, also from nothing to something and from something to nothing. No values: they are personal data.
 */
export function editedFields(
  sent: LabelEntry,
  printed: PrintedEntry,
  api: WriteLayout,
  csv: WriteLayout | undefined,
): EditedField[] {
  const changed = api.columns.filter(({ name }) => {
    if (own.has(name)) return false;
    const [before, after] = [meaning(sent, name), meaning(printed, name)];
    return before !== after && !isFilledIn(name, before, after, sent, printed);
  });
  return changed.map(({ no, name }) => ({
    name,
    title: csv?.columns.find((one) => one.no === no)?.name ?? name,
  }));
}

function isFilledIn(name: string, before: string, after: string, sent: LabelEntry, printed: PrintedEntry): boolean {
  if (name === 'delivery_date') {
    // The soonest day is B2's; a day that a person set ends the wish for it.
    return (
      sent.short_delivery_date_flag === '1' && ['1', undefined].includes(printed.short_delivery_date_flag as string)
    );
  }
  // Parcels under one key print their count.
  if (name === 'is_printing_lot' && after === '3') return printed.service_type === '6';
  const values = filledIn[name] ?? [];
  // Some of these are sent as B2 would fill them in, and left out of its answer.
  return (before === '' && values.includes(after)) || (after === '' && values.includes(before));
}

function meaning(values: PrintedEntry, name: string): string {
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  if (name.endsWith('_address')) {
    const parts = [1, 2, 3].map((part) => text(values[`${name}${part}`])).join('');
    return (text(values[name]) || parts).replace(/\s/g, '');
  }
  return text(values[name]).replace(/[\s/-]/g, '');
}

/**
 * Printed entries by お客様管理番号, out of a result document. Of several slips of one shipment the one whose number is among `numbers`
 * counts: a look also finds the slip that a 再発行 replaces.
 */
export function printedEntries(bytes: Uint8Array, numbers: ReadonlySet<string>): Map<string, PrintedEntry> {
  const feed = (JSON.parse(Buffer.from(bytes).toString('utf8')) as { feed?: { entry?: { shipment?: PrintedEntry }[] } })
    .feed;
  const slips = (feed?.entry ?? []).map(({ shipment = {} }) => shipment);
  const isNew = (one: PrintedEntry) => numbers.has(String(one.tracking_number ?? '').replaceAll('-', ''));
  const found = new Map<string, PrintedEntry>();
  for (const one of [...slips.filter((each) => !isNew(each)), ...slips.filter(isNew)])
    found.set(String(one.shipment_number ?? ''), one);
  return found;
}

import type { LabelEntry } from '../../connectors/contract.ts';
import type { WriteLayout } from '../../layout/types.ts';

type Entry = Readonly<Record<string, unknown>>;

/** Values that B2 fills in where nothing was sent. */
const filledIn = new Set(['', '0', '0000', '1', '様']);
/** Never a person's correction: B2 sets them itself. */
const own = new Set([
  'shipment_number',
  'closure_key',
  'is_printing_lot',
  'short_delivery_date_flag',
  'is_printing_date',
]);

/**
 * Names of the columns (as the CSV layout calls them) that a person changed on B2's screen: what was printed against what was
 * sent. No values: they are personal data.
 */
export function editedFields(
  sent: LabelEntry,
  printed: Entry,
  api: WriteLayout,
  csv: WriteLayout | undefined,
): string[] {
  const changed = api.columns.filter(({ name }) => {
    if (!(name in sent) || own.has(name)) return false;
    const [before, after] = [meaning(sent, name), meaning(printed, name)];
    if (before === after) return false;
    if (name === 'delivery_date' && sent.short_delivery_date_flag === '1') return false;
    return !(filledIn.has(before) && filledIn.has(after));
  });
  return changed.map(({ no, name }) => csv?.columns.find((one) => one.no === no)?.name ?? name);
}

function meaning(values: Entry, name: string): string {
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  if (name.endsWith('_address')) {
    const parts = [1, 2, 3].map((part) => text(values[`${name}${part}`])).join('');
    return (text(values[name]) || parts).replace(/\s/g, '');
  }
  return text(values[name]).replace(/[\s/-]/g, '');
}

/** Printed entries by お客様管理番号, out of a result document. */
export function printedEntries(bytes: Uint8Array): Map<string, Entry> {
  const feed = (JSON.parse(Buffer.from(bytes).toString('utf8')) as { feed?: { entry?: { shipment?: Entry }[] } }).feed;
  return new Map((feed?.entry ?? []).map(({ shipment = {} }) => [String(shipment.shipment_number ?? ''), shipment]));
}

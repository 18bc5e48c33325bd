import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { columns, isWholeAddress } from '../state/columns.ts';
import { isoDay } from '../state/normalize.ts';
import type { Values, Waybill } from '../state/state.ts';

/** Issued data as B2 exports it: 97 columns, CP932, CRLF, header if wanted. Dates as YYYY/MM/DD (trust C). */
export function exportCsv(waybills: readonly Waybill[], header: boolean): Buffer {
  const rows = waybills.map((one) => columns.map((column) => cell(one.values, column.name)));
  const table = header ? [columns.map((column) => column.exportHeader), ...rows] : rows;
  return iconv.encode(stringify(table, { record_delimiter: '\r\n', quoted: true, quoted_empty: true }), 'cp932');
}

function cell(values: Values, name: string): string {
  if (isWholeAddress(name)) return [1, 2, 3].map((part) => values[`${name}${part}`] ?? '').join('');
  const value = values[name] ?? '';
  switch (name) {
    case 'shipment_date':
    case 'delivery_date':
      return name === 'delivery_date' && values.is_printing_date === '0'
        ? ''
        : (isoDay(value)?.replaceAll('-', '/') ?? value);
    case 'delivery_time_zone':
      return value === '0000' ? '' : value;
    case 'consignee_zip_code':
    case 'shipper_zip_code':
      return value.replace(/^(\d{3})(\d{4})$/, '$1-$2');
    default:
      return value;
  }
}

import { createCsvWriter } from './rows/csv-write.ts';
import type { WriteLayout } from './types.ts';
import { jsonRecord } from './write-json.ts';

/**
 * Bytes of a whole file: preamble, header and rows as the layout's form says. Every cell was checked when it was rendered,
 * so a cell that cannot be written here is a bug and throws; half a file is never returned. JSON: a list of objects, UTF-8.
 */
export function fileBytes(layout: WriteLayout, rows: readonly (readonly string[])[]): Uint8Array {
  if (layout.form.format === 'json') {
    const records = rows.map((cells) => jsonRecord(layout, cells));
    return Buffer.from(`${JSON.stringify(records, null, 1)}\n`, 'utf8');
  }
  const chunks: Uint8Array[] = [];
  const names = layout.columns.map((column) => column.name);
  const writer = createCsvWriter(layout.form, (bytes) => chunks.push(Uint8Array.from(bytes)), names);
  rows.forEach((cells, index) => {
    const [problem] = writer.row(cells, index + 1);
    if (problem) throw new Error(`${layout.name}: row ${index + 1}, ${problem.place.column}: ${problem.code}`);
  });
  writer.end();
  return Buffer.concat(chunks);
}

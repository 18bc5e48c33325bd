import { createCsvWriter } from './rows/csv-write.ts';
import type { WriteLayout } from './types.ts';

/**
 * Bytes of a whole file: preamble, header and rows as the layout's form says. Every cell was checked when it was rendered,
 * so a cell that cannot be written here is a bug and throws; half a file is never returned.
 */
export function fileBytes(layout: WriteLayout, rows: readonly (readonly string[])[]): Uint8Array {
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

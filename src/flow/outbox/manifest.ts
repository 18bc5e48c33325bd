import { basename } from 'node:path';
import { openXlsx } from '../../layout/rows/xlsx.ts';
import type { WriteLayout } from '../../layout/types.ts';
import type { OutboxFile } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** What lies beside a finished file as `<name>.manifest.json`: which shipments it holds. No personal data. */
export interface Manifest {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Data rows, without preamble and header. */
  readonly rows: number;
  /** '' = a file of several shops; `shops` names that of each shipment then. */
  readonly shop: string;
  readonly shops?: readonly string[];
  readonly purpose: string;
  /** `name@version` */
  readonly layout: string;
  readonly customerNos: readonly string[];
  /** ISO instants: when the contents were decided, and when the file came into the outbox. */
  readonly decidedAt: string;
  readonly writtenAt: string;
}

export function manifestName(file: string): string {
  return `${file}.manifest.json`;
}

export async function manifestOf(ctx: Context, file: OutboxFile, bytes: Uint8Array): Promise<Manifest> {
  const layout = (await ctx.store.document(file.document))?.layout ?? '';
  const numbers = await ctx.store.customerNos(file.shipments);
  const shops = file.shop === '' ? await shopsOf(ctx, file.shipments) : undefined;
  return {
    file: basename(file.path),
    sha256: file.document,
    bytes: bytes.length,
    rows: file.path.endsWith('.xlsx')
      ? await sheetRows(bytes)
      : dataRows(bytes, ctx.layouts.write.get(layout.split('@')[0] ?? '')),
    shop: file.shop,
    ...(shops && { shops }),
    purpose: file.purpose,
    layout,
    customerNos: file.shipments.map((id) => numbers.get(id) ?? id),
    decidedAt: file.at,
    writtenAt: ctx.now().toString(),
  };
}

/** Data rows of a workbook of ours: one sheet with one header row. */
async function sheetRows(bytes: Uint8Array): Promise<number> {
  const table = await openXlsx(bytes, {}, { unpackedBytes: 2 ** 31, ratio: 10_000 });
  let rows = 0;
  for (const _ of table.rows(() => {})) rows++;
  return Math.max(0, rows - 1);
}

async function shopsOf(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const found = new Map((await ctx.store.shipments({ ids })).map(({ shipment }) => [shipment.id, shipment.shop]));
  return ids.map((id) => found.get(id) ?? '');
}

/**
 * Data rows of a finished CSV or TSV. Line breaks inside quotes do not count; a layout that is not known any more is
 * taken as quoted with one header row.
 */
export function dataRows(bytes: Uint8Array, layout: WriteLayout | undefined): number {
  const quoted = layout?.form.quote !== 'never';
  const above = layout === undefined ? 1 : layout.form.preamble.length + (layout.form.header ? 1 : 0);
  let inQuotes = false;
  let rows = 0;
  // `"` and LF never are a trail byte of CP932, so the bytes can be counted without decoding.
  for (const byte of bytes) {
    if (byte === 0x22 && quoted) inQuotes = !inQuotes;
    else if (byte === 0x0a && !inQuotes) rows++;
  }
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 0x0a) rows++;
  return Math.max(0, rows - above);
}

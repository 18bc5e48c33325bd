import type { ExportJob } from '../../config/exports.ts';
import { fileNameOf } from '../../config/file-pattern.ts';
import { japanStamp } from '../../core/time.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { fileBytes } from '../../layout/write-file.ts';
import { sheetsBytes } from '../files/index.ts';
import { exportPath } from '../outbox/index.ts';
import type { Context } from '../types.ts';

/** Path, as the store has it, of a file of an export; `shop` '' = several. */
export function exportFilePath(ctx: Context, job: ExportJob, shop: string, extension: string): string {
  const [date = '', time = ''] = japanStamp(ctx.now()).split('-');
  const [only] = job.shops.length === 1 ? job.shops : [];
  const name = fileNameOf(job.file, { export: job.name, title: job.title, shop: shop || (only ?? 'all'), date, time });
  return exportPath(ctx, job.name, `${name}.${extension}`);
}

/** Bytes and extension of a file: as its layout writes it, or as a workbook of the same cells. */
export async function exportBytes(
  job: ExportJob,
  layout: WriteLayout,
  rows: readonly (readonly string[])[],
): Promise<{ readonly bytes: Uint8Array; readonly extension: string }> {
  if (job.as === 'csv')
    return { bytes: fileBytes(layout, rows), extension: layout.form.format === 'tsv' ? 'txt' : 'csv' };
  const header = layout.columns.map((column) => column.name);
  return { bytes: await sheetsBytes([{ name: sheetName(job.title), header, rows }]), extension: 'xlsx' };
}

/** Excel takes 31 characters, and not all of them. */
const sheetName = (title: string): string => title.replace(/[\\/:*?[\]']/g, '_').slice(0, 31) || 'Sheet1';

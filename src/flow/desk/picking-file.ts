import { pickingWords as words } from '../../core/sentences/console/picking.ts';
import { valueWords } from '../../core/sentences/editing.ts';
import { fill } from '../../core/sentences/fill.ts';
import { japanStamp } from '../../core/time.ts';
import { createCsvWriter } from '../../layout/rows/csv-write.ts';
import { sheetsBytes } from '../files/index.ts';
import type { Context } from '../types.ts';
import type { DownloadedFile } from './documents.ts';
import type { PickedItem, PickingList } from './picking.ts';

/** `items`, `parcels`: one table as CSV that Excel opens by itself; `xlsx`: both as a workbook. */
export type PickingForm = 'items' | 'parcels' | 'xlsx';

export const pickingForms: readonly PickingForm[] = ['items', 'parcels', 'xlsx'];

const form = {
  format: 'csv',
  delimiter: ',',
  encoding: 'utf-8-bom',
  eol: 'crlf',
  quote: 'minimal',
  header: true,
  preamble: [],
  rowsPerFile: 0,
  forPeople: true,
} as const;

/** The list as a file. Cells that begin like a formula are guarded. */
export async function pickingFile(ctx: Context, list: PickingList, as: PickingForm): Promise<DownloadedFile> {
  const name = fill(words.fileName, { at: japanStamp(ctx.now()) });
  const rows = { items: itemRows(list), parcels: parcelRows(ctx, list) };
  if (as === 'xlsx') {
    const sheets = (['items', 'parcels'] as const).map((one) => ({
      name: words[one],
      header: words.columns[one],
      rows: rows[one],
    }));
    const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    return { name: `${name}.xlsx`, mediaType, bytes: await sheetsBytes(sheets) };
  }
  const chunks: Uint8Array[] = [];
  const writer = createCsvWriter(form, (bytes) => chunks.push(Uint8Array.from(bytes)), words.columns[as]);
  for (const cells of rows[as]) writer.row(cells);
  writer.end();
  return { name: `${name}-${words[as]}.csv`, mediaType: 'text/csv; charset=utf-8', bytes: Buffer.concat(chunks) };
}

const itemRows = ({ items }: PickingList): string[][] =>
  items.map((one) => [
    one.sku,
    one.name,
    one.option,
    String(one.quantity),
    String(one.parcels),
    goodsMarks(one).join('・'),
  ]);

const parcelRows = ({ config }: Context, { parcels }: PickingList): string[][] =>
  parcels.flatMap(({ shop, customerNo, consignee, method, lines }) =>
    lines.map(({ sku, name, option, quantity }) => [
      customerNo,
      config.shops[shop]?.title ?? shop,
      consignee,
      method,
      sku,
      name,
      option,
      String(quantity),
    ]),
  );

/** What 商品属性表 says that whoever packs must know. */
export function goodsMarks({ goods }: Pick<PickedItem, 'goods'>): string[] {
  if (!goods) return [];
  const { cool, fragile, mailSize, weight } = goods;
  return [
    cool === undefined || cool === 'normal' ? '' : (valueWords.cool[cool] ?? cool),
    fragile ? words.fragile : '',
    mailSize ? words.mailSize : '',
    weight === undefined ? '' : fill(words.grams, { weight: weight.toLocaleString('ja-JP') }),
  ].filter((one) => one !== '');
}

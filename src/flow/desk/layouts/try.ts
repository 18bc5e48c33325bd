import { type SpokenProblem, speak } from '../../../core/problem.ts';
import { japanDay } from '../../../core/time.ts';
import { type Opened, openDocument } from '../../../layout/document.ts';
import { type Placed, type ReadOrder, readTable } from '../../../layout/read.ts';
import { openTable } from '../../../layout/rows/open.ts';
import type { TableFacts } from '../../../layout/rows/row.ts';
import { Unreadable } from '../../../layout/rows/row.ts';
import type { ReadLayout } from '../../../layout/types.ts';
import { candidates } from '../../intake/index.ts';
import type { Workspace } from '../../types.ts';
import { type PreviewedOrder, previewOrders } from '../preview.ts';

/** A row of the file as it stands there. */
export interface FileRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/** What a layout makes of a file: rows → orders → cells of B2. Nothing is stored. */
export interface TriedFile {
  readonly layout: { readonly name: string; readonly title: string };
  readonly facts: TableFacts;
  readonly counts: {
    readonly rows: number;
    readonly orders: number;
    readonly records: number;
    readonly refused: number;
  };
  /** Rows and lines as the reader counts them. */
  readonly counted: { readonly rows: number; readonly lines: number };
  /** Only the first rows were read. */
  readonly isCut: boolean;
  /** Header of the file. */
  readonly header: readonly string[];
  /** The first orders as they were read, and what would become of them. */
  readonly orders: readonly {
    readonly read: ReadOrder;
    readonly rows: readonly FileRow[];
    readonly preview?: PreviewedOrder;
  }[];
  /** The first records of a file that holds no orders. */
  readonly records: readonly Placed<object>[];
  /** Of the file, its rows and the orders that were refused. */
  readonly ofFile: readonly SpokenProblem[];
  /** Of the orders that were read: what holds them, and what was repaired. */
  readonly ofOrders: readonly SpokenProblem[];
}

export interface TryOptions {
  /** '' = any; also whose rules decide the preview, where there is one. */
  readonly shop: string;
  /** Instead of finding it out from the headers. */
  readonly layout?: ReadLayout | undefined;
  /** Orders (or records) that are shown. */
  readonly shown: number;
  /** Rows that are read; absent: all. */
  readonly most?: number;
}

/** Reads a file on trial. */
export async function tryFile(
  ws: Workspace,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  { shop: shopName, layout, shown, most = Infinity }: TryOptions,
): Promise<TriedFile | { readonly problem: SpokenProblem }> {
  const { config, masters } = ws;
  try {
    const open = (form: Parameters<typeof openTable>[2]) => openTable(bytes, name, form, config.limits);
    const opened = await openDocument(open, layout ? [layout] : candidates(ws, shopName));
    if ('problem' in opened) return { problem: speak(opened.problem) };
    const first = firstRows(opened, most);
    const env = { masters, today: japanDay(ws.now()), file: name };
    const read = readTable(first.opened, env);
    const { orders, waybills, stock, products, goods, sets, returnForms, problems, counts } = read;
    const records: readonly Placed<object>[] = [waybills, stock, products, goods, sets, returnForms].flat();
    const { columns, layout: found } = opened.match;
    const some = orders.slice(0, shown);
    const shop = config.shops[shopName] ?? Object.values(config.shops)[0];
    const previews = shop ? previewOrders(ws, shop, some) : [];
    return {
      layout: { name: found.name, title: found.title },
      facts: opened.facts,
      counts: {
        rows: counts.rows,
        orders: orders.length,
        records: records.length,
        refused: read.refusedOrders.length,
      },
      counted: counts,
      isCut: first.isCut(),
      header: columns.names,
      orders: some.map((one, at) => ({
        read: one,
        rows: one.rows.flatMap((row) => first.seen.get(row) ?? []),
        ...(previews[at] && { preview: previews[at] }),
      })),
      records: records.slice(0, shown),
      ofFile: problems.map((one) => speak(one)),
      ofOrders: orders.flatMap((one) => [...one.problems, ...one.notes]).map((one) => speak(one)),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: speak(error.problem) };
  }
}

/** So many rows are kept to be shown beside what was read of them. */
const keptRows = 200;

/** The document with its first rows only, which are remembered as they stand in the file. */
function firstRows(opened: Opened, most: number) {
  const seen = new Map<number, FileRow>();
  let isCut = false;
  const width = opened.match.columns.names.length;
  return {
    seen,
    isCut: () => isCut,
    opened: {
      ...opened,
      *rows(onProblem) {
        let count = 0;
        for (const row of opened.rows(onProblem)) {
          if (++count > most) {
            isCut = true;
            return;
          }
          if (seen.size < keptRows && !seen.has(row.no)) {
            const cells = Array.from({ length: Math.max(width, Math.min(row.size, width + 5)) }, (_, i) => row.text(i));
            seen.set(row.no, { row: row.no, cells });
          }
          yield row;
        }
      },
    } satisfies Opened,
  };
}

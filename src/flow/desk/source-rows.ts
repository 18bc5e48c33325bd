import { shownValue } from '../../core/edit/shown.ts';
import { orderField } from '../../core/fields.ts';
import { valueWords } from '../../core/sentences/editing.ts';
import { japanDay, japanMinute } from '../../core/time.ts';
import { openDocument } from '../../layout/document.ts';
import { explainFields } from '../../layout/explain.ts';
import { openTable } from '../../layout/rows/open.ts';
import type { Origin } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** Rows of a document as they came, beside what was read from them. Personal data: for the operator's eyes. */
export interface SourceRows {
  readonly document: string;
  readonly file: string;
  readonly layout: string;
  /** '' = could be read. */
  readonly missing: '' | 'document-gone' | 'layout-gone';
  readonly rows: readonly SourceRow[];
}

export interface SourceRow {
  /** As people count them. */
  readonly no: number;
  readonly cells: readonly SourceCell[];
}

export interface SourceCell {
  readonly column: string;
  readonly value: string;
  /** Fields that were read from it, in people's words, with what came of it. */
  readonly read: readonly { readonly label: string; readonly value: string }[];
}

const mostRows = 50;

/** What came of a cell, in the words of the order's page. Keys and words of a marketplace itself stay as they are. */
function readValue(path: string, value: string): string {
  const type = orderField(path)?.type;
  if (value === '' || type === undefined) return value;
  switch (type) {
    case 'flag':
      return value === 'true' ? valueWords.yes : valueWords.no;
    case 'order-status':
      return valueWords.orderStatus[value] ?? value;
    case 'instant':
      return /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? japanMinute(Temporal.Instant.from(value)) : value;
    default:
      return shownValue({ type }, value);
  }
}

/**
 * What the order was read from, read again with today's layout: by row, each cell that a field looks at, with its fields. Costs as much
 * as reading the file: on a page of its own.
 */
export async function sourceRows(ctx: Context, origin: Origin): Promise<SourceRows> {
  const { document, file, layout: name } = origin;
  const none = (missing: SourceRows['missing']) => ({ document, file, layout: name, missing, rows: [] });
  const bytes = await ctx.store.documentBytes(document);
  if (!bytes) return none('document-gone');
  const layout = ctx.layouts.read.get(name.split('@')[0] ?? '');
  if (!layout) return none('layout-gone');
  const opened = await openDocument((form) => openTable(bytes, file, form, ctx.config.limits), [layout]);
  if ('problem' in opened) return none('layout-gone');
  const env = { masters: ctx.masters, today: japanDay(ctx.now()), file };
  const rows = new Map<number, Map<string, { value: string; read: { label: string; value: string }[] }>>();
  const wanted = origin.rows.slice(0, mostRows);
  for (const { row, cells, path, label, value } of explainFields(opened, env, Object.keys(layout.fields), wanted)) {
    const found = rows.get(row) ?? new Map();
    rows.set(row, found);
    for (const cell of cells) {
      const known = found.get(cell.column) ?? { value: cell.value, read: [] };
      known.read.push({ label, value: readValue(path, value) });
      found.set(cell.column, known);
    }
  }
  return {
    document,
    file,
    layout: name,
    missing: '',
    rows: [...rows].map(([no, cells]) => ({
      no,
      cells: [...cells].map(([column, { value, read }]) => ({ column, value, read })),
    })),
  };
}

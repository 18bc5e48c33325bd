import { isBeyondRecall, type Shipment } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import { openDocument } from '../../layout/document.ts';
import { documentFields, explainFields, type FieldTrace } from '../../layout/explain.ts';
import { openTable } from '../../layout/rows/open.ts';
import { compileWrite } from '../../layout/write.ts';
import type { Origin, StoredOrder, StoredShipment } from '../../store/types.ts';
import { labelLayout, orderFacts, renderInput } from '../decide/index.ts';
import { liveStages } from '../outbox/index.ts';
import type { CellExplanation, CellSource, Context } from '../types.ts';
import { editSources } from './explain-edits.ts';
import { ruleSources } from './explain-rules.ts';
import { findOrders } from './orders.ts';

export interface ExplainRequest {
  /** Column number of the label layout; missing = every column that holds something. */
  readonly cell?: number;
  readonly shop?: string;
}

/**
 * For each cell of the B2 file: the fields it is made of, the steps on the way out, and for each field the document, row,
 * column, raw value and steps on the way in. The stored documents are read again with today's layouts.
 */
export async function explainOrder(
  ctx: Context,
  number: string,
  request: ExplainRequest = {},
): Promise<CellExplanation[]> {
  const result: CellExplanation[] = [];
  for (const { order: latest, shipments } of await findOrders(ctx, number, request.shop)) {
    const shop = ctx.config.shops[latest.shop];
    if (!shop) continue;
    const revisions = await ctx.store.revisions(latest.shop, latest.order.number);
    for (const stored of shipments) {
      const order = revisions.find((one) => one.revision === stored.orderRevision) ?? latest;
      const { layout, shop: sender, day } = await writtenAs(ctx, shop, stored);
      const write = compileWrite(layout, ctx.masters);
      const read = await reader(ctx, order);
      const input = renderInput(stored.shipment, orderFacts(order), sender, day);
      for (const column of layout.columns) {
        if (request.cell !== undefined && column.no !== request.cell) continue;
        const { cell, steps, sources } = write.trace(input, column.no);
        if (cell === '' && request.cell === undefined) continue;
        result.push({
          customerNo: stored.shipment.customerNo,
          layout: `${layout.name}@${layout.version}`,
          column: column.no,
          name: column.name,
          value: cell,
          steps,
          sources: distinct(sources.flatMap((source) => read(source.path, source.value, stored.shipment))),
        });
      }
    }
  }
  return result;
}

/** How the label was written when it is out (layout, sender, day), else how it would be written now. */
async function writtenAs(ctx: Context, shop: Shop, stored: StoredShipment) {
  const files = isBeyondRecall(stored.state)
    ? await ctx.store.outbox({ shipment: stored.shipment.id, purpose: 'issue', stage: liveStages })
    : [];
  const file = files.at(-1);
  const name = file && (await ctx.store.document(file.document))?.layout.split('@')[0];
  const layout = name === undefined ? undefined : ctx.layouts.write.get(name);
  if (!file || !layout) return { layout: labelLayout(ctx, shop), shop, day: japanDay(ctx.now()) };
  const sender: Shop = layout.name.endsWith('-seller') ? { ...shop, sender: 'seller' } : shop;
  return { layout, shop: sender, day: japanDay(Temporal.Instant.from(file.at)) };
}

/** The three parts of an address come from the same cells: each cell is named once; blank settings are left out. */
function distinct(sources: readonly CellSource[]): readonly CellSource[] {
  const seen = new Set<string>();
  return sources.filter(({ field, document, row, column, value }) => {
    const key = [field, document, row, column].join('\u0000');
    return !(document === '' && value === '') && !seen.has(key) && seen.add(key);
  });
}

type ReadSource = (path: string, value: string, shipment: Shipment) => readonly CellSource[];

/** Reads every document that the order came from once, and answers for any field of a write layout. */
async function reader(ctx: Context, order: StoredOrder): Promise<ReadSource> {
  const traces: Traced[] = [];
  for (const origin of order.origins) {
    for (const trace of await tracesOf(ctx, origin)) traces.push({ origin, trace });
  }
  const read: ReadSource = (path, value, shipment) => {
    const edits = editSources(order, path, shipment);
    const documents = fromDocuments(path, value, shipment);
    const rules = ruleSources(path, shipment);
    if (rules.length > 0) return [...rules, ...documents.filter((one) => one.document !== '')];
    return edits.length === 0 ? documents : [...edits, ...documents.filter((one) => one.document !== '')];
  };
  const fromDocuments: ReadSource = (path, value, shipment) => {
    const fieldsOf = (source: string) => {
      const wanted = documentFields(source);
      return traces.filter(({ trace }) => wanted.includes(trace.path) && trace.value !== '');
    };
    const direct = fieldsOf(path);
    // An orderer without an address: the parcel's own consignee stands as the sender (core/decide/sender.ts).
    const named =
      direct.length === 0 && path.startsWith('orderer.') ? fieldsOf(path.replace('orderer.', 'consignee.')) : direct;
    const own = ownRows(traces, shipment, order);
    const found = firstOfOrderFields(named.filter((one) => !one.trace.path.startsWith('line.') || own.has(keyOf(one))));
    if (found.length === 0) {
      // A file without the orderer's address: the consignee stands as the sender (`core/decide/sender.ts`).
      if (path.startsWith('orderer.') && value !== '')
        return read(path.replace('orderer.', 'consignee.'), value, shipment);
      return [{ field: path, document: '', file: '', layout: '', row: null, column: null, value, steps: [] }];
    }
    return found.flatMap(({ origin, trace }) =>
      trace.cells.map(
        (cell): CellSource => ({
          field: trace.path,
          document: origin.document,
          file: origin.file,
          layout: trace.layout,
          row: trace.row,
          column: cell.column,
          value: cell.value,
          steps: trace.steps,
        }),
      ),
    );
  };
  return read;
}

interface Traced {
  readonly origin: Origin;
  readonly trace: FieldTrace;
}

const keyOf = ({ origin, trace }: Traced) => `${origin.document}:${trace.row}`;

/** Rows of the shipment's own lines; all rows of the order when the format has no line numbers. */
function ownRows(traces: readonly Traced[], shipment: Shipment, { source }: StoredOrder): ReadonlySet<string> {
  const numbers = new Set(shipment.lines.map((line) => line.no));
  // As the document has it: a person may have corrected the name since.
  const said = source?.destinations.find((one) => one.key === shipment.destination)?.consignee;
  const names = new Set([(said ?? shipment.consignee).name]);
  const rows = (path: string, values: ReadonlySet<string>) =>
    new Set(traces.filter(({ trace }) => trace.path === path && values.has(trace.value)).map(keyOf));
  for (const found of [rows('line.no', numbers), rows('line.consignee.name', names)]) if (found.size > 0) return found;
  return new Set(traces.map(keyOf));
}

/** The order's own fields stand the same in every row: the first row answers for all. */
function firstOfOrderFields(found: readonly Traced[]): readonly Traced[] {
  const seen = new Set<string>();
  return found.filter(
    ({ trace }) => !trace.path.startsWith('order.') || (!seen.has(trace.path) && seen.add(trace.path)),
  );
}

async function tracesOf(ctx: Context, origin: Origin): Promise<FieldTrace[]> {
  const bytes = await ctx.store.documentBytes(origin.document);
  const layout = ctx.layouts.read.get(origin.layout.split('@')[0] ?? '');
  if (!bytes || !layout) return [];
  const opened = await openDocument((form) => openTable(bytes, origin.file, form, ctx.config.limits), [layout]);
  if ('problem' in opened) return [];
  const env = { masters: ctx.masters, today: japanDay(ctx.now()), file: origin.file };
  return explainFields(opened, env, Object.keys(layout.fields), origin.rows);
}

import { compileTable } from './compiled.ts';
import type { Opened } from './document.ts';
import type { ReadEnv } from './read-result.ts';
import { contextOf } from './read-values.ts';
import type { Step } from './types.ts';

/** How one field of an order came out of a document. */
export interface FieldTrace {
  /** Field path of `core/fields.ts`, and its Japanese name. */
  readonly path: string;
  readonly label: string;
  /** `name@version` of the layout that reads the document now. */
  readonly layout: string;
  /** File row as people count it. */
  readonly row: number;
  /** The cells that the rule looks at, as the file has them. */
  readonly cells: readonly { readonly column: string; readonly value: string }[];
  /** What happened to them, in order. */
  readonly steps: readonly Step[];
  readonly value: string;
  /** Code of the problem that stopped the conversion, or ''. */
  readonly problem: string;
}

/**
 * Walks a document again and tells, for the wanted rows and fields, every step from cell to value. Fields that the layout
 * does not fill are left out. `opened` is used up by this.
 */
export function explainFields(
  opened: Opened,
  env: ReadEnv,
  paths: readonly string[],
  rows: readonly number[],
): FieldTrace[] {
  const { layout } = opened.match;
  const table = compileTable(opened, env);
  const wanted = new Set(rows);
  const traces: FieldTrace[] = [];
  for (const row of opened.rows(() => {})) {
    if (!wanted.has(row.no)) continue;
    const taken = table.take(row);
    for (const path of paths) {
      const field = table.fields.get(path);
      if (!field) continue;
      const steps: Step[] = [];
      const result = field.rule.run(taken.cells, contextOf(field, taken, env), steps);
      traces.push({
        path,
        label: field.field.label,
        layout: `${layout.name}@${layout.version}`,
        row: row.no,
        cells: field.rule.at
          .filter((place) => place >= 0)
          .map((place) => ({ column: table.header(place), value: taken.cells[place] ?? '' })),
        steps,
        value: result.value,
        problem: result.problem?.code ?? '',
      });
    }
  }
  return traces;
}

/**
 * Fields of a document that a source of a write layout goes back to. None = it comes from settings, masters, the calendar or
 * the carrier, not from a document.
 */
export function documentFields(source: string): readonly string[] {
  const [holder, ...rest] = source.split('.');
  const name = rest.join('.');
  const part = ['prefecture', 'city', 'street', 'building'].includes(name) ? 'address' : name;
  if (holder === 'consignee') return [`line.consignee.${part}`];
  if (holder === 'orderer') return [`order.orderer.${part}`];
  if (source === 'order.totalOnce') return ['order.total'];
  if (holder === 'order' || holder === 'line') return [source];
  return holder === 'shipment' ? (ofShipment[name] ?? []) : [];
}

const method = ['line.delivery.method'] as const;
const planned = ['line.delivery.rentalDispatchDate', 'line.delivery.plannedShipDate'] as const;

const ofShipment: Readonly<Record<string, readonly string[]>> = {
  customerNo: ['order.number'],
  destination: ['line.delivery.key'],
  method,
  service: [...method, 'line.delivery.service', 'order.payment.state', 'order.payment.method'],
  cool: [...method, 'line.delivery.cool'],
  shipDate: planned,
  deliveryDate: ['line.delivery.wishedDate'],
  timeSlot: ['line.delivery.timeSlot'],
  codAmount: ['order.payment.codAmount'],
  codTax: ['order.payment.codTax', 'order.tax', 'line.tax', 'line.taxRate'],
  packages: ['line.delivery.packages'],
  note: ['line.delivery.note'],
  itemName1: ['line.name'],
  itemName2: ['line.name'],
  itemCode1: ['line.sku'],
  itemCode2: ['line.sku'],
};

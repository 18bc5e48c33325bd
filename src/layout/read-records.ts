import type { Problem } from '../core/problem.ts';
import { cellFault, compileTable, placed, type TakenRow } from './compiled.ts';
import type { Opened } from './document.ts';
import { tooManyCells } from './ragged.ts';
import { goodsAttributes, onceOnly, unreadable } from './read-goods.ts';
import { emptyResult, type Placed, type ReadEnv, type ReadResult } from './read-result.ts';
import { unfilled } from './read-values.ts';
import type { Yields } from './types.ts';

type Values = Readonly<Record<string, string>>;

/** Reads a table of which every row is a thing of its own: waybills, stock, products, a marketplace's own list. */
export function readRecords(opened: Opened, env: ReadEnv): ReadResult {
  const { layout } = opened.match;
  const table = compileTable(opened, env);
  const problems: Problem[] = [];
  const records: Placed<Values>[] = [];
  const lost: Placed<Values>[] = [];
  let rows = 0;
  const onProblem = (problem: Problem) => problems.push(inFile(problem, env));
  for (const row of opened.rows(onProblem)) {
    const taken = table.take(row);
    if (table.isBlank(taken)) continue;
    if (table.isHeader(taken)) {
      problems.push({ code: 'repeated-header', kind: 'done', place: inFile({ place: { row: row.no } }, env).place });
      continue;
    }
    rows++;
    const ragged = tooManyCells(row, opened);
    if (ragged) {
      problems.push(inFile(ragged, env));
      continue;
    }
    const values = convertRow(taken);
    if (values) records.push({ value: values, row: row.no });
  }

  function convertRow(taken: TakenRow): Values | undefined {
    const values: Record<string, string> = {};
    let good = true;
    if (taken.hidden) {
      problems.push({ code: 'hidden-row', kind: 'fix', place: inFile({ place: { row: taken.no } }, env).place });
      return undefined;
    }
    for (const field of table.fields.values()) {
      const result = field.rule.run(taken.cells, env);
      const problem =
        cellFault(field, taken) ??
        result.problem ??
        unfilled(field, field.required, result.value) ??
        (field.required && result.value === ''
          ? { code: 'value-missing' as const, args: { field: field.field.label } }
          : undefined);
      if (problem) {
        problems.push(placed(problem, 'fix', table, field, taken, env));
        if (field.required) good = false;
        values[field.path] = layout.yields === 'goods' ? unreadable : '';
        continue;
      }
      for (const note of result.notes) problems.push(placed(note, 'done', table, field, taken, env));
      values[field.path] = result.value;
    }
    if (!good) lost.push({ value: values, row: taken.no });
    return good ? values : undefined;
  }

  const good = layout.yields === 'goods' ? onceOnly(records, (one) => problems.push(inFile(one, env))) : records;
  problems.push(...table.remarks().map((one) => inFile(one, env)));
  return { ...emptyResult, ...make[layout.yields](good, lost), problems, counts: { rows, lines: 0 } };
}

const make: Readonly<
  Record<Yields, (records: readonly Placed<Values>[], lost: readonly Placed<Values>[]) => Partial<ReadResult>>
> = {
  order: () => ({}),
  waybill: (records) => ({
    waybills: records.map(({ value, row }) => ({
      value: {
        customerNo: value['waybill.customerNo'] ?? '',
        carrier: value['waybill.carrier'] ?? '',
        serviceCode: value['waybill.serviceCode'] ?? '',
        number: value['waybill.number'] ?? '',
        shipDate: value['waybill.shipDate'] || null,
      },
      row,
    })),
  }),
  stock: (records) => ({
    stock: records.map(({ value, row }) => ({
      value: { sku: value['stock.sku'] ?? '', onHand: Number(value['stock.onHand']) },
      row,
    })),
  }),
  product: (records) => ({
    products: records.map(({ value, row }) => ({
      value: {
        shop: value['product.shop'] ?? '',
        item: value['product.item'] ?? '',
        option: value['product.option'] ?? '',
        sku: value['product.sku'] ?? '',
        name: value['product.name'] ?? '',
        ...(value['product.lowStock'] && { lowStock: Number(value['product.lowStock']) }),
        ...(value['product.unlimited'] === 'true' && { unlimited: true as const }),
        ...(value['product.safety'] && { safety: Number(value['product.safety']) }),
        ...(value['product.share'] && { share: Number(value['product.share']) }),
      },
      row,
    })),
  }),
  set: (records, lost) => ({
    lostSets: lost.map(({ value, row }) => ({ value: value['set.sku'] ?? '', row })),
    sets: records.map(({ value, row }) => ({
      value: {
        sku: value['set.sku'] ?? '',
        part: value['set.part'] ?? '',
        quantity: Number(value['set.quantity']),
      },
      row,
    })),
  }),
  goods: (records) => ({
    goods: records.map(({ value, row }) => ({ value: goodsAttributes((field) => value[`goods.${field}`] ?? ''), row })),
  }),
  'return-form': (records) => ({
    returnForms: records.map(({ value, row }) => ({
      value: {
        orderNumber: value['form.orderNumber'] ?? '',
        trackingNumber: value['form.trackingNumber'] ?? '',
        carrier: value['form.carrier'] ?? '',
      },
      row,
    })),
  }),
};

/** The same problem with the file's name in its place. */
export function inFile<T extends { place: Problem['place'] }>(problem: T, env: ReadEnv): T {
  return env.file === undefined ? problem : { ...problem, place: { ...problem.place, file: env.file } };
}

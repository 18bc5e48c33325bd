import { describe, expect, it } from 'vitest';
import { editableFields } from '../../src/core/edit/editable.ts';
import { orderFields, writeFields } from '../../src/core/fields.ts';
import { documentFields, explainFields } from '../../src/layout/explain.ts';
import { grid, opened, readLayout, standard, tableOf } from '../support/layouts.ts';

describe('explaining a value', () => {
  it('names the cells, every step and the layout version, for the wanted rows only', async () => {
    const layout = readLayout(
      `title: t
source: { doc: d, checked: 2026-11-21, trust: B }
read: { yields: order }
fits: [番号]
fields:
  order.number: { from: 番号, required: true }
  line.quantity: { from: 数量, default: "１", required: true }
  line.delivery.timeSlot: { from: [時間, 備考], dictionary: time-slots }
`,
      standard.masters,
    );
    const table = tableOf(grid('番号|数量|時間|備考\nA||午前中|x\nB|2||'));
    const traces = explainFields(
      await opened(table, [layout]),
      { masters: standard.masters, today: '2026-11-21' },
      ['line.quantity', 'line.delivery.timeSlot', 'line.sku'],
      [2],
    );
    expect(traces).toEqual([
      {
        path: 'line.quantity',
        label: '数量',
        layout: `one@${layout.version}`,
        row: 2,
        cells: [{ column: '数量', value: '' }],
        steps: [
          { what: 'default', value: '１' },
          { what: 'as count', value: '1' },
        ],
        value: '1',
        problem: '',
      },
      {
        path: 'line.delivery.timeSlot',
        label: 'お届け希望時間帯',
        layout: `one@${layout.version}`,
        row: 2,
        cells: [
          { column: '時間', value: '午前中' },
          { column: '備考', value: 'x' },
        ],
        steps: [
          { what: 'from 時間', value: '午前中' },
          { what: 'dictionary time-slots', value: '0812' },
        ],
        value: '0812',
        problem: '',
      },
    ]);
  });

  it('leads every source of a label back to fields that a document may have or a person may set', () => {
    const targets = Object.keys(writeFields).flatMap(documentFields);
    expect(targets.filter((path) => !(path in orderFields) && !editableFields.has(path))).toEqual([]);
    expect(documentFields('consignee.building')).toEqual(['line.consignee.address']);
    expect(documentFields('orderer.name')).toEqual(['order.orderer.name']);
    expect(documentFields('billing.customerCode')).toEqual([]);
  });
});

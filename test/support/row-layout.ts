import type { WriteColumn, WriteLayout } from '../../src/layout/types.ts';

/** A write layout with `takes: row` made by hand: only what a test wants to say. */
export function rowLayout(
  columns: readonly Partial<WriteColumn>[],
  form: Partial<WriteLayout['form']> = {},
): WriteLayout {
  return {
    direction: 'write',
    name: 'rows',
    title: '変換',
    version: '00000000',
    source: { doc: 'test', checked: '2026-11-21', trust: 'C' },
    takes: 'row',
    form: {
      format: 'csv',
      delimiter: ',',
      encoding: 'cp932',
      eol: 'crlf',
      quote: 'minimal',
      header: true,
      preamble: [],
      rowsPerFile: 0,
      forPeople: false,
      ...form,
    },
    rules: '',
    columns: columns.map((column, i) => ({
      no: i + 1,
      name: `列${i + 1}`,
      type: 'text',
      width: 0,
      overflow: 0,
      requiredFor: [],
      codes: [],
      ...column,
    })),
  };
}

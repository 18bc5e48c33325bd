import type { Problem } from '../../core/problem.ts';
import type { WriteLayout } from '../types.ts';
import { createCellOut, type Sink } from './cell-out.ts';

export interface CsvWriter {
  /**
   * Writes one row. What cannot be written (a character that the encoding lacks, a delimiter or line break where there
   * are no quotes) is returned, all of it, and the row is then not written at all. `no` = row number for the problems.
   */
  row(cells: readonly string[], no?: number): readonly Problem[];
  /** Hands the last bytes to the sink. */
  end(): void;
}

const bom = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Writes CSV or TSV as bytes: BOM and preamble rows of the layout's form first, the header when `names` are given and the
 * form wants one. `names` also name the columns in problems. Throws when preamble or header cannot be written: that is a
 * mistake of the layout.
 */
export function createCsvWriter(form: WriteLayout['form'], sink: Sink, names: readonly string[] = []): CsvWriter {
  const out = createCellOut(form, sink);
  if (form.encoding === 'utf-8-bom') sink(bom);
  for (const cells of form.preamble) fixed(cells);
  if (form.header && names.length > 0) fixed(names);
  return { row, end: () => out.flush() };

  function fixed(cells: readonly string[]) {
    const [problem] = row(cells);
    if (problem)
      throw new Error(`the layout's own row cannot be written: ${problem.code} ${JSON.stringify(problem.args)}`);
  }

  function row(cells: readonly string[], no?: number): readonly Problem[] {
    let problems: Problem[] | undefined;
    for (let i = 0; i < cells.length; i++) {
      const text = cells[i]!;
      const remark = out.text(text);
      if (!remark) continue;
      const column = names[i] ?? `${i + 1}`;
      const place = { ...(no === undefined ? {} : { row: no }), column, value: text };
      problems ??= [];
      problems.push({ code: remark.code, kind: 'fix', place, args: { ...remark.args, column } });
    }
    if (problems) {
      out.dropRow();
      return problems;
    }
    out.endRow();
    return [];
  }
}

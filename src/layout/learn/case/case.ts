import type { Masters } from '../../../core/masters.ts';
import { encodeCp932 } from '../../../text/cp932.ts';
import type { CaseFile } from '../../cases.ts';
import { createCsvWriter } from '../../rows/csv-write.ts';
import type { TableFacts } from '../../rows/row.ts';
import type { Settled } from '../settle.ts';
import type { Proposal } from '../types.ts';
import { makeRows } from './row.ts';
import { rowsToShow } from './rows-to-show.ts';
import { secretsOf } from './secrets.ts';

/**
 * The first case of a learned layout: a few orders of the file with the same header, encoding, delimiter and line ends, but other people.
 * Rows above the header keep their place and nothing else.
 */
export function makeCase(
  proposal: Proposal,
  settled: Settled,
  masters: Masters,
  facts: Pick<TableFacts, 'encoding' | 'eol' | 'delimiter'>,
  quoted: boolean,
): CaseFile {
  const { columns, header } = proposal;
  const secrets = secretsOf(columns, settled);
  const make = makeRows(columns, settled, masters);
  const rows = rowsToShow(columns, settled).map((row) =>
    make(columns.map((column) => column.cells[row] ?? '')).map((cell) => secrets.without(cell)),
  );
  const above = Array.from({ length: header.dataFrom - header.lines.length }, () => ['（見出しの上の行）']);
  const delimiter = facts.delimiter === '' ? ',' : facts.delimiter;
  const bytes = csvBytes([...above, ...header.lines, ...rows], { ...facts, delimiter, quoted });
  return { name: delimiter === '\t' ? 'in.tsv' : 'in.csv', bytes };
}

interface Form {
  readonly encoding: TableFacts['encoding'];
  readonly eol: TableFacts['eol'];
  readonly delimiter: string;
  readonly quoted: boolean;
}

function csvBytes(rows: readonly (readonly string[])[], { encoding, eol, delimiter, quoted }: Form): Uint8Array {
  const isCp932 = encoding === 'cp932' && rows.every((row) => row.every((cell) => encodeCp932(cell).bad.length === 0));
  const pieces: Uint8Array[] = [];
  const writer = createCsvWriter(
    {
      format: delimiter === '\t' ? 'tsv' : 'csv',
      delimiter,
      encoding: isCp932 ? 'cp932' : encoding === 'utf-8-bom' ? 'utf-8-bom' : 'utf-8',
      eol: eol === 'lf' ? 'lf' : 'crlf',
      quote: quoted ? 'minimal' : 'never',
      header: false,
      preamble: [],
      rowsPerFile: 0,
      forPeople: false,
    },
    (bytes) => pieces.push(Buffer.from(bytes)),
  );
  for (const row of rows) {
    const [problem] = writer.row(row);
    if (problem) throw new Error(`a made-up row cannot be written: ${problem.code}`);
  }
  writer.end();
  return Buffer.concat(pieces);
}

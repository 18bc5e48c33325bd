import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { html } from '../../pages/page.ts';
import { b2Page } from '../screen/page.ts';
import { columns } from '../state/columns.ts';
import type { HandOver } from '../state/state.ts';

/** What is wrong with one cell of an imported file. */
export interface Problem {
  /** Line of the table, 1-based, with the header. */
  readonly row: number;
  /** 0 = no column of its own. */
  readonly column: number;
  readonly header: string;
  readonly property: string;
  readonly code: string;
  readonly description: string;
  readonly value: string;
}

/** Warnings: the row can be printed all the same. */
export const isMild = ({ code }: Pick<Problem, 'code'>): boolean => /^[WAD]/.test(code);

/** Everything that is wrong with the rows of a file now, in their order; rows that were printed or deleted have nothing. */
export function problemsOf(handOver: HandOver): readonly Problem[] {
  return handOver.entries.flatMap((entry, index) => {
    const source = handOver.source?.rows[index];
    if (!source || entry.state !== 'open') return [];
    const at = (column: number, property: string, code: string, description: string): Problem => ({
      row: source.row,
      column,
      header: columns[column - 1]?.header ?? '',
      property,
      code,
      description,
      value: source.cells[column - 1] ?? '',
    });
    return [
      ...source.strayCells.map((no) =>
        at(no, '', `EL002${String(no).padStart(3, '0')}`, 'この項目は空欄にしてください。'),
      ),
      ...entry.checked.complaints.map((one) => {
        const name = one.property.replace(/(_address)[123]$/, '$1');
        return at(columns.find((column) => column.name === name)?.no ?? 0, one.property, one.code, one.description);
      }),
    ];
  });
}

/** Errors by row and column. */
const errorsOf = (handOver: HandOver): readonly Problem[] =>
  problemsOf(handOver)
    .filter((one) => !isMild(one))
    .sort((a, b) => a.row - b.row || a.column - b.column);

/** The error list of an import. */
export function errorPage(handOver: HandOver): string {
  const problems = errorsOf(handOver);
  const rows = new Set(problems.map((one) => one.row)).size;
  const cells = (one: Problem) =>
    [
      `${one.row}行目`,
      one.column === 0 ? '' : `${one.column}列目`,
      one.header,
      one.value,
      `${one.description}（${one.code}）`,
    ]
      .map((text) => `<td>${html(text)}</td>`)
      .join('');
  const screen = encodeURIComponent(handOver.screen);
  const links =
    rows === 0
      ? ''
      : `<p><a href="../_import_errors?screen=${screen}">エラー行のダウンロード</a>　<a href="../_import_errors?screen=${screen}&amp;kind=list">エラー一覧のダウンロード</a></p>
<div class="scroll"><table class="plain" id="errors"><thead><tr><th>行</th><th>列</th><th>項目</th><th>値</th><th>エラー内容</th></tr></thead><tbody>${problems.map((one) => `<tr>${cells(one)}</tr>`).join('\n')}</tbody></table></div>`;
  return b2Page(
    '取込みエラー一覧',
    `<p class="notice">${handOver.entries.length}件のうち${rows}件にエラーがあります。編集画面で直すか、エラー行をダウンロードして直してから、もう一度取り込んでください。</p>
<p><a href="import_edit.html?screen=${screen}">編集画面へ</a></p>${links}`,
  );
}

const csv = (table: readonly (readonly string[])[]): Buffer =>
  iconv.encode(stringify(table as string[][], { record_delimiter: '\r\n', quoted: true, quoted_empty: true }), 'cp932');

/** The wrong rows as they stood in the file, with its header: corrected, it can be imported. */
export function wrongRows(handOver: HandOver): Buffer {
  const wrong = new Set(errorsOf(handOver).map((one) => one.row));
  const source = handOver.source;
  const rows = source?.rows.filter((one) => wrong.has(one.row)).map((one) => one.cells) ?? [];
  return csv(source?.header ? [source.header, ...rows] : rows);
}

/** The error list as a file. */
export const errorList = (handOver: HandOver): Buffer =>
  csv([
    ['行', '列', '項目', '値', 'エラーコード', 'エラー内容'],
    ...errorsOf(handOver).map((one) => [
      String(one.row),
      one.column === 0 ? '' : String(one.column),
      one.header,
      one.value,
      one.code,
      one.description,
    ]),
  ]);

import { zip } from './zip.ts';

/**
 * Hand-made workbooks for tests: every trap of a real file can be written, because the XML is ours. A cell is
 * text (shared string), a number, null (nothing), or one of the forms below.
 */
export type TestCell =
  | string
  | number
  | null
  /** Number with a number format: a built-in id or a code (`'000-0000'`). */
  | { readonly number: number | string; readonly format: number | string }
  /** Formula with its stored result; without `result` as some libraries leave it. */
  | { readonly formula: string; readonly result?: string | number }
  | { readonly error: string }
  /** The inside of a shared string `<si>` (rich text, furigana). */
  | { readonly si: string }
  /** The whole `<c …>` element as it is; `{at}` stands for its reference. */
  | { readonly xml: string };

export interface TestSheet {
  readonly name?: string;
  readonly state?: string;
  /** Inside of `<cols>`. */
  readonly columns?: string;
  readonly rows: readonly (readonly TestCell[])[];
  /** Row number of the first row, 1 by default. */
  readonly from?: number;
  readonly merges?: readonly string[];
  /** Row numbers that are hidden. */
  readonly hidden?: readonly number[];
  /** A chart sheet has no rows at all. */
  readonly chart?: boolean;
}

export interface TestBook {
  readonly sheets: readonly TestSheet[];
  readonly date1904?: boolean;
  /** Namespace prefix for all sheet elements, as the Open XML SDK writes them. */
  readonly prefix?: string;
  /** Replaces or adds parts by path, just before zipping. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Bytes of a workbook with one sheet of these rows. */
export const xlsxOf = (rows: TestSheet['rows'], more: Omit<TestSheet, 'rows'> = {}): Buffer =>
  xlsxBook({ sheets: [{ rows, ...more }] });

/** Bytes of a workbook. */
export function xlsxBook(book: TestBook): Buffer {
  const strings: string[] = [];
  const formats: (number | string)[] = [0];
  const place = (list: unknown[], value: unknown) =>
    list.includes(value) ? list.indexOf(value) : list.push(value) - 1;
  const files: Record<string, string | Uint8Array> = {};
  book.sheets.forEach((sheet, index) => {
    const path = sheet.chart ? `xl/chartsheets/sheet${index + 1}.xml` : `xl/worksheets/sheet${index + 1}.xml`;
    files[path] = sheet.chart ? `${head}<chartsheet xmlns="${main}"/>` : sheetXml(sheet);
  });

  function sheetXml({ rows, from = 1, merges = [], hidden = [], columns = '' }: TestSheet): string {
    const body = rows.map((cells, index) => {
      const no = from + index;
      const inner = cells.map((cell, column) => cellXml(cell, `${letters(column)}${no}`)).join('');
      return `<row r="${no}"${hidden.includes(no) ? ' hidden="1"' : ''}>${inner}</row>`;
    });
    const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    const xml = `<worksheet xmlns="${main}">${columns && `<cols>${columns}</cols>`}<sheetData>${body.join('')}</sheetData>${merged && `<mergeCells>${merged}</mergeCells>`}</worksheet>`;
    if (!book.prefix) return head + xml;
    const prefixed = xml.replace(/<(\/?)(\w)/g, `<$1${book.prefix}:$2`);
    return head + prefixed.replace('xmlns=', `xmlns:${book.prefix}=`);
  }

  function cellXml(cell: TestCell, at: string): string {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'string') return shared(`<t xml:space="preserve">${escapeXml(cell)}</t>`, at);
    if ('si' in cell) return shared(cell.si, at);
    if ('error' in cell) return `<c r="${at}" t="e"><v>${escapeXml(cell.error)}</v></c>`;
    if ('xml' in cell) return cell.xml.replaceAll('{at}', at);
    if ('number' in cell) return `<c r="${at}" s="${place(formats, cell.format)}"><v>${cell.number}</v></c>`;
    const { formula, result } = cell;
    const type = typeof result === 'string' ? ' t="str"' : '';
    const value = result === undefined ? '' : `<v>${escapeXml(String(result))}</v>`;
    return `<c r="${at}"${type}><f>${escapeXml(formula)}</f>${value}</c>`;
  }

  function shared(si: string, at: string): string {
    return `<c r="${at}" t="s"><v>${place(strings, si)}</v></c>`;
  }

  const types = book.sheets.map((sheet) => (sheet.chart ? 'chartsheet' : 'worksheet'));
  const codes = formats.filter((format) => typeof format === 'string');
  const sheetList = book.sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${escapeXml(name ?? `Sheet${i + 1}`)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
  );
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr${book.date1904 ? ' date1904="1"' : ''}/><sheets>${sheetList.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${relations}">${types
      .map((type, i) => `<Relationship Id="rId${i + 1}" Type="${office}/${type}" Target="${type}s/sheet${i + 1}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="rIdS" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rIdF" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}">${strings.map((si) => `<si>${si}</si>`).join('')}</sst>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><numFmts count="${codes.length}">${codes
      .map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(code)}"/>`)
      .join('')}</numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats
      .map((format) => `<xf numFmtId="${typeof format === 'string' ? 164 + codes.indexOf(format) : format}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    ...files,
    ...book.parts,
  };
  return zip(Object.entries(all).map(([name, content]) => ({ name, content })));
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

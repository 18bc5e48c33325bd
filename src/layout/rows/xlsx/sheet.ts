import { refuse, type ZipMember } from '../zip.ts';
import { columnOf, type Merge, mostColumns, readMerge } from './reference.ts';
import { isTrue, walkXml } from './xml.ts';

/**
 * A cell as the sheet has it, before its format is looked at: one letter for its type, then what the type needs.
 * `''` nothing · `s12` shared string · `t…` text · `n3:46327` number with style 3 · `e#N/A` error · `d…` ISO date ·
 * `v` formula without a result. Texts still have their `_xHHHH_` escapes.
 */
export type RawCell = string;

export interface RawRow {
  readonly no: number;
  readonly hidden: boolean;
  readonly cells: RawCell[];
}

export interface RawSheet {
  readonly merges: readonly Merge[];
  /** Hidden columns as 0-based ranges, both ends in. */
  readonly hiddenColumns: readonly (readonly [number, number])[];
  rows(): Iterable<RawRow>;
}

/** XML cannot hold these characters, so no cell does. */
const cellEnd = '\u001f';
const rowEnd = '\u001e';
/** Rows are packed in pieces of about this many characters. */
const pieceSize = 64 * 1024;
/**
 * Reads a whole sheet, so that damage anywhere in it is known before the first row is used, and merges (which stand
 * behind the rows) are known too. `strings` = how many shared strings there are. Rows are kept packed, as UTF-8: about the size of their text.
 */
export async function readSheet(part: ZipMember, strings: number): Promise<RawSheet> {
  const pieces: Buffer[] = [];
  const merges: Merge[] = [];
  const hiddenColumns: [number, number][] = [];
  let piece: string[] = [];
  let length = 0;
  const flush = () => {
    pieces.push(Buffer.from(piece.join(rowEnd)));
    piece = [];
    length = 0;
  };
  await walkSheet(part, {
    row({ no, hidden, cells }) {
      for (const cell of cells) {
        if (cell[0] === 's' && !(Number(cell.slice(1)) < strings))
          throw refuse('workbook-broken', { part: 'sharedStrings' });
      }
      const packed = `${no}${hidden ? 'h' : ''}${cellEnd}${pack(cells)}`;
      piece.push(packed);
      length += packed.length;
      if (length > pieceSize) flush();
    },
    merge: (merge) => merges.push(merge),
    hidden: (first, last) => hiddenColumns.push([first, last]),
  });
  if (piece.length > 0) flush();
  return {
    merges: disjoint(merges, part),
    hiddenColumns,
    *rows() {
      for (const packed of pieces) {
        for (const row of packed.toString().split(rowEnd)) {
          const [head = '', ...cells] = row.split(cellEnd);
          yield { no: Number.parseInt(head, 10), hidden: head.endsWith('h'), cells: unpack(cells) };
        }
      }
    },
  };
}

/** Long gaps are packed as `+` and their length: one stray cell in column XFD must not cost 16,383 places in each row. */
function pack(cells: readonly RawCell[]): string {
  const packed: string[] = [];
  let gap = 0;
  for (const cell of cells) {
    if (cell === '') {
      gap++;
      continue;
    }
    if (gap > 3) packed.push(`+${gap}`);
    else for (; gap > 0; gap--) packed.push('');
    gap = 0;
    packed.push(cell);
  }
  return packed.join(cellEnd);
}

function unpack(packed: RawCell[]): RawCell[] {
  if (!packed.some((cell) => cell[0] === '+')) return packed;
  return packed.flatMap((cell) => (cell[0] === '+' ? new Array<string>(Number(cell.slice(1))).fill('') : cell));
}

/** Merges in the order of their rows. Excel calls a book damaged whose merges overlap: nobody knows what it shows. */
function disjoint(merges: Merge[], part: ZipMember): Merge[] {
  merges.sort((a, b) => a.top - b.top);
  let active: Merge[] = [];
  for (const merge of merges) {
    active = active.filter((other) => other.bottom >= merge.top);
    const overlap = active.some((other) => other.left <= merge.right && merge.left <= other.right);
    if (overlap) throw refuse('workbook-broken', { part: part.name });
    active.push(merge);
  }
  return merges;
}

/** Does the sheet hold anything at all? Stops at the first cell with content. */
export async function hasContent(part: ZipMember): Promise<boolean> {
  let found = false;
  const row = () => {
    found = true;
  };
  await walkSheet(part, { row, merge: () => {}, hidden: () => {} }, () => found);
  return found;
}

interface SheetHandlers {
  /** Rows with at least one cell that holds something. */
  row(row: RawRow): void;
  merge(merge: Merge): void;
  /** Columns that are hidden, 0-based, both ends in. */
  hidden(first: number, last: number): void;
}

async function walkSheet(part: ZipMember, handlers: SheetHandlers, until?: () => boolean): Promise<void> {
  let rowNo = 0;
  let hidden = false;
  let cells: RawCell[] = [];
  let column = -1;
  let type = '';
  let style = '';
  let formula = false;
  let valued = false;
  let text = '';
  let inline = '';
  let hasInline = false;
  let collecting: 'value' | 'inline' | '' = '';
  let phonetic = 0;
  await walkXml(
    part,
    {
      open(name, attributes) {
        switch (name) {
          case 'row':
            rowNo = nextRow(rowNo, attributes.r, part);
            // Excel writes `hidden`; a height of 0 is what some libraries write for the same.
            hidden = isTrue(attributes.hidden) || attributes.ht === '0';
            cells = [];
            column = -1;
            break;
          case 'c':
            column = attributes.r ? columnOf(attributes.r) : column + 1;
            if (!(column >= 0 && column < mostColumns)) throw refuse('workbook-broken', { part: part.name });
            type = attributes.t ?? 'n';
            style = attributes.s ?? '';
            formula = false;
            valued = false;
            text = '';
            inline = '';
            hasInline = false;
            break;
          case 'col':
            if (isTrue(attributes.hidden) || Number(attributes.width) === 0)
              handlers.hidden(Number(attributes.min) - 1, Number(attributes.max) - 1);
            break;
          case 'f':
            formula = true;
            break;
          case 'v':
            valued = true;
            collecting = 'value';
            break;
          case 't':
            collecting = phonetic === 0 ? 'inline' : '';
            hasInline = true;
            break;
          case 'rPh':
            phonetic++;
            break;
          case 'mergeCell':
            handlers.merge(readMerge(attributes.ref ?? '', part.name));
            break;
        }
      },
      text(piece) {
        if (collecting === 'value') text += piece;
        else if (collecting === 'inline') inline += piece;
      },
      close(name) {
        switch (name) {
          case 'v':
          case 't':
            collecting = '';
            break;
          case 'rPh':
            phonetic--;
            break;
          case 'c': {
            // An empty text is a result (`t="str"` with `<v/>`); an empty number is how openpyxl writes a formula without one.
            // Where a cell has both, its type says which counts; an inline text alone is one whatever the type says.
            const isInline = hasInline && (type === 'inlineStr' || !valued);
            const open = formula && !isInline && (!valued || (text === '' && type !== 'str'));
            const cell = open ? 'v' : isInline ? rawCell('inlineStr', '', inline) : rawCell(type, style, text);
            if (cell === '') break;
            while (cells.length < column) cells.push('');
            cells[column] = cell;
            break;
          }
          case 'row':
            if (cells.length > 0) handlers.row({ no: rowNo, hidden, cells });
            break;
        }
      },
    },
    until,
  );
}

/** Rows go downwards in every book that Excel opens; merges are filled on the way. */
function nextRow(last: number, reference: string | undefined, part: ZipMember): number {
  const no = reference === undefined ? last + 1 : Number(reference);
  if (!(no > last)) throw refuse('workbook-broken', { part: part.name });
  return no;
}

/** Types by ECMA-376 18.18.11 (A). Unknown ones are text: shown as they are, never guessed. */
function rawCell(type: string, style: string, text: string): RawCell {
  if (text === '') return '';
  if (type === 'n') return `n${style}:${text}`;
  if (type === 's') return `s${text}`;
  if (type === 'e') return `e${text}`;
  if (type === 'd') return `d${text}`;
  if (type === 'b') return text === '1' ? 'tTRUE' : 'tFALSE';
  return `t${text}`;
}

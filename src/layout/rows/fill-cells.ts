/** New texts by 1-based line on which the row starts, then by 0-based column. */
export type Edits = ReadonlyMap<number, ReadonlyMap<number, string>>;

const quote = 0x22;
const cr = 0x0d;
const lf = 0x0a;

/**
 * Puts texts into cells of a well-formed CSV and leaves every other byte as it came (BOM, line ends, quoting, untouched
 * rows). A cell that stood in quotes stays in quotes. Works on bytes, which is exact for UTF-8 and CP932: delimiter, quote
 * and line ends are never part of a longer character. `encode` gives a text in the file's own encoding.
 */
export function fillCells(
  bytes: Uint8Array,
  delimiter: string,
  edits: Edits,
  encode: (text: string) => Uint8Array,
): Uint8Array {
  const separator = delimiter.charCodeAt(0);
  const parts: Uint8Array[] = [];
  let copied = 0;
  let line = 1;
  let rowLine = 1;
  let column = 0;
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let at = start;
  const endCell = (end: number) => {
    const text = edits.get(rowLine)?.get(column);
    if (text === undefined) return;
    const inQuotes = bytes[start] === quote || /["\r\n]/.test(text) || text.includes(delimiter);
    const filled = encode(inQuotes ? `"${text.replaceAll('"', '""')}"` : text);
    parts.push(bytes.subarray(copied, start), filled);
    copied = end;
  };
  while (at <= bytes.length) {
    const byte = bytes[at];
    if (byte === quote && at === start) {
      at = afterQuoted(bytes, at, () => line++);
      continue;
    }
    if (byte !== undefined && byte !== separator && byte !== cr && byte !== lf) {
      at++;
      continue;
    }
    endCell(at);
    if (byte === undefined) break;
    if (byte === separator) {
      column++;
      at++;
    } else {
      at += byte === cr && bytes[at + 1] === lf ? 2 : 1;
      line++;
      rowLine = line;
      column = 0;
    }
    start = at;
  }
  parts.push(bytes.subarray(copied));
  return Buffer.concat(parts);
}

/** Position behind the closing quote; line breaks inside count as lines. */
function afterQuoted(bytes: Uint8Array, open: number, newLine: () => void): number {
  let at = open + 1;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte === quote) {
      if (bytes[at + 1] !== quote) return at + 1;
      at++;
    } else if (byte === lf || (byte === cr && bytes[at + 1] !== lf)) newLine();
    at++;
  }
  return at;
}

/**
 * How far a file seems to be written, by how its form ends. Only a hint that says how long to wait: a slow copy may stand still for a
 * moment, and half a file must not be taken for a whole one.
 *
 * - `whole`: text that ends with a line break and has rows below its first line, JSON with its last bracket, a zip (xlsx) with its directory
 * - `cut`: text that stops inside a line or inside quotes. Text without a final line break is legal, so it cannot be refused
 * - `hollow`: bytes that are certainly still to come: NULs where contents should be (a share shows the full size first), a zip without
 *   its directory, a first line alone
 * - `empty`: nothing at all, a placeholder
 */
export type Shape = 'whole' | 'cut' | 'hollow' | 'empty';

export function shapeOf(bytes: Uint8Array): Shape {
  if (bytes.length === 0) return 'empty';
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isZip(buffer)) return endsAsZip(buffer) ? 'whole' : 'hollow';
  if (otherKinds.some((magic) => startsWith(buffer, magic))) return 'whole';
  if (holeIn(buffer) < buffer.length) return 'hollow';
  const isWide = isUtf16(buffer);
  const first = buffer.find((byte) => byte > 0x20 && byte < 0x80);
  if (!isWide && (first === 0x7b || first === 0x5b)) return endsAsJson(buffer) ? 'whole' : 'cut';
  if (!endsInBreak(buffer, isWide) || (!isWide && isInQuotes(buffer))) return 'cut';
  return hasRows(buffer) ? 'whole' : 'hollow';
}

/** Where the first bytes stand that were not written yet; the length when there are none. What is before them stays as it is. */
export function holeIn(buffer: Buffer): number {
  if (isZip(buffer)) {
    let end = buffer.length;
    while (end > 0 && buffer[end - 1] === 0) end--;
    return end;
  }
  const hole = buffer.indexOf(nuls);
  if (hole >= 0) return hole;
  // Fewer at the very end: the last bytes of a file whose blocks came in order.
  const isCut = buffer.at(-1) === 0 && !endsInBreak(buffer, isUtf16(buffer)) && !isUtf16(buffer);
  return isCut ? buffer.indexOf(0) : buffer.length;
}

/** UTF-16 has single ones in every character of ASCII, never so many running. */
const nuls = Buffer.alloc(4);

const isZip = (buffer: Buffer): boolean => startsWith(buffer, [0x50, 0x4b, 0x03, 0x04]);

/** The directory's end record (22 bytes) and a comment of the length that it tells are the last of a zip (APPNOTE 4.3.16, trust A). */
function endsAsZip(buffer: Buffer): boolean {
  const tail = buffer.subarray(-zipTail);
  for (let at = tail.lastIndexOf(zipEnd); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(zipEnd, at - 1)) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) return true;
  }
  return false;
}

const zipTail = 22 + 65_535;
const zipEnd = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** Old Excel (OLE) and PDF: the reader refuses them with the reason. */
const otherKinds = [
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
];

const endsAsJson = (buffer: Buffer): boolean => /[\]}]\s*$/.test(buffer.subarray(-64).toString('latin1'));

function isUtf16(buffer: Buffer): boolean {
  if (startsWith(buffer, [0xff, 0xfe]) || startsWith(buffer, [0xfe, 0xff])) return true;
  const [a, b, c, d] = buffer;
  return (
    buffer.length >= 4 && ((a !== 0 && b === 0 && c !== 0 && d === 0) || (a === 0 && b !== 0 && c === 0 && d !== 0))
  );
}

/** Ends in a line break, or in Ctrl-Z of old DOS tools. */
function endsInBreak(buffer: Buffer, isWide: boolean): boolean {
  const last = buffer.at(-1);
  const before = buffer.at(-2);
  const isBreak = (byte: number | undefined) => byte === 0x0a || byte === 0x0d || byte === 0x1a;
  return isBreak(last) || (isWide && last === 0 && isBreak(before));
}

/** An odd number of quotes: 0x22 is no part of a character in CP932, UTF-8 or EUC-JP. */
function isInQuotes(buffer: Buffer): boolean {
  let isOpen = false;
  for (let at = buffer.indexOf(0x22); at >= 0; at = buffer.indexOf(0x22, at + 1)) isOpen = !isOpen;
  return isOpen;
}

/** Something stands below the first line. */
function hasRows(buffer: Buffer): boolean {
  const lines = [buffer.indexOf(0x0a), buffer.indexOf(0x0d)].filter((at) => at >= 0);
  const below = Math.min(...lines);
  return buffer.subarray(below).some((byte) => byte > 0x20);
}

function startsWith(buffer: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, i) => buffer[i] === byte);
}

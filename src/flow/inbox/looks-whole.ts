/**
 * Whether a file ends like a file that was written to its end: text with a line break, a zip (xlsx) with its directory.
 * Only a hint: a file that fails it waits longer before it is read, because a slow copy may stand still for a moment and
 * half a file must not be taken for a whole one. Text without a final line break is legal, so it cannot be refused.
 */
export function looksWhole(bytes: Uint8Array): boolean {
  const { length } = bytes;
  if (length === 0) return false;
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    const tail = Buffer.from(bytes.buffer, bytes.byteOffset, length).subarray(-zipTail);
    return tail.lastIndexOf(zipEnd) >= 0;
  }
  if (otherKinds.some((magic) => startsWith(bytes, magic))) return true;
  const last = bytes[length - 1];
  const before = bytes[length - 2];
  const isBreak = last === 0x0a || last === 0x0d || last === 0x1a; // 0x1A: Ctrl-Z of old DOS tools
  return isBreak || (last === 0 && (before === 0x0a || before === 0x0d)); // UTF-16LE
}

/** End-of-directory record (22 bytes) with the longest possible comment. */
const zipTail = 22 + 65_535;
const zipEnd = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** Old Excel (OLE) and PDF: the reader refuses them with the reason. */
const otherKinds = [
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

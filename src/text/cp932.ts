/**
 * CP932 (Windows-31J) both ways, with Windows' choice where a character has two codes: JIS X 0208, then NEC row 13
 * (87xx), then IBM extensions (FAxx–FCxx); the NEC-selected EDxx/EExx are read, never written. Trust A (Unicode's
 * CP932 table by way of ICU), checked in the tests against iconv-lite for every character.
 * The user-defined area F040–F9FC is not text that anybody else can read: it counts as undefined.
 */
const decodeTable = new Uint16Array(65536);
const encodeTable = new Uint16Array(65536);

const writeOrder: readonly (readonly [number, number])[] = [
  [0x81, 0x84],
  [0x87, 0x9f],
  [0xe0, 0xea],
  [0xfa, 0xfc],
  [0xed, 0xee],
];

const trails = 0xfc - 0x40 + 1;

function buildTables(): void {
  const leads = writeOrder.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  // A line feed after each pair keeps the decoder in step where a pair is undefined.
  const pairs = new Uint8Array(leads.length * trails * 3).fill(0x0a);
  let at = 0;
  for (const lead of leads) {
    for (let t = 0; t < trails; t++, at += 3) {
      pairs[at] = lead;
      pairs[at + 1] = 0x40 + t;
    }
  }
  const text = new TextDecoder('shift_jis').decode(pairs);
  let from = 0;
  for (const lead of leads) {
    for (let t = 0; t < trails; t++) {
      const end = text.indexOf('\n', from);
      const code = text.charCodeAt(from);
      const defined = end === from + 1 && t !== 0x3f && code !== 0xfffd && (code < 0xe000 || code >= 0xf900);
      from = end + 1;
      if (!defined) continue;
      const pair = (lead << 8) | (0x40 + t);
      decodeTable[pair] = code;
      if (encodeTable[code] === 0) encodeTable[code] = pair;
    }
  }
  for (let c = 1; c < 0x80; c++) encodeTable[c] = c;
  for (let b = 0xa1; b <= 0xdf; b++) encodeTable[b + 0xfec0] = b;
}
buildTables();

/** CP932 code of a UTF-16 unit: one byte (< 0x100) or two as lead << 8 | trail; 0 = CP932 lacks it (or NUL). */
export function cp932Code(unit: number): number {
  return encodeTable[unit] as number;
}

/** Encodes a text. `bad` lists each character once that CP932 lacks; those are left out of `bytes`, never written as `?`. */
export function encodeCp932(text: string): { bytes: Uint8Array; bad: readonly string[] } {
  const target = new Uint8Array(text.length * 2);
  const end = encodeCp932Into(text, target, 0);
  if (end >= 0) return { bytes: target.subarray(0, end), bad: [] };
  const bad = new Set<string>();
  let at = 0;
  for (const c of text) {
    const next = encodeCp932Into(c, target, at);
    if (next < 0) bad.add(c);
    else at = next;
  }
  return { bytes: target.subarray(0, at), bad: [...bad] };
}

/**
 * Encodes `text` into `target` from `at`: the new position, or `-1 - i` when the UTF-16 unit at index `i` of the text
 * is not in CP932 (the bytes from `at` on are then garbage: go on at `at`). The caller keeps `2 × text.length` bytes free;
 * throws RangeError when they are not.
 */
export function encodeCp932Into(text: string, target: Uint8Array, at: number): number {
  const length = text.length;
  if (at + length * 2 > target.length) throw new RangeError('target too small');
  let to = at;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      target[to++] = unit;
      continue;
    }
    const code = encodeTable[unit] as number;
    if (code >= 0x100) {
      target[to] = code >> 8;
      target[to + 1] = code;
      to += 2;
    } else if (code !== 0) {
      target[to++] = code;
    } else {
      return -1 - i;
    }
  }
  return to;
}

export interface Cp932Encoder {
  /** See `encodeCp932Into`. */
  encodeInto(text: string, target: Uint8Array, at: number): number;
}

/** The encoder as an object, for writers that take either encoding. */
export function createCp932Encoder(): Cp932Encoder {
  return { encodeInto: encodeCp932Into };
}

/** Bytes that are not CP932: `at` is the index of the first bad one. */
export class BadCp932 extends Error {
  readonly at: number;
  constructor(at: number) {
    super(`not CP932 at byte ${at}`);
    this.name = 'BadCp932';
    this.at = at;
  }
}

/** Index of the first byte in `[start, end)` that is not strict CP932, −1 when all is well. */
export function isCp932(bytes: Uint8Array, start = 0, end: number = bytes.length): number {
  let i = start;
  while (i < end) {
    const b = bytes[i] as number;
    if (b < 0x80 || (b >= 0xa1 && b <= 0xdf)) i++;
    else if (i + 1 < end && decodeTable[(b << 8) | (bytes[i + 1] as number)] !== 0) i += 2;
    else return i;
  }
  return -1;
}

/** Decodes strictly; throws `BadCp932` with the position of the first undefined or user-defined code. */
export function decodeCp932(bytes: Uint8Array): string {
  return decodeCp932Cell(bytes, 0, bytes.length);
}

let units = Buffer.alloc(4096);

/** Decodes `bytes[start, end)` strictly (fast for short cells). Throws `BadCp932`. */
export function decodeCp932Cell(bytes: Uint8Array, start: number, end: number): string {
  let i = start;
  while (i < end && (bytes[i] as number) < 0x80) i++;
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (i === end) return buffer.toString('latin1', start, end);
  if (units.length < (end - start) * 2) units = Buffer.alloc((end - start) * 2);
  const out = units;
  let to = 0;
  for (i = start; i < end; i++) {
    const b = bytes[i] as number;
    let unit = b;
    if (b >= 0x80) {
      if (b >= 0xa1 && b <= 0xdf) unit = b + 0xfec0;
      else {
        unit = i + 1 < end ? (decodeTable[(b << 8) | (bytes[i + 1] as number)] as number) : 0;
        if (unit === 0) throw new BadCp932(i);
        i++;
      }
    }
    out[to] = unit;
    out[to + 1] = unit >> 8;
    to += 2;
  }
  return out.toString('utf16le', 0, to);
}

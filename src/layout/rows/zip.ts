import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import { limitWords, sizeWords } from '../../core/size.ts';
import { BadCp932, decodeCp932 } from '../../text/cp932.ts';
import { type ReadLimits, Unreadable } from './row.ts';

/** More entries than any shop's archive or workbook has; a directory of millions is an attack on memory. */
const mostEntries = 10_000;
/** Below this size the ratio says nothing: a small workbook of equal cells packs a thousand times. */
const ratioMatters = 1024 * 1024;

export interface ZipMember {
  /** Path inside the archive, `/` between folders, NFC; '' when its bytes are no known encoding. */
  readonly name: string;
  readonly size: number;
  readonly folder: boolean;
  readonly encrypted: boolean;
  /** A symbolic link made on a Mac or Linux machine. */
  readonly link: boolean;
  /** Compression method number of the zip format; 0 and 8 can be read. */
  readonly method: number;
  /** The content in pieces; fails with `ZipDamage` when size or checksum are not what the directory says. */
  stream(): AsyncIterable<Buffer>;
}

/** The content of a member is not what the archive's directory promises. */
export class ZipDamage extends Error {
  override name = 'ZipDamage';
}

export type Limits = Pick<ReadLimits, 'unpackedBytes' | 'ratio'>;

/**
 * Reads the directory of a zip (archive or xlsx). Nothing is unpacked yet, but sizes are checked: members can never
 * give more bytes than announced, so a bomb is refused here. Throws `Unreadable`.
 */
export async function readZip(bytes: Uint8Array, limits: Limits): Promise<ZipMember[]> {
  const members: ZipMember[] = [];
  let size = 0;
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await yauzl.fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
    if (zip.entryCount > mostEntries) throw refuse('zip-too-many', { count: zip.entryCount, limit: mostEntries });
    for await (const entry of zip.eachEntry()) {
      members.push(toMember(zip, entry));
      size += entry.uncompressedSize;
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw refuse('zip-broken', { part: 'zip' });
  }
  if (size > limits.unpackedBytes) {
    throw refuse('zip-too-big', { size: sizeWords(size), limit: limitWords(limits.unpackedBytes) });
  }
  const ratio = size / bytes.length;
  if (size > ratioMatters && ratio > limits.ratio) {
    throw refuse('zip-too-dense', { ratio: Math.round(ratio), limit: limits.ratio });
  }
  return members;
}

/** The whole content of a member. */
export async function unzip(member: ZipMember): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of member.stream()) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** What a zip is, from its members: archives of files are not tables, and some tables are of a kind we do not read. */
export function zipKind(members: readonly ZipMember[]): 'xlsx' | 'xlsb' | 'ods' | 'numbers' | 'word' | 'archive' {
  const has = (name: string) => members.some((member) => member.name.toLowerCase() === name);
  if (has('xl/workbook.bin')) return 'xlsb';
  // The workbook's parts may stand anywhere by the standard; every writer seen keeps the folder or at least these names.
  const isPart = (name: string) => /^xl\/|(?:^|\/)workbook\.xml$|(?:^|\/)worksheets\//i.test(name);
  if (has('[content_types].xml') && members.some((member) => isPart(member.name))) return 'xlsx';
  if (has('[content_types].xml')) return 'word';
  if (has('mimetype') && has('content.xml')) return 'ods';
  if (members.some((member) => /^index\/.*\.iwa$/i.test(member.name)) || has('index.zip')) return 'numbers';
  return 'archive';
}

export function refuse(code: SentenceCode, args: SentenceArgs = {}): Unreadable {
  return new Unreadable({ code, kind: 'fix', place: {}, args });
}

function toMember(zip: yauzl.ZipFile, entry: yauzl.Entry): ZipMember {
  const name = memberName(entry);
  return {
    name,
    size: entry.uncompressedSize,
    folder: name.endsWith('/'),
    encrypted: entry.isEncrypted(),
    // High half = Unix mode when the archive was made on Unix (3) or macOS (19); 0xA000 = symbolic link.
    link: [3, 19].includes(entry.versionMadeBy >> 8) && ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000,
    method: entry.compressionMethod,
    stream: () => checked(zip, entry),
  };
}

/** yauzl holds the size to its word while inflating; the checksum is left to us. */
async function* checked(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    throw new ZipDamage(String(error));
  }
  if (sum !== entry.crc32 >>> 0) throw new ZipDamage('checksum');
}

/**
 * Names in zips: UTF-8 when flagged so (bit 11) or in Info-ZIP's extra field 0x7075; without the flag Windows writes
 * CP932 and macOS UTF-8 (B). Valid UTF-8 beyond ASCII is practically never meant as CP932.
 */
function memberName(entry: yauzl.Entry): string {
  // yauzl types the name as text, but with `decodeStrings: false` it is bytes.
  const raw = entry.fileNameRaw;
  const unicode = entry.extraFields.find((field) => field.id === 0x7075)?.data;
  const bytes = unicode && unicode.length > 5 && unicode.readUInt32LE(1) === crc32(raw) ? unicode.subarray(5) : raw;
  return decodeName(bytes).replaceAll('\\', '/').normalize('NFC');
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    try {
      return decodeCp932(bytes);
    } catch (error) {
      if (error instanceof BadCp932) return '';
      throw error;
    }
  }
}

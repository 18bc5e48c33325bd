import type { ZipMember } from '../zip.ts';
import { decodeEscapes, walkXml } from './xml.ts';

/**
 * Many texts, kept as UTF-8 outside the JavaScript heap: a big workbook has millions of shared strings of which a layout
 * uses few, and as JavaScript strings they would take three times the memory.
 */
export interface TextPool {
  readonly size: number;
  at(index: number): string;
}

/** Reads `xl/sharedStrings.xml`: rich text joined, furigana (`rPh`) left out, escapes decoded. */
export async function readSharedStrings(part: ZipMember): Promise<TextPool> {
  const pool = createPool();
  let text = '';
  let inText = false;
  let phonetic = 0;
  await walkXml(part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') pool.add(decodeEscapes(text));
    },
  });
  return pool;
}

const pieceSize = 1024 * 1024;

export function createPool(): TextPool & { add(text: string): void } {
  const pieces: Buffer[] = [Buffer.allocUnsafe(pieceSize)];
  /** Per text: number of its piece, first and end byte there. */
  let index = new Uint32Array(3 * 1024);
  let size = 0;
  let used = 0;
  return {
    get size() {
      return size;
    },
    add(text) {
      const most = text.length * 3;
      if (used + most > pieceSize) {
        pieces.push(Buffer.allocUnsafe(Math.max(pieceSize, most)));
        used = 0;
      }
      if (size * 3 === index.length) {
        const wider = new Uint32Array(index.length * 2);
        wider.set(index);
        index = wider;
      }
      const end = used + pieces.at(-1)!.write(text, used);
      index.set([pieces.length - 1, used, end], size * 3);
      used = end;
      size++;
    },
    at(i) {
      return i < size ? pieces[index[i * 3]!]!.toString('utf8', index[i * 3 + 1]!, index[i * 3 + 2]!) : '';
    },
  };
}

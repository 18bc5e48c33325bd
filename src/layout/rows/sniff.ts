import { utf16WithoutBom } from './encoding.ts';

/** What the first bytes say a file is, whatever its name says. `text` = anything that may be CSV or TSV (or JSON). */
export type FileKind = 'text' | 'zip' | 'ole' | 'html' | 'xml' | 'pdf' | 'gzip' | 'image' | 'binary' | 'empty';

const signatures: readonly (readonly [FileKind, string])[] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'], // an empty archive
  ['zip', '504b0708'], // a spanned one
  ['ole', 'd0cf11e0a1b11ae1'], // .xls, and password-protected .xlsx
  ['pdf', '255044462d'],
  ['gzip', '1f8b08'],
  ['image', '89504e47'],
  ['image', 'ffd8ff'],
  ['image', '47494638'],
];

const control = (byte: number) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1a;

/**
 * Tells text from the other kinds of file that get dropped by mistake or with a wrong name. `head` = the first bytes
 * (a few hundred are enough; fewer only when the file is shorter). UTF-16 counts as text.
 */
export function sniff(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  const hex = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 8)).toString('hex');
  const found = signatures.find(([, signature]) => hex.startsWith(signature));
  if (found) return found[0];
  const start = Math.min(head.length, 1024);
  // Old `.xls` exports of Japanese carts are HTML tables: markup is ASCII in every encoding, NULs of UTF-16 dropped.
  const ascii = Buffer.from(head.subarray(0, start))
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|style)\b/.test(ascii)) return 'html';
  if (ascii.startsWith('<?xml')) return /<html\b/.test(ascii) ? 'html' : 'xml';
  let odd = 0;
  let nul = 0;
  for (let i = 0; i < start; i++) {
    const byte = head[i]!;
    if (byte === 0) nul++;
    // ESC $ and ESC ( switch the characters of ISO-2022-JP: text, which the reader names.
    else if (control(byte) && !(byte === 0x1b && (head[i + 1] === 0x24 || head[i + 1] === 0x28))) odd++;
  }
  // A stray control character is the reader's business; a file full of them is not text. NULs alone may be UTF-16.
  if (odd * 20 > start && (nul === 0 || odd * 4 > start || !looksLikeUtf16(head))) return 'binary';
  return 'text';
}

const looksLikeUtf16 = (head: Uint8Array) =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) || utf16WithoutBom(head) !== null;

/**
 * What an OLE container is: an encrypted Office file (the real one is inside, as the stream `EncryptedPackage`), an old
 * Excel book (stream `Workbook`, or `Book` before Excel 97), or something else. Stream names stand in the container's
 * directory as UTF-16 (MS-CFB 2.6.1, A); the directory may be anywhere in the file.
 */
export function oleKind(bytes: Uint8Array): 'password' | 'xls' | 'other' {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (name: string) => buffer.includes(Buffer.from(`${name}\0`, 'utf16le'));
  if (has('EncryptedPackage')) return 'password';
  return has('Workbook') || has('Book') ? 'xls' : 'other';
}

import { unreadable } from './encoding.ts';

/** UTF-16 without its BOM → UTF-8, chunk by chunk. Throws `Unreadable` at a half character, naming the row. */
export function* transcodeUtf16(
  source: Iterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): Generator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let row = 1;
  const decode = (chunk?: Uint8Array): Buffer => {
    let text: string;
    try {
      text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw unreadable('encoding-utf16-broken', { row });
    }
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) row++;
    return Buffer.from(text, 'utf8');
  };
  for (const chunk of source) {
    // Small pieces keep the row in the message close and the memory flat.
    for (let at = 0; at < chunk.length; at += 0x10000) yield decode(chunk.subarray(at, at + 0x10000));
  }
  yield decode();
}

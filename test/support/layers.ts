import { gunzipSync } from 'node:zlib';
import iconv from 'iconv-lite';

/** Everything that can be read in a text: as it is, and of each quoted, percent-encoded, base64 or gzip part what it is when decoded, again and again. */
export function layersOf(text: string): string[] {
  const seen = new Set([text]);
  for (const one of seen) for (const inner of insideOf(one)) seen.add(inner);
  return [...seen];
}

function insideOf(text: string): string[] {
  const inner: string[] = [];
  for (const [one] of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    try {
      inner.push(JSON.parse(one) as string);
    } catch {
      // Quotes of something that is no JSON.
    }
  }
  for (const [one] of text.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)) {
    const bytes = Buffer.from(one, 'base64');
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    inner.push(plain.toString('utf8'), iconv.decode(plain, 'cp932'));
  }
  if (/%[0-9A-F]{2}/i.test(text))
    inner.push(text.replace(/(%[0-9A-F]{2})+/gi, (one) => Buffer.from(one.replaceAll('%', ''), 'hex').toString()));
  return inner;
}

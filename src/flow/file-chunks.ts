import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes of a file, chunk by chunk. The same buffer is used for every chunk. */
export function* fileChunks(path: string, size = 1 << 18): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafeSlow(size);
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** Remembers a result by the bytes of a cell, without making text of them. A new entry may push an old one out. */
export interface ByteMemory {
  find(buf: Uint8Array, start: number, end: number): Uint8Array | undefined;
  put(buf: Uint8Array, start: number, end: number, value: Uint8Array): void;
}

/** `places`: how many results are kept, a power of two. */
export function createByteMemory(places: number): ByteMemory {
  const keys: (Uint8Array | undefined)[] = new Array(places).fill(undefined);
  const values: (Uint8Array | undefined)[] = new Array(places).fill(undefined);

  /** FNV-1a. */
  const placeOf = (buf: Uint8Array, start: number, end: number): number => {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ buf[i]!, 0x01000193);
    return (hash ^ (hash >>> 15)) & (places - 1);
  };

  return {
    find(buf, start, end) {
      const place = placeOf(buf, start, end);
      const key = keys[place];
      if (key?.length !== end - start) return undefined;
      for (let i = 0; i < key.length; i++) if (key[i] !== buf[start + i]) return undefined;
      return values[place];
    },
    put(buf, start, end, value) {
      const place = placeOf(buf, start, end);
      keys[place] = Uint8Array.from(buf.subarray(start, end));
      values[place] = value;
    },
  };
}

import { isCp932 } from '../../text/cp932.ts';

/**
 * What a byte pair means in CP932, at `lead << 8 | trail`: 0 = nothing, 1 = a character, 2 = user-defined (F040–F9FC,
 * 外字: every machine shows something else).
 */
let table: Uint8Array | undefined;

export function cp932Pairs(): Uint8Array {
  if (table) return table;
  const built = new Uint8Array(0x10000);
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (lead >= 0xa0 && lead <= 0xdf) continue;
    const userDefined = lead >= 0xf0 && lead <= 0xf9;
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      if (userDefined) built[(lead << 8) | trail] = 2;
      else if (isCp932(pair) < 0) built[(lead << 8) | trail] = 1;
    }
  }
  table = built;
  return built;
}

/** Half-width katakana, the only single bytes above ASCII. */
export const isHalfKana = (byte: number) => byte >= 0xa1 && byte <= 0xdf;

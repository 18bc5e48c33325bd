/**
 * What a byte pair means in CP932, at `lead << 8 | trail`: 0 = nothing, 1 = a character, 2 = user-defined (F040–F9FC,
 * 外字: every machine shows something else). Taken from the runtime's own decoder (WHATWG Shift_JIS), which agrees with
 * Windows and Python on every pair that those define (stack.md §8; trust B).
 */
let table: Uint8Array | undefined;

export function cp932Pairs(): Uint8Array {
  if (table) return table;
  const trails = [];
  for (let trail = 0x40; trail <= 0xfc; trail++) if (trail !== 0x7f) trails.push(trail);
  const leads = [];
  for (let lead = 0x81; lead <= 0xfc; lead++) if (lead < 0xa0 || lead > 0xdf) leads.push(lead);
  const bytes = new Uint8Array(leads.length * trails.length * 3);
  let at = 0;
  for (const lead of leads) {
    for (const trail of trails) {
      bytes[at++] = lead;
      bytes[at++] = trail;
      bytes[at++] = 0x0a;
    }
  }
  const meanings = new TextDecoder('shift_jis').decode(bytes).split('\n');
  const built = new Uint8Array(0x10000);
  at = 0;
  for (const lead of leads) {
    for (const trail of trails) {
      const meaning = meanings[at++]!;
      if (meaning.length !== 1 || meaning === '\ufffd') continue;
      built[(lead << 8) | trail] = lead >= 0xf0 && lead <= 0xf9 ? 2 : 1;
    }
  }
  table = built;
  return built;
}

/** Half-width katakana, the only single bytes above ASCII. */
export const isHalfKana = (byte: number) => byte >= 0xa1 && byte <= 0xdf;

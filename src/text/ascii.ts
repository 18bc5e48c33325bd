/** Hyphens of every kind that people and programs put between digits, the long vowel mark included. */
export const hyphens = '-‐‑‒–—―−－ーｰ﹣─━';

const table = new Map<string, string>();
for (const c of hyphens) table.set(c, '-');
for (let i = 0x21; i <= 0x7e; i++) {
  const wide = String.fromCharCode(i + 0xfee0);
  if (!table.has(wide)) table.set(wide, String.fromCharCode(i));
}
for (const c of '\u3000\u00a0\u2002\u2003\u2009\u202f') table.set(c, ' ');
table.set('￥', '¥');

const plain = /^[\x20-\x7e]*$/;

/**
 * Full-width letters, digits and signs → ASCII, every hyphen → `-`, every space → U+0020. For reading digits, dates
 * and amounts; never for names or addresses (`ー` becomes a hyphen).
 */
export function toAscii(text: string): string {
  if (plain.test(text)) return text;
  let out = '';
  for (const c of text) out += table.get(c) ?? c;
  return out;
}

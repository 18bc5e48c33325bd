const spaces = /[\s\u200b-\u200d\u2060\ufeff]+/g;
const open = /[[{【〔「『〈《〖〘｢]/g;
const close = /[\]}】〕」』〉》〗〙｣]/g;
const dashes = /[‐‑‒–—―−ー─━]/g;
const waves = /[〜～∼]/g;
const plain = /^[a-z0-9_.:/()-]*$/;

const memory = new Map<string, string>();

/**
 * Form for comparing headers and dictionary words: NFKC, lower case, no white space at all, one kind of bracket, dash and
 * wave. Never for data (① becomes 1, メール becomes メ-ル).
 */
export function fold(text: string): string {
  if (plain.test(text)) return text;
  let folded = memory.get(text);
  if (folded !== undefined) return folded;
  folded = text
    .replace(spaces, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(spaces, '')
    .replace(open, '(')
    .replace(close, ')')
    .replace(dashes, '-')
    .replace(waves, '~');
  if (memory.size >= 4096) memory.clear();
  memory.set(text, folded);
  return folded;
}

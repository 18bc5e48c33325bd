/** Numbers of 17 digits, which stand as 3-7-7, without their hyphens. */
const threeParts = /^(\d{3})(\d{7})(\d{7})$/;

/**
 * An order number as it may stand in the store, by what a person typed: as it is, then in half width with plain hyphens and without spaces, in
 * upper and lower case, and 17 digits with the hyphens of 3-7-7. Empty = it cannot be a number (letters of Japanese, words with spaces).
 */
export function numberForms(typed: string): string[] {
  const text = typed.trim();
  const plain = text
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .replace(/^#/, '')
    .replace(/\s+/g, '');
  if (!/^[\x21-\x7e]+$/.test(plain) || (/\s/.test(text) && !/\d/.test(plain))) return text === '' ? [] : [text];
  const hyphened = threeParts.test(plain) ? [plain.replace(threeParts, '$1-$2-$3')] : [];
  return [...new Set([text, plain, plain.toUpperCase(), plain.toLowerCase(), ...hyphened])];
}

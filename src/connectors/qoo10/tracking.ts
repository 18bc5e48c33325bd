/**
 * Carriers whose numbers carry a check digit: the number without its last digit, modulo 7, is the last digit (trust B). By the words
 * that Qoo10 takes for them.
 */
const checked = /^(?:ヤマト|ネコポス|クロネコ|ゆう|日本郵便|クリックポスト|佐川)/;

/**
 * Can this be a number of this carrier? Qoo10 takes only real ones (the manual, trust A), and what it answers to others is not known;
 * so they are not sent.
 */
export function canBeNumber(carrier: string, number: string): boolean {
  const bare = number.replace(/[-\s]/g, '');
  if (!/^[0-9A-Za-z]{5,50}$/.test(bare)) return false;
  if (!checked.test(carrier) || /^[A-Z]{2}\d{9}[A-Z]{2}$/.test(bare)) return true;
  return /^\d{10,13}$/.test(bare) && Number(BigInt(bare.slice(0, -1)) % 7n) === Number(bare.at(-1));
}

/** Two spellings of one number are one number. */
export const sameNumber = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (number: string): string => number.replace(/[-\s]/g, '').toUpperCase();

/**
 * Yamato's check digit: 12 digits, the last one = the first eleven as a number modulo 7 (so 0–6).
 * Source: several public descriptions and published samples agree; trust B.
 */
export function isYamatoNumber(number: string): boolean {
  if (!/^\d{12}$/.test(number)) return false;
  return Number(number.slice(0, 11)) % 7 === Number(number[11]);
}

/** Digits of a tracking number as people write it (4-4-4, full-width digits, spaces). */
export function bareNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s\-‐‑‒–—―−－ー]/g, '');
}

/** Tracking numbers of one cell: several stand with commas or line breaks between (Next Engine's manual, trust A). */
export function numbersIn(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[,、;\r\n]+/)
    .map(bareNumber)
    .filter((one) => one !== '');
}

export const yamato = 'ヤマト運輸';

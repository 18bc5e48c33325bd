/** Stem (11 digits) and check digit: stem mod 7. Trust B. */
export function trackingNumber(stem: number): string {
  return String(stem).padStart(11, '0') + String(stem % 7);
}

/** 4-4-4, as it is printed. */
export const spaced = (number: string): string => number.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
